"""JSON lines: the text field is cleaned, every other byte of a line is kept.

A line is parsed for its text alone; where nothing is done to it, and that is most of them, the
block of lines that it stands in is written as it was read. What `msgspec` refuses and Python takes,
half characters and NaN, is read by Python; a text that is not UTF-8 is decoded as any bytes are.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from cleantext.corpora.cleaner import Unfit
from cleantext.corpora.compression import needs
from cleantext.corpora.job import Job
from cleantext.corpora.lines import Block, blocks
from cleantext.corpora.records import Record
from cleantext.corpora.settings import CorpusError, LimitReached
from cleantext.json_slices import Slice, replace, slices, text_of
from cleantext.pipeline import Result

BOM = b"\xef\xbb\xbf"
Write = Callable[[bytes], object]


def rewrite(stream: BinaryIO, job: Job, write: Write) -> None:
    """Copy the lines of a stream, their text cleaned; the unreadable go to the quarantine."""
    for _ in _stepwise(stream, job, write):
        pass


def _stepwise(stream: BinaryIO, job: Job, write: Write) -> Iterator[None]:
    piece = job.piece
    lines = Lines(job)
    number = 0
    longest = job.settings.max_record
    pending: tuple[Any, dict[str, object]] | None = None
    for block in blocks(stream, piece.start, piece.end, longest):
        if block.long:
            if block.long == 1:
                reason = (
                    f"too long: a line of more than {longest} bytes (--max-record sets the limit)"
                )
                pending = job.reject_long(reason, number, block.offset)
                number += 1
            assert pending is not None
            pending[0].write(block.data)
            pending[1]["bytes"] = pending[0].size
        else:
            if pending:
                job.note(pending[1])
                pending = None
            number += lines.copy(block, number, write)
        job.tally.bytes_in += len(block.data)
        job.heartbeat()
        yield
    if pending:
        job.note(pending[1])


class Lines:
    """Cleans the texts of lines."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._field = job.settings.text
        self._decode = _decoder(self._field)

    def copy(self, block: Block, number: int, write: Write) -> int:
        """Write a block of whole lines, cleaned; return how many there were."""
        cleaner, tally, picks = self._job.cleaner, self._job.tally, self._job.picks
        decode, lets_by = self._decode, cleaner.lets_by
        sound = length = 0
        data = block.data
        lines = data.split(b"\n")
        last = lines.pop()  # empty, unless the file ends without a line feed
        if last:
            lines.append(last)
        changed: dict[int, bytes | None] = {}
        for index, line in enumerate(lines):
            if picks and line:
                tally.sound(sound, length)  # up to here, for the limit
                sound = length = 0
                try:
                    wanted = self._job.wanted(str(number + index))
                except LimitReached:
                    write(_joined(lines[:index], changed, False))
                    raise
                if not wanted:
                    changed[index] = None
                    continue
            try:
                text = decode(line).text
                if text is None:
                    tally.without_text += 1
                    continue
                if lets_by(text):
                    sound += 1
                    length += len(text)
                    continue
                result = cleaner.clean(text)
                if result is None:
                    continue
            except Exception:
                # Whatever is wrong is found out, and told, at leisure.
                new = self._by_hand(line, number + index)
            else:
                self._note(line, number + index, text, result)
                new = line
                if result.text != text:
                    new = replace(line, self._place(line), result.text)
            if new is not line:
                changed[index] = new
        tally.sound(sound, length)
        write(_joined(lines, changed, bool(last)) if changed else data)
        return len(lines)

    def _place(self, line: bytes) -> Slice:
        return next(each for each in reversed(slices(line)) if each.key == self._field)

    def _note(self, line: bytes, number: int, text: str, result: Result) -> None:
        job = self._job
        found = next((each for each in slices(line) if each.key == job.settings.id), None)
        if found:
            key = line[found.start : found.end].decode("utf-8", "replace").strip('"')
        else:
            key = f"{job.piece.source}:{job.line_number(number)}"
        job.tally.note(key, text, result)

    def _by_hand(self, line: bytes, number: int) -> bytes | None:
        """The line, cleaned, or None when it went to the quarantine."""
        mark = BOM if number == 0 and self._job.piece.start == 0 and line.startswith(BOM) else b""
        body = line[len(mark) :]
        if not body.strip():
            return line
        try:
            return self._careful(line, mark, body, number)
        except RecursionError:
            reason = "nested too deeply"
        except (ValueError, Unfit) as error:
            reason = str(error)
        self._job.reject(reason, line, number)
        return None

    def _careful(self, line: bytes, mark: bytes, body: bytes, number: int) -> bytes:
        try:
            found = json.loads(body.decode("utf-8", "surrogateescape"), strict=False)
        except ValueError as error:
            raise ValueError(f"no JSON: {error}") from error
        if not isinstance(found, dict):
            raise ValueError("no JSON object")
        place = next((e for e in reversed(slices(body)) if e.key == self._field), None)
        if place is None or not place.is_text:
            self._job.tally.without_text += 1
            return line
        try:
            text, recoded = text_of(body, place), False
        except UnicodeDecodeError:
            text, recoded = self._decoded(body[place.start : place.end]), True
        result = self._job.cleaner.clean(text)
        if result is not None:
            self._note(body, number, text, result)
        clean = text if result is None else result.text
        return mark + replace(body, place, clean) if recoded or clean != text else line

    def _decoded(self, value: bytes) -> str:
        """The string that a JSON value holds which is not UTF-8."""
        from cleantext.api import decode

        decoded = decode(value)
        if decoded.damaged:
            raise ValueError("damaged text: bytes that no reading explains")
        self._job.tally.charsets[decoded.encoding] += 1
        return str(json.loads(decoded.text, strict=False))


def _joined(lines: list[bytes], changed: dict[int, bytes | None], open_ended: bool) -> bytes:
    """The lines with some of them changed or left out; `open_ended`: the last has no line feed."""
    final = len(lines) - 1
    kept: list[bytes] = []
    for index, line in enumerate(lines):
        new = changed.get(index, line)
        if new is not None:
            kept.append(new)
            kept.append(b"" if open_ended and index == final else b"\n")
    return b"".join(kept)


def _decoder(field: str) -> Callable[[bytes], Any]:
    """A parser of lines that looks at one field only, and returns it as `text`."""
    try:
        import msgspec
    except ImportError as error:
        raise CorpusError(needs("msgspec")) from error
    record = msgspec.defstruct(
        "Record", [("text", str | None, None)], rename={"text": field}, gc=False
    )
    return msgspec.json.Decoder(record).decode


def columns(stream: BinaryIO) -> list[str] | None:
    """Return the fields of the first record, or None when there is no record to tell."""
    for _ in range(100):
        line = stream.readline(1 << 20).removeprefix(BOM)
        if not line:
            return None
        try:
            found = json.loads(line.decode("utf-8", "surrogateescape"))
        except ValueError:
            continue
        return list(found) if isinstance(found, dict) else []
    return None


def documents(stream: BinaryIO, job: Job) -> Iterator[Record]:
    """Yield the records of a stream, their text cleaned, for another format to write."""
    kept: list[bytes] = []
    settings = job.settings
    rewrite_to = kept.append
    # One block at a time is rewritten, and what came of it parsed.
    for _ in _stepwise(stream, job, rewrite_to):
        for line in b"".join(kept).split(b"\n"):
            if line.strip():
                fields = json.loads(line.removeprefix(BOM).decode("utf-8", "replace"))
                yield Record.of(fields, settings)
        kept.clear()
