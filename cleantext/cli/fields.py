"""Files of records, JSON lines and CSV: each string is a document of its own.

Cleaning such a file as one text would break it: a quotation mark that an entity stood for ends a
string. So each value is taken out, cleaned, and put back with the escapes of its format; every
other byte stays. Which values: those of the columns that were named, by default all strings.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from os.path import splitext
from typing import TYPE_CHECKING

from cleantext.cli.outcome import Outcome, Placed
from cleantext.document import Document
from cleantext.envelope import Envelope
from cleantext.pipeline import Pass, Pipeline, Result

if TYPE_CHECKING:
    from collections.abc import Callable

_KINDS = {
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".jsonlines": "jsonl",
    ".csv": "csv", ".tsv": "tsv", ".tab": "tsv",
}  # fmt: skip


class Broken(ValueError):
    """A record that does not follow its format, and is left as it is."""

    def __init__(self, number: int, message: str) -> None:
        super().__init__(message)
        self.number = number


def kind_of(path: str) -> str:
    """Return the format of a file of records, told by its name; nothing for any other file.

    >>> kind_of("data/a.JSONL"), kind_of("notes.txt")
    ('jsonl', '')
    """
    return _KINDS.get(splitext(path)[1].lower(), "")


class _Joined(Result):
    """What was done to the fields of a record; positions are those of the fields."""

    before = ""

    @property
    def changed(self) -> bool:
        """Whether the record differs from what went in."""
        return self.text != self.before


class Record(Outcome):
    """One record of a file, from line `number` on, and what became of it.

    `values` are the results of its fields with the column, in code points from 1, where each begins.
    """

    def __init__(
        self, path: str, before: str, after: str, number: int, values: list[tuple[int, Result]]
    ) -> None:
        self._after = after
        self._values = values
        trail = [Pass(e.filter, e.edits) for _, result in values for e in result.trail]
        result = _Joined(after, tuple(trail))
        result.before = before
        super().__init__(path, before.encode(), Document(before), Envelope(), result, number)
        self.changed = after != before

    @property
    def text(self) -> str:
        """The record as it comes out."""
        return self._after

    @property
    def before(self) -> str:
        """The record as it went in."""
        return self.document.text

    def placed(self) -> Iterator[Placed]:
        """Yield the changes of each field; a column is where the field begins."""
        for column, result in self._values:
            for change in result.changes():
                yield Placed(self.number or 1, column, change.start, change.end, change)


def records(
    path: str,
    text: str,
    pipeline: Pipeline,
    kind: str,
    columns: tuple[str, ...],
    narrow: Callable[[Result, str], Result],
) -> Iterator[Record | tuple[str, Broken | None]]:
    """Yield what becomes of each record; text in which nothing is found comes as it is.

    `narrow` is given each result and its text, and may take changes back.
    """
    data = text.encode("utf-8", "surrogatepass")
    rows = _json_rows(data, columns) if kind == "jsonl" else _csv_rows(data, kind, columns)
    for number, line, fields, error in rows:
        found: list[tuple[int, Result]] = []
        new = line
        for start, value, put in reversed(fields):
            result = pipeline.run(value)
            if not (result.trail or result.findings):
                continue
            result = narrow(result, value)
            if not (result.trail or result.findings):
                continue
            found.append((len(line[:start].decode("utf-8", "replace")) + 1, result))
            if result.text != value:
                new = put(new, result.text)
        shown = line.decode("utf-8", "surrogatepass")
        if found:
            after = new.decode("utf-8", "surrogatepass")
            yield Record(path, shown, after, number, found[::-1])
        else:
            yield shown, Broken(number, error) if error else None


_Field = tuple[int, str, "Callable[[bytes, str], bytes]"]
_Row = tuple[int, bytes, list[_Field], str]


def _json_rows(data: bytes, columns: tuple[str, ...]) -> Iterator[_Row]:
    import json
    from functools import partial

    from cleantext.json_slices import replace, slices, text_of

    for number, line in enumerate(io.BytesIO(data), 1):
        if not line.strip():
            yield number, line, [], ""
            continue
        try:
            if not isinstance(json.loads(line.decode("utf-8", "replace"), strict=False), dict):
                raise ValueError("no JSON object")
            fields: list[_Field] = [
                (each.start, text_of(line, each), partial(_put, replace, each))
                for each in slices(line)
                if each.is_text and (not columns or each.key in columns)
            ]
        except (ValueError, RecursionError) as error:
            yield number, line, [], f"no JSON: {error}; left as it is"
        else:
            yield number, line, fields, ""


def _put(replace: Callable[..., bytes], place: object, line: bytes, text: str) -> bytes:
    return replace(line, place, text)


def _csv_rows(data: bytes, kind: str, columns: tuple[str, ...]) -> Iterator[_Row]:
    from functools import partial

    from cleantext.corpora import delimited
    from cleantext.corpora.cleaner import Unfit

    names: list[str] = []
    by = b","
    try:
        for number, row in delimited.rows(io.BytesIO(data), max(1, len(data))):
            if not names:
                by = delimited.delimiter(row, kind)
            spans = delimited.fields(row, by)
            values = [delimited.value(row[a:b]).decode("utf-8", "surrogatepass") for a, b in spans]
            names = names or values
            wanted: list[_Field] = [
                (span[0], value, partial(_put_field, span, by))
                for index, (span, value) in enumerate(zip(spans, values, strict=True))
                if value and (not columns or (index < len(names) and names[index] in columns))
            ]
            yield number + 1, row, wanted, ""
    except Unfit as error:
        raise Broken(1, str(error)) from error


def _put_field(span: tuple[int, int], by: bytes, row: bytes, text: str) -> bytes:
    from cleantext.corpora.delimited import quoted

    start, end = span
    new = quoted(text.encode("utf-8", "surrogatepass"), by, row[start:end])
    return row[:start] + new + row[end:]
