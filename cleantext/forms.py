"""Normalization forms, in time that grows with the text however many marks stand in a row.

`unicodedata` puts marks in order by moving each past those before it, which takes the square of their number.
Here long rows are sorted first. Source: Unicode Standard, chapter 3.11, and Annex 15.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import Literal
from unicodedata import combining

Form = Literal["NFC", "NFD"]
#: Shorter texts are left to `unicodedata` alone.
_LONG = 100


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
