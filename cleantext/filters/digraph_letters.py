r"""Two letters stored as one: the digraphs of Croatian, Serbian and Dutch.

What is changed: dž, lj, nj and dz as one code point, ĳ, and ŉ of Afrikaans become the letters that
everybody types. Taste, not repair: they are letters of those alphabets, and transliteration
between the Serbian scripts is exact with them.

What is left alone: the digraphs as two letters, æ and œ.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["digraph_letters"]).clean
>>> clean("ǆep, Ǉubav, ĳs")
'džep, Ljubav, ijs'
>>> clean("džep, cœur")
'džep, cœur'

Source: compatibility decompositions of U+0132-0133, U+0149, U+01C4-01CC and U+01F1-01F3.
"""

from collections.abc import Iterator
from unicodedata import normalize

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger
from cleantext.lazy import pattern

CHARS = "\u0132\u0133\u0149\u01c4-\u01cc\u01f1-\u01f3"
_DIGRAPH = pattern(f"[{CHARS}]")
# The titlecase form begins a word; before a small letter the capital one is written for it too.
_TITLE = pattern("[\u01c4\u01c7\u01ca\u01f1](?=[^\\W\\d_])")


def find(document: Document) -> Iterator[Edit]:
    """Yield the letters of each digraph."""
    text = document.text
    for match in _DIGRAPH.finditer(text):
        new = "’n" if match.group() == "ŉ" else normalize("NFKC", match.group())
        if _TITLE.match(text, match.start()) and text[match.end()].islower():
            new = new.capitalize()
        yield Edit(match.start(), match.end(), match.group(), new, "digraph letter")


FILTER = Filter(
    "digraph_letters",
    find,
    triggers=(Trigger(chars=CHARS),),
    line_local=True,
    summary="dž, lj, nj, dz and ij stored as one letter",
)
