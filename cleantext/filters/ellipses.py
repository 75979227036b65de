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

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger

_ELLIPSIS = "\u2026"


def find(document: Document) -> Iterator[Edit]:
    """Yield three full stops for each ellipsis that stands alone."""
    text = document.text
    start = text.find(_ELLIPSIS)
    while start >= 0:
        end = start + 1
        while text.startswith(_ELLIPSIS, end):
            end += 1
        if end - start == 1:
            yield Edit(start, end, _ELLIPSIS, "...", "ellipsis")
        start = text.find(_ELLIPSIS, end)


FILTER = Filter(
    "ellipses",
    find,
    triggers=(Trigger(chars=_ELLIPSIS),),
    line_local=True,
    summary="the ellipsis of one character, to three full stops",
)
