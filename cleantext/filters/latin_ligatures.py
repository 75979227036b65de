r"""Ligatures of f and long s that fonts should have made.

What is fixed: ﬀ, ﬁ, ﬂ, ﬃ, ﬄ, ﬅ and ﬆ inside or beside a word become the letters that they draw.
PDF extraction and old typesetting leave them, and `oﬃce` is then found by nobody. ﬅ becomes long s
and t, as the Unicode Character Database has it.

What is left alone: æ, œ and ß, which are letters; ĳ and the Croatian digraphs; the long s itself;
and a ligature that stands alone, because then the text speaks about it.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["latin_ligatures"]).clean
>>> clean("o\ufb03ce, la\ufb05")
'office, laſt'
>>> clean("cœur, Æsop, the \ufb01 ligature") == "cœur, Æsop, the \ufb01 ligature"
True

Source: compatibility decompositions of U+FB00-FB06.
"""

from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger
from cleantext.lazy import pattern

CHARS = "\ufb00-\ufb06"
LETTERS = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "ſt",
    "\ufb06": "st",
}
_IN_WORD = pattern(rf"[{CHARS}](?:(?=\w)|(?<=\w.))")


def find(document: Document) -> Iterator[Edit]:
    """Yield the letters of each ligature that stands in a word."""
    for match in _IN_WORD.finditer(document.text):
        old = match.group()
        yield Edit(match.start(), match.end(), old, LETTERS[old], "ligature of the font")


FILTER = Filter(
    "latin_ligatures",
    find,
    triggers=(Trigger(chars=CHARS),),
    line_local=True,
    summary="ff, fi, fl, ffi, ffl, long s t and st as one character",
)
