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
from itertools import accumulate, chain, pairwise
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


def pairs(data: bytes, most: int) -> tuple[bytes, bytes]:
    """Return how often each pair of neighbours occurs in `data`, a space on either side.

    Those with a byte beyond ASCII, and the others: each pair and its count, 32 bits each. If there are
    more than `most` of the others, the first so many that occur twice.

    >>> [array("I", each).tolist() for each in pairs(b"a\\xe9", 9)]
    [[59680, 1, 25065, 1], [8289, 1]]
    """
    if COMPILED:
        return COMPILED.pairs(data, most)  # type: ignore[no-any-return]
    padded = b" " + data + b" "
    even = len(padded) & ~1
    odd = (len(padded) - 1) & ~1
    found = Counter(struct.unpack(f">{even // 2}H", padded[:even]))
    found.update(struct.unpack(f">{odd // 2}H", padded[1 : 1 + odd]))
    beyond = [(pair, count) for pair, count in found.items() if pair & 0x8080]
    plain = [(pair, count) for pair, count in found.items() if not pair & 0x8080]
    if len(plain) > most:
        plain = [each for each in plain if each[1] > 1][:most]
    return _listed(beyond), _listed(plain)


def _listed(counted: list[tuple[int, int]]) -> bytes:
    return array("I", chain.from_iterable(counted)).tobytes()


def lanes(
    counted: bytes,
    rows: list[bytes | None],
    make: Callable[[int], bytes],
    size: int,
    times: int,
) -> bytes:
    """Return `times` the sum of the rows of pairs, each as often as it counts: 32 bits a lane.

    `counted` is as `pairs` gives it. `rows` holds `size` bytes for each pair, or None where `make` has
    to make them, which are then kept there; no sum may reach 2 ** 24.

    >>> rows = [b"", bytes([1, 2]), None]
    >>> counted = array("I", [1, 2, 2, 1]).tobytes()
    >>> array("I", lanes(counted, rows, lambda pair: bytes([5, 0]), 2, 3)).tolist()
    [21, 12]
    """
    if COMPILED:
        return COMPILED.lanes(counted, rows, make, size, times)  # type: ignore[no-any-return]
    # Lanes of 24 bits side by side in one long integer: adding these adds all lanes.
    often: dict[int, list[bytes]] = {}
    words = array("I", counted)
    for pair, count in zip(words[::2], words[1::2], strict=True):
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
    return numbers.tobytes()


@lru_cache(maxsize=8192)
def _wide(row: bytes) -> int:
    wide = bytearray(3 * len(row))
    wide[::3] = row
    return int.from_bytes(wide, "little")


def cheapest(high: bytes, low: bytes, widths: bytes, free: int) -> tuple[list[int], list[int]]:
    """Return for each group of lanes the least sum of `high` and `low`, and its lane in the group.

    `widths` says how many lanes each group has. Behind the first `free` lanes a cost of `low` counts
    for no less than the least of those.

    >>> cheapest(array("I", [5, 4, 1]).tobytes(), array("I", [2, 2, 1]).tobytes(), bytes([2, 1]), 2)
    ([6, 3], [1, 0])
    """
    if COMPILED:
        return COMPILED.cheapest(high, low, widths, free)  # type: ignore[no-any-return]
    lows = array("I", low)
    floor = min(lows[:free], default=0)
    lows[free:] = array("I", [max(floor, cost) for cost in lows[free:]])
    sums = [*map(add, array("I", high), lows)]
    groups = [*pairwise([0, *accumulate(widths)])]
    least = [min(sums[start:end]) for start, end in groups]
    return least, [
        sums.index(each, start) - start for each, (start, _) in zip(least, groups, strict=True)
    ]


_DENSE = re.compile(rb"[A-Za-z]?[\x80-\xff]+[\x00-\x7f]?")


def dense(data: bytes) -> bytes:
    """Return the bytes beyond ASCII, with a letter before each run of them and any byte behind it.

    >>> dense(b"caf\\xe9, na\\xefve")
    b'f\\xe9,a\\xefv'
    """
    if COMPILED:
        return COMPILED.dense(data)  # type: ignore[no-any-return]
    return b"".join(_DENSE.findall(data))


def strange(data: bytes, known: bytes) -> list[int]:
    """Return where the bytes beyond ASCII that are not in `known` occur first, in the order of the bytes.

    >>> strange(b"\\xf6\\xe4\\xf6", b"\\xe4"), strange(b"\\xf6\\xe4", b"")
    ([0], [1, 0])
    """
    if COMPILED:
        return COMPILED.strange(data, known)  # type: ignore[no-any-return]
    return [*map(data.index, sorted(set(data.translate(None, known + ASCII))))]


_RUNS = re.compile(r"[^\x00-\x7f]+")
_BESIDE = re.compile(r"[A-Za-z](?=[^\x00-\x7f])|[^\x00-\x7f](?=[A-Za-z])")


def stretches(text: str) -> tuple[int, int, int]:
    """Return how many stretches of characters beyond ASCII a text has, and how they stand.

    The second number is how many of them are of one character, the third how often a letter of ASCII
    stands next to one.

    >>> stretches("日本 x日 naïve")
    (3, 2, 3)
    """
    if COMPILED:
        return COMPILED.stretches(text)  # type: ignore[no-any-return]
    runs = _RUNS.findall(text)
    alone = sum([len(run) == 1 for run in runs])
    return len(runs), alone, len(_BESIDE.findall(text))
