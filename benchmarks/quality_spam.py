"""How much injected spam and page chrome goes, and what sound text it costs.

    python benchmarks/quality.py spam --data FOLDER [--held FOLDER] [--folds FOLDER] [--limit N]

FOLDER holds wcxb-dev and text/ntrex. With the folders of both models one run prints the whole report, in some
ten minutes on one core, most of it for the tools beside; what it is at goes to standard error. Four
questions, each with the tools beside it that have an answer:

1. Spam of five shapes is injected into the articles of WCXB, as pages and as flattened text. What
   leaks, with some samples of it, and how many gold words are lost? Once with all of the lexicon and sentences of the
   benchmark's own; with `--held`, where `training/spam_model.py --held FOLDER` and
   `training/story_model.py --held FOLDER` wrote models that have not seen every second phrase, also with
   sentences of just these, and with rules that lack them.
2. How many sound lines are changed: the gold of WCXB, and 128 languages of NTREX, each as a document?
3. How well do the kept lines of a flattened page agree with its gold? With `--folds`, where
   `training/chrome_model.py --folds FOLDER` wrote models, each page is judged by one that has
   not seen its domain; without, by the table, which has seen all of them.
4. How fast is clean text passed?

Tools that are not installed are named and left out.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from random import Random
from statistics import mean, median
from time import perf_counter
from typing import TypeVar

from flattened import FOLDS, Page, flatten, pages
from injections import Injection, Maker, identifier, rules_without_held
from wcxb import word_f1, words

from cleantext import Pipeline
from cleantext.api import read
from cleantext.chrome import net as chrome
from cleantext.chrome.controls import signs

Tool = Callable[[str], str]
Item = TypeVar("Item")
#: So many leaks are shown; and so often it is said how far the run is.
SAMPLES, EVERY = 6, 50
SPAM = ("injected_markup", "hidden_text", "spam_lines", "spam_phrases")
FILTERS = (*SPAM, "page_chrome")
_PARAGRAPH = re.compile(r"<p(?:\s[^<>]*)?>[^<]{200,}", re.IGNORECASE)
_BODY = re.compile(r"<body[^<>]*>", re.IGNORECASE)


def peers() -> dict[str, Tool]:
    """Return the extractors that are installed, by name: from HTML to text."""
    found: dict[str, Tool] = {}
    try:
        import trafilatura

        found["trafilatura"] = lambda html: trafilatura.extract(html) or ""
    except ImportError:
        print("trafilatura is not installed; left out")
    try:
        from resiliparse.extract.html2text import extract_plain_text

        found["resiliparse"] = lambda html: extract_plain_text(html, main_content=True)
    except ImportError:
        print("resiliparse is not installed; left out")
    try:
        import justext
        import trafilatura

        stops = justext.get_stoplist("English")

        def both(html: str) -> str:
            inner = trafilatura.extract(html, output_format="html") or "<p></p>"
            kept = justext.justext(inner, stops)
            return "\n".join(each.text for each in kept if not each.is_boilerplate)

        found["trafilatura+jusText"] = both
    except ImportError:
        print("jusText is not installed; trafilatura+jusText left out")
    return found


def progress(items: list[Item], title: str) -> Iterator[Item]:
    """Yield items, and say on standard error how many of them are done."""
    for number, item in enumerate(items):
        if number % EVERY == 0:
            print(
                f"\r{title}: {number:,} of {len(items):,}\033[K",
                end="",
                file=sys.stderr,
                flush=True,
            )
        yield item
    print("\r\033[K", end="", file=sys.stderr, flush=True)


def at_sentence(text: str, spam: str) -> str:
    """Put a sentence behind a full stop in the middle of a text, or at its end."""
    place = max(text.find(". ", len(text) // 2), text.find(". "))
    return f"{text[: place + 2]}{spam} {text[place + 2 :]}" if place >= 0 else f"{text} {spam}"


def into_page(shape: str, html: str, spam: Injection, random: Random) -> str | None:
    """Return a page with spam of a shape in it; None where the page has no place for it."""
    if shape == "body-first line":
        return _BODY.sub(lambda body: f"{body[0]}<div>{spam.text}</div>", html, count=1)
    if shape == "off-screen links":
        links = f'<div style="position:absolute;left:-9999px"><a href="http://x.example">{spam.text}</a></div>'
        return html.replace("</body>", f"{links}</body>", 1) if "</body>" in html else None
    if shape == "random-id wrapper":
        name = identifier(random)
        block = f'<ins id="{name}"></ins><pre id="{name}"></pre><sup id="{name}">{spam.text}</sup>'
        return _BODY.sub(lambda body: body[0] + block, html, count=1)
    found = list(_PARAGRAPH.finditer(html))
    if not found:
        return None
    hit = found[len(found) // 2]
    inner = f'<span style="display:none">{spam.text}</span>' if "hidden" in shape else spam.text
    return html[: hit.start()] + at_sentence(hit[0], inner) + html[hit.end() :]


def into_text(shape: str, gold: str, spam: Injection, random: Random) -> str | None:
    """Return a flattened article with spam of a shape in it; None for shapes of markup."""
    lines = [line for line in gold.split("\n") if line.strip()]
    if shape == "body-first line":
        mark = random.choice(["", "\n?"])
        return f"{spam.text}{mark}\n{gold}"
    if shape == "random-id wrapper":
        name = identifier(random)
        tags = "".join(f'<{tag} id="{name}"></{tag}>' for tag in ("ins", "sup", "dd", "abbr"))
        return f"{tags}\n{gold}"
    if shape == "plain sentence":
        long = [place for place, line in enumerate(lines) if len(line) >= 200 and ". " in line]
        if not long:
            return None
        middle = long[len(long) // 2]
        glued = at_sentence(lines[middle], spam.text)
        return "\n".join([*lines[:middle], glued, *lines[middle + 1 :]])
    if shape == "line of its own":
        middle = len(lines) // 2
        return "\n".join([*lines[:middle], spam.text, *lines[middle:]])
    return None


PAGE_SHAPES = (
    "body-first line",
    "off-screen links",
    "random-id wrapper",
    "hidden span",
    "plain sentence",
)
TEXT_SHAPES = ("body-first line", "random-id wrapper", "plain sentence", "line of its own")


def leaks(text: str, spam: Injection, shape: str) -> bool:
    """Return whether anything of the spam is left."""
    if shape == "random-id wrapper" and "id=" in text:
        return True
    low = text.lower()
    return any(phrase in low for phrase in spam.phrases)


def injected(chosen: list[Page], held: Path | None = None, beside: bool = True) -> None:
    """Inject, clean, and print leaks and lost words by shape; `held` holds a model, see above."""
    title = "held-back phrases, rules without them" if held else "own sentences, all rules"
    maker = Maker(bool(held))
    filters = Pipeline(SPAM).clean
    with rules_without_held(held) if held else nullcontext():
        print(f"\nflattened articles, {title:40} {'cases':>6} {'leaks':>7} {'gold words lost':>16}")
        missed: Counter[str] = Counter()
        samples = []
        for shape in TEXT_SHAPES:
            cases = leaked = lost = total = 0
            for page in progress(chosen, shape):
                random = Random(f"{page.name} {shape}")
                spam = (maker.keywords if shape == "body-first line" else maker.sentence)(random)
                text = into_text(shape, page.gold, spam, random)
                if text is None or leaks(page.gold, spam, shape):
                    continue
                clean = filters(text)
                cases += 1
                leak = leaks(clean, spam, shape)
                leaked += leak
                missed[spam.language] += leak
                if leak:
                    samples.append(spam.text)
                gold = Counter(words(page.gold))
                lost += (gold - Counter(words(clean))).total()
                total += gold.total()
            print(
                f"  {shape:57} {cases:6,} {leaked / max(1, cases):7.1%} {lost / max(1, total):16.4%}"
            )
        print(f"  leaks by language: {dict(missed.most_common())}")
        for sample in samples[:: -(-len(samples) // SAMPLES) or 1]:
            print(f"  leaked, for one: {sample}")
        if not held:
            injected_pages(chosen, maker, {"cleantext": _extract, **(peers() if beside else {})})
        else:
            injected_pages(chosen, maker, {"cleantext": _extract})


def _extract(html: str) -> str:
    return Pipeline(FILTERS).clean(read(html, html=True))


def injected_pages(chosen: list[Page], maker: Maker, tools: dict[str, Tool]) -> None:
    """Inject into pages, extract with each tool, and print the leaks by shape."""
    print(f"\n{'pages: share of leaks':26}" + "".join(f"{name:>21}" for name in tools))
    for shape in PAGE_SHAPES:
        leaked: Counter[str] = Counter()
        cases = 0
        for page in progress(chosen, f"pages, {shape}"):
            random = Random(f"{page.name} {shape}")
            spam = (maker.keywords if shape == "body-first line" else maker.sentence)(random)
            html = into_page(shape, page.html, spam, random)
            if html is None or leaks(page.html, spam, ""):
                continue
            cases += 1
            for name, tool in tools.items():
                leaked[name] += leaks(tool(html), spam, "")
        shares = "".join(f"{leaked[name] / max(1, cases):21.1%}" for name in tools)
        print(f"  {shape:18} {cases:5}{shares}")


def false_alarms(chosen: list[Page], data: Path) -> None:
    """Count the sound lines that each filter takes away."""
    print(f"\n{'sound lines that a filter would take':40}" + "".join(f"{n:>16}" for n in FILTERS))
    texts = [page.gold for page in chosen]
    folder = data / "text" / "ntrex" / "NTREX-128"
    languages = [path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))]
    for title, sound in (("WCXB, gold", texts), ("NTREX, 128 languages", languages)):
        total = sum(len([line for line in text.split("\n") if line.strip()]) for text in sound)
        row = []
        for name in FILTERS:
            clean = Pipeline([name]).clean
            lost = documents = 0
            for text in progress(sound, f"{title}, {name}"):
                gone = Counter(text.split("\n")) - Counter(clean(text).split("\n"))
                gone.pop("", None)
                lost += gone.total()
                documents += bool(gone)
            row.append(f"{lost} in {documents}")
        print(f"{title + f': {total:,} lines':40}" + "".join(f"{each:>16}" for each in row))
    print("(N in M: N lines in M documents)")


def flattened(chosen: list[Page], folds: Path | None) -> None:
    """Clean flattened pages and print how well they agree with their gold, beside keeping all."""
    by = (
        "a model that has not seen the domain" if folds else "the table, which has seen these pages"
    )
    models = (
        {
            int(path.stem[-1]): chrome.unpack(path.read_bytes())
            for path in folds.glob("chrome-*.bin")
        }
        if folds
        else {}
    )
    if folds and len(models) < FOLDS:
        print(f"\nonly folds {sorted(models)} have a model; the pages of others are left out")
    clean = Pipeline(["page_chrome"]).clean
    scores: dict[str, list[tuple[float, float, float, bool]]] = {}
    original = chrome.model
    spoilt = 0
    for page in progress(chosen, "flattened pages"):
        if folds:
            if page.fold not in models:
                continue
            chrome.model = lambda fold=page.fold: models[fold]  # type: ignore[assignment]
        lines = flatten(page.html)
        text = "\n".join(lines)
        kept = clean(text)
        spoilt += clean(page.gold) != page.gold
        stays = chrome.content(lines, signs(lines)).kept
        judged = [line for line, kept_too in zip(lines, stays, strict=True) if kept_too]
        row = (
            word_f1(text, page.gold),
            word_f1(kept, page.gold),
            word_f1("\n".join(judged), page.gold),
        )
        scores.setdefault(page.kind, []).append((*row, kept != text))
    chrome.model = original
    print(f"\nflattened pages, word F1, by {by}")
    print(
        f"{'type':15} {'pages':>6} {'keep all':>9} {'page_chrome':>12} {'ungated':>8} {'acted on':>9}"
    )
    everything = [row for found in scores.values() for row in found]
    for kind, found in [*sorted(scores.items()), ("all", everything)]:
        columns = [mean(column) for column in zip(*found, strict=True)]
        print(
            f"{kind:15} {len(found):6,} {columns[0]:9.3f} {columns[1]:12.3f} {columns[2]:8.3f} {columns[3]:9.1%}"
        )
    print(f"gold of these pages, changed by the same models: {spoilt} of {len(everything):,}")


def speed(data: Path) -> None:
    """Print how fast clean text of some languages passes the filters that remove."""
    pipeline = Pipeline([*FILTERS, "hidden_instructions"])
    folder = data / "text" / "ntrex" / "NTREX-128"
    print("\nclean text, all filters of this room, MB/s, median of 5")
    print(f"{'':40} {'documents of 40 lines':>24}{'of 2,000 lines':>20}")
    for language in ("eng-US", "deu", "rus", "arb", "hin", "tha", "jpn", "kor", "zho-CN"):
        (path,) = folder.glob(f"newstest2019-*.{language}.txt")
        lines = path.read_text("utf-8").splitlines()
        rates = [
            _rate(pipeline, ["\n".join(lines[at : at + size]) for at in range(0, len(lines), size)])
            for size in (40, len(lines))
        ]
        print(f"{language:40} {rates[0]:24.0f}{rates[1]:20.0f}")


def _rate(pipeline: Pipeline, documents: list[str]) -> float:
    """How many MB a second pass a pipeline."""
    times = []
    for _ in range(5):
        start = perf_counter()
        for each in documents:
            pipeline.run(each)
        times.append(perf_counter() - start)
    return sum(len(each.encode()) for each in documents) / median(times) / 1e6


def main(argv: list[str]) -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(
        prog="quality.py spam",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--data", type=Path, required=True, help="folder that holds wcxb-dev, text/ntrex"
    )
    parser.add_argument("--limit", type=int, help="so many pages, spread over all; default all")
    parser.add_argument(
        "--folds", type=Path, help="models of page_chrome by fold, see the training"
    )
    parser.add_argument("--no-peers", action="store_true", help="without the tools beside it")
    parser.add_argument("--held", type=Path, help="the model of spam that lacks phrases, see above")
    parser.add_argument("--only", choices=("injected", "alarms", "flattened", "speed"))
    arguments = parser.parse_args(argv)
    chosen = list(pages(arguments.data))
    if arguments.limit:
        chosen = chosen[:: -(-len(chosen) // arguments.limit)]
    articles = [page for page in chosen if page.kind == "article"]
    wanted = arguments.only
    if wanted in (None, "injected"):
        injected(articles, beside=not arguments.no_peers)
        if arguments.held:
            injected(articles, arguments.held)
    if wanted in (None, "alarms"):
        false_alarms(chosen, arguments.data)
    if wanted in (None, "flattened"):
        flattened(chosen, arguments.folds)
    if wanted in (None, "speed"):
        speed(arguments.data)
    return 0
