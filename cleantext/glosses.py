"""Readings in Pinyin that stand in brackets right behind the Chinese characters that have them.

All of a text are found and counted in one call of the compiled loop (`native/scan_glosses.c`), and taken out in
another; the twins here say the same.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from cleantext import scan
from cleantext.anchored import Anchored
from cleantext.classes import bitset
from cleantext.hanzi import HAN, PINYIN, first_readings
from cleantext.lazy import pattern

# The bracket comes first and its look-behind after it: brackets are fewer than characters.
_GLOSS = Anchored("(（", f"(?<=[{HAN}].)({PINYIN})[)）]")
_HAN = pattern(f"[{HAN}]")
#: In a table so many characters stand for a reading, which is shorter.
_ROOM = 8


class Glosses(NamedTuple):
    """The glosses of a text: first listed readings behind their characters."""

    spans: bytes
    """Where each starts and ends, brackets and all: two 64-bit numbers."""
    chars: tuple[str, ...]
    """The different characters that are glossed,"""
    counts: tuple[int, ...]
    """how often each of them is,"""
    seen: tuple[int, ...]
    """and how often it stands in the text, glossed or not."""
    total: int
    """How many Chinese characters the text has."""
    beside: int
    """How many glosses have the next one behind the character that follows."""

    def places(self) -> list[tuple[int, int]]:
        """Return start and end of each gloss, in order."""
        flat = memoryview(self.spans).cast("q").tolist()
        return list(zip(flat[::2], flat[1::2], strict=True))


def glosses(text: str) -> Glosses | None:
    """Return the glosses of a text; None if it has none.

    >>> found = glosses("我們開會(huì)，會(huì)后再見(jian)。")
    >>> found.places(), found.chars, found.counts, found.seen, found.total, found.beside
    ([(4, 9), (11, 16)], ('會',), (2,), (2,), 8, 0)
    >>> glosses("我們開會，會后再見(jian)。") is None
    True
    """
    if scan.COMPILED is None:
        return glosses_in_python(text)
    found = scan.COMPILED.glosses(text, bitset("(（"), bitset(HAN), *_tables())
    return found and Glosses._make(found)


def glosses_in_python(text: str) -> Glosses | None:
    """Return the same, without the compiled loop."""
    reading = first_readings().get
    matches = [
        match for match in _GLOSS.pattern.finditer(text) if reading(_before(match)) == match[1]
    ]
    if not matches:
        return None
    counts = Counter(map(_before, matches))
    seen = Counter(_HAN.findall(text))
    return Glosses(
        array("q", [place for match in matches for place in match.span()]).tobytes(),
        tuple(counts),
        tuple(counts.values()),
        tuple(map(seen.__getitem__, counts)),
        seen.total(),
        sum(one.end() + 1 == other.start() for one, other in pairwise(matches)),
    )


def unglossed(text: str, spans: bytes, chars: str) -> str:
    """Return a text without those of its glosses that stand behind some characters.

    >>> text = "開會(huì)，上網(wǎng)。"
    >>> unglossed(text, glosses(text).spans, "網")
    '開會(huì)，上網。'
    """
    if scan.COMPILED is not None:
        shorter: str = scan.COMPILED.unglossed(text, spans, chars)
        return shorter
    pieces: list[str] = []
    done = 0
    flat = memoryview(spans).cast("q").tolist()
    for start, end in zip(flat[::2], flat[1::2], strict=True):
        if text[start - 1] in chars:
            pieces.append(text[done:start])
            done = end
    return "".join(pieces) + text[done:]


def _before(match: re.Match[str]) -> str:
    """The character before a match."""
    return match.string[match.start() - 1]


@cache
def _tables() -> tuple[array[int], str]:
    """What the compiled loop reads.

    For each character from U+3000 to U+9FFF the number of its reading, 0 if it has none; and the readings by their numbers.
    """
    rows = ["", *dict.fromkeys(first_readings().values())]
    number = dict(zip(rows, range(len(rows)), strict=True))
    reading = first_readings().get
    numbers = array("H", [number[reading(chr(code), "")] for code in range(0x3000, 0xA000)])
    return numbers, "".join(row.ljust(_ROOM, "\0") for row in rows)
