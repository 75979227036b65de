"""What cleaning one document came to, and where in the input each change stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cleantext.document import Document
from cleantext.envelope import Envelope
from cleantext.pipeline import Change, Result


class Placed(NamedTuple):
    """A change with its place in the input: line and column count from 1, in code points.

    `start` and `end` count code points of the input from 0, its own line ends included.
    """

    line: int
    column: int
    start: int
    end: int
    change: Change


class Outcome:
    """A document of a file, and what a pipeline made of it.

    `path` is as the user gave it; `data` are the bytes that the document was read from, and
    `result` is what the pipeline returned. When each line is a document, `number` is its line and
    `ending` its line end, which is in neither `data` nor the document.
    """

    def __init__(
        self,
        path: str,
        data: bytes,
        document: Document,
        envelope: Envelope,
        result: Result,
        number: int | None = None,
        ending: str = "",
    ) -> None:
        self.path = path
        self.document = document
        self.envelope = envelope
        self.result = result
        self.number = number
        self.ending = ending
        #: Whether a file that held `data` would hold other bytes when rewritten.
        self.changed = self._changes(data)

    def _changes(self, data: bytes) -> bool:
        try:
            return self.wrapped() != data
        except UnicodeEncodeError:
            return True

    @property
    def before(self) -> str:
        """The input text, with its line ends."""
        return self.envelope.line_ends(self.document.text) + self.ending

    @property
    def text(self) -> str:
        """The clean text, with the line ends of the input.

        A document that was one line stays one line: a line feed that came up inside it is a space.
        """
        text = self.result.text
        if self.number is not None:
            return text.replace("\n", " ") + self.ending
        return self.envelope.line_ends(text)

    @property
    def repairs(self) -> int:
        """How many edits the filters made."""
        trail = self.result.trail
        return sum(len(each.edits) for each in trail) if trail else 0

    def wrapped(self) -> bytes:
        """Return the bytes that the clean text is written back as, without `ending`.

        Raises UnicodeEncodeError for a lone surrogate.
        """
        if self.number is not None:
            return self.result.text.replace("\n", " ").encode()
        return self.envelope.wrap(self.result.text)

    @property
    def recoded(self) -> str:
        """The encoding that the input is in, when the output will be in another; or nothing."""
        decoded = self.document.decoded
        if decoded is None or decoded.encoding in ("ascii", "utf-8"):
            return f"utf-8 and {decoded.also}" if decoded and decoded.also else ""
        if decoded.bom and self.number is None:
            return ""  # the mark says so, and it stays
        return decoded.encoding

    def placed(self) -> Iterator[Placed]:
        """Yield every change, made or only reported, in the order of the input."""
        text = self.document.text
        line, line_start, position = 1, 0, 0
        # From one change to the next, never back: one pass over the text however many there are.
        for change in sorted(self.result.changes(), key=lambda each: each.start):
            ends = text.count("\n", position, change.start)
            if ends:
                line += ends
                line_start = text.rindex("\n", position, change.start) + 1
            position = change.start
            start = change.start
            end = change.end
            if self.envelope.crlf:
                end += line - 1 + text.count("\n", start, end)
                start += line - 1
            row = line if self.number is None else self.number
            yield Placed(row, position - line_start + 1, start, end, change)
