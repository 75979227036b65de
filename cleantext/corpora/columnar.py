"""Parquet and Arrow IPC: the text column is cleaned; all else is handed on as it was.

Schema, metadata, row groups, compression and encodings stay. A row group is in memory as a whole;
one too large for that is written as several.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from cleantext.columns import is_text, replaced
from cleantext.corpora.compression import needs
from cleantext.corpora.records import Record, Stream
from cleantext.corpora.settings import MEGABYTE, CorpusError, LimitReached

if TYPE_CHECKING:
    from collections.abc import Callable

    from cleantext.corpora.job import Job

#: Uncompressed bytes of the largest row group that is kept whole.
LARGEST = 96 * MEGABYTE
#: Rows that are read at a time.
_ROWS = 4096


def row_group_bounds(path: str, size: int) -> list[int]:
    """Return the row groups at which to divide a file into parts of about `size` bytes.

    The first is 0, the last the number of row groups.
    """
    from cleantext.corpora.storage import opened

    with opened(path) as stream, _parquet(stream, path) as file:
        groups = file.metadata.num_row_groups
        bounds, held = [0], 0
        for index in range(groups):
            bytes_ = sum(
                file.metadata.row_group(index).column(c).total_compressed_size
                for c in range(file.metadata.num_columns)
            )
            if held and held + bytes_ > size:
                bounds.append(index)
                held = 0
            held += bytes_
        return [*bounds, groups] if groups else [0]


def _pyarrow() -> Any:
    try:
        import pyarrow
    except ImportError as error:
        raise CorpusError(needs("pyarrow")) from error
    return pyarrow


def _parquet(stream: BinaryIO, path: str) -> Any:
    pa = _pyarrow()
    import pyarrow.parquet as pq

    try:
        return pq.ParquetFile(stream, memory_map=False, pre_buffer=False, buffer_size=MEGABYTE)
    except pa.ArrowInvalid as error:
        raise CorpusError(f"{path}: {error}") from error


def rewrite_parquet(stream: BinaryIO, job: Job, write: Callable[[bytes], object]) -> None:
    """Copy the row groups of a piece, their text cleaned."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    with _parquet(stream, job.piece.source) as file:
        column = _column(file.schema_arrow, job)
        groups = range(job.piece.start, job.piece.end or file.metadata.num_row_groups)
        sink: Any = Stream(write)
        with pq.ParquetWriter(sink, file.schema_arrow, **_as_it_was(file)) as writer:
            row = sum(file.metadata.row_group(g).num_rows for g in range(job.piece.start))
            for group in groups:
                for table in _tables(file, group):
                    cleaned = _clean(table, column, row, job)
                    row += table.num_rows
                    if cleaned.num_rows or not job.picks:
                        writer.write_table(cleaned, row_group_size=max(1, cleaned.num_rows))
                    del table, cleaned
                job.tally.bytes_in += file.metadata.row_group(group).total_byte_size
                pa.default_memory_pool().release_unused()
                job.heartbeat()


def _tables(file: Any, group: int) -> Iterator[Any]:
    """The rows of a row group, in one table if that is not too large."""
    import pyarrow as pa

    if file.metadata.row_group(group).total_byte_size <= LARGEST:
        yield file.read_row_group(group, use_threads=False)
        return
    held: list[Any] = []
    size = 0
    for batch in file.iter_batches(_ROWS, row_groups=[group], use_threads=False):
        held.append(batch)
        size += batch.nbytes
        if size >= LARGEST // 2:
            yield pa.Table.from_batches(held)
            held, size = [], 0
    if held:
        yield pa.Table.from_batches(held)


def _as_it_was(file: Any) -> dict[str, Any]:
    """The options that write a file as this one was written."""
    metadata = file.metadata
    options: dict[str, Any] = {"store_schema": b"ARROW:schema" in (metadata.metadata or {})}
    version = str(metadata.format_version)
    options["version"] = version if version in ("1.0", "2.4", "2.6") else "2.6"
    if not metadata.num_row_groups:
        return options
    group = metadata.row_group(0)
    codecs: dict[str, str] = {}
    dictionaries: list[str] = []
    statistics: list[str] = []
    for index in range(metadata.num_columns):
        column = group.column(index)
        codec = column.compression.lower()
        codecs[column.path_in_schema] = {"uncompressed": "none"}.get(codec, codec)
        if any("DICTIONARY" in encoding for encoding in column.encodings):
            dictionaries.append(column.path_in_schema)
        if column.is_stats_set:
            statistics.append(column.path_in_schema)
    options["compression"] = codecs
    options["use_dictionary"] = dictionaries
    options["write_statistics"] = statistics
    return options


def rewrite_arrow(stream: BinaryIO, job: Job, write: Callable[[bytes], object]) -> None:
    """Copy the batches of an Arrow IPC file or stream, their text cleaned."""
    pa = _pyarrow()
    with _Ipc(stream, job.piece.source) as (schema, batches, is_file, options):
        column = _column(schema, job)
        new = pa.ipc.new_file if is_file else pa.ipc.new_stream
        row = 0
        with new(Stream(write), schema, options=options) as writer:
            for batch in batches:
                cleaned = _clean(batch, column, row, job)
                row += batch.num_rows
                writer.write_batch(cleaned)
                job.tally.bytes_in += batch.nbytes
                job.heartbeat()


class _Ipc:
    """An Arrow IPC file or stream: schema, batches, whether it is a file, options to write so."""

    def __init__(self, stream: BinaryIO, path: str) -> None:
        self._stream = stream
        self._path = path

    def __enter__(self) -> tuple[Any, Iterator[Any], bool, Any]:
        pa = _pyarrow()
        head = self._stream.read(6)
        self._stream.seek(0)
        is_file = head == b"ARROW1"
        try:
            if is_file:
                reader = pa.ipc.open_file(self._stream)
                batches = (reader.get_batch(i) for i in range(reader.num_record_batches))
            else:
                reader = pa.ipc.open_stream(self._stream)
                batches = iter(reader)
        except pa.ArrowInvalid as error:
            raise CorpusError(f"{self._path}: {error}") from error
        codec = _codec(self._stream, is_file)
        return reader.schema, batches, is_file, pa.ipc.IpcWriteOptions(compression=codec)

    def __exit__(self, *error: object) -> None:
        pass


def _codec(stream: BinaryIO, is_file: bool) -> str | None:
    """The compression of the batches of an IPC file, which only their bytes tell."""
    position = stream.tell()
    stream.seek(0)
    pa = _pyarrow()
    try:
        if is_file:
            stream.seek(8)
        reader = pa.ipc.MessageReader.open_stream(stream)
        for message in reader:
            if message.type == "record batch":
                # Flatbuffers hold the enumeration nowhere by name: LZ4 frames and zstd frames
                # begin with these marks, after the length of the buffer.
                body = message.body.to_pybytes()[: 1 << 16] if message.body is not None else b""
                if b"\x28\xb5\x2f\xfd" in body:
                    return "zstd"
                if b"\x04\x22\x4d\x18" in body:
                    return "lz4"
                return None
    except (pa.ArrowInvalid, OSError, EOFError):
        return None
    finally:
        stream.seek(position)
    return None


def _column(schema: Any, job: Job) -> str:
    name = job.settings.text
    if name not in schema.names:
        raise CorpusError(missing(job.piece.source, name, schema.names))
    if not is_text(schema.field(name).type):
        raise CorpusError(
            f"{job.piece.source}: column {name!r} holds {schema.field(name).type}, not text"
        )
    return name


def missing(path: str, name: str, names: list[str]) -> str:
    """Return what to say of a column that is not there."""
    from difflib import get_close_matches

    near = get_close_matches(name, names, n=1)
    hint = f"did you mean {near[0]!r}? " if near else ""
    return (
        f"{path}: no column is named {name!r}; {hint}there are {', '.join(names)} (--text-column)"
    )


def _clean(table: Any, column: str, row: int, job: Job) -> Any:
    """A table or batch with its text cleaned; `row` is the number of its first row in the file."""
    import pyarrow as pa

    if job.picks:
        table = _picked(table, row, job)
    names = table.schema.names
    keys = table.column(job.settings.id) if job.settings.id in names else None
    place = table.schema.get_field_index(column)
    old = table.column(place)
    words = pa.types.is_dictionary(old.type)
    texts = old.cast(old.type.value_type) if words else old
    job.tally.without_text += texts.null_count
    chunks: list[Any] = []
    changed = False
    for chunk in texts.chunks if isinstance(texts, pa.ChunkedArray) else [texts]:
        new = _cleaned(chunk, row, keys, job)
        keys = keys and keys.slice(len(chunk))
        row += len(chunk)
        changed = changed or bool(new)
        chunks.append(replaced(chunk, new) if new else chunk)
    if not changed:
        return table
    made = pa.chunked_array(chunks) if isinstance(texts, pa.ChunkedArray) else chunks[0]
    if words:
        made = made.dictionary_encode().cast(old.type)
    return table.set_column(place, table.schema.field(place), made)


def _cleaned(texts: Any, row: int, keys: Any, job: Job) -> dict[int, str]:
    """What becomes of the texts of a chunk that change; `row` is its first, `keys` name them all."""
    cleaner, tally = job.cleaner, job.tally
    lets_by = cleaner.lets_by
    sound = length = 0
    changed: dict[int, str] = {}
    for index, text in enumerate(texts.to_pylist()):
        if text is None:
            continue
        if lets_by(text):
            sound += 1
            length += len(text)
            continue
        result = cleaner.clean(text)
        if result is None:
            continue
        key = f"{job.piece.source}:{row + index}" if keys is None else str(keys[index])
        tally.note(key, text, result)
        if result.text != text:
            changed[index] = result.text
    tally.sound(sound, length)
    return changed


def _picked(table: Any, row: int, job: Job) -> Any:
    """The rows that are in the sample, up to the limit."""
    import pyarrow as pa

    mask: list[bool] = []
    left = job.left()
    for index in range(table.num_rows):
        if left == 0:
            break
        try:
            taken = job.wanted(str(row + index))
        except LimitReached:
            break
        mask.append(taken)
        left -= taken
    mask += [False] * (table.num_rows - len(mask))
    return table.filter(pa.array(mask))


def documents(stream: BinaryIO, job: Job) -> Iterator[Record]:
    """Yield the rows of a piece, their text cleaned, for another format to write."""
    for table in _all_tables(stream, job):
        for fields in table.to_pylist():
            yield Record.of(fields, job.settings)


def _all_tables(stream: BinaryIO, job: Job) -> Iterator[Any]:
    row = 0
    if job.piece.format == "arrow":
        with _Ipc(stream, job.piece.source) as (schema, batches, _, _):
            column = _column(schema, job)
            for batch in batches:
                yield _clean(batch, column, row, job)
                row += batch.num_rows
                job.tally.bytes_in += batch.nbytes
                job.heartbeat()
        return
    with _parquet(stream, job.piece.source) as file:
        column = _column(file.schema_arrow, job)
        row = sum(file.metadata.row_group(g).num_rows for g in range(job.piece.start))
        for group in range(job.piece.start, job.piece.end or file.metadata.num_row_groups):
            for table in _tables(file, group):
                yield _clean(table, column, row, job)
                row += table.num_rows
            job.tally.bytes_in += file.metadata.row_group(group).total_byte_size
            job.heartbeat()


def columns(stream: BinaryIO, form: str, path: str) -> list[str]:
    """Return the names of the columns."""
    if form == "parquet":
        with _parquet(stream, path) as file:
            return list(file.schema_arrow.names)
    with _Ipc(stream, path) as (schema, _, _, _):
        return list(schema.names)
