r"""Chinese punctuation that was folded to ASCII.

What is fixed: `,` `:` `;` `?` `!` and brackets between Chinese characters become `，` `：` `；` `？`
`！` `（` `）` again, in a text whose other marks are Chinese. Programs that fold the full width
block U+FF01-FF5E to ASCII, NFKC among them, change these marks and leave `。`, `、` and the
quotation marks, which stand elsewhere. A writer who types ASCII commas ends sentences with an ASCII
full stop; a text with `。` and hardly one full width comma was folded.

What is left alone: a text without `。`, or with some ASCII full stops behind Chinese characters; one
without an ASCII comma between Chinese characters, or with full width marks of its own; marks that
are followed by a space; marks between Latin letters or digits; brackets that are set off by a space
or have no Chinese character in them; and everything in numbers, times, URLs and e-mail addresses. A
bracket changes with its partner, or not at all.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["folded_width"]).clean
>>> clean("會后,雙方簽署了協議(草案),時間是10:39:00。他問:為什么?")
'會后，雙方簽署了協議（草案），時間是10:39:00。他問：為什么？'
>>> clean("他说,好的. 我说:行!")
'他说,好的. 我说:行!'

Source: the Halfwidth and Fullwidth Forms block of the Unicode Standard.
"""

import re
from collections.abc import Iterator

from cleantext.anchored import Anchored, Members
from cleantext.document import Document, lines
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger
from cleantext.hanzi import HAN
from cleantext.lazy import pattern

#: Folded commas must outnumber the full width marks this many times, and `。` the ASCII full stops.
FEW = 4

_NOTE = "full width mark folded to ASCII"
#: What Chinese text is made of, besides the marks that folding takes away.
_CHINESE = f"{HAN}。、“”‘’《》〈〉「」『』【】…—·"
# The mark comes first and its look-behind after it: the search for the mark is what must be fast.
_COMMA = Anchored(",", f"(?<=[{_CHINESE})].)(?=[{_CHINESE}])")
_FULL = Members("！（），：；？")
_STOP = Anchored(".", f"(?<=[{HAN}].)(?![.\\w])")
# After Chinese, or before it: between Latin letters and digits a mark is their own.
_MARKS = pattern(f"(?<=[{_CHINESE}()，：；？！])[,:;?!]++(?! )|[,:;?!]++(?=[{HAN}“《「])")
_BRACKET = pattern("[()]")
_HAN = pattern(f"[{HAN}]")
# Marks in these mean what they say.
_PROTECTED = pattern(
    r"(?:https?|ftp)://[\x21-\x7e]+|www\.[\x21-\x7e]+|[\w.+-]+@[\w-]+\.[\w.-]+|\d+(?:[,:]\d+)+",
    re.ASCII,
)


def find(document: Document) -> Iterator[Edit]:
    """Yield the full form of each mark that was folded."""
    if not _is_folded(document.text):
        return
    for line in document.fact(lines):
        if _HAN.search(line.text):
            for place in sorted(_places(line.text)):
                mark, start = line.text[place], line.start + place
                yield Edit(start, start + 1, mark, chr(ord(mark) + 0xFEE0), _NOTE)


def _is_folded(text: str) -> bool:
    """Whether the text as a whole looks as folding leaves it.

    The comma tells: there is hardly a text without one, and whoever types it as `，` does so
    throughout. Text that was put in or put right since may have full width marks here and there.
    """
    folded = sum(1 for _ in _COMMA.finditer(text))
    if folded <= FEW * _FULL.count(text):
        return False
    return text.count("。") > FEW * sum(1 for _ in _STOP.finditer(text))


def _places(line: str) -> Iterator[int]:
    protected = [match.span() for match in _PROTECTED.finditer(line)]
    bounds = iter([*protected, (len(line), len(line))])
    start, end = next(bounds)
    for match in _MARKS.finditer(line):
        while match.start() >= end:
            start, end = next(bounds)
        if match.start() < start:
            yield from range(*match.span())
    opened: list[int] = []
    for match in _BRACKET.finditer(line):
        if match.group() == "(":
            opened.append(match.start())
        elif opened:
            opening, closing = opened.pop(), match.start()
            set_off = line[:opening].strip() and line[opening - 1] == " "
            if _HAN.search(line, opening, closing) and not set_off:
                yield opening
                yield closing


FILTER = Filter(
    "folded_width",
    find,
    triggers=(Trigger(chars="。"), Trigger(pairs=((f"{_CHINESE})", ","),))),
    summary="Chinese punctuation folded to ASCII",
)
