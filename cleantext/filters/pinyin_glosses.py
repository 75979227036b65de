r"""Readings in Pinyin that a rewriter put behind Chinese characters.

What is fixed: `網(wǎng)絡(luò)` becomes `網絡`. Sites that republish pages put the first listed
reading in brackets behind every character of a list, most often those that simplified Chinese does
not have, so that copies are not found out. Nobody needs to be told how the commonest characters
are read, time and again; that is the evidence.

What is left alone: readings that a writer gave. They stand behind a whole word (`饕餮(tāo tiè)`),
are given once, explain a rare character or an unexpected reading (`六(lù)安`), or stand behind
every character of a text for learners. Whether a document's glosses are a rewriter's is decided
once, for the document:

- only single characters with their first listed reading count as glosses;
- those characters are glossed wherever they stand (but for the odd miss), and stand among others
  that are not glossed;
- enough of them are ones that every reader knows, or are glossed again and again.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["pinyin_glosses"]).clean
>>> clean("我們開會(huì)，上網(wǎng)，學(xué)習，會(huì)后再學(xué)一次。")
'我們開會，上網，學習，會后再學一次。'
>>> clean("他是六(lù)安人，不是亳(bó)州人，愛吃饕餮(tāo tiè)盛宴。")
'他是六(lù)安人，不是亳(bó)州人，愛吃饕餮(tāo tiè)盛宴。'

Source: first readings as pypinyin lists them; how common a character is, from
`cleantext.language`.
"""

from collections.abc import Collection, Iterator
from functools import lru_cache

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger
from cleantext.glosses import Glosses, glosses, unglossed
from cleantext.hanzi import HAN, TONED, in_gb2312
from cleantext.language import surprise

#: Bits that a character may cost on its own and still be one that every reader knows.
COMMON = 13.0
#: Glosses must be worth this much together before any is taken for a rewriter's.
ENOUGH = 4.0
#: The share of a text's characters from which on glosses are for learners. A list of characters
#: that simplified Chinese lacks can take in half of a traditional text, any other only a few.
FOR_LEARNERS = 0.4
ALL_OF_THEM = 0.75
#: A character on a rewriter's list is glossed at so many of its places.
ALWAYS = 0.5


def find(document: Document) -> Iterator[Edit]:
    """Yield a deletion for each gloss that a rewriter put in."""
    text = document.text
    found = glosses(text)
    listed = _listed(found) if found else ()
    if not found or not listed:
        return
    for start, end in found.places():
        char = text[start - 1]
        if char in listed:
            note = f"reading of {char} put in by a rewriter"
            yield Edit(start, end, text[start:end], "", note)


def mended(document: Document) -> Document:
    """Return the document as the edits would make it."""
    found = glosses(document.text)
    listed = _listed(found) if found else ()
    if not found or not listed:
        return document
    return document.rewritten(unglossed(document.text, found.spans, "".join(listed)))


def _listed(found: Glosses) -> Collection[str]:
    """The characters on the rewriter's list, as far as the text tells; none if there is no list."""
    _, chars, counts, seen, total, beside = found
    tallied = list(zip(chars, counts, seen, strict=True))
    # Who gives readings once, of characters that come again, explains them.
    again = [count for _, count, all_of_it in tallied if all_of_it > 1]
    if 2 * len(again) > len(chars) and 2 * again.count(1) > len(again):
        return ()
    ordinary = 2 * sum(in_simplified for in_simplified, _ in map(_traits, chars)) >= len(chars)
    if sum(counts) > (FOR_LEARNERS if ordinary else ALL_OF_THEM) * total:
        return ()
    # Writers gloss whole words, so that glosses stand side by side; a rewriter's stand anywhere.
    whole_words = ordinary and 4 * beside > sum(counts)
    worth = sum(
        _worth(char, count, whole_words)
        for char, count, all_of_it in tallied
        if count >= ALWAYS * all_of_it
    )
    if worth < ENOUGH:
        return ()
    # Now that there is a list, a character that was missed here and there is on it too.
    return {char for char, count, all_of_it in tallied if 2 * count >= all_of_it}


def _worth(char: str, count: int, whole_words: bool) -> float:
    """How much the glosses of one character speak for a rewriter."""
    in_simplified, known = _traits(char)
    repeated = min(count - 1, 4) if known else 0
    if in_simplified:
        # Writers gloss what simplified Chinese has as well, but no common character twice.
        known = 0.0 if whole_words else known / 4
    return repeated + known


@lru_cache(maxsize=1 << 13)
def _traits(char: str) -> tuple[bool, float]:
    """Whether GB 2312 has a character, and how well it is known."""
    return in_gb2312(char), max(0.0, COMMON - surprise(char)) / 2


FILTER = Filter(
    "pinyin_glosses",
    find,
    triggers=(
        Trigger(chars=TONED),
        Trigger(pairs=((HAN, "(（"),)),
        Trigger(pairs=(("(（", f"a-zü{TONED}"),)),
    ),
    summary="readings in Pinyin that a rewriter put behind Chinese characters",
    mends=mended,
)
