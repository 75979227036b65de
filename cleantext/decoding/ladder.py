"""The order of decisions from bytes to text.

BOM, then ASCII, then UTF-8, then what was declared, then what statistics say. UTF-8 comes before
any declaration because text in a legacy charset is hardly ever valid UTF-8 by chance, while
declarations are often wrong.
"""

from __future__ import annotations

import codecs
from typing import NamedTuple

#: Byte order marks, the longer before the shorter that it begins with.
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class BinaryData(ValueError):
    """The bytes are no text."""


class Decoded(NamedTuple):
    """A text and how it was read from bytes.

    `text` has no byte order mark. `encoding` is a name that Python's codecs know. `certain` says
    whether a mark or strict UTF-8 proved it; otherwise it is the likeliest reading, and
    `alternatives` name the next ones. `damaged` lists the spans (byte offsets) that no reading
    explains; each is U+FFFD in the text. `bom` says whether the bytes began with a byte order
    mark, `declared` repeats what was declared.
    """

    text: str
    encoding: str
    certain: bool
    alternatives: tuple[str, ...] = ()
    damaged: tuple[tuple[int, int], ...] = ()
    bom: bool = False
    declared: str | None = None


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    """Return the text of `data` with the encoding that it was read by.

    >>> decode("déjà vu".encode("utf-8-sig")).bom
    True
    >>> decode("déjà vu".encode("utf-16")).text
    'déjà vu'

    Raises BinaryData when the bytes are no text.
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            text, damaged = _lenient(data[len(mark) :], encoding, len(mark))
            return Decoded(text, encoding, not damaged, (), damaged, True, declared)
    if data.isascii():
        _refuse_binary(data)
        return Decoded(data.decode("ascii"), "ascii", True, declared=declared)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        _refuse_binary(data)
        return Decoded(text, "utf-8", True, declared=declared)
    _refuse_binary(data)
    if declared:
        try:
            return Decoded(data.decode(declared), declared, False, declared=declared)
        except (LookupError, UnicodeDecodeError):
            pass
    return _guess(data, declared)


def _guess(data: bytes, declared: str | None) -> Decoded:
    from charset_normalizer import from_bytes

    matches = from_bytes(data)
    best = matches.best()
    if best is None:
        text, damaged = _lenient(data, "utf-8", 0)
        return Decoded(text, "utf-8", False, (), damaged, False, declared)
    alternatives = tuple(match.encoding for match in matches if match is not best)[:3]
    return Decoded(str(best), best.encoding, False, alternatives, declared=declared)


def _refuse_binary(data: bytes) -> None:
    if b"\0" in data[:4096]:
        raise BinaryData("the data is binary: it holds NUL bytes")


def _lenient(data: bytes, encoding: str, offset: int) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Decode with U+FFFD for what cannot be read; also say where, in bytes after `offset`."""
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError:
        pass
    damaged: list[tuple[int, int]] = []
    pieces: list[str] = []
    position = 0
    while position < len(data):
        try:
            pieces.append(data[position:].decode(encoding))
            break
        except UnicodeDecodeError as error:
            pieces.append(data[position : position + error.start].decode(encoding) + "\ufffd")
            damaged.append((offset + position + error.start, offset + position + error.end))
            position += error.end
    return "".join(pieces), tuple(damaged)
