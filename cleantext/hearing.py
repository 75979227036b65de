"""Which sentences of a text are worth hearing, and how loud they are.

Nothing but hooks decides where the model listens (`cleantext.pitch`): runs of which every sentence that
sells has some, and sound text of no language many. Most of what they point at is nothing at first
hearing, so that is done in C, from hook to hook; the twin in Python asks the same of each sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cleantext import scan
from cleantext.grams import DENSE, LONG, Glance
from cleantext.lazy import pattern
from cleantext.pitch import Pitch, may_hold_address, pitch, tables, weights
from cleantext.sentences import sentence
from cleantext.tables import read as read_table

#: Softer than this no sentence is spam.
FAINT = -3.0
#: Each mark that joins search terms makes a sentence louder, up to so many.
JOINER, JOINERS = 0.7, 2
#: A sentence of fewer letters says nothing, nor does one with fewer different words.
LETTERS, WORDS = 10, 3
#: One of so many characters has letters and words enough.
LONG_ENOUGH = 60
#: No more of a sentence is listened to, on either side of where it was noticed.
LONGEST = 400

JOINER_MARK = pattern(r" [-–|•/·I] |[|_•]| , ")
# A call, a sign of programs, or a name with `_` in it; `re` passes over the rest by the class in front.
CODE = pattern(r"[(={};\\_](?:(?<=[={};\\])|(?<=\w\()|(?<=__)|(?<=\w_)(?=\w))")
IS_DENSE = pattern(f"[{DENSE}-\uffff]")
LETTER = pattern(r"[^\W\d_]")
WORD = pattern(r"\w+")

HOOKS = Glance(lambda: read_table("spam_hooks.txt").decode().split("\n")[:-1])


class Loud(NamedTuple):
    """The sentence from `start` to `end`, and how loud it is."""

    start: int
    end: int
    pitch: Pitch


def noticed(text: str) -> list[Loud]:
    """Return the sentences that are worth listening to, in order, with how loud they are.

    >>> [round(each.pitch.best) for each in noticed("It rains. Buy cheap pills online. It snows.")]
    [5]
    """
    found: list[Loud] = []
    for start, end, low, high in listened(text):
        said = text[low:high]
        first = _joined(said, pitch(said))
        if first.best > FAINT and speaks(said):
            found.append(Loud(start, end, first))
    return found


def listened(text: str) -> list[tuple[int, int, int, int]]:
    """Return the sentences around hooks that are not faint, and what of each was listened to.

    Those that may hold an address are among them in any case.
    """
    if scan.COMPILED is None:
        return list(_listened(text))
    _, scale, rest = weights()
    hooks, joiner = HOOKS.tables, JOINER / scale
    found: list[tuple[int, int, int, int]] = scan.COMPILED.listen(
        text, *hooks, *tables(), (FAINT - rest) / scale - 1e-6, joiner
    )
    return found


def _listened(text: str) -> Iterator[tuple[int, int, int, int]]:
    end = 0
    for low, high in HOOKS.windows(text, LONG):
        while end < high:
            place = max(low, end)
            start, stop = sentence(text, place, end)
            first, last = max(start, place - LONGEST), min(stop, place + LONGEST)
            said = text[first:last]
            if said and (may_hold_address(said) or heard(said).best > FAINT):
                yield start, stop, first, last
            end = max(stop, place + 1)


def heard(said: str) -> Pitch:
    """Return how loud a sentence is, its joiners counted.

    >>> one, other = heard("cheap pills, online casino"), heard("cheap pills | online casino")
    >>> round(other.best - one.best, 2)
    0.7
    """
    return _joined(said, pitch(said))


def _joined(said: str, found: Pitch) -> Pitch:
    if found.best <= FAINT - JOINER * JOINERS:
        return found
    louder = JOINER * min(JOINERS, len(JOINER_MARK.findall(said)))
    return found._replace(whole=found.whole + louder, best=found.best + louder)


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
    return dense or len(set(WORD.findall(said.lower()))) >= WORDS
