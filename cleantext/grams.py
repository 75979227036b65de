"""A quick look where any of many phrases can stand in a text.

Each phrase gives one run of characters, its rarest: six in a row, or two of a script of many characters.
The compiled scan finds these runs in a few instructions a character, so that the automaton, and the
text in lower case that it needs, are for the neighbourhood of a run only.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable
from functools import cache

from cleantext import scan
from cleantext.lazy import pattern

#: Scripts from here on have so many characters that two in a row are rare.
DENSE = "\u2e80"
_HALF = pattern("[\ud800-\udfff]")
#: How many characters a run has elsewhere; a shorter word has the spaces around it.
LONG = 6


def lowered(text: str) -> str:
    """Return a text in lower case with every character in its place, half ones as U+FFFD.

    >>> lowered("İstanbul") == "İstanbul".lower(), len(lowered("İstanbul"))
    (False, 8)
    """
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(map(_lower, text))
    # Automata of other libraries take text that is valid UTF-8.
    return _HALF.sub("\ufffd", lower)


def _lower(char: str) -> str:
    lower = char.lower()
    return lower if len(lower) == 1 else lower[0]


def runs(phrase: str) -> list[str]:
    """Return the runs of a phrase that may stand for it, folded; a border is a space.

    >>> runs("casinos"), runs("百家乐"), runs("milf")
    (['casino', 'asinos'], ['百家', '家乐'], [' milf '])

    Raises ValueError for a phrase that is too short to have one.
    """
    folded = "".join(map(fold, phrase))
    dense = [
        folded[at : at + 2] for at in range(len(folded) - 1) if min(folded[at : at + 2]) >= DENSE
    ]
    if dense:
        return dense
    if len(folded) < LONG and all(map(is_spaced, folded)):
        folded = f" {folded} "
    found = [folded[at : at + LONG] for at in range(len(folded) - LONG + 1)]
    if not found:
        raise ValueError(f"{phrase!r} is too short to be looked for")
    return found


def is_spaced(char: str) -> bool:
    """Return whether a character is of a script that writes spaces between words.

    >>> is_spaced("ế"), is_spaced("ก")
    (True, False)
    """
    return char < "\u0e00" or "\u1e00" <= char < "\u2000"


def fold(char: str) -> str:
    """Return a character as the runs have it: in lower case, a space for all but letters and digits.

    >>> [fold(char) for char in "Aя-😀"]
    ['a', 'я', ' ', ' ']
    """
    return _lower(char) if char.isalnum() and char <= "\uffff" else " "


class Glance:
    """Tells where in a text it is worth looking for some phrases, given a run of each.

    >>> glance = Glance(lambda: ["casino", "百家"])
    >>> glance.may_hold("a CASINO, a hall"), glance.windows("", 5)
    (True, [])
    """

    def __init__(self, find_runs: Callable[[], Iterable[str]]) -> None:
        self._find_runs = find_runs
        self._tables: tuple[array[int], array[int], array[int]] | None = None

    def may_hold(self, text: str) -> bool:
        """Return False only if no run stands in the text."""
        if scan.COMPILED is None:
            return True
        found: int = scan.COMPILED.run(text, *(self._tables or self._make()), 0)
        return found >= 0

    def windows(self, text: str, reach: int) -> list[tuple[int, int]]:
        """Return the stretches within `reach` of the end of a run, disjoint and in order.

        Without the compiled loop that is the whole text.
        """
        if scan.COMPILED is None:
            return [(0, len(text))] if text else []
        find, tables = scan.COMPILED.run, self._tables or self._make()
        windows: list[tuple[int, int]] = []
        start = 0
        while (place := find(text, *tables, start)) >= 0:
            low, high = max(0, place - reach), min(len(text), place + reach)
            if windows and low <= windows[-1][1]:
                low = windows.pop()[0]
            windows.append((low, high))
            # What is in reach anyway need not be found; a run may begin in it and end beyond.
            start = max(place + 1, high - LONG)
        return windows

    def _make(self) -> tuple[array[int], array[int], array[int]]:
        found = set(self._find_runs())
        sixes = [run for run in found if len(run) == LONG]
        twos = [run for run in found if len(run) == 2]
        self._tables = folding(), _table(sixes, 10), _table(twos, 16)
        return self._tables


@cache
def folding() -> array[int]:
    """Return what each character up to U+FFFF folds to, two bytes each, as the compiled loops want it."""
    # As `fold` does it, for all at once: this is on the way to the first text. Surrogates are no
    # letters, and one character of the others has two in lower case.
    codes = array("H", [*range(0xD800), *[0x20] * 0x800, *range(0xE000, 0x10000)])
    chars = codes.tobytes().decode("utf-16").replace("\u0130", "i")
    spaced = re.sub(r"[\W_]+", lambda run: " " * len(run[0]), chars)
    return array("H", spaced.lower().encode("utf-16")[2:])  # behind the byte order mark


def _table(found: list[str], width: int) -> array[int]:
    """Runs, so many bits a character, as `_scan.run` wants them; at most a quarter full."""
    bits = max(2, (4 * len(found)).bit_length())
    bloom, slots = array("Q", bytes(65536 // 8)), array("Q", bytes(8 << bits))
    for run in sorted(found):
        packed = 0
        for char in run:
            packed = packed << width | ord(char) % (1 << width)
        hashed = packed * scan.MIXER % (1 << 64)
        bloom[hashed >> 54] |= 1 << (hashed >> 48 & 63)
        slot = hashed >> (64 - bits)
        while slots[slot]:
            slot = (slot + 1) % (1 << bits)
        slots[slot] = packed
    return bloom + slots
