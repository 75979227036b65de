"""The elements and texts of a page, as rows of numbers.

A page has thousands of elements, and few of them matter. `read` notes each that does as a row of
`nodes`, and keeps the names that programmers gave once each, because many elements share theirs.
What an element's other attributes say is looked up when somebody asks.

There are two ways to read. The compiled one lets lexbor write the page anew, with every element
closed and every value quoted, and goes over that once, in C (`cleantext/native`). The other goes
over a tape of events. Both give the same, a property test sees to it.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from cleantext.document import Element
from cleantext.markup.elements import (
    CELLS,
    COMPILED,
    LINES,
    PARAGRAPHS,
    PREFORMATTED,
    SILENT,
    TAG_BIT,
    Names,
    split,
)
from cleantext.markup.parse import LEFT_OUT, Event, events, harmless, in_order, source, utf8

#: Columns of a node: what its tag is, its parent, the node behind what it holds, where it stands in
#: the source, and ends, the number of its names, and what is known of its attributes.
TAG, PARENT, LAST, PLACE, STOP, NAME, FLAGS = range(7)
COLUMNS = 7

# What is known of a tag, in the bits of a number; native/pages.h has the same.
PARAGRAPH, LINE, CELL = 1, 2, 3
BREAKS = 3
EMPTY, SILENCES, KEEPS, LINK, OWN = 4, 8, 16, 32, 64
OMITTED, RAW, UNCLOSED, TELLS, READING = 1 << 8, 1 << 9, 1 << 10, 1 << 11, 1 << 12
IMAGE, FIELD, ROW = 1 << 13, 1 << 14, 1 << 15
BIT_SHIFT = 16
#: Stands in place of a tag where the node is a text.
TEXT = 1 << 30
# What is known of attributes.
HAS_ATTRIBUTES, HAS_HREF, CAN_SHOW = 1, 2, 4

#: Elements that tell something of the page as a whole.
_TELLING = frozenset(split("meta script style title link html"))
_EMPTY = frozenset(split("br img input wbr link meta source"))
# Elements that change what is inside without any attribute.
_CHANGING = SILENT | {"rt", "dialog", "noscript"}
# Elements whose content the standard's serializer writes as it is, and those without an end tag.
_RAW = frozenset(split("style script xmp iframe noembed noframes plaintext"))
_UNCLOSED = frozenset(
    split(
        "area base basefont bgsound br col embed frame hr img input keygen link meta param source "
        "track wbr"
    )
)


def _packed(tag: str) -> int:
    known = PARAGRAPH * (tag in PARAGRAPHS) | LINE * (tag in LINES) | CELL * (tag in CELLS)
    for bit, tags in (
        (EMPTY, _EMPTY), (SILENCES, SILENT), (KEEPS, PREFORMATTED), (LINK, {"a"}), (OWN, _CHANGING),
        (OMITTED, LEFT_OUT), (RAW, _RAW), (UNCLOSED, _UNCLOSED), (TELLS, _TELLING), (READING, {"rt"}),
        (IMAGE, {"img"}), (FIELD, {"input"}), (ROW, {"br"}),
    ):  # fmt: skip
        known |= bit * (tag in tags)
    return known | (TAG_BIT[tag].bit_length() << BIT_SHIFT if tag in TAG_BIT else 0)


#: What is known of each tag that means something; of all others nothing is.
TAGS = {
    tag: _packed(tag)
    for tag in {
        *PARAGRAPHS, *LINES, *CELLS, *_EMPTY, *SILENT, *PREFORMATTED, *_CHANGING, *LEFT_OUT, *_RAW,
        *_UNCLOSED, *_TELLING, *TAG_BIT,
    }
}  # fmt: skip

#: Attributes that can hide an element, or show one that is hidden.
_SHOWING = frozenset(split("style hidden aria-hidden bgcolor color"))
#: Attributes by which a control names what it opens.
_CONTROLS = frozenset(split("aria-controls data-target data-bs-target data-toggle-target onclick"))


class Tags:
    """What the start tags of a page say, by the number of their node.

    It knows no elements, which know it: a page without circles is given back as soon as it is done with.
    """

    def __init__(self, source: bytes | list[Event], nodes: bytes, names: list[Names]) -> None:
        self._source = source
        self._names = names
        self._rows = memoryview(nodes).cast("i")
        self._attributes: dict[int, dict[str, str | None]] = {}

    def attributes(self, node: int) -> dict[str, str | None]:
        """Return what the start tag of an element says."""
        found = self._attributes.get(node)
        if found is None:
            found = self._attributes[node] = self._attributes_of(node)
        return found

    def _attributes_of(self, node: int) -> dict[str, str | None]:
        rows = self._rows
        if not rows[COLUMNS * node + FLAGS] & HAS_ATTRIBUTES:
            return {}
        place = rows[COLUMNS * node + PLACE]
        if isinstance(self._source, bytes):
            assert COMPILED  # which read the page
            found: dict[str, str | None] = COMPILED.attributes(self._source, place)
            return found
        event = self._source[place]
        assert type(event) is tuple
        return event[1]

    def called(self, node: int) -> tuple[str, str | None, str | None]:
        """Return tag, `class` and `id` of an element."""
        return self._names[self._rows[COLUMNS * node + NAME]][:3]

    def parent(self, node: int) -> int:
        """Return the node around an element, -1 where there is none."""
        return self._rows[COLUMNS * node + PARENT]

    def names_of(self, node: int) -> tuple[Names, Names]:
        """Return the names of an element, and those of the one around it."""
        rows, parent = self._rows, self.parent(node)
        outer = self._names[rows[COLUMNS * parent + NAME] if parent >= 0 else 0]
        return self._names[rows[COLUMNS * node + NAME]], outer


class Node(Element):
    """An element of a tree, whose start tag is read when somebody asks for what it says."""

    __slots__ = ("_called", "_number", "_tags")

    def __init__(self, tags: Tags, number: int, parent: Element) -> None:
        self._tags = tags
        self._number = number
        self._called = tags.called(number)
        self.tag = self._called[0]
        self.parent = parent
        self.around = None
        self._attributes = None

    @property
    def called(self) -> tuple[str, str | None, str | None]:
        """What rules of style know it by: `tag`, `class` and `id`."""
        return self._called

    @property
    def attributes(self) -> Mapping[str, str | None]:
        """What its start tag says."""
        found = self._attributes
        if found is None:
            found = self._attributes = self._tags.attributes(self._number)
        return found


class Tree:
    """The elements and texts of a page: rows of `nodes`, each with the number of its `names`.

    `head` are the events of what tells of the page as a whole, `controls` attributes that name
    what a control opens, `tags` says what start tags say.
    """

    def __init__(
        self,
        source: bytes | list[Event],
        nodes: bytes,
        names: list[Names],
        head: list[Event],
        controls: list[tuple[str, str]],
    ) -> None:
        self.source = source
        self.nodes = nodes
        self.names = names
        self.head = head
        self.controls = controls
        self.tags = Tags(source, nodes, names)
        self._elements: dict[int, Element] = {-1: Element("", {})}
        self._elements[-1].around = 0

    @cached_property
    def contexts(self) -> Sequence[int]:
        """A number for each node: the same where no names, its own or around it, differ."""
        return contexts(self.nodes)

    def attributes(self, node: int) -> dict[str, str | None]:
        """Return what the start tag of an element says."""
        return self.tags.attributes(node)

    def called(self, node: int) -> tuple[str, str | None, str | None]:
        """Return tag, `class` and `id` of an element."""
        return self.tags.called(node)

    def element(self, node: int) -> Element:
        """Return an element, which knows those around it."""
        tags, known = self.tags, self._elements
        line = []
        while node not in known:
            line.append(node)
            node = tags.parent(node)
        element = known[node]
        for each in reversed(line):
            element = known[each] = Node(tags, each, element)
        return element


def contexts(nodes: bytes, compiled: bool | None = None) -> Sequence[int]:
    """Return a number for each of some nodes, the same for those that no rule of style could tell apart.

    That is the first node of these names that has the same names around it. `compiled` asks for one
    way to find them or the other.
    """
    if COMPILED and compiled is not False:
        return memoryview(COMPILED.contexts(nodes)).cast("i")
    rows = memoryview(nodes).cast("i")
    found: list[int] = []
    first: dict[tuple[int, int], int] = {}
    for node, (parent, name) in enumerate(
        zip(rows[PARENT::COLUMNS], rows[NAME::COLUMNS], strict=True)
    ):
        found.append(first.setdefault((found[parent] if parent >= 0 else -1, name), node))
    return found


def read(html: str | bytes, parser: str = "lexbor", compiled: bool | None = None) -> Tree:
    """Return the tree of a page, a text or sound UTF-8; `compiled` asks for one way to read it or the other.

    >>> tree = read("<ul class=menu><li>One<li>Two")
    >>> [names[:2] for names in tree.names]
    [('', None), ('html', None), ('head', None), ('body', None), ('ul', 'menu'), ('li', None)]

    Raises ValueError for a parser that nobody knows.
    """
    if parser == "lexbor" and COMPILED and compiled is not False:
        page = source(html)
        written = in_order(page)
        if written is None:
            from selectolax.lexbor import LexborHTMLParser

            written = utf8(LexborHTMLParser(harmless(page)).html or "")
        return Tree(written, *COMPILED.read(written, TAGS))
    return follow(events(html, parser))


def follow(tape: list[Event]) -> Tree:
    """Return the tree of a page, given its events."""
    reader = _Reader()
    for place, event in enumerate(tape):
        if event is None:
            reader.end()
        elif isinstance(event, str):
            reader.text(place)
        else:
            reader.start(place, *event)
    # What tells of a page stands before its text, or before what else there is.
    head: list[Event] = []
    for event, following in pairwise([*tape, None]):
        if type(event) is tuple and event[0] in _TELLING:
            head += [event, following if type(following) is str else None]
    return Tree(tape, reader.nodes.tobytes(), list(reader.names), head, reader.controls)


class _Reader:
    """Makes rows while events go by."""

    def __init__(self) -> None:
        self.nodes = array("i")
        self.names: dict[Names, int] = {("", None, None, None, None): 0}
        self.controls: list[tuple[str, str]] = []
        #: Node of the innermost element that counts, whether that one was made for this element, and
        #: whether its text counts.
        self._opened = [(-1, False, 0)]

    def start(self, place: int, tag: str, given: dict[str, str | None]) -> None:
        known = TAGS.get(tag, 0)
        parent, _, silent = self._opened[-1]
        silent |= known & SILENCES
        kind = known & BREAKS
        empty = not kind and known & EMPTY
        flags = 0
        if given:
            flags = HAS_ATTRIBUTES | HAS_HREF * ("href" in given)
            flags |= CAN_SHOW * (not _SHOWING.isdisjoint(given))
            for name, value in given.items():
                if name in _CONTROLS or (name == "href" and (value or "")[:1] == "#"):
                    self.controls.append((name, value or ""))
        made = bool(kind or (not empty and (flags or known >> BIT_SHIFT or known & OWN)))
        if made or known & (IMAGE | FIELD | ROW):
            number = len(self.nodes) // COLUMNS
            named = 0
            if not empty:
                names = (
                    tag,
                    _value(given, "class"),
                    _value(given, "id"),
                    _value(given, "role"),
                    _value(given, "itemprop"),
                )
                named = self.names.setdefault(names, len(self.names))
            self.nodes.extend((known, parent, number + 1, place, place, named, flags))
            if not empty:
                parent = number
        self._opened.append((parent, made, silent))

    def end(self) -> None:
        node, made, _ = self._opened.pop()
        if made:
            self.nodes[COLUMNS * node + LAST] = len(self.nodes) // COLUMNS

    def text(self, place: int) -> None:
        parent, _, silent = self._opened[-1]
        if not silent:
            number = len(self.nodes) // COLUMNS
            self.nodes.extend((TEXT, parent, number + 1, place, place, 0, 0))


def _value(given: dict[str, str | None], name: str) -> str | None:
    return given[name] or "" if name in given else None
