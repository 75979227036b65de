"""Train the model of sentences that sell, and choose the runs of characters where it is worth a look.

    python training/spam_model.py --data FOLDER [--check] [--held FOLDER]

FOLDER holds text/ntrex and wcxb-dev. Spam is made of the lexicon by `spam_sentences.py`; what is sound
are sentences of NTREX-128 (one half), of the gold of WCXB, and lines of its pages, of which one fifth
of the domains is left for judging. Stretches of sound text that a first model takes for spam are learnt
from again, three times. With `--held` a model is made that has not seen every second phrase, for
`benchmarks/quality.py spam --held FOLDER`. Training is not exact to the last bit from machine to
machine, so `--check` asks whether the model does on held-out text what the table's header says.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

import numpy as np
from common import proved, write
from scipy import sparse
from sklearn.linear_model import SGDClassifier
from spam_sentences import Writer

from cleantext import pitch
from cleantext.grams import DENSE, LONG, Glance, fold
from cleantext.lexicons import Entry, read

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

from flattened import flatten, pages
from injections import is_held, is_sellers, without_held

TABLE, HOOKS = "spam_pitch.bin", "spam_hooks.txt"
SPAM, ROUNDS, CROPS = 140_000, 3, 120_000
#: Sound stretches that are louder than this are learnt from again.
LOUD = -2.5
#: The fold of WCXB that nothing is learnt from.
UNSEEN = 0
#: Each sentence of spam has so many hooks, which stand so often in all of the sound text at most, and in
#: so many sentences of spam at least: what is in fewer is the goods' own, and new goods have others.
PER_SENTENCE, FREQUENT, KNOWN = 2, 12, 20
#: Each phrase of sellers has one, if it stands so often at most: what is sold with it may be on no list.
SELLERS = 30
#: Sentences of one language stand together, so many; a run that comes twice in them is dear.
LANGUAGE, DEAR = 999, 10
#: The languages of spam, as NTREX names them.
NTREX = {
    "ar": "arb",
    "de": "deu",
    "en": "eng-GB",
    "es": "spa",
    "fr": "fra",
    "id": "ind",
    "it": "ita",
    "ja": "jpn",
    "ko": "kor",
    "nl": "nld",
    "pl": "pol",
    "pt": "por",
    "ru": "rus",
    "th": "tha",
    "tr": "tur",
    "vi": "vie",
    "zh": "zho-CN",
}
#: So many sound sentences about the same goods are learnt from.
TOPICS = 20_000
_END = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+|(?<=[。！？])|\n")
_DENSE = re.compile("[\u0e00-\u0e7f\u3040-\u9fff\uac00-\ud7af]")


def known(held: bool) -> list[Entry]:
    """Return the lexicon; without the phrases that are held back, save sellers' words, if asked."""
    return without_held("spam_phrases.tsv") if held else read("spam_phrases.tsv")


def sound(data: Path, unseen: bool = False) -> tuple[list[str], list[str]]:
    """Return sound sentences, of NTREX and of WCXB: those to learn from, or the others."""
    news = []
    for path in sorted((data / "text" / "ntrex" / "NTREX-128").glob("*.txt")):
        news += path.read_text("utf-8").splitlines()[unseen::2]
    web: dict[str, None] = {}
    for page in pages(data):
        if (page.fold == UNSEEN) is unseen:
            texts = [page.gold] if unseen else [page.gold, *flatten(page.html)]
            for text in texts:
                web |= dict.fromkeys(s for s in _END.split(text) if s and len(s.strip()) >= 4)
    return news, list(web)


def spoken(data: Path, unseen: bool = False) -> dict[str, list[str]]:
    """Return sound sentences of NTREX by language, those to learn from or the others."""
    folder = data / "text" / "ntrex" / "NTREX-128"
    found = {}
    for language, name in NTREX.items():
        path = folder / f"newstest2019-ref.{name}.txt"
        found[language] = [
            s for s in path.read_text("utf-8").splitlines()[unseen::2] if len(s) > 20
        ]
    return found


def crop(random: Random, text: str) -> str:
    """Return some words of a sentence, or characters of one without spaces."""
    if _DENSE.search(text) and " " not in text:
        start = random.randrange(max(1, len(text) - 8))
        return text[start : start + random.randint(8, 30)]
    words = text.split(" ")
    start = random.randrange(len(words))
    return " ".join(words[start : start + random.randint(3, 11)])


def matrix(texts: Sequence[str], bits: int = pitch.BITS) -> sparse.csr_matrix:
    """Return what a model of so many bits sees of some texts."""
    places, values, ends = [], [], [0]
    for text in texts:
        _, _, numbers = pitch.runs(pitch.ADDRESS.sub(" ", text[:600]), bits)
        found, counts = np.unique(numbers, return_counts=True)
        places.append(found)
        values.append(counts / np.sqrt(max(1, len(numbers))))
        ends.append(ends[-1] + len(found))
    flat = np.concatenate(values).astype(np.float32), np.concatenate(places).astype(np.int32)
    return sparse.csr_matrix((*flat, np.array(ends)), shape=(len(texts), 1 << bits))


def train(spam: list[str], news: list[str], web: list[str]) -> bytes:
    """Return the table of a model that tells spam from sound sentences."""
    random = Random(3)
    dense = [s for s in news if _DENSE.search(s)]
    crops = [crop(random, random.choice(random.choice((news, web)))) for _ in range(CROPS)]
    crops += [crop(random, random.choice(dense)) for _ in range(CROPS // 3)]
    negative = news + web + crops
    rows = sparse.vstack([matrix(spam), matrix(negative)], format="csr")
    table = b""
    for turn in range(ROUNDS + 1):
        labels = np.arange(rows.shape[0]) < len(spam)
        model = SGDClassifier(
            loss="log_loss", alpha=2e-7, max_iter=8, tol=None, average=10, random_state=1
        )
        model.fit(rows, labels)
        table = pitch.packed(model.coef_[0].astype(np.float32), float(model.intercept_[0]))
        if turn < ROUNDS:
            use(table)
            loud = {pitch.stretch(s) for s in [*news, *web] if pitch.pitch(s).best > LOUD}
            print(f"round {turn}: {len(loud):,} stretches of sound text are loud", flush=True)
            # Each counts more than once: there are few of them, and they are what matters.
            rows = sparse.vstack([rows, *[matrix(sorted(loud))] * 4], format="csr")
    return table


def hooks(
    spam: Iterable[str], sellers: Iterable[str], news: Sequence[str], web: Iterable[str]
) -> list[str]:
    """Return runs of which every sentence of spam has some, and sound text of no language many."""
    sentences = [_runs(each) for each in spam]
    seen = Counter(run for found in sentences for run in found)
    # Two characters of a dense script are all too common.
    said = [{run for run in _runs(each) if len(run) == LONG} for each in sellers]
    candidates = {run for run, count in seen.items() if count >= KNOWN}.union(*said)
    common = _counted(web, candidates)
    for start in range(0, len(news), LANGUAGE):
        for run, count in _counted(news[start : start + LANGUAGE], candidates).items():
            common[run] = max(common[run], DEAR * (count - 1)) + 1
    chosen: set[str] = set()
    for found in sentences:
        rare = [run for run in found if seen[run] >= KNOWN and common[run] <= FREQUENT]
        rare.sort(key=lambda run: (-min(seen[run], 200) / (1 + common[run]), run))
        # What was chosen for others will do: the fewer there are, the fewer sound sentences are weighed.
        missing = max(0, PER_SENTENCE - len(chosen.intersection(rare)))
        chosen.update([run for run in rare if run not in chosen][:missing])
    rarest = [min((common[run], run) for run in found) for found in said if found]
    chosen.update(run for count, run in rarest if count <= SELLERS)
    return sorted(chosen)


def _counted(texts: Iterable[str], candidates: set[str]) -> Counter[str]:
    """How often each of some runs stands in some texts."""
    found: Counter[str] = Counter()
    for text in texts:
        folded = _folded(text)
        for width in (2, LONG):
            for at in range(len(folded) - width + 1):
                run = folded[at : at + width]
                if run in candidates:
                    found[run] += 1
    return found


def _folded(text: str) -> str:
    return f" {''.join(map(fold, text))} "


def _runs(text: str) -> set[str]:
    folded = _folded(text)
    found = {folded[at : at + LONG] for at in range(len(folded) - LONG + 1)}
    pairs = {folded[at : at + 2] for at in range(len(folded) - 1)}
    return {run for run in found if run.count(" ") < 3} | {p for p in pairs if min(p) >= DENSE}


def use(table: bytes) -> None:
    """Let `pitch` go by a model."""
    found = pitch.unpacked(table)
    pitch.weights = lambda: found  # type: ignore[assignment]


def recall(held: bool, table: bytes, data: Path) -> float:
    """Return the share of new sentences of spam whose loudest stretch is above 0."""
    use(table)
    entries = known(False)
    if held:
        entries = [e for e in entries if is_sellers(e) or is_held(e.phrase)]
    writer = Writer(entries, 2, spoken(data, unseen=True))
    return float(np.mean([pitch.pitch(writer.sentence()[0]).best > 0 for _ in range(3000)]))


def loud(texts: Sequence[str]) -> int:
    """Return how many sound sentences have a stretch above 0."""
    return sum(pitch.pitch(text[:600]).best > 0 for text in texts)


def weighed(texts: Sequence[str], chosen: Sequence[str]) -> float:
    """Return the share of some texts in which one of the hooks stands, and which are weighed for it."""
    glance = Glance(lambda: chosen)
    return float(np.mean([glance.may_hold(text) for text in texts]))


def main() -> int:
    """Train and write, or check."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with text/ntrex, wcxb-dev")
    parser.add_argument("--check", action="store_true", help="prove the table; write nothing")
    parser.add_argument("--held", type=Path, help="make a model that lacks every second phrase")
    arguments = parser.parse_args()
    if arguments.check:
        return 0 if proved(TABLE, lambda table: recall(False, table, arguments.data)) else 1
    held = arguments.held is not None
    writer = Writer(known(held), 1, spoken(arguments.data))
    spam = [writer.sentence()[0] for _ in range(SPAM)]
    news, web = sound(arguments.data)
    web += [writer.topic() for _ in range(TOPICS)]
    table = train(spam, news, web)
    sellers = sorted({entry.phrase for entry in known(held) if is_sellers(entry)})
    chosen = hooks(spam, sellers, news, web)
    found = recall(held, table, arguments.data)
    print(f"{len(chosen):,} hooks; {found:.4f} of new sentences of spam are above 0")
    for name, texts in zip(("NTREX", "WCXB"), sound(arguments.data, unseen=True), strict=True):
        print(f"unseen sentences of {name} above 0: {loud(texts):,} of {len(texts):,}", end="; ")
        print(f"{weighed(texts, chosen):.1%} are weighed", flush=True)
    if held:
        arguments.held.mkdir(parents=True, exist_ok=True)
        (arguments.held / TABLE).write_bytes(table)
        (arguments.held / HOOKS).write_text("".join(f"{run}\n" for run in chosen), "utf-8")
        return 0
    sources = [
        "lexicons/spam_phrases.tsv",
        "NTREX-128, every second sentence (Federmann, Kocmi, Xin 2022), CC BY-SA 4.0",
        "WCXB (M. Foley, https://github.com/Murrough-Foley/web-content-extraction-benchmark), CC BY 4.0",
    ]
    write(HOOKS, "spam_model.py", sources, "".join(f"{r}\n" for r in chosen).encode(), False)
    share = f"share of new sentences of spam above 0: {found:.4f}"
    write(TABLE, "spam_model.py", [*sources, share], table, False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
