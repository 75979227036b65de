"""How likely a stretch of characters is as text of its script.

One model, shared by whatever must choose between two readings of the same bytes. It counts how
often two characters stand side by side, with a back-off to single characters, in *bits*: a text
that costs 10 bits less than another is 1024 times as likely. Variants of one Chinese character
count as one, digits as one, Latin letters as one, and a punctuation mark as its full form.
"""

from __future__ import annotations

import struct
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from cleantext import scan
from cleantext.hanzi import variants
from cleantext.lazy import pattern
from cleantext.scripts import CODES, SCRIPT, STARTS
from cleantext.tables import read

#: What a character that the model never saw costs.
UNSEEN = 24.0
_EIGHTH = 1 / 8


@cache
def counted_as() -> dict[int, str]:
    """Return what a character counts as, where that is not itself."""
    full: dict[int, str] = {code: chr(code + 0xFEE0) for code in range(0x21, 0x7F)}
    full.update(dict.fromkeys(map(ord, "0123456789０１２３４５６７８９"), "0"))
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    letters += letters.lower()
    full.update(dict.fromkeys(map(ord, letters), "a"))
    full.update(dict.fromkeys((ord(char) + 0xFEE0 for char in letters), "a"))
    full.update({0x09: " ", 0xA0: " ", 0x3000: " "})
    return full | str.maketrans(variants())


def symbols(text: str) -> str:
    """Return `text` as the model counts it.

    >>> symbols("漢字,2024 abc")
    '汉字，0000 aaa'
    """
    return text.translate(counted_as())


class Rows(NamedTuple):
    """Pairs in order: their first and second symbols, and what they cost."""

    firsts: str
    seconds: str
    costs: bytes


@cache
def _han_model() -> tuple[str, str, bytes]:
    """The characters of the model, its pairs one behind the other, and the costs of both."""
    alphabet, pairs, costs = read("han_model.bin").split(b"\0", 2)
    return alphabet.decode(), pairs.decode(), costs


class Model(dict[str, dict[str, float]]):
    """Costs of pairs, by the first character; and of single ones, and of falling back after one.

    The pairs of a character are unpacked when it is first met: most texts have few of them all.
    """

    def __init__(self) -> None:
        chars, joined, costs = _han_model()
        count = len(chars)
        self._firsts, self._seconds, self._costs = joined[::2], joined[1::2], costs[2 * count :]
        self.single = _eighths(chars, costs)
        self.backoff = _eighths(chars, costs[count:])

    def rows(self) -> Rows:
        """Return all pairs."""
        return Rows(self._firsts, self._seconds, self._costs)

    def __missing__(self, char: str) -> dict[str, float]:
        low, high = bisect_left(self._firsts, char), bisect_right(self._firsts, char)
        found = self[char] = _eighths(self._seconds[low:high], self._costs[low:high])
        return found


def _eighths(chars: str, costs: bytes) -> dict[str, float]:
    return {char: value * _EIGHTH for char, value in zip(chars, costs, strict=False)}


@cache
def model() -> Model:
    """Return the model of Chinese, Japanese and marks."""
    return Model()


def pair_cost() -> Callable[[str, str], float]:
    """Return the function that says what a symbol costs after another, in bits.

    >>> cost = pair_cost()
    >>> cost("中", "国") < cost("中", "萍")
    True
    """
    han = model()
    single, backoff = han.single, han.backoff

    def cost(before: str, char: str) -> float:
        found = han[before].get(char)
        if found is not None:
            return found
        return backoff.get(before, 0.0) + single.get(char, UNSEEN)

    return cost


def surprise(char: str) -> float:
    """Return how many bits a character costs on its own: few when it is common.

    >>> surprise("网") < 12 < surprise("饕")
    True
    """
    return model().single.get(symbols(char), UNSEEN)


def cost(text: str, before: str = "\n") -> float:
    """Return what `text` costs in bits where it follows the character `before`.

    >>> cost("科技部黨組書記") < cost("萍疾奎h組書記")
    True
    """
    counted = symbols(before + text)
    step = pair_cost()
    return sum(map(step, counted, counted[1:]))


# What follows is the model of every other script. It is of lower-case letters, digits as one, and
# white space as one, and has a lane for each language of the script.

_FOLD = dict.fromkeys((*range(33), 127, 160, 12288), " ")
_FOLD.update(dict.fromkeys(range(48, 58), "0"))


def letters(text: str) -> str:
    """Return `text` as the models of scripts count it.

    >>> letters("Год\\t1984")
    'год 0000'
    """
    return text.lower().translate(_FOLD)


#: What two letters of different scripts side by side cost, and a capital behind a small letter.
_MEETING = 14.0
_CAMEL = 6.0
#: The most that a symbol costs that stands free of letters, and what a no-break space adds.
_SYMBOL = 9.0
_NO_BREAK = 6.0
#: Scripts that are written together.
_TOGETHER = frozenset({"han", "kana", "hangul"})
_CAMELS = pattern("[À-ÖØ-ÞΆ-ΫЀ-Я](?<=[a-zß-öø-ÿά-ώа-џ].)")


class _Group:
    """The costs of one script: for each pair a row, one long integer with 32 bits a language.

    Adding rows adds up all languages at once.
    """

    def __init__(self, lanes: int, alphabet: str, pairs: str, columns: bytes) -> None:
        self.lanes = lanes
        keys = [*alphabet, *alphabet, *map("".join, zip(pairs[::2], pairs[1::2], strict=True))]
        self._columns, self._stride = columns, len(keys)
        count = len(alphabet)
        self._single = dict(zip(alphabet, range(count), strict=True))
        self._pairs = dict(zip(keys[2 * count :], range(2 * count, len(keys)), strict=True))
        self._rows: dict[str, int] = {}
        self._unseen = int.from_bytes(bytes((250, 0, 0, 0)) * lanes, "little")

    def row(self, pair: str) -> int:
        """Return the costs of the second character of `pair` after the first, in every lane."""
        found = self._rows.get(pair)
        if found is None:
            place = self._pairs.get(pair)
            if place is not None:
                found = self._widened(place)
            elif pair[1] not in self._single:
                found = self._unseen
            else:
                found = self._widened(self._single[pair[1]])
                if pair[0] in self._single:
                    found += self._widened(self._single[pair[0]] + len(self._single))
            self._rows[pair] = found
        return found

    def _widened(self, place: int) -> int:
        wide = bytearray(4 * self.lanes)
        wide[::4] = self._columns[place :: self._stride]
        return int.from_bytes(wide, "little")


class _Costs(NamedTuple):
    """The costs of one script as they are kept: its characters, its pairs, and a column a language."""

    lanes: int
    alphabet: str
    pairs: str
    columns: bytes


@cache
def _costs() -> dict[str, _Costs]:
    payload = read("scripts.bin")
    groups = {}
    place = 0
    while place < len(payload):
        start = place + 2
        place = start + int.from_bytes(payload[place:start], "little")
        name, *sizes = payload[start:place].decode().rstrip("\n").split("\t")
        lanes, chars, joined = map(int, sizes)
        alphabet = payload[place : place + chars].decode()
        place += chars
        pairs = payload[place : place + joined].decode()
        place += joined
        size = lanes * (2 * len(alphabet) + len(pairs) // 2)
        groups[name] = _Costs(lanes, alphabet, pairs, payload[place : place + size])
        place += size
    return groups


@cache
def _groups() -> dict[str, _Group]:
    return {name: _Group(*costs) for name, costs in _costs().items()}


@cache
def compiled_model() -> object:
    """Return the models of scripts as the compiled loops read them."""
    names = list(dict.fromkeys([*_costs(), *(name for _, name in STARTS)]))
    number = dict(zip(names, range(len(names)), strict=True))
    ends = [*CODES[1:], 0x110000]
    wide = [
        bytes([number[name]]) * (min(end, 0x10000) - low)
        for (low, name), end in zip(STARTS, ends, strict=True)
    ]
    wide += [bytes([number[SCRIPT[chr(code)]]]) for code in range(0x10000, 0x110000, 0x1000)]
    groups = tuple((number[name], *costs) for name, costs in _costs().items())
    together = sum(1 << number[name] for name in _TOGETHER)
    assert scan.COMPILED is not None
    return scan.COMPILED.model(b"".join(wide), groups, together, number["han"])


@cache
def compiled_han() -> object:
    """Return the model of Chinese and Japanese as the compiled loops read it."""
    chars, joined, costs = _han_model()
    size = len(chars)
    classes = array("I", range(0x10000))
    for code, becomes in counted_as().items():
        if code <= 0xFFFF:
            classes[code] = ord(becomes)
    single, backoff = costs[:size], costs[size : 2 * size]
    assert scan.COMPILED is not None
    rows = chars, joined[::2], joined[1::2], single, backoff, costs[2 * size :]
    return scan.COMPILED.han(classes, *rows)


class _Steps(dict[str, tuple[str, int, float]]):
    """For a pair: the script whose languages it counts for, its row, and what it costs in any."""

    def __missing__(self, pair: str) -> tuple[str, int, float]:
        if len(self) > 60_000:
            self.clear()
        found = self[pair] = self._step(pair)
        return found

    def _step(self, pair: str) -> tuple[str, int, float]:
        groups = _groups()
        before, script = SCRIPT[pair[0]], SCRIPT[pair[1]]
        met = before and script and before != script
        extra = _MEETING if met and not _TOGETHER.issuperset((before, script)) else 0.0
        if script == "han" or (before == "han" and not script):
            first, second = symbols(pair[0]), symbols(pair[1])
            return "", 0, extra + pair_cost()(first, second)
        if script and script not in groups:
            return "", 0, extra + UNSEEN
        name = script or (before if before in groups else "")
        if not name:
            # Which symbols stand free of letters is a matter of the subject, not of the language.
            return "", 0, min(groups[name].row(pair) / 10, _SYMBOL)
        return name, groups[name].row(pair), extra


_STEPS = _Steps()


@lru_cache(maxsize=1 << 16)
def pair_bits(before: str, char: str) -> float:
    """Return what a character costs in bits behind another, in the language that has it oftenest.

    >>> pair_bits("щ", "е") < pair_bits("щ", "ъ")
    True
    """
    total = 0.0
    folded = letters(before)[-1:] + letters(char)
    for pair in map("".join, pairwise(folded)):
        name, row, extra = _STEPS[pair]
        total += extra
        if row:
            lanes = _groups()[name].lanes
            total += min(struct.unpack(f"<{lanes}I", row.to_bytes(4 * lanes, "little"))) / 10
    return total


# A reading is asked about by whoever weighs it, and by whoever doubts it.
@lru_cache(maxsize=64)
def bits(text: str) -> float:
    """Return what `text` costs in bits in the likeliest language of each of its scripts.

    >>> bits("Příliš žluťoučký") < bits("Pøíliš žluouèký")
    True
    """
    if scan.COMPILED is not None:
        # What is in no Chinese need not wait for that model.
        cost: float | None = scan.COMPILED.bits(compiled_model(), None, text)
        if cost is None:
            cost = scan.COMPILED.bits(compiled_model(), compiled_han(), text)
        if cost is not None:
            return cost
    return bits_in_python(text)


def bits_in_python(text: str) -> float:
    """Return the same, without the compiled loop."""
    totals, other = added(text)
    for name, total in totals.items():
        other += min(by_language(name, total)) / 10
    return other


def added(text: str) -> tuple[dict[str, int], float]:
    """Return the rows that a text adds up to, by script, and what it costs besides."""
    totals: dict[str, int] = {}
    other = 0.0
    # Soft hyphens stand anywhere, and tell nothing.
    words = text.replace("\xad", "").split(" ")
    # Readings of one text, and the lines of one document, share most of their words.
    short = max(map(len, words)) <= _LONG
    for rows, cost in map(_word if short else weighed, words):
        other += cost
        for name, row in rows:
            totals[name] = totals.get(name, 0) + row
    return totals, other


def by_language(name: str, total: int) -> tuple[int, ...]:
    """Return what a row costs in each language of its script, in tenths of a bit."""
    lanes = _groups()[name].lanes
    return struct.unpack(f"<{lanes}I", total.to_bytes(4 * lanes, "little"))


def weighed(word: str) -> tuple[tuple[tuple[str, int], ...], float]:
    """Return the rows that a word adds up to, by script, and what it costs besides; a long one is not remembered."""
    return _word(word) if len(word) <= _LONG else _weighed(word)


def _weighed(word: str) -> tuple[tuple[tuple[str, int], ...], float]:
    totals: dict[str, int] = {}
    other = 0.0
    for name, row, extra in map(_STEPS.__getitem__, map("".join, pairwise(letters(f" {word} ")))):
        if row:
            totals[name] = totals.get(name, 0) + row
        other += extra
    other += _CAMEL * len(_CAMELS.findall(word)) + _NO_BREAK * word.count("\xa0")
    return tuple(totals.items()), other


_word = lru_cache(maxsize=1 << 14)(_weighed)


#: Longer words are not remembered.
_LONG = 32
