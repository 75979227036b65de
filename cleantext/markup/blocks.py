"""From a page's events to its text, and blocks with the evidence of its markup."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from cleantext.decoding import Decoded
from cleantext.document import Block, Document
from cleantext.markup.css import hiding
from cleantext.markup.parse import End, Event, Start, events

#: Elements whose content is no text for a reader.
SILENT = frozenset(
    [
        "head",
        "script",
        "style",
        "template",
        "noscript",
        "iframe",
        "object",
        "embed",
        "svg",
        "math",
        "canvas",
        "audio",
        "video",
        "map",
        "select",
        "datalist",
        "textarea",
    ]
)
#: Elements that stand apart from what is before and behind them.
PARAGRAPHS = frozenset(
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "pre",
        "ul",
        "ol",
        "dl",
        "table",
        "figure",
        "hr",
        "article",
        "section",
        "main",
    ]
)
#: Elements that begin on a line of their own.
LINES = frozenset(
    [
        "address",
        "aside",
        "body",
        "caption",
        "center",
        "details",
        "dialog",
        "dd",
        "dt",
        "div",
        "fieldset",
        "figcaption",
        "footer",
        "form",
        "header",
        "hgroup",
        "html",
        "legend",
        "li",
        "menu",
        "nav",
        "search",
        "summary",
        "tbody",
        "tfoot",
        "thead",
        "tr",
    ]
)
_CELLS = frozenset(("td", "th"))
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
    builder.build(events(html, parser))
    return Document("".join(builder.text), builder.blocks, decoded)


class _Open(NamedTuple):
    """An element that has not been closed: what it hands on to what it holds."""

    tag: str
    path: tuple[str, ...]
    hints: str
    hidden: str
    silent: bool
    preformatted: bool
    link: bool


class _Builder:
    """Gathers text and blocks while events go by."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.blocks: list[Block] = []
        self._length = 0
        self._gap = ""  # what parts the next text from the last
        self._open = [_Open("", (), "", "", False, False, False)]
        self._first: _Open | None = None  # where the block that is being gathered began
        self._start = 0
        self._links = 0
        self._link_chars = 0

    def build(self, stream: Iterable[Event]) -> None:
        for event in stream:
            if isinstance(event, Start):
                self._begin(event)
            elif isinstance(event, End):
                self._open.pop()
                self._break(event.tag)
            elif not self._open[-1].silent:
                self._write(event.text)
        self._close()

    def _begin(self, event: Start) -> None:
        tag, attributes = event
        self._break(tag)
        if tag == "br" and "\n" not in self._gap:
            self._gap = "\n"
        outer = self._open[-1]
        if tag == "a" and attributes.get("href"):
            self._links += 1
        words = " ".join(filter(None, map(attributes.get, ("class", "id", "role"))))
        self._open.append(
            _Open(
                tag,
                # Deeper than this nothing is learnt, and a hostile page nests without end.
                (*outer.path, tag) if len(outer.path) < 64 else outer.path,
                f"{outer.hints} {words.lower()}"[-400:] if words else outer.hints,
                outer.hidden or hiding(attributes),
                outer.silent or tag in SILENT,
                outer.preformatted or tag == "pre",
                outer.link or tag == "a",
            )
        )

    def _break(self, tag: str) -> None:
        """End the block where an element that stands apart begins or ends."""
        if tag in PARAGRAPHS:
            self._close()
            self._gap = "\n\n"
        elif tag in LINES:
            self._close()
            self._gap = self._gap if "\n" in self._gap else "\n"
        elif tag in _CELLS and "\n" not in self._gap:
            self._gap = "\t"

    def _write(self, text: str) -> None:
        inside = self._open[-1]
        after = ""
        if inside.preformatted:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        else:
            folded = _SPACE.sub(" ", text)
            text = folded.strip(" ")
            if folded.startswith(" "):
                self._gap = self._gap or " "
            after = " " if folded.endswith(" ") else ""
        if not text:
            return
        if self._first and self._first.hidden != inside.hidden:
            self._close()
        if self._length:
            self.text.append(self._gap)
            self._length += len(self._gap)
        if not self._first:
            self._first, self._start = inside, self._length
        self.text.append(text)
        self._length += len(text)
        self._link_chars += len(text) if inside.link else 0
        self._gap = after

    def _close(self) -> None:
        first = self._first
        if first:
            path, hints, hidden = first.path, first.hints, first.hidden
            self.blocks.append(
                Block(self._start, self._length, path, hints, hidden, self._links, self._link_chars)
            )
        self._first = None
        self._links = self._link_chars = 0
