r"""Fullwidth Latin letters, digits and signs, where narrow ones are wanted.

What is changed: U+FF01-FF5E become ASCII, and the fullwidth signs of currency and logic their
narrow forms. Taste, not repair: Japanese sets digits wide on purpose, and the marks `，！？（）` are
the punctuation of Chinese. To keep the marks and narrow only letters and digits, ask for
`fullwidth_letters` instead.

What is left alone: the ideographic space, halfwidth katakana, and corner brackets.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["fullwidth"]).clean
>>> clean("Ｈｅｌｌｏ！\u3000１２３")
'Hello!\u3000123'
>>> clean("「はい」、ｶﾅ")
'「はい」、ｶﾅ'

Source: compatibility decompositions of the block Halfwidth and Fullwidth Forms.
"""

import re
from collections.abc import Iterator
from unicodedata import normalize

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger
from cleantext.lazy import pattern

# U+FFE3, the fullwidth macron, decomposes onto a space and stays.
CHARS = "\uff01-\uff60\uffe0-\uffe2\uffe4-\uffe6"
_RUN = pattern(f"[{CHARS}]+")
LETTERS = "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"


def find(document: Document) -> Iterator[Edit]:
    """Yield the narrow form of each run of fullwidth characters."""
    return narrowed(_RUN, document)


def narrowed(runs: re.Pattern[str], document: Document) -> Iterator[Edit]:
    """Yield the narrow form of each match of `runs`."""
    for run in runs.finditer(document.text):
        old = run.group()
        yield Edit(run.start(), run.end(), old, normalize("NFKC", old), "fullwidth forms")


FILTER = Filter(
    "fullwidth",
    find,
    triggers=(Trigger(chars=CHARS),),
    line_local=True,
    summary="fullwidth letters, digits and signs, to ASCII",
)
