"""Train the networks that tell an article's lines from its page's, and write cleantext/tables/chrome.bin.

    python training/chrome_model.py --data FOLDER [--check] [--folds FOLDER]

FOLDER holds wcxb-dev. They learn from its pages, flattened, and from their true contents alone, as texts
that are no pages, some with controls strewn in; one hears words, the other does not. With `--folds` five
models are trained instead, each on four fifths of the domains: `benchmarks/quality.py spam --folds FOLDER`
judges each by the fifth that it has not seen. A model is trained in some six minutes on one core. Training is not exact to the last bit from machine to
machine, so `--check` asks whether the table does on the pages what its header says.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

from common import proved, write
from content_labels import label
from content_model import vocabulary
from flattened import FOLDS, flatten, pages
from wcxb import TYPES

from cleantext.chrome.controls import signs
from cleantext.chrome.looks import looks
from cleantext.chrome.net import Net, content, pack, unpack
from cleantext.lexicons import read

if TYPE_CHECKING:
    from chrome_net import Example

TABLE = "chrome.bin"
#: Of the texts that are no pages so many have controls strewn in, up to so many.
STREWN, MOST = 0.6, 3
#: Every n-th page is enough to check the table.
SOME = 7
TOLERANCE = 0.002


class Source(NamedTuple):
    """A flattened page, its lines, their words, and how many words of each the gold has."""

    fold: int
    domain: str
    kind: int
    lines: list[str]
    counts: np.ndarray
    found: np.ndarray
    total: int
    gold: list[str]


def sources(data: Path) -> list[Source]:
    """Return the pages of WCXB, labelled."""
    made = []
    for page in pages(data):
        lines = flatten(page.html)
        if lines:
            gold = [line.strip() for line in page.gold.split("\n") if line.strip()]
            labels = label(lines, page.gold, {})
            kind = TYPES.index(page.kind)
            made.append(Source(page.fold, page.domain, kind, lines, *labels, gold))
    return made


def examples(chosen: list[Source]) -> Iterator[tuple[Source, Example]]:
    """Yield what the networks learn from some pages, each with its page; see above."""
    for source in chosen:
        yield source, _example(source.lines, source)
        yield source, _text(source)


def _example(lines: list[str], source: Source) -> Example:
    from chrome_net import Example

    seen = looks(lines, signs(lines))
    ends = np.cumsum(np.bincount(seen.said.lines, minlength=len(lines)))
    rows, words = seen.rows.astype(np.float16), seen.said.numbers
    return Example(rows, words, ends, source.counts, source.found, source.total, source.kind)


def _text(source: Source) -> Example:
    """The content of a page by itself, all to be kept but the controls that were strewn in."""
    random = Random(source.gold[0])
    known = [e.phrase for e in read("page_controls.tsv") if e.weight == "control"]
    lines = list(source.gold)
    counts = [len(line.split()) for line in lines]
    if random.random() < STREWN:
        for phrase in random.sample(known, random.randint(1, MOST)):
            place = random.randint(0, len(lines))
            lines.insert(place, phrase.capitalize())
            counts.insert(place, 0)
    words = np.array(counts, np.float32)
    text = source._replace(kind=-1, counts=words, found=words, total=max(1, int(words.sum())))
    return _example(lines, text)


def measure(chosen: list[Source], nets: tuple[Net, ...]) -> float:
    """Return the mean F1, counted by lines, of what networks keep of pages."""
    scores = []
    for each in chosen:
        kept = np.array(content(each.lines, signs(each.lines), nets).kept)
        right, stays = (each.found * kept).sum(), (each.counts * kept).sum()
        scores.append(2 * right / max(1, stays + each.total))
    return float(np.mean(scores))


def main() -> int:
    """Train and write, or check."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder that holds wcxb-dev")
    parser.add_argument("--check", action="store_true", help="prove the table; write nothing")
    parser.add_argument("--folds", type=Path, help="write a model for each fifth of the domains")
    parser.add_argument("--only", type=int, nargs="+", choices=range(FOLDS), default=range(FOLDS))
    arguments = parser.parse_args()
    chosen = sources(arguments.data)
    if arguments.check:
        current = proved(TABLE, lambda table: measure(chosen[::SOME], unpack(table)), TOLERANCE)
        return 0 if current else 1
    import torch
    from chrome_net import train

    torch.set_num_threads(1)
    known = list(examples(chosen))
    print(f"{len(chosen):,} pages, {len(known):,} examples", flush=True)

    def trained(without: int | None = None) -> tuple[Net, ...]:
        own = [(source, each) for source, each in known if source.fold != without]
        pages = [(source.domain, each.words) for source, each in own if each.kind >= 0]
        words = vocabulary([each for _, each in pages], [domain for domain, _ in pages])
        # The first knows no words: it is deaf.
        chosen = [each for _, each in own]
        return unpack(pack(tuple(train(chosen, heard) for heard in (words[:0], words))))

    if arguments.folds:
        arguments.folds.mkdir(parents=True, exist_ok=True)
        for fold in arguments.only:
            nets = trained(fold)
            (arguments.folds / f"chrome-{fold}.bin").write_bytes(pack(nets))
            f1 = measure([each for each in chosen if each.fold == fold], nets)
            print(f"fold {fold}: F1 {f1:.4f} of lines on unseen pages", flush=True)
        return 0
    nets = trained()
    f1 = measure(chosen[::SOME], nets)
    origin = [
        "WCXB (M. Foley, https://github.com/Murrough-Foley/web-content-extraction-benchmark), CC BY 4.0",
        f"F1 of lines on every seventh of its own training pages: {f1:.4f}",
    ]
    write(TABLE, "chrome_model.py", origin, pack(nets), check=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
