"""The characters of a text and its words as arrays of numbers: what kind each is, and how it begins.

The tables of kinds fill themselves with what is met, so that nothing is read or made beforehand.
"""

from __future__ import annotations

import unicodedata
from typing import Any, NamedTuple

import numpy as np

Array = np.ndarray[Any, Any]

#: Kinds of characters that are told by a list; all others by their Unicode category.
_LISTED = {
    "newline": "\n",
    "stop": ".!?…。！？।॥։؟۔",
    "comma": ",，、;；،",
    "colon": ":：",
    "dash": "-–—―",
    "bar": "|•·›»>‹«",
    "quote": "\"'“”‘’„",
    "open": "([{（【「『",
    "close": ")]}）】」』",
    "arrow": "→←↑↓▼▾►▶⌄+×✕",
    "bullet": "*▪●■◦#",
    "owner": "©®™",
    "at": "@",
    "underscore": "_",
    "slash": "/\\",
    "money": "%",
}
_BY_CATEGORY = {
    "Ll": "lower",
    "Lu": "upper",
    "Lt": "upper",
    "Sc": "money",
    "Pd": "dash",
    "Ps": "open",
    "Pe": "close",
    "Pi": "quote",
    "Pf": "quote",
}
_BY_MAJOR = {"L": "letter", "M": "mark", "N": "digit", "Z": "space"}
#: Scripts that say in a character what others need three for, and scripts whose sentences end without a mark.
_DENSE = ((0x3040, 0x30FF), (0x3400, 0x9FFF), (0xAC00, 0xD7AF), (0x20000, 0x31FFF))
_UNMARKED = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF))
_KINDS = (
    *("unknown", "newline", "lower", "upper", "letter", "dense", "unmarked", "mark", "digit"),
    *("space", "stop", "comma", "colon", "dash", "bar", "quote", "open", "close", "money", "arrow"),
    *("bullet", "owner", "at", "underscore", "slash", "other"),
)
#: The number of each kind.
KIND = {name: number for number, name in enumerate(_KINDS)}
KINDS = len(_KINDS)
LETTERS = [KIND[name] for name in ("lower", "upper", "letter", "dense", "unmarked")]
_IN_WORDS = np.zeros(KINDS, bool)
_IN_WORDS[[*LETTERS, *(KIND[name] for name in ("mark", "digit", "underscore"))]] = True


class _Tables(NamedTuple):
    """The kind of each code point, 0 for one that was not met yet; and what it counts as in a word."""

    kinds: Array
    folded: Array


# One for all threads, from the first call on: what one learns another reads.
_TABLES = _Tables(np.zeros(0x110000, np.uint8), np.zeros(0x110000, np.uint32))


def _kind(code: int) -> str:
    char = chr(code)
    for name, chars in _LISTED.items():
        if char in chars:
            return name
    if any(low <= code <= high for low, high in _DENSE):
        return "dense"
    if any(low <= code <= high for low, high in _UNMARKED):
        return "unmarked"
    category = unicodedata.category(char)
    return _BY_CATEGORY.get(category) or _BY_MAJOR.get(category[0], "other")


def _learn(codes: Array) -> None:
    kinds, folded = _TABLES
    for code in np.unique(codes[kinds[codes] == 0]).tolist():
        kind = KIND[_kind(code)]
        # All digits are alike.
        folded[code] = ord("0") if kind == KIND["digit"] else ord(chr(code).lower()[0])
        kinds[code] = kind


class Letters(NamedTuple):
    """The characters of some lines, each line ended by a line feed, and their words.

    A word is a run of letters, marks, digits and underscores, or a single character of a dense script.
    """

    kinds: Array
    """The kind of each character."""
    line: Array
    """The line of each character."""
    starts: Array
    """Where each line starts,"""
    ends: Array
    """and where its line feed is."""
    words: Array
    """Where each word starts,"""
    sizes: Array
    """how many characters it has,"""
    owner: Array
    """its line,"""
    hashes: Array
    """and a number that is the same for the same word in any case."""
    runs: Array
    r"""How many runs like `\w+` each line has."""
    years: Array
    """Which words are years of this century or the last, as places in `words`."""


def letters(lines: list[str]) -> Letters:
    """Return the characters and words of some lines; none of the lines is empty.

    >>> found = letters(["Two words", "WORDS, 1999"])
    >>> found.sizes.tolist(), found.owner.tolist(), found.runs.tolist(), found.years.tolist()
    ([3, 5, 5, 4], [0, 0, 1, 1], [2, 2], [3])
    >>> bool(found.hashes[1] == found.hashes[2])
    True
    """
    text = "\n".join(lines) + "\n"
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    kinds = _TABLES.kinds[codes]
    if not kinds.all():
        _learn(codes)
        kinds = _TABLES.kinds[codes]
    ends = np.flatnonzero(kinds == KIND["newline"]).astype(np.int32)
    starts = np.concatenate(([0], ends[:-1] + 1)).astype(np.int32)
    line = np.repeat(np.arange(len(lines), dtype=np.int32), ends - starts + 1)
    inside = _IN_WORDS[kinds]
    dense = kinds == KIND["dense"]
    begins = inside & ~_after(inside)
    runs = np.bincount(line[begins], minlength=len(lines))
    begins |= inside & (dense | _after(dense))
    words = np.flatnonzero(begins).astype(np.int32)
    chars = np.flatnonzero(inside).astype(np.int32)
    word = (np.cumsum(begins, dtype=np.int32) - 1)[chars]
    sizes = np.bincount(word, minlength=len(words))
    place = (chars - words[word]).astype(np.uint32)
    mixed = mix(_TABLES.folded[codes[chars]] * _ODD[0] + place * _ODD[1])
    first = np.cumsum(sizes) - sizes
    hashes = mix(np.add.reduceat(mixed, first, dtype=np.uint32)) if len(words) else mixed
    digits = kinds[words] == KIND["digit"]
    four = np.flatnonzero(digits & (sizes == 4))
    century = codes[words[four]] * 128 + codes[words[four] + 1]
    years = four[(century == 49 * 128 + 57) | (century == 50 * 128 + 48)]
    return Letters(kinds, line, starts, ends, words, sizes, line[words], hashes, runs, years)


def _after(flags: Array) -> Array:
    """Which places come right after one that is flagged."""
    found = np.zeros_like(flags)
    found[1:] = flags[:-1]
    return found


_ODD = tuple(map(np.uint32, (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D)))


def mix(numbers: Array) -> Array:
    """Return numbers of 32 bits whose bits are mixed well, as the last step of MurmurHash3 does it."""
    numbers = (numbers ^ (numbers >> np.uint32(15))) * _ODD[1]
    numbers = (numbers ^ (numbers >> np.uint32(13))) * _ODD[2]
    mixed: Array = numbers ^ (numbers >> np.uint32(16))
    return mixed
