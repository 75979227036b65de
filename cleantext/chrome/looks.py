"""What each line of a flattened page looks like, in numbers for a small network.

The numbers lean on no language: lengths, kinds of characters, repetition, the words that lines share, and
the place among paragraphs. The only words that are known are those of the controls.

Source: own observation; the idea to judge a line by its neighbours is that of Kohlschütter, Fankhauser
and Nejdl, Boilerplate Detection using Shallow Text Features, 2010.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from cleantext.chrome.controls import PARTS, control
from cleantext.chrome.letters import KIND, KINDS, LETTERS, Array, Letters, letters, mix
from cleantext.chrome.openings import Openings, openings

#: A paragraph holds at least so many characters of a script like Latin, and the end of a sentence.
PROSE = 80
#: A line that is shorter may be of a menu.
SHORT = 40
#: How many lines on either side are looked at for a paragraph.
FAR = 50
#: Lines so many apart are compared: what is repeated has up to so many parts.
RHYTHMS = (1, 2, 3, 4, 5, 6)


class Looks(NamedTuple):
    """The numbers of some lines."""

    rows: Array
    """A row for each line."""
    words: Array
    r"""How many runs like `\w+` each line has."""
    said: Openings
    """The words that the lines open with."""


def looks(lines: list[str], signs: Sequence[frozenset[str]]) -> Looks:
    """Return what some lines look like; none is empty. `signs` are those of `controls.signs`.

    >>> lines = ["Home", "About", "A bridge was repaired. " * 5]
    >>> found = looks(lines, [frozenset()] * 3)
    >>> found.rows.shape[0], found.words.tolist()
    (3, [1, 1, 20])
    """
    found = letters(lines)
    count = len(lines)
    size = (found.ends - found.starts).astype(np.float32)
    kinds = np.bincount(found.line * np.int64(KINDS) + found.kinds, minlength=count * KINDS)
    kinds = kinds.reshape(count, KINDS).astype(np.float32)
    # Scripts that say in one character what others need three for are measured by that.
    wide = size + 2 * kinds[:, KIND["dense"]]
    own = _Line(found, kinds, wide)
    known = _controls(lines, signs)
    columns = [
        *own.columns,
        *_company(found, own),
        *_places(wide, own.prose),
        *(_shares(kinds) / size[:, None]).T,
        *known.T,
    ]
    total = float(wide.sum())
    page = [
        np.log(count),
        np.log(total),
        float(wide[own.prose].sum()) / total,
        float(own.prose.mean()),
        float(known[:, -1].mean()),
        float((wide < SHORT).mean()),
    ]
    rows = np.empty((count, len(columns) + len(page)), np.float32)
    for number, column in enumerate(columns):
        rows[:, number] = column
    rows[:, len(columns) :] = page
    return Looks(rows, found.runs, openings(found))


#: Letters of scripts without case, which the network must not take for something rare; and as how much of
#: a capital one counts that begins a word.
_CASELESS = ("letter", "dense", "unmarked")
USUAL = 0.4


def _shares(kinds: Array) -> Array:
    """How often kinds of characters stand in each line; scripts without case have small letters here."""
    found: Array = kinds[:, 2:].copy()
    odd = [KIND[name] - 2 for name in (*_CASELESS, "mark")]
    found[:, 0] += found[:, odd].sum(1)
    found[:, odd] = 0
    return found


class _Line:
    """What lines look like by themselves."""

    def __init__(self, found: Letters, kinds: Array, wide: Array) -> None:
        count = len(wide)
        is_stop = found.kinds == KIND["stop"]
        behind = np.append(found.kinds[1:], 0)
        before = np.append(0, found.kinds[:-1])
        digit = KIND["digit"]
        beside = (behind == digit) | (before == digit)
        within = (behind == digit) & (before == digit)

        def number(flags: Array) -> Array:
            return np.bincount(found.line, flags, count)

        def of_words(flags: Array) -> Array:
            return np.bincount(found.owner, flags, count)

        self.first = _cased(found.kinds[found.starts])
        self.last = _last(found)
        self.wide = wide
        self.words = np.bincount(found.owner, minlength=count)
        inner = number(is_stop & _any(behind, "space", "dense"))
        ended = self.last == KIND["stop"]
        self.prose = (wide >= PROSE) & (ended | (inner > 0) | (kinds[:, KIND["unmarked"]] > 0))
        initials = found.kinds[found.words]
        self.numbers = of_words(initials == digit)
        some = np.maximum(self.words, 1)
        capital = of_words((initials == KIND["upper"]) + USUAL * _any(initials, *_CASELESS))
        dates = number(within & _any(found.kinds, "colon", "slash", "dash"))
        prices = number((found.kinds == KIND["money"]) & (beside | (behind == KIND["space"])))
        years = np.bincount(found.owner[found.years], minlength=count)
        opening = [
            ("upper",),
            ("lower",),
            ("digit",),
            ("bullet", "bar", "arrow", "dash"),
            ("open",),
            ("quote",),
        ]
        closing = ("digit", "bar", "arrow", "comma", "upper")
        self.columns = [
            np.log(wide),
            np.log1p(self.words),
            np.minimum(kinds[:, LETTERS].sum(1) / some, 20) / 8,
            capital / some,
            self.numbers / some,
            ended,
            np.log1p(inner),
            self.last == KIND["colon"],
            np.log1p(kinds[:, KIND["comma"]]),
            np.log1p(kinds[:, KIND["bar"]]),
            dates > 0,
            prices > 0,
            np.log1p(prices),
            years > 0,
            np.log1p(self.numbers),
            self.prose,
            np.minimum(wide * self.prose / 800, 5),
            *(_any(self.first, *names) for names in opening),
            *(self.last == KIND[name] for name in closing),
            kinds[:, KIND["owner"]] > 0,
            kinds[:, KIND["at"]] > 0,
        ]


def _any(kinds: Array, *names: str) -> Array:
    """Which of some characters are of one of these kinds."""
    wanted = np.zeros(KINDS, bool)
    wanted[[KIND[name] for name in names]] = True
    found: Array = wanted[kinds]
    return found


def _cased(kinds: Array) -> Array:
    """Kinds of characters that begin something, those of scripts without case as capitals."""
    cased = kinds.copy()
    cased[_any(kinds, *_CASELESS)] = KIND["upper"]
    return cased


def _last(found: Letters) -> Array:
    """The kind of the last character of each line, but for quotation marks and brackets that close."""
    at = found.ends - 1
    last: Array = found.kinds[at]
    for _ in range(2):
        skipped = ((last == KIND["quote"]) | (last == KIND["close"])) & (at > found.starts)
        at = at - skipped
        last = found.kinds[at]
    return last


def _company(found: Letters, own: _Line) -> list[Array]:
    """How lines agree with others: the same line, the same words, the same shape."""
    count = len(own.wide)
    some = np.maximum(own.words, 1)
    first = np.cumsum(own.words) - own.words
    place = np.arange(len(found.words)) - first[found.owner]
    mixed = mix(found.hashes + place.astype(np.uint32) * np.uint32(0x9E3779B1))
    # Sums of 32 bits are exact in double precision.
    whole = np.bincount(found.owner, mixed, count)
    _, same, copies = np.unique(whole, return_inverse=True, return_counts=True)

    words, word = np.unique(found.hashes, return_inverse=True)
    pairs = np.sort(word * np.int64(count) + found.owner)
    pairs = pairs[np.diff(pairs, prepend=-1) > 0]
    pair_word, pair_line = pairs // count, pairs % count
    lines_with = np.bincount(pair_word, minlength=len(words))
    prose_with = np.bincount(pair_word[own.prose[pair_line]], minlength=len(words))
    first_with = np.bincount(pair_word[pair_line < 2], minlength=len(words))

    def share(flags: Array) -> Array:
        return np.bincount(found.owner, flags, count) / some

    shape = np.minimum(np.log2(own.wide), 8).astype(np.int64) * KINDS + own.first
    shape = (shape * KINDS + own.last) * 2 + (own.numbers > 0)
    _, kind = np.unique(shape, return_inverse=True)
    alike = np.bincount(kind)[kind]
    return [
        np.log(copies[same]),
        share((prose_with > 0)[word]),
        share((prose_with > 2)[word]),
        share((lines_with == 1)[word]),
        share((first_with > 0)[word]),
        share(prose_with[word] > own.prose[found.owner]),
        share((1 / lines_with)[word]),
        np.log(alike),
        alike / count,
        *(_beats(kind, step) for step in RHYTHMS),
    ]


def _beats(kind: Array, step: int) -> Array:
    """How many of the two lines so many before and behind each have its shape, 0 to 1."""
    found = np.zeros(len(kind), np.float32)
    if len(kind) > step:
        same = kind[step:] == kind[:-step]
        found[step:] += same
        found[:-step] += same
    return found / 2


def _places(wide: Array, prose: Array) -> list[Array]:
    """Where each line is: in the text, among its paragraphs, and in its run of short lines."""
    count = len(wide)
    number = np.arange(count)
    (paragraphs,) = np.nonzero(prose)
    first, last = (paragraphs[0], paragraphs[-1]) if len(paragraphs) else (count, -1)
    before = np.append(-FAR, _latest(prose, -FAR)[:-1])
    behind = np.append(_next(prose, count + FAR)[1:], count + FAR)
    short = wide < SHORT
    long_before, long_behind = _latest(~short, -1), _next(~short, count)
    run = np.where(short, long_behind - long_before - 1, 0)
    within = np.where(short, (number - long_before - 1) / np.maximum(run, 1), 0)
    passed = np.cumsum(wide * prose)
    return [
        number / count,
        (np.cumsum(wide) - wide) / wide.sum(),
        passed / max(1, passed[-1]),
        np.minimum(number, 30) / 30,
        np.minimum(count - number, 30) / 30,
        np.log1p(number) / 3,
        np.log1p(count - number) / 3,
        (number >= first) & (number <= last),
        np.clip(number - first, -FAR, FAR) / 25,
        np.clip(last - number, -FAR, FAR) / 25,
        np.log(np.minimum(number - before, FAR)),
        np.log(np.minimum(behind - number, FAR)),
        np.log1p(np.minimum(run, 200)),
        within,
    ]


def _latest(flags: Array, none: int) -> Array:
    """The last flagged place up to each."""
    latest: Array = np.maximum.accumulate(np.where(flags, np.arange(len(flags)), none))
    return latest


def _next(flags: Array, none: int) -> Array:
    """The first flagged place from each on."""
    places = np.where(flags, np.arange(len(flags)), none)
    found: Array = np.minimum.accumulate(places[::-1])[::-1]
    return found


def _controls(lines: list[str], signs: Sequence[frozenset[str]]) -> Array:
    """Of which parts of a page each line is a control or shows one; whether it is sure; whether it is one."""
    found = np.zeros((len(lines), len(PARTS) + 2), np.float32)
    for row, line, shown in zip(found, lines, signs, strict=True):
        kind, sure = control(line)
        if kind:
            row[PARTS.index(kind)] = row[-1] = 1
            row[-2] = sure
        for each in shown:
            row[PARTS.index(each)] = 1
    return found
