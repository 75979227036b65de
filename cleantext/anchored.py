"""Patterns that begin with a rare character, searched from one such character to the next.

`re` looks at a class in some nanoseconds a character, and at text of two bytes a character more
slowly still; the compiled `following` of `cleantext.scan` passes over what is not in the class five to
thirty times faster. Where it is missing, `re` itself searches: the matches are the same.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cached_property

from cleantext import scan
from cleantext.classes import bitset


class Anchored:
    r"""The pattern of one character of the class `chars`, followed by what `rest` matches.

    `rest` may look behind at that character and beyond. Nothing is compiled before the first use.

    >>> hyphen = Anchored("\u2010\u2011", "(?=[a-z])")
    >>> [match.start() for match in hyphen.finditer("a\u2010b \u2010 c\u2011d")]
    [1, 7]
    >>> list(hyphen.finditer("a-b"))
    []
    """

    def __init__(self, chars: str, rest: str = "", flags: int = 0) -> None:
        self.chars, self._rest, self._flags = chars, rest, flags

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The whole as `re` has it."""
        return re.compile(f"[{self.chars}]{self._rest}", self._flags)

    @cached_property
    def _set(self) -> bytes:
        return bitset(self.chars)

    def finditer(
        self, text: str, start: int = 0, end: int = sys.maxsize
    ) -> Iterator[re.Match[str]]:
        """Yield what `re` would find in text[start:end], and in that order."""
        if scan.COMPILED is None:
            return self.pattern.finditer(text, start, end)
        return self._from_each(text, start, end)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the first match in text[start:end]."""
        return next(self.finditer(text, start, end), None)

    def _from_each(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        assert scan.COMPILED is not None
        find, members, match = scan.COMPILED.following, self._set, self.pattern.match
        while (start := find(text, members, start, end)) >= 0:
            found = match(text, start, end)
            if found:
                yield found
                start = found.end()
            else:
                start += 1


class Triples:
    """Each character of the class `chars` with the character before it and the one behind.

    >>> sorted(Triples("éè").groups("été, très déjà"))
    ['déj', 'rès', 'té,']
    """

    def __init__(self, chars: str) -> None:
        self.chars = chars

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What finds each character; its group is the three."""
        # What follows is not used up, for it may be one as well.
        return re.compile(f"[{self.chars}](?=(?s:.(?<=(...))))")

    @cached_property
    def _set(self) -> bytes:
        return bitset(self.chars)

    def groups(self, text: str) -> set[str]:
        """Return the different threes; those at the ends of the text lack a neighbour and are none."""
        if scan.COMPILED is None:
            return set(self.pattern.findall(text))
        found: set[str] = scan.COMPILED.around(text, self._set)
        return found
