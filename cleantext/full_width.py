"""Chinese marks of full width that were folded to ASCII: whether those of a text were, and which.

A text is looked at in two calls of the compiled loop (`native/scan_folded.c`), between which what only a machine reads
is told by `re`; the twins here say the same.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from functools import cache

from cleantext import scan
from cleantext.anchored import Anchored, Members
from cleantext.classes import partition
from cleantext.hanzi import HAN
from cleantext.lazy import pattern
from cleantext.spans import Spans

#: Folded commas must outnumber the full width marks this many times, and `。` the ASCII full stops.
FEW = 4
#: What Chinese text is made of, besides the marks that folding takes away.
CHINESE = f"{HAN}。、“”‘’《》〈〉「」『』【】…—·"
#: How far a mark is from its full form.
_FULLER = 0xFEE0

_FULL = "！（），：；？"
# What a mark stands behind, or before: between Latin letters and digits it is their own.
_BEHIND, _BEFORE = f"{CHINESE}()，：；？！", f"{HAN}“《「"
_SET = frozenset(",:;?!")
# The comma comes first and its look-behind after it: the search for the mark is what must be fast.
_COMMA = Anchored(",", f"(?<=[{CHINESE})].)(?=[{CHINESE}])")
_FULL_MARKS = Members(_FULL)
_STOP = Anchored(".", f"(?<=[{HAN}].)(?![.\\w])")
_MARKS = pattern(f"[,:;?!](?:(?<=[{_BEHIND}].)[,:;?!]*+(?! )|[,:;?!]*+(?=[{_BEFORE}]))")
_BRACKET = pattern(r"[()\n]")
_HAN = pattern(f"[{HAN}]")
# Marks in these mean what they say; each is within a run of ASCII.
_ASCII = pattern(r"[\x21-\x7e]{3,}")
_PROTECTED = pattern(
    r"(?:https?|ftp)://[\x21-\x7e]+|www\.[\x21-\x7e]+|[\w.+-]+@[\w-]+\.[\w.-]+|\d+(?:[,:]\d+)+",
    re.ASCII,
)


def folded(text: str) -> bytes:
    """Return for each character of a text 1 if it is a mark that was folded, else 0; nothing for a text that was not.

    >>> text = "他說,你好(三)。10:39,好。"
    >>> "".join(char for char, flag in zip(text, folded(text)) if flag)
    ',(),'
    >>> folded("他說, 你好。")
    b''
    """
    if scan.COMPILED is None:
        return folded_in_python(text)
    runs = scan.COMPILED.ascii_runs(text, _classes(), FEW)
    if runs is None:
        return b""
    protected = array("q", [place for span in _protected(text, runs) for place in span])
    flags: bytes = scan.COMPILED.folded(text, _classes(), protected)
    return flags


def folded_in_python(text: str) -> bytes:
    """Return the same, without the compiled loop."""
    if not _is_folded(text):
        return b""
    flags = bytearray(len(text))
    for place in (*_marks(text), *_brackets(text)):
        flags[place] = 1
    return bytes(flags)


def full(char: str) -> str:
    """Return the full form of a mark.

    >>> full(",")
    '，'
    """
    return chr(ord(char) + _FULLER)


def fuller(text: str, flags: bytes) -> str:
    """Return a text with the full forms of those characters that are not flagged 0.

    >>> fuller("a,b,", bytes([0, 1, 0, 0]))
    'a，b,'
    """
    if scan.COMPILED is not None:
        made: str = scan.COMPILED.fuller(text, flags)
        return made
    pieces: list[str] = []
    done = place = 0
    while (place := flags.find(1, done)) >= 0:
        pieces += text[done:place], full(text[place])
        done = place + 1
    return "".join(pieces) + text[done:]


def _protected(text: str, runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches of some runs of ASCII in which marks mean what they say."""
    return [found.span() for run in runs for found in _PROTECTED.finditer(text, *run)]


def _is_folded(text: str) -> bool:
    """Whether the text as a whole looks as folding leaves it.

    The comma tells: there is hardly a text without one, and whoever types it as `，` does so
    throughout. Text that was put in or put right since may have full width marks here and there.
    """
    most = FEW * _FULL_MARKS.count(text)
    # Of a text that was folded all commas tell.
    if text.count(",") <= most or len(_COMMA.pattern.findall(text)) <= most:
        return False
    return text.count("。") > FEW * sum(1 for _ in _STOP.finditer(text))


def _marks(text: str) -> Iterator[int]:
    """Where marks but brackets were folded, in lines with Chinese characters."""
    # Most runs of ASCII are too short, or have no mark.
    runs = [run.span() for run in _ASCII.finditer(text) if not _SET.isdisjoint(run[0])]
    protected = Spans(_protected(text, runs))
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


@cache
def _classes() -> bytes:
    """What the compiled loop reads: for each character up to U+FFFF which of its classes it is in, as bits."""
    parts = partition([HAN, CHINESE, _FULL, _BEHIND, _BEFORE, ",:;?!"])
    assert parts is not None
    numbers, holding = parts
    return bytes(numbers[:0x10000]).translate(bytes(holding).ljust(256, b"\0"))
