"""Which characters stand where sound text of no language has them.

A character that damage often makes (an accented letter, a capital, a symbol) is looked at with its
two neighbours. What 128 languages were seen to have there is sound; the rest is *strange*. That is
no proof of damage, but text without anything strange need not be looked at any closer.
"""

from __future__ import annotations

import re
from functools import cache

from cleantext.tables import read

#: What is looked at, as the inside of a character class: letters and symbols of the charsets of one
#: byte, but for the commonest letters of each script, which damage does not make alone.
ANCHORS = (
    "\x80-\xa2\xa4-\xaa\xac-\xb2\xb4-\xb6\xb8-\xba\xbc-\xc3\xc5\xc6\xc8\xca-\xd5\xd7-\xdb\xdd\xde"
    "\xe0\xe2\xe3\xe5\xe6\xe8\xea-\xec\xee-\xf2\xf4\xf5\xf7-\xf9\xfb\xfd-\xff\xb3\xc7"
    "\u0100-\u0103\u0106\u010c-\u0112\u0116\u0118\u011a\u011e\u0122\u012a\u012e\u0130\u0136-\u013e"
    "\u0141\u0143\u0145\u0147\u014c\u0150\u0152-\u0156\u0158\u015a\u015e\u0160\u0162-\u0164\u016a"
    "\u016e\u0170\u0172\u0178\u0179\u017b\u017d\u0192\u02c6-\u02dd"
    "\u0384-\u03a9\u03aa\u03ab\u0401-\u042f\u0452-\u0455\u0458-\u045c\u045f\u0490"
    "\u0e2f\u0e3f\u0e4f\u0e5a\u0e5b"
    "\u2020-\u2022\u2030\u20ac\u2122\u2202-\u2265\u2310-\u2321\u2500-\u25a0\u25ca"
    "\ue000-\uf8ff\ufb01\ufb02\ufffd\uff61-\uff9f"
)
_CONTEXT = re.compile(f"[{ANCHORS}](?s:(?<=(..))(?=(.)))")


def contexts(text: str) -> set[str]:
    """Return each looked-at character of `text` between its neighbours, as far as they tell.

    >>> sorted(contexts("Œuvre, 5±2"))
    [' Œa', '0±0']
    """
    found = _CONTEXT.findall(f"\n{text}\n")
    return {_context(behind, after) for behind, after in set(found)}


def _context(behind: str, after: str) -> str:
    before, char = behind[0], behind[1]
    if char.islower():
        return _letter(before) + char + _letter(after)
    return _kind(before, char) + char + _kind(after, char)


def _letter(char: str) -> str:
    if char.isalpha():
        return char.lower()[0] if char < "\u0530" else "x"
    return "0" if char.isdigit() else " "


def _kind(char: str, beside: str) -> str:
    if char.isalpha():
        return "A" if char.isupper() and beside.isupper() else "a"
    if char.isdigit():
        return "0"
    return " " if char <= "\xa0" or beside.isupper() else "."


@cache
def _table() -> tuple[frozenset[str], re.Pattern[str]]:
    """The contexts seen in sound text, and what finds ideographs that are rare."""
    hanzi, *seen = read("contexts.bin").decode().split("\0")
    rare = "".join(chr(code) for code in range(0x4E00, 0x9FA6) if chr(code) not in set(hanzi))
    return frozenset(seen), re.compile(f"[{rare}].?[{rare}]")


def strange(text: str) -> bool:
    """Return whether `text` holds anything that sound text does not.

    >>> strange("Ein Bär, přes řeku, «déjà vu»"), strange("pøíliš žlutý cz³owiek")
    (False, True)
    """
    seen, rare = _table()
    return not contexts(text) <= seen or rare.search(text) is not None
