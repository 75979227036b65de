"""What stands behind a lost byte of GBK, up to where the reader was put right again.

It is gathered, and doubted, in one call of the compiled loop (`native/scan_shifted.c`); the twin here says the same.
"""

from __future__ import annotations

from array import array
from functools import cache, lru_cache
from typing import NamedTuple

from cleantext import language, scan
from cleantext.classes import bitset
from cleantext.hanzi import PINYIN, first_reading
from cleantext.lazy import pattern
from cleantext.pair_tables import PairTables, pair_tables
from cleantext.realign import Slot, compiled_characters, encode, pairs

LOST = "?\ufffd"
#: No longer shifted stretch is looked for; this bounds the search at each question mark.
LONGEST = 120
#: The two bytes of each mark, letter and digit of full width, by its form in ASCII.
WIDE = {chr(code): bytes((0xA3, code + 0x80)) for code in range(0x21, 0x7F)}

GLOSS = pattern(f"\\(({PINYIN})\\)")
# A decoder that swallows the bracket after a lead byte leaves only the closing one.
BORDER = pattern(f"[{LOST}]\\(?({PINYIN})\\)")
_TRAILS = tuple(bytes((byte,)) for byte in range(0x40, 0xFF) if byte != 0x7F)


class Run(NamedTuple):
    """Pieces of a text: the bytes that each may have been, where it ends, and the character behind it.

    Slots that the compiled loop made are plain tuples.
    """

    slots: tuple[Slot, ...]
    ends: tuple[int, ...]
    then: str


def shifted_run(text: str, start: int, bare: bool) -> Run | None:
    """Return the pieces from `start` to the first that can have put the reader right again.

    None where the text goes on in a way in which shifted text cannot, or the characters between the lost bytes and the
    end, which are known, are no likelier: that settles nearly every question mark in sound text without a search.
    `bare` says whether there need not be any such characters.

    >>> run = shifted_run("力量??萍疾奎h組書記", 4, False)
    >>> [choices[0].hex() for choices, _ in run.slots], run.ends, run.then
    (['c6bc', 'bcb2', 'bffc', '68'], (5, 6, 7, 8), '疾奎h組')
    >>> shifted_run("真的嗎?我不知道", 4, False) is None
    True
    """
    if scan.COMPILED is None:
        return shifted_run_in_python(text, start, bare)
    found = scan.COMPILED.shifted_run(text, start, bare, *_tables())
    return found and Run._make(found)


def shifted_run_in_python(text: str, start: int, bare: bool) -> Run | None:
    """Return the same, without the compiled loop."""
    slots, ends = _gathered(text, start, bare)
    if not _plausible(text, slots, ends, start, bare):
        return None
    then = "".join(text[end : end + 1] or "\n" for end in ends)
    return Run(tuple(slots), tuple(ends), then)


def cost(text: str, before: str = "\n") -> float:
    """Return what `text` costs in bits where it follows the character `before`.

    >>> cost("科技部黨組書記") == language.cost("科技部黨組書記")
    True
    """
    if scan.COMPILED is None:
        return language.cost(text, before)
    found: float = scan.COMPILED.pair_cost(before + text, *_costs())
    return found


def missing(data: bytes | None, reading: str) -> tuple[bytes, ...]:
    """Return the bytes that make, behind the last byte of `data`, a character with this reading."""
    return _trails(data[-1], reading) if data else ()


# A table that would have many rows, of which few are ever asked for.
@lru_cache(maxsize=1 << 12)
def _trails(lead: int, reading: str) -> tuple[bytes, ...]:
    lead <<= 8
    return tuple(
        bytes((trail,))
        for trail in range(0x80, 0xFF)
        if lead | trail in pairs() and first_reading(pairs()[lead | trail][0]) == reading
    )


def _gathered(text: str, position: int, bare: bool) -> tuple[list[Slot], list[int]]:
    """The pieces and their ends; nothing when the text goes on in a way in which shifted text cannot."""
    slots: list[Slot] = []
    ends: list[int] = []
    previous = b""
    enough = 0  # how many pieces may do, if the text goes on in a way that shifted text cannot
    while position < len(text) and len(slots) < LONGEST:
        border = BORDER.match(text, position)
        if border and previous:
            trails = missing(previous, border[1])
            if not trails:
                break
            return [*slots, Slot(trails)], [*ends, border.end()]
        char = text[position]
        position += 1
        if char in LOST:
            return ([*slots, Slot(_TRAILS)], [*ends, position]) if slots or bare else ([], [])
        data = encode(char)
        if data is None:
            break
        gloss = GLOSS.match(text, position)
        if gloss:
            position = gloss.end()
        choices: tuple[bytes, ...] = (data,)
        if len(data) == 1 and char in WIDE:
            choices = (data, WIDE[char]) if data >= b"@" else (WIDE[char],)
        slots.append(Slot(choices, gloss[1] if gloss else ""))
        ends.append(position)
        if len(data) == 1 and data >= b"@":
            enough = len(slots)
        if choices == (data,) and len(data) == 1:
            break
        previous = choices[-1]
    return slots[:enough], ends[:enough]


def _plausible(text: str, slots: list[Slot], ends: list[int], start: int, bare: bool) -> bool:
    """Whether the characters between the lost bytes and the end, which are known, are likelier."""
    known = pairs()
    shifted = ""
    lead = -1  # the trail of the first character is known, its lead is lost
    count = 0
    for slot in slots:
        count += 1
        if len(slot.choices) > 2:  # one more lost byte
            break
        choice = slot.choices[0] if slot.choices[0] >= b"@" else slot.choices[-1]
        for byte in choice:
            if lead < 0:
                lead = 0
            elif lead:
                if lead << 8 | byte not in known:
                    return False
                shifted += known[lead << 8 | byte][0]
                lead = 0
            elif byte > 0x80:
                lead = byte
        if not lead:
            break
    else:
        return False
    if not shifted:
        return bare
    return language.cost(shifted) < language.cost(GLOSS.sub("", text[start : ends[count - 1]]))


@cache
def _costs() -> tuple[array[int], array[int], PairTables]:
    """What characters cost, as the compiled loops read it: by numbers of characters, not of symbols."""
    tables = pair_tables()
    number = array("H", tables.number)
    for code, symbol in language.counted_as().items():
        # Nothing beyond was seen by the model.
        if code < len(number):
            number[code] = tables.number[ord(symbol)] if ord(symbol) < len(number) else 0
    return *compiled_characters("gbk"), tables._replace(number=number)


@cache
def _tables() -> tuple[object, ...]:
    """What the compiled loop reads besides a text."""
    codes = array("H", bytes(2 * 0x10000))
    every = bytes(
        byte for lead in range(0x81, 0xFF) for trail in _TRAILS for byte in (lead, *trail)
    )
    # Each of these pairs has a character of its own, if only for private use.
    for place, char in enumerate(every.decode("gb18030")):
        codes[ord(char)] = every[2 * place] << 8 | every[2 * place + 1]
    for code in range(0x80):
        codes[code] = code
    letters = bitset(PINYIN[1 : PINYIN.index("]")])
    return codes, letters, _TRAILS, _trails, LONGEST, *_costs()
