"""Character references of HTML: how they are written, and what they stand for."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from cleantext import edit
from cleantext.lazy import pattern

# `&amp;` may stand any number of times before the reference that it escapes, however it is
# written; one pattern for the chain keeps what is made of it idempotent and linear.
_AMP = r"(?:amp|AMP|#0*38|#[xX]0*26);"
_WRITTEN = (
    rf"&(?:{_AMP})*(?:{_AMP}|(#[0-9]{{1,8}}|#[xX][0-9a-fA-F]{{1,7}}|[A-Za-z][A-Za-z0-9]{{1,31}});)"
)
#: A reference, escaped any number of times; its group is a name or a number, none for an ampersand.
REFERENCE = pattern(_WRITTEN)
_WHOLE = pattern(f"({_WRITTEN})")

#: What stands around a reference by itself that is spoken of: in a program, or in a text about them.
MENTIONED = frozenset(('""', "''", "``", "“”", "‘’", "„“", "«»"))
#: What it begins with.
QUOTES = frozenset(each[0] for each in MENTIONED)
_QUOTES = "".join(sorted(QUOTES))
_QUOTED = pattern(f"[{_QUOTES}](?={_WRITTEN})")


@cache
def references() -> dict[str, str]:
    """Return the characters of each name, as the HTML Standard has them: with the semicolon, where it needs one.

    >>> references()["eacute"], "hellip" in references(), references()["hellip;"]
    ('é', False, '…')
    """
    # The package first, for it imports its part: of two threads that began at either end each would wait for
    # the other.
    import html  # noqa: F401
    from html.entities import html5

    return html5


def character(name: str) -> str | None:
    """Return the character or characters of a name or number, or None when it refers to nothing sound.

    Numbers 128 to 159 mean the characters of windows-1252, as browsers read them.

    >>> character("eacute"), character("#233"), character("#x92"), character("#0")
    ('é', 'é', '’', None)
    """
    if name[0] != "#":
        return references().get(name + ";")
    code = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
    if 128 <= code < 160:
        return _western()[code - 128].strip("\0") or None
    unsound = (
        (code < 32 and code not in (9, 10))
        or code == 127
        or 0xD800 <= code < 0xE000
        or code > 0x10FFFF
        or code & 0xFFFE == 0xFFFE
        or 0xFDD0 <= code < 0xFDF0
    )
    return None if unsound else chr(code)


class Unescaped(NamedTuple):
    """A text with its references replaced."""

    text: str
    references: int
    """How many there are, those that stand for nothing included."""
    quoted: bool
    """Whether one of them stands behind a quote."""


def unescaped(text: str) -> Unescaped:
    """Return a text with each reference replaced that stands for something.

    >>> unescaped("caf&eacute; &amp;amp; “&nosuch;”")
    Unescaped(text='café & “&nosuch;”', references=3, quoted=True)
    >>> unescaped("AT&T, x?a=1&copy=2")
    Unescaped(text='AT&T, x?a=1&copy=2', references=0, quoted=False)
    """
    if edit.COMPILED:
        return Unescaped(*edit.COMPILED.unescaped(text, references(), _western(), _QUOTES))
    parts = _WHOLE.split(text)
    olds, names = parts[1::3], parts[2::3]
    new: dict[str, str] = {}
    for old, name in dict(zip(olds, names, strict=True)).items():
        new[old] = ("&" if name is None else character(name)) or old
    parts[1::3] = map(new.__getitem__, olds)
    parts[2::3] = [""] * len(names)
    return Unescaped("".join(parts), len(olds), bool(olds and _QUOTED.search(text)))


@cache
def _western() -> str:
    """What the numbers from 128 on stand for; U+0000 for nothing."""
    return bytes(range(128, 160)).decode("cp1252", "replace").replace("\ufffd", "\0")
