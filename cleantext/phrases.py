"""Which phrases of a long list stand in a text: where several begin, the longest, and none within another.

With the compiled loop a table of the phrases is made in milliseconds, so the first text waits for nothing; its twin is
an automaton (Aho and Corasick 1975), which takes far longer to be made.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from cleantext import scan

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick


class Phrases:
    """Finds phrases, none of which is empty or has characters beyond U+FFFF.

    >>> phrases = Phrases(["pills", "cheap pills", "online"])
    >>> [phrase for phrase, start, end in phrases.find("buy cheap pills online")]
    ['cheap pills', 'online']
    >>> phrases.find("a mill")
    []
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self.phrases = sorted(set(phrases))

    @cached_property
    def _table(self) -> bytes:
        assert scan.COMPILED is not None
        table: bytes = scan.COMPILED.phrase_table(self.phrases)
        return table

    @cached_property
    def _automaton(self) -> AhoCorasick:
        from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

        kind, fast = MatchKind.LeftmostLongest, Implementation.ContiguousNFA
        return AhoCorasick(self.phrases, matchkind=kind, implementation=fast)

    def find(self, text: str) -> list[tuple[str, int, int]]:
        """Return the phrases in a text that is valid UTF-8, each with where it begins and ends, in order."""
        if scan.COMPILED is None:
            return self.find_in_python(text)
        phrases = self.phrases
        found = scan.COMPILED.phrases(text, self._table)
        return [(phrases[number], start, end) for number, start, end in found]

    def find_in_python(self, text: str) -> list[tuple[str, int, int]]:
        """Return the same, without the compiled loop."""
        phrases = self.phrases
        found = self._automaton.find_matches_as_indexes(text)
        return [(phrases[number], start, end) for number, start, end in found]
