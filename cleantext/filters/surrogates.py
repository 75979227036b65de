r"""Surrogates: halves of a character, which no text may hold.

What is fixed: a high and a low surrogate side by side become the character that they stand for;
JSON written by careless tools and CESU-8 leave such pairs. A run of the low surrogates with which
Python keeps undecodable bytes (`surrogateescape`) becomes the text that its bytes are in UTF-8. A
half that stands alone has lost its partner, so it becomes U+FFFD: with it the text could not even
be written to a file.

What is left alone: everything else, every whole character beyond U+FFFF above all.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["surrogates"]).clean
>>> clean("\ud83d\ude00, caf\udcc3\udca9, \ud83d!") == "😀, café, \ufffd!"
True
>>> clean("😀 𝒳 𠮷") == "😀 𝒳 𠮷"
True

Source: Unicode Standard, chapter 23.6; PEP 383 for the escaped bytes.
"""

from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger
from cleantext.lazy import pattern

_FOUND = pattern("([\ud800-\udbff])([\udc00-\udfff])|[\udc80-\udcff]{2,}|[\ud800-\udfff]")


def find(document: Document) -> Iterator[Edit]:
    """Yield a whole character, the text of escaped bytes, or U+FFFD."""
    for match in _FOUND.finditer(document.text):
        start, end = match.span()
        old = match.group()
        if match[1]:
            yield Edit(start, end, old, _join(match[1], match[2]), "surrogate pair")
        elif len(old) > 1:
            yield from _bytes(start, old)
        else:
            yield Edit(start, end, old, "\ufffd", f"lone surrogate U+{ord(old):04X}")


def _join(high: str, low: str) -> str:
    return chr(0x10000 + ((ord(high) - 0xD800) << 10) + (ord(low) - 0xDC00))


def _bytes(start: int, run: str) -> Iterator[Edit]:
    """The text of bytes that were kept as surrogates, or one U+FFFD for each of them."""
    try:
        new = bytes(ord(char) - 0xDC00 for char in run).decode("utf-8")
        yield Edit(start, start + len(run), run, new, "escaped bytes of UTF-8")
    except UnicodeDecodeError:
        for place, char in enumerate(run, start):
            yield Edit(place, place + 1, char, "\ufffd", f"lone surrogate U+{ord(char):04X}")


FILTER = Filter(
    "surrogates",
    find,
    triggers=(Trigger(chars="\ud800-\udfff"),),
    line_local=True,
    summary="surrogate pairs, escaped bytes and lone surrogates",
)
