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
from cleantext.references import references
from cleantext.sources import is_source

# `&amp;` may stand any number of times before the reference that it escapes, however it is
# written; one pattern for the chain keeps the filter idempotent and linear.
_AMP = r"(?:amp|AMP|#0*38|#[xX]0*26);"
_WRITTEN = (
    rf"&(?:{_AMP})*(?:{_AMP}|(#[0-9]{{1,8}}|#[xX][0-9a-fA-F]{{1,7}}|[A-Za-z][A-Za-z0-9]{{1,31}});)"
)
_REFERENCE, _WHOLE = pattern(_WRITTEN), pattern(f"({_WRITTEN})")
#: What stands around a reference by itself that is spoken of: in a program, or in a text about them.
_MENTIONED = frozenset(('""', "''", "``", "“”", "‘’", "„“", "«»"))
_QUOTES = frozenset(each[0] for each in _MENTIONED)
_QUOTED = pattern(f"[{''.join(sorted(_QUOTES))}]&")
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
    if "](" not in text and not _QUOTED.search(text):
        return document.rewritten(_replaced(text))
    pieces: list[str] = []
    done = 0
    for start, old, new in _meant(text):
        pieces += (text[done:start], new)
        done = start + len(old)
    return document.rewritten("".join(pieces) + text[done:])


def _replaced(text: str) -> str:
    """The same of a text in which what stands around a reference says nothing of it."""
    parts = _WHOLE.split(text)
    olds, names = parts[1::3], parts[2::3]
    if not olds or _TAG.search(text):
        return text
    # Whether it has such signs of its own is told sooner than whether it is a source; each reference has one.
    own = "<" in text or ">" in text or text.count("&") > len(olds)
    if own and is_source(text):
        return text
    new: dict[str, str] = {}
    for old, name in dict(zip(olds, names, strict=True)).items():
        new[old] = ("&" if name is None else _character(name)) or old
    parts[1::3] = map(new.__getitem__, olds)
    parts[2::3] = [""] * len(names)
    return "".join(parts)


def _meant(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield where references begin, and the characters that they stand for."""
    if not _REFERENCE.search(text) or _TAG.search(text) or _speaks_of_them(text):
        return
    links = "](" in text
    known: dict[str, str | None] = {}
    for match in _REFERENCE.finditer(text):
        start, end = match.span()
        if links and _LINK.search(text, max(0, start - LONGEST), start):
            continue
        old = match[0]
        if old not in known:
            known[old] = "&" if match[1] is None else _character(match[1])
        new, before = known[old], text[start - 1 : start]
        if new is None or (before in _QUOTES and before + text[end : end + 1] in _MENTIONED):
            continue
        yield start, old, new


def _speaks_of_them(text: str) -> bool:
    """Whether a text is a program, or the source of a manual, that has such signs of its own as well.

    A program that was escaped has none left.
    """
    return is_source(text) and bool(_RAW.search(_REFERENCE.sub("", text)))


def _character(name: str) -> str | None:
    """The character or characters of a reference, or None when it refers to nothing sound."""
    if name[0] != "#":
        return references().get(name + ";")
    code = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
    if 128 <= code < 160:
        try:
            return bytes([code]).decode("cp1252")
        except UnicodeDecodeError:
            return None
    unsound = (
        (code < 32 and code not in (9, 10))
        or code == 127
        or 0xD800 <= code < 0xE000
        or code > 0x10FFFF
        or code & 0xFFFE == 0xFFFE
        or 0xFDD0 <= code < 0xFDF0
    )
    return None if unsound else chr(code)


FILTER = Filter(
    "html_entities",
    find,
    triggers=(Trigger(pairs=(("&", "#A-Za-z"),)), Trigger(chars=";")),
    summary="HTML character references in plain text",
    mends=mended,
)
