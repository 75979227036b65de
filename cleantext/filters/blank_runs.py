r"""Floods of blank lines, and doubled spaces in prose.

What is fixed: three and more blank lines in a row become one, and a doubled space between two words
in a line of prose becomes one.

What is left alone: two blank lines, as Python puts between functions; two spaces after a sentence;
and every run of spaces that may hold columns apart. So a line is left as it is when it is indented,
has a run of spaces anywhere else than between two words, holds signs that prose does without, or
stands beside a line that has runs of its own. Thai, Lao, Khmer, Burmese and Tibetan, which have a
wide and a narrow space, and hanzi and kana, which are padded in lists, keep theirs.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["blank_runs"]).clean
>>> clean("one  word too\n\n\n\n\nmany")
'one word too\n\nmany'
>>> sound = "Tea, green    3.20\n\n\nx = 1  # why\n    indented  text\nThe end.  And then."
>>> clean(sound) == sound
True
"""

import re
from collections.abc import Iterator
from functools import cache

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger
from cleantext.lazy import pattern
from cleantext.scan import repeated

_SPACES = pattern(" {2,}")
#: A line that holds these is code, a table or a log sooner than prose.
_SIGNS = pattern(r"[\t_=+*/\\|<>{}\[\]`@#$^~\u2500-\u25ff]")


@cache
def _unspaced() -> re.Pattern[str]:
    # Scripts that do not put one space between words.
    return re.compile("[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3000-\u9fff]")


#: From this number of words on a line is prose beyond doubt.
_PROSE = 8


def find(document: Document) -> Iterator[Edit]:
    """Yield a deletion of what is too much of a run."""
    text = document.text
    yield from sorted([*_spaces(text), *_lines(text)])


def _lines(text: str) -> Iterator[Edit]:
    """Yield a deletion of all but one of a flood of blank lines."""
    start = repeated(text, "\n", 4)
    while start >= 0:
        end = _end(text, start)
        yield Edit(start + 2, end, text[start + 2 : end], "", f"{end - start - 1} blank lines")
        start = repeated(text, "\n", 4, end)


def _end(text: str, start: int) -> int:
    while start < len(text) and text[start] == "\n":
        start += 1
    return start


def _spaces(text: str) -> Iterator[Edit]:
    """Yield a deletion of the second of two spaces in a line of prose."""
    start = repeated(text, " ", 2)
    while start >= 0:
        first = text.rfind("\n", 0, start) + 1
        last = text.find("\n", start)
        last = len(text) if last < 0 else last
        if first < start and not text[first].isspace():
            yield from _line(text, first, last)
        start = repeated(text, " ", 2, last)


def _line(text: str, first: int, last: int) -> Iterator[Edit]:
    """Yield the edits of one line that is not indented, if it is prose."""
    if _SIGNS.search(text, first, last) or _columns(text, first, last):
        return
    words = text.count(" ", first, last)
    runs = [run.span() for run in _SPACES.finditer(text, first, last) if run.end() < last]
    inner = [(start, end) for start, end in runs if text[start - 1] not in ".!?:;”’\"')"]
    for start, end in inner:
        before, after = text[start - 1], text[end]
        slip = end - start == 2 or (end - start == 3 and words >= _PROSE)
        if _unspaced().match(before) or _unspaced().match(after):
            return
        lower = after.islower() or words >= _PROSE
        if not (slip and (before.isalpha() or before == ",") and after.isalpha() and lower):
            return
    for start, end in inner:
        yield Edit(start + 1, end, text[start + 1 : end], "", "spaces inside prose")


def _columns(text: str, first: int, last: int) -> bool:
    """Whether the line before or after has a run of spaces inside, as a table would."""
    above = text.rfind("\n", 0, max(0, first - 1)) + 1
    below = text.find("\n", last + 1)
    below = len(text) if below < 0 else below
    return any(
        "  " in text[start:end].strip(" ")
        for start, end in ((above, first - 1), (last + 1, below))
        if start < end
    )


FILTER = Filter(
    "blank_runs",
    find,
    triggers=(Trigger(words=("  ", "\n\n\n\n")),),
    summary="three and more blank lines, doubled spaces between the words of prose",
)
