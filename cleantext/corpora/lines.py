"""Whole lines of a stream or a byte range of it, in blocks; a line too long for memory by itself.

Lines end with a line feed and nothing else: `str.splitlines` would split records at U+2028.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import BinaryIO, NamedTuple

_BLOCK = 1 << 20


class Block(NamedTuple):
    """Bytes from `offset` on, made of whole lines; the last line of a file may lack its end.

    A line that is too long comes in several blocks, the first with `long` 1, the others 2; the
    last of them ends with the line feed, or with the file.
    """

    offset: int
    data: bytes
    long: int = 0


def blocks(stream: BinaryIO, start: int, end: int, longest: int) -> Iterator[Block]:
    r"""Yield the lines that begin at or after `start` and before `end` (0: to the last).

    >>> import io
    >>> [each.data for each in blocks(io.BytesIO(b"one\ntwo\nthree\n"), 1, 8, 100)]
    [b'two\n']
    """
    offset, held = start, b""
    if start:
        stream.seek(start - 1)
        offset, held = _after_line_feed(stream, start - 1, end)
    while not end or offset < end:
        cut = held.rfind(b"\n") + 1
        if cut:
            yield from _parted(offset, _before(held[:cut], offset, end), longest)
            offset, held = offset + cut, held[cut:]
        elif len(held) > longest:
            offset, held = yield from _long(stream, offset, held)
        if end and offset >= end:
            return
        data = stream.read(_BLOCK)
        if not data:
            if held:
                yield from _parted(offset, _before(held, offset, end), longest)
            return
        held += data


def _after_line_feed(stream: BinaryIO, position: int, end: int) -> tuple[int, bytes]:
    """Read past the next line feed; return where that is, and what was read beyond it."""
    while True:
        data = stream.read(_BLOCK)
        found = data.find(b"\n") + 1
        if found:
            return position + found, data[found:]
        position += len(data)
        if not data or (end and position > end):
            return max(position, end), b""


def _before(data: bytes, offset: int, end: int) -> bytes:
    """The lines of a block that begin before `end`."""
    if not end or offset + len(data) <= end:
        return data
    last = data.find(b"\n", max(0, end - 1 - offset)) + 1
    return data[:last] if last else data


def _parted(offset: int, data: bytes, longest: int) -> Iterator[Block]:
    """A block as it is, but lines that are too long by themselves."""
    if len(data) <= longest:
        yield Block(offset, data)
        return
    start = begun = 0
    while start < len(data):
        stop = data.find(b"\n", start) + 1 or len(data)
        if stop - start > longest:
            if start > begun:
                yield Block(offset + begun, data[begun:start])
            yield Block(offset + start, data[start:stop], 1)
            begun = stop
        start = stop
    if begun < len(data):
        yield Block(offset + begun, data[begun:])


def _long(stream: BinaryIO, offset: int, data: bytes) -> Generator[Block, None, tuple[int, bytes]]:
    """A line that outgrew its limit, block by block; return where the next one begins."""
    yield Block(offset, data, 1)
    position = offset + len(data)
    while data := stream.read(_BLOCK):
        cut = data.find(b"\n") + 1 or len(data)
        yield Block(position, data[:cut], 2)
        position += cut
        if data[:cut].endswith(b"\n"):
            return position, data[cut:]
    return position, b""
