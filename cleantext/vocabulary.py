"""Which words with letters beyond ASCII the languages of Latin script have.

A letter model says that a reading is likely, a list of words that it is right: one damaged word in a
line is restored where it becomes a word and was none. The words are kept as a Bloom filter, some
twelve bits each: what is in it is known for certain to be known, and of what is not in it, a word in
three hundred is taken for known.
"""

from __future__ import annotations

from functools import cache, lru_cache
from hashlib import blake2b

from cleantext.lazy import pattern
from cleantext.tables import read

#: How many bits of the filter a word has.
PROBES = 8
#: Words of so many letters tell what was written, and how many bits each of their letters is worth.
_SHORTEST = 3
_LETTER = 3.0
#: Words of one letter, and what they are worth.
ALONE = "àáåèéêíòóöőù"
_LONE = 1.0
#: What a known word costs that a reading does away with.
_LOST = 20.0

_WORD = pattern("[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ]+")


def places(word: str, size: int) -> list[int]:
    """Return which bits of a filter of `size` bits stand for a word."""
    digest = int.from_bytes(blake2b(word.encode("utf-8", "replace"), digest_size=8).digest())
    first, step = digest >> 32, digest & 0xFFFFFFFF | 1
    return [(first + count * step) % size for count in range(PROBES)]


@cache
def _filter() -> bytes:
    return read("vocabulary.bin")


@lru_cache(maxsize=1 << 14)
def known(word: str) -> bool:
    """Return whether a word of Latin script, with a letter beyond ASCII, is one of some language.

    Words of ASCII are not asked about: none of them is known.

    >>> known("während"), known("Garçon"), known("w„hrend"), known("garēon")
    (True, True, False, False)
    """
    # Lower case of the Turkish capital has a dot of its own.
    folded = word.lower().replace("i\u0307", "i")
    if folded.isascii() or len(folded) > 40:
        return False
    table = _filter()
    return all(table[place >> 3] >> (place & 7) & 1 for place in places(folded, 8 * len(table)))


def words(text: str) -> list[str]:
    """Return the runs of Latin letters in a text.

    >>> words("l’été 2")
    ['l', 'été']
    """
    return _WORD.findall(text)


def evidence(before: str, after: str) -> float:
    """Return how many bits the known words that a reading brings in speak for it; or against it.

    >>> evidence("das w„hrend der Übung", "das während der Übung")
    21.0
    >>> evidence("das während der Übung", "das w„hrend der Übung")
    -20.0
    """
    came: set[str] = set()
    went: set[str] = set()
    bits = 0.0
    olds, news = before.split(" "), after.split(" ")
    if len(olds) != len(news):
        return bits
    for old, new in zip(olds, news, strict=True):
        if old == new:
            continue
        if len(old) == len(new) == 1:
            if old.isalpha() and new.lower() in ALONE and old.lower() not in ALONE:
                bits = _LONE
        else:
            were, are = (set(filter(known, words(each))) for each in (old, new))
            came |= are - were
            went |= were - are
    bits += _LETTER * sum(len(word) for word in came if len(word) >= _SHORTEST)
    return bits - _LOST * len(went)
