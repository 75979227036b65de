"""How likely bytes are as text of each charset and language.

The table (`tables/charsets.bin`) holds the cost of one character after another in each language. A
charset turns a pair of bytes into a pair of characters, so each pair of bytes has a cost in every
charset and language at once. These costs stand side by side in one long integer, a *row*, in lanes
of 32 bits: adding rows adds all lanes, and a text is scored in all charsets and languages by one
multiplication and one addition for each different pair of bytes in it. Rows are built when first
met and kept.

Costs are negative natural logarithms of probabilities, in tenths.
"""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from cleantext.decoding.charsets import EBCDIC, GROUPS, MULTI_BYTE, SINGLE_BYTE, Charset
from cleantext.tables import read

TABLE = "charsets.bin"

#: Rows kept in memory: each takes about two kilobytes.
_ROWS = 8192
#: What an undefined byte costs, the most that a lane of the table can hold.
_UNDEFINED = 255


class Group(NamedTuple):
    """The costs of one group of languages, one byte for each language in every row."""

    languages: tuple[str, ...]
    symbols: dict[str, int]
    uni: list[int]
    bow: list[int]
    places: dict[int, int]
    rows: bytes

    def row(self, first: int, second: int) -> bytes:
        """Return the cost of character `second` after `first` (both by index), by language."""
        width = len(self.languages)
        place = self.places.get(first * len(self.symbols) + second)
        if place is None:
            # Never seen together: fall back from the one, then meet the other anywhere.
            return (self.bow[first] + self.uni[second]).to_bytes(width, "little")
        return self.rows[place * width : place * width + width]


class Table(NamedTuple):
    """All that was learnt: groups by name, and the cost of characters by East Asian language."""

    groups: dict[str, Group]
    han: dict[str, dict[str, int]]


@cache
def table() -> Table:
    """Return the table, read once."""
    packed = read(TABLE)
    payload = zlib.decompress(packed[packed.index(b"\n\n") + 2 :])
    size = int.from_bytes(payload[:4], "little")
    place = 4 + size
    groups: dict[str, Group] = {}
    han: dict[str, dict[str, int]] = {}
    for head in payload[4:place].decode().split("\n"):
        name, languages, pairs, alphabet = head.split("\t", 3)
        length = len(alphabet)
        if name not in GROUPS:
            han[name] = dict(zip(alphabet, payload[place : place + length], strict=True))
            place += length
            continue
        width, count = int(languages), int(pairs)
        uni = _lanes(payload[place : place + width * length], width)
        place += width * length
        bow = _lanes(payload[place : place + width * length], width)
        place += width * length
        keys = struct.unpack_from(f"<{count}I", payload, place)
        place += 4 * count
        rows = bytearray(width * count)
        for lane in range(width):
            rows[lane::width] = payload[place : place + count]
            place += count
        index = {character: i for i, character in enumerate(alphabet)}
        places = dict(zip(keys, range(count), strict=True))
        groups[name] = Group(GROUPS[name], index, uni, bow, places, bytes(rows))
    return Table(groups, han)


def _lanes(body: bytes, width: int) -> list[int]:
    return [int.from_bytes(body[i : i + width], "little") for i in range(0, len(body), width)]


def fold(character: str) -> str:
    """Return the character that stands for `character` in the model: digits and spaces are one."""
    if character in " \t\n\r\x0b\x0c":
        return " "
    if character in "0123456789":
        return "0"
    return "\x01" if character < " " or character == "\x7f" else character


class Scorer:
    """Scores bytes in a number of single-byte charsets, and the languages of each, at once."""

    def __init__(self, charsets: Sequence[Charset]) -> None:
        self.charsets = charsets
        self._sources: list[
            tuple[Group, list[int], Callable[[bytes], Iterable[int]] | None, bytes]
        ] = []
        #: The first and the last lane of each charset.
        self.spans: list[tuple[int, int]] = []
        lanes = 0
        for charset in charsets:
            group = table().groups[charset.group]
            symbols = [_symbol(charset.codec, byte, group.symbols) for byte in range(256)]
            width = len(charset.languages)
            pick = None
            if charset.languages != group.languages:
                pick = itemgetter(*map(group.languages.index, charset.languages))
            self._sources.append((group, symbols, pick, bytes((_UNDEFINED,)) * width))
            self.spans.append((lanes, lanes + width))
            lanes += width
        self.lanes = lanes
        self._rows: dict[int, int] = {}

    def _row(self, pair: int) -> int:
        first, second = pair >> 8, pair & 0xFF
        pieces = []
        for group, symbols, pick, undefined in self._sources:
            one, two = symbols[first], symbols[second]
            if two < 0:
                pieces.append(undefined)
                continue
            row = group.row(one, two) if one >= 0 else group.row(symbols[0x20], two)
            pieces.append(bytes(pick(row)) if pick else row)
        wide = bytearray(4 * self.lanes)
        wide[::4] = b"".join(pieces)
        if len(self._rows) >= _ROWS:
            self._rows.clear()
        row_of_lanes = self._rows[pair] = int.from_bytes(wide, "little")
        return row_of_lanes

    def costs(self, pairs: Iterable[tuple[int, int]]) -> tuple[int, ...]:
        """Return the cost of byte pairs (first byte times 256 plus second, and how often), by lane.

        All counts together must stay below 2 ** 24.
        """
        rows = self._rows
        total = 0
        for pair, count in pairs:
            total += count * (rows.get(pair) or self._row(pair))
        return struct.unpack(f"<{self.lanes}I", total.to_bytes(4 * self.lanes, "little"))


def _symbol(codec: str, byte: int, index: dict[str, int]) -> int:
    text = bytes((byte,)).decode(codec, "ignore")
    return index[fold(text)] if text else -1


@cache
def single_byte() -> Scorer:
    """Return the scorer of charsets that contain ASCII."""
    return Scorer(SINGLE_BYTE)


@cache
def ebcdic() -> Scorer:
    """Return the scorer of charsets that do not."""
    return Scorer(EBCDIC)


def pairs(data: bytes) -> Counter[int]:
    """Return how often each pair of neighbours occurs in `data`, a space on either side.

    >>> pairs(b"a")
    Counter({8289: 1, 24864: 1})
    """
    padded = b" " + data + b" "
    even = len(padded) & ~1
    odd = (len(padded) - 1) & ~1
    found = Counter(struct.unpack(f">{even // 2}H", padded[:even]))
    found.update(struct.unpack(f">{odd // 2}H", padded[1 : 1 + odd]))
    return found


#: What a character costs that was not seen in training: one of the commoner half of its charset, of
#: the rarer half, of what was added later, a half-width one; and bytes that do not decode.
_COMMON, _RARE, _ADDED, _HALF_WIDTH, _ERROR = 105, 130, 165, 70, 220
#: What it costs to pass from ASCII letters to other characters without a space between.
SWITCH = 25

#: By language: the charset whose order tells common characters from rare ones, and the first byte
#: with which its rarer ones begin.
_LEVELS = {
    "zho-CN": ("gb2312", 0xD8),
    "zho-TW": ("big5", 0xC9),
    "yue": ("big5", 0xC9),
    "jpn": ("euc_jp", 0xD0),
    "kor": ("euc_kr", 0xC9),
}


def _unseen(character: str, language: str) -> int:
    if character == "\ufffd":
        return _ERROR
    if "\uff61" <= character <= "\uff9f":
        return _HALF_WIDTH
    codec, rare = _LEVELS[language]
    try:
        encoded = character.encode(codec)
    except UnicodeEncodeError:
        return _ADDED
    return _COMMON if len(encoded) == 2 and encoded[0] < rare else _RARE


def han_cost(text: str, language: str) -> int:
    """Return the cost of the characters of `text` beyond ASCII in an East Asian language."""
    known = table().han[language]
    total = 0
    for character, count in Counter(text).items():
        if character >= "\x80":
            found = known.get(character)
            total += count * (_unseen(character, language) if found is None else found)
    return total


__all__ = [
    "MULTI_BYTE",
    "Scorer",
    "ebcdic",
    "han_cost",
    "pairs",
    "single_byte",
    "table",
]
