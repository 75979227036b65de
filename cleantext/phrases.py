"""Which phrases of a long list stand in a text as whole words: where several begin, the longest.

With the compiled loop a table of the phrases is made in milliseconds, so the first text waits for nothing; its twin is
an automaton (Aho and Corasick 1975), which takes far longer to be made.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from cleantext import scan
from cleantext.grams import LONG, is_spaced
from cleantext.lazy import pattern

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_KATAKANA = pattern("[\u30a1-\u30fa\u30fc]+")


class Phrases:
    """Finds phrases, none of which is empty or has characters beyond U+FFFF.

    None is found within another, nor what begins in one that is no whole word there.

    >>> phrases = Phrases(["pills", "cheap pills", "online"])
    >>> [phrase for phrase, start, end in phrases.find("buy cheap pills online")]
    ['cheap pills', 'online']
    >>> phrases.find("a mill")
    []
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self.phrases = sorted(set(phrases))

    @cached_property
    def table(self) -> bytes:
        """The phrases as the compiled loops want them."""
        assert scan.COMPILED is not None
        table: bytes = scan.COMPILED.phrase_table(self.phrases)
        return table

    @cached_property
    def _automaton(self) -> AhoCorasick:
        from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

        kind, fast = MatchKind.LeftmostLongest, Implementation.ContiguousNFA
        return AhoCorasick(self.phrases, matchkind=kind, implementation=fast)

    def find(self, text: str) -> list[tuple[str, int, int]]:
        """Return the phrases in a text in lower case, each with where it begins and ends, in order.

        Without the compiled loop it must be valid UTF-8.
        """
        if scan.COMPILED is None:
            return self.find_in_python(text)
        phrases = self.phrases
        found = scan.COMPILED.phrases(text, self.table)
        return [(phrases[number], start, end) for number, start, end in found]

    def find_in_python(self, text: str) -> list[tuple[str, int, int]]:
        """Return the same, without the compiled loop."""
        phrases = self.phrases
        found = self._automaton.find_matches_as_indexes(text)
        return [
            (phrases[number], start, end)
            for number, start, end in found
            if is_whole(text, start, end)
        ]


def is_whole(text: str, start: int, end: int) -> bool:
    """Return whether text[start:end] are whole words, as far as its script parts words.

    A phrase of two katakana is none within a longer word of katakana.

    >>> is_whole("a casino", 2, 8), is_whole("casinos", 0, 6), is_whole("アグエロ", 2, 4)
    (True, False, False)
    """
    if end - start == 2 and _KATAKANA.fullmatch(text, start, end):
        return not _KATAKANA.search(text[max(0, start - 1) : start] + text[end : end + 1])
    before, first, last, after = (
        text[start - 1 : start],
        text[start],
        text[end - 1],
        text[end : end + 1],
    )
    if not (before.isalnum() or after.isalnum()) or not (is_spaced(first) or is_spaced(last)):
        return True
    strict = end - start < LONG and is_spaced(first)
    return not (_joins(before, first, strict) or _joins(last, after, strict))


def _joins(left: str, right: str, strict: bool) -> bool:
    """Whether two neighbours are parts of one word of a script that parts its words.

    A short word of such a script is strict: no letter of any other may touch it either.
    """
    if not (left.isalnum() and right.isalnum()):
        return False
    if strict:
        return is_spaced(left) or is_spaced(right)
    return is_spaced(left) and is_spaced(right)
