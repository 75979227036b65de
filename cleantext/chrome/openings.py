"""The words that lines open with, as numbers: labels, buttons and headings are known by them.

A short line is told by its words and by all of them together, a longer one by its first few, which are
other numbers than those of the same words in a short line. A model knows those that stand on pages of many
owners; to all others it is deaf, so that a page in a language that it does not know is judged by all the rest.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from cleantext.chrome.letters import Array, Letters, mix

#: A line is short that has fewer characters; and a label that has fewer of them still.
SHORT, LABEL = 60, 40
#: So many words of a short line, and of a longer one, count.
MANY, FEW = 8, 4
# What is added to the numbers of words that open a longer line, and of labels.
_LONGER, _WHOLE = np.uint32(0x7FEB352D), np.uint32(0x846CA68B)


class Openings(NamedTuple):
    """The numbers of what lines open with, line by line."""

    numbers: Array
    """The words and the labels,"""
    lines: Array
    """and the line of each."""


def openings(found: Letters) -> Openings:
    """Return what some lines open with.

    >>> from cleantext.chrome.letters import letters
    >>> numbers, lines = openings(letters(["Read more", "READ MORE!", "Read more of it, " * 4]))
    >>> lines.tolist()
    [0, 0, 0, 1, 1, 1, 2, 2, 2, 2]
    >>> bool((numbers[:3] == numbers[3:6]).all()), bool(np.isin(numbers[6:], numbers[:3]).any())
    (True, False)
    """
    size = found.ends - found.starts
    count = np.bincount(found.owner, minlength=len(size))
    first = np.cumsum(count) - count
    place = np.arange(len(found.words)) - first[found.owner]
    short = size < SHORT
    heard = np.flatnonzero(place < np.where(short, MANY, FEW)[found.owner])
    owner = found.owner[heard]
    words = found.hashes[heard]
    words = np.where(short[owner], words, mix(words + _LONGER))
    (labels,) = np.nonzero((size < LABEL) & (count > 0))
    # Sums of 32 bits are exact in double precision.
    placed = mix(found.hashes + place.astype(np.uint32) * _WHOLE)
    whole = np.bincount(found.owner, placed, len(size))[labels].astype(np.int64)
    wholes = mix((whole & 0xFFFFFFFF).astype(np.uint32) + _WHOLE)
    lines = np.concatenate((owner, labels.astype(owner.dtype)))
    order = np.argsort(lines, kind="stable")
    return Openings(np.concatenate((words, wholes))[order], lines[order])
