r"""White space at the ends of lines.

What is fixed: spaces and tabs, and the no-break and other blank characters, before a line end or
the end of the text are removed. Nobody sees them; diffs, deduplication and tests do.

What is left alone: white space anywhere else, indentation above all, and U+3000 in a line that
holds nothing else than a deliberate blank. Blank lines themselves stay.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["trailing_space"]).clean
>>> clean("one \t\ntwo\xa0")
'one\ntwo'
>>> clean("def f(x):\n    return x\n\n")
'def f(x):\n    return x\n\n'
"""

from collections.abc import Iterator
from itertools import chain

from cleantext.anchored import Pairs
from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger

#: Blank characters beyond space and tab; U+1680 is not one, it is a visible stroke.
_WIDE = "\xa0\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_BLANK = " \t" + _WIDE
_BEFORE_LINE_ENDS = Pairs(_BLANK, "\n")


def find(document: Document) -> Iterator[Edit]:
    """Yield a deletion for each run of blanks before a line end."""
    text = document.text
    last = [len(text) - 1] if text.endswith(tuple(_BLANK)) else []
    for place in chain(_BEFORE_LINE_ENDS.each(text), last):
        start, end = text.rfind("\n", 0, place) + 1, place + 1
        kept = start + len(text[start:end].rstrip(_BLANK))
        yield Edit(kept, end, text[kept:end], "", "white space at the end of a line")


FILTER = Filter(
    "trailing_space",
    find,
    triggers=(Trigger(pairs=((_BLANK, "\n"),), ends=tuple(_BLANK)),),
    line_local=True,
    summary="white space at the ends of lines",
)
