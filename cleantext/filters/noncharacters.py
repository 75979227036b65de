r"""Noncharacters: code points that Unicode promises never to use.

What is fixed: U+FFFE and U+FFFF, their likes at the end of every plane, and U+FDD0-FDEF are
removed. They are sentinels of programs that leaked into text, or a byte order mark read the wrong
way round, and XML and many databases refuse them.

What is left alone: unassigned code points, which a later version of Unicode may fill, private use,
and U+FFFD, which says that something was lost here.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["noncharacters"]).clean
>>> clean("a\ufffe\uffffb\ufdd0")
'ab'
>>> clean("lost \ufffd") == "lost \ufffd"
True

Source: Unicode Standard, chapter 23.7.
"""

from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger
from cleantext.lazy import pattern

_CHARS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_RUN = pattern(f"[{_CHARS}]+")


def find(document: Document) -> Iterator[Edit]:
    """Yield a deletion for each run of noncharacters."""
    for run in _RUN.finditer(document.text):
        note = f"noncharacter U+{ord(run.group()[0]):04X}"
        yield Edit(run.start(), run.end(), run.group(), "", note)


FILTER = Filter(
    "noncharacters",
    find,
    # One range for all the upper planes: a trigger may be too wide, and ranges there are slow.
    triggers=(Trigger(chars="\ufdd0-\ufdef\ufffe\uffff\U0001fffe-\U0010ffff"),),
    line_local=True,
    summary="code points that Unicode promises never to use",
)
