r"""Character classes of regular expressions as ranges, to merge many into one that is fast."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

#: How many code points there are; one more than the highest.
CODE_POINTS = 0x110000

_ITEM = re.compile(r"\\x(..)|\\u(....)|\\U(.{8})|\\([ntrfv])|\\?(.)", re.DOTALL)
#: The same where nothing is escaped, a range at once.
_PLAIN = re.compile(r"(.)-(.)|(.)", re.DOTALL)
_ESCAPES = {"n": 10, "t": 9, "r": 13, "f": 12, "v": 11}

Range = tuple[int, int]


def highest(text: str) -> int:
    """Return the end of the smallest of three ranges that all characters of the text are in.

    `re` compares each range beyond U+FFFF in turn, for every character, and reads a class that ends
    at U+00FF faster than any other; encoding tells where the text ends for a tenth of that.

    >>> hex(highest("café")), hex(highest("Москва")), hex(highest("😀"))
    ('0xff', '0xffff', '0x10ffff')
    """
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        units = len(text.encode("utf-16-le", "surrogatepass")) // 2
        return 0x10FFFF if units > len(text) else 0xFFFF
    return 0xFF


def union(classes: Iterable[str], limit: int = 0x10FFFF) -> re.Pattern[str]:
    """Return the pattern of one character up to `limit` that is in any of the classes.

    No range is in it twice, and none beyond the limit; without any it matches nothing.

    >>> union(["a-c", r"b-d\\xe9", "😀"], 0xffff).pattern
    '[a-dé-é]'
    """
    members = [each for each in merged(classes) if each[0] <= limit]
    if not members:
        return re.compile("(?!)")
    inside = "".join(f"{_write(low)}-{_write(min(high, limit))}" for low, high in members)
    return re.compile(f"[{inside}]")


def merged(classes: Iterable[str]) -> list[Range]:
    """Return the ranges of all that is in any of the classes, in order, none touching another.

    >>> merged(["a-c", "b-d", "x"])
    [(97, 100), (120, 120)]
    """
    found: list[Range] = []
    for low, high in sorted(each for chars in classes for each in ranges(chars)):
        if found and low <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(found[-1][1], high)
        else:
            found.append((low, high))
    return found


def partition(classes: Sequence[str]) -> tuple[bytearray, list[int]] | None:
    """Return the coarsest parts of all characters of which each class holds all or nothing.

    That is the number of its part for each code point, and for each part the classes that hold it,
    as the bits of an integer. Part 0 is what no class holds. None when there are more than 255 parts.

    >>> parts, holding = partition(["a-m", "h-z"])
    >>> [holding[parts[ord(char)]] for char in "ahz!"]
    [1, 3, 2, 0]
    """
    borders: dict[int, int] = {}
    for place, chars in enumerate(classes):
        for low, high in merged([chars]):
            borders[low] = borders.get(low, 0) ^ 1 << place
            borders[high + 1] = borders.get(high + 1, 0) ^ 1 << place
    # A part of a `bytearray` that nothing was written to costs no memory.
    parts = bytearray(CODE_POINTS)
    numbers = {0: 0}
    holding = start = 0
    for border in sorted(borders):
        if holding:
            number = numbers.setdefault(holding, len(numbers))
            if number > 255:
                return None
            parts[start:border] = bytes([number]) * (border - start)
        holding ^= borders[border]
        start = border
    return parts, list(numbers)


@lru_cache(maxsize=256)
def bitset(chars: str) -> bytes:
    """Return a bit for each code point, set for the members of a class; the lowest of a byte first.

    >>> bitset("a")[12] == 1 << 1, sum(bitset("a"))
    (True, 2)
    """
    bits = bytearray(CODE_POINTS // 8)
    for low, high in merged([chars]):
        first, last = low // 8, high // 8
        head, tail = 0xFF << low % 8 & 0xFF, 0xFF >> 7 - high % 8
        if first == last:
            bits[first] |= head & tail
        else:
            bits[first] |= head
            bits[last] |= tail
            bits[first + 1 : last] = b"\xff" * (last - first - 1)
    return bytes(bits)


@lru_cache(maxsize=1024)
def ranges(chars: str) -> tuple[Range, ...]:
    """Return the ranges of code points that the inside of a character class names.

    >>> ranges(r"a-c\\u0300\\-")
    ((97, 99), (768, 768), (45, 45))
    """
    if "\\" not in chars:
        return tuple(
            (ord(low or one), ord(high or one)) for low, high, one in _PLAIN.findall(chars)
        )
    items = list(_ITEM.finditer(chars))
    found: list[Range] = []
    index = 0
    while index < len(items):
        low = high = _code(items[index])
        if index + 2 < len(items) and items[index + 1].group() == "-":
            high = _code(items[index + 2])
            index += 2
        found.append((low, high))
        index += 1
    return tuple(found)


def _code(item: re.Match[str]) -> int:
    digits = item[1] or item[2] or item[3]
    if digits:
        return int(digits, 16)
    return _ESCAPES[item[4]] if item[4] else ord(item[5])


def _write(code: int) -> str:
    # `re` reads a character far faster than its escape.
    return re.escape(chr(code))
