"""Blocks that say on another part of a page what an earlier block has said.

Pages are written for screens of several sizes at once, with a description, a table and a list of
answers for each of them, and a reader sees one. The first of them is enough. A refrain, a line of a
table and a rule of a game stand in one part, and stay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleantext.markup.page import COLUMNS, CONTAINER, WORDS

if TYPE_CHECKING:
    from cleantext.markup.page import Page

#: Of fewer words much is said twice.
FEW = 6
#: So many steps up, not counting containers that hold no more than what they stand in, is the part of the
#: page that a block belongs to.
STEPS = 2
#: How many containers that hold the same are gone through at most.
_DEEPEST = 8


def repeated(page: Page) -> dict[int, int]:
    """Return the number of the block that said the same before, for each that is seen and repeats it.

    >>> from cleantext.markup import flatten
    >>> says = "The bridge is open again for all."
    >>> wide = f"<section><h2>Wide</h2><div><p>{says}<p>More.</div></section>"
    >>> repeated(flatten(wide + wide.replace("Wide", "Narrow")).page)
    {4: 1}
    >>> repeated(flatten(f"<article><p>{says}<p>And<p>{says}</article><p>More.").page)
    {}
    """
    text, hidden = page.text, page.hidden
    first: dict[str, int] = {}
    found = {}
    starts, ends = page.starts, page.ends
    for number in [number for number, words in enumerate(page.column(WORDS)) if words >= FEW]:
        if number not in hidden:
            before = first.setdefault(text[starts[number] : ends[number]], number)
            if before != number and _part(page, before) != _part(page, number):
                found[number] = before
    return found


def _part(page: Page, number: int) -> int:
    """The container that stands for the part of the page where a block is."""
    held = page.containers
    at = page.evidence[COLUMNS * number + CONTAINER]
    for _ in range(STEPS):
        for _ in range(_DEEPEST):
            outer = held[3 * at]
            if held[3 * outer + 2] - held[3 * outer + 1] != held[3 * at + 2] - held[3 * at + 1]:
                break
            at = outer
        at = held[3 * at]
    return at
