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
from cleantext.odd_lines import OddLines
from cleantext.sequences import is_implausible, sequence_tables
from cleantext.unread import altered, codes, strictly

#: What becomes of a line: it stays, is UTF-8 read as windows-1252 or latin-1, or as another charset, as a whole, or is mended.
STAYS, RESTORED, REREAD, MENDED = 0, 1, 2, 3
#: The compiled loop leaves a line to others.
_UNTOLD = 4
#: So many lines are remembered.
_FEW = 1 << 12

Known = dict[str, tuple[int, str | None]]


class Misread(NamedTuple):
    """A line that begins at `start`, as it stands and as it was; `same_ascii` if nothing but bytes was read again."""

    start: int
    old: str
    new: str
    same_ascii: bool


def misread_lines(text: str, odd: OddLines, known: Known) -> tuple[bytes, list[Misread]]:
    """Return what becomes of each of the odd lines of a text, a byte each, and those that do not stay.

    What is `known` of lines is added to.

    >>> fates, lines = misread_lines("cafÃ©\\nsound", OddLines("cafÃ©\\nsound", [3], glimpses=None), {})
    >>> list(fates), lines
    ([1], [Misread(start=0, old='cafÃ©', new='café', same_ascii=True)])
    """
    if not odd.glimpsed:
        return bytes(len(odd)), []
    if scan.COMPILED is None:
        return _one_by_one(odd, known)
    told, found = scan.COMPILED.misread(text, odd.places, odd.glimpses, False, *_tables())
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


def restored_lines(text: str, odd: OddLines, known: Known) -> bytes:
    """Return 1 for each of the odd lines of a text that is restored as a whole, and something else for others.

    That takes a fraction of the time. What is `known` of lines is added to.

    >>> list(restored_lines("cafÃ©\\nsound", OddLines("cafÃ©\\nsound", [3], glimpses=None), {}))
    [1]
    """
    if not odd.glimpsed or scan.COMPILED is None:
        return misread_lines(text, odd, known)[0]
    told: bytes
    told, found = scan.COMPILED.misread(text, odd.places, odd.glimpses, True, *_tables())
    if not found:
        return told
    return bytes(
        fate if fate != _UNTOLD else _remembered(odd[n].text, odd[n].glimpse, known)[0]
        for n, fate in enumerate(told)
    )


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
    if (
        not isinstance(fixed, str)
        or "\x1a" in fixed
        or not all(map(settled, filter(is_implausible, fixed.split("\n"))))
    ):
        return None
    return fixed


@cache
def _tables() -> tuple[object, ...]:
    """The charsets, as `unread.leniently` asks about them, and all else that the compiled loop reads."""
    assert UTF8_READ_AS[:2] == ("latin-1", "cp1252")
    charsets = tuple((codes(each), *altered(each)) for each in UTF8_READ_AS)
    return charsets, sequence_tables(), stretch_tables()
