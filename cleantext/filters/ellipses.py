r"""Ellipses of one character, where ASCII is wanted.

What is changed: `…` becomes three full stops. Taste, not repair.

What is left alone: the raised ellipsis of mathematics, and the double one of Chinese and Japanese,
which would become a row of six dots.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["ellipses"]).clean
>>> clean("wait… what")
'wait... what'
>>> clean("走了…… 1 ⋯ n")
'走了…… 1 ⋯ n'

Source: Unicode Standard, chapter 6.2, "Other Punctuation".
"""

from collections.abc import Iterator

from cleantext.anchored import Anchored
from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger

_ELLIPSIS, _DOTS = "\u2026", "..."
_ALONE = Anchored(_ELLIPSIS, f"(?<!{_ELLIPSIS}{_ELLIPSIS})(?!{_ELLIPSIS})", by_neighbours=True)


def find(document: Document) -> Iterator[Edit]:
    """Yield three full stops for each ellipsis that stands alone."""
    for alone in _ALONE.finditer(document.text):
        yield Edit(alone.start(), alone.end(), _ELLIPSIS, _DOTS, "ellipsis")


def mended(document: Document) -> Document:
    """Return the document as the edits would make it."""
    if 2 * _ELLIPSIS in document.text:
        return document.edited(list(find(document)))
    return document.rewritten(document.text.replace(_ELLIPSIS, _DOTS))


FILTER = Filter(
    "ellipses",
    find,
    triggers=(Trigger(chars=_ELLIPSIS),),
    line_local=True,
    mends=mended,
    summary="the ellipsis of one character, to three full stops",
)
