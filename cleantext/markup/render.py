"""The clean page as Markdown or HTML: its elements again, around what is left of its text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from cleantext.markup.blocks import trace
from cleantext.markup.elements import split

if TYPE_CHECKING:
    from cleantext.markup.page import Page
    from cleantext.pipeline import Result

Attributes = dict[str, str | None]
#: Text of an element, the start of one, or the end of the one that is open.
Piece = str | tuple[str, Attributes] | None

#: Elements that mean something without the page's styles; of all others only the content is kept.
KEPT = frozenset(
    split(
        "p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead tbody tfoot tr td th pre code kbd "
        "samp var blockquote q cite a em strong b i u s del ins sub sup small mark abbr dfn time "
        "ruby rt figure figcaption details summary hr br img address"
    )
)
EMPTY = frozenset(("br", "hr", "img"))
#: Elements that hold no inline text of a paragraph.
_BLOCKS = KEPT - frozenset(
    split(
        "code kbd samp var q cite a em strong b i u s del ins sub sup small mark abbr dfn time ruby rt "
        "br img"
    )
)
#: Elements that part text where they are left out.
_PARTING = frozenset(
    split(
        "div section article main header footer aside nav form fieldset center button label dialog"
    )
)
_ATTRIBUTES = {
    "a": ("href", "title"),
    "img": ("src", "alt", "title"),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan", "scope"),
    "ol": ("start",),
    "time": ("datetime",),
    "abbr": ("title",),
    "q": ("cite",),
    "blockquote": ("cite",),
    "code": ("class",),
    "pre": ("class",),
}
_SAFE = re.compile(r"(?:https?|ftp|mailto|tel):|[^:/?#]*(?:[/?#]|$)", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028\u2029\ufeff]+")


def safe(url: str) -> str:
    """Return an address that runs nothing when it is followed; nothing when it does.

    >>> safe("https://example.org/a b"), safe("/a?b:c"), safe(" java\\tscript:alert(1)")
    ('https://example.org/a%20b', '/a?b:c', '')
    """
    url = url.strip()
    bare = _CONTROLS.sub("", url)
    if not _SAFE.match(bare):
        return ""
    return re.sub(r"\s", "%20", re.sub(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\t\n\r\f]", "", url))


def pieces(page: Page, result: Result) -> Iterator[Piece]:
    """Yield what is left of a page after cleaning: its elements around the clean text.

    An element without any text left is gone, and so are the images in it.
    """
    spans = trace(page)
    texts: dict[int, str] = {}
    for place, (start, end) in spans.items():
        text = result.text[result.to_output(start) : result.to_output(end)]
        if text:
            original = page.tape[place]
            assert type(original) is str
            before = " " if original[:1].isspace() else ""
            after = " " if original[-1:].isspace() else ""
            texts[place] = text if "\n" in text else before + text + after
    full = _full(page, texts)
    open_tags: list[str] = []
    for place, event in enumerate(page.tape):
        if event is None:
            if open_tags.pop():
                yield None
        elif isinstance(event, str):
            if place in texts:
                yield texts[place]
            elif event.isspace() and place in full:
                yield " "
        else:
            tag, attributes = event
            kept = tag in KEPT and place in full
            if kept:
                yield tag, _attributes(tag, attributes)
            elif tag in _PARTING and place in full:
                yield "div", {}
                kept = True
            open_tags.append(tag if kept else "")


def _full(page: Page, texts: dict[int, str]) -> set[int]:
    """The places of elements that still hold text, and of what stands empty among their parts."""
    full: set[int] = set()
    opened: list[int] = []
    empty: list[list[int]] = [[]]
    held: list[bool] = [False]
    for place, event in enumerate(page.tape):
        if event is None:
            own = opened.pop()
            parts, has = empty.pop(), held.pop()
            if has:
                full.add(own)
                full.update(parts)
                held[-1] = True
            elif page.tape[own][0] in EMPTY:  # type: ignore[index]
                empty[-1].append(own)
        elif type(event) is str:
            if place in texts:
                held[-1] = True
            elif event.isspace():
                empty[-1].append(place)
        else:
            opened.append(place)
            empty.append([])
            held.append(False)
    return full


def _attributes(tag: str, given: Attributes) -> Attributes:
    found: Attributes = {}
    for name in (*_ATTRIBUTES.get(tag, ()), "lang", "dir"):
        value = given.get(name)
        if value is None or (name == "class" and "lang" not in value):
            continue
        if name in ("href", "src", "cite"):
            value = safe(value)
            if not value:
                continue
        found[name] = value
    return found


def html(page: Page, result: Result) -> str:
    """Return the clean page as HTML: no script, no style, no handler, no address that runs.

    Written by html5lib's serializer.
    """
    from html5lib.serializer import HTMLSerializer

    serializer = HTMLSerializer(
        omit_optional_tags=False, quote_attr_values="always", escape_lt_in_attrs=True
    )
    language = page.head.language
    tokens = list(_tokens(pieces(page, result), page.head.title, language))
    return serializer.render(tokens) + "\n"


_NAMESPACE = "http://www.w3.org/1999/xhtml"


def _tokens(stream: Iterator[Piece], title: str, language: str) -> Iterator[dict[str, Any]]:
    def start(tag: str, attributes: Attributes | None = None, kind: str = "StartTag") -> Any:
        data = {(None, name): value or "" for name, value in (attributes or {}).items()}
        return {"type": kind, "name": tag, "namespace": _NAMESPACE, "data": data}

    def end(tag: str) -> Any:
        return {"type": "EndTag", "name": tag, "namespace": _NAMESPACE, "data": {}}

    def text(data: str) -> Any:
        return {"type": "Characters", "data": data}

    yield {"type": "Doctype", "name": "html", "publicId": None, "systemId": None, "correct": True}
    yield start("html", {"lang": language} if language else {})
    yield start("head")
    yield start("meta", {"charset": "utf-8"}, "EmptyTag")
    yield start("title")
    yield text(title)
    yield end("title")
    yield end("head")
    yield start("body")
    opened: list[str] = []
    for piece in stream:
        if piece is None:
            tag = opened.pop()
            if tag not in EMPTY:
                yield end(tag)
        elif isinstance(piece, str):
            yield text(piece)
        else:
            tag, attributes = piece
            opened.append(tag)
            yield start(tag, attributes, "EmptyTag" if tag in EMPTY else "StartTag")
    yield end("body")
    yield end("html")


def markdown(page: Page, result: Result) -> str:
    """Return the clean page as Markdown (CommonMark, with tables)."""
    from cleantext.markup.markdown import Writer

    return Writer().write(pieces(page, result))


#: How a page is written, by the name of the form.
RENDER: dict[str, Callable[[Page, Result], str]] = {"html": html, "markdown": markdown}
