"""A page as a whole: what its markup said about every block, and what is decided from it."""

from __future__ import annotations

from functools import cached_property
from operator import sub
from typing import TYPE_CHECKING

from cleantext.document import Block, Element

if TYPE_CHECKING:
    from array import array
    from collections.abc import Mapping

    from cleantext.markup.content import Judgement
    from cleantext.markup.head import Head
    from cleantext.markup.parse import Event
    from cleantext.markup.walk import Tree

#: Columns of a block's evidence: its span, its container, the elements around it, the hints of the
#: three innermost named ones and of all, depth, links, characters in links, images, fields, line
#: breaks; then how many characters of each kind, words, and the kinds of the first and last character.
START, END, CONTAINER, TAGS, HINTS, SECOND, THIRD, EVERY, DEPTH = range(9)
LINKS, LINK_CHARS, IMAGES, FIELDS, ROWS, KINDS = range(9, 15)
WORDS, FIRST, LAST = range(24, 27)
COLUMNS = 27
#: Of what a page says of itself so many characters are compared with what it hides.
MUCH = 1 << 16


class Veil:
    """An element that hides all that it holds: how, which blocks, and the nodes of its links."""

    __slots__ = ("_tree", "blocks", "how", "links", "node")

    def __init__(self, how: str, tree: Tree, node: int) -> None:
        self.how = how
        self._tree = tree
        self.node = node
        self.blocks: list[int] = []
        self.links: list[int] = []

    @property
    def attributes(self) -> Mapping[str, str | None]:
        """What its start tag says."""
        return self._tree.attributes(self.node)

    @property
    def element(self) -> Element:
        """The element, which knows those around it."""
        return self._tree.element(self.node)

    @property
    def tag(self) -> str:
        """The name of the element."""
        return self._tree.called(self.node)[0]

    @property
    def id(self) -> str:
        """The `id` of the element, or nothing."""
        return self._tree.called(self.node)[2] or ""

    @property
    def kind(self) -> tuple[object, ...]:
        """What makes hidden elements parts of one component: how, tag, and names, or their parent's."""
        (tag, *own), (_, *outer) = self._tree.tags.names_of(self.node)
        named = any(own)
        return self.how, tag, named, *(own if named else outer)

    @property
    def weak(self) -> bool:
        """Whether a reader sees what is inside, under some conditions."""
        return self.how in ("noscript", "aria-hidden")


class Page:
    """What is known of a page, as it came in: it does not change when filters remove blocks.

    `text` is its full text, `tree` its elements, `head` what it says of itself; `evidence` has a row
    of numbers for each block, one behind the other, `containers` the parent, the first block and the
    one behind the last of each element that is a block, `veils` are the elements that hide, and `owners` the
    node that each block begins in and the number of what hides it, from 1. `include` says which of title,
    byline and captions are wanted; None leaves that to the model.
    """

    def __init__(
        self,
        html: str | bytes,
        parser: str,
        text: str,
        tree: Tree,
        head: Head,
        evidence: array[int],
        containers: array[int],
        veils: list[Veil],
        owners: memoryview,
        include: frozenset[str] | None = None,
    ) -> None:
        self._html = html
        self._parser = parser
        self.text = text
        self.tree = tree
        self.head = head
        self.evidence = evidence
        self.count = len(evidence) // COLUMNS
        self.containers = containers
        self.include = include
        self.veils = [veil for veil in veils if veil.blocks]
        self._owners = owners
        self._columns: dict[int, list[int]] = {}
        self._hows = [veil.how for veil in veils]

    @cached_property
    def rows(self) -> list[list[int]]:
        """The evidence, a list a block."""
        numbers = self.evidence.tolist()
        return [numbers[place : place + COLUMNS] for place in range(0, len(numbers), COLUMNS)]

    def column(self, number: int) -> list[int]:
        """Return one kind of evidence, a number a block."""
        found = self._columns.get(number)
        if found is None:
            found = self._columns[number] = self.evidence[number::COLUMNS].tolist()
        return found

    def blocks(self) -> tuple[Block, ...]:
        """Return the blocks, as a document has them."""
        nodes, veils = self._owners[::2].tolist(), self._owners[1::2].tolist()
        links, chars = self.column(LINKS), self.column(LINK_CHARS)
        hows = ["", *self._hows]
        columns = self.starts, self.ends, veils, links, chars, nodes
        return tuple(
            Block(start, end, hows[veil], links, chars, number, self.tree, node)
            for number, (start, end, veil, links, chars, node) in enumerate(
                zip(*columns, strict=True)
            )
        )

    @cached_property
    def starts(self) -> list[int]:
        """Where each block begins in the text."""
        return self.column(START)

    @cached_property
    def ends(self) -> list[int]:
        """Where each block ends in the text."""
        return self.column(END)

    @cached_property
    def sizes(self) -> list[int]:
        """How many characters each block has."""
        return list(map(sub, self.ends, self.starts))

    @cached_property
    def told(self) -> str:
        """What it says of itself in its description and in JSON-LD, as much as counts."""
        return "\n".join([self.head.description, *self.head.data])[:MUCH]

    @cached_property
    def tape(self) -> list[Event]:
        """The page's events, in document order."""
        from cleantext.markup.parse import events

        return events(self._html, self._parser)

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
    def dropped(self) -> dict[int, str]:
        """The blocks that are not main content, for less than to say why."""
        from cleantext.markup.regions import chrome

        return self.__dict__.get("chrome") or chrome(self, told=False)

    @cached_property
    def judgement(self) -> Judgement | None:
        """What the model of main content says; None of a page that tells it nothing."""
        from cleantext.markup.regions import judgement

        return judgement(self)
