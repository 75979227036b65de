"""What a block of a page looks like, as numbers for the model of main content.

Letters count by kind, names of classes and elements are those of programmers, and a block is compared
with its page, its containers and its likes. Words are read of openings alone (`openings`).
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from cleantext.markup.elements import HINTS, TAG_BIT, TELLING
from cleantext.markup.flow import BAR, COMMA, DIGIT, LETTER, LOWER, STOP, UPPER
from cleantext.markup.openings import openings
from cleantext.markup.page import COLUMNS, KINDS, LINKS, WORDS
from cleantext.markup.signs import signs

if TYPE_CHECKING:
    from numpy import ndarray

    from cleantext.markup.page import Page

    Array = ndarray[Any, Any]

#: Containers of a block that it is compared with: how many steps up, not counting those that hold
#: no more blocks than what they stand in.
LEVELS = (1, 2, 3, 5)

#: Of what a page says of itself so many characters are compared with its blocks.
LONGEST = 1 << 18


class Features(NamedTuple):
    """Numbers of a page, a row a block, and the containers that the blocks stand in."""

    rows: Array
    bounds: Array
    """First block of a container, and the one behind its last, a row a container."""
    places: Array
    """The container of each block at each level, as a row of `bounds`."""
    words: Array
    """The numbers of the words that blocks open with (`openings`), block after block,"""
    said: Array
    """how many of them each block has,"""
    heads: Array
    """and the heading that it stands under, or is; -1 for none."""
    likes: Array
    """A number for each block, the same for those of one kind: of the same names at the same depth."""


def told(page: Page) -> tuple[str, str, str]:
    """Return what a page says of itself: title, description and data, as much as blocks are compared with."""
    head = page.head
    return head.title[:LONGEST], head.description[:LONGEST], " ".join(head.data)[:LONGEST]


def features(page: Page) -> Features:
    """Return the numbers of each block of a page, a row a block."""
    import numpy as np

    evidence = np.frombuffer(page.evidence, np.int64).reshape(-1, COLUMNS)
    hidden = np.frombuffer(veil_flags(page), np.uint8).reshape(-1, 4).T
    count = len(evidence)
    start, end, container, tags, own, second, third, every, depth = evidence.T[:LINKS]
    links, link_chars, images, fields, rows = evidence.T[LINKS:KINDS].astype(np.float32)
    counts = evidence[:, KINDS:WORDS].T.astype(np.float32)
    words, first, last = evidence.T[WORDS:].astype(np.float32)
    size = (end - start).astype(np.float32)
    linked = np.minimum(link_chars, size) / size
    stops, commas = counts[STOP], counts[COMMA]
    total = float(size.sum())
    number = np.arange(count, dtype=np.float32)
    equal, inside, described, data, copies = _texts(page, *told(page))
    heads = (tags & _HEADINGS) > 0
    h1 = (tags & TAG_BIT["h1"]) > 0
    anchor = _anchor(h1, equal > 0)
    distance = number - anchor
    after_heads = np.cumsum(heads) - heads

    # Blocks of one kind: the same names at the same depth.
    key = tags + own * 1000003 + depth * 998244353
    _, kind = np.unique(key, return_inverse=True)
    likes = np.bincount(kind).astype(np.float32)
    like_chars = np.bincount(kind, size)
    like_linked = np.bincount(kind, linked * size) / like_chars
    alike, like_size = likes[kind], (like_chars / likes)[kind]

    logs = np.log1p(
        np.stack(
            (
                size,
                words,
                links,
                images,
                fields,
                rows,
                copies,
                like_size,
                abs(distance),
                after_heads,
            )
        ).astype(np.float32)
    )
    shares = counts / size
    block = [
        *logs, *shares, (counts[LOWER] + counts[UPPER] + counts[LETTER]) / np.maximum(words, 1) / 8,
        np.minimum(words / (stops + 1), 60) / 20, np.minimum(stops, 10) / 4,
        np.minimum(commas, 10) / 4, linked, linked > 0.95,
        last == STOP, last == COMMA, first == UPPER, first == DIGIT, first == LOWER, first == BAR,
        depth / 10, number / count, (np.cumsum(size) - size) / total, np.minimum(number, 20) / 20,
        np.minimum(count - number, 20) / 20, size / total, *hidden, equal, inside, described,
        data, np.log(alike), alike / count, like_linked[kind], like_size * alike / total,
        np.sign(distance) * logs[8], distance >= 0, np.cumsum(h1) / max(1, int(h1.sum())),
        *_neighbours(key, container, depth),
    ]  # fmt: skip

    bounds, places = _containers(page, container)
    parts = np.stack(
        (size, size * linked, stops, heads, size * (stops > 1), images, fields), axis=1
    )
    sums = np.zeros((count + 1, parts.shape[1]))
    np.cumsum(parts, axis=0, out=sums[1:])
    blocks = (bounds[:, 1] - bounds[:, 0])[:, None].astype(np.float32)
    held = sums[bounds[:, 1]] - sums[bounds[:, 0]]
    chars = held[:, :1]
    around = np.concatenate(
        (np.log1p(chars) / 2, np.log(blocks), np.log(chars / blocks), chars / total,
         held[:, 1:2] / chars, held[:, 2:3] / chars * 20, held[:, 4:5] / chars,
         held[:, 3:4] / blocks, held[:, 5:] / blocks, np.full_like(blocks, 0)), axis=1,
    ).astype(np.float32)  # fmt: skip
    wide = around[places]
    wide[:, :, -1] = (number[:, None] - bounds[places, 0]) / blocks[places, 0]

    bits = np.stack((tags, own, own | second | third, every), axis=1).astype("<i8").view(np.uint8)
    flags = np.unpackbits(bits.reshape(count, 32), axis=1, bitorder="little")
    whole = [
        np.log(total) - 8, np.log(count) - 5, float(link_chars.sum()) / total,
        *(size @ flags[:, _SHARES] / total).tolist(), float(parts[:, 4].sum()) / total,
        min(int(h1.sum()), 5) / 2, float(counts[LETTER].sum()) / total, float(anchor >= 0),
        *signs(page.head),
    ]  # fmt: skip
    company = _company(kind, bounds, places)
    named = (len(TELLING), HINTS, HINTS, HINTS)
    widths = (len(block), wide[0].size, company.shape[1], len(whole), *named)
    made = np.empty((count, sum(widths)), np.float32)
    borders = np.cumsum((0, *widths)).tolist()
    dense, beside, likes_around, shared, *names = (
        made[:, low:high] for low, high in pairwise(borders)
    )
    for column, values in zip(dense.T, block, strict=True):
        column[:] = values
    beside[:] = wide.reshape(count, -1)
    likes_around[:] = company
    shared[:] = whole
    for part, each in enumerate(names):
        each[:] = flags[:, 64 * part : 64 * part + named[part]]
    spoken, said = openings(page.text, page.starts, page.ends)
    under = np.maximum.accumulate(np.where(heads, np.arange(count), -1))
    heard = np.frombuffer(spoken, np.uint32), np.array(said)
    return Features(made, bounds, places, *heard, under, kind)


#: Elements whose share of the page is told.
_SHARES = [TELLING.index(tag) for tag in ("p", "li", "article", "main")]
_HEADINGS = sum(TAG_BIT[f"h{level}"] for level in range(1, 7))
#: What the compiled way must know of the bits.
KNOWN = (_HEADINGS, TAG_BIT["h1"], *(1 << place for place in _SHARES), len(TELLING), HINTS)


def _anchor(h1: Array, equal: Array) -> int:
    """The block where the title stands, or -1."""
    for found in (h1 & equal, h1, equal):
        place = int(found.argmax())
        if found[place]:
            return place
    return -1


def _neighbours(key: Array, container: Array, depth: Array) -> Array:
    """How blocks agree with those before and behind them: kind, container, depth, and rhythm."""
    import numpy as np

    count = len(key)
    found = np.zeros((11, count), np.float32)
    for row, values in ((0, key), (2, container)):
        same = values[1:] == values[:-1]
        found[row, 1:] = same
        found[row + 1, :-1] = same
    for step in _RHYTHMS:
        if count > step:
            same = key[step:] == key[:-step]
            found[2 + step, step:] = same
            found[2 + step, :-step] += same
    np.minimum(found, 1, out=found)
    change = np.clip(np.diff(depth), -6, 6) / 3
    found[9, 1:] = change
    found[10, :-1] = change
    return found


#: How many blocks the parts of something repeated can have.
_RHYTHMS = (2, 3, 4, 5, 6)


def _company(kind: Array, bounds: Array, places: Array) -> Array:
    """How many blocks of its own kind a block has around it, in each container but the innermost."""
    import numpy as np

    count = len(kind)
    order = np.argsort(kind, kind="stable")
    sorted_keys = kind[order] * (count + 1) + order
    wanted = bounds[places[:, 1:]] + (kind * (count + 1))[:, None, None]
    low, high = np.moveaxis(np.searchsorted(sorted_keys, wanted), 2, 0)
    alike = (high - low).astype(np.float32)
    blocks = np.diff(bounds, axis=1)[places[:, 1:], 0]
    return np.concatenate((np.log(np.maximum(alike, 1)) / 2, alike / blocks), axis=1)


def _texts(page: Page, title: str, description: str, data: str) -> Array:
    """What a comparison of texts tells: is title, in title, described, in data, copies."""
    import numpy as np

    text = page.text
    longest = len(title)
    telling = 10 < longest < 80
    opening = description[:40]
    keys = [
        text[start : end if end - start < 80 else start + 80]
        for start, end in zip(page.starts, page.ends, strict=True)
    ]
    found = np.zeros((5, len(keys)), np.float32)
    for place, key in enumerate(keys):
        length = len(key)
        if length > 6:
            if length <= longest and key in title:
                found[1, place] = 1
                found[0, place] = length * 2 > longest or length == 80
            elif telling and length > longest and title in key:
                found[0, place] = 1
            if description and (key[:50] in description or opening in key):
                found[2, place] = 1
            if data and key[:40] in data:
                found[3, place] = 1
    seen = Counter(keys)
    found[4] = [seen[key] - 1 for key in keys]
    return found


def veil_flags(page: Page) -> bytes:
    """Return whether each block is hidden: for certain, for two sorts of readers, in a fold; a byte each."""
    found = bytearray(4 * page.count)
    for number in page.hidden:
        found[4 * number] = 1
    for veil in page.veils:
        if veil.how == "aria-hidden":
            way = 1
        elif veil.how == "noscript":
            way = 2
        elif veil.blocks[0] not in page.hidden and len(veil.blocks) * 2 < page.count:
            way = 3
        else:
            continue
        for number in veil.blocks:
            found[4 * number + way] = 1
    return bytes(found)


def _containers(page: Page, container: Array) -> tuple[Array, Array]:
    """The containers that blocks stand in, and the one of each block at each level."""
    import numpy as np

    containers = np.frombuffer(page.containers, np.int64).reshape(-1, 3)
    parent, first, last = containers.T
    size = last - first
    # The outermost of up to eight containers that hold the same.
    same = np.where(size[parent] == size, parent, np.arange(len(parent)))
    for _ in range(3):
        same = same[same]
    up = parent[same]
    levels = []
    at = container
    for level in range(max(LEVELS) + 1):
        if level in LEVELS:
            levels.append(at)
        # A container that holds just this block says nothing of its own.
        at = up[at]
    used, places = np.unique(np.stack(levels, axis=1), return_inverse=True)
    return containers[used, 1:], places.reshape(len(container), len(LEVELS))
