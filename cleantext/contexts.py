"""Which characters stand where sound text of no language has them.

A character that damage often makes (an accented letter, a capital, a symbol) is looked at with its
two neighbours. What 128 languages were seen to have there is sound; the rest is *strange*. That is
no proof of damage, but text without anything strange need not be looked at any closer.

The search is one regular expression, shared by all that look for mojibake: it gives each such
character with its neighbours, and whether these three are sound is remembered.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from cleantext import ideographs
from cleantext.anchored import Triples
from cleantext.document import Document
from cleantext.doubts import LOOKED_AT as DOUBTED
from cleantext.doubts import SIGNS, WITHIN, at_home, doubtful, is_own_word, visitors
from cleantext.drawings import is_loose
from cleantext.ideographs import EASTERN
from cleantext.language import pair_bits
from cleantext.lazy import pattern
from cleantext.misread import ANCHORS as MISREAD
from cleantext.misread import glimpse
from cleantext.tables import read

#: What is looked at, as the inside of a character class: letters and symbols of the charsets of one
#: byte, but for the commonest letters of each script, which damage does not make alone.
ANCHORS = (
    "\x80-\xa2\xa4-\xaa\xac-\xb2\xb4-\xb6\xb8-\xba\xbc-\xc3\xc5\xc6\xc8\xca-\xd5\xd7-\xdb\xdd\xde"
    "\xe0\xe2\xe3\xe5\xe6\xe8\xea-\xec\xee-\xf2\xf4\xf5\xf7-\xf9\xfb\xfd-\xff\xb3\xc7"
    "\u0100-\u0103\u0106\u010c-\u0112\u0116\u0118\u011a\u011e\u0122\u012a\u012e\u0130\u0136-\u013e"
    "\u0141\u0143\u0145\u0147\u014c\u0150\u0152-\u0156\u0158\u015a\u015e\u0160\u0162-\u0164\u016a"
    "\u016e\u0170\u0172\u0178\u0179\u017b\u017d\u0192\u02c6-\u02dd"
    "\u0384-\u03a9\u03aa\u03ab\u0401-\u042f\u0452-\u0455\u0458-\u045c\u045f\u0490"
    "\u0e2f\u0e3f\u0e4f\u0e5a\u0e5b"
    "\u2020-\u2022\u2030\u20ac\u2122\u2202-\u2265\u2310-\u2321\u2500-\u25a0\u25ca"
    "\ue000-\uf8ff\ufb01\ufb02\ufffd\uff61-\uff9f"
    "£‚„“”‹›"
)
# The character between its neighbours; what follows is not used up, for it may be one as well.
_CONTEXT = pattern(f"[{ANCHORS}](?=(?s:.(?<=(...))))")
_ANCHOR = pattern(f"[{ANCHORS}]")


def contexts(text: str) -> set[str]:
    """Return each looked-at character of `text` between its neighbours, as far as they tell.

    A symbol that stands free of letters tells nothing.

    >>> sorted(contexts("Œuvre, 5±2, 3 €, cz³owiek"))
    [' Œa', 'a³a']
    """
    seen = set(map(_context, set(_CONTEXT.findall(f"\n{text}\n"))))
    seen.discard("")
    return seen


def _context(three: str) -> str:
    before, char, after = three[0], three[1], three[2]
    if char.islower():
        return _letter(before) + char + _letter(after)
    if char.isalpha() or _is_letter(before) or _is_letter(after) or "\x80" <= char < "\xa0":
        return _kind(before, char) + char + _kind(after, char)
    return ""


def _is_letter(char: str) -> bool:
    # Beside ideographs marks stand without a space.
    return char.isalpha() and not "\u2e80" <= char < "\ufb00"


def _letter(char: str) -> str:
    if char.isalpha():
        return char.lower()[0] if char < "\u0530" else "x"
    return "0" if char.isdigit() else " "


def _kind(char: str, beside: str) -> str:
    if _is_letter(char):
        return "A" if char.isupper() and beside.isupper() else "a"
    if char.isdigit():
        return "0"
    return " " if char <= "\xa0" or beside.isupper() else "."


# Letters of other alphabets that the bytes of Latin text are often read as: no word has both.
GREEK = "α-ωϕ"
THAI = "\u0e22\u0e23"
#: All that is ever looked at, as the inside of a class.
LOOKED_AT = ANCHORS + GREEK + THAI + EASTERN + DOUBTED
_FOREIGN = pattern(f"[{GREEK}{THAI}]")
_LATIN = pattern("[A-Za-z]")


# Three capitals, of which KOI8-R and windows-1251 make small letters; what their two pairs cost at least.
_CAPITALS = pattern("[Ѐ-Я]{3}")
_RARE = 15.0
#: So much of a text tells whether capitals are an abbreviation.
_AROUND = 24


#: So many places are kept, so that a text need not be searched again.
_SEVERAL = 4096
_Few = list[int] | None
#: So many things are found faster one after the other than together.
_FEW = 24
#: How much of a text tells whether it is mostly damaged.
_BEGINNING = 1000
#: How much of a line is looked at first.
_EARLY = 64
#: After so many words in a row that nothing is wrong with, no others are looked at.
_IN_VAIN = 500
#: How many groups of three are remembered.
_REMEMBERED = 1 << 16
#: What stands for a group that may be part of UTF-8 read amiss, though each character is sound.
_GLIMPSE = "\0"


@cache
def _seen() -> frozenset[str]:
    return frozenset(read("contexts.bin").decode().split("\0")[1:])


@lru_cache(maxsize=64)
def _search(greek: bool, thai: bool, eastern: bool, visiting: str = "") -> Triples:
    """The search for what is looked at in a text of these alphabets, which gives three characters."""
    wanted = ANCHORS + MISREAD + ("" if greek else GREEK) + ("" if thai else THAI)
    wanted += ideographs.rare() if eastern else EASTERN
    return Triples(wanted + ("" if eastern else SIGNS + visiting), 1 << 14)


class _Verdicts(dict[str, str]):
    """For a character between its neighbours: what is odd about it, or nothing."""

    def __missing__(self, three: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        found = self[three] = self._verdict(three)
        return found

    @staticmethod
    def _verdict(three: str) -> str:
        if ideographs.ANY.match(three, 1):
            if ideographs.both_rare(three):
                return three
            # Within a word, perhaps.
            return _GLIMPSE if "a" <= three[0] <= "z" else ""
        if _FOREIGN.match(three, 1):
            return "aA"[three[0].isupper()] + three[1] if _LATIN.search(three) else ""
        if _ANCHOR.match(three, 1):
            context = _context(three)
            if context and context not in _seen():
                return context
            if is_loose(three) or (_CAPITALS.match(three) and _rare(three)):
                return three
        return _GLIMPSE if _misread(three) else ""


_VERDICTS = _Verdicts()


class _Odd(Container[str]):
    """All characters between neighbours about which something is odd."""

    def __contains__(self, three: object) -> bool:
        return bool(_VERDICTS[three])  # type: ignore[index]


_ODD = _Odd()


def _misread(three: str) -> bool:
    """Whether three characters may be part of UTF-8 read amiss."""
    return glimpse().search(three) is not None


def _rare(three: str) -> bool:
    """Whether letters meet that hardly meet in any language, as they do in swapped charsets."""
    return sum(pair_bits(*pair) for pair in pairwise(three)) >= _RARE


def _among_capitals(text: str, place: int) -> bool:
    """Whether what stands around is no abbreviation in a sentence."""
    around = text[max(0, place - _AROUND) : place + _AROUND]
    return sum(map(str.isupper, around)) > sum(map(str.islower, around))


def oddities(text: str) -> int:
    """Return how many different things `text` holds that sound text does not.

    >>> oddities("Ein Bär, přes řeku, «déjà vu»"), oddities("pøíliš žlutý cz³owiek")
    (0, 2)
    """
    odd = frozenset().union(*map(_odd_things, text.split(" ")))
    eastern = sum(1 for each in odd if ideographs.HAN.match(each, 1))
    total = len(odd) - eastern + bool(eastern)
    return total + (ideographs.oddities(text) if ideographs.ANY.search(text) else 0)


def odd_words(text: str) -> list[str]:
    """Return the words of `text`, parted by spaces, that hold what sound text does not.

    >>> odd_words("Das ist ein schöner cz³owiek")
    ['cz³owiek']
    """
    return [word for word in text.split(" ") if _odd_things(word)]


@lru_cache(maxsize=1 << 14)
def _odd_things(word: str) -> frozenset[str]:
    """What in a word sound text does not hold."""
    if word.isascii():
        return frozenset()
    groups = _search(False, False, False).groups(f"\n{word}\n")
    return frozenset(map(_VERDICTS.__getitem__, groups)) - {"", _GLIMPSE}


def strange(text: str) -> bool:
    """Return whether `text` holds anything that sound text does not."""
    # Damage shows early as a rule.
    return oddities(text[:_EARLY]) > 0 or (len(text) > _EARLY and oddities(text) > 0)


class Odd(NamedTuple):
    """A line that holds what sound text does not: its span, its text, and where in it.

    `doubtful` says that this is a word that would be one in another charset.
    """

    start: int
    end: int
    text: str
    place: int
    doubtful: bool = False


def odd_lines(document: Document) -> list[Odd]:
    """Return the lines of a document that may hold what sound text does not, in order.

    >>> odd_lines(Document("sound\\npøíliš"))
    [Odd(start=6, end=12, text='pøíliš', place=1, doubtful=True)]
    """
    text = document.text
    if text.isascii():
        return []
    padded = f"\n{text}\n"
    # In text that is mostly Chinese, Japanese or Korean only what is rare there is looked at.
    eastern = ideographs.fill(text)
    strangers = "" if eastern else visitors(text)
    search = _search_for(text, eastern, strangers)
    # A sound text has few of them, which are kept; so it is searched once.
    few = search.places(padded, _SEVERAL)
    if few == [] and (not eastern or ideographs.places(text) == ([], [])):
        return []
    if _many(search, padded):
        # Nearly every line is odd, and shows it soon.
        return [_line(text, place) for place in _first_places(padded, search, _ODD, None)]
    groups = search.groups(padded) if few is None else {padded[p - 1 : p + 2] for p in few}
    odd = {three for three in groups if _VERDICTS[three]}
    sound = groups - odd
    if odd and (homely := at_home(text)):
        # Languages have words in which such letters meet others as they rarely do.
        odd -= {
            three
            for three in odd
            if three[1] in homely and three.islower() and three.isalpha() and not _misread(three)
        }
    swapped = {three for three in odd if _CAPITALS.match(three)}
    odd -= swapped
    if eastern:
        others, doubts = ideographs.places(text)
    else:
        among = {three for three in groups if ideographs.ANY.match(three, 1)}
        hanzi = "".join(three[1] for three in among)
        others = ideographs.all_places(text) if ideographs.few_frequent(hanzi) else []
        visiting = {three for three in sound if three[1] in strangers or WITHIN[three]}
        sound -= among | visiting
        visiting -= {three for three in visiting if is_own_word(three, text)}
        doubts = _doubts(text, _all_places(padded, visiting, search, few))
    search.pass_over(sound)
    capitals = _all_places(padded, swapped, search, few)
    others += (place for place in capitals if _among_capitals(text, place))
    others += _first_places(padded, search, odd, few)
    found: list[Odd] = []
    for place in sorted(others):
        if not found or place > found[-1].end:
            found.append(_line(text, place))
    return _with_doubts(text, found, doubts) if doubts else found


def _doubts(text: str, places: Iterator[int]) -> list[int]:
    """The places of words that would be words in another charset alone, in order."""
    found: list[int] = []
    in_vain = 0
    for place in places:
        if doubtful(text, place):
            found.append(place)
            in_vain = 0
        elif in_vain > _IN_VAIN:
            break
        else:
            in_vain += 1
    return found


def _all_places(padded: str, groups: set[str], search: Triples, few: _Few) -> Iterator[int]:
    """Where groups stand, in order; among a few places, if these are known."""
    if groups:
        for place in _places(padded, search) if few is None else few:
            if padded[place - 1 : place + 2] in groups:
                yield place - 1


def _places(padded: str, search: Triples) -> Iterator[int]:
    """All places that a search gives, in order."""
    place = search.place(padded)
    while place >= 0:
        yield place
        place = search.place(padded, place + 1)


def _with_doubts(text: str, odd: list[Odd], doubts: list[int]) -> list[Odd]:
    """The odd lines of a text and those with a doubtful word."""
    found: list[Odd] = []
    for place in doubts:
        if not found or place > found[-1].end:
            found.append(_line(text, place)._replace(doubtful=True))
    lines = {line.start: line for line in found}
    for line in odd:
        lines[line.start] = line._replace(doubtful=line.start in lines)
    return [lines[start] for start in sorted(lines)]


def mostly_odd(text: str) -> bool:
    """Return whether the beginning of a text holds many things that sound text does not.

    >>> mostly_odd("sound, though it is naïve " * 40), mostly_odd("cafÃ© " * 40)
    (False, True)
    """
    sample = text[:_BEGINNING]
    # What no charset of one byte a character can write would be looked at one by one.
    if sample.isascii() or ideographs.fill(sample):
        return False
    return _many(_beginnings("ν" in sample, "\u0e21" in sample), f"\n{sample}\n", settle=True)


@lru_cache(maxsize=4)
def _beginnings(greek: bool, thai: bool) -> Triples:
    """As `_search`, for the beginnings of texts alone: there what is sound can be passed over at once."""
    return Triples(_search(greek, thai, False).chars, 1 << 12)


def _search_for(text: str, eastern: bool = False, visiting: str = "") -> Triples:
    # Text of these alphabets has letters that charsets of DOS lack, and that UTF-8 is never read as.
    return _search("ν" in text, "\u0e21" in text, eastern, visiting)


def _many(search: Triples, padded: str, settle: bool = False) -> bool:
    """Whether much is odd about the beginning of a text; what is not can be passed over from now on."""
    sample = padded[:_BEGINNING]
    count, place = 0, search.place(sample)
    while place >= 0 and count <= _FEW:
        three = sample[place - 1 : place + 2]
        if _VERDICTS[three]:
            count += 1
        elif settle:
            search.pass_over((three,))
        place = search.place(sample, place + 1)
    return count > _FEW


def _line(text: str, place: int) -> Odd:
    start = text.rfind("\n", 0, place) + 1
    end = text.find("\n", place)
    end = len(text) if end < 0 else end
    return Odd(start, end, text[start:end], place - start)


def _first_places(padded: str, search: Triples, odd: Container[str], few: _Few) -> Iterator[int]:
    """The first odd place of each line that has one; among a few places, if these are known."""
    if few is not None:
        end = 0
        for place in few:
            if place > end and padded[place - 1 : place + 2] in odd:
                yield place - 1
                end = padded.find("\n", place)
        return
    place = search.place(padded) if odd else -1
    while place >= 0:
        if padded[place - 1 : place + 2] in odd:
            yield place - 1
            # The rest of the line can wait.
            place = padded.find("\n", place)
        place = search.place(padded, place + 1)
