r"""HTML entities left over in plain text.

What is fixed: character references with a name and a semicolon (`&eacute;`, `&nbsp;`) or a number
(`&#233;`, `&#xE9;`), escaped once or any number of times (`&amp;amp;eacute;`). Numbers 128 to 159
mean the characters of windows-1252, as browsers read them. They are left by scrapers, feeds and
exports that escaped a text twice or forgot to unescape it.

What is left alone: `&` in any other company (`AT&T`, `?a=1&copy=2`), references to nothing, to
controls, surrogates or noncharacters, a reference by itself in quotation marks, which is spoken of
(`replace("<", "&lt;")`) or in the address of a link of Markdown, a program or the source of a manual
that has `<`, `>` or `&` of its own (one that was escaped has none left), and a text that holds HTML or XML
markup of its own: there `&lt;` and `&amp;` are how the page says `<` and `&`, and decoding them would
change what it means. That is decided once, for the whole text.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["html_entities"]).clean
>>> clean("caf&eacute; &amp;amp; bar &#8217;")
'café & bar ’'
>>> clean("AT&T, x?a=1&copy=2, <b>1 &lt; 2</b>")
'AT&T, x?a=1&copy=2, <b>1 &lt; 2</b>'

Source: the named character references of the HTML Standard, as Python's `html.entities` has them.
"""

import re
from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger
from cleantext.lazy import pattern
from cleantext.references import MENTIONED, QUOTES, REFERENCE, character, unescaped
from cleantext.sources import is_source

#: A tag of HTML, opening or closing, with or without attributes; or one that closes, or a head, of XML.
_TAG = pattern(
    r"</[A-Za-z_][\w:.-]*\s*>|<\?xml\b|<!DOCTYPE\b|</?(?:a|b|i|u|p|q|s|em|li|ol|ul|td|th|tr|br|hr|dd|dl|dt|h[1-6]|div|img|pre|sub|sup|code|body"
    r"|head|html|link|meta|span|font|table|title|style|script|strong|blockquote)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)

_RAW = pattern("[<>&]")
#: The address of a link of Markdown, where a reference is as sound as in HTML, and
#: how many code points back that may begin.
_LINK = pattern(r"\]\(<?[^()<>\s]*\Z")
LONGEST = 400


def find(document: Document) -> Iterator[Edit]:
    """Yield the character for each reference, unless the text is itself markup."""
    for start, old, new in _meant(document.text):
        yield Edit._make((start, start + len(old), old, new, "HTML entity"))


def mended(document: Document) -> Document:
    """Return the document as the edits would make it."""
    text = document.text
    new, references, quoted = unescaped(text)
    if new == text or _TAG.search(text):
        return document
    if quoted or "](" in text:
        # What stands around one may say that it is meant.
        return document.edited(list(find(document)))
    # Whether it has such signs of its own is told sooner than whether it is a source; each reference has one.
    own = "<" in text or ">" in text or text.count("&") > references
    return document if own and is_source(text) else document.rewritten(new)


def _meant(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield where references begin, and the characters that they stand for."""
    if not REFERENCE.search(text) or _TAG.search(text) or _speaks_of_them(text):
        return
    links = "](" in text
    known: dict[str, str | None] = {}
    for match in REFERENCE.finditer(text):
        start, end = match.span()
        if links and _LINK.search(text, max(0, start - LONGEST), start):
            continue
        old = match[0]
        if old not in known:
            known[old] = "&" if match[1] is None else character(match[1])
        new, before = known[old], text[start - 1 : start]
        if new is None or (before in QUOTES and before + text[end : end + 1] in MENTIONED):
            continue
        yield start, old, new


def _speaks_of_them(text: str) -> bool:
    """Whether a text is a program, or the source of a manual, that has such signs of its own as well.

    A program that was escaped has none left.
    """
    return is_source(text) and bool(_RAW.search(REFERENCE.sub("", text)))


FILTER = Filter(
    "html_entities",
    find,
    triggers=(Trigger(pairs=(("&", "#A-Za-z"),)), Trigger(chars=";")),
    summary="HTML character references in plain text",
    mends=mended,
)
