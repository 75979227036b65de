"""How likely bytes are as text of each charset and language.

The table (`tables/charsets.bin`) holds the cost of one character after another in each language. A
charset turns a pair of bytes into a pair of characters, so each pair of bytes has a cost in every
charset and language at once. These costs stand side by side in a *row*, a byte a lane, and a text is
scored in all charsets and languages by adding the rows of the pairs of bytes in it. Rows are built when
first met and kept.

Costs are negative natural logarithms of probabilities, in tenths.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from cleantext.decoding.charsets import EBCDIC, GROUPS, OTHERS, SINGLE_BYTE, Charset
from cleantext.decoding.counts import Cost, scored
from cleantext.decoding.rows import NO_PLACE, Costs, Rows, Source
from cleantext.tables import read

TABLE = "charsets.bin"

#: Rows kept in memory: each takes some four hundred bytes. Chinese has some thirty thousand pairs.
_ROWS = 1 << 15


class Group(NamedTuple):
    """A group of languages, and what their characters cost."""

    languages: tuple[str, ...]
    costs: Costs


class Table(NamedTuple):
    """All that was learnt, and the alphabets of the single-byte charsets."""

    groups: dict[str, Group]
    han: dict[str, dict[str, int]]
    charsets: dict[str, tuple[int, ...]]


@cache
def table() -> Table:
    """Return the table, read once."""
    payload = read(TABLE)
    place = 4 + int.from_bytes(payload[:4], "little")
    heads = payload[4:place].decode().split("\n")
    groups: dict[str, Group] = {}
    han: dict[str, dict[str, int]] = {}
    charsets: dict[str, tuple[int, ...]] = {}
    for head in heads:
        name, pairs, alphabet, marks = head.split("\t")
        if name in GROUPS:
            is_mark = bytes(char in marks for char in alphabet)
            groups[name], place = _group(name, is_mark, int(pairs), payload, place)
        elif alphabet:
            end = place + len(alphabet)
            han[name] = dict(zip(alphabet, payload[place:end], strict=True))
            place = end
        else:
            charsets[name] = struct.unpack_from("<256H", payload, place)
            place += 512
    return Table(groups, han, charsets)


def _group(name: str, marks: bytes, count: int, payload: bytes, place: int) -> tuple[Group, int]:
    """One group, and where the next thing in the payload begins; `marks` is as in `Costs`."""
    width, size = len(GROUPS[name]), len(marks)
    middle = place + width * size
    single = payload[place:middle]
    place = middle + width * size
    back_off = payload[middle:place]
    keys = struct.unpack_from(f"<{count}I", payload, place)
    place += 4 * count
    # The table holds language after language; a row holds one pair in all languages.
    rows = bytearray(width * count)
    for lane in range(width):
        rows[lane::width] = payload[place : place + count]
        place += count
    pairs = array("H", bytes(2 * size * size))
    for number, key in enumerate(keys, 1):
        pairs[key] = number
    costs = Costs(size, width, single, back_off, pairs.tobytes(), bytes(rows), marks)
    return Group(GROUPS[name], costs), place


#: How much ASCII next to ASCII counts, in eighths: it tells of the language only.
_ASCII_WEIGHT = 4
#: Of ASCII, only so many of the commonest pairs.
_ASCII_PAIRS = 160


class Scorer:
    """Scores bytes in a number of single-byte charsets, and the languages of each, at once."""

    def __init__(self, charsets: Sequence[Charset], any_byte: bool = False) -> None:
        #: Each codec with its languages, and what it costs for being rare, in tenths of a nat.
        self.heads = tuple((each.codec, each.languages, each.rarity * 10) for each in charsets)
        self.codecs = [charset.codec for charset in charsets]
        #: How many of the lanes are of languages in Latin script, which come first.
        self._latin = sum(len(each.languages) for each in charsets if each.group not in OTHERS)
        self.rows = Rows(map(_source, charsets))
        self._pairs = -1 if any_byte else _ASCII_PAIRS
        #: The rows that have been made, each in the place of its pair.
        self._made: list[bytes | None] = [None] * 0x10000
        self._count = 0

    def _row(self, pair: int) -> bytes:
        self._count += 1
        return self.rows.row(pair)

    def scored(self, data: bytes) -> tuple[list[Cost], int, int]:
        """Return what `data` costs, as `counts.scored` does."""
        if self._count > _ROWS:
            self._made, self._count = [None] * 0x10000, 0  # another thread may be reading those
        lanes = self.rows.lanes
        # Whoever writes ASCII can write English: no other script explains it better than Latin does.
        return scored(
            data,
            self._pairs,
            self._made,
            self._row,
            lanes,
            self.heads,
            self._latin,
            _ASCII_WEIGHT,
        )


def _source(charset: Charset) -> Source:
    second = table().charsets[charset.codec]
    # A byte that is no character is followed by anything, as a space is.
    first = [second[0x20] if place == NO_PLACE else place for place in second]
    group = table().groups[charset.group]
    pick = bytes(map(group.languages.index, charset.languages))
    return Source(array("H", first).tobytes(), array("H", second).tobytes(), pick, group.costs)


@cache
def single_byte() -> Scorer:
    """Return the scorer of charsets that contain ASCII."""
    return Scorer(SINGLE_BYTE)


@cache
def ebcdic() -> Scorer:
    """Return the scorer of charsets that do not."""
    return Scorer(EBCDIC, any_byte=True)
