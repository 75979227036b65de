"""Which of the suspected lines of a text are to be judged by what other charsets make of them."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from functools import cache

from cleantext.contexts import odd_words, strange
from cleantext.doubts import may_be_misread
from cleantext.lazy import pattern
from cleantext.readings import Reading
from cleantext.suspects import Suspects
from cleantext.unlikely import is_unlikely
from cleantext.vocabulary import are_known

#: Suspected lines are rare where so many times as many are not.
SELDOM = 50
#: So many ends of lines are found sooner one by one than counted.
_FEW = 1000
#: How many lines of a document are read in every way; the others follow the vote of these.
SAMPLE = 12
#: So many characters of a line are judged.
LONGEST = 160

#: Anything but ASCII and the punctuation of windows-1252 as read in latin-1.
_BEYOND_PUNCTUATION = pattern("[^\x00-\x7f\x82\x84\x85\x8b\x91-\x97\x9b]")


def judged_lines(text: str, found: Suspects, known: dict[str, list[Reading]]) -> array[int]:
    """Return the numbers of the suspected lines of a text that are to be judged.

    What is `known` of lines, what they are likelier to have been, is added to.
    """
    # `mojibake` needs no model for some, nor does `c1_controls`. In charsets rarer than two
    # `mojibake` takes the first that fits, so a model knows better.
    # Some are suspected for the sake of `mojibake` alone.
    # What is odd says it by itself as a rule, so most lines need not be made.
    if 0 not in found.certain:
        return array("q")
    beyond = _BEYOND_PUNCTUATION
    rest = array(
        "q",
        (
            number
            for number, (place, certain) in enumerate(zip(found.places, found.certain, strict=True))
            if not certain and (beyond.match(text, place) or beyond.search(found[number].text))
        ),
    )
    if len(found) > SAMPLE or not rest:
        return rest
    # Where hardly a line is suspected, a word of letters alone is a name or a rare word.
    rarely = cache(lambda: _has_lines(text, SELDOM * len(found) + 1))
    odd, some_likely = array("q"), False
    for number in rest:
        head = head_in(text, found.places[number])
        words = odd_words(head)
        if found.is_doubtful(number) or _is_odd(head, words, rarely):
            odd.append(number)
            if is_unlikely(head, " ".join(words)):
                known[head] = []
            else:
                some_likely = True
    # Nothing comes of lines that are all unlikely to be anything else.
    return odd if some_likely else array("q")


def _is_odd(head: str, words: list[str], rarely: Callable[[], bool]) -> bool:
    """Whether a line is odd, by its odd words as far as it has any."""
    return not _are_sound(words, rarely) if words else strange(head)


def _are_sound(words: list[str], rarely: Callable[[], bool]) -> bool:
    """Whether odd words are known, or may be ones that no list knows, in a text that has few of them."""
    return are_known(words) or (len(words) < 3 and rarely() and not any(map(may_be_misread, words)))


def _has_lines(text: str, least: int) -> bool:
    """Whether so many lines of a text have an end."""
    if least > _FEW:
        return text.count("\n") >= least
    place = -1
    for _ in range(least):
        place = text.find("\n", place + 1)
        if place < 0:
            return False
    return True


def head_in(text: str, place: int) -> str:
    """Return the part of the line at a place of a text that is judged."""
    start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
    return head_at(text[start : end if end >= 0 else len(text)], place - start)


def head_at(line: str, place: int) -> str:
    """Return the part of a line that is judged, which holds a place of it."""
    start = line.rfind(" ", 0, max(0, place - LONGEST // 4)) + 1
    return line[start : start + LONGEST]
