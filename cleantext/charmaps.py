"""Charsets of one byte a character, as programs really use them.

A byte that a charset leaves undefined becomes the C1 control of its number in most programs, so
that is how it is read here. The byte 1A stands for U+FFFD, of which nobody knows what it was.
"""

from __future__ import annotations

import codecs
from functools import cache
from typing import Any

#: Charsets that UTF-8 is read as by mistake, the likeliest first. The order is ftfy's.
UTF8_READ_AS = (
    "latin-1",
    "cp1252",
    "cp1251",
    "cp1250",
    "cp1253",
    "cp1254",
    "cp1257",
    "iso8859-2",
    "mac-roman",
    "cp437",
)
#: Those of them that define all bytes.
COMPLETE = frozenset(
    {"latin-1", "iso8859-2", "mac-roman", "cp437", "cp850", "cp866", "koi8-r", "mac-cyrillic"}
)
#: Those whose gaps and controls are read as windows-1252 has them, under names of our own.
_OVERLAID = frozenset({"iso8859-7+", "cp874+"})


@cache
def decoding_table(charset: str) -> str:
    """Return the characters of the bytes 00 to FF.

    >>> decoding_table("cp1252")[0x80:0x83], decoding_table("cp1252")[0x1A]
    ('€\\x81‚', '\\ufffd')
    """
    data = bytes(range(256))
    if charset in _OVERLAID:
        # Programs that leave nothing undefined fill the gaps as windows-1252 has them.
        base, western = decoding_table(charset[:-1]), decoding_table("cp1252")
        return "".join(
            other if char < "\xa0" else char for char, other in zip(base, western, strict=True)
        )
    if charset in COMPLETE:
        return data.decode(charset)
    chars = [
        chr(code) if char == "\ufffd" else char
        for code, char in enumerate(data.decode(charset, "replace"))
    ]
    chars[0x1A] = "\ufffd"
    return "".join(chars)


@cache
def _encoding_table(charset: str) -> Any:
    return codecs.charmap_build(decoding_table(charset))


def encode(text: str, charset: str) -> bytes | None:
    """Return the bytes that `text` was read from in a charset, or None if it holds other characters.

    >>> encode("Ã©", "cp1252"), encode("é", "cp1251")
    (b'\\xc3\\xa9', None)
    """
    try:
        if charset == "latin-1":
            return text.encode("latin-1")
        return codecs.charmap_encode(text, "strict", _encoding_table(charset))[0]
    except UnicodeEncodeError:
        return None
