"""The words that blocks open with, as numbers: labels, buttons and headings are known by them.

A short block is told by all of its words and by them together, a longer one by its first few. Words are
kept as numbers of 32 bits, and a model knows those that stand on pages of many owners; to all
others it is deaf, so that a page in a language that it does not know is judged by all the rest.
"""

from __future__ import annotations

import re
import struct
from array import array
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Of a block so many characters are read.
OPENING = 120
#: A block is short that has fewer characters; and a label that has fewer of them still.
SHORT, LABEL = 60, 40
#: So many words of a short block, and of a longer one, count.
MANY, FEW = 8, 4

# Letters of ASCII and of most scripts; C has the same borders.
_WORD = re.compile("[a-z\u00c0-\u1fff\u2c00-\u2fff\u3040-\ud7ff\uf900-\ufaff]+")
_LOWER = {capital: capital + 32 for capital in range(ord("A"), ord("Z") + 1)}
_BASIS, _PRIME, _MASK = 0x811C9DC5, 0x01000193, 0xFFFFFFFF


def openings(text: str, starts: Sequence[int], ends: Sequence[int]) -> tuple[array[int], list[int]]:
    """Return the numbers of the words of all blocks, and how many each block has.

    >>> numbers, counts = openings("Read more|Read more", [0, 10], [9, 19])
    >>> counts, numbers[:3] == numbers[3:]
    ([3, 3], True)
    """
    found = array("I")
    counts = []
    for start, end in zip(starts, ends, strict=True):
        words = _WORD.findall(text[start : min(end, start + OPENING)].translate(_LOWER))
        if end - start >= SHORT:
            marked = ["^" + word for word in words[:FEW]]
        else:
            marked = words[:MANY]
            if len(words) == 1 or (words and end - start < LABEL):
                marked.append("=" + " ".join(words))
        found.extend(map(number_of, marked))
        counts.append(len(marked))
    return found, counts


def number_of(word: str) -> int:
    """Return the number of a word: FNV-1a, by code points.

    >>> hex(number_of("")), hex(number_of("a"))
    ('0x811c9dc5', '0xe40c292c')
    """
    number = _BASIS
    for code in map(ord, word):
        number = (number ^ code) * _PRIME & _MASK
    return number


def table_of(numbers: Iterable[int]) -> bytes:
    """Return a table that tells the place of each number, as the compiled way reads it.

    Slots of a number and its place, counted from 1, twice as many at least as there are numbers: a
    number stands in the first free slot from that of its lowest bits on.
    """
    numbers = list(numbers)
    size = 2
    while size < 2 * len(numbers):
        size *= 2
    slots = [0] * (2 * size)
    for place, number in enumerate(numbers):
        slot = number & (size - 1)
        while slots[2 * slot + 1]:
            slot = (slot + 1) & (size - 1)
        slots[2 * slot : 2 * slot + 2] = number, place + 1
    return struct.pack(f"={2 * size}I", *slots)
