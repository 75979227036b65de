r"""Arabic presentation forms whose letters are not certain.

What is found: U+FBD3-FBFF. By the standard they are letters of Uyghur, Kyrgyz and Sindhi, but fonts
of PDF files use the same code points as slots for other glyphs, so that decomposing them writes
letters that were never there. They are only reported.

What is left alone: the forms that `presentation_forms` mends, and the letters themselves.

>>> from cleantext import Document
>>> [edit.old for edit in find(Document("\ufbd7 \ufbd9"))] == ["\ufbd7", "\ufbd9"]
True
>>> list(find(Document("كتاب \ufefb")))
[]

Source: Unicode code charts, Arabic Presentation Forms-A.
"""

from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Level, Trigger
from cleantext.lazy import pattern

CHARS = "\ufbd3-\ufbff"
_RUN = pattern(f"[{CHARS}]+")


def find(document: Document) -> Iterator[Edit]:
    """Yield each run of forms that fonts use as slots."""
    for run in _RUN.finditer(document.text):
        yield Edit(run.start(), run.end(), run.group(), run.group(), "form with uncertain letters")


FILTER = Filter(
    "ambiguous_forms",
    find,
    triggers=(Trigger(chars=CHARS),),
    level=Level.REPORT,
    line_local=True,
    summary="Arabic presentation forms that fonts use as slots for other glyphs",
)
