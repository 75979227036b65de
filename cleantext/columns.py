"""Cleaning a column of an Arrow table; what needs no cleaning keeps its buffers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

    from cleantext.pipeline import Pipeline


def clean_batch(pipeline: Pipeline, batch: Any, column: str) -> Any:
    """Return a RecordBatch or Table with the texts of a column cleaned, or a column by itself.

    The very same object comes back when there was nothing to do. Raises KeyError, naming the
    columns, when there is none of that name, and TypeError when it holds no text.
    """
    if not hasattr(batch, "schema"):
        return clean_array(batch, pipeline.clean)
    index = batch.schema.get_field_index(column)
    if index < 0:
        raise KeyError(f"no column is named {column!r}; there are {', '.join(batch.schema.names)}")
    field = batch.schema.field(index)
    old = batch.column(index)
    new = clean_array(old, pipeline.clean)
    return batch if new is old else batch.set_column(index, field, new)


def clean_array(array: Any, clean: Callable[[str], str | None]) -> Any:
    """Return an Array or ChunkedArray with `clean` applied to each text that is not null.

    `clean` returns the same text, or None, where there was nothing to do.
    """
    import pyarrow as pa

    if isinstance(array, pa.ChunkedArray):
        chunks = [clean_array(chunk, clean) for chunk in array.chunks]
        if all(new is old for new, old in zip(chunks, array.chunks, strict=True)):
            return array
        return pa.chunked_array(chunks, type=array.type)
    if pa.types.is_dictionary(array.type):
        words = clean_array(array.dictionary, clean)
        if words is array.dictionary:
            return array
        # Two entries may have become the same, which a dictionary must not hold.
        return (
            array.from_arrays(array.indices, words)
            .cast(words.type)
            .dictionary_encode()
            .cast(array.type)
        )
    if not is_text(array.type):
        raise TypeError(f"the column holds {array.type}, not text")
    changed: dict[int, str] = {}
    for index, text in enumerate(array.to_pylist()):
        if text is not None:
            new = clean(text)
            if new is not None and new is not text and new != text:
                changed[index] = new
    return replaced(array, changed) if changed else array


def is_text(kind: pa.DataType) -> bool:
    """Return whether a type holds strings."""
    import pyarrow as pa

    if pa.types.is_dictionary(kind):
        return is_text(kind.value_type)
    return bool(
        pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)
    )


def replaced(array: Any, changed: dict[int, str]) -> Any:
    """Return an array with some texts replaced; what stands between them is copied as it is."""
    import pyarrow as pa

    pieces: list[Any] = []
    position = 0
    for index, text in changed.items():
        if index > position:
            pieces.append(array.slice(position, index - position))
        # Arrow holds no half of a character.
        sound = text.encode("utf-8", "replace").decode()
        pieces.append(pa.array([sound], type=array.type))
        position = index + 1
    if position < len(array):
        pieces.append(array.slice(position))
    return pa.concat_arrays(pieces)
