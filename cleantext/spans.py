r"""Stretches of a text that only a machine reads: addresses, code, numbers, names of programs.

Filters of taste look here before they touch a character: a quotation mark in `x = "a"`, a comma in
an address, a full stop in a version are not punctuation.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from cleantext.document import Document


@cache
def _protected() -> re.Pattern[str]:
    # Every alternative is anchored where its run begins, so that no run is read twice.
    return re.compile(
        r"""
          (?ms:^```.*?(?:^```|\Z)) | (?m:^(?:\ {4}|\t).*$)      # a block of code
        | `+ [^`\n]+ `+                                           # code in a line
        | <[A-Za-z/!] [^<>\n]{0,1000} >                           # a tag
        | (?<![A-Za-z]) [A-Za-z]{2,10} :// [^\s<>"'“”‘’「」，。；！？（）【】《》]+
        | (?<![\w.+-]) [A-Za-z0-9._%+-]{1,64} @ [A-Za-z0-9-]{1,63} (?:\.[A-Za-z0-9-]+)+
        | (?<![A-Za-z0-9.@-]) [A-Za-z0-9-]{1,63} (?:\.[A-Za-z0-9-]+)* \. [A-Za-z]{2,}
          (?:[/?#:] [^\s<>"'“”‘’，。；！？（）]*)?                  # a host, with its path
        | (?<![\w.,:]) \d+ (?:[.,:/\u2019-] \d+)+                 # 1,000.50  10:30:00  2024-04-08
        | (?<![\w/]) (?:[A-Za-z]:|\.{1,2})? [\\/] [\w.\\/-]+      # a path
        | (?<![\w-]) --? [A-Za-z] [\w-]*                          # an option
        | (?<![A-Za-z0-9_]) [A-Za-z] [A-Za-z0-9]* _ \w*           # an identifier
        """,
        re.VERBOSE,
    )


class Spans:
    """Disjoint spans of a text, in order."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def holds(self, position: int) -> bool:
        """Return whether the character at `position` stands in one of the spans."""
        index = bisect_right(self._starts, position) - 1
        return index >= 0 and position < self._ends[index]


def protected(document: Document) -> Spans:
    """Return the stretches that no filter of taste may touch; a fact to share between filters.

    >>> text = 'see "a", `x = "b"` and a.example/?q=1,2, 10:30'
    >>> spans = protected(Document(text))
    >>> "".join(char if spans.holds(place) else " " for place, char in enumerate(text)).split()
    ['`x', '=', '"b"`', 'a.example/?q=1,2,', '10:30']
    """
    return Spans([match.span() for match in _protected().finditer(document.text)])
