"""What stands around places of a text."""

from __future__ import annotations

import re
from functools import cached_property

from cleantext import scan
from cleantext.classes import bitset


class Words:
    """What stands around places of a text without a character of the class `parting`.

    On either side of a place that is `longest` characters at most.

    >>> Words(" ,", 20).around("to be, or not", [4, 5, 10])
    ['be', 'be', 'not']
    """

    def __init__(self, parting: str, longest: int) -> None:
        self._parting, self.longest = parting, longest

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """What finds the part before a place, and the part from it on."""
        return re.compile(f"[^{self._parting}]*\\Z"), re.compile(f"[^{self._parting}]*")

    @cached_property
    def members(self) -> bytes:
        """What parts words, as the compiled loops read it."""
        return bitset(self._parting)

    def around(self, text: str, places: list[int]) -> list[str]:
        """Return the word at each place, or nothing where there is none."""
        if scan.COMPILED is not None:
            words: list[str] = scan.COMPILED.words(text, places, self.members, self.longest)
            return words
        return self.around_in_python(text, places)

    def around_in_python(self, text: str, places: list[int]) -> list[str]:
        """Return the same, without the compiled loop."""
        before, behind = self._patterns
        found = []
        for place in places:
            first = before.search(text, max(0, place - self.longest), place)
            then = behind.match(text, place, place + self.longest)
            found.append((first[0] if first else "") + (then[0] if then else ""))
        return found
