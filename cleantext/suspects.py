"""The lines of a text that may be mojibake, and what they are where that takes no model.

One look for all filters that restore mojibake: they share the search, and what it says of a line.
"""

from __future__ import annotations

from typing import NamedTuple

from cleantext.charmaps import encode
from cleantext.contexts import mostly_odd, odd_lines
from cleantext.document import Document
from cleantext.misread import implausible, settled


class Suspect(NamedTuple):
    """A line in which something odd stands at `place`; `restored` if all of it is UTF-8 misread.

    `misread` says whether it holds a sequence of characters that tells UTF-8 read amiss.
    """

    start: int
    end: int
    text: str
    place: int
    doubtful: bool
    misread: bool
    restored: str | None


def suspects(document: Document) -> list[Suspect]:
    """Return the lines of a document that hold things that sound text does not, in order.

    A fact, to be shared by filters.

    >>> [each.restored for each in suspects(Document("sound\\ncafÃ©\\npøíliš"))]
    ['café', None]
    """
    found = []
    known: dict[str, tuple[bool, str | None]] = {}  # many texts repeat their lines
    search = implausible().search
    for start, end, line, place, doubtful in odd_lines(document):
        if line not in known:
            misread = search(line) is not None
            known[line] = misread, _reread(line) if misread else None
        found.append(Suspect(start, end, line, place, doubtful, *known[line]))
    return found


def whole(document: Document) -> str | None:
    """Return the text of a document whose lines are ASCII or UTF-8 read as windows-1252, all of them.

    None if that is not so. A fact, to be shared by filters, that spares them looking at the lines.

    >>> whole(Document("cafÃ© " * 40)) == "café " * 40, whole(Document("cafÃ© and café"))
    (True, None)
    """
    text = document.text
    if not mostly_odd(text):
        return None
    fixed = restored(text)
    if fixed is not None:
        search = implausible().search
        if all(line.isascii() or search(line) for line in text.split("\n")):
            return fixed
    return None


def restored(line: str) -> str | None:
    """Return the text of a line all of which is UTF-8 read as latin-1 or windows-1252.

    None if that is not so, or leaves a line that is to be looked at again.

    >>> restored("cafÃ©"), restored("café")
    ('café', None)
    """
    return _reread(line) if implausible().search(line) else None


def _reread(line: str) -> str | None:
    """The same, of a line that holds what tells UTF-8 read amiss."""
    search = implausible().search
    data = encode(line, "cp1252") or encode(line, "latin-1")
    if not data:
        return None
    try:
        fixed = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if "\x1a" in fixed or not all(map(settled, filter(search, fixed.split("\n")))):
        return None
    return fixed
