r"""Fullwidth Latin letters and digits, where narrow ones are wanted.

What is changed: `Ａ-Ｚ`, `ａ-ｚ` and `０-９` become ASCII, as Chinese and Japanese publishers set them
beside full width punctuation. Taste, not repair: many set them wide.

What is left alone: every fullwidth sign; `fullwidth` narrows those too.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["fullwidth_letters"]).clean
>>> clean("第１章，Ｈｅｌｌｏ！")
'第1章，Hello！'
>>> clean("你好，世界！（完）")
'你好，世界！（完）'

Source: compatibility decompositions of the block Halfwidth and Fullwidth Forms.
"""

from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger
from cleantext.filters.fullwidth import LETTERS, narrowed
from cleantext.lazy import pattern

_LETTERS = pattern(f"[{LETTERS}]+")


def find(document: Document) -> Iterator[Edit]:
    """Yield the narrow form of each run of letters and digits."""
    return narrowed(_LETTERS, document)


FILTER = Filter(
    "fullwidth_letters",
    find,
    triggers=(Trigger(chars=LETTERS),),
    line_local=True,
    summary="fullwidth letters and digits, to ASCII; punctuation stays wide",
)
