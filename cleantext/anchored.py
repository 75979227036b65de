"""Patterns that begin with a rare character, searched from one such character to the next.

`re` looks at a class in some nanoseconds a character, and at text of two bytes a character more
slowly still; the compiled `following` of `cleantext.scan` passes over what is not in the class five to
thirty times faster. Where it is missing, `re` itself searches: the matches are the same.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from cleantext import scan
from cleantext.classes import bitset

#: So many places are gathered at once.
_SOME = 512
#: So many different threes are numbered.
_DIFFERENT = 4096
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


class Numbered(NamedTuple):
    """Places, the number of what stands at each in two bytes, and all that stands there."""

    places: list[int]
    numbers: bytes
    threes: list[str]

    def flags(self, wanted: set[str]) -> bytes:
        """Return for each place 1 if one of some threes stands there, else 0."""
        table = bytes(map(wanted.__contains__, self.threes))
        if scan.COMPILED is not None:
            flags: bytes = scan.COMPILED.numbered(self.numbers, table)
            return flags
        return bytes(map(table.__getitem__, array("H", self.numbers)))


_NOTHING = Numbered([], b"", [])


class Triples:
    """Each character of the class `chars` with the character before it and the one behind.

    Most of them come again in text after text. Those that `pass_over` was told of are not given again;
    `most` says how many can be remembered, a power of two.

    >>> triples = Triples("éè")
    >>> sorted(triples.groups("été, très déjà"))
    ['déj', 'rès', 'té,']
    >>> triples.pass_over(["rès", "té,"])
    >>> sorted(triples.groups("été, très déjà"))
    ['déj']
    """

    def __init__(self, chars: str, most: int = 1 << 15) -> None:
        self.chars, self._most = chars, most

    @cached_property
    def _known(self) -> _Known:
        return _Known(self._most)

    @cached_property
    def _seen(self) -> set[str]:
        """The same, for want of the compiled loop."""
        return set()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What finds each character; its group is the three."""
        # What follows is not used up, for it may be one as well.
        return re.compile(f"[{self.chars}](?=(?s:.(?<=(...))))")

    @cached_property
    def _set(self) -> bytes:
        return bitset(self.chars)

    def pass_over(self, threes: Iterable[str]) -> None:
        """Leave these out from now on; a table that is full forgets some."""
        if scan.COMPILED is None:
            if len(self._seen) > self._most:
                self._seen.clear()
            self._seen.update(threes)
            return
        for three in threes:
            self._known.add(three)

    def groups(self, text: str) -> set[str]:
        """Return the different threes; those at the ends of the text lack a neighbour and are none."""
        if scan.COMPILED is None:
            return set(self.pattern.findall(text)).difference(self._seen)
        found: set[str] = scan.COMPILED.around(text, self._set, self._known.slots)
        return found

    def each(self, text: str, start: int = 0) -> Iterator[int]:
        """Yield where each of the characters stands from `start` on, in order, but for those passed over.

        Those at the ends of the text, which lack a neighbour, are among them, and may be some that were passed
        over since this began: ever more are looked for at once.

        >>> list(Triples("éè").each("été"))
        [0, 2]
        """
        last = len(text) - 1
        if start == 0 <= last and self._holds(text[0]):
            yield 0
        most, next_one = 1, max(start, 1)
        while places := self.places(text, most, next_one):
            yield from places
            if len(places) < most:
                break
            most, next_one = min(8 * most, _SOME), places[-1] + 1
        if last > 0 and last >= start and self._holds(text[last]):
            yield last

    def _holds(self, char: str) -> bool:
        return bool(self._set[ord(char) >> 3] >> (ord(char) & 7) & 1)

    def places(self, text: str, most: int, start: int = 0) -> list[int]:
        """Return where the threes that `groups` gives have their middles, from `start` on: the first of them, so many at most.

        >>> Triples("éè").places("été, très déjà", 9), Triples("éè").places("été, très déjà", 1)
        ([2, 7, 11], [2])
        """
        if scan.COMPILED is not None:
            places: list[int] = scan.COMPILED.unknown_places(
                text, self._set, self._known.slots, start, most, False
            )
            return places
        found: list[int] = []
        place = self.place(text, start)
        while place >= 0 and len(found) < most:
            found.append(place)
            place = self.place(text, place + 1)
        return found

    def places_of(self, threes: set[str], text: str) -> Iterator[int]:
        """Yield where some threes have their middles, in order; each is a character of the class and its neighbours.

        >>> list(Triples("éè").places_of({"rès", "déj"}, "été, très déjà"))
        [7, 11]
        """
        if scan.COMPILED is None:
            for hit in self.pattern.finditer(text, 1):
                if hit[1] in threes:
                    yield hit.start()
            return
        slots, start = _holding(threes), 0
        find = scan.COMPILED.unknown_places
        while places := find(text, self._set, slots, start, _SOME, True):
            yield from places
            start = places[-1] + 1

    def numbered(self, text: str, most: int) -> Numbered | None:
        """Return where the threes that `groups` gives have their middles, in order, and which they are.

        None if there are more places than `most`, or more than 4096 different ones.

        >>> found = Triples("éè").numbered("été, très, j’été, très", 9)
        >>> found.places, found.threes, list(found.flags({"té,"}))
        ([2, 7, 13, 15, 20], ['té,', 'rès', '’ét'], [1, 0, 0, 1, 0])
        """
        if scan.COMPILED is not None:
            found: tuple[list[int], bytes, list[str]] | None = scan.COMPILED.threes(
                text, self._set, self._known.slots, most
            )
            if found is None or not found[0]:
                return found and _NOTHING
            return Numbered(*found)
        places = self.places(text, most + 1)
        threes = [text[place - 1 : place + 2] for place in places]
        groups = {three: number for number, three in enumerate(dict.fromkeys(threes))}
        if len(places) > most or len(groups) > _DIFFERENT:
            return None
        return Numbered(places, array("H", map(groups.__getitem__, threes)).tobytes(), list(groups))

    def words(self, text: str) -> list[str]:
        """Return the words of a text, parted by spaces, in which each by itself `groups` would give any.

        >>> Triples("éè").words("l'été très frais")
        ["l'été", 'très']
        """
        if scan.COMPILED is not None:
            words: list[str] = scan.COMPILED.unknown_words(text, self._set, self._known.slots)
            return words
        return [word for word in text.split(" ") if self.place(f"\n{word}\n") >= 0]

    def lines(self, text: str) -> list[int]:
        """Return where the first of the threes that `groups` gives has its middle, for each line that has one.

        >>> Triples("éè").lines("été, très\\nfrais\\ndéjà")
        [2, 17]
        """
        if scan.COMPILED is not None:
            lines: list[int] = scan.COMPILED.unknown_lines(text, self._set, self._known.slots)
            return lines
        found, place = [], self.place(text)
        while place >= 0:
            found.append(place)
            place = text.find("\n", place)
            place = self.place(text, place) if place >= 0 else -1
        return found

    def place(self, text: str, start: int = 0) -> int:
        """Return where the next of the threes that `groups` gives has its middle; -1 without one.

        >>> Triples("éè").place("été, très déjà", 2)
        2
        """
        if scan.COMPILED is not None:
            place: int = scan.COMPILED.unknown(text, self._set, self._known.slots, start)
            return place
        hit = self.pattern.search(text, max(start, 1))
        while hit and hit[1] in self._seen:
            hit = self.pattern.search(text, hit.end())
        return hit.start() if hit else -1


def _holding(threes: set[str]) -> array[int]:
    """A table that holds all of some threes."""
    size = 8
    while True:
        size *= 4
        known = _Known(size)
        if size >= 4 * len(threes):
            for three in threes:
                known.add(three)
            if all(three in known for three in threes):
                return known.slots


class _Known:
    """A set of threes that the compiled loop reads; one that finds no place among its equals takes another's.

    >>> known = _Known(8)
    >>> known.add("abc")
    >>> "abc" in known, "abd" in known
    (True, False)
    """

    _PROBES = 8

    def __init__(self, most: int) -> None:
        self.slots = array("Q", bytes(8 * most))
        self._turn = 0

    def add(self, three: str) -> None:
        packed, slots, last = self._pack(three), self.slots, len(self.slots) - 1
        first = packed * scan.MIXER % (1 << 64) >> 32
        for probe in range(first, first + self._PROBES):
            held = slots[probe & last]
            if held in (0, packed):
                slots[probe & last] = packed
                return
        # Of texts in many languages the latest tell best what comes next.
        self._turn += 1
        slots[(first + self._turn % self._PROBES) & last] = packed

    def __contains__(self, three: str) -> bool:
        packed = self._pack(three)
        return any(self.slots[slot] == packed for slot in self._places(packed))

    @staticmethod
    def _pack(three: str) -> int:
        return 1 << 63 | ord(three[0]) << 42 | ord(three[1]) << 21 | ord(three[2])

    def _places(self, packed: int) -> Iterator[int]:
        first = packed * scan.MIXER % (1 << 64) >> 32
        return ((first + probe) % len(self.slots) for probe in range(self._PROBES))
