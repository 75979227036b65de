"""Characters of a class with their two neighbours: the threes that tell whether sound text has them so.

Most come again in text after text, and those that are known to be sound are passed over by the compiled loop
(`native/scan_threes.c`). Where it is missing, `re` searches: the answers are the same.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple, Protocol

from cleantext import scan
from cleantext.classes import bitset

#: So many places are gathered at once.
_SOME = 512
#: So many different threes are numbered.
_DIFFERENT = 4096


class Aside(Protocol):
    """Which threes are put aside: those about ideographs of which none or one is in the set `rare`, if any `holds`."""

    @property
    def rare(self) -> bytes:
        """A set as `bitset` makes it."""
        ...

    def holds(self, three: str) -> bool:
        """Return whether a character with its neighbours is put aside."""
        ...


class Numbered(NamedTuple):
    """Places, the number of what stands at each in two bytes, and all that stands there.

    `aside` has the middles of those that were put aside.
    """

    places: list[int]
    numbers: bytes
    threes: list[str]
    aside: str = ""

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

    @property
    def members(self) -> bytes:
        """The class, a bit for each code point."""
        return self._set

    @property
    def known(self) -> array[int]:
        """What is passed over, as the compiled loops read it."""
        return self._known.slots

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

    def numbered(self, text: str, most: int, aside: Aside | None = None) -> Numbered | None:
        """Return where the threes that `groups` gives have their middles, in order, and which they are.

        None if there are more places than `most`, or more than 4096 different ones; not counting those that are
        put `aside`.

        >>> found = Triples("éè").numbered("été, très, j’été, très", 9)
        >>> found.places, found.threes, list(found.flags({"té,"}))
        ([2, 7, 13, 15, 20], ['té,', 'rès', '’ét'], [1, 0, 0, 1, 0])
        """
        if scan.COMPILED is not None:
            tables = text, self._set, self._known.slots, most
            found = scan.COMPILED.threes(*tables, aside and b"")
            if found is False and aside:
                # There are ideographs, which most texts do not have.
                found = scan.COMPILED.threes(*tables, aside.rare)
            if found is None:
                return None
            return Numbered(*found) if found[0] or found[3] else _NOTHING
        places, many = self.places(text, most + 1), set[str]()
        threes = [text[place - 1 : place + 2] for place in places]
        if aside and any(map(aside.holds, set(threes))):
            # Then there is room for others that stand behind these.
            many = set(filter(aside.holds, self.groups(text)))
            every = self.places(text, len(text))
            places = [place for place in every if text[place - 1 : place + 2] not in many]
            threes = [text[place - 1 : place + 2] for place in places]
        groups = {three: number for number, three in enumerate(dict.fromkeys(threes))}
        if len(places) > most or len(groups) > _DIFFERENT:
            return None
        numbers = array("H", map(groups.__getitem__, threes)).tobytes()
        return Numbered(places, numbers, list(groups), "".join(many)[1::3])

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
    >>> known.slots[known.add("abc")] > 0
    True
    >>> "abc" in known, "abd" in known
    (True, False)
    """

    _PROBES = 8

    def __init__(self, most: int) -> None:
        self.slots = array("Q", bytes(8 * most))
        self._turn = 0

    def add(self, three: str) -> int:
        """Add a three, and return the slot that it has now."""
        packed, slots, last = self._pack(three), self.slots, len(self.slots) - 1
        first = packed * scan.MIXER % (1 << 64) >> 32
        for probe in range(first, first + self._PROBES):
            held = slots[slot := probe & last]
            if held in (0, packed):
                slots[slot] = packed
                return slot
        # Of texts in many languages the latest tell best what comes next.
        self._turn += 1
        slots[slot := (first + self._turn % self._PROBES) & last] = packed
        return slot

    def __contains__(self, three: str) -> bool:
        packed = self._pack(three)
        return any(self.slots[slot] == packed for slot in self._places(packed))

    @staticmethod
    def _pack(three: str) -> int:
        return 1 << 63 | ord(three[0]) << 42 | ord(three[1]) << 21 | ord(three[2])

    def _places(self, packed: int) -> Iterator[int]:
        first = packed * scan.MIXER % (1 << 64) >> 32
        return ((first + probe) % len(self.slots) for probe in range(self._PROBES))


class Told(_Known):
    """What is known of threes, a byte each, as the compiled loops read it; a full table forgets some.

    >>> told = Told(8)
    >>> told.tell({"abc": 3, "abd": 0})
    >>> "abc" in told, "abd" in told, "abe" in told, sum(told.kinds)
    (True, True, False, 3)
    """

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.kinds = bytearray(most)

    def tell(self, kinds: Mapping[str, int]) -> None:
        """Add what is known of some threes."""
        for three, kind in kinds.items():
            self.kinds[self.add(three)] = kind
