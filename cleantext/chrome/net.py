"""Which lines of a flattened page are the article's, and whether a text was a page at all.

A small network judges each line by what it looks like (`looks`), by the lines up to thirty-one places away,
by windows on either side and by the whole; then it looks again, at what it found around the line and what
the content and the rest look like. It was trained by `training/chrome_model.py` on the pages of WCXB, and
on their true contents as texts that are no pages.

Source: WCXB by M. Foley, CC BY 4.0; the weights are in `tables/chrome.bin`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import inf
from typing import NamedTuple

import numpy as np

from cleantext.chrome.letters import Array
from cleantext.chrome.looks import looks
from cleantext.tables import read

#: How far, in lines, each layer looks.
DILATIONS = (1, 2, 4, 8, 16)
#: Lines before and behind a line that are looked at together.
WINDOWS = (6, 30)
#: How many lines before and behind a line the second look sees, by how likely they are.
NEAR = 3
#: How many types of page the network was taught to tell, as a help.
TYPES = 7
#: The network is surer of itself than it is right: its scores are divided by this.
TEMPERATURE = 2.0
#: Added to what a mean is divided by, where it may be of nothing.
SOME = 0.1
#: Layers in the order of the table.
_LAYERS = (
    *("into", "mix", *(f"look{step}" for step in DILATIONS), "mix2"),
    *("out", "kind", "page", "again", "last"),
)


class Net(NamedTuple):
    """The weights and the biases of the network, by layer."""

    weights: dict[str, Array]
    biases: dict[str, Array]


class Judgement(NamedTuple):
    """What the network says of a text."""

    content: Array
    """How likely each line is the article's, 0 to 1."""
    page: float
    """How likely the text was a page, as the logarithm of the odds."""


def content(
    lines: list[str], signs: Sequence[frozenset[str]], net: Net | None = None
) -> tuple[list[bool], float]:
    """Return which lines of a page are the article's, and how likely it was a page, as log odds.

    `signs` are those of `controls.signs`; another network may stand in for `model()`. Of all ways to cut
    off the least likely lines that one is taken for which the F1 of the words that stay is highest, as
    far as one can expect; what is likelier than not always stays.

    >>> lines = ["Home", "Log in", "A bridge was repaired before winter came, said the mayor. " * 3]
    >>> kept, page = content(lines, [frozenset()] * 3)
    >>> kept[-1], content([], [])
    (True, ([], -inf))
    """
    if not lines:
        return [], -inf
    seen = looks(lines, signs)
    judged = judge(seen.rows, net or model())
    kept: list[bool] = (judged.content >= border(judged.content, seen.words)).tolist()
    return kept, judged.page


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


def judge(rows: Array, net: Net) -> Judgement:
    """Return what a network says of lines that look like this."""
    weights, biases = net
    count = len(rows)

    def layer(name: str, values: Array) -> Array:
        return times(values, weights[name]) + biases[name]

    hidden = np.maximum(layer("into", rows), 0)
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
    return Judgement(sigmoid(score[:, 0] / TEMPERATURE), float(page[0]))


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
    count = len(values)
    sums = np.zeros((count + 1, values.shape[1]))
    np.cumsum(values, axis=0, out=sums[1:])
    place = np.arange(count)
    parts = [values]
    for window in WINDOWS:
        for low, high in (
            (np.maximum(place - window, 0), place),
            (place, np.minimum(place + window, count)),
        ):
            parts.append((sums[high] - sums[low]) / np.maximum(high - low, 1)[:, None])
    parts.append(np.broadcast_to(sums[-1] / count, values.shape))
    return np.concatenate(parts, 1).astype(np.float32)


@cache
def model() -> Net:
    """Return the network that comes with the package."""
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
    sizes = {"into": (inputs, width), "kind": (2 * width, TYPES), "page": (3 * width, 1)}
    return sizes.get(name, (width, 1))


def unpack(table: bytes) -> Net:
    """Return the network of a table: inputs and width, then 16-bit floats by layer."""
    inputs, width = np.frombuffer(table[:8], "<u4").tolist()
    numbers = np.frombuffer(table[8:], "<f2").astype(np.float32)
    place = 0
    weights, biases = {}, {}
    for name in _LAYERS:
        rows, columns = shape(name, inputs, width)
        weights[name] = numbers[place : place + rows * columns].reshape(rows, columns)
        place += rows * columns
        biases[name] = numbers[place : place + columns]
        place += columns
    return Net(weights, biases)


def pack(net: Net) -> bytes:
    """Return the table of a network, which `unpack` reads."""
    inputs, width = net.weights["into"].shape
    parts = [np.array([inputs, width], "<u4").tobytes()]
    for name in _LAYERS:
        parts += [each[name].astype("<f2").tobytes() for each in net]
    return b"".join(parts)
