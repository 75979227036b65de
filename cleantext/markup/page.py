"""A page as a whole: what its markup said about every block, and what is decided from it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from cleantext.document import Element

if TYPE_CHECKING:
    from cleantext.markup.content import Judgement
    from cleantext.markup.head import Head
    from cleantext.markup.parse import Event

#: Start, end, container, tags, the hints of the three innermost named elements and of all, depth,
#: links, characters in links, images, fields, line breaks: a row of numbers a block.
Evidence = tuple[int, ...]


class Veil:
    """An element that hides all that it holds: how, which blocks, and where its links lead."""

    __slots__ = ("blocks", "element", "how", "links")

    def __init__(self, how: str, element: Element) -> None:
        self.how = how
        self.element = element
        self.blocks: list[int] = []
        self.links: list[str] = []

    @property
    def weak(self) -> bool:
        """Whether a reader sees what is inside, under some conditions."""
        return self.how in ("noscript", "aria-hidden")


class Page:
    """What is known of a page, as it came in: it does not change when filters remove blocks.

    `text` is its full text, `tape` its events, `head` what it says of itself; `evidence` has a row
    of numbers for each block, `containers` the parent, the first block and the one behind the last
    of each element that is a block, `veils` are the elements that hide. `include` says which of title,
    byline and captions are wanted; None leaves that to the model.
    """

    def __init__(
        self,
        text: str,
        tape: list[Event],
        head: Head,
        evidence: list[Evidence],
        containers: list[list[int]],
        veils: list[Veil],
        include: frozenset[str] | None = None,
    ) -> None:
        self.text = text
        self.tape = tape
        self.head = head
        self.evidence = evidence
        self.containers = containers
        self.include = include
        self.veils = [veil for veil in veils if veil.blocks]

    @cached_property
    def hidden(self) -> dict[int, str]:
        """Why a block that no reader sees shall go, by its number."""
        from cleantext.markup.hiding import hidden

        return hidden(self) if self.veils else {}

    @cached_property
    def chrome(self) -> dict[int, str]:
        """Why a block that is not main content shall go, by its number."""
        from cleantext.markup.regions import chrome

        return chrome(self)

    @cached_property
    def judgement(self) -> Judgement | None:
        """What the model of main content says; None of a page that tells it nothing."""
        from cleantext.markup.regions import judgement

        return judgement(self)
