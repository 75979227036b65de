r"""Halfwidth katakana and the halfwidth marks of Japanese.

What is changed: U+FF61-FF9F become the full width characters, a voiced mark composing with its
letter. Taste, not repair: old systems write them, but so do designers and chat.

What is left alone: everything else, fullwidth letters and digits too.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["halfwidth_kana"]).clean
>>> clean("ﾊﾝｶｸ ﾊﾞ ｢ﾃｽﾄ｣｡")
'ハンカク バ 「テスト」。'
>>> clean("第１章 ＡＢＣ カナ")
'第１章 ＡＢＣ カナ'

Source: compatibility decompositions of the block Halfwidth and Fullwidth Forms.
"""

from collections.abc import Iterator
from unicodedata import normalize

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger
from cleantext.lazy import pattern

CHARS = "\uff61-\uff9f"
_RUN = pattern(f"[{CHARS}]+")
#: A voicing mark that found nothing to compose with stands for itself.
_ALONE = str.maketrans({"\u3099": "\u309b", "\u309a": "\u309c"})


def find(document: Document) -> Iterator[Edit]:
    """Yield the full width form of each run."""
    for run in _RUN.finditer(document.text):
        old = run.group()
        new = normalize("NFKC", old).translate(_ALONE)
        yield Edit(run.start(), run.end(), old, new, "halfwidth katakana")


FILTER = Filter(
    "halfwidth_kana",
    find,
    triggers=(Trigger(chars=CHARS),),
    line_local=True,
    summary="halfwidth katakana and marks, to full width",
)
