"""The lines of a text that may be mojibake, and what they are where that takes no model.

One look for all filters that restore mojibake: they share the search, and what it says of a line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleantext.document import Document
from cleantext.misread import may_be_utf8, settled
from cleantext.odd_lines import Odd, OddLines, mostly_odd, odd_lines
from cleantext.sequences import is_implausible
from cleantext.unread import strictly

#: So many lines are kept, so that each filter need not make them anew.
_FEW = 1 << 12
#: Of a text that was misread as a whole, one line in so many may not show it.
_FEW_OF = 8


class Suspect(NamedTuple):
    """A line in which something odd stands at `place`; `restored` if all of it is UTF-8 misread.

    A sequence of characters that tells UTF-8 read amiss can stand at `glimpse` or behind it, not where that is -1.
    """

    start: int
    end: int
    text: str
    place: int
    doubtful: bool
    glimpse: int
    restored: str | None


class Suspects:
    """The suspected lines of a text, in order, each made when it is asked for."""

    def __init__(self, odd: OddLines, known: dict[str, str | None]) -> None:
        self._odd = odd
        self._known = known
        self._made: list[Suspect] | None = None

    def __len__(self) -> int:
        return len(self._odd)

    def __getitem__(self, number: int) -> Suspect:
        return self._made[number] if self._made else self._suspect(self._odd[number])

    def __iter__(self) -> Iterator[Suspect]:
        if len(self._odd) > _FEW:
            return map(self._suspect, self._odd)
        if self._made is None:
            self._made = list(map(self._suspect, self._odd))
        return iter(self._made)

    @property
    def places(self) -> Sequence[int]:
        """Where in the text something odd stands, for each line; to tell without making them."""
        return self._odd.places

    @property
    def glimpsed(self) -> bool:
        """Whether any may be misread, and restored."""
        return self._odd.glimpsed

    def misread(self) -> Iterator[Suspect]:
        """Yield those that are misread, for less than looking at all."""
        if not self._odd.glimpsed:
            return iter(())
        return (
            each
            for each in self
            if each.restored is not None
            or (each.glimpse >= 0 and is_implausible(each.text, each.glimpse))
        )

    def _suspect(self, odd: Odd) -> Suspect:
        line, glimpse = odd.text, odd.glimpse
        restored = None
        # Most lines begin in a way that tells that they were not read amiss as a whole.
        if glimpse >= 0 and may_be_utf8(line, "cp1252", "latin-1"):
            restored = self._known.get(line, "")
            if restored == "":
                if len(self._known) >= _FEW:
                    self._known.clear()
                misread = is_implausible(line, glimpse)
                restored = self._known[line] = _reread(line) if misread else None
        return Suspect(*odd, restored)


def suspects(document: Document) -> Suspects:
    """Return the lines of a document that hold things that sound text does not, in order.

    A fact, to be shared by filters.

    >>> [each.restored for each in suspects(Document("sound\\ncafÃ©\\npøíliš"))]
    ['café', None]
    """
    return Suspects(odd_lines(document), document.known("misread lines"))


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
    if fixed is None:
        return None
    odd = [line for line in text.split("\n") if not line.isascii()]
    # Bytes of all of them are UTF-8; in some lines nothing shows that but a letter at the end of a word.
    plausible = len(odd) - sum(map(is_implausible, odd))
    return fixed if plausible * _FEW_OF <= len(odd) else None


def restored(line: str) -> str | None:
    """Return the text of a line all of which is UTF-8 read as latin-1 or windows-1252.

    None if that is not so, or leaves a line that is to be looked at again.

    >>> restored("cafÃ©"), restored("café")
    ('café', None)
    """
    return _reread(line) if is_implausible(line) else None


def _reread(line: str) -> str | None:
    """The same, of a line that holds what tells UTF-8 read amiss."""
    if not may_be_utf8(line, "cp1252", "latin-1"):
        return None
    fixed = strictly(line, "cp1252")
    if fixed is None:
        fixed = strictly(line, "latin-1")
    if (
        not isinstance(fixed, str)
        or "\x1a" in fixed
        or not all(map(settled, filter(is_implausible, fixed.split("\n"))))
    ):
        return None
    return fixed
