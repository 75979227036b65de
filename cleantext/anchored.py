"""Patterns that begin with a rare character, searched from one such character to the next.

`re` looks at a class in some nanoseconds a character, and at text of two bytes a character more
slowly still; the compiled `following` of `cleantext.scan` passes over what is not in the class five to
thirty times faster. Where it is missing, `re` itself searches: the matches are the same.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from functools import cached_property

from cleantext import scan
from cleantext.classes import bitset
from cleantext.triples import Triples

#: How many neighbours are remembered that never have a match between them; a power of two.
_FEW = 1 << 12


class Anchored:
    r"""The pattern of one character of the class `chars`, followed by what `rest` matches.

    `rest` may look behind at that character and beyond. Where the two neighbours of a character alone
    decide that it does *not* match, `by_neighbours` says so; then it is asked of the same three characters once
    for many texts. Nothing is compiled before the first use.

    >>> hyphen = Anchored("\u2010\u2011", "(?=[a-z])")
    >>> [match.start() for match in hyphen.finditer("a\u2010b \u2010 c\u2011d")]
    [1, 7]
    >>> list(hyphen.finditer("a-b"))
    []
    """

    def __init__(
        self, chars: str, rest: str = "", flags: int = 0, by_neighbours: bool = False
    ) -> None:
        self.chars, self._rest, self._flags = chars, rest, flags
        self._triples = Triples(chars, _FEW) if by_neighbours else None

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
        if self._triples and start >= 0 and end >= len(text):
            return self._between(text, start, self._triples)
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

    def _between(self, text: str, place: int, triples: Triples) -> Iterator[re.Match[str]]:
        """Yield the matches in text[place:], passing over neighbours that never have one between them."""
        match, start = self.pattern.match, place
        for place in triples.each(text, start):
            if place < start:
                continue
            found = match(text, place)
            if found:
                yield found
                start = found.end()
            elif 0 < place < len(text) - 1:
                triples.pass_over((text[place - 1 : place + 2],))


class Members:
    """The characters of a class.

    >>> Members("a-c").count("abracadabra")
    8
    """

    def __init__(self, chars: str) -> None:
        self.chars = chars

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What finds each of them."""
        return re.compile(f"[{self.chars}]")

    @cached_property
    def _set(self) -> bytes:
        return bitset(self.chars)

    def count(self, text: str) -> int:
        """Return how many of them a text has."""
        if scan.COMPILED is None:
            return len(self.pattern.findall(text))
        found: int = scan.COMPILED.count(text, self._set)
        return found


class Pairs:
    """Where a character of one class stands right before one of another.

    >>> list(Pairs("a-z", "一-鿿").each("in 北京 or in北京"))
    [10]
    """

    def __init__(self, first: str, second: str) -> None:
        self.first, self.second = first, second

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What finds each of the first."""
        return re.compile(f"[{self.first}](?=[{self.second}])")

    @cached_property
    def _sets(self) -> tuple[bytes, bytes]:
        return bitset(self.first), bitset(self.second)

    def each(self, text: str) -> Iterable[int]:
        """Return where the first of each pair stands, in order."""
        if scan.COMPILED is None:
            return [match.start() for match in self.pattern.finditer(text)]
        places: list[int] = scan.COMPILED.pairs(text, *self._sets)
        return places
