"""Changes that are not to be made: on lines that say so, and those of a baseline.

A comment that holds `cleantext: ignore` keeps the changes away from its line, and one with
`cleantext: ignore-file` in the first lines from the whole file. Names may follow, in brackets:
`cleantext: ignore[mojibake, zero_width]`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator

from cleantext.edit import Edit, apply
from cleantext.pipeline import Change, Pass, Result

#: The words, without which no text is looked at more closely.
WORDS = "cleantext: ignore"
_COMMENT = re.compile(r"cleantext: ignore(-file)?(?:\[([\w\s,]*)\])?(?![\w-])")
#: Lines at the top among which a file may be ignored as a whole.
_TOP = 10


class Masked(Result):
    """A result without the changes that `dropped` says so of, one after the other.

    A repair that cannot be parted from one that is dropped is dropped as well.
    """

    def __init__(
        self, result: Result, text: str, changes: list[Change], dropped: list[bool]
    ) -> None:
        made = [c for c, gone in zip(changes, dropped, strict=True) if gone and c.made]
        kept = [e for e in result.edits if not any(_touch(e, each) for each in made)]
        gone = [e for e in result.edits if e not in kept]
        self._input = text
        self._kept = [
            each
            for each, is_dropped in zip(changes, dropped, strict=True)
            if not is_dropped and not (each.made and any(_touch(edit, each) for edit in gone))
        ]
        self._edits = kept
        super().__init__(apply(text, kept), self._passes(True), self._passes(False), result.decoded)

    def _passes(self, made: bool) -> tuple[Pass, ...]:
        """The changes that stay as passes; for counting, for their places are those of the input."""
        names = dict.fromkeys(each.filter for each in self._kept if each.made == made)
        return tuple(
            Pass(
                name,
                tuple(
                    Edit(c.start, c.end, c.old, c.new, c.note)
                    for c in self._kept
                    if c.filter == name and c.made == made
                ),
            )
            for name in names
        )

    @property
    def edits(self) -> list[Edit]:
        """The edits that stay."""
        return self._edits

    def changes(self) -> Iterator[Change]:
        """Yield the changes that stay."""
        return iter(self._kept)

    def undo(self) -> str:
        """Return the text that went in."""
        return self._input


def masked(result: Result, text: str, drop: Callable[[Change], bool]) -> Result:
    """Return the result itself when nothing is dropped, else what is left of it.

    `drop` is asked once of each change.
    """
    changes = list(result.changes())
    dropped = [drop(each) for each in changes]
    return Masked(result, text, changes, dropped) if any(dropped) else result


def _touch(edit: Edit, change: Change) -> bool:
    return edit.start <= change.end and change.start <= edit.end


def ignoring(result: Result, text: str) -> Result:
    """Return a result without what the comments in `text` want left alone.

    >>> from cleantext.presets import preset
    >>> text = "cafÃ©  # cleantext: ignore\\ncafÃ©\\n"
    >>> ignoring(preset("repair").run(text), text).text
    'cafÃ©  # cleantext: ignore\\ncafé\\n'
    """
    if WORDS not in text or not (result.trail or result.findings):
        return result
    lines = Lines(text)
    everywhere: set[str] | None = set()
    on_line: dict[int, set[str] | None] = {}
    for found in _COMMENT.finditer(text):
        number = lines.number(found.start())
        names = None if found.group(2) is None else {n.strip() for n in found.group(2).split(",")}
        if not found.group(1):
            on_line[number] = names
        elif number <= _TOP:
            everywhere = None if names is None or everywhere is None else everywhere | names

    def drop(change: Change) -> bool:
        if everywhere is None or change.filter in everywhere:
            return True
        names = on_line.get(lines.number(change.start), set())
        return names is None or change.filter in names

    return masked(result, text, drop)


class Lines:
    """The lines of a text, by position; numbers count from 1."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def number(self, position: int) -> int:
        """Return the number of the line that a position is in."""
        return bisect_right(self._starts, position)

    def at(self, position: int) -> str:
        """Return the line that a position is in."""
        start = self._starts[self.number(position) - 1]
        end = self._text.find("\n", start)
        return self._text[start : end if end >= 0 else len(self._text)]
