"""A unified diff made from edits, not by comparing two texts.

Where the edits are is known, so only the lines around them are looked at: the time grows with the
length of the text and the number of edits, whatever they are.

Source for the format: GNU diffutils, "Detailed Description of Unified Format".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from cleantext.edit import Edit

CONTEXT = 3


class Change(NamedTuple):
    """Whole lines of the text, from `start` to `end`, that become `new`."""

    start: int
    end: int
    new: str


def line_changes(text: str, edits: Sequence[Edit]) -> Iterator[Change]:
    r"""Yield the lines that sound `edits` touch, and what they become.

    >>> list(line_changes("one\ntwo \nsix\n", [Edit(7, 8, " ", "")]))
    [Change(start=4, end=9, new='two\n')]

    A line that goes takes no other line with it:

    >>> list(line_changes("one\nspam\nsix\n", [Edit(4, 9, "spam\n", "")]))
    [Change(start=4, end=9, new='')]
    """
    index = 0
    while index < len(edits):
        start = end = position = text.rfind("\n", 0, edits[index].start) + 1
        pieces: list[str] = []
        while index < len(edits) and (not pieces or _within(text, end, edits[index].start)):
            edit = edits[index]
            index += 1
            pieces += text[position : edit.start], edit.new
            position = edit.end
            if position >= end:
                end = _line_end(text, start, position, pieces)
        pieces.append(text[position:end])
        yield Change(start, end, "".join(pieces))


def _within(text: str, end: int, place: int) -> bool:
    """Whether `place` belongs to the lines that end at `end`: the last may lack its line feed."""
    return place < end or (place == end and text[end - 1 : end] != "\n")


def _line_end(text: str, start: int, position: int, pieces: list[str]) -> int:
    """Where the lines end that became `pieces` so far, from `start` to `position`."""
    if position > start and text[position - 1] == "\n":
        last = next((piece for piece in reversed(pieces) if piece), "\n")
        if last.endswith("\n"):
            return position  # the next line keeps its own beginning
    return text.find("\n", position) + 1 or len(text)


class UnifiedDiff:
    r"""Writes a unified diff of a text that is handed over piece by piece, whole lines at a time.

    Nothing is held but the lines of the hunk that is open.

    >>> diff = UnifiedDiff("a.txt", lambda line: print(line, end=""))
    >>> diff.same("one\n")
    >>> diff.changed("two \n", "two\n")
    >>> diff.close()
    --- a.txt
    +++ a.txt
    @@ -1,2 +1,2 @@
     one
    -two
    +two
    """

    def __init__(self, name: str, write: Callable[[str], None]) -> None:
        self._write = write
        self._header = f"--- {name}\n+++ {name}\n"
        self._old = self._new = 0  # lines handed over
        self._hunk: list[str] = []
        self._from = (0, 0)
        self._equal: list[str] = []  # the lines since the last change, or since the last hunk

    def same(self, text: str) -> None:
        """Take lines that stay; any number of them costs no more than counting them."""
        count = text.count("\n")
        if count > 4 * CONTEXT:
            head = _after_lines(text, 2 * CONTEXT + 1)
            tail = _before_lines(text, CONTEXT + 1)
            self._keep(text[:head])
            skipped = text.count("\n", head, tail)
            self._old += skipped
            self._new += skipped
            self._keep(text[tail:])
        else:
            self._keep(text)

    def _keep(self, text: str) -> None:
        for line in split(text):
            self._equal.append(line)
            self._old += 1
            self._new += 1
            if not self._hunk:
                del self._equal[:-CONTEXT]
            elif len(self._equal) > 2 * CONTEXT:
                self._end_hunk()

    def changed(self, old: str, new: str) -> None:
        """Take lines that go and the lines that come for them."""
        before, after = split(old), split(new)
        if not self._hunk:
            self._from = self._old - len(self._equal), self._new - len(self._equal)
        self._hunk += [f" {line}" for line in self._equal]
        self._equal = []
        self._hunk += [f"-{line}" for line in before]
        self._hunk += [f"+{line}" for line in after]
        self._old += len(before)
        self._new += len(after)

    def close(self) -> None:
        """Write the hunk that is still open."""
        if self._hunk:
            self._end_hunk()

    def _end_hunk(self) -> None:
        after = len(self._equal) - CONTEXT  # lines that are too far away to belong to the hunk
        self._hunk += [f" {line}" for line in self._equal[:CONTEXT]]
        self._write(self._header)
        self._header = ""
        olds = sum(line[0] != "+" for line in self._hunk)
        news = sum(line[0] != "-" for line in self._hunk)
        self._write(f"@@ -{_span(self._from[0], olds)} +{_span(self._from[1], news)} @@\n")
        for line in self._hunk:
            missing = "" if line.endswith("\n") else "\n\\ No newline at end of file\n"
            self._write(line + missing)
        self._hunk = []
        self._equal = self._equal[-CONTEXT:] if after > 0 else []


def split(text: str) -> list[str]:
    r"""Return the lines of `text` with their ends, split at U+000A only.

    >>> split("one\u2028still one\n\ntwo")
    ['one\u2028still one\n', '\n', 'two']
    """
    lines = [f"{line}\n" for line in text.split("\n")]
    last = lines.pop()[:-1]
    return [*lines, last] if last else lines


def _span(start: int, count: int) -> str:
    # A span of no lines names the line before it.
    first = start + 1 if count else start
    return f"{first}" if count == 1 else f"{first},{count}"


def _after_lines(text: str, count: int) -> int:
    place = 0
    for _ in range(count):
        place = text.index("\n", place) + 1
    return place


def _before_lines(text: str, count: int) -> int:
    place = len(text)
    for _ in range(count):
        place = text.rindex("\n", 0, place)
    return place + 1
