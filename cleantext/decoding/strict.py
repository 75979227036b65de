"""Text that decodes from end to end or not at all.

Python's own decoders look up each byte of a single-byte charset as a character; the compiled loop does it in a
third of the time. The texts are the same (`tests/decoding/test_strict.py`).
"""

from __future__ import annotations

from array import array
from functools import cache

from cleantext.decoding import counts
from cleantext.decoding.charsets import EBCDIC, SINGLE_BYTE

#: What stands in a table for a byte that is no character.
_NONE = 0x10000


def strict(data: bytes, codec: str) -> str | None:
    """Return the text of `data` in a charset, named as Python's codec is; None if it does not decode.

    >>> strict(b"caf\\xe9", "cp1252"), strict(b"caf\\xe9", "utf-8"), strict(b"\\x81", "cp1252")
    ('café', None, None)

    Raises LookupError for a name of no codec.
    """
    table = _table(codec) if counts.COMPILED else None
    if counts.COMPILED and table:
        return counts.COMPILED.mapped(data, table)  # type: ignore[no-any-return]
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


@cache
def _table(codec: str) -> array[int] | None:
    """The character of each byte of a single-byte charset; None for all other charsets."""
    if codec not in {each.codec for each in (*SINGLE_BYTE, *EBCDIC)}:
        return None
    chars = [bytes([byte]).decode(codec, "replace") for byte in range(256)]
    return array("I", [_NONE if char == "\ufffd" else ord(char) for char in chars])
