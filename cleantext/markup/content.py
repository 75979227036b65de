"""Which blocks of a page are its main content, and what kind of page it is.

A small network judges every block by its own numbers (`features`), by the words that it and the
heading above it open with (`openings`), by those of the containers around it, of the whole page and of
all blocks of its kind, and by its neighbours up to fifteen blocks away. Then it looks again: at what it
found around the block and of its kind, what the content and the rest of the page look like, and what
type of page that makes. It was trained by `training/content_model.py` to make the words that are kept agree with
what people marked as the main content of 1,497 pages of seven types, and with what networks say of them that
have not seen them.

Source: WCXB by M. Foley, CC BY 4.0; the weights are in `tables/content.bin`.
"""

from __future__ import annotations

import struct
from array import array
from functools import cache, cached_property
from itertools import accumulate
from math import exp
from operator import mul
from typing import TYPE_CHECKING, Any, NamedTuple

from cleantext.markup.elements import COMPILED
from cleantext.markup.features import KNOWN, LEVELS, Features, features, told, veil_flags
from cleantext.markup.openings import table_of
from cleantext.markup.page import WORDS
from cleantext.markup.signs import signs
from cleantext.tables import read

if TYPE_CHECKING:
    from numpy import ndarray

    from cleantext.markup.page import Page

    Array = ndarray[Any, Any]

#: The types of page, in the order of the model's answers.
TYPES = ("article", "forum", "product", "listing", "documentation", "service", "collection")
#: Scores are divided by this. A net that learnt from others where to doubt is as sure as it is right; those
#: that the gold alone has taught need 2.
TEMPERATURE = 1.0
#: How far, in blocks, each layer of a net looks.
DILATIONS = (1, 2, 4, 8)
#: Layers in the order of the table: what they read, times the width of the net, and what they make.
_LAYERS = (
    *("into", "mix", *(f"look{step}" for step in DILATIONS), "mix2"),
    *("out", "kind", "again", "last", "said"),
)
#: How many numbers a net has for each word that it knows.
WORD_WIDTH = 16
#: How many blocks before and behind a block the second look sees, by how likely they are.
NEAR = 3
#: Added to what a mean is divided by, where it may be of nothing.
SOME = 0.1


class Net:
    """One net: `numbers` are weights and biases, layer by layer, for so many inputs and this width.

    Behind them are `WORD_WIDTH` numbers for each of `words`, the words that it knows (`openings.number_of`).
    """

    def __init__(
        self, inputs: int, width: int, numbers: array[float], words: array[int] | None = None
    ) -> None:
        self.inputs = inputs
        self.width = width
        self.numbers = numbers
        self.words = words or array("I")

    @cached_property
    def table(self) -> bytes:
        """Where the numbers of each word are, as the compiled way looks them up."""
        return table_of(self.words)

    @cached_property
    def known(self) -> Array:
        """The numbers of each word, a row a word."""
        import numpy as np

        numbers = np.frombuffer(self.numbers, np.float32)
        size = len(self.words) * WORD_WIDTH
        return numbers[len(numbers) - size :].reshape(-1, WORD_WIDTH)

    @cached_property
    def layers(self) -> dict[str, tuple[Array, Array]]:
        """Weights and biases by layer."""
        import numpy as np

        numbers = np.frombuffer(self.numbers, np.float32)
        found = {}
        place = 0
        for name in _LAYERS:
            rows, columns = shape(name, self.inputs, self.width)
            weights = numbers[place : place + rows * columns].reshape(rows, columns)
            place += rows * columns
            found[name] = weights, numbers[place : place + columns]
            place += columns
        return found

    @classmethod
    def of(cls, layers: dict[str, tuple[Array, Array]], words: array[int], known: Array) -> Net:
        """Return the net of these weights and biases by layer, and of what it knows of words."""
        inputs, width = layers["into"][0].shape
        numbers = array("f")
        for name in _LAYERS:
            for each in layers[name]:
                numbers.frombytes(each.astype("f4").tobytes())
        numbers.frombytes(known.astype("f4").tobytes())
        return cls(inputs, width, numbers, words)

    def heard(self, page: Features) -> Array:
        """Return what is known of the words of each block and of the heading above it, side by side."""
        import numpy as np

        own = np.zeros((len(page.rows) + 1, WORD_WIDTH), np.float32)
        if self.words:
            words = np.frombuffer(self.words, np.uint32)
            order = np.argsort(words)
            place = np.searchsorted(words, page.words, sorter=order)
            place = order[np.minimum(place, len(words) - 1)]
            there = words[place] == page.words
            owners = np.repeat(np.arange(len(page.rows)), page.said)
            np.add.at(own, owners[there], self.known[place[there]])
        # The last row is that of no heading.
        return np.concatenate((own[:-1], own[page.heads]), axis=1)


class Judgement(NamedTuple):
    """What the model says of a page."""

    content: list[float]
    """How likely each block is main content, 0 to 1."""
    words: list[int]
    """How many words each block has."""
    kinds: dict[str, float]
    """How likely each type of page is, 0 to 1."""


def judge(page: Page, nets: tuple[Net, ...] | None = None) -> Judgement:
    """Return what the model, or other nets, say of a page that has blocks.

    >>> from cleantext.markup import flatten
    >>> page = flatten("<nav><a href=/>Home</a></nav><p>One paragraph, and not a short one.").page
    >>> len(judge(page).content)
    2
    """
    if nets is None:
        nets = model()
    scores, kinds = look(nets, page)
    powers = [exp(kind - max(kinds)) for kind in kinds]
    shares = [power / sum(powers) for power in powers]
    return Judgement(likely(scores), page.column(WORDS), dict(zip(TYPES, shares, strict=True)))


def likely(scores: list[float], compiled: bool | None = None) -> list[float]:
    """Return how likely blocks of these scores are main content; `compiled` asks for one way or the other.

    >>> [round(each, 2) for each in likely([-2.0, 0.0, 2.0])]
    [0.12, 0.5, 0.88]
    """
    if COMPILED and compiled is not False:
        found: list[float] = COMPILED.likely(scores, TEMPERATURE)
        return found
    return [1 / (1 + exp(min(score / -TEMPERATURE, 30.0))) for score in scores]


def border(judged: Judgement, shown: list[int], compiled: bool | None = None) -> float:
    """Return how likely a block must be to be kept, given the numbers of those that are seen.

    `compiled` asks for one way to find it or the other.

    The blocks from there upwards are those for which F1 of the words is highest, as far as one can
    expect: a page of doubts keeps what is doubtful, a page of certainties keeps those alone.
    """
    if COMPILED and compiled is not False:
        least: float = COMPILED.border(judged.content, judged.words, shown)
        return least
    order = sorted(shown, key=judged.content.__getitem__, reverse=True)
    shares = [judged.content[number] for number in order]
    words = [judged.words[number] for number in order]
    right = list(accumulate(map(mul, shares, words)))
    whole = right[-1] + 1e-6
    f1 = [each / (kept + whole) for each, kept in zip(right, accumulate(words), strict=True)]
    return shares[f1.index(max(f1))]


def look(
    nets: tuple[Net, ...], page: Page, compiled: bool | None = None
) -> tuple[list[float], list[float]]:
    """Return what nets say of a page on average: the score of each block, and of each type of page.

    `compiled` asks for one way to reckon or the other.
    """
    if COMPILED and compiled is not False:
        marks = array("f", signs(page.head))
        evidence = page.text, page.evidence, page.containers, told(page), veil_flags(page), marks
        found: tuple[list[float], list[float]] = COMPILED.judge(
            *evidence, KNOWN, tuple([(net.numbers, net.table) for net in nets])
        )
        return found
    seen = features(page)
    answers = zip(*[forward(net, seen) for net in nets], strict=True)
    score, kind = (sum(each) / len(nets) for each in answers)
    return score.tolist(), kind.tolist()


def forward(net: Net, page: Features) -> tuple[Array, Array]:
    """Return what a net says of the numbers of a page."""
    import numpy as np

    weights = {name: layer[0] for name, layer in net.layers.items()}
    biases = {name: layer[1] for name, layer in net.layers.items()}
    rows, bounds, places = page[:3]
    hidden = _times(rows, weights["into"]) + biases["into"]
    hidden = np.maximum(hidden + _times(net.heard(page), weights["said"]) + biases["said"], 0)
    hidden = hidden + np.maximum(_mixed(hidden, page, weights["mix"]) + biases["mix"], 0)
    count, width = hidden.shape
    for step in DILATIONS:
        before, seen, after = _times(hidden, weights[f"look{step}"].reshape(3, width, width))
        seen += biases[f"look{step}"]
        if count > step:
            seen[step:] += before[:-step]
            seen[:-step] += after[step:]
        hidden = hidden + np.maximum(seen, 0)
    last = hidden + np.maximum(_mixed(hidden, page, weights["mix2"]) + biases["mix2"], 0)
    score = (last @ weights["out"] + biases["out"])[:, 0]

    share = 1 / (1 + np.exp(-np.clip(score, -30, 30)))
    kept = float(share.sum())
    content = share @ last
    rest = (last.sum(axis=0) - content) / (count - kept + SOME)
    content = content / (kept + SOME)
    kind = np.concatenate((hidden.mean(axis=0), content)) @ weights["kind"] + biases["kind"]
    powers = np.exp(kind - kind.max())
    own, whole, other, product, likes, types, around, near, alike = np.split(
        weights["again"], np.cumsum(_parts(width))[:-1]
    )
    padded = np.concatenate((np.zeros(NEAR), share, np.zeros(NEAR))).astype(np.float32)
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * NEAR + 1)
    again = _times(last, own + content[:, None] * product)
    again += content @ whole + rest @ other + (powers / powers.sum()) @ types
    again += windows @ near
    again += _means(share[:, None], bounds)[places, 0] @ around[:-1]
    again += kept / count * around[-1] + biases["again"]
    again += (_means_alike(last, page.likes) @ likes)[page.likes]
    again += (_means_alike(share[:, None], page.likes) @ alike)[page.likes]
    score = score + (np.maximum(again, 0) @ weights["last"] + biases["last"])[:, 0]
    return score, kind


def _parts(width: int) -> tuple[int, ...]:
    """How many numbers of each sort the second look reads.

    The block, the content, the rest, the block by the content, those of its kind, the types, how likely
    what the containers hold is, how likely the neighbours are, and how likely those of its kind.
    """
    return *(width,) * 5, len(TYPES), len(LEVELS) + 1, 2 * NEAR + 1, 1


#: OpenBLAS gives products of more steps than these to all processors, whose waiting for one another
#: costs a matrix of this size thirty times what the product does.
_SERIAL = 65_536 * 4


def _times(rows: Array, weights: Array) -> Array:
    """The product of two matrices, or of one with each of several, on one processor."""
    import numpy as np

    step = max(1, _SERIAL // (weights.shape[-2] * weights.shape[-1]))
    if len(rows) <= step:
        return rows @ weights
    product = np.empty((*weights.shape[:-2], len(rows), weights.shape[-1]), np.float32)
    for start in range(0, len(rows), step):
        np.matmul(rows[start : start + step], weights, out=product[..., start : start + step, :])
    return product


def _means(values: Array, bounds: Array) -> Array:
    """The mean of the rows that each container holds."""
    import numpy as np

    sums = np.zeros((len(values) + 1, values.shape[1]))
    np.cumsum(values, axis=0, out=sums[1:])
    low, high = bounds.T
    means: Array = (sums[high] - sums[low]) / (high - low)[:, None]
    return means.astype(np.float32)


def _means_alike(values: Array, likes: Array) -> Array:
    """The mean of the rows of each kind."""
    import numpy as np

    order = np.argsort(likes, kind="stable")
    first = np.flatnonzero(np.diff(likes[order], prepend=-1))
    sums = np.add.reduceat(values[order].astype(np.float64), first)
    means: Array = sums / np.diff(first, append=len(likes))[:, None]
    return means.astype(np.float32)


def _mixed(hidden: Array, page: Features, weights: Array) -> Array:
    """What a block, its containers, its page and its kind hold, the mean of each, times the weights."""
    width = hidden.shape[1]
    own, *levels, whole, likes = weights.reshape(-1, width, width)
    mixed: Array = _times(hidden, own) + hidden.mean(axis=0) @ whole
    # Of the products there is one a container, and one a kind, not one a block.
    means = _means(hidden, page.bounds)
    for place, level in zip(page.places.T, levels, strict=True):
        mixed += _times(means, level)[place]
    mixed += _times(_means_alike(hidden, page.likes), likes)[page.likes]
    return mixed


@cache
def model() -> tuple[Net, ...]:
    """Return the nets that come with the package."""
    return unpack(read("content.bin"))


def unpack(table: bytes) -> tuple[Net, ...]:
    """Return the nets of a table.

    Their number, inputs and width, and how many words they know; the words, and 16-bit floats by layer.
    """
    count, inputs, width, known = struct.unpack_from("<IIII", table)
    words = array("I", struct.unpack_from(f"<{known}I", table, 16))
    start = 16 + 4 * known
    numbers = array("f", struct.unpack(f"<{(len(table) - start) // 2}e", table[start:]))
    size = len(numbers) // count
    parts = [numbers[size * number : size * (number + 1)] for number in range(count)]
    return tuple(Net(inputs, width, part, words) for part in parts)


def pack(nets: tuple[Net, ...]) -> bytes:
    """Return the table of some nets, which `unpack` reads."""
    words = nets[0].words
    head = struct.pack("<IIII", len(nets), nets[0].inputs, nets[0].width, len(words))
    head += struct.pack(f"<{len(words)}I", *words)
    return head + b"".join(struct.pack(f"<{len(net.numbers)}e", *net.numbers) for net in nets)


def shape(name: str, inputs: int, width: int) -> tuple[int, int]:
    """Return how many numbers a layer reads and makes.

    >>> shape("look1", 300, 48), shape("kind", 300, 48)
    ((144, 48), (96, 7))
    """
    if name == "into":
        return inputs, width
    if name.startswith("mix"):
        return width * (len(LEVELS) + 3), width
    if name.startswith("look"):
        return width * 3, width
    if name == "said":
        return 2 * WORD_WIDTH, width
    if name == "again":
        return sum(_parts(width)), width
    return (2 * width, len(TYPES)) if name == "kind" else (width, 1)
