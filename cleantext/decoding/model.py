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
import sys
from array import array
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from cleantext.decoding import counts
from cleantext.decoding.charsets import EBCDIC, GROUPS, MULTI_BYTE, OTHERS, SINGLE_BYTE, Charset
from cleantext.decoding.counts import lanes, stretches
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


class Scorer:
    """Scores bytes in a number of single-byte charsets, and the languages of each, at once."""

    def __init__(self, charsets: Sequence[Charset]) -> None:
        self.codecs = [charset.codec for charset in charsets]
        self.languages = [charset.languages for charset in charsets]
        #: What a charset costs for being rare, in tenths of a nat.
        self.rarities = [charset.rarity * 10 for charset in charsets]
        #: How many lanes each charset has, one a language.
        self.widths = bytes(len(charset.languages) for charset in charsets)
        #: How many of the lanes are of languages in Latin script, which come first.
        self.latin = sum(len(each.languages) for each in charsets if each.group not in OTHERS)
        self.rows = Rows(map(_source, charsets))
        #: The rows that have been made, each in the place of its pair.
        self._made: list[bytes | None] = [None] * 0x10000
        self._count = 0

    def _row(self, pair: int) -> bytes:
        self._count += 1
        return self.rows.row(pair)

    def total(self, counted: bytes, times: int) -> bytes:
        """Return `times` the cost of byte pairs, 32 bits a lane.

        `counted` holds each and how often it occurs, as `counts.pairs` gives them. No cost may reach
        2 ** 24.
        """
        if self._count > _ROWS:
            self._made, self._count = [None] * 0x10000, 0  # another thread may be reading those
        return lanes(counted, self._made, self._row, self.rows.lanes, times)


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
    return Scorer(EBCDIC)


#: What a character costs that was not seen in training: one of the commoner half of its charset, of
#: the rarer half, of what was added later, a half-width one; and bytes that do not decode.
_COMMON, _RARE, _ADDED, _HALF_WIDTH, ERROR = 105, 130, 165, 100, 220
#: What a stretch of East Asian characters costs beside theirs: that there is one, that it is one
#: character long, and that a letter of ASCII stands next to it.
_RUN, _ALONE, _LETTER = 30, 50, 25
#: By language: the charset whose order tells common characters from rare ones, and the first byte
#: with which its rarer ones begin.
_LEVELS = {
    "zho-CN": ("gb2312", 0xD8),
    "zho-TW": ("big5", 0xC9),
    "yue": ("big5", 0xC9),
    "jpn": ("euc_jp", 0xD0),
    "kor": ("euc_kr", 0xC9),
}


@lru_cache(maxsize=8192)
def _unseen(character: str, language: str) -> int:
    if character == "\ufffd":
        return ERROR
    if "\uff61" <= character <= "\uff9f":
        return _HALF_WIDTH
    codec, rare = _LEVELS[language]
    try:
        encoded = character.encode(codec)
    except UnicodeEncodeError:
        return _ADDED
    return _COMMON if len(encoded) == 2 and encoded[0] < rare else _RARE


@cache
def _han_table(language: str) -> array[int]:
    """The costs of characters up to U+FFFF, as the compiled loop wants them; what is not known yet is 0xFFFF."""
    found = array("H", b"\xff" * 0x20000)
    for character, cost in table().han[language].items():
        found[ord(character)] = cost
    return found


def han_cost(text: str, language: str, start: int = 0, end: int = sys.maxsize) -> int:
    """Return the cost of the characters of text[start:end] beyond ASCII in an East Asian language."""
    if counts.COMPILED is None:
        return han_cost_in_python(text[start:end], language)
    known = _han_table(language)
    total: int
    total, others = counts.COMPILED.costs(text, start, end, known)
    for character in others:
        cost = _unseen(character, language)
        total += cost
        if character <= "\uffff":
            known[ord(character)] = cost
    return total


def han_cost_in_python(text: str, language: str) -> int:
    """Return the same for the whole of a text, without the compiled loop."""
    get = table().han[language].get
    total = 0
    for character, count in Counter(text).items():
        if character >= "\x80":
            known = get(character)
            total += count * (_unseen(character, language) if known is None else known)
    return total


def run_cost(text: str) -> int:
    """Return what the stretches of `text` beyond ASCII cost for being few, short, or in words."""
    runs, alone, beside = stretches(text)
    return _RUN * runs + _ALONE * alone + _LETTER * beside


__all__ = [
    "MULTI_BYTE",
    "Scorer",
    "ebcdic",
    "han_cost",
    "run_cost",
    "single_byte",
    "table",
]
