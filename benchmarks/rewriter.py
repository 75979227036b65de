"""A simulator of the careless rewriter that republishes Chinese pages.

It works on the bytes of GBK text without regard to where characters begin: puts a reading in
brackets behind each two bytes that look like a character of its list, takes the text apart at each
two bytes that look like a punctuation mark of its list, and reads the pieces with a decoder that
writes `?` for what it cannot read. Where the two bytes were the end of one character and the
beginning of the next, the text is damaged as `shifted_bytes` describes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from random import Random
from typing import NamedTuple

from cleantext.hanzi import first_reading, in_gb2312

#: The marks of the full width block, which share the lead byte A3.
MARKS = "，！？；：（）"
_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


class Rewriter(NamedTuple):
    """What one site does to its pages."""

    glossed: frozenset[str]
    """The characters behind which it puts their reading."""
    marks: str
    """The marks at which it takes the text apart."""
    cuts: bool
    """Whether it drops a mark that it found across a border between characters."""
    folds: bool
    """Whether it writes marks in their ASCII form."""
    swallows: bool
    """Whether its decoder drops an ASCII character that follows a lead byte."""

    def damage(self, text: str) -> str:
        """Return what becomes of `text`, which GBK must be able to write."""
        data = text.encode("gbk")
        borders = {len(text[:n].encode("gbk")) for n in range(len(text))}
        pieces = []
        position = 0
        for hit in _any(self.marks).finditer(data):
            pieces.append(self._read(data[position : hit.start()]))
            if hit.start() in borders or not self.cuts:
                pieces.append(hit.group().decode("gbk"))
            position = hit.end()
        pieces.append(self._read(data[position:]))
        found = "".join(pieces)
        return found.translate(_FOLD) if self.folds else found

    def _read(self, data: bytes) -> str:
        return self._decode(_any(self.glossed).sub(_gloss, data))

    def _decode(self, data: bytes) -> str:
        found = []
        position = 0
        while position < len(data):
            byte = data[position]
            pair = data[position : position + 2]
            char = chr(byte) if byte < 0x80 else _pair(pair)
            if not char and self.swallows and len(pair) == 2 and pair[1] < 0x40:
                position += 1
            found.append(char or "?")
            position += 2 if char and byte >= 0x80 else 1
        return "".join(found)


@cache
def _any(chars: Iterable[str]) -> re.Pattern[bytes]:
    """The two bytes of any of the characters, wherever they stand; nothing without characters."""
    found = b"|".join(re.escape(char.encode("gbk")) for char in sorted(chars))
    return re.compile(found or b"(?!)")


def _gloss(hit: re.Match[bytes]) -> bytes:
    return hit.group() + f"({first_reading(hit.group().decode('gbk'))})".encode("gb18030")


@cache
def _pair(pair: bytes) -> str:
    """The character of two bytes, private use included, or nothing."""
    try:
        char = pair.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return char if len(char) == 1 else ""


def random_rewriter(random: Random, hanzi: str) -> Rewriter:
    """Return a rewriter that no other is like: its list of characters is drawn from `hanzi`."""
    candidates = sorted({char for char in hanzi if first_reading(char)})
    outside = [char for char in candidates if not in_gb2312(char)]
    # Some gloss what simplified Chinese lacks, others any characters they please.
    pool = outside if len(outside) > 20 and random.random() < 0.7 else candidates
    glossed = random.sample(pool, k=min(len(pool), random.choice([0, 30, 60, 120])))
    return Rewriter(
        frozenset(glossed),
        "".join(sorted(random.sample(MARKS, k=random.randint(1, len(MARKS))))),
        cuts=random.random() < 0.3,
        folds=random.random() < 0.5,
        swallows=random.random() < 0.6,
    )
