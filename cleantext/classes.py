r"""Character classes of regular expressions as ranges, to merge many into one that is fast."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_ITEM = re.compile(r"\\x(..)|\\u(....)|\\U(.{8})|\\([ntrfv])|\\?(.)", re.DOTALL)
_ESCAPES = {"n": 10, "t": 9, "r": 13, "f": 12, "v": 11}


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
    merged: list[list[int]] = []
    for low, high in sorted(each for chars in classes for each in ranges(chars)):
        if low > limit:
            break
        if merged and low <= merged[-1][1] + 1:
            merged[-1][1] = max(merged[-1][1], min(high, limit))
        else:
            merged.append([low, min(high, limit)])
    if not merged:
        return re.compile("(?!)")
    return re.compile(f"[{''.join(f'{_write(low)}-{_write(high)}' for low, high in merged)}]")


@lru_cache(maxsize=1024)
def ranges(chars: str) -> tuple[tuple[int, int], ...]:
    """Return the ranges of code points that the inside of a character class names.

    >>> ranges(r"a-c\\u0300\\-")
    ((97, 99), (768, 768), (45, 45))
    """
    items = list(_ITEM.finditer(chars))
    found: list[tuple[int, int]] = []
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
