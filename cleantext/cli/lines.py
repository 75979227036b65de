"""`--lines`: each line of a file is a document of its own.

Lines are read, cleaned and handed on one by one, so memory is bounded by the longest line. Line
ends (LF or CR LF) are kept, and a line stays one line whatever comes up inside it. A byte order
mark at the top says how the whole file is to be read; otherwise each line is decoded by itself,
so a file may mix encodings.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from cleantext.api import read
from cleantext.cli.outcome import Outcome
from cleantext.decoding import BinaryData
from cleantext.envelope import MARKS, Envelope
from cleantext.pipeline import Pipeline

_CHUNK = 1 << 16
_TEXT, _PAGE = Envelope(), Envelope(page=True)


class Unreadable(ValueError):
    """A line that is no text; `line` has its line end."""

    def __init__(self, path: str, number: int, line: bytes, message: str) -> None:
        super().__init__(message)
        self.path = path
        self.number = number
        self.line = line


class Lines:
    """The documents of a file, read as they are asked for.

    `envelope` says in which encoding the file is rewritten, and `mark` are the bytes of its byte
    order mark, if it has one. Both are known from the beginning. What is iterated over is an
    Outcome for each line, or Unreadable where a line is no text. A file in UTF-16 or UTF-32 that is
    damaged raises UnicodeDecodeError: nobody can tell where its lines end.

    >>> import io
    >>> stream = io.BytesIO(b"one \\r\\ntwo")
    >>> lines = Lines("a", stream, Pipeline(["trailing_space"]), html=None, declared=None)
    >>> [outcome.text for outcome in lines]
    ['one\\r\\n', 'two']
    """

    def __init__(
        self,
        path: str,
        stream: BinaryIO,
        pipeline: Pipeline,
        *,
        html: bool | None,
        declared: str | None,
        errors: str = "replace",
    ) -> None:
        self._path = path
        self._stream = stream
        self._pipeline = pipeline
        self._html = html
        self._declared = declared
        self._errors = errors
        self._first = stream.readline()
        found = [(mark, name) for mark, name in MARKS if self._first.startswith(mark)]
        self.mark, encoding = found[0] if found else (b"", "utf-8")
        self._first = self._first[len(self.mark) :]
        self.envelope = Envelope(encoding, bool(self.mark))

    def __iter__(self) -> Iterator[Outcome | Unreadable]:
        if self.envelope.encoding == "utf-8":
            if self._first:
                lines = chain((self._first,), self._stream)
                for number, line in enumerate(lines, 1):
                    yield self._from_bytes(number, line)
        else:
            for number, text in enumerate(self._wide(), 1):
                yield self._from_text(number, text)

    def _from_bytes(self, number: int, line: bytes) -> Outcome | Unreadable:
        ending = "\r\n" if line.endswith(b"\r\n") else "\n" if line.endswith(b"\n") else ""
        data = line[: len(line) - len(ending)]
        try:
            document = read(data, html=self._html, declared=self._declared, errors=self._errors)
        except (BinaryData, UnicodeDecodeError) as error:
            return Unreadable(self._path, number, line, str(error))
        decoded = document.decoded
        is_text = decoded is None or document.text is decoded.text
        result = self._pipeline.run(document)
        return Outcome(
            self._path, data, document, _TEXT if is_text else _PAGE, result, number, ending
        )

    def _from_text(self, number: int, line: str) -> Outcome:
        ending = "\r\n" if line.endswith("\r\n") else "\n" if line.endswith("\n") else ""
        text = line.removesuffix(ending)
        document = read(text, html=self._html)
        envelope = _TEXT if document.text is text else _PAGE
        result = self._pipeline.run(document)
        return Outcome(self._path, text.encode(), document, envelope, result, number, ending)

    def _wide(self) -> Iterator[str]:
        """The lines of a file in UTF-16 or UTF-32, where a line feed is no single byte."""
        chunks = chain((self._first,), iter(lambda: self._stream.read(_CHUNK), b""))
        begun: list[str] = []
        for chunk in codecs.iterdecode(chunks, self.envelope.encoding):
            first, *rest = chunk.split("\n")
            begun.append(first)
            for piece in rest:
                yield "".join(begun) + "\n"
                begun = [piece]
        last = "".join(begun)
        if last:
            yield last
