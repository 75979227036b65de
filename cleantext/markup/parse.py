"""Two HTML parsers behind one small face: a list of events.

lexbor, through selectolax, is the default: written in C, and as the current standard wants it.
html5lib is pure Python, many times slower, and the second opinion.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from cleantext.markup.elements import COMPILED, split
from cleantext.references import references

#: How many elements may stand inside one another.
DEEPEST = 512

#: How many attributes a tag may have; one with more loses them all.
MOST_ATTRIBUTES = 1000
#: A tag with so many of them is longer than this.
LONG_TAG = 4000
#: A page of more tags than these may nest too deep: end tags that end nothing hide its depth.
MANY_TAGS = 4000

_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)[^>]*>")
# Elements without content, and those that the next of their kind closes.
_NOT_NESTING = frozenset(
    split(
        "area base br col embed hr img input link meta param source track wbr p li dt dd option "
        "optgroup tr td th thead tbody tfoot colgroup body html head"
    )
)


#: A page in document order: a text is a string, where an element opens stands its name in lower case
#: with its attributes, and where it closes stands None. Plain tuples, because pages are long.
Event = str | tuple[str, dict[str, str | None]] | None

#: Elements that hold nothing for a reader, but many elements of their own: left out.
LEFT_OUT = frozenset(("svg", "math", "canvas", "template", "object", "audio", "video", "map"))


def events(html: str | bytes, parser: str = "lexbor") -> list[Event]:
    """Return what a page, a text or sound UTF-8, is made of, in document order.

    `parser` is `lexbor` or `html5lib`; ValueError is raised for any other. Neither recurses, so a
    page may nest its elements as deep as it likes. References in texts are decoded; the content of
    `script` and `style` is text too. What is inside `svg`, `template` and the like is left out.

    >>> events("<body><p id=a>1 &lt; 2")[-4:]
    ['1 < 2', None, None, None]
    >>> events("<p>sound")[3:] == events("<p>sound", parser="html5lib")[3:]
    True
    """
    if parser not in _PARSERS:
        raise ValueError(f"no parser is named {parser!r}; known: {', '.join(_PARSERS)}")
    page = source(html)
    return _PARSERS[parser](harmless(page) if in_order(page) is None else page)


def source(html: str | bytes) -> bytes:
    """Return a page, a text or sound UTF-8, as UTF-8 without NULs.

    >>> source("<p>so\\0und")
    b'<p>sound'
    """
    page = utf8(html) if isinstance(html, str) else html
    # A NUL ends the text for some parsers and is dropped by the standard.
    return page.replace(b"\0", b"") if b"\0" in page else page


def harmless(page: bytes) -> bytes:
    """Return a page, UTF-8 without NULs, without what would cost a parser more than its size.

    >>> harmless(b"<p>sound")
    b'<p>sound'
    """
    if not may_be_hostile(page):
        return page
    html = _few_attributes(page.decode())
    flat = shallow(html)
    # Drawings have hundreds of elements that hold nothing, and none of them is read.
    return (flat if flat == html else shallow(_undrawn(html.encode()).decode())).encode()


def _undrawn(page: bytes) -> bytes:
    """The page without what is drawn in its `<svg>`, up to the first end tag behind each."""
    lower = page.lower()
    kept = []
    done = place = 0
    end = script = -1
    while (place := lower.find(b"<svg", place)) >= 0 and (start := lower.find(b">", place) + 1):
        if end < start:
            end = lower.find(b"</svg", start)
            if end < 0:
                break
        if script < start and script != len(page):
            script = lower.find(b"</script", start)
            script = len(page) if script < 0 else script
        place = start
        # One that ends itself holds nothing, and one that a script writes may be written in parts.
        if lower[start - 2] != ord("/") and script > end:
            kept.append(page[done:start])
            done = place = end
    return b"".join([*kept, page[done:]]) if kept else page


def in_order(page: bytes) -> bytes | None:
    """Return a page as lexbor writes it, where that takes no tree; None where it does, or may.

    `page` is UTF-8 without NULs. Nine pages of ten are in order: elements end where others begin or end, and
    nothing is to be moved. What is inside of `svg`, `math` and `template` is left out. Without the extension
    no page is.

    >>> in_order(b"<i><p>sound</i>, and not") is None
    True
    """
    return COMPILED.tidy(page, _meant) if COMPILED else None


@lru_cache(maxsize=1 << 12)
def _meant(letters: str) -> tuple[str, int]:
    """What letters behind an ampersand stand for, and how many of them do; nothing, and 0, if none."""
    known = references()
    if letters in known:
        return known[letters], len(letters)
    # Old names need no semicolon; none is longer.
    for length in range(min(_OLD, len(letters)), 1, -1):
        if letters[:length] in known:
            return known[letters[:length]], length
    return "", 0


#: Names of characters that need no semicolon have so many letters at most.
_OLD = 6


def utf8(text: str, compiled: bool | None = None) -> bytes:
    """Return a text as UTF-8, with a question mark for each lone surrogate.

    `compiled` asks for one way or the other.
    """
    if COMPILED and compiled is not False:
        encoded: bytes = COMPILED.utf8(text)
        return encoded
    return text.encode("utf-8", "replace")


def is_plain(data: bytes, compiled: bool | None = None) -> bool:
    """Return whether bytes are a page that is UTF-8 as it stands, without a mark: it needs no decoding.

    Of one in ASCII, which may be something else, that is not said. `compiled` asks for one way or the other.

    >>> is_plain("<p>déjà vu".encode()), is_plain("<p>déjà vu".encode("latin-1"))
    (True, False)
    """
    if not _BEGINNING.match(data) or _CONTROL.search(data, 0, _HEAD) or b"\0" in data:
        return False
    if data.isascii():
        return False
    if COMPILED and compiled is not False:
        found: bool = COMPILED.is_utf8(data)
        return found
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


#: So much of a page tells whether it is text.
_HEAD = 1024
_BEGINNING = re.compile(rb"\s*<")
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1f\x7f]")


def may_be_hostile(data: bytes, compiled: bool | None = None) -> bool:
    """Return whether a page may nest too deep or have long tags.

    `compiled` asks for one way to tell or the other. The compiled one knows which tags are open, and
    counts attributes; the other looks at every "<" and at what follows, and takes a page of many tags
    for one that may.
    """
    if COMPILED and compiled is not False:
        found: bool = COMPILED.hostile(data, _NOT_NESTING, DEEPEST, LONG_TAG, MOST_ATTRIBUTES)
        return found
    import numpy as np

    codes = np.frombuffer(data, np.uint8)
    places = np.flatnonzero(codes[:-1] == ord("<"))
    following = codes[places + 1]
    letters = (following | 0x20) - np.uint8(ord("a")) < 26
    if np.count_nonzero(letters) > MANY_TAGS:
        return True
    depths = np.cumsum(letters.astype(np.int32) - (following == ord("/")))
    if len(places) and depths.max() >= DEEPEST:
        return True
    far = letters & (np.diff(places, append=len(codes)) > LONG_TAG)
    return any(data.find(b">", place, place + LONG_TAG) < 0 for place in places[far].tolist())


def shallow(html: str) -> str:
    """Return the page without the tags that nest deeper than any browser follows.

    The standard has a parser look through all open elements at many a tag, so that nesting costs
    the square of its depth; browsers stop at some 512 elements, and so do we.

    >>> shallow("<p>sound") == "<p>sound"
    True
    >>> shallow("<i>" * 600 + "deep").count("<i>")
    512
    """
    depth = 0
    opened: dict[str, int] = defaultdict(int)
    kept = []
    position = 0
    for tag in _TAG.finditer(html):
        name = tag[2].lower()
        if name in _NOT_NESTING:
            continue
        step = -1 if tag[1] else 1
        # An end tag of what is not open ends nothing.
        if opened[name] + step < 0:
            continue
        opened[name] += step
        depth += step
        if depth + len(tag[1]) > DEEPEST:
            kept.append(html[position : tag.start()])
            position = tag.end()
    return "".join([*kept, html[position:]]) if kept else html


def _few_attributes(html: str) -> str:
    """The page without the attributes of tags that have thousands of them.

    A parser compares every attribute with all before it.
    """
    if len(html) < LONG_TAG:
        return html
    # A tag is long only where a "<" is far from the next ">".
    place = html.find("<")
    kept = []
    done = 0
    for part in html[place + 1 :].split("<") if place >= 0 else ():
        if len(part) > LONG_TAG:
            close = part.find(">")
            end = close + 1 if close >= 0 else len(part)
            if end > LONG_TAG and part[0].isalpha():
                bare = _bare(part[:end])
                if bare:
                    kept.append(html[done : place + 1] + bare)
                    done = place + 1 + end
        place += len(part) + 1
    return "".join([*kept, html[done:]]) if kept else html


def _bare(tag: str) -> str:
    """A tag, from its name on, without its attributes; nothing if they are not too many."""
    names = _QUOTED.sub("", tag).split(None, MOST_ATTRIBUTES)
    return f"{names[0]}>" if len(names) > MOST_ATTRIBUTES else ""


def _lexbor(page: bytes) -> list[Event]:
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(page)
    node: Any = tree.root
    if node is None:
        return []
    found: list[Event] = []
    add = found.append
    opened: list[Any] = []
    while True:
        tag = node.tag
        if tag == "-text":
            add(node.text_content or "")
        # Names of what is no element begin so: -comment, !doctype; an instruction has none.
        elif tag and tag[0] not in "-!" and tag not in LEFT_OUT:
            add((tag, node.attributes))
            child = node.child
            if child is not None:
                opened.append(node)
                node = child
                continue
            add(None)
        following = node.next
        while following is None:
            if not opened:
                return found
            node = opened.pop()
            add(None)
            following = node.next
        node = following


def _html5lib(page: bytes) -> list[Event]:
    import html5lib

    # Scripts are not run here, so what stands in noscript is part of the page.
    tree = html5lib.parse(
        page.decode(), treebuilder="etree", namespaceHTMLElements=False, scripting=False
    )
    found: list[Event] = []
    left_out = 0  # how many such elements are open
    for token in html5lib.getTreeWalker("etree")(tree):
        kind = token["type"]
        if kind in ("StartTag", "EmptyTag"):
            name = token["name"].lower()
            left_out += name in LEFT_OUT
            if not left_out:
                attributes = {str(name): value for (_, name), value in token["data"].items()}
                found.append((name, attributes))
        elif kind in ("Characters", "SpaceCharacters") and not left_out:
            found.append(token["data"])
        if kind in ("EndTag", "EmptyTag"):
            if not left_out:
                found.append(None)
            left_out -= token["name"].lower() in LEFT_OUT
    return found


_PARSERS: dict[str, Callable[[bytes], list[Event]]] = {"lexbor": _lexbor, "html5lib": _html5lib}
