"""Documents: a text, and what its markup said about parts of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from cleantext import edit
from cleantext.cutting import cut
from cleantext.edit import Edit, OffsetMap, apply

if TYPE_CHECKING:
    from cleantext.decoding import Decoded
    from cleantext.markup.page import Page

T = TypeVar("T")
#: Where blocks were taken out of a text: pairs of 64-bit numbers.
Gaps = bytes
_NAMES = ("class", "id", "role", "itemprop")


class Element:
    """An element of a page, as far as the blocks inside it need to know it.

    `tag` is its name, `parent` the element around it.
    """

    __slots__ = ("_attributes", "around", "parent", "tag")

    def __init__(
        self, tag: str, attributes: Mapping[str, str | None], parent: Element | None = None
    ) -> None:
        self.tag = tag
        self._attributes: Mapping[str, str | None] | None = attributes
        self.parent = parent
        #: Bits of the names of all that is around it, once somebody asked (`markup.sheet`).
        self.around: int | None = None

    @property
    def attributes(self) -> Mapping[str, str | None]:
        """What its start tag says."""
        return self._attributes or {}

    @property
    def called(self) -> tuple[str, str | None, str | None]:
        """What rules of style know it by: `tag`, `class` and `id`."""
        return self.tag, self.attributes.get("class"), self.attributes.get("id")

    @property
    def names(self) -> str:
        """What programmers call the element: its `class`, `id`, `role` and `itemprop`."""
        given = self.attributes
        if not given:
            return ""
        return " ".join([given[name] or "" for name in _NAMES if name in given])

    def lineage(self) -> Iterator[Element]:
        """Yield the element and those around it, the innermost first."""
        each: Element | None = self
        while each and each.tag:
            yield each
            each = each.parent


class Elements(Protocol):
    """The elements of a page, by their numbers."""

    def element(self, node: int) -> Element:
        """Return an element, which knows those around it."""
        ...


class Block(NamedTuple):
    """The span `start`:`end` of a document's text, with the evidence that its markup gave.

    A page brings blocks; a text that somebody else flattened brings none. Filters that remove
    spam and page chrome read both, a page merely brings more evidence.
    """

    start: int
    end: int
    hidden: str = ""
    """How the block is hidden from a reader (`display:none`), or nothing when it is shown."""
    links: int = 0
    """How many links the block holds."""
    link_chars: int = 0
    """How many of its characters stand inside links."""
    number: int = 0
    """Which block of its page it is, from 0; it keeps its number when others go."""
    elements: Elements | None = None
    """The elements of its page,"""
    node: int = -1
    """and the number of the one in which the block begins."""

    @property
    def element(self) -> Element | None:
        """The element that the block stands in, which knows those around it."""
        return self.elements.element(self.node) if self.elements else None

    @property
    def path(self) -> tuple[str, ...]:
        """Names of the enclosing elements, outermost first."""
        element = self.element
        lineage = element.lineage() if element else ()
        return tuple(each.tag for each in lineage)[::-1]

    @property
    def hints(self) -> str:
        """The `class`, `id`, `role` and `itemprop` values of the element and those around it."""
        element = self.element
        lineage = element.lineage() if element else ()
        return " ".join(filter(None, [each.names for each in lineage][::-1])).lower()

    @property
    def link_density(self) -> float:
        """Return the share of the block's characters that stand inside links, 0 to 1."""
        return self.link_chars / max(1, self.end - self.start)


class Document:
    """A text on its way through a pipeline.

    `text` is the text. `blocks` are spans of it, in order of their start, if it came from a page;
    None for all of those that the page has. `decoded` says how it was read, if it came from bytes. `page` is what is known of the page as a
    whole, as it came in: decisions about a page are made from it, once, and not anew from what
    edits have left. A document is never changed: an edit makes a new one.
    """

    __slots__ = ("_blocks", "_edits", "_facts", "_parts", "decoded", "page", "text")

    def __init__(
        self,
        text: str,
        blocks: Iterable[Block] | None = None,
        decoded: Decoded | None = None,
        page: Page | None = None,
    ) -> None:
        self.text = text
        # Few ask for the blocks of a page, so they are made late.
        late = blocks is None and page is not None
        self._blocks = None if late else tuple(blocks or ())
        #: Edits that the blocks have not been moved along with yet; most filters ask for none.
        self._edits: list[Sequence[Edit] | Gaps] = []
        self.decoded = decoded
        self.page = page
        self._facts: dict[Callable[[Document], Any], Any] = {}
        self._parts: dict[str, dict[Any, Any]] = {}

    def __repr__(self) -> str:
        return f"Document({self.text!r}, {len(self.blocks)} blocks)"

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks, in order; those that have lost all of their characters are gone."""
        blocks = self._blocks
        if blocks is None:
            assert self.page is not None  # or they would have been given
            blocks = self.page.blocks()
        for edits in self._edits:
            moved = zip(blocks, OffsetMap(_edits_of(edits)).spans(blocks), strict=True)
            blocks = tuple([Block(start, end, *b[2:]) for b, (start, end) in moved if start < end])
        self._blocks, self._edits = blocks, []
        return blocks

    def places(self, numbers: Iterable[int]) -> list[tuple[int, int, int]]:
        """Return start, end and number of those of some blocks that have characters left, in order."""
        numbers = sorted(numbers)
        if self._blocks is not None or self.page is None:
            wanted = set(numbers)
            blocks = [(block.start, block.end, block.number) for block in self.blocks]
            return [each for each in blocks if each[2] in wanted]
        starts = map(self.page.starts.__getitem__, numbers)
        ends = map(self.page.ends.__getitem__, numbers)
        if not self._edits:
            return list(zip(starts, ends, numbers, strict=True))
        spans: Iterable[tuple[int, int]] = zip(starts, ends, strict=True)
        for edits in self._edits:
            spans = OffsetMap(_edits_of(edits)).spans(spans)
        placed = zip(spans, numbers, strict=True)
        return [(start, end, number) for (start, end), number in placed if start < end]

    def fact(self, find: Callable[[Document], T]) -> T:
        """Return `find(self)`, computed once for all filters that ask.

        >>> def words(document):
        ...     print("counting")
        ...     return len(document.text.split())
        >>> document = Document("to be or not to be")
        >>> document.fact(words), document.fact(words)
        counting
        (6, 6)
        """
        try:
            found: T = self._facts[find]
        except KeyError:
            found = self._facts[find] = find(self)
        return found

    def known(self, what: str) -> dict[Any, Any]:
        """Return what somebody found out about parts of the text, by these parts, to be added to.

        Edits leave most of a text as it is, so the documents that they make have the same.

        >>> document = Document("sound, caf�")
        >>> document.known("lengths")["sound"] = 5
        >>> document.edited([Edit(10, 11, "�", "é")]).known("lengths")
        {'sound': 5}
        """
        return self._parts.setdefault(what, {})

    def rewritten(self, text: str) -> Document:
        """Return the document, one without blocks, with this text; itself if it has it already."""
        if text == self.text:
            return self
        made = Document(text)
        made._parts = self._parts
        return made

    def edited(self, edits: Sequence[Edit]) -> Document:
        """Return the document with sound `edits` made, its blocks moved along.

        Raises EditError when the edits do not fit the text.
        """
        return self._made(apply(self.text, edits), edits) if edits else self

    def without(self, numbers: Iterable[int], compiled: bool | None = None) -> Document:
        """Return the document without some of its blocks, as the edits of `cutting.cut` make it, for less.

        `compiled` asks for one way or the other.

        >>> from cleantext.markup import flatten
        >>> document = flatten("<p>Menu<p>One paragraph.<p>Another.")
        >>> document.without([0]).without([2]).text
        'One paragraph.'
        """
        gaps, page = self._edits[-1:] or [b""], self.page
        plain = self._blocks is None and len(self._edits) < 2 and isinstance(gaps[0], bytes)
        if page is None or not plain or not edit.COMPILED or compiled is False:
            places = self.places(numbers)
            return self.edited(list(cut(self.text, [(start, end, "") for start, end, _ in places])))
        evidence = page.evidence
        columns = len(evidence) // max(1, page.count)
        text, gone = edit.COMPILED.take_out(self.text, evidence, columns, sorted(numbers), gaps[0])
        return self._made(text, gone) if gone else self

    def _made(self, text: str, edits: Sequence[Edit] | Gaps) -> Document:
        """The document with a text that some edits made."""
        made = Document(text, self._blocks, self.decoded, self.page)
        made._parts = self._parts
        if self._blocks is None or self._blocks:
            made._edits = [*self._edits, edits]
        return made


def _edits_of(edits: Sequence[Edit] | Gaps) -> Sequence[Edit]:
    """The edits that leave some gaps, as far as they move what stands behind."""
    if not isinstance(edits, bytes):
        return edits
    places = memoryview(edits).cast("q").tolist()
    return [Edit(*ends, "", "") for ends in zip(places[::2], places[1::2], strict=True)]


def forwards(text: str) -> Iterator[tuple[int, int]]:
    r"""Yield start and end of each line, the first first, without splitting the whole text.

    >>> list(forwards("one\n\ntwo"))
    [(0, 3), (4, 4), (5, 8)]
    """
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield start, end
        start = end + 1
    yield start, len(text)


def backwards(text: str) -> Iterator[tuple[int, int]]:
    r"""Yield start and end of each line, the last first.

    >>> list(backwards("one\n\ntwo"))
    [(5, 8), (4, 4), (0, 3)]
    """
    end = len(text)
    while (start := text.rfind("\n", 0, end)) >= 0:
        yield start + 1, end
        end = start
    yield 0, end


class Line(NamedTuple):
    """One line of a text: its span without the line end, and the text of that span."""

    start: int
    end: int
    text: str


def lines(document: Document) -> list[Line]:
    """Return the lines of a document, split at U+000A only; a fact to share between filters.

    >>> lines(Document("one\\n\\ntwo"))
    [Line(start=0, end=3, text='one'), Line(start=4, end=4, text=''), Line(start=5, end=8, text='two')]
    """
    found = []
    start = 0
    for line in document.text.split("\n"):
        end = start + len(line)
        found.append(Line(start, end, line))
        start = end + 1
    return found
