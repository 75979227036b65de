"""What is counted in bytes to find their charset: in C where that was compiled, else in Python.

Both ways give the same numbers (`tests/decoding/test_counts.py`); `CLEANTEXT_PURE=1` chooses Python.
"""

from __future__ import annotations

import os
import re
import struct
import sys
from array import array
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from operator import add
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from types import ModuleType

try:
    from cleantext import _charsets
except ImportError:  # no compiler was there when the package was installed
    _charsets = None  # type: ignore[assignment]

#: The compiled loops; None where they are missing, or not wanted.
COMPILED: ModuleType | None = None if os.environ.get("CLEANTEXT_PURE") else _charsets

ASCII = bytes(range(0x80))


class Count(NamedTuple):
    """How many bytes beyond ASCII belong to well-formed UTF-8 characters, and how many do not.

    `lines` is how many lines hold characters beyond ASCII, all of them well-formed.
    """

    sound: int
    stray: int
    lines: int


def utf8(data: bytes) -> Count:
    """Return how the bytes beyond ASCII in `data` divide.

    >>> utf8("é".encode() + b"\\xe9"), utf8("é\\nè".encode())
    (Count(sound=2, stray=1, lines=0), Count(sound=4, stray=0, lines=2))
    """
    if COMPILED:
        return Count(*COMPILED.utf8(data))
    high = len(data.translate(None, ASCII))
    kept = data.decode("utf-8", "ignore").encode()
    sound = high - (len(data) - len(kept))
    lines = data.splitlines() if sound else ()
    return Count(sound, high - sound, sum(not line.isascii() and is_utf8(line) for line in lines))


def broken(data: bytes) -> list[tuple[int, int, int, int]]:
    """Return the lines of `data` that are not UTF-8: where each begins and ends, its line end included, and how
    many of its bytes beyond ASCII belong to well-formed characters and how many do not.

    >>> broken("é\\nè".encode() + b"\\xe9\\n\\n")
    [(3, 7, 2, 1)]
    """
    if COMPILED:
        return COMPILED.broken(data)  # type: ignore[no-any-return]
    found, end = [], 0
    for line in data.splitlines(keepends=True):
        start, end = end, end + len(line)
        if not is_utf8(line):
            sound, stray, _ = utf8(line)
            found.append((start, end, sound, stray))
    return found


#: For each set of eight characters, as bits, where those of two bytes each go to stand side by side.
_PLACES = b"".join(
    bytes([2 * place + half for place in range(8) if kept >> place & 1 for half in (0, 1)]).ljust(
        16
    )
    for kept in range(256)
)


def decoded(data: bytes) -> str:
    """Return the text of UTF-8, as `bytes.decode` does, several times as fast where it is not ASCII.

    >>> decoded("déjà vu 👍".encode())
    'déjà vu 👍'

    Raises UnicodeDecodeError where it is none.
    """
    return COMPILED.decoded(data, _PLACES) if COMPILED else data.decode()


def is_utf8(data: bytes) -> bool:
    """Return whether `data` is UTF-8 from end to end."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


#: A charset as `scored` is given it: its codec, its languages, what it costs to be rare; and what it gives
#: back: the cost, the codec and the language.
Head = tuple[str, tuple[str, ...], float]
Cost = tuple[float, str, str]


def scored(
    data: bytes,
    most: int,
    rows: list[bytes | None],
    make: Callable[[int], bytes],
    size: int,
    heads: tuple[Head, ...],
    free: int,
    weight: int,
) -> tuple[list[Cost], int, int]:
    """Return what `data` costs in each charset, and in which language; what its ASCII costs in the first lane, in
    eighths; and how many pairs of neighbours that is.

    A pair that holds a byte beyond ASCII costs its row, others `weight` eighths of it: the first `most` of
    them, which must occur twice if there are more. For `most` < 0 all cost their rows. `rows` holds `size` bytes
    for each pair, a lane a language of each charset, or None where `make` has to make them, which are then kept
    there. Behind the first `free` lanes ASCII costs no less than the least of those. No sum may reach 2 ** 24.

    >>> rows = [bytes([3, 1, 2])] * 0x10000
    >>> heads = (("one", ("x", "y"), 0.5), ("other", ("z",), 2.0))
    >>> scored(b"\\xe9", 0, rows, bytes, 3, heads, 2, 8)
    ([(2.5, 'one', 'y'), (6.0, 'other', 'z')], 0, 0)
    """
    if COMPILED:
        return COMPILED.scored(  # type: ignore[no-any-return]
            data, most, rows, make, size, heads, free, weight
        )
    beyond, plain = _pairs(data, most)
    high, low = _lanes(beyond, rows, make, size, 8), _lanes(plain, rows, make, size, weight)
    ascii_cost, floor = low[0], min(low[:free], default=0)
    low[free:] = [max(floor, cost) for cost in low[free:]]
    sums = [*map(add, high, low)]
    found, start = [], 0
    for codec, languages, rarity in heads:
        own = sums[start : start + len(languages)]
        start += len(languages)
        least = min(own)
        found.append((least / 8 + rarity, codec, languages[own.index(least)]))
    return found, ascii_cost, sum(count for _, count in plain)


_Counted = list[tuple[int, int]]


def _pairs(data: bytes, most: int) -> tuple[_Counted, _Counted]:
    """How often each pair of neighbours occurs, a space on either side: those beyond ASCII, and the others."""
    padded = b" " + data + b" "
    even = len(padded) & ~1
    odd = (len(padded) - 1) & ~1
    found = Counter(struct.unpack(f">{even // 2}H", padded[:even]))
    found.update(struct.unpack(f">{odd // 2}H", padded[1 : 1 + odd]))
    if most < 0:
        return [*found.items()], []
    beyond = [(pair, count) for pair, count in found.items() if pair & 0x8080]
    plain = [(pair, count) for pair, count in found.items() if not pair & 0x8080]
    if len(plain) > most:
        plain = [each for each in plain if each[1] > 1][:most]
    return beyond, plain


def _lanes(
    counted: _Counted,
    rows: list[bytes | None],
    make: Callable[[int], bytes],
    size: int,
    times: int,
) -> list[int]:
    """`times` the sum of the rows of pairs, each as often as it counts."""
    # Lanes of 24 bits side by side in one long integer: adding these adds all lanes.
    often: dict[int, list[bytes]] = {}
    for pair, count in counted:
        row = rows[pair]
        if row is None:
            row = rows[pair] = make(pair)
        often.setdefault(count, []).append(row)
    total = times * sum([count * sum(map(_wide, each)) for count, each in often.items()])
    packed = total.to_bytes(3 * size, "little")
    wide = bytearray(4 * size)
    wide[0::4], wide[1::4], wide[2::4] = packed[0::3], packed[1::3], packed[2::3]
    numbers = array("I", wide)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tolist()


@lru_cache(maxsize=8192)
def _wide(row: bytes) -> int:
    wide = bytearray(3 * len(row))
    wide[::3] = row
    return int.from_bytes(wide, "little")


_DENSE = re.compile(rb"[A-Za-z]?[\x80-\xff]+[\x00-\x7f]?")


def dense(data: bytes) -> bytes:
    """Return the bytes beyond ASCII, with a letter before each run of them and any byte behind it.

    >>> dense(b"caf\\xe9, na\\xefve")
    b'f\\xe9,a\\xefv'
    """
    if COMPILED:
        return COMPILED.dense(data)  # type: ignore[no-any-return]
    return b"".join(_DENSE.findall(data))
