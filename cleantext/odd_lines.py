"""The lines of a text that hold what sound text of no language does.

What is odd about a character between its neighbours is said by `cleantext.contexts`, and where it stands
is kept, a number a line: the lines themselves are cut out when they are asked for, because a text
may have millions.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache, reduce
from heapq import merge
from itertools import compress, islice
from operator import or_
from typing import NamedTuple

from cleantext import ideographs
from cleantext.anchored import Members
from cleantext.contexts import (
    IDEOGRAPH,
    KINDS,
    MISREAD_HERE,
    ODD,
    SIGN,
    SMALL,
    SWAPPED,
    VERDICTS,
    search_for,
)
from cleantext.document import Document
from cleantext.doubts import at_home, doubtful, has_own_words, is_own_word, visitors
from cleantext.odd_places import OddPlaces, is_mostly_odd, odd_places
from cleantext.triples import Numbered, Triples

#: So many places are kept, so that a text need not be searched again.
_SEVERAL = 1 << 13
#: A text with more of them may be damaged all over, as its beginning tells.
_SUSPICIOUS = 1 << 10
#: So many things are found faster one after the other than together.
_FEW = 24
#: How much of a text tells whether it is mostly damaged.
_BEGINNING = 1000
#: After so many words in a row that nothing is wrong with, no others are looked at.
_IN_VAIN = 500
#: So many places are looked at together.
_SOME = 256
#: So much of a text tells whether capitals are an abbreviation.
_AROUND = 24


#: Characters of three bytes in UTF-8 other than the signs that charsets of one byte a character have.
_OF_THREE_BYTES = Members("\u0800-\u1fff\u2c00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uffdc")


class Odd(NamedTuple):
    """A line that holds what sound text does not: its span, its text, and where in it.

    `doubtful` says that this is a word that would be one in another charset. UTF-8 read amiss shows at
    `glimpse` or behind it; -1 where there is none.
    """

    start: int
    end: int
    text: str
    place: int
    doubtful: bool = False
    glimpse: int = -1


class OddLines:
    """The odd lines of `text`, in order: `places` has a place of each in the text, `doubtful` says whether it is so.

    `glimpses` has all places where UTF-8 may have been read amiss; None where that may be anywhere.
    """

    __slots__ = ("_doubtful", "_text", "glimpses", "places")

    def __init__(
        self,
        text: str,
        places: Iterable[int] = (),
        doubtful: bytes | bytearray = b"",
        glimpses: Iterable[int] | None = (),
    ) -> None:
        self._text, self._doubtful = text, doubtful
        self.places = array("q", places)
        self.glimpses = None if glimpses is None else array("q", glimpses)

    @property
    def glimpsed(self) -> bool:
        """Whether UTF-8 may have been read amiss anywhere."""
        return self.glimpses is None or len(self.glimpses) > 0

    def __len__(self) -> int:
        return len(self.places)

    def __getitem__(self, number: int) -> Odd:
        text, place, glimpses = self._text, self.places[number], self.glimpses
        start = text.rfind("\n", 0, place) + 1
        end = text.find("\n", place)
        end = len(text) if end < 0 else end
        glimpse = -1 if glimpses is not None else 0
        if glimpses:
            coming = bisect_left(glimpses, start)
            if coming < len(glimpses) and glimpses[coming] < end:
                glimpse = glimpses[coming] - start
        said = self.is_doubtful(number)
        return Odd(start, end, text[start:end], place - start, said, glimpse)

    def is_doubtful(self, number: int) -> bool:
        """Whether a line has a word that would be one in another charset."""
        return bool(self._doubtful) and self._doubtful[number] == 1

    def __iter__(self) -> Iterator[Odd]:
        return map(self.__getitem__, range(len(self.places)))


def odd_lines(document: Document) -> OddLines:
    """Return the lines of a document that may hold what sound text does not, in order.

    >>> list(odd_lines(Document("sound\\npøíliš")))
    [Odd(start=6, end=12, text='pøíliš', place=1, doubtful=True, glimpse=-1)]
    """
    text = document.text
    if text.isascii():
        return OddLines(text)
    # In text that is mostly Chinese, Japanese or Korean only what is rare there is looked at.
    eastern = ideographs.fill(text)
    strangers = "" if eastern else visitors(text)
    search = search_for(text, eastern, strangers)
    homely = "" if eastern else at_home(text, strangers)
    found = odd_places(text, search, eastern, homely, strangers)
    if found and eastern and found.kinds & SMALL and found.misread is not None:
        found = odd_places(text, search, eastern, at_home(text), strangers)
    return (
        _one_by_one(text, search, eastern, strangers)
        if found is None
        else _told(text, eastern, found)
    )


def _told(text: str, eastern: bool, found: OddPlaces) -> OddLines:
    """The odd lines of a text by what the compiled loop has found in it."""
    if found.misread is None:
        return OddLines(text, found.odd, glimpses=None)
    others, doubts = ideographs.places(text) if eastern else ([], [])
    visiting, places = found.visiting, found.odd
    if visiting:
        some = (each for each in visiting if not is_own_word(_three(text, each), text))
        doubts = list(_doubts(text, some if has_own_words(text) else iter(visiting)))
    if not (others or doubts or found.swapped):
        return OddLines(text, places, glimpses=found.misread)
    if others or found.swapped:
        capitals = (place for place in found.swapped if _among_capitals(text, place))
        places = array("q", _one_a_line(text, merge(sorted(others), capitals, places)))
    lines = _with_doubts(text, iter(places), _one_a_line(text, doubts))
    return OddLines(text, *lines, found.misread)


def _three(text: str, place: int) -> str:
    """A character of a text between its neighbours."""
    before = text[place - 1] if place else "\n"
    return before + text[place : place + 2] + "\n" * (place + 1 == len(text))


def _one_by_one(text: str, search: Triples, eastern: bool, strangers: str) -> OddLines:
    """The same, without that loop."""
    padded = f"\n{text}\n"
    # A sound text has few of them, which are kept; so it is searched once.
    aside = None if eastern else ideographs.ONE_OF_MANY
    few = search.numbered(padded, _SUSPICIOUS, aside)
    beginning = search.numbered(padded[:_BEGINNING], _SEVERAL) if few is None else few
    if beginning is not None and _are_many(beginning):
        # Nearly every line is odd, and shows it soon.
        return OddLines(text, _first_places(padded, search), glimpses=None)
    if few is None:
        few = search.numbered(padded, _SEVERAL, aside)
    others, unlikely = ideographs.places(text) if eastern else ([], [])
    doubts: Iterable[int] = unlikely
    if few is not None and not (few.places or few.aside or others or unlikely):
        return OddLines(text)
    found = _Found(padded, search, few)
    kinds = _Kinds(found.groups)
    among = "" if eastern else "".join(kinds.having(IDEOGRAPH))[1::3] + found.aside
    if among and ideographs.few_frequent(among):
        others = ideographs.all_places(text)
    odd, misread, swapped = map(kinds.having, (ODD, MISREAD_HERE, SWAPPED))
    sound = kinds.lacking(ODD if eastern else ODD | IDEOGRAPH)
    small = kinds.having(SMALL)
    if small and (homely := at_home(text, None if eastern else strangers)):
        # Languages have words in which such letters meet others as they rarely do.
        odd -= {three for three in small - misread if three[1] in homely}
    odd -= swapped
    if not eastern:
        visiting = {three for three in sound if three[1] in strangers} | kinds.having(SIGN)
        sound -= visiting
        visiting -= {three for three in visiting if is_own_word(three, text)}
        doubts = (place - 1 for place in _doubts(padded, found.padded_places(visiting)))
    search.pass_over(sound)
    places = found.places(odd)
    if others or swapped:
        capitals = (place for place in found.places(swapped) if _among_capitals(text, place))
        places = merge(sorted(others), capitals, places)
    lines = _one_a_line(text, places), _one_a_line(text, doubts)
    return OddLines(text, *_with_doubts(text, *lines), found.places(misread))


class _Kinds:
    """Characters with their neighbours, and what is known of them; most texts have none of most kinds."""

    def __init__(self, threes: Iterable[str]) -> None:
        self._threes = list(threes)
        self._kinds = bytes(map(KINDS.__getitem__, self._threes))
        self._any = reduce(or_, set(self._kinds), 0)

    def having(self, wanted: int) -> set[str]:
        """Those of any of the kinds that are wanted."""
        if not self._any & wanted:
            return set()
        return set(compress(self._threes, self._kinds.translate(_flags(wanted))))

    def lacking(self, unwanted: int) -> set[str]:
        """Those of none of the kinds that are not."""
        if not self._any & unwanted:
            return set(self._threes)
        return set(compress(self._threes, self._kinds.translate(_flags(unwanted, having=False))))


@cache
def _flags(kinds: int, having: bool = True) -> bytes:
    """For each sum of kinds, whether it has any of some."""
    return bytes((each & kinds > 0) is having for each in range(256))


class _Found:
    """What a search has found in a text between two ends of lines: all places if they are `few`."""

    def __init__(self, padded: str, search: Triples, few: Numbered | None) -> None:
        self._padded, self._search, self._few = padded, search, few

    @property
    def groups(self) -> Iterable[str]:
        """The different characters with their neighbours."""
        return self._search.groups(self._padded) if self._few is None else self._few.threes

    @property
    def aside(self) -> str:
        """Ideographs of which nothing else is asked, a text can have them in thousands: one of each different three."""
        return "" if self._few is None else self._few.aside

    def padded_places(self, groups: set[str]) -> Iterator[int]:
        """Yield where some groups stand in the text between the two ends of lines, in order."""
        if not groups:
            return iter(())
        if self._few is not None:
            return compress(self._few.places, self._few.flags(groups))
        return self._search.places_of(groups, self._padded)

    def places(self, groups: set[str]) -> Iterator[int]:
        """Yield where some groups stand in the text, in order."""
        return (place - 1 for place in self.padded_places(groups))


def _are_many(few: Numbered) -> bool:
    """Whether much is odd about the beginning of a text, by all that was found in it."""
    early = bisect_left(few.places, _BEGINNING - 1)
    if early <= _FEW:
        return False
    odd = set(filter(VERDICTS.__getitem__, few.threes))
    return few.flags(odd)[:early].count(1) > _FEW


def _among_capitals(text: str, place: int) -> bool:
    """Whether what stands around is no abbreviation in a sentence."""
    around = text[max(0, place - _AROUND) : place + _AROUND]
    return sum(map(str.isupper, around)) > sum(map(str.islower, around))


def _doubts(text: str, places: Iterator[int]) -> Iterator[int]:
    """The places of words that would be words in another charset alone, in order."""
    in_vain = 0
    while some := list(islice(places, _SOME)):
        said, start = doubtful(text, some), 0
        while (hit := said.find(1, start)) >= 0:
            in_vain += hit - start
            if in_vain > _IN_VAIN + 1:
                return
            yield some[hit]
            in_vain, start = 0, hit + 1
        in_vain += len(some) - start
        if in_vain > _IN_VAIN + 1:
            return


def _one_a_line(text: str, places: Iterable[int]) -> Iterator[int]:
    """The first of some places on each line; both are in order."""
    end = -1
    for place in places:
        if place > end:
            yield place
            end = text.find("\n", place)
            if end < 0:
                break


def _with_doubts(
    text: str, odd: Iterator[int], doubts: Iterator[int]
) -> tuple[Iterable[int], bytes | bytearray]:
    """The places of odd lines and of those with a doubtful word, one a line, and which have such a word."""
    doubt = next(doubts, -1)
    if doubt < 0:
        return odd, b""
    found, said = array("q"), bytearray()
    for place in odd:
        while 0 <= doubt < place and text.find("\n", doubt, place) >= 0:
            found.append(doubt)
            said.append(1)
            doubt = next(doubts, -1)
        same = doubt >= 0 and text.find("\n", *sorted((doubt, place))) < 0
        found.append(place)
        said.append(same)
        doubt = next(doubts, -1) if same else doubt
    while doubt >= 0:
        found.append(doubt)
        said.append(1)
        doubt = next(doubts, -1)
    return found, said


def mostly_odd(text: str) -> bool:
    """Return whether the beginning of a text holds many things that sound text does not.

    >>> mostly_odd("sound, though it is naïve " * 40), mostly_odd("cafÃ© " * 40)
    (False, True)
    """
    sample = text[:_BEGINNING]
    # What no charset of one byte a character can write would be looked at one by one.
    if sample.isascii() or (ideographs.fill(sample) and _OF_THREE_BYTES.count(sample)):
        return False
    told = is_mostly_odd(sample, search_for(sample))
    if told is not None:
        return told
    return _many(_beginnings("ν" in sample, "\u0e21" in sample), f"\n{sample}\n"[:_BEGINNING])


@lru_cache(maxsize=4)
def _beginnings(greek: bool, thai: bool) -> Triples:
    """As `search_for`, for the beginnings of texts alone: there what is sound can be passed over at once."""
    sample = "ν" * greek + "\u0e21" * thai
    return Triples(search_for(sample).chars, 1 << 12)


def _many(search: Triples, padded: str) -> bool:
    """Whether much is odd about the beginning of a text; what is not can be passed over from now on."""
    count, place = 0, search.place(padded)
    while place >= 0 and count <= _FEW:
        three = padded[place - 1 : place + 2]
        if VERDICTS[three]:
            count += 1
        else:
            search.pass_over((three,))
        place = search.place(padded, place + 1)
    return count > _FEW


@lru_cache(maxsize=16)
def _firsts(chars: str) -> Triples:
    """A search of which all that is not odd itself can be passed over."""
    return Triples(chars, 1 << 12)


def _first_places(padded: str, search: Triples) -> Iterator[int]:
    """The first place of each line about which something is odd."""
    firsts = _firsts(search.chars)
    for first in firsts.lines(padded):
        place = first
        while not VERDICTS[three := padded[place - 1 : place + 2]]:
            firsts.pass_over((three,))
            following = firsts.place(padded, place + 1)
            if following < 0 or padded.find("\n", place, following) >= 0:
                break
            place = following
        else:
            yield place - 1
