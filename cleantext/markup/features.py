"""What a block of a page looks like, as numbers for the model of main content.

Nothing here reads words of any language: letters count by kind, names of classes and elements are
those of programmers, and a block is compared with its page, its containers and its likes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from cleantext.markup.elements import HINTS, TAG_BIT, TELLING
from cleantext.markup.flow import BAR, COMMA, DIGIT, LETTER, LOWER, OTHER, SPACE, STOP, UPPER
from cleantext.markup.page import KINDS, LINKS
from cleantext.markup.page import WORDS as WORDS_SEEN

if TYPE_CHECKING:
    from cleantext.markup.page import Page

Array = np.ndarray[Any, Any]

#: Containers of a block that it is compared with: how many steps up, not counting those that hold
#: no more blocks than what they stand in.
LEVELS = (1, 2, 3, 5)

#: The column that holds the logarithm of the number of words, plus one.
WORDS = 1

class Features(NamedTuple):
    """Numbers of a page: a row a block, and the spans of blocks that each level of container is."""

    rows: Array
    spans: Array
    """First block and the one behind the last, a row a block: level by level, then the page."""


def features(page: Page) -> Features:
    """Return the numbers of each block of a page, a row a block."""
    evidence = page.evidence
    count = len(evidence)
    start, end, container, tags, own, second, third, every, depth = evidence.T[:LINKS]
    links, link_chars, images, fields, rows = evidence.T[LINKS:KINDS]
    counts = evidence[:, KINDS:WORDS_SEEN].astype(np.float32)
    words, first, last = evidence.T[WORDS_SEEN:].astype(np.float32)
    length = end - start
    size = length.astype(np.float32)
    letters = counts[:, LOWER] + counts[:, UPPER] + counts[:, LETTER]
    linked = np.minimum(link_chars, size) / size
    stops, commas = counts[:, STOP], counts[:, COMMA]
    total = float(size.sum())
    number = np.arange(count, dtype=np.float32)
    before = np.cumsum(size) - size
    equal, inside, described, data, copies = _texts(page)
    hidden = _veils(page)
    h1 = (tags & TAG_BIT["h1"]) > 0
    heads = (tags & _HEADINGS) > 0
    anchor = _anchor(h1, equal, count)
    distance = number - anchor

    # Blocks of one kind: the same names at the same depth.
    _, kind = np.unique(np.stack((tags, own, depth)).T.dot(_MIX), return_inverse=True)
    likes = np.bincount(kind).astype(np.float32)
    like_size = np.bincount(kind, size) / likes
    like_linked = np.bincount(kind, linked * size) / np.maximum(np.bincount(kind, size), 1)

    numbers = [
        np.log1p(size), np.log1p(words), letters / np.maximum(words, 1) / 8,
        counts[:, UPPER] / size, counts[:, LETTER] / size, counts[:, DIGIT] / size,
        stops / size * 20, commas / size * 20, counts[:, BAR] / size * 10,
        counts[:, OTHER] / size * 10, counts[:, SPACE] / size * 4,
        np.minimum(words / (stops + 1), 60) / 20, np.minimum(stops, 10) / 4,
        np.minimum(commas, 10) / 4, linked, np.log1p(links), (linked > 0.95),
        last == STOP, last == COMMA, first == UPPER, first == DIGIT, first == LOWER,
        first == BAR, np.log1p(images), np.log1p(fields), np.log1p(rows), depth / 10,
        number / count, before / total, np.minimum(number, 20) / 20,
        np.minimum(count - number, 20) / 20, size / total, *hidden, equal, inside, described, data,
        np.log1p(copies), np.log(likes[kind]), likes[kind] / count, np.log1p(like_size[kind]),
        like_linked[kind], like_size[kind] * likes[kind] / total,
        np.sign(distance) * np.log1p(np.abs(distance)) / 4, distance >= 0, np.full(count, anchor >= 0),
        np.log1p(np.cumsum(heads) - heads), np.cumsum(h1) / max(1, int(h1.sum())),
    ]  # fmt: skip
    whole = [
        np.log(total) - 8, np.log(count) - 5, float((linked * size).sum()) / total,
        float(size[(tags & TAG_BIT["p"]) > 0].sum()) / total,
        float(size[(tags & TAG_BIT["li"]) > 0].sum()) / total,
        float(size[(tags & TAG_BIT["article"]) > 0].sum()) / total,
        float(size[(tags & TAG_BIT["main"]) > 0].sum()) / total,
        float(size[stops > 1].sum()) / total, float(np.minimum(h1.sum(), 5)) / 2,
        float(counts[:, LETTER].sum()) / total,
    ]  # fmt: skip

    spans = _spans(page, container, count)
    sums = np.zeros((count + 1, 7), np.float64)
    np.cumsum(
        np.stack((size, size * linked, stops, heads, size * (stops > 1), images, fields)).T,
        axis=0, out=sums[1:],
    )  # fmt: skip
    for level in range(len(LEVELS)):
        low, high = spans[:, 2 * level], spans[:, 2 * level + 1]
        held = sums[high] - sums[low]
        blocks = (high - low).astype(np.float32)
        chars = held[:, 0]
        numbers += [
            np.log1p(chars) / 2, np.log(blocks), chars / total, held[:, 1] / chars,
            held[:, 2] / chars * 20, held[:, 3] / blocks, held[:, 4] / chars,
            np.log(chars / blocks), (number - low) / blocks, held[:, 5] / blocks, held[:, 6] / blocks,
        ]  # fmt: skip
    bits = np.stack((tags, own, own | second | third, every), axis=1).astype("<i8").view(np.uint8)
    bits = np.unpackbits(bits.reshape(count, 32), axis=1, bitorder="little")
    dense = np.stack(numbers, axis=1).astype(np.float32)
    page_wide = np.broadcast_to(np.array(whole, np.float32), (count, len(whole)))
    return Features(
        np.concatenate((dense, page_wide, bits[:, _USED].astype(np.float32)), axis=1), spans
    )


_HEADINGS = sum(TAG_BIT[f"h{level}"] for level in range(1, 7))
_MIX = np.array([1, 1000003, 998244353], np.int64)
_USED = np.concatenate(
    [np.arange(len(TELLING)), *(64 * part + np.arange(HINTS) for part in (1, 2, 3))]
)


def _anchor(h1: Array, equal: Array, count: int) -> int:
    """The block where the title stands, or -1."""
    for signs in (h1 & (equal > 0), h1, equal > 0):
        found = np.flatnonzero(signs)
        if len(found):
            return int(found[0])
    return -1


def _texts(page: Page) -> list[Array]:
    """What a comparison of texts tells: is title, in title, described, in data, copies."""
    text = page.text
    title, description = page.head.title, page.head.description
    data = " ".join(page.head.data)
    seen: dict[str, int] = {}
    keys = []
    found = np.zeros((5, len(page.evidence)), np.float32)
    for place, each in enumerate(page.rows):
        key = text[each[0] : min(each[1], each[0] + 80)]
        keys.append(key)
        seen[key] = seen.get(key, 0) + 1
        if len(key) > 6:
            if key in title:
                found[1, place] = 1
                found[0, place] = len(key) * 2 > len(title) or len(key) == 80
            elif title and 10 < len(title) < 80 and title in key:
                found[0, place] = 1
            if description and (key[:50] in description or description[:40] in key):
                found[2, place] = 1
            if data and key[:40] in data:
                found[3, place] = 1
    found[4] = [seen[key] - 1 for key in keys]
    return list(found)


def _veils(page: Page) -> Array:
    """Whether each block is hidden: for certain, in a fold, or for some readers."""
    found = np.zeros((4, len(page.evidence)), np.float32)
    for number in page.hidden:
        found[0, number] = 1
    for veil in page.veils:
        if veil.how == "aria-hidden":
            found[1, veil.blocks] = 1
        elif veil.how == "noscript":
            found[2, veil.blocks] = 1
        elif veil.blocks[0] not in page.hidden and len(veil.blocks) * 2 < len(page.evidence):
            found[3, veil.blocks] = 1
    return found


def _spans(page: Page, container: Array, count: int) -> Array:
    """For each block: the span of blocks of its containers, level by level, and of the page."""
    parent, first, last = page.containers.T
    size = last - first
    up = parent.copy()
    for _ in range(8):
        up = np.where(size[up] == size, parent[up], up)
    spans = []
    at = container
    for level in range(max(LEVELS) + 1):
        if level in LEVELS:
            spans += [first[at], last[at]]
        # A container that holds just this block says nothing of its own.
        at = up[at]
    spans += [np.zeros(count, np.int64), np.full(count, count)]
    return np.stack(spans, axis=1)
