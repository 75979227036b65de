r"""Exclamation and question marks by the dozen.

What is changed: four and more of the same mark in a row become three. Taste, not repair: shouting
is what the writer meant.

What is left alone: up to three of them, mixtures such as `?!?!`, and rows of other marks: full
stops lead the eye in a table of contents, hyphens and equals signs draw lines.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["repeated_marks"]).clean
>>> clean("no!!!!!!!! why????")
'no!!! why???'
>>> clean("no!!! ?!?!?! ...... ------")
'no!!! ?!?!?! ...... ------'
"""

from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger
from cleantext.lazy import pattern

_MARKS = "!?¡¿！？"
_RUN = pattern(rf"([{_MARKS}])\1{{3,}}")


def find(document: Document) -> Iterator[Edit]:
    """Yield a deletion of all but three marks of each run."""
    for run in _RUN.finditer(document.text):
        start, end = run.start() + 3, run.end()
        yield Edit(start, end, run.group()[3:], "", f"{end - start + 3} marks in a row")


FILTER = Filter(
    "repeated_marks",
    find,
    triggers=(Trigger(words=tuple(mark * 4 for mark in _MARKS)),),
    line_local=True,
    summary="four and more exclamation or question marks in a row",
)
