"""Train the model of main content on WCXB, and write it to cleantext/tables/content.bin.

    python training/content_model.py --data ../shared/data/wcxb-dev [--check] [--folds FOLDER]

With `--folds` five models are trained instead, each on four fifths of the domains, and written to
that folder: `benchmarks/quality.py pages --folds FOLDER` judges each by the fifth that it has not
seen. A net is trained in a minute or two on one core; there are six, five of which teach the last, and
fifteen with `--folds`. Training is not exact to the last bit, so `--check` asks for something else: that the
table fits the features, and does on the pages what its header says.
"""

from __future__ import annotations

import argparse
import sys
import zlib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

from common import proved, write
from content_labels import label
from wcxb import FOLDS, TYPES, samples

from cleantext.decoding import decode
from cleantext.markup import flatten
from cleantext.markup.content import Net, border, judge, pack, unpack
from cleantext.markup.features import features
from cleantext.markup.repeats import repeated

if TYPE_CHECKING:
    from content_net import Example

#: How many nets vote; a second gains .001, and costs a third of a millisecond.
NETS = 1
#: A net knows the words that blocks open with on pages of so many domains.
OWNERS = 8
TABLE = "content.bin"
#: How far the measure may be off where the table is current.
TOLERANCE = 0.002


def main() -> int:
    """Train and write, or check."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of WCXB (dev within)")
    parser.add_argument("--check", action="store_true", help="prove the table; write nothing")
    parser.add_argument("--folds", type=Path, help="write a model for each fifth of the domains")
    parser.add_argument("--only", type=int, nargs="+", choices=range(FOLDS), default=range(FOLDS))
    arguments = parser.parse_args()
    if arguments.check:
        data = arguments.data
        current = proved(TABLE, lambda table: measure(data, unpack(table)), TOLERANCE)
        return 0 if current else 1
    import torch

    torch.set_num_threads(1)
    pages = read(arguments.data)
    blocks = sum(len(each.rows) for each in pages.examples)
    print(f"{len(pages.examples):,} pages, {blocks:,} blocks")
    known: dict[frozenset[int], Net] = {}
    if arguments.folds:
        arguments.folds.mkdir(parents=True, exist_ok=True)
        for fold in arguments.only:
            path = arguments.folds / f"content-{fold}.bin"
            path.write_bytes(zlib.compress(pack(pupils(pages, frozenset((fold,)), known)), 9))
            print(f"{path} written", flush=True)
        return 0
    nets = unpack(pack(pupils(pages, frozenset(), known)))
    f1 = measure(arguments.data, nets)
    sources = [
        "WCXB (M. Foley, https://github.com/Murrough-Foley/web-content-extraction-benchmark), CC BY 4.0",
        f"F1 of blocks on its own training pages: {f1:.4f}",
    ]
    write(TABLE, "content_model.py", sources, pack(nets), check=False)
    return 0


class Pages(NamedTuple):
    """What nets are trained on: examples, and which fifth and which domain each is from."""

    examples: list[Example]
    folds: list[int]
    domains: list[str]

    def without(self, held: frozenset[int]) -> Pages:
        """Return those that are not in some folds."""
        chosen = [number for number, fold in enumerate(self.folds) if fold not in held]
        return Pages(*([column[number] for number in chosen] for column in self))


def read(data: Path) -> Pages:
    """Return all pages that have blocks."""
    from content_net import example

    pages = Pages([], [], [])
    for sample in samples(data):
        document = flatten(decode(sample.raw).text)
        if document.page is None or not document.blocks:
            continue
        blocks = [document.text[block.start : block.end] for block in document.blocks]
        counts, found, total = label(blocks, sample.gold, repeated(document.page))
        kind = TYPES.index(sample.kind)
        pages.examples.append(example(features(document.page), counts, found, total, kind))
        pages.folds.append(sample.fold)
        pages.domains.append(sample.domain)
    return pages


def pupils(pages: Pages, held: frozenset[int], known: dict[frozenset[int], Net]) -> tuple[Net, ...]:
    """Return nets for pages of some folds, taught by all others: by gold, and by nets that have not seen it.

    `known` are nets that the gold alone has taught, by the folds that they have not seen; what is missing
    there is trained and put in.
    """
    from content_net import taught, train

    def teacher(held: frozenset[int]) -> Net:
        if held not in known:
            seen = pages.without(held)
            known[held] = train(seen.examples, vocabulary(seen), seed=0)
        return known[held]

    own = pages.without(held)
    lessons = [
        taught(each, teacher(held | {fold}))
        for each, fold in zip(own.examples, own.folds, strict=True)
    ]
    return tuple(train(lessons, vocabulary(own), seed) for seed in range(1, NETS + 1))


def vocabulary(pages: Pages) -> np.ndarray:
    """Return the words that stand on pages of `OWNERS` domains or more, sorted."""
    said: dict[str, set[int]] = {}
    for each, domain in zip(pages.examples, pages.domains, strict=True):
        said.setdefault(domain, set()).update(each.words.tolist())
    owners = Counter(word for each in said.values() for word in each)
    return np.array(sorted(word for word, count in owners.items() if count >= OWNERS), np.uint32)


def measure(data: Path, nets: tuple[Net, ...]) -> float:
    """Return the mean F1, counted by blocks, of some nets on all pages."""
    scores = []
    for sample in samples(data):
        document = flatten(decode(sample.raw).text)
        if document.page is None or not document.blocks:
            continue
        blocks = [document.text[block.start : block.end] for block in document.blocks]
        repeats = repeated(document.page)
        counts, found, total = label(blocks, sample.gold, repeats)
        judged = judge(document.page, nets)
        told = [number for number in range(len(blocks)) if number not in repeats]
        kept = np.array(judged.content) >= border(judged, told)
        scores.append(2 * (found * kept).sum() / max(1, (counts * kept).sum() + total))
    return float(np.mean(scores))


if __name__ == "__main__":
    sys.exit(main())
