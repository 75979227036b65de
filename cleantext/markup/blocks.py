"""From a page's events to its text, and blocks with the evidence of its markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from cleantext.decoding import Decoded
from cleantext.document import Block, Document, Element
from cleantext.markup.css import HIDING, declarations, hiding, how, paint, presented, shows
from cleantext.markup.elements import (
    CELLS,
    LINES,
    PARAGRAPHS,
    PREFORMATTED,
    SILENT,
    TAG_BIT,
    hint_bits,
)
from cleantext.markup.head import Head, read_head
from cleantext.markup.hiding import nameless
from cleantext.markup.page import Evidence, Page, Veil
from cleantext.markup.parse import Event, events
from cleantext.markup.sheet import Sheet, join

# Line ends and blanks that HTML folds into one; other spaces are content.
_FOLDED = " \t\n\r\f"
_SPACE = re.compile(f"[{_FOLDED}]+")
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


def flatten(
    html: str,
    decoded: Decoded | None = None,
    *,
    parser: str = "lexbor",
    include: Iterable[str] | None = None,
) -> Document:
    """Return a page as its text, with the blocks that it is made of.

    The text is all that stands in the page's body, hidden or not; each block says what is known of
    its part of it, and filters decide. White space is folded as a browser does it, paragraphs are
    parted by a blank line, cells by a tab, and readings stand in brackets. `include` says which of
    `title`, `byline` and `captions` belong to the main content; None leaves that to the model.

    >>> flatten("<p>One\\n paragraph.<p hidden>Another.").text
    'One paragraph.\\n\\nAnother.'
    """
    tape = events(html, parser)
    head = read_head(tape)
    builder = _Builder(head)
    builder.feed(tape)
    builder.finish()
    text = "".join(builder.text)
    wanted = None if include is None else frozenset(include)
    page = Page(text, tape, head, builder.evidence, builder.containers, builder.veils, wanted)
    return Document(text, builder.blocks, decoded, page)


def trace(page: Page) -> dict[int, tuple[int, int]]:
    """Return where each text of a page's tape stands in its flattened text, by its place there."""
    builder = _Builder(page.head)
    found = {}
    for place, event in enumerate(page.tape):
        before = builder.written
        builder.feed([event])
        if type(event) is str and builder.written is not before:
            found[place] = builder.written
    return found


class _Open(Element):
    """An element of the page, and what it hands on to what it holds."""

    __slots__ = ("container", "known", "paint", "state", "tags", "veil")

    parent: _Open
    veil: Veil | None
    paint: tuple[str, str]
    state: int
    tags: int
    container: int

    def __init__(self, tag: str, attributes: Mapping[str, str | None], parent: _Open) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.around = None
        self.veil = parent.veil
        self.paint = parent.paint
        self.state = parent.state
        self.tags = parent.tags
        self.container = parent.container
        #: What `facts` found, when it was first asked for.
        self.known: tuple[int, int, int, int, int] | None = None

    def facts(self) -> tuple[int, int, int, int, int]:
        """Return the hints of the three innermost named elements, those of all, and the depth."""
        each = self
        line = []
        while each.known is None:
            line.append(each)
            each = each.parent
        own, second, third, every, depth = each.known
        for each in reversed(line):
            names = each.names
            depth += 1
            if names:
                second, third = own or second, second
                own = hint_bits(names)
                every |= own
            elif each.tag in _BREAKS:
                second, third = own or second, second
                own = 0
            each.known = own, second, third, every, depth
        return own, second, third, every, depth


class _Root(_Open):
    """What stands around the outermost element."""

    __slots__ = ()

    def __init__(self) -> None:
        self.tag = ""
        self.veil = None
        #: Colour of text and background, where they are known.
        self.paint = ("", "")
        self.attributes = {}
        self.parent = self
        self.around = 0
        self.state = self.tags = self.container = 0
        self.known = 0, 0, 0, 0, 0


# What an open element makes of text, as bits.
_SILENT, _PREFORMATTED, _LINK = 1, 2, 4
# What an element does to the text around it.
_PARAGRAPH, _LINE, _CELL = 1, 2, 3
_BREAKS = dict.fromkeys(PARAGRAPHS, _PARAGRAPH)
_BREAKS |= dict.fromkeys(LINES, _LINE) | dict.fromkeys(CELLS, _CELL)
# Attributes that can hide an element, or show one that is hidden.
_SHOWING = frozenset(("style", "hidden", "aria-hidden", "height", "width", "bgcolor", "color"))
# Ways of hiding that an element inside can undo.
_UNDONE = frozenset(
    ("visibility:hidden", "font-size:0", "colour of its background", "transparent colour")
)
# Elements that change what is inside without any attribute.
_OWN = SILENT | {"rt", "dialog", "noscript"}
_EMPTY = frozenset(("br", "img", "input", "wbr", "link", "meta", "source"))
# Of an element, by its name: how it breaks text, its bit, whether it holds nothing, what it makes of
# text, and whether it changes or may hide by itself what is inside.
_TAGS = {
    tag: (
        _BREAKS.get(tag, 0),
        TAG_BIT.get(tag, 0),
        tag in _EMPTY,
        _SILENT * (tag in SILENT) | _PREFORMATTED * (tag in PREFORMATTED) | _LINK * (tag == "a"),
        tag in _OWN,
        tag in HIDING,
    )
    for tag in {*_BREAKS, *TAG_BIT, *_EMPTY, *_OWN, *HIDING}
}
_NO_TAG = (0, 0, False, 0, False, False)


class _Builder:
    """Gathers text and blocks while events go by."""

    def __init__(self, head: Head) -> None:
        self.head = head
        self.sheet = Sheet(head.styles)
        self._ruled = bool(self.sheet)
        self._scripted = head.scripted
        self.veils: list[Veil] = []
        self.text: list[str] = []
        self.blocks: list[Block] = []
        self.evidence: list[Evidence] = []
        #: Parent, first block, and the number behind the last one, of each element that is a block.
        self.containers: list[list[int]] = [[0, 0, 0]]
        #: The span of the last text that was taken.
        self.written = (0, 0)
        self._length = 0
        self._gap = ""  # what parts the next text from the last
        self._first: _Open | None = None  # where the block that is being gathered began
        self._start = 0
        self._links = 0
        self._link_chars = 0
        self._images = self._fields = self._rows = 0
        self._opened: list[_Open] = [_Root()]

    def feed(self, tape: list[Event]) -> None:
        """Take in events, in order."""
        opened = self._opened
        inside = opened[-1]
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
                    elif closed.tag == "rt":
                        write(")", closed)
            elif isinstance(event, str):
                if not inside.state & _SILENT:
                    if not event.isspace() or inside.state & _PREFORMATTED:
                        write(event, inside)
                    elif not self._gap:
                        self._gap = " "
            else:
                inside = begin(event, inside)
                opened.append(inside)

    def finish(self) -> None:
        self._close()
        self.containers[0][2] = len(self.blocks)

    def _begin(self, event: tuple[str, dict[str, str | None]], outer: _Open) -> _Open:
        """Return the element that opens: the outer one, if it adds nothing to that."""
        tag, attributes = event
        kind, bit, empty, state, changes, hides = _TAGS.get(tag, _NO_TAG)
        if not kind:
            if empty:
                self._count(tag)
                return outer
            if not attributes and not bit and not changes:
                return outer
        made = _Open(tag, attributes, outer)
        made.tags |= bit
        made.state |= state
        if (
            hides
            or (attributes and not _SHOWING.isdisjoint(attributes))
            or (self._scripted and attributes.get("id") in self._scripted)
            or (self._ruled and self.sheet.meets(made))
        ):
            self._look(made, outer)
        if kind:
            self._break(kind)
            if kind != _CELL:
                made.container = len(self.containers)
                self.containers.append([outer.container, len(self.blocks), 0])
        elif state & _LINK:
            if "href" in attributes:
                self._links += 1
                if made.veil:
                    made.veil.links.append(attributes["href"] or "")
        elif tag == "rt":
            # A reading stands in brackets behind what it reads.
            self._write("(", made)
        return made

    def _look(self, made: _Open, outer: _Open) -> None:
        """Find out whether an element hides, or shows what the one around it hides."""
        attributes = made.attributes
        style = attributes.get("style")
        inline = declarations(style[:4000]) if style else {}
        given = self.sheet.declared(made) if self._ruled else {}
        if inline:
            if given:
                joined = dict(given)
                join(joined, inline)
                given = joined
            else:
                given = inline
        way = hiding(made.tag, attributes)
        if way == "hidden" and given.get("display", "none") != "none":
            way = ""
        if given:
            way = way or how(given)
            self._paint(made, paint(given))
        elif "bgcolor" in attributes or "color" in attributes:
            self._paint(made, paint(presented(attributes)))
        if not way and self._scripted and attributes.get("id") in self._scripted:
            way = "script"
        text, back = made.paint
        if not way and text and text == back and text != "?":
            way = "colour of its background"
        elif not way and text == "transparent" and back != "?":
            way = "transparent colour"
        veil = outer.veil
        if veil and veil.how in _UNDONE and not veil.weak and shows(veil.how, given, made.paint):
            veil = None
        # A nameless stretch is hidden by itself, whatever will be shown around it.
        if way and (not veil or veil.weak or nameless(made)):
            veil = Veil(way, made)
            self.veils.append(veil)
        elif not veil and attributes.get("aria-hidden") == "true":
            veil = Veil("aria-hidden", made)
            self.veils.append(veil)
        made.veil = veil

    def _paint(self, made: _Open, new: tuple[str, str]) -> None:
        text, back = new
        if text or back:
            made.paint = text or made.paint[0], back or made.paint[1]

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
        if not text:
            return
        after = ""
        if inside.state & _PREFORMATTED:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        else:
            if text[0] in _FOLDED and not self._gap:
                self._gap = " "
            if text[-1] in _FOLDED:
                after = " "
            text = text.strip(_FOLDED)
            if "\n" in text or "  " in text or "\t" in text or "\r" in text or "\f" in text:
                text = _SPACE.sub(" ", text)
        if not text:
            return
        first = self._first
        if first and first.veil is not inside.veil:
            self._close()
            first = None
        if self._length:
            self.text.append(self._gap)
            self._length += len(self._gap)
        if not first:
            self._first, self._start = inside, self._length
        self.text.append(text)
        place = self._length
        self._length += len(text)
        self.written = place, self._length
        if inside.state & _LINK:
            self._link_chars += len(text)
        self._gap = after

    def _close(self) -> None:
        first = self._first
        if first:
            start, end = self._start, self._length
            number, links, chars = len(self.blocks), self._links, self._link_chars
            veil = first.veil
            hidden = veil.how if veil else ""
            if veil:
                veil.blocks.append(number)
            self.blocks.append(Block(start, end, first, hidden, links, chars, number))
            counts = links, chars, self._images, self._fields, self._rows
            self.evidence.append((start, end, first.container, first.tags, *first.facts(), *counts))
            self._first = None
            self._links = self._link_chars = 0
            self._images = self._fields = self._rows = 0
