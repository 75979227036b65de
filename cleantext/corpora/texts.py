"""Plain text, HTML, and lines: bytes in any charset to clean UTF-8.

A file of text or HTML is one document. In the format `lines` each line is one, decoded by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from cleantext.api import read
from cleantext.corpora.cleaner import Unfit
from cleantext.corpora.lines import blocks
from cleantext.corpora.records import Record
from cleantext.decoding import BinaryData
from cleantext.envelope import is_crlf

if TYPE_CHECKING:
    from cleantext.corpora.job import Job

Write = Callable[[bytes], object]


def rewrite(stream: BinaryIO, job: Job, write: Write) -> None:
    """Write the clean text of a file; nothing if it went to the quarantine."""
    for record in documents(stream, job):
        write((record.text or "").encode("utf-8", "replace"))


def documents(stream: BinaryIO, job: Job) -> Iterator[Record]:
    """Yield the one document of a file."""
    longest = job.settings.max_record
    job.empty = True
    data = stream.read(longest + 1)
    job.tally.bytes_in += len(data)
    if not job.wanted(""):
        return
    if len(data) > longest:
        _too_long(stream, data, job)
        return
    text, charset = clean_bytes(data, job, job.piece.source, html=job.piece.format == "html")
    if text is not None:
        job.empty = False
        yield Record(job.piece.source, None, text, {"charset": charset})


def _too_long(stream: BinaryIO, data: bytes, job: Job) -> None:
    reason = (
        f"too long: a text of more than {job.settings.max_record} bytes (--max-record sets the "
        "limit; --format lines takes each line for a document)"
    )
    job.reject(reason, b"", None, size=job.piece.size)


def clean_bytes(
    data: bytes,
    job: Job,
    key: str,
    *,
    html: bool | None,
    declared: str | None = None,
    line: int | None = None,
    raw: bytes | None = None,
) -> tuple[str | None, str]:
    """Return the clean text of some bytes and their charset; no text if they were rejected."""
    try:
        document = read(data, html=html, declared=declared)
        decoded = document.decoded
        assert decoded is not None  # it was read from bytes
        job.tally.charsets[decoded.encoding] += 1
        before = document.text
        crlf = document.text is decoded.text and is_crlf(before)
        if crlf:
            before = before.replace("\r\n", "\n")
        result = job.cleaner.clean(document if not crlf else before)
    except (BinaryData, Unfit, ValueError) as error:
        job.reject(str(error), data if raw is None else raw, line)
        return None, ""
    text = before
    if result is not None:
        job.tally.note(key, before, result)
        text = result.text
    return text.replace("\n", "\r\n") if crlf else text, decoded.encoding


def rewrite_lines(stream: BinaryIO, job: Job, write: Write) -> None:
    """Write the lines of a stream, each cleaned by itself."""
    for line in _lines(stream, job):
        write(line)


def documents_of_lines(stream: BinaryIO, job: Job) -> Iterator[Record]:
    """Yield the lines of a stream, each a document."""
    for line in _lines(stream, job):
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        yield Record(None, None, text, {"source": job.piece.source})


def _lines(stream: BinaryIO, job: Job) -> Iterator[bytes]:
    number = 0
    clean = job.cleaner.clean
    long: tuple[Any, dict[str, object]] | None = None
    for block in blocks(stream, job.piece.start, job.piece.end, job.settings.max_record):
        job.tally.bytes_in += len(block.data)
        if block.long:
            if block.long == 1:
                reason = f"too long: a line of more than {job.settings.max_record} bytes"
                long = job.reject_long(reason, number, block.offset)
                job.note(long[1])
                number += 1
            assert long is not None
            long[0].write(block.data)
            continue
        for line in _split(block.data):
            body = line.rstrip(b"\r\n")
            end = line[len(body) :]
            number += 1
            if job.picks and not job.wanted(str(number)):
                continue
            try:
                text = body.decode()
                result = clean(text)
            except (UnicodeDecodeError, Unfit):
                key = f"{job.piece.source}:{job.line_number(number - 1)}"
                new, _ = clean_bytes(body, job, key, html=False, line=number - 1, raw=line)
                if new is not None:
                    yield new.replace("\n", " ").encode("utf-8", "replace") + end
                continue
            if result is None:
                yield line
                continue
            job.tally.note(f"{job.piece.source}:{job.line_number(number - 1)}", text, result)
            yield result.text.replace("\n", " ").encode("utf-8", "replace") + end
        job.heartbeat()


def _split(data: bytes) -> list[bytes]:
    """The lines of some bytes, which end with line feeds only."""
    lines = data.split(b"\n")
    last = lines.pop()
    return [line + b"\n" for line in lines] + ([last] if last else [])
