"""Taking stretches out of a text without leaving a gap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import repeat
from typing import NamedTuple

from cleantext import edit
from cleantext.edit import Edit


class Cut(NamedTuple):
    """The characters from `start` to `end` shall go, because of `note`."""

    start: int
    end: int
    note: str


def cut(
    text: str, cuts: Iterable[tuple[int, int, str]], compiled: bool | None = None
) -> Iterable[Edit]:
    """Return the edits that make cuts, which are in order and disjoint; plain tuples will do.

    White space that served only what goes is taken along: whole lines go with the break and the
    blank lines behind them, those at the end of the text with what is before them, and a phrase
    within a line with one of the spaces around it. The line that follows keeps its indentation.
    `compiled` asks for one way to find them or the other.

    >>> from cleantext.edit import apply
    >>> text = "menu\\n\\ntitle\\n\\n    prose, spam, prose\\n\\nfooter\\n"
    >>> cuts = [Cut(0, 4, "menu"), Cut(24, 29, "spam"), Cut(37, 43, "footer")]
    >>> apply(text, list(cut(text, cuts)))
    'title\\n\\n    prose, prose\\n'
    """
    if edit.COMPILED and compiled is not False:
        found: list[Edit] = edit.COMPILED.cut(Edit, text, list(cuts))
        return found
    return _cut(text, cuts)


def _cut(text: str, cuts: Iterable[tuple[int, int, str]]) -> Iterator[Edit]:
    group: list[tuple[int, int, str]] = []
    last = 0
    for each in cuts:
        if group and text[last : each[0]].strip():
            yield from _make(text, group)
            group = []
        group.append(each)
        last = each[1]
    if group:
        yield from _make(text, group)


def _make(text: str, group: list[tuple[int, int, str]]) -> Iterator[Edit]:
    """One edit for each of some cuts that have nothing but white space between them."""
    low, high = _widen(text, group[0][0], group[-1][1])
    starts = [low, *[start for start, _, _ in group[1:]]]
    ends = [*starts[1:], high]
    olds = map(text.__getitem__, map(slice, starts, ends))
    notes = [note for _, _, note in group]
    # A page loses hundreds of blocks.
    made = map(Edit._make, zip(starts, ends, olds, repeat(""), notes, strict=False))
    return (each for each in made if each.old)


def _widen(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch to take out so that what is left around start:end is parted as it was."""
    before, after = start, end
    while before and text[before - 1].isspace():
        before -= 1
    while after < len(text) and text[after].isspace():
        after += 1
    next_line = text.rfind("\n", end, after) + 1
    if before == 0:
        return 0, next_line or after
    if after == len(text):
        return before, len(text) - text.endswith("\n")
    own_line = text.rfind("\n", before, start) + 1
    if own_line and next_line:
        return own_line, next_line
    if own_line or before < start:
        return start, after
    if next_line:
        return before, end
    return start, end
