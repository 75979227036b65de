"""Where a text holds what sound text does not, found in one call of the compiled loop (`native/scan_odd.c`).

The loop knows what each character between its neighbours is from a table; what is not in there is told by
`cleantext.contexts`, and the loop asked again. `cleantext.odd_lines` has the twin.
"""

from __future__ import annotations

from array import array
from threading import local
from typing import NamedTuple

from cleantext import scan
from cleantext.contexts import KINDS
from cleantext.triples import Told, Triples

#: So much is known to the loop at once.
_KNOWN = 1 << 15
#: How much of a text, and how many odd things in it, tell whether it is mostly damaged.
BEGINNING, FEW = 998, 24


class OddPlaces(NamedTuple):
    """The sum of what was met, and places in order: one of each line that is odd, and all where something else is.

    `misread`, where UTF-8 may be read amiss, is None if nearly every line is odd; then nothing else was looked for.
    """

    kinds: int
    odd: array[int]
    misread: array[int] | None
    swapped: array[int]
    visiting: array[int]


_NO_PLACES: array[int] = array("q")
_NOTHING = OddPlaces(0, _NO_PLACES, _NO_PLACES, _NO_PLACES, _NO_PLACES)


def odd_places(
    text: str, search: Triples, eastern: bool, homely: str, strangers: str
) -> OddPlaces | None:
    """Return where a text is odd; None where the loop cannot tell, as where it is missing.

    `search` finds what is looked at; `homely` are letters that are at home in the text, `strangers` such as are not.
    What nothing can come of the search is told to pass over.
    """
    found = _asked(text, search, eastern, homely, strangers)
    if found is None or not found:
        return found if found is None else _NOTHING
    kinds, odd, misread, swapped, visiting = found
    if misread is None:
        return OddPlaces(kinds, array("q", odd), None, _NO_PLACES, _NO_PLACES)
    return OddPlaces(kinds, *[array("q", each) for each in (odd, misread, swapped, visiting)])


def is_mostly_odd(text: str, search: Triples) -> bool | None:
    """Return whether the beginning of a text holds many odd things; None where the loop cannot tell."""
    found = _asked(text[: BEGINNING + 1], search, False, "", "")
    if found is None or not found:
        return None if found is None else False
    return found[2] is None


_Found = tuple[int, bytes, bytes | None, bytes, bytes]


def _asked(
    text: str, search: Triples, eastern: bool, homely: str, strangers: str
) -> _Found | tuple[()] | None:
    """What the loop says; nothing where it met nothing."""
    if scan.COMPILED is None:
        return None
    told = _told()
    tables = search.members, search.known, told.slots, told.kinds
    found = scan.COMPILED.odd(text, *tables, eastern, homely, strangers, BEGINNING, FEW)
    if isinstance(found, set):
        told.tell({three: KINDS[three] for three in found})
        found = scan.COMPILED.odd(text, *tables, eastern, homely, strangers, BEGINNING, FEW)
        if isinstance(found, set):
            return None
    if not found:
        return None if found is None else ()
    *places, sound = found
    if sound:
        search.pass_over(sound)
    met: _Found = tuple(places)
    return met


class _OfThread(local):
    """A table of its own for each thread: one that another is adding to says for a moment what is not so."""

    def __init__(self) -> None:
        self.told = Told(_KNOWN)


_OF_THREAD = _OfThread()


def _told() -> Told:
    return _OF_THREAD.told
