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
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from operator import itemgetter
from typing import NamedTuple

from cleantext.decoding import counts
from cleantext.decoding.charsets import EBCDIC, GROUPS, MULTI_BYTE, OTHERS, SINGLE_BYTE, Charset
from cleantext.decoding.counts import lanes, stretches
from cleantext.tables import read

TABLE = "charsets.bin"

#: Rows kept in memory: each takes some four hundred bytes.
_ROWS = 8192
#: What an undefined byte costs, the most that a lane of the table can hold; and its place.
_UNDEFINED, _NONE = 255, 0xFFFF


class Group(NamedTuple):
    """The costs of one group of languages; every row has one byte for each language.

    Characters go by their place in the group's alphabet. `pairs` says where in `rows` the row of
    two that were seen together begins, under the first's place times `size` plus the second's; for
    others, the costs of falling back (`back_off`, of the first) and of the second anywhere
    (`single`) add up. `marks` are no letters: they
    follow any character as they follow others.
    """

    languages: tuple[str, ...]
    size: int
    single: list[int]
    back_off: list[int]
    pairs: dict[int, int]
    rows: bytes
    marks: frozenset[int] = frozenset()


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
            group, place = _group(name, len(alphabet), int(pairs), payload, place)
            groups[name] = group._replace(marks=frozenset(map(alphabet.index, marks)))
        elif alphabet:
            end = place + len(alphabet)
            han[name] = dict(zip(alphabet, payload[place:end], strict=True))
            place = end
        else:
            charsets[name] = struct.unpack_from("<256H", payload, place)
            place += 512
    return Table(groups, han, charsets)


def _group(name: str, size: int, count: int, payload: bytes, place: int) -> tuple[Group, int]:
    """One group, and where the next thing in the payload begins."""
    width = len(GROUPS[name])
    middle = place + width * size
    single = _vectors(payload[place:middle], width)
    place = middle + width * size
    back_off = _vectors(payload[middle:place], width)
    keys = struct.unpack_from(f"<{count}I", payload, place)
    place += 4 * count
    # The table holds language after language; a row holds one pair in all languages.
    rows = bytearray(width * count)
    for lane in range(width):
        rows[lane::width] = payload[place : place + count]
        place += count
    pairs = dict(zip(keys, range(0, width * count, width), strict=True))
    return Group(GROUPS[name], size, single, back_off, pairs, bytes(rows)), place


def _vectors(body: bytes, width: int) -> list[int]:
    return [int.from_bytes(body[i : i + width], "little") for i in range(0, len(body), width)]


class _Source(NamedTuple):
    """A charset as the scorer needs it; `first` and `second` are indexed by byte."""

    group: Group
    first: tuple[int, ...]
    second: tuple[int, ...]
    get: Callable[[int], int | None]
    width: int
    pick: Callable[[bytes], Iterable[int]] | None
    undefined: bytes


class Scorer:
    """Scores bytes in a number of single-byte charsets, and the languages of each, at once."""

    def __init__(self, charsets: Sequence[Charset]) -> None:
        self.codecs = [charset.codec for charset in charsets]
        self.languages = [charset.languages for charset in charsets]
        #: What a charset costs for being rare, in tenths of a nat.
        self.rarities = [charset.rarity * 10 for charset in charsets]
        #: How many lanes each charset has, one a language.
        self.widths = bytes(len(charset.languages) for charset in charsets)
        self.lanes = sum(self.widths)
        #: How many of the lanes are of languages in Latin script, which come first.
        self.latin = sum(len(each.languages) for each in charsets if each.group not in OTHERS)
        self._sources: list[_Source] = []
        #: The rows that have been made, each in the place of its pair.
        self._rows: list[bytes | None] = [None] * 0x10000
        self._made = 0
        for charset in charsets:
            group = table().groups[charset.group]
            second = table().charsets[charset.codec]
            # A byte that is no character is followed by anything, as a space is.
            first = tuple([second[0x20] if place == _NONE else place for place in second])
            pick = None
            if charset.languages != group.languages:
                pick = itemgetter(*map(group.languages.index, charset.languages))
            width = len(charset.languages)
            undefined = bytes((_UNDEFINED,)) * width
            self._sources.append(
                _Source(
                    group, first, second, group.pairs.get, len(group.languages), pick, undefined
                )
            )

    def _row(self, pair: int) -> bytes:
        self._made += 1
        one, two = pair >> 8, pair & 0xFF
        pieces = []
        for group, first, second, get, width, pick, undefined in self._sources:
            after = second[two]
            if after == _NONE:
                pieces.append(undefined)
                continue
            before = first[one]
            place = get(before * group.size + after)
            if place is None:
                cost = group.single[after]
                if after not in group.marks:
                    cost += group.back_off[before]
                row = cost.to_bytes(width, "little")
            else:
                row = group.rows[place : place + width]
            pieces.append(bytes(pick(row)) if pick else row)
        return b"".join(pieces)

    def total(self, counted: bytes, times: int) -> bytes:
        """Return `times` the cost of byte pairs, 32 bits a lane.

        `counted` holds each and how often it occurs, as `counts.pairs` gives them. No cost may reach
        2 ** 24.
        """
        if self._made > _ROWS:
            self._rows, self._made = [None] * 0x10000, 0  # another thread may be reading those
        return lanes(counted, self._rows, self._row, self.lanes, times)


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
