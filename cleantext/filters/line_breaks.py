r"""Line ends that are not a line feed.

What is fixed: CR LF, a lone CR, vertical tab (the line break inside a paragraph of word
processors), NEL (U+0085), LINE SEPARATOR (U+2028) and PARAGRAPH SEPARATOR (U+2029) become a line
feed. Tools disagree on all of them: one counts a line where the other sees a character, so offsets
and line numbers drift apart. U+0085 is also what the ellipsis of windows-1252 looks like when it
was read as latin-1; `mojibake` and `c1_controls` look at it first.

What is left alone: line feed and form feed. A file that uses CR LF throughout keeps
it when the command rewrites it in place: there it is the file's convention, not damage.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["line_breaks"]).clean
>>> clean("one\r\ntwo\rthree\u2028four")
'one\ntwo\nthree\nfour'
>>> clean("one\ntwo\n")
'one\ntwo\n'

Source: Unicode Standard Annex 13, now chapter 5.8, newline guidelines.
"""

from collections.abc import Iterator

from cleantext.anchored import Anchored
from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger

_NAMES = {
    "\r\n": "CR LF",
    "\r": "CR",
    "\x0b": "vertical tab",
    "\x85": "next line",
    "\u2028": "line separator",
    "\u2029": "paragraph separator",
}
_BREAKS = "\r\x0b\x85\u2028\u2029"
_BREAK = Anchored(_BREAKS, "(?:(?<=\r)\n)?")


def find(document: Document) -> Iterator[Edit]:
    """Yield a line feed for each other line end."""
    for match in _BREAK.finditer(document.text):
        old = match.group()
        yield Edit(match.start(), match.end(), old, "\n", _NAMES[old])


def mended(document: Document) -> Document:
    """Return the document as the edits would make it."""
    text = document.text.replace("\r\n", "\n")
    for each in _BREAKS:
        text = text.replace(each, "\n")
    return document.rewritten(text)


FILTER = Filter(
    "line_breaks",
    find,
    triggers=(Trigger(chars=_BREAKS),),
    summary="CR LF, lone CR and the Unicode separators instead of a line feed",
    mends=mended,
)
