"""Which lines of a flattened page are the article's, and whether a text was a page at all.

Two small networks judge each line by what it looks like (`looks`), by the lines up to thirty-one places
away, by windows on either side and by the whole; then they look again, at what they found around the line and
what the content and the rest look like. One of them hears the words that lines open with (`openings`), the
other is deaf, and errs about other lines and other texts. They were trained by `training/chrome_model.py` on the
pages of WCXB, and on their true contents as texts that are no pages.

Source: WCXB by M. Foley, CC BY 4.0; the weights are in `tables/chrome.bin`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import inf
from typing import NamedTuple

import numpy as np

from cleantext.chrome.letters import Array
from cleantext.chrome.looks import Looks, looks
from cleantext.chrome.openings import Openings
from cleantext.tables import read

#: How far, in lines, each layer looks.
DILATIONS = (1, 2, 4, 8, 16)
#: Lines before and behind a line that are looked at together.
WINDOWS = (6, 30)
#: How many lines before and behind a line the second look sees, by how likely they are.
NEAR = 3
#: How many types of page a network was taught to tell, as a help.
TYPES = 7
#: The networks are surer of themselves than they are right: their scores are divided by this.
TEMPERATURE = 1.5
#: How much more the deaf network's scores of lines count: it is at home in languages whose words nobody knows.
DEAF = 2
#: Added to what a mean is divided by, where it may be of nothing.
SOME = 0.1
#: How many numbers a network has for each word that it knows.
WORD_WIDTH = 16
#: Layers in the order of the table.
_LAYERS = (
    *("into", "mix", *(f"look{step}" for step in DILATIONS), "mix2"),
    *("out", "kind", "page", "again", "last", "said"),
)


class Net(NamedTuple):
    """The weights and the biases of a network, by layer, and what it knows of words; a deaf one knows none."""

    weights: dict[str, Array]
    biases: dict[str, Array]
    words: Array
    """The numbers of the words that it knows, sorted,"""
    known: Array
    """and what it knows of each, a row a word."""

    def heard(self, said: Openings, count: int) -> Array:
        """Return what is known of the words of each of so many lines."""
        found = np.zeros((count, WORD_WIDTH), np.float32)
        if len(self.words):
            place = np.minimum(np.searchsorted(self.words, said.numbers), len(self.words) - 1)
            there = self.words[place] == said.numbers
            np.add.at(found, said.lines[there], self.known[place[there]])
        return found


class Judgement(NamedTuple):
    """What networks say of a text."""

    content: Array
    """How likely each line is the article's, 0 to 1."""
    page: float
    """How likely the text was a page, as the logarithm of the odds."""


class Content(NamedTuple):
    """What stays of a page, and how sure that is."""

    kept: list[bool]
    """Which lines are the article's."""
    page: float
    """How likely the text was a page, as the logarithm of the odds."""
    f1: float
    """The F1 that can be expected of the words that stay, 0 to 1."""


def content(
    lines: list[str], signs: Sequence[frozenset[str]], nets: tuple[Net, ...] = ()
) -> Content:
    """Return which lines of a page are the article's, and how likely it was a page.

    `signs` are those of `controls.signs`; other networks may stand in for `model()`. Of all ways to cut
    off the least likely lines that one is taken for which the F1 of the words that stay is highest, as
    far as one can expect; what is likelier than not always stays.

    >>> lines = ["Home", "Log in", "A bridge was repaired before winter came, said the mayor. " * 3]
    >>> content(lines, [frozenset()] * 3).kept[-1], content([], [])
    (True, Content(kept=[], page=-inf, f1=0.0))
    """
    if not lines:
        return Content([], -inf, 0.0)
    seen = looks(lines, signs)
    judged = judge(seen, nets or model())
    kept = judged.content >= border(judged.content, seen.words)
    right = judged.content * seen.words
    f1 = 2 * right[kept].sum() / max(1, seen.words[kept].sum() + right.sum())
    return Content(kept.tolist(), judged.page, float(f1))


def border(likely: Array, words: Array) -> float:
    """Return how likely a line must be to stay.

    >>> border(np.array([0.9, 0.1, 0.05]), np.array([50, 50, 50]))
    0.5
    """
    order = np.argsort(-likely, kind="stable")
    right = np.cumsum((likely * words)[order])
    kept = np.cumsum(words[order])
    f1 = right / (kept + right[-1] + 1e-6)
    return min(0.5, float(likely[order[int(np.argmax(f1))]]))


def judge(seen: Looks, nets: tuple[Net, ...]) -> Judgement:
    """Return what networks say of lines that look like this: of each line the mean, of the page the least.

    Of lines the first one, which is deaf, says more.
    """
    scores, pages = zip(*(_judge(seen, net) for net in nets), strict=True)
    score = (DEAF * scores[0] + sum(scores[1:])) / (DEAF + len(nets) - 1)
    return Judgement(sigmoid(score / TEMPERATURE), min(pages))


def _judge(seen: Looks, net: Net) -> tuple[Array, float]:
    """The scores of all lines and of the page, as log odds."""
    weights, biases = net.weights, net.biases
    count = len(seen.rows)

    def layer(name: str, values: Array) -> Array:
        return times(values, weights[name]) + biases[name]

    heard = net.heard(seen.said, count)
    hidden = np.maximum(layer("into", seen.rows) + layer("said", heard), 0)
    hidden = hidden + np.maximum(layer("mix", pooled(hidden)), 0)
    width = hidden.shape[1]
    for step in DILATIONS:
        wide = np.zeros((count, 3 * width), np.float32)
        wide[step:, :width] = hidden[:-step]
        wide[:, width : 2 * width] = hidden
        wide[:-step, 2 * width :] = hidden[step:]
        hidden = hidden + np.maximum(layer(f"look{step}", wide), 0)
    last = hidden + np.maximum(layer("mix2", pooled(hidden)), 0)
    score = layer("out", last)
    share = sigmoid(score)
    kept = float(share.sum())
    inside = (share * last).sum(0)
    rest = (last.sum(0) - inside) / (count - kept + SOME)
    inside = inside / (kept + SOME)
    mean = hidden.mean(0)
    kind = layer("kind", np.concatenate((mean, inside)))
    powers = np.exp(kind - kind.max())
    page = layer("page", np.concatenate((mean, inside, rest)))
    padded = np.pad(share[:, 0], NEAR)
    near = np.lib.stride_tricks.sliding_window_view(padded, 2 * NEAR + 1)
    whole = np.concatenate((inside, rest, powers / powers.sum()))
    whole = np.broadcast_to(whole, (count, len(whole)))
    views = np.concatenate((last, last * inside, whole, pooled(share)[:, 1:], near), 1)
    score = score + layer("last", np.maximum(layer("again", views.astype(np.float32)), 0))
    return score[:, 0], float(page[0])


#: OpenBLAS gives products of more steps than these to all processors, which wait for one another then.
_SERIAL = 65_536 * 4


def times(rows: Array, weights: Array) -> Array:
    """Return the product of a matrix, or of one row, with a matrix, on one processor."""
    step = max(1, _SERIAL // weights.size)
    if rows.ndim == 1 or len(rows) <= step:
        product: Array = rows @ weights
        return product
    return np.concatenate([rows[at : at + step] @ weights for at in range(0, len(rows), step)])


def sigmoid(values: Array) -> Array:
    """Return probabilities of log odds."""
    found: Array = 1 / (1 + np.exp(-np.clip(values, -30, 30)))
    return found


def pooled(values: Array) -> Array:
    """Return rows, the means of the windows before and from each on, and the mean of all, side by side.

    >>> pooled(np.array([[1.0], [3.0]]))[:, [0, 1, 2, 5]].tolist()
    [[1.0, 0.0, 2.0, 2.0], [3.0, 1.0, 3.0, 2.0]]
    """
    count, width = values.shape
    far = max(WINDOWS)
    sums = np.zeros((far + 1 + count + far, width))
    np.cumsum(values, axis=0, out=sums[far + 1 : far + 1 + count])
    sums[far + 1 + count :] = total = sums[far + count]
    here = sums[far : far + count]
    place = np.arange(count)
    found = np.empty((count, (2 * len(WINDOWS) + 2) * width), np.float32)
    found[:, :width] = values
    for number, window in enumerate(WINDOWS):
        before = here - sums[far - window : far - window + count]
        behind = sums[far + window : far + window + count] - here
        start = (2 * number + 1) * width
        middle, end = start + width, start + 2 * width
        found[:, start:middle] = before / np.clip(place, 1, window)[:, None]
        found[:, middle:end] = behind / np.clip(count - place, 1, window)[:, None]
    found[:, -width:] = total / count
    return found


@cache
def model() -> tuple[Net, ...]:
    """Return the networks that come with the package."""
    return unpack(read("chrome.bin"))


def shape(name: str, inputs: int, width: int) -> tuple[int, int]:
    """Return how many numbers a layer reads and makes.

    >>> shape("look1", 111, 40), shape("kind", 111, 40)
    ((120, 40), (80, 7))
    """
    blocks = 2 * len(WINDOWS) + 2
    if name.startswith("mix"):
        return width * blocks, width
    if name.startswith("look"):
        return width * 3, width
    if name == "again":
        return 4 * width + TYPES + blocks - 1 + 2 * NEAR + 1, width
    sizes = {
        "into": (inputs, width),
        "kind": (2 * width, TYPES),
        "page": (3 * width, 1),
        "said": (WORD_WIDTH, width),
    }
    return sizes.get(name, (width, 1))


def unpack(table: bytes) -> tuple[Net, ...]:
    """Return the networks of a table, which `pack` made."""
    place = 0

    def taken(kind: str, count: int) -> Array:
        nonlocal place
        numbers = np.frombuffer(table, kind, count, place)
        place += numbers.nbytes
        return numbers if kind == "<u4" else numbers.astype(np.float32)

    nets = []
    while place < len(table):
        inputs, width, known = taken("<u4", 3).tolist()
        weights, biases = {}, {}
        for name in _LAYERS:
            rows, columns = shape(name, inputs, width)
            weights[name] = taken("<f2", rows * columns).reshape(rows, columns)
            biases[name] = taken("<f2", columns)
        words = taken("<u4", known)
        nets.append(
            Net(weights, biases, words, taken("<f2", known * WORD_WIDTH).reshape(-1, WORD_WIDTH))
        )
    return tuple(nets)


def pack(nets: tuple[Net, ...]) -> bytes:
    """Return a table of networks.

    Of each its inputs, its width and how many words it knows; 16-bit floats by layer; the words, and what it
    knows of them.
    """
    parts = []
    for net in nets:
        inputs, width = net.weights["into"].shape
        parts.append(np.array([inputs, width, len(net.words)], "<u4").tobytes())
        for name in _LAYERS:
            parts += [each[name].astype("<f2").tobytes() for each in (net.weights, net.biases)]
        parts += [net.words.astype("<u4").tobytes(), net.known.astype("<f2").tobytes()]
    return b"".join(parts)
