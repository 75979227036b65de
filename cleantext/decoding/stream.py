"""Text from a stream of bytes of any length, in bounded memory, decided as late as can be.

ASCII reads the same in nearly every charset, so it is handed on without a decision, however much
of it there is. The decision falls at the first byte that ASCII does not hold, from as much as
stands in the window around it. From then on the stream is read by that encoding, window by window;
lines of it that are UTF-8 in a legacy stream, or not UTF-8 in a UTF-8 stream, are still read for
what they are.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cleantext.decoding import lenient
from cleantext.decoding.ladder import BOMS, decode
from cleantext.decoding.result import Decoded

#: Bytes that are read at a time, and looked at for the decision.
WINDOW = 1 << 17
#: Spans of damage beyond so many are counted and not kept.
KEPT = 1000


class Reader:
    """The text of `stream`, in pieces, as they are asked for.

    `declared`, `candidates` and `errors` are as for `decode`. `window` is how many bytes are read at
    a time. Memory is bounded by a few windows; a line longer than a window may be cut for the
    decision which of its parts is damaged, never between the bytes of one character.

    While pieces are read, `encoding` becomes known ("ascii" until then), and so do `alternatives`,
    `bom`, `certain` and `also`, which mean what they mean in Decoded. `damaged` keeps the first
    thousand spans (byte offsets in the stream), `damages` counts them all.

    >>> import io
    >>> late = io.BytesIO(b"plain words " * 30_000 + "and a café".encode("cp1252"))
    >>> reader = Reader(late)
    >>> "".join(reader)[-10:], reader.encoding
    ('and a café', 'cp1252')
    >>> "".join(Reader(io.BytesIO("Sound, and so it stays: naïve".encode())))
    'Sound, and so it stays: naïve'

    Reading raises BinaryData when what comes first, or what comes up first beyond ASCII, is no
    text, and what `decode` raises.
    """

    def __init__(
        self,
        stream: BinaryIO,
        *,
        declared: str | None = None,
        candidates: Iterable[str] | None = None,
        errors: str = "replace",
        window: int = WINDOW,
    ) -> None:
        if window < 16:
            raise ValueError(f"a window of {window} bytes is too small to decide from")
        self._stream = stream
        self._declared = declared
        self._candidates = None if candidates is None else tuple(candidates)
        self._errors = errors
        self._window = window
        self._offset = 0
        self.encoding = "ascii"
        self.certain = True
        self.alternatives: tuple[str, ...] = ()
        self.bom = False
        self.also: str | None = None
        self.damaged: list[lenient.Span] = []
        self.damages = 0

    def __iter__(self) -> Iterator[str]:
        rest = b""
        while True:
            more = self._read()
            buffer = rest + more
            if not buffer:
                return
            if self.encoding == "ascii":
                if _is_plain(buffer):
                    self._offset += len(buffer)
                    rest = b""
                    yield buffer.decode("ascii")
                    continue
                # The first byte beyond ASCII may be the last of the window: read what follows.
                following = self._read()
                buffer += following
                more = more and following
                mark = self._decide(buffer)
                self._offset += mark
                buffer = buffer[mark:]
                if _has_states(self.encoding):
                    yield from self._states(buffer)
                    return
            chunk, rest = _cut(buffer, self.encoding) if more else (buffer, b"")
            found = self._next(chunk)
            self._note(lenient.shift(found.damaged, self._offset))
            self._offset += len(chunk)
            self.certain = self.certain and found.certain
            self.also = self.also or found.also
            yield found.text

    def _decide(self, buffer: bytes) -> int:
        """Decide from the first window that is not plain; return how long its mark is, in bytes."""
        # A byte order mark is one at the beginning of the stream only.
        space = b" " if self._offset else b""
        found = decode(space + buffer, declared=self._declared, candidates=self._candidates)
        self.encoding, self.alternatives, self.bom = found.encoding, found.alternatives, found.bom
        self.certain = found.certain or found.encoding in ("ascii", "utf-8")
        return next(len(mark) for mark, _ in BOMS if buffer.startswith(mark)) if found.bom else 0

    def _next(self, chunk: bytes) -> Decoded:
        """Decode a later window, whole lines as a rule."""
        try:
            text = chunk.decode()
        except UnicodeDecodeError:
            pass
        else:
            if self.encoding in ("ascii", "utf-8") or text.isascii():
                return Decoded(text, self.encoding, self.certain)
            if len(chunk.translate(None, _ASCII)) >= _NO_CHANCE:
                return Decoded(text, self.encoding, self.certain, also="utf-8")
        if self.encoding == "utf-8":
            from cleantext.decoding.beyond import decode_by_line

            return decode_by_line(chunk, None, self._candidates, self._errors)
        text, damaged = lenient.decode(chunk, self.encoding, self._errors)
        return Decoded(text, self.encoding, False, (), damaged)

    def _states(self, chunk: bytes) -> Iterator[str]:
        """Decode all the rest by an encoding in which windows cannot stand alone."""
        decoder = lenient.Incremental(self.encoding, self._errors, self._offset)
        while chunk:
            following = self._read()
            text, spans = decoder.decode(chunk, final=not following)
            self._note(spans)
            yield text
            chunk = following

    def _note(self, spans: tuple[lenient.Span, ...]) -> None:
        self.damages += len(spans)
        self.damaged += spans[: max(0, KEPT - len(self.damaged))]

    def _read(self) -> bytes:
        return self._stream.read(self._window) or b""


_ASCII = bytes(range(0x80))
#: So many bytes beyond ASCII that are well-formed UTF-8 throughout are so by no chance.
_NO_CHANCE = 12


def _is_plain(data: bytes) -> bool:
    """Whether `data` is ASCII and cannot be the beginning of anything else."""
    if not data.isascii() or b"\0" in data or b"\x1b" in data:
        return False
    return not data.startswith(b"%PDF-") and b"~{" not in data and not data.endswith(b"~")


def _has_states(encoding: str) -> bool:
    """Whether an encoding has states, or characters that a line feed may be a part of."""
    return encoding.startswith(("utf-16", "utf-32", "utf-7", "iso2022", "hz"))


def _cut(data: bytes, encoding: str) -> tuple[bytes, bytes]:
    """Divide `data` after its last line, or its last word, or its last whole character."""
    place = data.rfind(b"\n") + 1 or data.rfind(b" ") + 1
    if place * 2 < len(data):
        name = "utf-8" if encoding == "ascii" else encoding
        decoder = codecs.getincrementaldecoder(name)("replace")
        decoder.decode(data)
        place = len(data) - len(decoder.getstate()[0])
    return data[:place], data[place:]
