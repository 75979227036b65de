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
from cleantext.lazy import pattern

_RUN = pattern("\u2026+")


def find(document: Document) -> Iterator[Edit]:
    """Yield three full stops for each ellipsis that stands alone."""
    for run in _RUN.finditer(document.text):
        if run.end() - run.start() == 1:
            yield Edit(run.start(), run.end(), "\u2026", "...", "ellipsis")


FILTER = Filter(
    "ellipses",
    find,
    triggers=(Trigger(chars="\u2026"),),
    line_local=True,
    summary="the ellipsis of one character, to three full stops",
)
