"""Documents on their way into another format: JSON lines, Parquet, or plain text."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple

from cleantext.corpora.settings import CorpusError, Settings

#: Rows, and characters of text, of a row group of the Parquet that is written.
ROWS, CHARACTERS = 10_000, 32 << 20


class Record(NamedTuple):
    """A document: its text, what names it, where it is from, and the other fields."""

    id: str | None
    url: str | None
    text: str | None
    more: dict[str, Any]

    @classmethod
    def of(cls, fields: dict[str, Any], settings: Settings) -> Record:
        """Return the record of some named values."""
        more = dict(fields)
        key, url, text = (
            more.pop(name, None) for name in (settings.id, settings.url, settings.text)
        )
        return cls(_text(key), _text(url), text if isinstance(text, str) else None, more)


def _text(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else json.dumps(value)


class JsonWriter:
    """Writes a record as a JSON object a line: `id`, `url`, `text`, and the other fields."""

    def __init__(self, write: Callable[[bytes], object], settings: Settings) -> None:
        self._write = write
        self._names = settings.id, settings.url, settings.text

    def add(self, record: Record) -> None:
        """Write one record."""
        key, url, text = self._names
        fields: dict[str, Any] = {}
        if record.id is not None:
            fields[key] = record.id
        if record.url is not None:
            fields[url] = record.url
        fields[text] = record.text
        line = json.dumps({**fields, **record.more}, ensure_ascii=False, default=str)
        try:
            data = line.encode()
        except UnicodeEncodeError:
            data = json.dumps({**fields, **record.more}, default=str).encode()
        self._write(data + b"\n")

    def close(self) -> None:
        """Do nothing more."""


class TextWriter:
    """Writes the texts alone, an empty line between them."""

    def __init__(self, write: Callable[[bytes], object], settings: Settings) -> None:
        self._write = write
        self._first = True

    def add(self, record: Record) -> None:
        """Write one text."""
        if record.text is None:
            return
        if not self._first:
            self._write(b"\n")
        self._first = False
        text = record.text.encode("utf-8", "replace")
        self._write(text if text.endswith(b"\n") else text + b"\n")

    def close(self) -> None:
        """Do nothing more."""


class ParquetWriter:
    """Writes the columns id, url and text, and the other fields as JSON in the column `more`.

    The other fields are one column because those of one shard need not be those of the next.
    """

    def __init__(self, write: Callable[[bytes], object], settings: Settings) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        names = [settings.id, settings.url, settings.text]
        if "more" in names:
            raise CorpusError("a column is named more, which --to parquet needs for itself")
        self._schema = pa.schema([(name, pa.large_string()) for name in (*names, "more")])
        sink: Any = Stream(write)
        self._writer = pq.ParquetWriter(sink, self._schema, compression="zstd")
        self._rows: list[tuple[str | None, ...]] = []
        self._characters = 0

    def add(self, record: Record) -> None:
        """Take in one record."""
        more = json.dumps(record.more, ensure_ascii=False, default=str) if record.more else None
        row = (record.id, record.url, record.text, more)
        self._rows.append(tuple(None if each is None else _sound(each) for each in row))
        self._characters += sum(len(each or "") for each in row)
        if len(self._rows) >= ROWS or self._characters >= CHARACTERS:
            self._flush()

    def _flush(self) -> None:
        import pyarrow as pa

        if self._rows:
            columns = [list(each) for each in zip(*self._rows, strict=True)]
            table = pa.table(columns, schema=self._schema)
            self._writer.write_table(table, row_group_size=len(self._rows))
            self._rows, self._characters = [], 0

    def close(self) -> None:
        """Write what is left, and the end of the file."""
        self._flush()
        self._writer.close()


def _sound(text: str) -> str:
    """The text without lone surrogates, which Arrow cannot hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text


class Stream:
    """A function that takes bytes, as the file that Arrow writes to."""

    closed = False

    def __init__(self, write: Callable[[bytes], object]) -> None:
        self._write = write
        self._position = 0

    def write(self, data: Any) -> int:
        """Write bytes, or anything that holds them."""
        view = memoryview(data)
        self._write(view)  # type: ignore[arg-type]
        self._position += len(view)
        return len(view)

    def tell(self) -> int:
        """Return how much was written."""
        return self._position

    def flush(self) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Do nothing: whoever owns the function closes it."""

    def writable(self) -> bool:
        """Return that it is."""
        return True

    def readable(self) -> bool:
        """Return that it is not."""
        return False

    def seekable(self) -> bool:
        """Return that it is not."""
        return False


WRITERS: dict[str, type[JsonWriter] | type[TextWriter] | type[ParquetWriter]] = {
    "jsonl": JsonWriter,
    "text": TextWriter,
    "parquet": ParquetWriter,
}
