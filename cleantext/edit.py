"""Edits: the one currency that every filter pays in.

An edit says that the characters between two positions become other characters, and why.
Everything that cleantext offers about a repair is a reading of a list of edits: the clean text
(`apply`), the way back (`undo`), and where a character came from (`to_input`, `to_output`).

Positions count code points of the text that the edits were found in. A list of edits is *sound*
when it is in order, disjoint, and each `old` is what stands in the text.
"""

from __future__ import annotations

import os
import sys
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from types import ModuleType

try:
    from cleantext import _edits
except ImportError:  # no compiler was there when the package was installed
    _edits = None  # type: ignore[assignment]

#: The compiled loops; None where they are missing, or not wanted (`CLEANTEXT_PURE=1`).
COMPILED: ModuleType | None = None if os.environ.get("CLEANTEXT_PURE") else _edits


class EditError(ValueError):
    """A list of edits that cannot be applied to the text it is given with."""


class Edit(NamedTuple):
    """The characters `old`, from `start` to `end`, become `new`; `note` says why.

    >>> Edit(3, 4, "\\x00", "", "NUL")
    Edit(start=3, end=4, old='\\x00', new='', note='NUL')
    """

    start: int
    end: int
    old: str
    new: str
    note: str = ""


def apply(text: str, edits: Sequence[Edit]) -> str:
    """Return `text` with sound `edits` made.

    >>> apply("naïve cafe", [Edit(9, 10, "e", "é")])
    'naïve café'

    Without edits the text itself comes back, not a copy:

    >>> sound = "naïve café"
    >>> apply(sound, []) is sound
    True

    Raises EditError when an edit overlaps the one before it, or does not stand in the text.
    """
    if not edits:
        return text
    if COMPILED:
        edited: str | None = COMPILED.apply(text, edits)
        if edited is not None:
            return edited
    pieces: list[str] = []
    position = 0
    for start, end, old, new, _ in edits:
        if start < position or text[start:end] != old or end - start != len(old):
            raise EditError(f"the edit {old!r} -> {new!r} at {start}:{end} does not fit the text")
        pieces.append(text[position:start])
        pieces.append(new)
        position = end
    pieces.append(text[position:])
    return "".join(pieces)


def invert(edits: Iterable[Edit]) -> list[Edit]:
    """Return the edits that lead from the edited text back to the text before.

    >>> invert([Edit(1, 2, "b", "xyz"), Edit(4, 5, "e", "")])
    [Edit(start=1, end=4, old='xyz', new='b', note=''), Edit(start=6, end=6, old='', new='e', note='')]
    """
    inverse = []
    shift = 0
    for start, end, old, new, note in edits:
        inverse.append(Edit(start + shift, start + shift + len(new), new, old, note))
        shift += len(new) - (end - start)
    return inverse


def undo(text: str, edits: Sequence[Edit]) -> str:
    """Return the text that `apply(…, edits)` made `text` from.

    >>> undo("café", [Edit(3, 5, "Ã©", "é")])
    'cafÃ©'
    """
    return apply(text, invert(edits))


def compose(first: Sequence[Edit], second: Sequence[Edit]) -> list[Edit]:
    """Return one sound list that does what `first` and then `second` do.

    `second` counts positions in the text that `first` leaves behind; the result counts positions
    in the text that `first` was given. Edits that touch or overlap become one edit, whose note
    names the notes of all of them. An edit that another undoes vanishes.

    >>> compose([Edit(0, 1, "a", "bc")], [Edit(1, 2, "c", "d")])
    [Edit(start=0, end=1, old='a', new='bd', note='')]
    >>> compose([Edit(0, 1, "a", "b")], [Edit(0, 1, "b", "a")])
    []
    """
    if not first or not second:
        return list(first or second)
    # An edit of `first` seen from the text between the two lists is its inverse.
    between = invert(first)
    # A span covers the edits of both lists that overlap; everything outside spans is untouched.
    events = sorted(
        [(edit.start, edit.end, 0, i) for i, edit in enumerate(between)]
        + [(edit.start, edit.end, 1, i) for i, edit in enumerate(second)],
        key=itemgetter(0, 1, 2),
    )
    composed: list[Edit] = []
    shift = 0  # position in the first text minus position in the text between
    index = 0
    while index < len(events):
        low, high, _, _ = events[index]
        ours: list[Edit] = []
        theirs: list[Edit] = []
        while index < len(events) and events[index][0] <= high:
            _, end, which, i = events[index]
            (theirs if which else ours).append(second[i] if which else between[i])
            high = max(high, end)
            index += 1
        # Most edits touch no other.
        if not ours and len(theirs) == 1:
            edit = theirs[0]._replace(start=low + shift, end=high + shift)
        elif not theirs and len(ours) == 1:
            _, _, new, old, note = ours[0]
            edit = Edit(low + shift, low + shift + len(old), old, new, note)
        else:
            edit = _merge(low, high, shift, ours, theirs)
        shift += sum(len(e.new) - len(e.old) for e in ours)
        if edit.old != edit.new:
            composed.append(edit)
    return composed


def _merge(low: int, high: int, shift: int, ours: list[Edit], theirs: list[Edit]) -> Edit:
    """One edit for the span low:high of the text between two lists of edits."""
    middle = _fill(low, high, ours + theirs)
    before = apply(middle, [e._replace(start=e.start - low, end=e.end - low) for e in ours])
    after = apply(middle, [e._replace(start=e.start - low, end=e.end - low) for e in theirs])
    notes = dict.fromkeys(e.note for e in ours + theirs if e.note)
    return Edit(low + shift, low + shift + len(before), before, after, "; ".join(notes))


def _fill(low: int, high: int, edits: Iterable[Edit]) -> str:
    """The text low:high, which the `old` of the edits covers without a gap."""
    pieces = [""] * (high - low)
    for edit in edits:
        pieces[edit.start - low : edit.end - low] = edit.old
    return "".join(pieces)


class OffsetMap:
    """Maps positions in the text before a sound list of edits to positions after, and back.

    A position inside replaced characters maps to where the replacement starts.

    >>> offsets = OffsetMap([Edit(3, 5, "Ã©", "é")])  # cafÃ© au lait -> café au lait
    >>> offsets.to_output(6), offsets.to_input(5)
    (5, 6)
    """

    __slots__ = ("_ends", "_input", "_output", "_output_ends")

    def __init__(self, edits: Sequence[Edit]) -> None:
        inverse = invert(edits)
        self._input = [edit.start for edit in edits]
        self._ends = [edit.end for edit in edits]
        self._output = [edit.start for edit in inverse]
        self._output_ends = [edit.end for edit in inverse]

    def to_output(self, position: int) -> int:
        """Return where the character at `position` before the edits stands after them."""
        return _map(position, self._input, self._ends, self._output, self._output_ends)

    def spans(self, spans: Iterable[tuple[int, int, *tuple[Any, ...]]]) -> list[tuple[int, int]]:
        """Return where spans before the edits stand after them; each begins with its two ends.

        >>> OffsetMap([Edit(3, 5, "Ã©", "é")]).spans([(0, 3), (6, 8)])
        [(0, 3), (5, 7)]
        """
        tables = self._input, self._ends, self._output, self._output_ends
        found = []
        low = high = shift = 0  # no edit stands between these positions
        for span in spans:
            start, end = span[0], span[1]
            if not low <= start <= end < high:
                low, high, shift = self._quiet(end)
            if low <= start <= end < high:
                found.append((start + shift, end + shift))
            else:
                found.append((_map(start, *tables), _map(end, *tables)))
        return found

    def _quiet(self, position: int) -> tuple[int, int, int]:
        """The stretch without an edit around a position, and how far it moves; empty within one."""
        index = bisect_right(self._input, position)
        if index and position < self._ends[index - 1]:
            return 0, 0, 0
        low, shift = 0, 0
        if index:
            low = self._ends[index - 1]
            shift = self._output_ends[index - 1] - low
        return low, self._input[index] if index < len(self._input) else sys.maxsize, shift

    def to_input(self, position: int) -> int:
        """Return where the character at `position` after the edits stood before them."""
        return _map(position, self._output, self._output_ends, self._input, self._ends)


def _map(
    position: int, starts: list[int], ends: list[int], to_starts: list[int], to_ends: list[int]
) -> int:
    index = bisect_right(starts, position) - 1
    if index < 0:
        return position
    if position < ends[index]:
        return to_starts[index]
    return position - ends[index] + to_ends[index]
