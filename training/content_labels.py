"""How many words of each block of a page are in its gold."""

from __future__ import annotations

from collections import Counter

import numpy as np
from rapidfuzz.distance import LCSseq
from wcxb import words

#: A block belongs to the gold when this share of its words stands there in order, or, for a block
#: that the gold has in another place, this share of its runs of three words.
SHARE = 0.6


def label(
    blocks: list[str], gold: str, repeats: dict[int, int]
) -> tuple[np.ndarray, np.ndarray, int]:
    """Return the number of words of each block, how many of them the gold has, and the gold's.

    `repeats` says which block said the same before: what the gold has of either is found in the first, and
    a block that repeats another counts as one without words, for it will go.
    """
    texts = [words(block) for block in blocks]
    truth = words(gold)
    ids: dict[str, int] = {}
    page = [ids.setdefault(word, len(ids)) for text in texts for word in text]
    wanted = [ids.setdefault(word, len(ids)) for word in truth]
    owner = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
    matched = np.zeros(len(page), bool)
    for step in LCSseq.opcodes(page, wanted):
        if step.tag == "equal":
            matched[step.src_start : step.src_end] = True
    counts = np.array([len(text) for text in texts], float)
    inside = np.bincount(owner[matched], minlength=len(texts)) / np.maximum(counts, 1)
    runs = set(zip(truth, truth[1:], truth[2:], strict=False))
    left = Counter(truth)
    found = np.zeros(len(texts))
    for number in np.argsort(-inside, kind="stable"):
        text = texts[number]
        if not text:
            continue
        if inside[number] < SHARE:
            own = list(zip(text, text[1:], text[2:], strict=False))
            if not own or sum(run in runs for run in own) < SHARE * len(own):
                continue
        hit = Counter(text) & left
        left -= hit
        found[number] = hit.total()
    for number, first in repeats.items():
        found[first] = max(found[first], found[number])
        counts[number] = found[number] = 0
    return counts, found, len(truth)
