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

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from cleantext.anchored import Anchored
from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger
from cleantext.hanzi import HAN, PINYIN, TONED, first_readings, in_gb2312
from cleantext.language import surprise
from cleantext.lazy import pattern

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

# The bracket comes first and its look-behind after it: brackets are fewer than characters.
_GLOSS = Anchored("(（", f"(?<=[{HAN}].)({PINYIN})[)）]")
_HAN = pattern(f"[{HAN}]")


#: A reading in brackets: its start, its end, and the character before it that has it.
Gloss = tuple[int, int, str]


def find(document: Document) -> Iterator[Edit]:
    """Yield a deletion for each gloss that a rewriter put in."""
    text = document.text
    for start, end, char in _put_in(text):
        note = f"reading of {char} put in by a rewriter"
        yield Edit(start, end, text[start:end], "", note)


def mended(document: Document) -> Document:
    """Return the document as the edits would make it."""
    text = document.text
    pieces: list[str] = []
    done = 0
    for start, end, _ in _put_in(text):
        pieces.append(text[done:start])
        done = end
    return document.rewritten("".join(pieces) + text[done:])


def _put_in(text: str) -> list[Gloss]:
    """The glosses that a rewriter put in, in order."""
    reading = first_readings().get
    glosses = []
    for match in _GLOSS.finditer(text):
        start, end = match.span()
        char = text[start - 1]
        if reading(char) == match[1]:
            glosses.append((start, end, char))
    if not glosses:
        return []
    listed = _listed(text, glosses)
    return [gloss for gloss in glosses if gloss[2] in listed]


def _listed(text: str, glosses: list[Gloss]) -> set[str]:
    """The characters on the rewriter's list, as far as the text tells; none if there is no list."""
    glossed = Counter([char for _, _, char in glosses])
    seen = Counter(_HAN.findall(text))
    always = {char for char, count in glossed.items() if count >= ALWAYS * seen[char]}
    # Who gives readings once, of characters that come again, explains them.
    again = {char for char in glossed if seen[char] > 1}
    if 2 * len(again) > len(glossed) and 2 * sum(glossed[char] == 1 for char in again) > len(again):
        return set()
    ordinary = 2 * sum(map(in_gb2312, glossed)) >= len(glossed)
    if glossed.total() > (FOR_LEARNERS if ordinary else ALL_OF_THEM) * seen.total():
        return set()
    # Writers gloss whole words, so that glosses stand side by side; a rewriter's stand anywhere.
    whole_words = ordinary and 4 * _side_by_side(glosses) > len(glosses)
    worth = sum(_worth(char, glossed[char], whole_words) for char in always)
    if worth < ENOUGH:
        return set()
    # Now that there is a list, a character that was missed here and there is on it too.
    return {char for char, count in glossed.items() if 2 * count >= seen[char]}


def _side_by_side(glosses: list[Gloss]) -> int:
    return sum(end + 1 == start for (_, end, _), (start, _, _) in pairwise(glosses))


def _worth(char: str, count: int, whole_words: bool) -> float:
    """How much the glosses of one character speak for a rewriter."""
    known = max(0.0, COMMON - surprise(char)) / 2
    repeated = min(count - 1, 4) if known else 0
    if in_gb2312(char):
        # Writers gloss what simplified Chinese has as well, but no common character twice.
        known = 0.0 if whole_words else known / 4
    return repeated + known


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
