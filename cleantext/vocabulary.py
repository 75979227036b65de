"""Which words with letters beyond ASCII the languages of Latin script have.

A letter model says that a reading is likely, a list of words that it is right: one damaged word in a
line is restored where it becomes a word and was none. The words are kept as a Bloom filter, some
fifteen bits each: what is in it is known for certain to be known, and of what is not in it, one word
in a thousand is taken for known.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from functools import cache, lru_cache

from cleantext import scan
from cleantext.lazy import pattern
from cleantext.tables import read

_LETTERS = pattern("[a-zß-öø-ÿ]{2}")
# Nothing but Latin letters beyond ASCII.
_LATIN = pattern("[\x00-\x7fÀ-ÖØ-öø-ɏḀ-ỿ’]+")
#: How many bits of the filter a word has.
PROBES = 10
#: Words of so many letters tell what was written; how many bits a letter is worth, and a word at most.
_SHORTEST = 3
_LETTER, _MOST = 3.0, 15.0
#: Words of one letter, and what they are worth, as are other short ones.
ALONE = "àáåèéêíòóöőù"
LITTLE = 1.0
#: What a known word costs that a reading does away with.
_LOST = 20.0

#: What the compiled loops found of so many words.
VERDICTS = array("Q", bytes(8 << 14))

#: Longer tokens are not remembered.
_LONG = 32

_WORD = pattern("[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ]+")


def places(word: str, size: int) -> Iterator[int]:
    """Yield which bits of a filter of `size` bits stand for a word."""
    # Not above, for it takes longer to load than most texts to clean.
    from hashlib import blake2b

    digest = int.from_bytes(blake2b(word.encode("utf-8", "replace"), digest_size=8).digest())
    first, step = digest >> 32, digest & 0xFFFFFFFF | 1
    for count in range(PROBES):
        yield (first + count * step) % size


@cache
def table() -> bytes:
    """Return the filter."""
    return read("vocabulary.bin")


@lru_cache(maxsize=1 << 14)
def known(word: str) -> bool:
    """Return whether a word of Latin script, with a letter beyond ASCII, is one of some language.

    Words of ASCII are not asked about: none of them is known.

    >>> known("während"), known("Garçon"), known("w„hrend"), known("garēon")
    (True, True, False, False)
    """
    if scan.COMPILED is not None:
        found: bool = scan.COMPILED.known(table(), VERDICTS, word)
        return found
    return known_in_python(word)


def known_in_python(word: str) -> bool:
    """Return the same, without the compiled loop."""
    # Lower case of the Turkish capital has a dot of its own.
    folded = word.lower().replace("i\u0307", "i")
    if folded.isascii() or len(folded) > 40:
        return False
    bits = table()
    return all(bits[place >> 3] >> (place & 7) & 1 for place in places(folded, 8 * len(bits)))


def words(text: str) -> list[str]:
    """Return the runs of Latin letters in a text.

    >>> words("l’été 2")
    ['l', 'été']
    """
    return _WORD.findall(text)


def is_latin_word(token: str) -> bool:
    """Return whether a token has nothing but Latin letters, and ASCII.

    >>> is_latin_word("l’été,"), is_latin_word("w„hrend")
    (True, False)
    """
    return _LATIN.fullmatch(token) is not None


def are_known(tokens: list[str]) -> bool:
    """Return whether there are words, and each of them with a letter beyond ASCII is known.

    >>> are_known(["garçon,", "naïve"]), are_known(["garçon™"]), are_known([])
    (True, False, False)
    """
    return bool(tokens) and all(
        is_latin_word(token) and all(map(_is_sound, words(token))) for token in tokens
    )


def _is_sound(word: str) -> bool:
    return word.isascii() or (len(word) > 1 and known(word))


def evidence(before: str, after: str) -> float:
    """Return how many bits the known words that a reading brings in speak for it; or against it.

    >>> evidence("das w„hrend der Übung", "das während der Übung")
    15.0
    >>> evidence("das während der Übung", "das w„hrend der Übung")
    -20.0
    """
    if scan.COMPILED is not None:
        bits: float | None = scan.COMPILED.evidence(table(), VERDICTS, ALONE, before, after)
        if bits is not None:
            return bits
    return evidence_in_python(before, after)


def evidence_in_python(before: str, after: str) -> float:
    """Return the same, without the compiled loop."""
    olds, news = before.split(" "), after.split(" ")
    if len(olds) != len(news):
        return 0.0
    came: set[str] = set()
    went: set[str] = set()
    alone = False
    for place, (old, new) in enumerate(zip(olds, news, strict=True)):
        if old == new:
            continue
        if len(old) == len(new) == 1:
            alone |= may_stand_alone(old, new) and _among_words(news, place)
        elif (were := _telling(old)) != (are := _telling(new)):
            came |= are - were
            went |= were - are
    short = any(len(word) == _SHORTEST - 1 for word in came)
    bits = sum(min(_MOST, _LETTER * len(word)) for word in came if len(word) >= _SHORTEST)
    return (bits or LITTLE * (alone or short)) - _LOST * len(went)


def brings_in(old: str, new: str) -> bool:
    """Return whether a token read in another charset has a known word that it has not as it stands.

    A letter that may stand alone is one; without any, nothing speaks for a reading.

    >>> brings_in("w„hrend", "während"), brings_in("während", "w„hrend")
    (True, False)
    """
    return may_stand_alone(old, new) or not _telling(new) <= _telling(old)


def _telling(token: str) -> frozenset[str]:
    """The words in a token that tell something."""
    if token.isascii():
        return frozenset()
    # Readings of one text share most of their words.
    return _told(token) if len(token) <= _LONG else _told.__wrapped__(token)


@lru_cache(maxsize=1 << 14)
def _told(token: str) -> frozenset[str]:
    return frozenset(filter(_tells, words(token)))


def _tells(word: str) -> bool:
    """Whether a word is known, and is neither one letter nor a few capitals, as abbreviations are."""
    return len(word) > 1 and (len(word) > _SHORTEST + 1 or not word.isupper()) and known(word)


def may_stand_alone(old: str, new: str) -> bool:
    """Return whether a letter, or a control, that is no word may have been one that is.

    >>> may_stand_alone("č", "è"), may_stand_alone("à", "ŕ")
    (True, False)
    """
    if len(old) != 1:
        return False
    written = old.isalpha() or "\x80" <= old < "\xa0"
    return written and new.lower() in ALONE and old.lower() not in ALONE


def _among_words(tokens: list[str], place: int) -> bool:
    """Whether words stand on both sides, and are not a letter each."""
    beside = tokens[max(0, place - 1) : place] + tokens[place + 1 : place + 2]
    return len(tokens) > 2 and all(map(_LETTERS.search, beside))
