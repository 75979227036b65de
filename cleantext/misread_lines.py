"""What the lines of a text were in which something tells that they are UTF-8 read amiss.

All of them are judged in one call of the compiled loop (`native/scan_misread.c`); where it says nothing, as where it is
missing, each is asked by itself.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from cleantext import scan
from cleantext.charmaps import UTF8_READ_AS
from cleantext.misread import as_utf8, fix, is_settled, may_be_utf8, settled, stretch_tables
from cleantext.odd_lines import Odd, OddLines
from cleantext.sequences import implausible_lines, is_implausible, sequence_tables
from cleantext.unread import altered, codes, leniently, strictly

#: What becomes of a line: it stays, is UTF-8 read as windows-1252 or latin-1, or as another charset, as a whole, or is mended.
STAYS, RESTORED, REREAD, MENDED = 0, 1, 2, 3
#: The compiled loop leaves a line to others.
_UNTOLD = 4
#: So many lines are remembered.
_FEW = 1 << 12

#: Which of these fates is certain.
_CERTAIN = bytes(fate == RESTORED for fate in range(256))

Known = dict[str, tuple[int, str | None]]
#: What becomes of each line; start, end and text of those that do not stay, without a text where that is not told.
Look = tuple[bytes, list[tuple[int, int, str | None]]]


class Misread(NamedTuple):
    """A line that begins at `start`, as it stands and as it was; `same_ascii` if nothing but bytes was read again."""

    start: int
    old: str
    new: str
    same_ascii: bool


def first_look(text: str, odd: OddLines) -> Look | None:
    """Return what the compiled loop says of the odd lines of a text: for some of them nothing. None if it is missing."""
    if scan.COMPILED is None:
        return None
    found: Look = scan.COMPILED.misread(text, odd.places, odd.glimpses, False, *_tables())
    return found


def misread_lines(
    text: str, odd: OddLines, known: Known, look: Look | None = None
) -> tuple[bytes, list[Misread]]:
    """Return what becomes of each of the odd lines of a text, a byte each, and those that do not stay.

    What is `known` of lines is added to. `look` is their `first_look`, if somebody has taken it.

    >>> fates, lines = misread_lines("cafÃ©\\nsound", OddLines("cafÃ©\\nsound", [3], glimpses=None), {})
    >>> list(fates), lines
    ([1], [Misread(start=0, old='cafÃ©', new='café', same_ascii=True)])
    """
    if not odd.glimpsed:
        return bytes(len(odd)), []
    look = look or first_look(text, odd)
    if look is None:
        return _one_by_one(odd, known)
    told, found = look
    if not found:
        return told, []
    fates = bytearray(told)
    number, lines = -1, []
    for start, end, fixed in found:
        while not told[number := number + 1]:
            pass
        old, fate, new = text[start:end], told[number], fixed
        if fate == _UNTOLD:
            fate, new = _remembered(old, odd[number].glimpse, known)
            fates[number] = fate
        if new is not None:
            lines.append(Misread(start, old, new, fate != MENDED))
    return bytes(fates), lines


def certain_lines(text: str, odd: OddLines, known: Known, look: Look | None = None) -> bytes:
    """Return 1 for each of the odd lines of a text that is UTF-8 read as windows-1252 or latin-1 for certain, 0 for others.

    All of its bytes are, or were before some were lost. What is `known` of lines is added to. `look` is their
    `first_look`, if somebody has taken it.

    >>> text = "cafÃ©\\nÃ©tÃ© Ã\ufffd la carte\\nsound"
    >>> list(certain_lines(text, OddLines(text, [3, 6, 24], glimpses=None), {}))
    [1, 1, 0]
    """
    if not odd.glimpsed:
        return bytes(len(odd))
    if scan.COMPILED is None:
        return bytes(_is_certain(each, known) for each in odd)
    # Where nothing was lost that look says it already.
    if look and _UNTOLD not in look[0] and "\ufffd" not in text and "\x1a" not in text:
        return look[0].translate(_CERTAIN)
    told: bytes
    told, found = scan.COMPILED.misread(text, odd.places, odd.glimpses, True, *_tables())
    if not found:
        return told
    return bytes(
        _is_certain(odd[number], known) if fate == _UNTOLD else fate
        for number, fate in enumerate(told)
    )


def _is_certain(line: Odd, known: Known) -> bool:
    fate, _ = _remembered(line.text, line.glimpse, known)
    if fate == RESTORED:
        return True
    misread = line.glimpse >= 0 and is_implausible(line.text, line.glimpse)
    return misread and had_been_whole(line.text)


def had_been_whole(line: str) -> bool:
    """Return whether a line was UTF-8 as a whole, read as windows-1252, before bytes were lost.

    >>> had_been_whole("cafÃ\ufffd dÃ©jÃ\ufffd"), had_been_whole("cafÃ\ufffd déjà"), had_been_whole("cafÃ©")
    (True, False, False)
    """
    return "\ufffd" in line and leniently(line, "cp1252") is not None


def _one_by_one(odd: OddLines, known: Known) -> tuple[bytes, list[Misread]]:
    """The same, without the compiled loop."""
    fates, lines = bytearray(len(odd)), []
    for number, each in enumerate(odd):
        fate, new = _remembered(each.text, each.glimpse, known)
        fates[number] = fate
        if new is not None:
            lines.append(Misread(each.start, each.text, new, fate != MENDED))
    return bytes(fates), lines


def _remembered(line: str, glimpse: int, known: Known) -> tuple[int, str | None]:
    """What becomes of a line, and what it was if it does not stay."""
    if glimpse < 0 or not is_implausible(line, glimpse):
        return STAYS, None
    found = known.get(line)
    if found is None:
        if len(known) >= _FEW:
            known.clear()
        found = known[line] = fate_of(line)
    return found


def fate_of(line: str) -> tuple[int, str | None]:
    """Return what becomes of a line that holds what sound text does not, and what it was if it does not stay.

    >>> fate_of("cafÃ©"), fate_of("caf√©"), fate_of("cafÃ© déjà"), fate_of("Ã Ã")
    ((1, 'café'), (2, 'café'), (3, 'café déjà'), (3, 'à Ã'))
    """
    new = reread(line)
    if new is not None:
        return RESTORED, new
    if is_settled(line):
        return STAYS, None
    _, new = as_utf8(line)
    if new is not None and not is_implausible(new):
        return REREAD, new
    new = fix(line)
    # Nothing but NEL, which ftfy takes for windows-1252 and Unicode for the end of a line.
    same = new in (line, line.replace("\x85", "…"))
    return (STAYS, None) if same or "\n" in new else (MENDED, new)


def reread(line: str) -> str | None:
    """Return the text of a line all of which is UTF-8 read as latin-1 or windows-1252, by what tells that in it.

    None if that is not so, or leaves a line that is to be looked at again.

    >>> reread("cafÃ©"), reread("café")
    ('café', None)
    """
    if not may_be_utf8(line, "cp1252", "latin-1"):
        return None
    fixed = strictly(line, "cp1252")
    if fixed is None:
        fixed = strictly(line, "latin-1")
    if not isinstance(fixed, str) or "\x1a" in fixed:
        return None
    for start in implausible_lines(fixed)[1]:
        end = fixed.find("\n", start)
        if not settled(fixed[start : end if end >= 0 else len(fixed)]):
            return None
    return fixed


@cache
def _tables() -> tuple[object, ...]:
    """The charsets, as `unread.leniently` asks about them, and all else that the compiled loop reads."""
    assert UTF8_READ_AS[:2] == ("latin-1", "cp1252")
    charsets = tuple((codes(each), *altered(each)) for each in UTF8_READ_AS)
    return charsets, sequence_tables(), stretch_tables()
