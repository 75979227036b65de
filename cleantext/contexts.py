"""Which characters stand where sound text of no language has them.

A character that damage often makes (an accented letter, a capital, a symbol) is looked at with its
two neighbours. What 128 languages were seen to have there is sound; the rest is *strange*. That is
no proof of damage, but text without anything strange need not be looked at any closer.

The search is one regular expression, shared by all that look for mojibake: it gives each such
character with its neighbours, and whether these three are sound is remembered.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import pairwise

from cleantext import ideographs
from cleantext.doubts import LOOKED_AT as DOUBTED
from cleantext.doubts import SIGNS, WITHIN
from cleantext.drawings import is_loose
from cleantext.ideographs import EASTERN
from cleantext.language import pair_bits
from cleantext.lazy import pattern
from cleantext.misread import glimpse
from cleantext.sequences import ANCHORS as MISREAD
from cleantext.tables import read
from cleantext.triples import Triples

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
CAPITALS = pattern("[Ѐ-Я]{3}")
_RARE = 15.0
#: How much of a line is looked at first.
_EARLY = 64
#: How many groups of three are remembered.
_REMEMBERED = 1 << 16
#: What stands for a group that may be part of UTF-8 read amiss, though each character is sound.
_GLIMPSE = "\0"
_SOUND = frozenset({"", _GLIMPSE})


@cache
def _seen() -> frozenset[str]:
    return frozenset(read("contexts.bin").decode().split("\0")[1:])


@lru_cache(maxsize=64)
def _search(greek: bool, thai: bool, eastern: bool, visiting: str = "") -> Triples:
    """The search for what is looked at in a text of these alphabets, which gives three characters."""
    wanted = ANCHORS + MISREAD + ("" if greek else GREEK) + ("" if thai else THAI)
    wanted += ideographs.rare() if eastern else EASTERN
    return Triples(wanted + ("" if eastern else SIGNS + visiting), 1 << 14)


def search_for(text: str, eastern: bool = False, visiting: str = "") -> Triples:
    """Return the search for what is looked at in a text, for each character with its neighbours.

    `eastern` says that it is mostly in Chinese, Japanese or Korean; `visiting` are letters to look at too.
    """
    # Text of these alphabets has letters that charsets of DOS lack, and that UTF-8 is never read as.
    return _search("ν" in text, "\u0e21" in text, eastern, visiting)


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
            if is_loose(three) or (CAPITALS.match(three) and _rare(three)):
                return three
        return _GLIMPSE if is_misread(three) else ""


#: What is odd about a character between its neighbours, or nothing.
VERDICTS: dict[str, str] = _Verdicts()


@lru_cache(maxsize=_REMEMBERED)
def is_misread(three: str) -> bool:
    """Return whether three characters may be part of UTF-8 read amiss.

    >>> is_misread("fÃ©"), is_misread("afé")
    (True, False)
    """
    return glimpse().search(three) is not None


#: What is known of a character between its neighbours: whether it is odd, whether it may be UTF-8 read amiss, and one of
#: capitals that are swapped; whether it is in a word of small letters, and an ideograph.
ODD, MISREAD_HERE, SWAPPED, SMALL, IDEOGRAPH, SIGN = 1, 2, 4, 8, 16, 32


class _Kinds(dict[str, int]):
    """For a character between its neighbours: the sum of what is known of it."""

    def __missing__(self, three: str) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        found = self[three] = self._kind(three)
        return found

    @staticmethod
    def _kind(three: str) -> int:
        kind = IDEOGRAPH if ideographs.ANY.match(three, 1) else 0
        if not VERDICTS[three]:
            return kind + (SIGN if WITHIN[three] else 0)
        kind += ODD + (MISREAD_HERE if is_misread(three) else 0)
        kind += SMALL if three.islower() and three.isalpha() else 0
        return kind + (SWAPPED if CAPITALS.match(three) else 0)


#: What is known of a character between its neighbours.
KINDS: dict[str, int] = _Kinds()


def _rare(three: str) -> bool:
    """Whether letters meet that hardly meet in any language, as they do in swapped charsets."""
    return sum(pair_bits(*pair) for pair in pairwise(three)) >= _RARE


def oddities(text: str) -> int:
    """Return how many different things `text` holds that sound text does not.

    >>> oddities("Ein Bär, přes řeku, «déjà vu»"), oddities("pøíliš žlutý cz³owiek")
    (0, 2)
    """
    odd = frozenset().union(*map(_odd_things, words_search().words(text)))
    eastern = sum(1 for each in odd if ideographs.HAN.match(each, 1))
    return len(odd) - eastern + bool(eastern) + eastern_oddities(text)


def eastern_oddities(text: str) -> int:
    """Return how many of them are odd about all ideographs together: all that a text without `odd_words` can have.

    >>> eastern_oddities("日本の漢字"), eastern_oddities("动は谭の")
    (0, 1)
    """
    return ideographs.oddities(text) if ideographs.ANY.search(text) else 0


def odd_words(text: str) -> list[str]:
    """Return the words of `text`, parted by spaces, that hold what sound text does not.

    >>> odd_words("Das ist ein schöner cz³owiek")
    ['cz³owiek']
    """
    return [word for word in words_search().words(text) if _odd_things(word)]


@lru_cache(maxsize=1 << 14)
def _odd_things(word: str) -> frozenset[str]:
    """What in a word sound text does not hold."""
    if word.isascii():
        return frozenset()
    groups = words_search().groups(f"\n{word}\n")
    words_search().pass_over([three for three in groups if VERDICTS[three] in _SOUND])
    return frozenset(map(VERDICTS.__getitem__, groups)) - _SOUND


@cache
def words_search() -> Triples:
    """Return the search for what is looked at in words of which nothing is known but what they are."""
    return Triples(_search(False, False, False).chars, 1 << 14)


def strange(text: str) -> bool:
    """Return whether `text` holds anything that sound text does not, or its beginning does."""
    if any(map(_odd_things, words_search().words(text))):
        return True
    # So are the beginnings of texts that are cut, within a word perhaps.
    early = text[:_EARLY]
    if _odd_things(early[early.rfind(" ") + 1 :]):
        return True
    if not ideographs.ANY.search(text):
        return False
    return ideographs.oddities(early) > 0 or ideographs.oddities(text) > 0
