"""Words that are none as they stand, and would be if their bytes were read in another charset.

Some letters that damage makes are sound in other languages: `męme` looks like Polish, and `adaylýk`
like Icelandic. They are looked at only in text that shows no letter of the languages in which they
are at home, and tell something only where they stand in no known word, but another charset makes
one. So does a sign or a capital between small letters.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from functools import cache, lru_cache

from cleantext import scan, vocabulary
from cleantext.around import Words
from cleantext.charmaps import decoding_table, encode
from cleantext.filter import Trigger
from cleantext.lazy import pattern
from cleantext.scan import Scanner, scanner
from cleantext.unread import codes
from cleantext.vocabulary import brings_in, evidence, is_latin_word, may_stand_alone

#: Letters, and others that text in which they are at home can hardly do without, but text that was
#: misread does not have.
_VISITORS = (
    ("ąę", "łżėų"),
    ("ńż", "łęħ"),
    ("ćčďěňřů", "šžłż"),
    ("ľĽ", "žŽ"),
    ("ő", "ű"),
    ("ű", "ő"),
    ("ă", "ŞşŢţșțđ"),
    ("ş", "ţțığ"),
    ("ţ", "şă"),
    ("đ", "šžươ"),
    ("ýþðÝÞÐ", "æěščžňươ"),
    ("ø", "åæ"),
    ("õ", "ãäđ"),
    ("û", "èêç"),
    ("ìòù", "àđ"),
    ("ß", "äöü"),
    ("š", "čž"),
)
_HOMELY = tuple(dict.fromkeys(homely for _, homely in _VISITORS))
#: Letters that are words in a language, and others that it has and damage of other languages does not make.
_WORDS = {"æ": "þð"}
#: Signs that some letters of words become.
SIGNS = "ⁿ·–—"
#: All of these letters, and the signs, as the inside of a class.
LOOKED_AT = "".join(letters for letters, _ in _VISITORS) + SIGNS

#: How much of a text is looked at to tell what is at home in it, from its beginning and its middle.
_SAMPLE = 1000

_SMALL = "[a-zß-öø-ÿ]"
_WITHIN = pattern(f"{_SMALL}[^a-zß-öø-ÿĀ-ɏ\xa0'’‘]{_SMALL}")
_NONE = pattern("l·l")
#: What stands together: letters, and all that no word is parted by; so much of it on either side of a place.
_TOGETHER = Words("\x00-/:-@\\[-`{-\x7f\xa0’", 24)

#: The charsets of Latin script that are mixed up: what bytes were read in, and were written in.
_MIX_UPS = (
    ("cp1250", "cp1252"),
    ("cp1250", "iso8859-2"),
    ("cp1252", "cp1250"),
    ("cp1252", "iso8859-2"),
    ("cp1252", "cp1254"),
    ("cp1252", "cp1257"),
    ("cp1252", "mac-roman"),
    ("cp1252", "cp850"),
    ("mac-roman", "cp1252"),
    ("cp437", "cp1252"),
    ("cp850", "cp1252"),
)


def visitors(text: str) -> str:
    """Return the letters that are not at home in a text, whether they stand in it or not.

    >>> "ę" in visitors("męme"), "ę" in visitors("mają ręce i żaglówkę")
    (True, False)
    """
    # What is at home in a text stands nearly everywhere in it.
    middle = len(text) // 2
    sample = text[:_SAMPLE] + text[middle : middle + _SAMPLE]
    return _strangers(_homely().present(sample))


@cache
def _homely() -> Scanner:
    # Two rows may have the same letters, which one trigger stands for.
    return scanner({Trigger(chars=each): 1 << n for n, each in enumerate(_HOMELY)})


@cache
def _strangers(present: int) -> str:
    """The letters that are not at home where some of those stand that go with them."""
    return "".join(
        letters for letters, homely in _VISITORS if not present >> _HOMELY.index(homely) & 1
    )


def at_home(text: str, strangers: str | None = None) -> str:
    """Return those of the letters that are at home in a text, if it is long enough to tell.

    `strangers` are its `visitors`, if they are known.
    """
    if len(text) < 2 * _SAMPLE:
        return ""
    return _others_than(visitors(text) if strangers is None else strangers)


@lru_cache(maxsize=64)
def _others_than(strangers: str) -> str:
    return "".join(letters for letters, _ in _VISITORS if letters not in strangers)


def is_own_word(three: str, text: str) -> bool:
    """Return whether a letter stands alone that is a word in the language of a text.

    >>> is_own_word(" æ ", "Nú þegar æ fleiri"), is_own_word(" æ ", "et voilæ, æ bient“t")
    (True, False)
    """
    alone = three[0] == three[2] == " "
    return alone and any(letter in text for letter in _WORDS.get(three[1], ""))


def has_own_words(text: str) -> bool:
    """Return False only if `is_own_word` is so of no three in a text."""
    return any(letter in text for letters in _WORDS.values() for letter in letters)


class _Within(dict[str, bool]):
    """Whether a character stands between small letters where no word has it."""

    def __missing__(self, three: str) -> bool:
        if len(self) > 1 << 16:
            self.clear()
        found = self[three] = bool(_WITHIN.match(three)) and not _NONE.match(three)
        if three[0] == three[2] == " ":
            found = self[three] = any(
                may_stand_alone(three[1], each) for each in _readings(three[1])
            )
        return found


WITHIN: dict[str, bool] = _Within()


def doubtful(text: str, places: list[int]) -> bytes:
    """Return which of the words at some places of a text would be such in another charset alone: 1 or 0 for each.

    >>> list(doubtful("de męme", [4])), list(doubtful("na pewno, będę", [11, 13]))
    ([1], [0, 0])
    """
    if scan.COMPILED is None:
        return doubtful_in_python(text, places)
    words = vocabulary.table(), vocabulary.VERDICTS
    tables = *words, _compiled_charsets(), vocabulary.ALONE
    found: bytes = scan.COMPILED.doubtful(
        text, places, _TOGETHER.members, _TOGETHER.longest, *tables, _VERDICTS
    )
    return found


#: What was found of so many words.
_VERDICTS = array("Q", bytes(8 << 14))


def doubtful_in_python(text: str, places: list[int]) -> bytes:
    """Return the same, without the compiled loop."""
    return bytes(map(_readable, _TOGETHER.around(text, places)))


@cache
def _compiled_charsets() -> object:
    """The charsets that are mixed up as the compiled loop reads them."""
    written = list(dict.fromkeys(written for _, written in _MIX_UPS))
    reads: dict[str, int] = {}
    for read, each in _MIX_UPS:
        reads[read] = reads.get(read, 0) | 1 << written.index(each)
    chars = tuple(array("H", map(ord, decoding_table(each))).tobytes() for each in written)
    none = bytes(0x10000)
    assert scan.COMPILED is not None
    return scan.COMPILED.charsets(
        tuple((codes(read), bits) for read, bits in reads.items()), chars, (), none
    )


def may_be_misread(word: str) -> bool:
    """Return whether a word holds more than letters of Latin, or would be one in another charset.

    >>> may_be_misread("pastèques"), may_be_misread("męme"), may_be_misread("cz³owiek")
    (False, True, True)
    """
    return not is_latin_word(word) or _readable(word)


@lru_cache(maxsize=1 << 14)
def _readable(word: str) -> bool:
    # What brings nothing in need not be weighed.
    return any(
        evidence(word, each) > 0 or may_stand_alone(word, each)
        for each in _readings(word)
        if brings_in(word, each)
    )


def _readings(word: str) -> Iterator[str]:
    """The texts that a word would be in another charset, other than itself."""
    others = {char for char in word if char > "\x7f" or char == "\x1a"}
    for swap in _swaps("".join(sorted(others))):
        yield word.translate(swap)


@lru_cache(maxsize=1 << 10)
def _swaps(chars: str) -> tuple[dict[int, str], ...]:
    """What some characters would be in other charsets, as tables to translate by; each that differs once."""
    found: dict[str, dict[int, str]] = {}
    for read, written in _MIX_UPS:
        data = encode(chars, read)
        if data is not None:
            swapped = "".join(map(decoding_table(written).__getitem__, data))
            if swapped != chars:
                found[swapped] = dict(zip(map(ord, chars), swapped, strict=True))
    return tuple(found.values())
