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
from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger
from cleantext.hanzi import HAN
from cleantext.lazy import pattern
from cleantext.spans import Spans

#: Folded commas must outnumber the full width marks this many times, and `。` the ASCII full stops.
FEW = 4

_SET = frozenset(",:;?!")
_NOTE = "full width mark folded to ASCII"
#: What Chinese text is made of, besides the marks that folding takes away.
_CHINESE = f"{HAN}。、“”‘’《》〈〉「」『』【】…—·"
# The mark comes first and its look-behind after it: the search for the mark is what must be fast.
_COMMA = Anchored(",", f"(?<=[{_CHINESE})].)(?=[{_CHINESE}])")
_FULL = Members("！（），：；？")
_STOP = Anchored(".", f"(?<=[{HAN}].)(?![.\\w])")
# After Chinese, or before it: between Latin letters and digits a mark is their own.
# The first mark comes first, for that is what must be found fast.
_MARKS = pattern(
    f"[,:;?!](?:(?<=[{_CHINESE}()，：；？！].)[,:;?!]*+(?! )|[,:;?!]*+(?=[{HAN}“《「]))"
)
_BRACKET = pattern(r"[()\n]")
_HAN = pattern(f"[{HAN}]")
# Marks in these mean what they say; each is within a run of ASCII.
_ASCII = pattern(r"[\x21-\x7e]{3,}")
_PROTECTED = pattern(
    r"(?:https?|ftp)://[\x21-\x7e]+|www\.[\x21-\x7e]+|[\w.+-]+@[\w-]+\.[\w.-]+|\d+(?:[,:]\d+)+",
    re.ASCII,
)


def find(document: Document) -> Iterator[Edit]:
    """Yield the full form of each mark that was folded."""
    text = document.text
    for place in _folded(text):
        yield Edit(place, place + 1, text[place], _full(text[place]), _NOTE)


def mended(document: Document) -> Document:
    """Return the document as the edits would make it."""
    text = document.text
    pieces: list[str] = []
    done = 0
    for place in _folded(text):
        pieces += text[done:place], _full(text[place])
        done = place + 1
    return document.rewritten("".join(pieces) + text[done:])


def _full(mark: str) -> str:
    return chr(ord(mark) + 0xFEE0)


def _folded(text: str) -> list[int]:
    """Where marks were folded, in order."""
    return sorted([*_marks(text), *_brackets(text)]) if _is_folded(text) else []


def _is_folded(text: str) -> bool:
    """Whether the text as a whole looks as folding leaves it.

    The comma tells: there is hardly a text without one, and whoever types it as `，` does so
    throughout. Text that was put in or put right since may have full width marks here and there.
    """
    most = FEW * _FULL.count(text)
    # Of a text that was folded all commas tell.
    if text.count(",") <= most or len(_COMMA.pattern.findall(text)) <= most:
        return False
    return text.count("。") > FEW * sum(1 for _ in _STOP.finditer(text))


def _marks(text: str) -> Iterator[int]:
    """Where marks but brackets were folded, in lines with Chinese characters."""
    # Most runs of ASCII are too short, or have no mark.
    runs = [run.span() for run in _ASCII.finditer(text) if not _SET.isdisjoint(run[0])]
    protected = Spans([found.span() for run in runs for found in _PROTECTED.finditer(text, *run)])
    end, is_chinese = -1, False
    for match in _MARKS.finditer(text):
        place = match.start()
        if place > end:
            end = text.find("\n", place)
            end = len(text) if end < 0 else end
            is_chinese = _HAN.search(text, text.rfind("\n", 0, place) + 1, end) is not None
        if is_chinese and not protected.holds(place):
            yield from range(*match.span())


def _brackets(text: str) -> Iterator[int]:
    """Where brackets were folded, each with its partner on the same line."""
    start = 0
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        place = match.start()
        mark = text[place]
        if mark == "\n":
            start = place + 1
            opened.clear()
        elif mark == "(":
            opened.append(place)
        elif opened:
            opening = opened.pop()
            set_off = text[opening - 1] == " " and text[start:opening].strip()
            if _HAN.search(text, opening, place) and not set_off:
                yield opening
                yield place


FILTER = Filter(
    "folded_width",
    find,
    triggers=(Trigger(chars="。"), Trigger(pairs=((f"{_CHINESE})", ","),))),
    summary="Chinese punctuation folded to ASCII",
    mends=mended,
)
