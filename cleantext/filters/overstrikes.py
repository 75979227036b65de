r"""Letters struck twice, or over an underscore.

What is fixed: a letter, a backspace and the same letter, which is bold on a typewriter terminal,
become the letter; an underscore and a backspace before a letter, which underline it, go. `man`
prints pages so, and they end in text files.

What is left alone: every other backspace; `control_chars` removes what is left.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["overstrikes"]).clean
>>> clean("N\x08NA\x08AM\x08ME\x08E _\x08x")
'NAME x'
>>> clean("snake_case, aa") == "snake_case, aa"
True
"""

from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger
from cleantext.lazy import pattern

_STRUCK = pattern(r"(?:_\x08)+(?=[^\W_])|([^\W_]|[^\w\s\x08])(?:(?:\x08_)*\x08\1)+")


def find(document: Document) -> Iterator[Edit]:
    """Yield the letter for each that was struck more than once."""
    for match in _STRUCK.finditer(document.text):
        yield Edit(*match.span(), match.group(), match[1] or "", "overstrike")


FILTER = Filter(
    "overstrikes",
    find,
    triggers=(Trigger(chars=r"\x08"),),
    line_local=True,
    summary="letters struck twice for bold, or over an underscore, as man prints them",
)
