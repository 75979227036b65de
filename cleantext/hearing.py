"""Which sentences of a text are worth hearing, and how loud they are.

Nothing but hooks decides where the model listens (`cleantext.pitch`): runs of which every sentence that
sells has some, and sound text of no language many. Most of what they point at is nothing at first
hearing, so that is done in C, from hook to hook; the twin in Python asks the same of each sentence.
"""

from __future__ import annotations

from typing import NamedTuple

from cleantext import scan
from cleantext.document import Document
from cleantext.grams import DENSE, LONG, Glance, around
from cleantext.lazy import pattern
from cleantext.offers import GOODS, REACH
from cleantext.pitch import Pitch, pitch, pitches, tables, units
from cleantext.sentences import sentence
from cleantext.tables import read as read_table

# What sentences must have to be heard; `native/scan_listen.c` has the same numbers.
#: Softer than this no sentence is spam.
FAINT = -2.5
#: Each mark that joins search terms makes a sentence louder, up to so many.
JOINER, JOINERS = 0.7, 2
#: A sentence of fewer letters says nothing, nor does one with fewer different words.
LETTERS, WORDS = 10, 3
#: One of so many characters has letters and words enough.
LONG_ENOUGH = 60
# So many sentences are heard at once, where there is no compiled loop.
_SOME = 256
#: No more of a sentence is listened to, on either side of where it was noticed.
LONGEST = 400

# ` - `, ` , ` and the like, or a mark that joins by itself; `re` passes over the rest by the class in front.
JOINER_MARK = pattern(r"[ |_•](?:(?<=[|_•])|(?<= )(?:[-–|•/·I]|,) )")
# A call, a sign of programs, or a name with `_` in it; `re` passes over the rest by the class in front.
CODE = pattern(r"[(={};\\_](?:(?<=[={};\\])|(?<=\w\()|(?<=__)|(?<=\w_)(?=\w))")
IS_DENSE = pattern(f"[{DENSE}-\uffff]")
LETTER = pattern(r"[^\W\d_]")
_WORD = pattern(r"\w+")

HOOKS = Glance(lambda: read_table("spam_hooks.txt").decode().split("\n")[:-1])
#: Hooks, and goods: what either way of telling spam begins with. One look for both.
EITHER = Glance(HOOKS.find_runs, GOODS.find_runs)


class Loud(NamedTuple):
    """The sentence from `start` to `end`, and how loud it is."""

    start: int
    end: int
    pitch: Pitch


class Glimpse(NamedTuple):
    """What one look at a text finds: loud sentences, and the stretches in which goods may be offered."""

    loud: list[Loud]
    goods: list[tuple[int, int]]


def glimpsed(document: Document) -> Glimpse:
    """Return what one look at a document finds; a fact to share."""
    return glimpse(document.text)


def glimpse(text: str) -> Glimpse:
    """Return the sentences that are worth listening to, with how loud they are, and where goods may be named.

    >>> found = glimpse("It rains. Buy cheap pills online. It snows.")
    >>> [round(each.pitch.best) for each in found.loud]
    [6]
    """
    if scan.COMPILED is None:
        return glimpse_in_python(text)
    scale, rest = units()
    least, joiner = (FAINT - rest) / scale - 1e-6, JOINER / scale
    found: list[Loud] = []
    sentences, goods = scan.COMPILED.listen(text, *EITHER.tables, *tables(), least, joiner, REACH)
    for start, end, low, high, whole, best, joiners, settled in sentences:
        if settled == 1 or has_words(text[low:high]):
            louder = JOINER * joiners
            first = Pitch(whole * scale + rest + louder, best * scale + rest + louder)
            if first.best > FAINT:
                found.append(Loud(start, end, first))
    return Glimpse(found, around(goods, len(text), REACH))


def glimpse_in_python(text: str) -> Glimpse:
    """Return the same, without the compiled loop."""
    sentences: list[tuple[int, int]] = []
    said: list[str] = []
    end = 0
    for hook in HOOKS.places(text):
        while end < min(hook + LONG, len(text)):
            place = max(hook - LONG, end)
            start, stop = sentence(text, place, end)
            if start < stop:
                sentences.append((start, stop))
                said.append(text[max(start, place - LONGEST) : min(stop, place + LONGEST)])
            end = max(stop, place + 1)
    found = [
        Loud(*span, each)
        for span, words, each in zip(sentences, said, heard_all(said), strict=True)
        if each.best > FAINT and speaks(words)
    ]
    return Glimpse(found, GOODS.windows(text, REACH))


def heard(said: str) -> Pitch:
    """Return how loud a sentence is, its joiners counted.

    >>> one, other = heard("cheap pills, online casino"), heard("cheap pills | online casino")
    >>> round(other.best - one.best, 2)
    0.7
    """
    return _with_joiners(said, pitch(said))


def heard_all(said: list[str]) -> list[Pitch]:
    """Return what `heard` returns of each of some sentences."""
    found: list[Pitch] = []
    for at in range(0, len(said), _SOME):
        some = said[at : at + _SOME]
        found += map(_with_joiners, some, pitches(some))
    return found


def _with_joiners(said: str, found: Pitch) -> Pitch:
    if found.best <= FAINT - JOINER * JOINERS:
        return found
    return _louder(found, min(JOINERS, len(JOINER_MARK.findall(said))))


def _louder(found: Pitch, joiners: int) -> Pitch:
    louder = JOINER * joiners
    return Pitch(found.whole + louder, found.best + louder)


def speaks(said: str) -> bool:
    """Return whether there are words enough in a sentence, and they are no program's.

    >>> speaks("the mill by the river"), speaks("print(mill)"), speaks("mill")
    (True, False, False)
    """
    dense = bool(IS_DENSE.search(said))
    if not dense and CODE.search(said):
        return False
    if len(said) >= LONG_ENOUGH:
        return True
    if len(LETTER.findall(said)) < (LETTERS // 2 if dense else LETTERS):
        return False
    return dense or has_words(said)


def has_words(said: str) -> bool:
    """Return whether a sentence has different words enough.

    >>> has_words("the mill by the river"), has_words("Mill, mill, mill")
    (True, False)
    """
    seen: set[str] = set()
    for word in _WORD.finditer(said.lower()):
        seen.add(word.group())
        if len(seen) == WORDS:
            return True
    return False
