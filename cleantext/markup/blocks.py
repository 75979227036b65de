"""From a page's events to its text, and blocks with the evidence of its markup."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cleantext.decoding import Decoded
from cleantext.document import Block, Document, Element
from cleantext.markup.css import hiding
from cleantext.markup.elements import (
    CELLS,
    LINES,
    PARAGRAPHS,
    PREFORMATTED,
    SILENT,
    TAG_BIT,
    hint_bits,
)
from cleantext.markup.page import Evidence, Page
from cleantext.markup.parse import Event, events

# Line ends and blanks that HTML folds into one; other spaces are content.
_SPACE = re.compile(r"[ \t\n\r\f]+")
_OPENING = re.compile(
    r"\ufeff?\s*(?:<!--.{0,4000}?-->\s*|<\?xml[^>]{0,400}>\s*)*"
    r"<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>")
#: Markup that outweighs the text around it makes a page, from this many tags on.
FEW_TAGS = 4


def is_page(text: str) -> bool:
    """Return whether a text is an HTML page: opens like one, or is more markup than text.

    >>> is_page("<!doctype html><title>T</title>"), is_page("<b>Bold</b> words are emphatic.")
    (True, False)
    """
    if _OPENING.match(text):
        return True
    tags = [match.end() - match.start() for match in _TAG.finditer(text)]
    return len(tags) >= FEW_TAGS and 2 * sum(tags) > len(text)


def flatten(html: str, decoded: Decoded | None = None, *, parser: str = "lexbor") -> Document:
    """Return a page as its text, with the blocks that it is made of.

    The text is all that stands in the page's body, hidden or not; each block says what is known of
    its part of it, and filters decide. White space is folded as a browser does it, paragraphs are
    parted by a blank line, cells by a tab.

    >>> flatten("<p>One\\n paragraph.<p hidden>Another.").text
    'One paragraph.\\n\\nAnother.'
    """
    builder = _Builder()
    tape = events(html, parser)
    builder.build(tape)
    text = "".join(builder.text)
    head = metadata(tape)
    page = Page(
        text,
        builder.evidence,
        builder.containers,
        [block.hidden for block in builder.blocks],
        *head,
    )
    return Document(text, builder.blocks, decoded, page)


class _Open(Element):
    """An element of the page, and what it hands on to what it holds."""

    __slots__ = ("container", "hidden", "known", "state", "tags")

    def __init__(self, tag: str, attributes: Mapping[str, str | None], parent: _Open) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.hidden = parent.hidden
        self.state = parent.state
        self.tags = parent.tags
        self.container = parent.container
        #: Hints of its own block, hints of all around it, and depth; found when first asked for.
        self.known: tuple[int, int, int] | None = None

    def facts(self) -> tuple[int, int, int]:
        """Return the hints of the innermost named element, those of all, and the depth."""
        each = self
        line = []
        while each.known is None:
            line.append(each)
            each = each.parent
        own, every, depth = each.known
        for each in reversed(line):
            names = each.names
            depth += 1
            if names:
                own = hint_bits(names)
                every |= own
            elif each.tag in _BREAKS:
                own = 0
            each.known = own, every, depth
        return own, every, depth


class _Root(_Open):
    """What stands around the outermost element."""

    __slots__ = ()

    def __init__(self) -> None:
        self.tag = self.hidden = ""
        self.attributes = {}
        self.parent = None
        self.state = self.tags = self.container = 0
        self.known = 0, 0, 0


# What an open element makes of text, as bits.
_SILENT, _PREFORMATTED, _LINK = 1, 2, 4
# What an element does to the text around it.
_PARAGRAPH, _LINE, _CELL = 1, 2, 3
_BREAKS = {
    **dict.fromkeys(PARAGRAPHS, _PARAGRAPH),
    **dict.fromkeys(LINES, _LINE),
    **dict.fromkeys(CELLS, _CELL),
}
_EMPTY = frozenset(("br", "img", "input", "wbr", "link", "meta", "source"))


class _Builder:
    """Gathers text and blocks while events go by."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.blocks: list[Block] = []
        self.evidence: list[Evidence] = []
        #: Parent, first block, and the number behind the last one, of each element that is a block.
        self.containers: list[list[int]] = [[0, 0, 0]]
        self.head: list[Event] = []
        self._length = 0
        self._gap = ""  # what parts the next text from the last
        self._first: _Open | None = None  # where the block that is being gathered began
        self._start = 0
        self._links = 0
        self._link_chars = 0
        self._images = self._fields = self._rows = 0

    def build(self, tape: list[Event]) -> None:
        inside: _Open = _Root()
        opened = [inside]
        begin, write = self._begin, self._write
        for event in tape:
            if event is None:
                closed = opened.pop()
                if closed is not opened[-1]:
                    inside = opened[-1]
                    kind = _BREAKS.get(closed.tag)
                    if kind:
                        self._break(kind)
                        self.containers[closed.container][2] = len(self.blocks)
            elif type(event) is str:
                if not inside.state & _SILENT:
                    if not event.isspace() or inside.state & _PREFORMATTED:
                        write(event, inside)
                    elif not self._gap:
                        self._gap = " "
            else:
                inside = begin(event, inside)
                opened.append(inside)
        self._close()
        self.containers[0][2] = len(self.blocks)

    def _begin(self, event: tuple[str, dict[str, str | None]], outer: _Open) -> _Open:
        """Return the element that opens: the outer one, if it adds nothing to that."""
        tag, attributes = event
        kind = _BREAKS.get(tag)
        bit = TAG_BIT.get(tag, 0)
        if not kind:
            if tag in _EMPTY:
                self._count(tag)
                return outer
            if not attributes and not bit and tag not in SILENT:
                return outer
        made = _Open(tag, attributes, outer)
        made.tags |= bit
        if ("style" in attributes or "hidden" in attributes) and not outer.hidden:
            made.hidden = hiding(attributes)
        if kind:
            self._break(kind)
            if kind != _CELL:
                self.containers.append([outer.container, len(self.blocks), 0])
                made.container = len(self.containers) - 1
            if tag in PREFORMATTED:
                made.state |= _PREFORMATTED
        elif tag == "a":
            made.state |= _LINK
            if "href" in attributes:
                self._links += 1
        if tag in SILENT:
            made.state |= _SILENT
        return made

    def _count(self, tag: str) -> None:
        """Take note of an element that holds nothing."""
        if tag == "img":
            self._images += 1
        elif tag == "input":
            self._fields += 1
        elif tag == "br":
            self._row()

    def _row(self) -> None:
        if self._gap == "\n":
            # Two line breaks are how a paragraph ends where nobody writes <p>.
            self._close()
            self._gap = "\n\n"
        elif "\n" not in self._gap:
            self._gap = "\n"
        self._rows += 1

    def _break(self, kind: int) -> None:
        """End the block where an element that stands apart begins or ends."""
        if kind == _CELL:
            if "\n" not in self._gap:
                self._gap = "\t"
            return
        if self._first:
            self._close()
        if kind == _PARAGRAPH:
            self._gap = "\n\n"
        elif "\n" not in self._gap:
            self._gap = "\n"

    def _write(self, text: str, inside: _Open) -> None:
        after = ""
        if inside.state & _PREFORMATTED:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        else:
            folded = _SPACE.sub(" ", text)
            text = folded.strip(" ")
            if folded[:1] == " ":
                self._gap = self._gap or " "
            if folded[-1:] == " ":
                after = " "
        if not text:
            return
        first = self._first
        if first and first.hidden != inside.hidden:
            self._close()
            first = None
        if self._length:
            self.text.append(self._gap)
            self._length += len(self._gap)
        if not first:
            self._first, self._start = inside, self._length
        self.text.append(text)
        self._length += len(text)
        if inside.state & _LINK:
            self._link_chars += len(text)
        self._gap = after

    def _close(self) -> None:
        first = self._first
        if first:
            start, end = self._start, self._length
            number, links, chars = len(self.blocks), self._links, self._link_chars
            self.blocks.append(Block(start, end, first, first.hidden, links, chars, number))
            counts = links, chars, self._images, self._fields, self._rows
            self.evidence.append((start, end, first.container, first.tags, *first.facts(), *counts))
            self._first = None
            self._links = self._link_chars = 0
            self._images = self._fields = self._rows = 0


def metadata(tape):
    title = og = description = ""
    data = []
    for place, event in enumerate(tape):
        if type(event) is tuple:
            tag, attributes = event
            if tag == "title" and not title:
                title = tape[place + 1] if type(tape[place + 1]) is str else ""
            elif tag == "meta":
                name = attributes.get("property") or attributes.get("name")
                if name == "og:title":
                    og = attributes.get("content") or ""
                elif name in ("description", "og:description"):
                    description = description or attributes.get("content") or ""
            elif tag == "script" and attributes.get("type") == "application/ld+json":
                if type(tape[place + 1]) is str:
                    data.append(tape[place + 1])
    return [" ".join((og or title).split()), " ".join(description.split()), " ".join(data)]
