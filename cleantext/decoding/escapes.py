"""Charsets that hide in seven-bit bytes: ISO-2022 with its escape sequences, and HZ.

UTF-7 is such a charset too, and is never guessed: what looks like it is nearly always something
else, and reading it has been a way to smuggle markup past filters.
"""

from __future__ import annotations

import codecs
import re

#: Designations of ISO-2022 (ECMA-35) with the codecs to try for them, the commonest first.
_JAPANESE = (
    "iso2022_jp",
    "iso2022_jp_1",
    "iso2022_jp_2",
    "iso2022_jp_ext",
    "iso2022_jp_3",
    "iso2022_jp_2004",
)
_DESIGNATION = re.compile(rb"\x1b(?:\$\)C|\$[@AB]|\$\([DOPQC]|\([JI])")
_HZ = re.compile(rb"~\{((?:[\x21-\x77][\x21-\x7e])+)(?:~\}|\n|.?\Z)", re.S)
_KOREAN = b"\x1b$)C"


def guess(data: bytes) -> str | None:
    """Return the codec by which seven-bit `data` reads as text of more than ASCII, or None.

    >>> guess("日本".encode("iso2022_jp")), guess("中文".encode("hz"))
    ('iso2022_jp', 'hz')
    >>> guess(b"\\x1b[31mred\\x1b[0m, and ~{ a brace"), guess(b"+AOk-")
    (None, None)
    """
    if b"\x1b" in data:
        found = _DESIGNATION.search(data)
        if found:
            names = ("iso2022_kr",) if found[0] == _KOREAN else _JAPANESE
            return _first(data, names)
    if b"~" in data and b"~{" in data and _HZ.search(data):
        name = _first(data, ("hz",))
        if name and _all_han(data):
            return name
    return None


def _first(data: bytes, names: tuple[str, ...]) -> str | None:
    for name in names:
        try:
            # What the end of the data cuts short is no reason to doubt the rest.
            text = codecs.getincrementaldecoder(name)().decode(data)
        except UnicodeError:  # also of an escape sequence that does not end
            continue
        if not text.isascii():
            return name
    return None


def _all_han(data: bytes) -> bool:
    """Whether the HZ stretches of `data` hold Chinese of the common plane, not chance pairs."""
    pairs = b"".join(_HZ.findall(data))
    # Rows 0x30 to 0x57 of GB 2312 are the 3,755 commonest characters, 0x21 and 0x23 its marks.
    common = sum(1 for row in pairs[0::2] if 0x30 <= row <= 0x57 or row in (0x21, 0x23))
    return common * 10 >= len(pairs[0::2]) * 9
