"""Sequences of characters that sound text does not hold and UTF-8 read amiss does.

Each is a row of the table: what is before a character at which it is looked for, that character, and what is behind;
each character of these is a class. `re` looks at all rows at each such character; the compiled loop
(`native/scan_sequences.c`) follows all of them at once, a bit for each character of each.

Source: Robyn Speer's ftfy, see the header of `tables/mojibake.txt`.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from functools import cache

from cleantext import scan
from cleantext.classes import bitset, partition
from cleantext.tables import read

#: The rows of the table.
ROWS = [line.split("\t") for line in read("mojibake.txt").decode().splitlines()]
SEQUENCES = [row for row in ROWS if len(row) == 3]
#: Characters at which the sequences are looked for; each holds one. The inside of a class.
ANCHORS = "".join(anchor[1:-1] for _, anchor, _ in SEQUENCES)
#: One character of an expression: a class, or any.
ELEMENT = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|[.^]")

#: How many bits the compiled loop has for all characters of all sequences, and how many parts of characters.
_BITS, _PARTS = 128, 256
_WORD = (1 << 64) - 1


def is_implausible(text: str, start: int = 0) -> bool:
    """Return whether a text holds what sound text does not, looked for from `start` on.

    >>> is_implausible("cafÃ©"), is_implausible("café"), is_implausible("cafÃ©", 5)
    (True, False, False)
    """
    if scan.COMPILED is None:
        return implausible().search(text, start) is not None
    found: bool = scan.COMPILED.stands(text, *sequence_tables(), start)
    return found


def implausible_lines(text: str) -> tuple[int, Sequence[int]]:
    """Return how many lines of a text are not ASCII, and where those begin that hold what sound text does not.

    >>> number, starts = implausible_lines("sound\\ncafé\\ncafÃ©")
    >>> number, list(starts)
    (2, [11])
    """
    if scan.COMPILED is None:
        return implausible_lines_in_python(text)
    number: int
    number, found = scan.COMPILED.standing(text, _anchors(), *sequence_tables())
    return number, array("q", found)


def implausible_lines_in_python(text: str) -> tuple[int, Sequence[int]]:
    """Return the same, without the compiled loop."""
    number, start, starts = 0, 0, []
    for line in text.split("\n"):
        if not line.isascii():
            number += 1
            if is_implausible(line):
                starts.append(start)
        start += len(line) + 1
    return number, starts


@cache
def _anchors() -> bytes:
    return bitset(ANCHORS)


@cache
def implausible() -> re.Pattern[str]:
    """What sound text does not hold.

    A class in front lets the search run from anchor to anchor at the speed of a scan.
    """
    alternatives = []
    for before, anchor, after in SEQUENCES:
        behind = f"(?<={anchor})(?<![^\\n]." if before == "^" else f"(?<={before}{anchor}"
        alternatives.append(behind + ")" + (f"(?={after})" if after else ""))
    return re.compile(f"[{ANCHORS}](?:{'|'.join(alternatives)})")


@cache
def sequence_tables() -> tuple[bytearray, bytes, bytes]:
    """Return the sequences as the compiled loops read them."""
    firsts = lasts = negated = letters = starts = bit = 0
    behind = bytearray(_BITS)
    held: dict[str, int] = {}
    spaces = "".join(char for char in map(chr, range(0x3001)) if char.isspace())
    for before, anchor, after in SEQUENCES:
        elements = [*ELEMENT.findall(before), anchor, *(following := ELEMENT.findall(after))]
        firsts |= 1 << bit
        for element in elements:
            mask = 1 << bit
            if element == r"[\w]":
                letters |= mask
            elif element == "^":
                starts |= mask
                held["\n"] = held.get("\n", 0) | mask
            else:
                inside = "\n" if element == "." else element[1:-1].replace(r"\s", spaces)
                if element == "." or inside.startswith("^"):
                    negated |= mask
                    inside = inside.removeprefix("^")
                held[inside] = held.get(inside, 0) | mask
            bit += 1
        lasts |= 1 << (bit - 1)
        behind[bit - 1] = len(following)
    parted = partition(list(held))
    assert parted is not None
    parts, holding = parted
    masks = list(held.values())
    sets = [
        sum(mask for place, mask in enumerate(masks) if classes >> place & 1) for classes in holding
    ]
    program = _numbers([firsts, lasts, negated, letters, starts]) + bytes(behind)
    return parts, program, _numbers(sets + [0] * (_PARTS - len(sets)))


def _numbers(sets: list[int]) -> bytes:
    return array("Q", [word for each in sets for word in (each & _WORD, each >> 64)]).tobytes()
