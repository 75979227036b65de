r"""Spaces between hanzi or kana.

What is changed: spaces between two characters of Chinese or Japanese, or beside their punctuation,
are removed. Segmenters, PDF extraction and joined lines leave them. Taste, not repair: a space can
hold a name or a verse apart.

What is left alone: the ideographic space, spaces beside Latin words and digits, Korean, and
indentation.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["cjk_spacing"]).clean
>>> clean("我们 今天 ，去")
'我们今天，去'
>>> clean("使用 Python 编程\u3000田中 한국 사람")
'使用 Python 编程\u3000田中 한국 사람'
"""

import re
from collections.abc import Iterator
from functools import cache

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger

_CJK = "\u3001-\u303f\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff0f\uff1a-\uff1f"


@cache
def _spaces() -> re.Pattern[str]:
    # The space is looked for first: it is rare beside the characters that must enclose it.
    return re.compile(f" (?<=[{_CJK}] ) *(?=[{_CJK}])")


def find(document: Document) -> Iterator[Edit]:
    """Yield a deletion for each run of spaces."""
    for run in _spaces().finditer(document.text):
        yield Edit(run.start(), run.end(), run.group(), "", "space between CJK characters")


FILTER = Filter(
    "cjk_spacing",
    find,
    triggers=(Trigger(chars=" "), Trigger(chars=_CJK)),
    line_local=True,
    summary="spaces between hanzi or kana",
)
