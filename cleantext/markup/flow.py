"""From the tree of a page to its text, in blocks, as a browser would lay it out."""

from __future__ import annotations

import re
import unicodedata
from array import array
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from cleantext.markup.elements import COMPILED, all_hint_bits
from cleantext.markup.walk import (
    BIT_SHIFT,
    BREAKS,
    CELL,
    COLUMNS,
    EMPTY,
    FIELD,
    HAS_HREF,
    IMAGE,
    KEEPS,
    LINK,
    PARAGRAPH,
    READING,
    ROW,
    SILENCES,
    TEXT,
    Tree,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy import ndarray

#: What characters are told apart by; up to DIGIT they make words.
LOWER, UPPER, LETTER, DIGIT, SPACE, STOP, COMMA, BAR, OTHER, MARK = range(10)
KINDS = 10
_STOPS = ".!?…。！？।॥؟։።"
_COMMAS = ",;:،、，；：؛"
_BARS = "|›»>/•·→–—-#+*©$€£¥₹%@"

# Line ends and blanks that HTML folds into one; other spaces are content.
_FOLDED = " \t\n\r\f"
_SPACE = re.compile(f"[{_FOLDED}]+")


class Flow(NamedTuple):
    """The text of a page, and its blocks."""

    text: str
    blocks: array[int]
    """Numbers, a row a block; the columns are named in `markup.page`."""
    containers: array[int]
    """Parent, first block, and the one behind the last, of each element that is a block."""
    owners: memoryview
    """The node in which each block begins, and the number of what hides it, 0 for nothing."""
    links: memoryview
    """The number of what hides a link, and the link's node."""


_CATEGORIES = {
    "Ll": LOWER,
    **dict.fromkeys(("Lu", "Lt"), UPPER),
    **dict.fromkeys(("Lm", "Lo"), LETTER),
    **dict.fromkeys(("Mn", "Mc", "Me"), MARK),
    **dict.fromkeys(("Nd", "Nl", "No"), DIGIT),
    **dict.fromkeys(("Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Cn"), SPACE),
}


@cache
def classes() -> bytes:
    """Return the kind of each character of the basic plane; the last stands for all beyond."""
    categories = map(unicodedata.category, map(chr, range(0xFFFF)))
    table = bytearray([_CATEGORIES.get(category, OTHER) for category in categories])
    table.append(OTHER)
    for kind, characters in ((STOP, _STOPS), (COMMA, _COMMAS), (BAR, _BARS)):
        for character in characters:
            table[ord(character)] = kind
    return bytes(table)


def flow(tree: Tree, veiled: bytes) -> Flow:
    """Return the text of a page and its blocks; `veiled` says what hides each node.

    White space is folded as a browser does it, paragraphs are parted by a blank line, cells by a
    tab, and readings stand in brackets.
    """
    hints, named = all_hint_bits(tree.names)
    if isinstance(tree.source, bytes):
        assert COMPILED  # which read the page
        built = COMPILED.build(tree.source, tree.nodes, veiled, hints, named, classes())
    else:
        built = Builder(tree, veiled, hints, named).build()
    text, blocks, containers, owners, links = built
    return Flow(
        text,
        array("q", blocks),
        array("q", containers),
        memoryview(owners).cast("i"),
        memoryview(links).cast("i"),
    )


def spans(tree: Tree, veiled: bytes) -> dict[int, tuple[int, int]]:
    """Return where each text of a tape stands in the text of its page, by its place on the tape."""
    hints, named = all_hint_bits(tree.names)
    builder = Builder(tree, veiled, hints, named)
    builder.build()
    return builder.spans


#: Columns of a block that its element and what stands in it give, and all with those of its characters.
_OWN = 14
WIDTH = _OWN + KINDS + 3


class _Open(NamedTuple):
    """What an element hands on to what it holds."""

    tag: int
    last: int
    node: int
    veil: int
    container: int
    tags: int
    own: int
    second: int
    third: int
    every: int
    depth: int
    state: int


class Builder:
    """Gathers text and blocks while nodes go by: what `build` of cleantext/native/pages_build.c does.

    `spans` says afterwards where each text of the page's tape stands, by its place there.
    """

    def __init__(self, tree: Tree, veiled: bytes, hints: bytes, named: bytes) -> None:
        assert isinstance(tree.source, list)
        self._tape = tree.source
        self._nodes = memoryview(tree.nodes).cast("i").tolist()
        self._veils = memoryview(veiled).cast("i").tolist()
        self._hints = memoryview(hints).cast("Q").tolist()
        self._named = named
        self.spans: dict[int, tuple[int, int]] = {}
        self._text: list[str] = []
        self._blocks: list[tuple[int, ...]] = []
        self._containers: list[list[int]] = [[0, 0, 0]]
        self._owners: list[tuple[int, int]] = []
        self._links: list[tuple[int, int]] = []
        self._length = 0
        self._gap = ""  # what parts the next text from the last
        self._first: _Open | None = None  # where the block that is being gathered began
        self._start = 0
        self._reset()
        self._opened = [_Open(0, 1 << 40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)]

    def _reset(self) -> None:
        self._block_links = self._link_chars = self._images = self._fields = self._rows = 0

    def build(self) -> tuple[str, bytes, bytes, bytes, bytes]:
        """Return text, blocks, containers, owners and links, as bytes."""
        for number, node in self._each():
            tag, _, last, place, _, name, flags = node
            inside = self._opened[-1]
            if tag == TEXT:
                event = self._tape[place]
                assert type(event) is str
                if not inside.state & SILENCES:
                    self._take(event, inside, place)
            elif not tag & BREAKS and tag & EMPTY:
                self._count(tag)
            else:
                self._begin(number, tag, last, name, flags, inside)
        self._close()
        self._containers[0][2] = len(self._blocks)
        import numpy as np

        text = "".join(self._text)
        blocks = np.array(self._blocks, np.int64).reshape(-1, _OWN)
        return (
            text,
            np.concatenate((blocks, tallies(text, blocks)), axis=1).tobytes(),
            np.array(self._containers, np.int64).tobytes(),
            np.array(self._owners, np.int32).tobytes(),
            np.array(self._links, np.int32).tobytes(),
        )

    def _each(self) -> Iterator[tuple[int, list[int]]]:
        """Yield each node with its number, ending the elements that end before it."""
        nodes = self._nodes
        total = len(nodes) // COLUMNS
        for number in range(total + 1):
            while self._opened[-1].last <= number:
                self._end(self._opened[-1])
                self._opened.pop()
            if number < total:
                yield number, nodes[COLUMNS * number : COLUMNS * number + COLUMNS]

    def _begin(self, number: int, tag: int, last: int, name: int, flags: int, outer: _Open) -> None:
        kind = tag & BREAKS
        veil = self._veils[number]
        if veil < 0:
            veil = outer.veil
        own, second, third, every = outer.own, outer.second, outer.third, outer.every
        if self._named[name] or kind:
            second, third = own or second, second
            own = self._hints[name] if self._named[name] else 0
            every |= own
        container = outer.container
        if kind:
            self._break(kind)
            if kind != CELL:
                container = len(self._containers)
                self._containers.append([outer.container, len(self._blocks), 0])
        elif tag & LINK and flags & HAS_HREF:
            self._block_links += 1
            if veil:
                self._links.append((veil, number))
        bit = tag >> BIT_SHIFT
        made = _Open(
            tag,
            last,
            number,
            veil,
            container,
            outer.tags | (1 << bit >> 1),
            own,
            second,
            third,
            every,
            outer.depth + 1,
            outer.state | tag & (SILENCES | KEEPS | LINK),
        )
        if not kind and tag & READING:
            # A reading stands in brackets behind what it reads.
            self._write("(", made, "")
        self._opened.append(made)

    def _end(self, closed: _Open) -> None:
        kind = closed.tag & BREAKS
        if kind:
            self._break(kind)
            self._containers[closed.container][2] = len(self._blocks)
        elif closed.tag & READING:
            self._write(")", closed, "")

    def _count(self, tag: int) -> None:
        """Take note of an element that holds nothing."""
        if tag & IMAGE:
            self._images += 1
        elif tag & FIELD:
            self._fields += 1
        elif tag & ROW:
            if self._gap == "\n":
                # Two line breaks are how a paragraph ends where nobody writes <p>.
                self._close()
                self._gap = "\n\n"
            elif "\n" not in self._gap:
                self._gap = "\n"
            self._rows += 1

    def _break(self, kind: int) -> None:
        """End the block where an element that stands apart begins or ends."""
        if kind == CELL:
            if "\n" not in self._gap:
                self._gap = "\t"
            return
        self._close()
        if kind == PARAGRAPH:
            self._gap = "\n\n"
        elif "\n" not in self._gap:
            self._gap = "\n"

    def _take(self, text: str, inside: _Open, place: int) -> None:
        after = ""
        if inside.state & KEEPS:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        elif not text or text.isspace():
            if text and not self._gap:
                self._gap = " "
            return
        else:
            if text[0] in _FOLDED and not self._gap:
                self._gap = " "
            if text[-1] in _FOLDED:
                after = " "
            text = text.strip(_FOLDED)
            if "\n" in text or "  " in text or "\t" in text or "\r" in text or "\f" in text:
                text = _SPACE.sub(" ", text)
        if text:
            self._write(text, inside, after)
            self.spans[place] = self._length - len(text), self._length

    def _write(self, text: str, inside: _Open, after: str) -> None:
        if self._first and self._first.veil != inside.veil:
            self._close()
        if self._length:
            self._text.append(self._gap)
            self._length += len(self._gap)
        if not self._first:
            self._first, self._start = inside, self._length
        self._text.append(text)
        self._length += len(text)
        if inside.state & LINK:
            self._link_chars += len(text)
        self._gap = after

    def _close(self) -> None:
        first = self._first
        if first:
            hints = first.own, first.second, first.third, first.every
            counts = self._block_links, self._link_chars, self._images, self._fields, self._rows
            own = first.container, first.tags, *hints, first.depth
            self._blocks.append((self._start, self._length, *own, *counts))
            self._owners.append((first.node, first.veil))
            self._first = None
            self._reset()


def tallies(text: str, blocks: ndarray[Any, Any]) -> ndarray[Any, Any]:
    """Return of each block how many characters of each kind it has, its words, first and last kind."""
    import numpy as np

    count = len(blocks)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    kinds = np.frombuffer(classes(), np.uint8)[np.minimum(codes, 0xFFFF)]
    # Number every character by its block; what stands between blocks goes to one behind the last.
    owners = np.full(2 * count + 1, count, np.int64)
    owners[1::2] = np.arange(count)
    borders = np.zeros(2 * count + 2, np.int64)
    borders[1:-1] = blocks[:, :2].ravel()
    borders[-1] = len(codes)
    owner = np.repeat(owners, np.diff(borders))
    counts = np.bincount(owner * KINDS + kinds, minlength=(count + 1) * KINDS)
    wordy = kinds <= DIGIT
    begins = wordy.copy()
    begins[1:] &= ~wordy[:-1]
    words = np.bincount(owner[begins], minlength=count + 1)
    found = np.empty((count, KINDS + 3), np.int64)
    found[:, :KINDS] = counts.reshape(count + 1, KINDS)[:count]
    found[:, KINDS] = words[:count]
    found[:, KINDS + 1] = kinds[blocks[:, 0]]
    found[:, KINDS + 2] = kinds[blocks[:, 1] - 1]
    return found
