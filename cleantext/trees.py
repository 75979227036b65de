"""Boosted regression trees, evaluated without any library: a vote of many short chains of questions.

Source: Friedman, Greedy Function Approximation: A Gradient Boosting Machine, 2001. Trees are grown by
scripts in `training/` and packed by `pack`.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from math import exp
from typing import NamedTuple

_COUNT = struct.Struct("<H")
_NODE = struct.Struct("<Hfhh")


class Node(NamedTuple):
    """A question: is this feature at most the border? A child below zero is leaf `-1 - child`."""

    feature: int
    border: float
    yes: int
    no: int


class Tree(NamedTuple):
    """The nodes of a tree, the root first, and the values of its leaves."""

    nodes: tuple[Node, ...]
    leaves: tuple[float, ...]


def probability(trees: Iterable[Tree], row: Sequence[float]) -> float:
    """Return what some trees make of the features of one case, 0 to 1.

    >>> tree = Tree((Node(0, 10.0, -1, -2),), (-2.0, 2.0))
    >>> round(probability([tree], [3.0]), 2), round(probability([tree], [30.0]), 2)
    (0.12, 0.88)
    """
    total = 0.0
    for nodes, leaves in trees:
        place = 0
        while place >= 0:
            feature, border, yes, no = nodes[place]
            place = yes if row[feature] <= border else no
        total += leaves[-1 - place]
    return 1 / (1 + exp(-max(-50.0, min(50.0, total))))


def pack(trees: Sequence[Tree]) -> bytes:
    """Return trees as bytes; borders and leaves are kept in single precision."""
    pieces = []
    for nodes, leaves in trees:
        pieces.append(_COUNT.pack(len(leaves)))
        pieces += [_NODE.pack(*node) for node in nodes]
        pieces.append(struct.pack(f"<{len(leaves)}f", *leaves))
    return b"".join(pieces)


def unpack(data: bytes) -> tuple[Tree, ...]:
    """Return the trees that `pack` packed.

    >>> trees = (Tree((Node(0, 10.0, -1, -2),), (-2.0, 2.0)),)
    >>> unpack(pack(trees)) == trees
    True
    """
    trees = []
    place = 0
    while place < len(data):
        (count,) = _COUNT.unpack_from(data, place)
        middle = place + _COUNT.size + (count - 1) * _NODE.size
        nodes = _NODE.iter_unpack(data[place + _COUNT.size : middle])
        leaves = struct.unpack_from(f"<{count}f", data, middle)
        trees.append(Tree(tuple(Node._make(node) for node in nodes), leaves))
        place = middle + 4 * count
    return tuple(trees)
