"""How much a sentence sounds like one that sells what spam sells: a sum over its runs of characters.

A lexicon knows the phrases that are in it. The runs of three to six characters in them, and in what is
written around them, also tell phrases that are like them: other names of drugs, other inflections, other
orders of the same words. The weights were learnt from sentences made of the lexicon against sound ones.

Source: hashed features as in Weinberger et al., Feature Hashing for Large Scale Multitask Learning, 2009.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from cleantext import scan
from cleantext.grams import DENSE, folded, folding
from cleantext.lazy import pattern
from cleantext.tables import read as read_table

if TYPE_CHECKING:
    import numpy as np

#: The longest run; scripts that say a word in a few characters have runs of two, all others of three.
LONGEST = 6
#: Runs share so many weights.
BITS = 18
_FACTOR = 0x9E3779B1
#: What is looked at in a sentence: it as a whole, and stretches of so many characters of it.
STRETCHES, DENSE_STRETCHES = (28, 44, 64), (10, 18, 30)
#: Addresses, which name all kinds of things.
ADDRESS = pattern(
    r"(?:https?://|www\.)[^\s<>\"]+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}\b(?:/[^\s<>\"]*)?"
)
# What every address has: a point in front of a domain, `www.`, or `://`. A class at the very beginning is what `re`
# passes over other text by.
_POINT = pattern(r"[.:](?:(?<=[\w-]\.)(?=[a-z])|(?<=w\.)(?=[^\s<>\"])|(?<=:)(?=//))")
_SPACES = pattern("  +")
_HEADER = struct.Struct("<ff")


def runs(text: str, bits: int = BITS) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the characters of a text, folded, with borders; and its runs: where each begins, its number.

    A number has so many bits.

    >>> codes, places, numbers = runs("To  be!")
    >>> "".join(map(chr, codes)), len(places), int(numbers.max()) < 1 << BITS
    (' to be ', 14, True)
    """
    import numpy as np

    spaced = f" {folded(text)} ".encode("utf-16-le", "surrogatepass")
    codes = np.frombuffer(spaced, np.uint16).astype(np.uint32)
    space = codes == 32
    codes = codes[~(space & np.concatenate([[False], space[:-1]]))]
    if len(codes) < 3:
        return codes, np.zeros(0, np.int64), np.zeros(0, np.uint32)
    dense = codes >= ord(DENSE)
    places, numbers = [], []
    for width, mixed in _hashes(codes):
        size = len(mixed)
        number = mixed >> np.uint32(32 - bits)
        if width == 2:
            (where,) = (dense[:size] & dense[1:]).nonzero()
            places.append(where)
            numbers.append(number[where])
        else:
            places.append(np.arange(size))
            numbers.append(number)
    return codes, np.concatenate(places), np.concatenate(numbers)


def _hashes(codes: np.ndarray) -> Iterator[tuple[int, np.ndarray]]:
    """The lengths of runs, and the hash of each run that is so long, in order."""
    import numpy as np

    hashed = codes * np.uint32(_FACTOR)
    for width in range(2, min(LONGEST, len(codes)) + 1):
        size = len(codes) - width + 1
        hashed = (hashed[:size] ^ (hashed[:size] >> np.uint32(15))) * np.uint32(_FACTOR)
        hashed += codes[width - 1 :]
        yield width, (hashed ^ (hashed >> np.uint32(13))) * np.uint32(0x85EBCA6B)


class Weights(NamedTuple):
    """A weight for each number of a run, in units of `scale`, and that of a text without any."""

    table: bytes
    scale: float
    rest: float


@cache
def weights() -> Weights:
    """Return the model."""
    return unpacked(read_table("spam_pitch.bin"))


def unpacked(table: bytes) -> Weights:
    """Return what `packed` packed."""
    scale, rest = _HEADER.unpack_from(table)
    return Weights(table[_HEADER.size :], scale, rest)


def packed(found: np.ndarray, rest: float) -> bytes:
    """Return weights as a table, one byte each."""
    import numpy as np

    scale = float(np.abs(found).max()) / 127
    return _HEADER.pack(scale, rest) + np.round(found / scale).astype(np.int8).tobytes()


class Pitch(NamedTuple):
    """How much a sentence sells as a whole, and how much the stretch of it that does most.

    Above 0 it is likelier spam than not.
    """

    whole: float
    best: float


def pitch(text: str) -> Pitch:
    """Return how much a sentence sounds like spam; addresses in it say nothing.

    >>> pitch("The old mill says: buy cheap generic pills online without prescription").best > 2
    True
    >>> pitch("The bridge was repaired before winter came.").best < -2
    True
    """
    return judged(_bare(text), weights())


def pitches(texts: list[str]) -> list[Pitch]:
    """Return what `pitch` returns of each text; without the compiled loop many at once take far less.

    >>> texts = ["buy cheap pills online", "", "a mill"]
    >>> pitches(texts) == [pitch(text) for text in texts]
    True
    """
    if scan.COMPILED is not None:
        return [pitch(text) for text in texts]
    model = weights()
    found = weighed_all([_bare(text) for text in texts], model.table)
    return [Pitch(*(each * model.scale + model.rest for each in pair)) for pair in found]


def judged(text: str, model: Weights) -> Pitch:
    """Return what a model of this kind says of a text, addresses and all.

    >>> round(judged("", weights()).whole, 3) == round(weights().rest, 3)
    True
    """
    whole, best, _, _ = _weigh(text, model.table)
    return Pitch(whole * model.scale + model.rest, best * model.scale + model.rest)


def stretch(text: str) -> str:
    """Return the stretch of a sentence that sells most, folded.

    >>> stretch("The old mill says: buy cheap generic pills online without prescription")
    'buy cheap generic pills online without pres'
    """
    said = _bare(text)
    _, _, low, high = _weigh(said, weights().table)
    # As the runs have it: no space stands behind another.
    return _SPACES.sub(" ", f" {folded(said)} ")[low:high].strip()


def may_hold_address(text: str) -> bool:
    """Return False only if a text holds no address.

    >>> may_hold_address("see example.com"), may_hold_address("It rains. It snows 3.5 hours.")
    (True, False)
    """
    return _POINT.search(text) is not None


def _bare(text: str) -> str:
    """A text without addresses."""
    return ADDRESS.sub(" ", text) if may_hold_address(text) else text


def _weigh(text: str, table: bytes) -> tuple[float, float, int, int]:
    """What a text weighs as a whole, and its heaviest stretch: its weight, and where it is."""
    if scan.COMPILED is None:
        return weighed(text, table)
    found: tuple[float, float, int, int] = scan.COMPILED.weigh(
        text, folding(), table, STRETCHES, DENSE_STRETCHES
    )
    return found


def tables() -> tuple[bytes, tuple[int, int, int], tuple[int, int, int]]:
    """Return the weights and the lengths of stretches, as the compiled loops want them."""
    return weights().table, STRETCHES, DENSE_STRETCHES


def units() -> tuple[float, float]:
    """Return what one of a weight is in bits, and what a text without any weighs."""
    _, scale, rest = weights()
    return scale, rest


def weighed(text: str, table: bytes) -> tuple[float, float, int, int]:
    """Return the same as `_scan.weigh`, without it."""
    import numpy as np

    codes, places, numbers = runs(text, len(table).bit_length() - 1)
    if not len(places):
        return 0.0, 0.0, 0, 0
    values = np.frombuffer(table, np.int8)[numbers]
    sums = np.concatenate([[0], np.cumsum(np.bincount(places, values, len(codes)))])
    counts = np.concatenate([[0], np.cumsum(np.bincount(places, minlength=len(codes)))])
    best = whole = float(sums[-1] / np.sqrt(counts[-1]))
    low, high = 0, len(codes)
    dense = bool((codes >= ord(DENSE)).sum() * 2 > len(codes))
    starts = np.arange(len(codes)) if dense else (codes == 32).nonzero()[0]
    for length in DENSE_STRETCHES if dense else STRETCHES:
        begin = starts[starts + length <= len(codes)]
        if len(begin):
            count = np.maximum(counts[begin + length] - counts[begin], 1)
            scores = (sums[begin + length] - sums[begin]) / np.sqrt(count)
            place = int(scores.argmax())
            if scores[place] > best:
                best, low = float(scores[place]), int(begin[place])
                high = low + length
    return whole, best, low, high


def weighed_all(texts: list[str], table: bytes) -> list[tuple[float, float]]:
    """Return the first two numbers that `weighed` returns of each text, from one look at all.

    >>> texts = ["buy cheap pills online", "", "a mill"]
    >>> weighed_all(texts, weights().table) == [weighed(text, weights().table)[:2] for text in texts]
    True
    """
    import numpy as np

    if not texts:
        return []
    spaced = folded("".join([f" {text} " for text in texts])).encode("utf-16-le", "surrogatepass")
    codes = np.frombuffer(spaced, np.uint16).astype(np.uint32)
    bounds = np.concatenate([[0], np.cumsum([len(text) + 2 for text in texts])])
    # No space stands behind another, but for the one that begins a text.
    kept = codes != 32
    kept[1:] |= kept[:-1]
    kept[bounds[:-1]] = True
    bounds = np.concatenate([[0], np.cumsum(kept)])[bounds]
    codes = codes[kept]
    owner = np.repeat(np.arange(len(texts)), np.diff(bounds))
    left = bounds[owner + 1] - np.arange(len(codes))
    crowded = codes >= ord(DENSE)
    sums, counts = _sums(codes, left, crowded, table)
    total = np.maximum(counts[bounds[1:]] - counts[bounds[:-1]], 1)
    whole = (sums[bounds[1:]] - sums[bounds[:-1]]) / np.sqrt(total)
    best = whole.copy()
    dense = (2 * np.bincount(owner, crowded, len(texts)) > np.diff(bounds))[owner]
    for may_begin, lengths in (((codes == 32) & ~dense, STRETCHES), (dense, DENSE_STRETCHES)):
        for length in lengths:
            (begin,) = (may_begin & (left >= length)).nonzero()
            count = np.maximum(counts[begin + length] - counts[begin], 1)
            scores = (sums[begin + length] - sums[begin]) / np.sqrt(count)
            np.maximum.at(best, owner[begin], scores)
    return list(zip(whole.tolist(), best.tolist(), strict=True))


def _sums(
    codes: np.ndarray, left: np.ndarray, crowded: np.ndarray, table: bytes
) -> tuple[np.ndarray, np.ndarray]:
    """The weights of the runs before each place, and how many they are; `left` says how long each may be."""
    import numpy as np

    weighing, shift = np.frombuffer(table, np.int8), np.uint32(33 - len(table).bit_length())
    sums, counts = np.zeros((2, len(codes) + 1), np.int64)
    for width, mixed in _hashes(codes):
        size = len(mixed)
        counted = left[:size] >= width
        if width == 2:
            counted &= crowded[:size] & crowded[1:]
            if not counted.any():
                continue
        sums[1 : size + 1] += weighing[mixed >> shift] * counted
        counts[1 : size + 1] += counted
    return np.cumsum(sums), np.cumsum(counts)
