"""What bytes cost in charsets of several bytes a character.

In C where that was compiled, else in Python, which find the same (`tests/decoding/test_eastern.py`).
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from cleantext.decoding import counts
from cleantext.decoding.charsets import MULTI_BYTE
from cleantext.decoding.counts import Cost
from cleantext.decoding.model import table
from cleantext.decoding.strict import pairs

#: What a character costs that was not seen in training: one of the commoner half of its charset, of
#: the rarer half, of what was added later, a half-width one; and bytes that do not decode.
_COMMON, _RARE, _ADDED, _HALF_WIDTH, _ERROR = 105, 130, 165, 100, 220
#: What a stretch of East Asian characters costs beside theirs: that there is one, that it is one
#: character long, and that a letter of ASCII stands next to it.
_RUN, _ALONE, _LETTER = 30, 50, 25
#: By language: the charset whose order tells common characters from rare ones, and the first byte
#: with which its rarer ones begin.
_LEVELS = {
    "zho-CN": ("gb2312", 0xD8),
    "zho-TW": ("big5", 0xC9),
    "yue": ("big5", 0xC9),
    "jpn": ("euc_jp", 0xD0),
    "kor": ("euc_kr", 0xC9),
}

#: A reading whose cost is so much above the best is given up; asked after every so many characters.
_HOPELESS, _STEP = 400, 96
#: And before all of it is decoded, of so many bytes.
_HEAD = 192

_WEIGHTS = (_ERROR, _RUN, _ALONE, _LETTER, _ADDED, _HOPELESS, _STEP, _HEAD)
_ASCII = bytes(range(0x80))


class English(NamedTuple):
    """What all that is ASCII costs in English, and one character of it."""

    cost: float
    mean: float


def eastern(runs: bytes, cut: int, english: English, best: float) -> list[Cost]:
    """Return what bytes cost in each charset of several bytes a character, and in which language.

    Without those that are far from the `best` reading so far. `runs` is what stands beyond ASCII, with its
    neighbours; `cut` of its characters are no whole ones.

    In all of them a character begins after every byte of ASCII, so what is only ASCII can be left
    out; a byte of ASCII that turns out to be the second of a character costs nothing as ASCII.

    >>> min(eastern("漢字".encode("cp932"), 0, English(0, 0), 200))[1:]
    ('cp932', 'jpn')
    """
    if counts.COMPILED:
        return counts.COMPILED.eastern(  # type: ignore[no-any-return]
            runs, cut, *english, best, _charsets(), _learn, _WEIGHTS
        )
    plain = len(runs) - len(runs.translate(None, _ASCII))
    # What remains when all of them are taken: no reading costs less than that.
    least = english.cost - plain * english.mean - _ERROR * cut
    head = runs[:_HEAD] if len(runs) >= 2 * _HEAD else b""
    share = min(1.0, 1.5 * _HEAD / max(1, len(runs)))
    ranked = []
    for codec, languages, rarity in MULTI_BYTE:
        if (
            head
            and _least(head.decode(codec, "replace"), languages) > best * share + _HOPELESS - least
        ):
            continue
        text = runs.decode(codec, "replace")
        left = len(text.encode("ascii", "ignore"))
        cost = rarity * 10 + english.cost - (plain - left) * english.mean
        errors = text.count("\ufffd")
        cost -= _ERROR * min(cut, errors)
        # Each error costs at least this, so far too many of them need no closer look.
        if cost + _ERROR * errors > best + _HOPELESS:
            continue
        cost += _run_cost(text)
        reading: Cost | None = None
        for language in languages:
            own = _cost(text, language, cost, best)
            if own is not None and (reading is None or own < reading[0]):
                reading = (own, codec, language)
                best = min(best, own)
        if reading:
            ranked.append(reading)
    return ranked


def _least(text: str, languages: Iterable[str]) -> float:
    """What `text` costs in the language in which it costs least."""
    return min([_sum(text, language) for language in languages])


_RUNS = re.compile(r"[^\x00-\x7f]+")
_BESIDE = re.compile(r"[A-Za-z](?=[^\x00-\x7f])|[^\x00-\x7f](?=[A-Za-z])")


def _run_cost(text: str) -> int:
    """What the stretches of `text` beyond ASCII cost for being few, short, or in words."""
    runs = _RUNS.findall(text)
    alone = sum([len(run) == 1 for run in runs])
    return _RUN * len(runs) + _ALONE * alone + _LETTER * len(_BESIDE.findall(text))


def _cost(text: str, language: str, cost: float, best: float) -> float | None:
    """The cost of `text` added to `cost`; None when it is far above the share of the best."""
    for start in range(0, len(text), _STEP):
        end = start + _STEP
        cost += _sum(text[start:end], language)
        if cost > best * min(1.0, 1.5 * end / len(text)) + _HOPELESS:
            return None
    return cost


def _sum(text: str, language: str) -> int:
    """The cost of the characters of `text` beyond ASCII."""
    get = table().han[language].get
    total = 0
    for character, count in Counter(text).items():
        if character >= "\x80":
            known = get(character)
            total += count * (_unseen(character, language) if known is None else known)
    return total


@lru_cache(maxsize=8192)
def _unseen(character: str, language: str) -> int:
    if character == "\ufffd":
        return _ERROR
    if "\uff61" <= character <= "\uff9f":
        return _HALF_WIDTH
    codec, rare = _LEVELS[language]
    try:
        encoded = character.encode(codec)
    except UnicodeEncodeError:
        return _ADDED
    return _COMMON if len(encoded) == 2 and encoded[0] < rare else _RARE


#: A charset as the compiled loop wants it: its codec, what it costs to be rare, the characters of its bytes and
#: pairs, its languages and what their characters up to U+FFFF cost; what is not known yet is 0xFFFF.
_Charset = tuple[str, float, bytes, bytes, tuple[tuple[str, "array[int]"], ...]]


@cache
def _charsets() -> tuple[_Charset, ...]:
    return tuple(
        (codec, rarity * 10, *pairs(codec), tuple((each, _known(each)) for each in languages))
        for codec, languages, rarity in MULTI_BYTE
    )


@cache
def _known(language: str) -> array[int]:
    found = array("H", b"\xff" * 0x20000)
    for character, cost in table().han[language].items():
        found[ord(character)] = cost
    return found


def _learn(language: str, character: int) -> None:
    _known(language)[character] = _unseen(chr(character), language)
