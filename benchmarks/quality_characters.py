"""How well the character filters keep the policy, beside the peers, in one run.

    benchmarks/quality.py characters [--data FOLDER] [--unseen] [--ntrex] [--speed] [--peers PYTHON]

The policy by example is corpus/policy/pairs.tsv; with `--data`, also FOLDER/punctuation/pairs.tsv.
A third of the rows, chosen by a digest of the row, is kept unread: without `--unseen` only the
other two thirds are run. `--peers` names a Python that has sacremoses, textacy, clean-text and
texthooks; clean-text installs a package of our name, so they need an environment of their own. `--ntrex` lists every class of change that the default preset makes in
the sentences of FOLDER/text/ntrex. `--show` prints the rows that fail.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import statistics
import subprocess
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import cleantext
from cleantext import scan
from cleantext.filters import BY_NAME
from cleantext.presets import PRESETS, preset

OWN = Path(__file__).resolve().parents[1] / "corpus" / "policy" / "pairs.tsv"

#: Names that the pairs use for a profile, and the filter that does it here.
PROFILES = {
    "ascii_quotes": "curly_quotes",
    "curl": "typographic_quotes",
    "cjk_punct": "cjk_punctuation",
    "cjk_compat": "compatibility_ideographs",
    "width": "halfwidth_kana",
    "dehyphen": "line_hyphens",
    "gloss_strip": "pinyin_glosses",
    "digraph": "digraph_letters",
}


class Row(NamedTuple):
    """One pair: `kind` is fix, keep, report or opt, `profile` names what opt asks for."""

    language: str
    kind: str
    profile: str
    before: str
    after: str


def unescape(text: str) -> str:
    """Return the text with its escapes read."""

    def read(match: re.Match[str]) -> str:
        return chr(int(match[1] or match[2], 16)) if match[1] or match[2] else _PLAIN[match[0]]

    return re.sub(r"\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})|\\[nrtb\\]", read, text)


_PLAIN = {r"\n": "\n", r"\r": "\r", r"\t": "\t", r"\b": "\b", "\\\\": "\\"}


def own_rows() -> Iterator[Row]:
    """Yield the rows of the project's own policy."""
    for line in OWN.read_text("utf-8").splitlines()[1:]:
        language, kind, before, after = line.split("\t")
        kind, _, profile = kind.partition(":")
        yield Row(language, kind, profile, unescape(before), unescape(after))


def shared_rows(folder: Path) -> Iterator[Row]:
    """Yield the rows of FOLDER/punctuation/pairs.tsv."""
    for line in (folder / "punctuation" / "pairs.tsv").read_text("utf-8").splitlines()[1:]:
        language, before, after, why = line.split("\t")
        kind = re.match(r"\[(\w+)", why)[1]
        profile = re.match(r"\[\w+(?::\s*|\]\s*)(\w*)", why)[1]
        yield Row(language, kind, PROFILES.get(profile, profile), unescape(before), unescape(after))


def unseen(row: Row) -> bool:
    """Return whether the row belongs to the third that is kept unread."""
    return (
        hashlib.sha256(f"{row.language}{row.before}".encode("utf-8", "surrogatepass")).digest()[0]
        % 3
        == 0
    )


def ours(row: Row) -> bool:
    """Return whether the row holds here."""
    if row.kind in ("fix", "keep"):
        return all(preset(name).clean(row.before) == row.after for name in ("clean", "repair"))
    if row.kind == "report":
        result = preset("clean").run(row.before)
        found = {each.filter for each in result.findings}
        wanted = {row.profile} & set(BY_NAME)
        return result.text == row.after and bool(found & wanted if wanted else found)
    return asked(row.profile)(row.before) == row.after and preset("clean").clean(row.before) in (
        row.before,
        row.after,
    )


def asked(profile: str) -> Callable[[str], str]:
    """Return the cleaning by a preset, or by the default and the filter asked for."""
    name, _, locale = profile.partition("(")
    if name in PRESETS:
        return preset(name).clean
    if name not in BY_NAME:
        return lambda text: f"no filter {name}"
    if locale:
        from cleantext.filters.typographic_quotes import for_locale

        return preset("repair").with_(for_locale(locale.rstrip(")"))).clean
    return preset("repair").with_(name).clean


#: Runs in another interpreter: clean-text installs a package of this package's name.
_WORKER = """
import json, sys, time
texts = json.load(sys.stdin)
def moses():
    from sacremoses import MosesPunctNormalizer
    return MosesPunctNormalizer().normalize
def textacy():
    from textacy import preprocessing as p
    return p.make_pipeline(p.normalize.hyphenated_words, p.normalize.quotation_marks,
                           p.normalize.unicode, p.normalize.whitespace)
def clean_text():
    from cleantext import clean
    return lambda text: clean(text, lower=False)
def texthooks():
    from texthooks import fix_ligatures as l, fix_smartquotes as q, fix_spaces as s
    table = {int(k, 16): v for k, v in l.CODEPOINT_MAP.items()}
    table |= {int(k, 16): '"' for k in q.DEFAULT_DOUBLE_QUOTE_CODEPOINTS}
    table |= {int(k, 16): "'" for k in q.DEFAULT_SINGLE_QUOTE_CODEPOINTS}
    table |= {int(k, 16): " " for k in s.DEFAULT_SEPARATOR_CODEPOINTS}
    return lambda text: text.translate(table)
found = {}
for name, make in {"sacremoses": moses, "textacy": textacy, "clean-text": clean_text,
                   "texthooks": texthooks}.items():
    try:
        clean = make()
    except Exception as error:
        found[name] = repr(error)
        continue
    found[name] = []
    if sys.argv[1:] == ["--speed"]:
        for text in texts:
            start = time.perf_counter()
            clean(text)
            found[name].append(len(text.encode()) / 1e6 / (time.perf_counter() - start))
        continue
    for text in texts:
        try:
            found[name].append(clean(text))
        except Exception:
            found[name].append(None)
json.dump(found, sys.stdout)
"""


def peers(python: str | None, texts: list[str]) -> Iterator[tuple[str, list[str | None] | str]]:
    """Yield what each peer makes of the texts, or why it could not run."""
    import ftfy

    narrow = ftfy.TextFixerConfig(
        uncurl_quotes=False, fix_character_width=False, fix_latin_ligatures=False
    )
    yield f"ftfy {version('ftfy')}", [guarded(ftfy.fix_text, text) for text in texts]
    as_run = [guarded(lambda one: ftfy.fix_text(one, narrow), text) for text in texts]
    yield "ftfy without taste", as_run
    if python:
        command = [python, "-c", _WORKER]
        done = subprocess.run(
            command, input=json.dumps(texts), capture_output=True, text=True, check=True, cwd="/"
        )
        yield from json.loads(done.stdout).items()


def main(argv: list[str] | None = None) -> int:
    """Print how many rows hold, here and for each peer."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path)
    parser.add_argument("--unseen", action="store_true")
    parser.add_argument("--ntrex", action="store_true")
    parser.add_argument("--speed", action="store_true", help="how fast, instead of how well")
    parser.add_argument("--peers", metavar="PYTHON", help="an interpreter that has the peers")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args(argv)
    if options.speed:
        speed(options.peers, options.data)
        return 0
    suites = {"own policy": [row for row in own_rows() if options.unseen or not unseen(row)]}
    if options.data:
        suites["shared pairs"] = list(shared_rows(options.data))
    for name, rows in suites.items():
        score(name, rows, options.show, options.peers)
    if options.ntrex and options.data:
        ntrex(options.data / "text" / "ntrex" / "NTREX-128")
    return 0


def score(name: str, rows: list[Row], show: bool, python: str | None) -> None:
    """Print a line for cleantext and each peer."""
    kinds = [kind for kind in ("fix", "keep", "opt", "report") if any(r.kind == kind for r in rows)]
    total = Counter(row.kind for row in rows)
    print(f"\n{name}: " + ", ".join(f"{total[kind]} {kind}" for kind in kinds))
    right = Counter()
    for row in rows:
        if ours(row):
            right[row.kind] += 1
        elif show:
            got = (
                asked(row.profile)(row.before)
                if row.kind == "opt"
                else preset("clean").clean(row.before)
            )
            print(
                f"  {row.language} {row.kind} {row.profile}: {row.before!a} -> {got!a}, not {row.after!a}"
            )
    print(
        f"  {'cleantext ' + cleantext.__version__:28}" + "  ".join(f"{k} {right[k]}" for k in kinds)
    )
    for peer, cleaned in peers(python, [row.before for row in rows]):
        if isinstance(cleaned, str):
            print(f"  {peer:28}not run: {cleaned[:60]}")
            continue
        right = Counter(
            row.kind for row, text in zip(rows, cleaned, strict=True) if text == row.after
        )
        print(f"  {peer:28}fix {right['fix']}  keep {right['keep']}")


#: Filters of other rooms, which the character filters are timed without.
_OTHER_ROOMS = (
    "wrong_charset",
    "mojibake",
    "lossy_text",
    "html_entities",
    "shifted_bytes",
    "pinyin_glosses",
    "folded_width",
)
#: Sound samples by what they stress: the file of the corpus, and that of NTREX-128.
_SAMPLES = {
    "French": ("fr", "fra"), "Polish": ("pl", "pol"), "Russian": ("ru", "rus"),
    "Arabic": ("ar", "arb"), "Persian": ("fa", "fas"), "Hindi": ("hi", "hin"),
    "Bengali": ("bn", "ben"), "Thai": ("th", "tha"), "Burmese": ("my", "mya"),
    "Chinese": ("zh-Hans", "zho-CN"), "Japanese": ("ja", "jpn"), "Korean": ("ko", "kor"),
}  # fmt: skip


def speed(python: str | None, data: Path | None) -> None:
    """Print MB of UTF-8 a second: the character filters behind their gate, then each peer.

    The samples are texts of NTREX-128, cleaned once; without `data`, those of `corpus/clean`, repeated.
    """
    import ftfy

    group = preset("repair").without(*_OTHER_ROOMS)
    quotes = preset("minimal").with_("curly_quotes")
    samples = {}
    for name, (own, ntrex) in _SAMPLES.items():
        text = _sentences(data, ntrex) if data else _sample(own)
        samples[name] = group.clean(text)
    samples["ASCII"] = _sample("en").encode("ascii", "replace").decode()
    if data:
        samples["ASCII"] = _sentences(data, "eng-US").encode("ascii", "ignore").decode()
    samples["quotes"] = (("The quick brown fox jumped over the dog. " * 2)[:78] + "“\n") * 2_500
    rows = {"cleantext, character filters": [_rate(group.clean, each) for each in samples.values()]}
    rows["  of it, the curly quotes"] = [_rate(quotes.clean, each) for each in samples.values()]
    rows[f"ftfy {version('ftfy')}"] = [_rate(ftfy.fix_text, each) for each in samples.values()]
    if python:
        command = [python, "-c", _WORKER, "--speed"]
        done = subprocess.run(
            command, input=json.dumps(list(samples.values())), capture_output=True, text=True,
            check=True, cwd="/",
        )  # fmt: skip
        rows |= json.loads(done.stdout)
    print(f"{'MB/s':30}" + "".join(f"{name:>9}" for name in samples))
    for name, rates in rows.items():
        shown = rates[:90] if isinstance(rates, str) else "".join(f"{each:9.1f}" for each in rates)
        print(f"{name:30}{shown}")
    print(f"compiled scan: {'yes' if scan.COMPILED else 'no'}")


def _sentences(data: Path, name: str) -> str:
    folder = data / "text" / "ntrex" / "NTREX-128"
    return (folder / f"newstest2019-ref.{name}.txt").read_text("utf-8")


def _sample(language: str) -> str:
    path = OWN.parents[1] / "clean" / f"{language}.txt"
    text = path.read_text("utf-8")
    return (text * (200_000 // len(text) + 1))[:200_000]


def _rate(clean: Callable[[str], object], text: str) -> float:
    size = len(text.encode()) / 1e6
    taken = []
    for _ in range(7):
        start = time.perf_counter()
        clean(text)
        taken.append(time.perf_counter() - start)
    return size / statistics.median(taken)


def guarded(clean: Callable[[str], str], text: str) -> str | None:
    """Return what a peer makes of the text; None where it fails."""
    try:
        return clean(text)
    except Exception:  # a peer's failure is a row lost, not the end of the run
        return None


def ntrex(folder: Path) -> None:
    """Print each class of change in the sentences, by language, with examples."""
    classes: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    examples: dict[tuple[str, str, str], str] = {}
    sentences = changed = 0
    for path in sorted(folder.glob("*.txt")):
        language = path.name.removeprefix("newstest2019-").removesuffix(".txt")
        for line in path.read_text("utf-8").split("\n"):
            if not line:
                continue
            sentences += 1
            result = preset("clean").run(line)
            changed += result.changed
            for change in result.changes():
                key = (change.filter, change.note, "made" if change.made else "reported")
                classes[key][language] += 1
                at = line[max(0, change.start - 12) : change.end + 12]
                examples.setdefault(key, f"{language}: {at!a}")
    print(f"\nntrex: {sentences} sentences, {changed} changed")
    for key, languages in sorted(classes.items(), key=lambda item: -sum(item[1].values())):
        top = ", ".join(f"{name} {count}" for name, count in languages.most_common(6))
        print(
            f"  {sum(languages.values()):6} {key[0]} ({key[1]}, {key[2]}): {top}\n         e.g. {examples[key]}"
        )


if __name__ == "__main__":
    raise SystemExit(main())
