"""A quick look where any of many phrases can stand in a text.

Each phrase gives one run of characters, its rarest: six in a row, or two of a script of many characters.
The compiled scan finds these runs in a few instructions a character, so that the automaton, and the
text in lower case that it needs, are for the neighbourhood of a run only.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property
from typing import TYPE_CHECKING

from cleantext import scan
from cleantext.lazy import pattern

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick, BytesAhoCorasick

#: Scripts from here on have so many characters that two in a row are rare.
DENSE = "\u2e80"
_HALF = pattern("[\ud800-\udfff]")
#: So much of a text is looked at at once where the extension is missing.
_PIECE = 16384
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
    try:
        lower.encode()
    except UnicodeEncodeError:
        return _HALF.sub("\ufffd", lower)
    return lower


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
    """Tells where in a text it is worth looking for some phrases, given a run of each; or for others as well.

    >>> glance = Glance(lambda: ["casino", "百家"])
    >>> glance.may_hold("a CASINO, a hall"), glance.windows("a hall", 5)
    (True, [])
    >>> glance.windows("a CASINO, a hall", 5)
    [(2, 12)]
    """

    def __init__(
        self,
        find_runs: Callable[[], Iterable[str]],
        find_others: Callable[[], Iterable[str]] = tuple,
    ) -> None:
        self.find_runs, self.find_others = find_runs, find_others

    @cached_property
    def tables(self) -> tuple[array[int], bytes, bytes]:
        """What characters fold to, and the runs of six and of two, as the compiled loops want them."""
        assert scan.COMPILED is not None
        both = list(self.find_runs()), list(self.find_others())
        return folding(), scan.COMPILED.table(*both, LONG), scan.COMPILED.table(*both, 2)

    @cached_property
    def _automaton(self) -> AhoCorasick:
        from ahocorasick_rs import AhoCorasick

        return AhoCorasick(self._sought)

    @cached_property
    def _ascii_automaton(self) -> BytesAhoCorasick:
        """The same for text of ASCII, which is most text: larger, and twice as fast."""
        from ahocorasick_rs import BytesAhoCorasick, Implementation

        runs = [run.encode() for run in self._sought if run.isascii()]
        return BytesAhoCorasick(runs, implementation=Implementation.DFA)

    @property
    def _sought(self) -> list[str]:
        return sorted({*self.find_runs(), *self.find_others()})

    def may_hold(self, text: str) -> bool:
        """Return False only if no run stands in the text."""
        if scan.COMPILED is None:
            # Where there is one, there is one soon.
            size = len(text) + 2 * LONG
            pieces = (_bordered(text, at, at + _PIECE) for at in range(0, size, _PIECE))
            if text.isascii():
                return any(
                    map(self._ascii_automaton.find_matches_as_indexes, map(str.encode, pieces))
                )
            return any(map(self._automaton.find_matches_as_indexes, pieces))
        found: int = scan.COMPILED.run(text, *self.tables, 0)
        return found >= 0

    def windows(self, text: str, reach: int) -> list[tuple[int, int]]:
        """Return the stretches within `reach` of the end of a run, disjoint and in order."""
        return around(self._ends(text, reach), len(text), reach)

    def places(self, text: str) -> Iterator[int]:
        """Yield where runs end, each of them, in order."""
        return self._ends(text, 1)

    def _ends(self, text: str, reach: int) -> Iterator[int]:
        """Where runs end, each not within reach of the one before, in order."""
        if scan.COMPILED is None:
            yield from self._ends_in_python(text, reach)
            return
        find, tables = scan.COMPILED.run, self.tables
        place = find(text, *tables, 0)
        while place >= 0:
            yield place
            place = find(text, *tables, place + max(1, reach - 1))

    def _ends_in_python(self, text: str, reach: int) -> Iterator[int]:
        start = 0
        bordered = _bordered(text, 0, len(text) + 2 * LONG)
        found = self._automaton.find_matches_as_indexes(bordered, overlapping=True)
        for end in sorted(end for _, _, end in found):
            place = min(end - LONG, len(text) - 1)
            if place >= start:
                yield place
                start = place + max(1, reach - 1)


def around(places: Iterable[int], size: int, reach: int) -> list[tuple[int, int]]:
    """Return the stretches of a text of so many characters within reach of some places, disjoint and in order.

    >>> around([3, 5, 40], 42, 5)
    [(0, 10), (35, 42)]
    """
    windows: list[tuple[int, int]] = []
    for place in places:
        low, high = max(0, place - reach), min(size, place + reach)
        if windows and low <= windows[-1][1]:
            low = windows.pop()[0]
        windows.append((low, high))
    return windows


def folded(text: str) -> str:
    """Return a text with each character as the runs have it.

    >>> folded("A-1 Яя 😀")
    'a 1 яя  '
    """
    if text.isascii():
        return text.translate(_ascii())
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    # What is beyond U+FFFF becomes a space, as does U+FFFF.
    return (
        np.frombuffer(folding(), np.uint16)[np.minimum(codes, 0xFFFF)].tobytes().decode("utf-16-le")
    )


@cache
def _ascii() -> str:
    return "".join(map(fold, map(chr, range(128))))


def _bordered(text: str, start: int, end: int) -> str:
    """A text, folded, from one place to another, and so much before that no run is cut.

    Around a text stand spaces that a run may begin or end with.
    """
    before = " " * (LONG - 1 if start < LONG else 0)
    after = " " if end > len(text) else ""
    return before + folded(text[max(0, start - LONG) : end]) + after


@cache
def folding() -> array[int]:
    """Return what each character up to U+FFFF folds to, two bytes each, as the compiled loops want it."""
    # As `fold` does it, for all at once: this is on the way to the first text. Surrogates are no
    # letters, and one character of the others has two in lower case.
    codes = bytearray(2 * 0x10000)
    codes[::2] = bytes(range(0x100)) * 0x100
    codes[1::2] = b"".join([bytes((high,)) * 0x100 for high in range(0x100)])
    codes[2 * 0xD800 : 2 * 0xE000] = b" \0" * 0x800
    chars = codes.decode("utf-16-le").replace("\u0130", "i")
    spaced = re.sub(r"[\W_]+", lambda run: " " * len(run[0]), chars)
    return array("H", spaced.lower().encode("utf-16")[2:])  # behind the byte order mark
