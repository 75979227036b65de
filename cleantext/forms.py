"""Normalization forms, in time that grows with the text however many marks stand in a row.

`unicodedata` puts marks in order by moving each past those before it, which takes the square of their number.
Here long rows are sorted first. Source: Unicode Standard, chapter 3.11, and Annex 15.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import groupby
from typing import Literal
from unicodedata import combining

from cleantext import scan
from cleantext.anchored import Anchored
from cleantext.classes import CODE_POINTS, bitset, ranges
from cleantext.tables import unicode as ucd

Form = Literal["NFC", "NFD"]
#: Shorter texts are left to `unicodedata` alone.
_LONG = 100
#: What never stays, or may compose with a character before it; and what stands for the class of these.
_DOUBTFUL = Anchored(ucd.NFC_NEVER + ucd.NFC_TONES + ucd.NFC_SECONDS + ucd.NFC_SECOND_MARKS)
_DOUBT = 255


def normalize(form: Form, text: str) -> str:
    """Return a text in a normalization form, as `unicodedata.normalize` does.

    >>> normalize("NFC", "e\\u0301") == "é", normalize("NFC", "sound")
    (True, 'sound')
    """
    return unicodedata.normalize(form, text if len(text) < _LONG else "".join(_in_order(text)))


def is_normalized(form: Form, text: str) -> bool:
    """Return whether a text is in a normalization form, as `unicodedata.is_normalized` does.

    >>> is_normalized("NFC", "é"), is_normalized("NFC", "e\\u0301")
    (True, False)
    """
    if len(text) < _LONG:
        return unicodedata.is_normalized(form, text)
    return normalize(form, text) == text


def is_plainly_nfc(text: str) -> bool:
    """Return whether a text is in NFC by what its characters are, without composing any.

    >>> is_plainly_nfc("é"), is_plainly_nfc("e\\u0301"), is_plainly_nfc("q\\u0301")
    (True, False, False)

    Source: Annex 15, "Detecting Normalization Forms".
    """
    if scan.COMPILED is not None:
        plainly: bool = scan.COMPILED.in_order(text, _marks(), _classes())
        return plainly
    return not _DOUBTFUL.search(text) and unicodedata.is_normalized("NFC", text)


@cache
def _marks() -> bytes:
    """The characters that have a combining class, or doubt."""
    return bitset(ucd.NFC_SENSITIVE + _DOUBTFUL.chars)


@cache
def _classes() -> bytearray:
    """The combining class of each character, or the one for doubt."""
    # A part of a `bytearray` that nothing was written to costs no memory.
    classes = bytearray(CODE_POINTS)
    for low, high in ranges(ucd.NFC_SENSITIVE):
        for code in range(low, high + 1):
            classes[code] = combining(chr(code)) or _DOUBT
    for low, high in ranges(_DOUBTFUL.chars):
        classes[low : high + 1] = bytes([_DOUBT]) * (high + 1 - low)
    return classes


def _in_order(text: str) -> Iterator[str]:
    """A text with all characters taken apart, and each row of marks by their classes."""
    for marks, row in groupby("".join(map(_apart, text)), _is_mark):
        chars = list(row)
        yield from sorted(chars, key=combining) if marks else chars


def _is_mark(char: str) -> bool:
    # Marks without a combining class stay in their place.
    return combining(char) > 0


@lru_cache(maxsize=1 << 12)
def _apart(char: str) -> str:
    return unicodedata.normalize("NFD", char)
