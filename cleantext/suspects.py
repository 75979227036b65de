"""The lines of a text that may be mojibake, and what they are where that takes no model.

One look for all filters that restore mojibake: they share the search, and what it says of a line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from cleantext.document import Document
from cleantext.misread_lines import (
    Known,
    Look,
    Misread,
    certain_lines,
    first_look,
    misread_lines,
    reread,
)
from cleantext.odd_lines import Odd, OddLines, mostly_odd, odd_lines
from cleantext.sequences import implausible_lines, is_implausible

#: So many lines are kept, so that each filter need not make them anew.
_FEW = 1 << 12
#: Of so many lines it is told at once what they were.
_SOME = 12
#: Of a text that was misread as a whole, one line in so many may not show it.
_FEW_OF = 8


class Suspects:
    """The suspected lines of a text, in order, each made when it is asked for."""

    def __init__(self, text: str, odd: OddLines, known: Known) -> None:
        self._text, self._odd, self._known = text, odd, known
        self._made: dict[int, Odd] = {}

    def __len__(self) -> int:
        return len(self._odd)

    def __getitem__(self, number: int) -> Odd:
        found = self._made.get(number)
        if found is None:
            found = self._odd[number]
            if len(self._made) < _FEW:
                self._made[number] = found
        return found

    def __iter__(self) -> Iterator[Odd]:
        return map(self.__getitem__, range(len(self._odd)))

    def is_doubtful(self, number: int) -> bool:
        """Whether a line has a word that would be one in another charset."""
        return self._odd.is_doubtful(number)

    @property
    def places(self) -> Sequence[int]:
        """Where in the text something odd stands, for each line; to tell without making them."""
        return self._odd.places

    @property
    def glimpsed(self) -> bool:
        """Whether any may be misread, and restored."""
        return self._odd.glimpsed

    @cached_property
    def _look(self) -> Look | None:
        return first_look(self._text, self._odd) if self.glimpsed else None

    @cached_property
    def _misread(self) -> tuple[bytes, list[Misread]]:
        return misread_lines(self._text, self._odd, self._known, self._look)

    @cached_property
    def certain(self) -> bytes:
        """1 for each that is UTF-8 misread, all of it, or was before bytes were lost: no model need be asked. 0 for others."""
        # What few lines were takes little more than that they are certain, and is asked for next as a rule.
        look = self._look if len(self._odd) <= _SOME else None
        return certain_lines(self._text, self._odd, self._known, look)

    def misread(self) -> list[Misread]:
        """Return those that are UTF-8 read amiss, and what they were."""
        return self._misread[1]


def suspects(document: Document) -> Suspects:
    """Return the lines of a document that hold things that sound text does not, in order.

    A fact, to be shared by filters.

    >>> found = suspects(Document("sound\\ncafÃ©\\npøíliš"))
    >>> [each.text for each in found], list(found.certain)
    (['cafÃ©', 'pøíliš'], [1, 0])
    """
    return Suspects(document.text, odd_lines(document), document.known("misread lines"))


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
    # Bytes of all of them are UTF-8; in some lines nothing shows that but a letter at the end of a word.
    odd, showing = implausible_lines(text)
    return fixed if (odd - len(showing)) * _FEW_OF <= odd else None


def restored(line: str) -> str | None:
    """Return the text of a line all of which is UTF-8 read as latin-1 or windows-1252.

    None if that is not so, or leaves a line that is to be looked at again.

    >>> restored("cafÃ©"), restored("café")
    ('café', None)
    """
    return reread(line) if is_implausible(line) else None
