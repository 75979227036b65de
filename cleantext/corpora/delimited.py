r"""CSV and TSV: the text column is cleaned, every other byte of a row is kept.

The structure is read from bytes, which works in every charset that ASCII is part of; a field is
decoded when its turn has come. The delimiter is that of the first row.

>>> row = b'7,"a ""b"" c",x\r\n'
>>> [row[start:end] for start, end in fields(row, b",")]
[b'7', b'"a ""b"" c"', b'x']
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, BinaryIO

from cleantext.corpora.cleaner import Unfit
from cleantext.corpora.records import Record
from cleantext.corpora.settings import CorpusError

if TYPE_CHECKING:
    from cleantext.corpora.job import Job

_BOM = b"\xef\xbb\xbf"
#: What may stand between the fields of a row.
DELIMITERS = b",\t;|"
#: More lines than this in one row, and a quotation mark was left open somewhere.
_MOST_LINES = 100_000


def delimiter(header: bytes, form: str) -> bytes:
    """Return what stands between the fields of a file, of which `header` is the first row.

    >>> delimiter(b"id;text;url", "csv"), delimiter(b"text", "csv")
    (b';', b',')
    """
    if form == "tsv":
        return b"\t"
    plain = re.sub(rb'"[^"]*"', b"", header)
    best = max(DELIMITERS, key=plain.count)
    return bytes([best]) if best in plain else b","


@cache
def _field(by: bytes) -> re.Pattern[bytes]:
    return re.compile(rb'"(?:[^"]++|"")*+"[^%b\r\n]*|[^%b\r\n]*' % (re.escape(by), re.escape(by)))


def fields(row: bytes, by: bytes) -> list[tuple[int, int]]:
    """Return where the fields of a row begin and end, their quotation marks included."""
    found: list[tuple[int, int]] = []
    position = 0
    while True:
        match = _field(by).match(row, position)
        assert match is not None  # it matches nothing, too
        found.append(match.span())
        position = match.end()
        if row[position : position + 1] != by:
            return found
        position += 1


def value(field: bytes) -> bytes:
    """Return what a field holds, without the quotation marks around it."""
    if field.startswith(b'"') and field.endswith(b'"') and len(field) > 1:
        return field[1:-1].replace(b'""', b'"')
    return field


def quoted(text: bytes, by: bytes, was: bytes) -> bytes:
    """Return a field that holds `text`, in quotation marks if it needs them or had them."""
    if was.startswith(b'"') or by in text or re.search(rb'["\r\n]', text):
        return b'"%b"' % text.replace(b'"', b'""')
    return text


def rows(stream: BinaryIO, longest: int) -> Iterator[tuple[int, bytes]]:
    """Yield each row, which may go over several lines, and the number of its first line, from 0.

    Raises Unfit when a quotation mark is never closed.
    """
    number = 0
    while line := stream.readline(longest + 1):
        first, held = number, [line]
        number += 1
        size, quotes = len(line), line.count(b'"')
        while quotes % 2 and (line := stream.readline(longest + 1)):
            held.append(line)
            number += 1
            size += len(line)
            quotes += line.count(b'"')
            if len(held) > _MOST_LINES or size > longest:
                break
        if size > longest or len(held) > _MOST_LINES:
            raise Unfit(f"line {first + 1}: a quotation mark is never closed, or a row is too long")
        yield first, b"".join(held)


def rewrite(stream: BinaryIO, job: Job, write: Callable[[bytes], object]) -> None:
    """Copy the rows of a stream, their text cleaned."""
    for row in _rewritten(stream, job):
        write(row)


def documents(stream: BinaryIO, job: Job) -> Iterator[Record]:
    """Yield the rows of a stream, their text cleaned, for another format to write."""
    names: list[str] = []
    for number, row in enumerate(_rewritten(stream, job)):
        if number == 0:
            by = delimiter(row, job.piece.format)
            names = [_decoded(row, span) for span in fields(row.removeprefix(_BOM), by)]
            continue
        values = [_decoded(row, span) for span in fields(row, by)]
        yield Record.of(dict(zip(names, values, strict=False)), job.settings)


def _decoded(row: bytes, span: tuple[int, int]) -> str:
    return value(row.removeprefix(_BOM)[span[0] : span[1]]).decode("utf-8", "replace")


def _rewritten(stream: BinaryIO, job: Job) -> Iterator[bytes]:
    settings, tally = job.settings, job.tally
    by = b","
    place = key_place = -1
    width = 0
    for number, row in rows(stream, settings.max_record):
        tally.bytes_in += len(row)
        if place < 0:
            header = row.removeprefix(_BOM)
            by = delimiter(header, job.piece.format)
            names = [value(header[a:b]).decode("utf-8", "replace") for a, b in fields(header, by)]
            if settings.text not in names:
                from cleantext.corpora.columnar import missing

                raise CorpusError(missing(job.piece.source, settings.text, names))
            place, width = names.index(settings.text), len(names)
            key_place = names.index(settings.id) if settings.id in names else -1
            yield row
            continue
        if number % 1024 == 0:
            job.heartbeat()
        if not row.strip():
            yield row
            continue
        if job.picks and not job.wanted(str(number)):
            continue
        spans = fields(row, by)
        if len(spans) != width:
            job.reject(f"a row of {len(spans)} fields, not {width}", row, number)
            continue
        start, end = spans[place]
        field = row[start:end]
        try:
            data = value(field)
            text, recoded = decoded_field(data)
            result = job.cleaner.clean(text)
        except (ValueError, Unfit) as error:
            job.reject(str(error), row, number)
            continue
        if result is not None:
            key = f"{job.piece.source}:{number + 1}"
            if key_place >= 0:
                a, b = spans[key_place]
                key = value(row[a:b]).decode("utf-8", "replace")
            tally.note(key, text, result)
            text = result.text
        if recoded:
            tally.charsets[recoded] += 1
        if recoded or result is not None:
            new = text.encode("utf-8", "replace")
            yield row if new == data else row[:start] + quoted(new, by, field) + row[end:]
        else:
            yield row


def decoded_field(data: bytes) -> tuple[str, str]:
    """Return the text of a field, and its charset unless that is UTF-8.

    Raises ValueError when no reading explains it.
    """
    try:
        return data.decode(), ""
    except UnicodeDecodeError:
        from cleantext.api import decode

        found = decode(data)
        if found.damaged:
            raise ValueError("damaged text: bytes that no reading explains") from None
        return found.text, found.encoding


def columns(stream: BinaryIO, form: str) -> list[str]:
    """Return the names in the first row."""
    header = stream.readline(1 << 20).removeprefix(_BOM)
    by = delimiter(header, form)
    return [value(header[a:b]).decode("utf-8", "replace") for a, b in fields(header, by)]
