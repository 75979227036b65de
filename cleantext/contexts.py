"""Which characters stand where sound text of no language has them.

A character that damage often makes (an accented letter, a capital, a symbol) is looked at with its
two neighbours. What 128 languages were seen to have there is sound; the rest is *strange*. That is
no proof of damage, but text without anything strange need not be looked at any closer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from cleantext.lazy import pattern
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
)
_CONTEXT = pattern(f"[{ANCHORS}](?s:(?<=(..))(?=(.)))")


def contexts(text: str) -> set[str]:
    """Return each looked-at character of `text` between its neighbours, as far as they tell.

    A symbol that stands free of letters tells nothing.

    >>> sorted(contexts("Œuvre, 5±2, 3 €, cz³owiek"))
    [' Œa', 'a³a']
    """
    seen = set(map(_context, set(_CONTEXT.findall(f"\n{text}\n"))))
    seen.discard("")
    return seen


@lru_cache(maxsize=1 << 15)
def _context(found: tuple[str, str]) -> str:
    before, char, after = found[0][0], found[0][1], found[1]
    if char.islower():
        return _letter(before) + char + _letter(after)
    if char.isalpha() or before.isalpha() or after.isalpha() or "\x80" <= char < "\xa0":
        return _kind(before, char) + char + _kind(after, char)
    return ""


def _letter(char: str) -> str:
    if char.isalpha():
        return char.lower()[0] if char < "\u0530" else "x"
    return "0" if char.isdigit() else " "


def _kind(char: str, beside: str) -> str:
    if char.isalpha():
        return "A" if char.isupper() and beside.isupper() else "a"
    if char.isdigit():
        return "0"
    return " " if char <= "\xa0" or beside.isupper() else "."


class _Table(NamedTuple):
    seen: frozenset[str]
    rare: re.Pattern[str]
    frequent: re.Pattern[str]


#: So many of the ideographs make up a third of any text in Chinese or Japanese.
_FREQUENT = 150
_IDEOGRAPH = pattern("[\u4e00-\u9fff]")
_EASTERN = pattern("[\u4e00-\u9fff\uac00-\ud7a3]")
#: An ideograph or a syllable of Hangul within a word of small letters.
_WITHIN = pattern("[\u4e00-\u9fff\uac00-\ud7a3](?<=[a-z].)(?=.?[a-z])")


#: So many things are found faster one after the other than together.
_FEW = 24
#: How much of a text tells whether its ideographs are sound.
_SAMPLE = 4000
#: How much of a text is looked at first.
_EARLY = 64


def _between(hanzi: str) -> str:
    """The ideographs that are not among `hanzi`, as the inside of a character class."""
    borders = ["\u4dff", *sorted(hanzi), "\u9fa6"]
    gaps = ((ord(low) + 1, ord(high) - 1) for low, high in pairwise(borders))
    return "".join(f"{chr(low)}-{chr(high)}" for low, high in gaps if low <= high)


@cache
def _table() -> _Table:
    hanzi, *seen = read("contexts.bin").decode().split("\0")
    rare = _between(hanzi)
    pattern = re.compile(f"[{rare}].?[{rare}]")
    return _Table(frozenset(seen), pattern, re.compile(f"[{hanzi[:_FREQUENT]}]"))


def oddities(text: str) -> int:
    """Return how many different things `text` holds that sound text does not.

    >>> oddities("Ein Bär, přes řeku, «déjà vu»"), oddities("pøíliš žlutý cz³owiek")
    (0, 2)
    """
    table = _table()
    odd = len(contexts(text) - table.seen)
    if _IDEOGRAPH.search(text):
        odd += bool(table.rare.search(text)) + bool(_WITHIN.search(text)) + _few_frequent(text)
    elif _WITHIN.search(text):
        odd += 1
    return odd


def _few_frequent(text: str) -> bool:
    """Whether ideographs lack those that no text in Chinese or Japanese can do without."""
    # A long text is known by its beginning, or the whole of it is not in question.
    found = _IDEOGRAPH.findall(text[:_SAMPLE])
    return len(found) >= 6 and (len(_table().frequent.findall("".join(found))) < 0.06 * len(found))


def strange(text: str) -> bool:
    """Return whether `text` holds anything that sound text does not."""
    # Damage shows early as a rule.
    return oddities(text[:_EARLY]) > 0 or (len(text) > _EARLY and oddities(text) > 0)


def _standing(padded: str, odd: set[str]) -> Iterator[int]:
    """Where in a text the middle of each odd group of three stands, in no order."""
    if len(odd) > _FEW:
        for hit in _CONTEXT.finditer(padded):
            if "".join(hit.groups()) in odd:
                yield hit.start() - 1
        return
    for group in odd:
        place = padded.find(group)
        while place >= 0:
            yield place
            place = padded.find(group, place + 1)


def odd_places(text: str) -> list[int]:
    """Return where `text` holds things that sound text does not, in no order.

    >>> odd_places("sound\\npøíliš")
    [7]
    """
    table = _table()
    padded = f"\n{text}\n"
    odd = {each for each in set(_CONTEXT.findall(padded)) if _context(each) not in table.seen}
    found = list(_standing(padded, {"".join(each) for each in odd if _context(each)}))
    if _EASTERN.search(text):
        found += [hit.start() for hit in _WITHIN.finditer(text)]
        found += [hit.start() for hit in table.rare.finditer(text)]
        if _few_frequent(text):
            found += [hit.start() for hit in _IDEOGRAPH.finditer(text)]
    return found
