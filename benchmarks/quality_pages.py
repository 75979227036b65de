"""How well the main content of a page is found, beside other extractors, and how fast.

    python benchmarks/quality.py pages --data ../shared/data/wcxb-dev --folds FOLDER

The pages of WCXB (M. Foley) are parted into five by their domains; each fifth is judged by a model
that was trained on the other four (`training/content_model.py --folds FOLDER` trains them; without
--folds the model of the package is used, which has seen the pages, and the table says so). The
measure is the F1 of words, counted as often as they occur, in lower case, mean over pages. All
tools are given the same bytes in the same run, some pages to one after the other, so that none finds the
caches as another has left them; times are medians over pages. What is learnt of the styles and words of a page
counts for whoever sees it first, which is the default: `body only` does as much, and comes second. The pages at hand are
harder than the held-out pages of WCXB: compare with the peers of the same run, not with figures
from elsewhere.

Printed besides: how many words of the gold go because they are hidden, whether twenty-five ways of
hiding leak (benchmarks/hidden_pages.py), and how time grows with the size of hostile pages.
"""

from __future__ import annotations

import argparse
import gc
import logging
import statistics
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

from hidden_pages import LAWFUL, SECRET, WAYS
from hostile_pages import hostile
from wcxb import FOLDS, TYPES, Sample, samples, word_f1, words

import cleantext
from cleantext.api import read
from cleantext.markup import content
from cleantext.presets import preset

Extractor = Callable[[bytes], str]


def main(argv: list[str]) -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="quality.py pages", description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of WCXB (dev within)")
    parser.add_argument("--folds", type=Path, help="folder of models, each for its fifth")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="take each N-th page")
    parser.add_argument("--no-peers", action="store_true", help="only cleantext")
    arguments = parser.parse_args(argv)
    logging.disable(logging.CRITICAL)
    if arguments.data:
        _quality(arguments)
    _leaks()
    _hostile()
    return 0


def _ours(data: bytes) -> str:
    return cleantext.extract(data)


def _bodies(data: bytes) -> str:
    return cleantext.extract(data, include=())


def _peers() -> dict[str, Extractor]:
    """The other tools that are there, each with its usual settings."""
    found: dict[str, Extractor] = {}
    try:
        import trafilatura

        found["trafilatura"] = lambda data: trafilatura.extract(data) or ""
    except ImportError:
        print("trafilatura is not installed: pip install --group bench")
    try:
        from resiliparse.extract.html2text import extract_plain_text

        found["resiliparse"] = lambda data: extract_plain_text(
            data.decode("utf-8", "replace"), main_content=True
        )
    except ImportError:
        print("resiliparse is not installed")
    try:
        from lxml.html import fromstring
        from readability import Document as Readable

        found["readability"] = lambda data: fromstring(
            Readable(data.decode("utf-8", "replace")).summary()
        ).text_content()
    except ImportError:
        print("readability-lxml is not installed")
    return found


#: So many pages are a tool's turn.
TURN = 20


def _use(folds: Path | None, fold: int) -> None:
    """Let the model for a fifth of the domains judge from now on."""
    if folds:
        nets = content.unpack(zlib.decompress((folds / f"content-{fold}.bin").read_bytes()))
        content.model = lambda: nets


def _quality(arguments: argparse.Namespace) -> None:
    chosen = list(samples(arguments.data, arguments.every))
    tools: dict[str, Extractor] = {"cleantext": _ours, "cleantext, body only": _bodies}
    if not arguments.no_peers:
        tools |= _peers()
    scores: dict[str, dict[str, list[float]]] = {name: defaultdict(list) for name in tools}
    times: dict[str, list[float]] = defaultdict(list)
    failed: Counter[str] = Counter()
    lost, gold_words, kinds = 0, 0, 0
    by_fold: dict[int, list[float]] = defaultdict(list)
    gc.collect()
    gc.freeze()
    for fold in range(FOLDS):
        if arguments.folds and not (arguments.folds / f"content-{fold}.bin").exists():
            left_out = [sample for sample in chosen if sample.fold == fold]
            print(f"no model for fold {fold}: {len(left_out)} pages are left out")
            chosen = [sample for sample in chosen if sample.fold != fold]
            continue
        _use(arguments.folds, fold)
        own = [sample for sample in chosen if sample.fold == fold]
        for first in range(0, len(own), TURN):
            turn = own[first : first + TURN]
            for name, extract in tools.items():
                for sample, (text, seconds) in zip(turn, _timed(extract, turn), strict=True):
                    failed[name] += text is None
                    times[name].append(seconds)
                    score = word_f1(text or "", sample.gold)
                    scores[name][sample.kind].append(score)
                    if name == "cleantext":
                        by_fold[fold].append(score)
            for sample in turn:
                lost_here, all_here, right = _hidden(sample)
                lost, gold_words, kinds = lost + lost_here, gold_words + all_here, kinds + right
    judged = "models that have not seen the page" if arguments.folds else "a model that HAS SEEN IT"
    print(f"\nword F1 of {len(chosen):,} pages, each judged by {judged}")
    print(
        f"{'':22}" + "".join(f"{kind[:9]:>10}" for kind in TYPES) + f"{'mean':>8}{'ms':>8}{'x':>7}"
    )
    ours = statistics.median(times["cleantext"])
    for name, found in scores.items():
        means = [
            f"{statistics.mean(found[kind]):10.3f}" if found[kind] else " " * 10 for kind in TYPES
        ]
        mean = statistics.mean(score for each in found.values() for score in each)
        median = statistics.median(times[name])
        print(f"{name:22}{''.join(means)}{mean:8.3f}{median * 1000:8.2f}{median / ours:7.2f}")
    counts = {kind: len(scores["cleantext"][kind]) for kind in TYPES}
    print(f"{'pages':22}" + "".join(f"{counts[kind]:10,}" for kind in TYPES))
    print("by fold: " + ", ".join(f"{statistics.mean(by_fold[n]):.3f}" for n in sorted(by_fold)))
    for name, count in (+failed).items():
        print(f"{name} failed on {count} pages")
    print(f"page type right: {kinds / len(chosen):.1%}")
    print(
        f"gold words that go because they are hidden: {lost} of {gold_words:,} ({lost / gold_words:.3%})"
    )


def _timed(extract: Extractor, pages: list[Sample]) -> list[tuple[str | None, float]]:
    """What a tool makes of some pages, one behind the other, None where it fails, and how long that took."""
    found: list[tuple[str | None, float]] = []
    # Nobody pays for what the tool before has left to be collected.
    gc.collect()
    for page in pages:
        start = time.perf_counter()
        try:
            text: str | None = extract(page.raw)
        except Exception:
            text = None
        found.append((text, time.perf_counter() - start))
    return found


def _hidden(sample: Sample) -> tuple[int, int, bool]:
    """How many words of a page's gold go as hidden, of how many; and whether its type was found."""
    document = read(sample.raw, html=True)
    gold = Counter(words(sample.gold))
    page = document.page
    if page is None:
        return 0, gold.total(), False
    hidden = page.hidden
    pieces = [(document.text[b.start : b.end], b.number in hidden) for b in document.blocks]
    shown = Counter(word for text, out in pieces if not out for word in words(text))
    every = Counter(word for text, _ in pieces for word in words(text))
    # What the gold has, and only the hidden part of the page.
    lost = ((every & gold) - (shown & gold)).total()
    kinds = page.judgement.kinds if page.judgement else {}
    return lost, gold.total(), max(kinds, key=kinds.__getitem__, default="") == sample.kind


def _leaks() -> None:
    pipeline = preset("clean")
    print(f"\nhidden on a page: {len(WAYS)} ways, each with prose and with links")
    leaks = []
    for name, pages in WAYS.items():
        for what, page in pages.items():
            text = pipeline.clean(read(page, html=True))
            if SECRET in text:
                leaks.append(f"{name} ({what})")
    print("leaks: " + (", ".join(leaks) or "none"))
    gone = [
        name for name, page in LAWFUL.items() if SECRET not in pipeline.clean(read(page, html=True))
    ]
    print(f"lawful folds that go, of {len(LAWFUL)}: " + (", ".join(gone) or "none"))


def _hostile() -> None:
    print("\nhostile pages: seconds at one size, and at twice that size")
    for name, make in hostile().items():
        seconds = []
        for size in (1, 2):
            page = make(size)
            start = time.perf_counter()
            cleantext.extract(page)
            seconds.append(time.perf_counter() - start)
        ratio = seconds[1] / max(seconds[0], 1e-9)
        print(f"{name:34} {seconds[0]:7.2f} {seconds[1]:7.2f}  x {ratio:.1f}")
