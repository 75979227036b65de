"""Two HTML parsers behind one small face: a stream of events.

lexbor, through selectolax, is the default: written in C, and as the current standard wants it.
html5lib is pure Python, many times slower, and the second opinion.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

#: How many elements may stand inside one another.
DEEPEST = 512

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)[^>]*>")
# Elements without content, and those that the next of their kind closes.
_NOT_NESTING = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
        "option",
        "optgroup",
        "tr",
        "td",
        "th",
        "thead",
        "tbody",
        "tfoot",
        "colgroup",
        "body",
        "html",
        "head",
    ]
)


class Start(NamedTuple):
    """An element opens: its name in lower case, and its attributes."""

    tag: str
    attributes: dict[str, str | None]


class End(NamedTuple):
    """An element closes."""

    tag: str


class Text(NamedTuple):
    """Characters between tags, references already decoded."""

    text: str


Event = Start | End | Text


def events(html: str, parser: str = "lexbor") -> Iterator[Event]:
    """Yield what a page is made of, in document order; every Start has its End.

    `parser` is `lexbor` or `html5lib`; ValueError is raised for any other. Neither recurses, so a
    page may nest its elements as deep as it likes.

    >>> list(events("<body><p id=a>1 &lt; 2"))[-4:]
    [Text(text='1 < 2'), End(tag='p'), End(tag='body'), End(tag='html')]
    >>> list(events("<p>sound"))[3:] == list(events("<p>sound", parser="html5lib"))[3:]
    True
    """
    if parser not in _PARSERS:
        raise ValueError(f"no parser is named {parser!r}; known: {', '.join(_PARSERS)}")
    # A NUL ends the text for some parsers and is dropped by the standard.
    return _PARSERS[parser](shallow(html.replace("\0", "")))


def shallow(html: str) -> str:
    """Return the page without the tags that nest deeper than any browser follows.

    The standard has a parser look through all open elements at many a tag, so that nesting costs
    the square of its depth; browsers stop at some 512 elements, and so do we.

    >>> shallow("<p>sound") == "<p>sound"
    True
    >>> shallow("<i>" * 600 + "deep").count("<i>")
    512
    """
    if html.count("<") <= DEEPEST:
        return html
    depth = 0
    kept = []
    position = 0
    for tag in _TAG.finditer(html):
        if tag[2].lower() in _NOT_NESTING:
            continue
        depth += -1 if tag[1] and depth else 1 - len(tag[1])
        if depth + len(tag[1]) > DEEPEST:
            kept.append(html[position : tag.start()])
            position = tag.end()
    return "".join([*kept, html[position:]]) if kept else html


def _lexbor(html: str) -> Iterator[Event]:
    from selectolax.lexbor import LexborHTMLParser

    # lexbor reads UTF-8, which has no lone surrogates.
    tree = LexborHTMLParser(html.encode("utf-8", "replace"))
    node: Any = tree.root
    while node is not None:
        tag = node.tag
        if tag == "-text":
            yield Text(node.text_content or "")
        elif tag and tag[0] not in "-!":
            yield Start(tag, node.attributes)
            child = node.child
            if child is not None:
                node = child
                continue
            yield End(tag)
        while node is not None and node.next is None:
            node = node.parent
            if node is not None and node.tag and node.tag[0] not in "-!":
                yield End(node.tag)
        node = node.next if node is not None else None


def _html5lib(html: str) -> Iterator[Event]:
    import html5lib

    tree = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
    for token in html5lib.getTreeWalker("etree")(tree):
        kind = token["type"]
        if kind in ("StartTag", "EmptyTag"):
            attributes = {str(name): value for (_, name), value in token["data"].items()}
            yield Start(token["name"].lower(), attributes)
        if kind in ("EndTag", "EmptyTag"):
            yield End(token["name"].lower())
        if kind in ("Characters", "SpaceCharacters"):
            yield Text(token["data"])


_PARSERS: dict[str, Callable[[str], Iterator[Event]]] = {"lexbor": _lexbor, "html5lib": _html5lib}
