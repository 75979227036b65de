"""Train the trees that tell an article's lines from its page's, and write cleantext/tables/chrome.bin.

    python training/chrome_model.py --data FOLDER [--check] [--folds FOLDER]

FOLDER holds wcxb-dev. With `--folds` five models are trained instead, each on four fifths of the
domains: `benchmarks/quality.py spam --folds FOLDER` judges each by the fifth that it has not seen.
Training is not exact to the last bit from machine to machine, so `--check` asks whether the table
does on the pages what its header says.
"""

from __future__ import annotations

import argparse
import sys
import zlib
from pathlib import Path
from typing import Any, NamedTuple

import lightgbm
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

from common import TABLES, write
from content_labels import label
from flattened import FOLDS, flatten, pages

from cleantext.chrome import content, features
from cleantext.trees import Node, Tree, pack, unpack

TABLE = "chrome.bin"
TREES = 150
SETTINGS = {
    "objective": "cross_entropy",
    "num_leaves": 31,
    "learning_rate": 0.1,
    "min_data_in_leaf": 60,
    "min_sum_hessian_in_leaf": 5,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.6,
    "bagging_freq": 1,
    "lambda_l2": 5,
    "max_bin": 63,
    "num_threads": 2,
    "deterministic": True,
    "force_row_wise": True,
    "seed": 1,
    "verbose": -1,
}
#: Every n-th page is enough to check the table.
SOME = 7
TOLERANCE = 0.002


class Example(NamedTuple):
    """A page: its fold, lines, their features, words, and how many words of each the gold has."""

    fold: int
    lines: list[str]
    rows: np.ndarray
    counts: np.ndarray
    found: np.ndarray
    total: int


def examples(data: Path) -> list[Example]:
    """Return the pages of WCXB, ready for training."""
    made = []
    for page in pages(data):
        lines = flatten(page.html)
        if lines:
            rows = np.array(features(lines), np.float32)
            made.append(Example(page.fold, lines, rows, *label(lines, page.gold)))
    return made


def train(chosen: list[Example]) -> tuple[Tree, ...]:
    """Return trees grown on some pages; a long page counts for more than a short one, not as it is long."""
    rows = np.concatenate([each.rows for each in chosen])
    shares = np.concatenate([each.found / np.maximum(each.counts, 1) for each in chosen])
    weights = np.concatenate(
        [np.maximum(each.counts, 0.3) / max(1, each.counts.sum()) ** 0.7 for each in chosen]
    )
    data = lightgbm.Dataset(rows, shares, weight=weights / weights.mean())
    grown = lightgbm.train(SETTINGS, data, TREES).dump_model()["tree_info"]
    # In single precision from the start, so that training and use agree.
    return unpack(pack([_tree(each["tree_structure"]) for each in grown]))


def _tree(root: dict[str, Any]) -> Tree:
    nodes: list[Node] = []
    leaves: list[float] = []

    def add(node: dict[str, Any]) -> int:
        if "leaf_value" in node:
            leaves.append(node["leaf_value"])
            return -len(leaves)
        place = len(nodes)
        nodes.append(Node(0, 0.0, 0, 0))
        yes, no = add(node["left_child"]), add(node["right_child"])
        nodes[place] = Node(node["split_feature"], node["threshold"], yes, no)
        return place

    add(root)
    return Tree(tuple(nodes), tuple(leaves))


def measure(chosen: list[Example], trees: tuple[Tree, ...]) -> float:
    """Return the mean F1, counted by lines, of what some trees keep of pages."""
    scores = []
    for each in chosen:
        kept = np.array(content(each.lines, trees))
        right, stays = (each.found * kept).sum(), (each.counts * kept).sum()
        scores.append(2 * right / max(1, stays + each.total))
    return float(np.mean(scores))


def main() -> int:
    """Train and write, or check."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder that holds wcxb-dev")
    parser.add_argument("--check", action="store_true", help="prove the table; write nothing")
    parser.add_argument("--folds", type=Path, help="write a model for each fifth of the domains")
    arguments = parser.parse_args()
    if arguments.check:
        header, _, body = (TABLES / TABLE).read_bytes().partition(b"\n\n")
        claimed = float(header.rpartition(b": ")[2])
        measured = measure(examples(arguments.data)[::SOME], unpack(zlib.decompress(body)))
        current = abs(measured - claimed) < TOLERANCE
        verdict = "current" if current else "NOT what its header says"
        print(f"{TABLE}: {measured:.4f}, {claimed:.4f} claimed: {verdict}")
        return 0 if current else 1
    chosen = examples(arguments.data)
    if arguments.folds:
        arguments.folds.mkdir(parents=True, exist_ok=True)
        for fold in range(FOLDS):
            trees = train([each for each in chosen if each.fold != fold])
            (arguments.folds / f"chrome-{fold}.bin").write_bytes(pack(trees))
            own = [each for each in chosen if each.fold == fold]
            print(f"fold {fold}: F1 {measure(own[::3], trees):.4f} on unseen pages", flush=True)
        return 0
    trees = train(chosen)
    f1 = measure(chosen[::SOME], trees)
    sources = [
        "WCXB (M. Foley, https://github.com/Murrough-Foley/web-content-extraction-benchmark), CC BY 4.0",
        f"F1 of lines on every seventh of its own training pages: {f1:.4f}",
    ]
    write(TABLE, "chrome_model.py", sources, pack(trees), check=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
