"""How much a sentence that names what is sold sounds like a part of a story.

Who tells what somebody bought uses the words of who sells it. Without the phrases of the lexicon next to
nothing is left of a pitch, or more of the same; of a story there is left who did it, when, and what came
of it. So a model like that of `cleantext.pitch` was learnt from what is left of either.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from cleantext.grams import is_spaced, lowered
from cleantext.hearing import JOINER_MARK, JOINERS
from cleantext.lazy import pattern
from cleantext.pitch import ADDRESS, Weights, judged, may_hold_address, unpacked
from cleantext.tables import read

#: What is left says nothing if it is less than so many words; where no spaces part words, so many letters
#: count as one.
WORDS, LETTERS = 4, 2
#: No more of a sentence is looked at, in characters.
LONGEST = 400
_WORD = pattern(r"[^\W\d_]+")


@cache
def model() -> Weights:
    """Return the model: above 0 what is left of a sentence is likelier a pitch's."""
    return unpacked(read("spam_stories.bin"))


def told(said: str, phrases: Iterable[str]) -> float:
    """Return how many bits speak for a story, 0 or more, the phrases in a sentence known that spam uses.

    Who tells a story makes no lists, and gives no addresses.

    >>> told("Uncle bought cheap pills and was ashamed of it until he died.", ["cheap", "pills"]) > 1
    True
    >>> told("Buy cheap pills with fast shipping.", ["buy", "cheap", "pills", "fast"])
    0.0
    """
    said = said[:LONGEST]
    if len(JOINER_MARK.findall(said)) >= JOINERS or (
        may_hold_address(said) and ADDRESS.search(said)
    ):
        return 0.0
    rest = left(said, phrases)
    return max(0.0, -judged(rest, model()).whole) if _words(rest) >= WORDS else 0.0


def left(said: str, phrases: Iterable[str]) -> str:
    """Return what is left of a sentence without some phrases, in lower case.

    >>> left("Uncle bought cheap pills on credit.", ["cheap pills"])
    'uncle bought on credit.'
    """
    rest = lowered(said)
    for phrase in sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase)):
        rest = rest.replace(phrase, " ")
    return " ".join(rest.split())


def _words(text: str) -> float:
    words = _WORD.findall(text)
    return sum(1 if is_spaced(word[0]) else len(word) / LETTERS for word in words)
