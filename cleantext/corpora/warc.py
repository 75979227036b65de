"""WARC: the text of every page that a server answered with, decoded with its HTTP headers.

Responses of HTML and plain text are documents; other records are counted as left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from cleantext.corpora.compression import needs
from cleantext.corpora.records import Record
from cleantext.corpora.settings import CorpusError
from cleantext.corpora.texts import clean_bytes

if TYPE_CHECKING:
    from cleantext.corpora.job import Job

_HTML = ("text/html", "application/xhtml+xml")
_TEXT = ("text/plain",)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([^\s;\"']+)", re.I)


def documents(stream: BinaryIO, job: Job) -> Iterator[Record]:
    """Yield the documents of a stream of WARC records."""
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError as error:
        raise CorpusError(needs("fastwarc")) from error
    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    counted: Any = _Counted(stream, job)
    longest = job.settings.max_record
    for number, record in enumerate(ArchiveIterator(counted, record_types=kinds, parse_http=True)):
        kind, declared, status = _media(record)
        if not kind.startswith(_HTML + _TEXT) or not 200 <= status < 300:
            job.tally.left_out += 1
            continue
        key = record.record_id
        if job.picks and not job.wanted(key or str(number)):
            continue
        url = record.headers.get("WARC-Target-URI")
        place = {"record": number + 1, "id": key, "url": url}
        body = record.reader.read(longest + 1)
        if len(body) > longest:
            job.reject(f"too long: a page of more than {longest} bytes", b"", None, **place)
            continue
        body = _unpacked(body, record)
        html = kind.startswith(_HTML)
        text, charset = clean_bytes(
            body, job, url or key or str(number), html=html, declared=declared
        )
        job.heartbeat()
        if text is not None:
            more = {"date": record.headers.get("WARC-Date"), "charset": charset}
            yield Record(key, url, text, more)


def _media(record: Any) -> tuple[str, str | None, int]:
    """Media type, declared charset and HTTP status of a record."""
    http = record.http_headers
    if http is None:
        kind = record.headers.get("Content-Type") or ""
        status = 200
    else:
        kind = http.get("Content-Type") or ""
        status = http.status_code or 200
    charset = _CHARSET.search(kind)
    return kind.strip().lower(), charset and charset.group(1), status


def _unpacked(body: bytes, record: Any) -> bytes:
    """The body without the transfer and content encodings that the server put around it."""
    http = record.http_headers
    if http is None:
        return body
    if "chunked" in (http.get("Transfer-Encoding") or "").lower():
        body = _unchunked(body)
    encoding = (http.get("Content-Encoding") or "").strip().lower()
    if encoding in ("gzip", "x-gzip", "deflate") and body:
        import zlib

        for bits in (47, -15):
            try:
                return zlib.decompressobj(bits).decompress(body)
            except zlib.error:
                continue
    return body


def _unchunked(body: bytes) -> bytes:
    """The body without chunk sizes, or as it is when it has none (crawlers take them out)."""
    pieces: list[bytes] = []
    position = 0
    while match := re.compile(rb"([0-9a-fA-F]{1,8})[^\r\n]*\r\n").match(body, position):
        size = int(match.group(1), 16)
        if not size:
            return b"".join(pieces)
        pieces.append(body[match.end() : match.end() + size])
        position = match.end() + size + 2
    return b"".join(pieces) if pieces else body


class _Counted:
    """A stream that tells the tally how much was read of it."""

    def __init__(self, stream: BinaryIO, job: Job) -> None:
        self._stream = stream
        self._job = job

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._job.tally.bytes_in += len(data)
        return data

    def tell(self) -> int:
        return self._job.tally.bytes_in

    def close(self) -> None:
        pass
