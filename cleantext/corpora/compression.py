"""Compressed streams: gzip, zstd, bzip2 and xz, read through every member and frame.

A stream that ends before its last member does is damage, and said to be; `zstandard` by itself
takes it for the end. What is written is the same bytes every time: no names, no times.

>>> import io
>>> packed = io.BytesIO()
>>> with compressor(packed, "gz") as stream:
...     _ = stream.write(b"sound text")
>>> decompressed(io.BytesIO(packed.getvalue()), "gz").read()
b'sound text'
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from cleantext.corpora.settings import CorpusError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

#: Suffixes, and the bytes that such a stream begins with.
MAGIC = {
    "gz": b"\x1f\x8b",
    "zst": b"\x28\xb5\x2f\xfd",
    "bz2": b"BZh",
    "xz": b"\xfd7zXZ\x00",
}
SUFFIXES = {".gz": "gz", ".gzip": "gz", ".zst": "zst", ".zstd": "zst", ".bz2": "bz2", ".xz": "xz"}
_CHUNK = 1 << 18
#: A few bytes of zstd can stand for a block of 128 KB, and all that a piece of it holds comes at once.
_PIECE = 1 << 12
#: From so many bytes on a stream is held against its own size.
_FREE = 64 << 20


class Damaged(Exception):
    """A compressed stream that cannot be read to its end."""


class Cap(NamedTuple):
    """How much a compressed stream may hold, in bytes: at most `size`, and `ratio` times its own.

    0 sets no limit. The ratio counts from `_FREE` bytes on: a small file may hold a line over and over.
    """

    size: int = 0
    ratio: int = 500


def decompressed(stream: BinaryIO, kind: str, cap: Cap | None = None) -> BinaryIO:
    """Return a stream of what a compressed one holds; `kind` is a key of MAGIC, or nothing.

    Reading raises Damaged where the stream is broken, or holds more than `cap` allows.
    """
    if not kind:
        return stream
    source = _Counted(stream)
    return io.BufferedReader(_Checked(_READERS[kind](source), kind, source, cap or Cap()), _CHUNK)


def compressor(stream: Any, kind: str) -> Any:
    """Return a stream to write to, whose compressed form goes to `stream`, which stays open."""
    return _WRITERS[kind](stream)


class _Checked(io.RawIOBase):
    """Reads on, and says in plain words what is wrong with a stream."""

    def __init__(self, stream: BinaryIO, kind: str, source: _Counted, cap: Cap) -> None:
        self._stream = stream
        self._kind = kind
        self._source = source
        self._cap = cap
        self._size = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        with _explained(self._kind):
            data = self._stream.read(len(view))
        view[: len(data)] = data
        self._size += len(data)
        self._capped()
        return len(data)

    def _capped(self) -> None:
        size, ratio = self._cap
        if size and self._size > size:
            raise Damaged(f"the {self._kind} stream holds more than --max-size {size}")
        if ratio and self._size > max(_FREE, ratio * self._source.taken):
            raise Damaged(
                f"the {self._kind} stream grows to more than {ratio} times its size, as one does that was made "
                "to fill memory or disk; --max-ratio 0 reads it nevertheless"
            )


class _Counted(io.RawIOBase):
    """Counts the bytes that are taken from a stream."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.taken = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1) -> bytes:
        data = self._stream.read(-1 if size is None else size)
        self.taken += len(data)
        return data

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        data = self.read(len(view))
        view[: len(data)] = data
        return len(data)


@contextmanager
def _explained(kind: str) -> Iterator[None]:
    import lzma
    import zlib

    try:
        yield
    except EOFError as error:
        raise Damaged(f"the {kind} stream ends before its end") from error
    except (lzma.LZMAError, zlib.error, ValueError) as error:
        raise Damaged(f"the {kind} stream is damaged: {error}") from error
    except OSError as error:
        if error.errno is not None:
            raise
        raise Damaged(f"the {kind} stream is damaged: {error}") from error
    except Exception as error:
        if type(error).__name__ in ("ZstdError", "IsalError"):
            raise Damaged(f"the {kind} stream is damaged: {error}") from error
        raise


class _Frames:
    """What all frames of a zstd stream hold."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._context = _zstandard().ZstdDecompressor(max_window_size=1 << 27)
        self._frame: Any = None
        self._ready = b""
        self._rest = b""

    def read(self, size: int) -> bytes:
        while not self._ready:
            data = self._rest or self._stream.read(_PIECE)
            if not data:
                if self._frame is not None:
                    raise EOFError
                return b""
            if self._frame is None:
                self._frame = self._context.decompressobj()
            self._ready = self._frame.decompress(data)
            self._rest = b""
            if self._frame.eof:
                self._rest, self._frame = self._frame.unused_data, None
        taken, self._ready = self._ready[:size], self._ready[size:]
        return taken


def _zstandard() -> Any:
    try:
        import zstandard
    except ImportError as error:
        raise CorpusError(needs("zstandard")) from error
    return zstandard


def needs(package: str) -> str:
    """Return what to say when an optional package is missing.

    >>> needs("pyarrow")
    "this needs the package pyarrow: pip install 'cleantext-toolkit[corpora]'"
    """
    extra = "ray" if package == "ray" else "corpora"
    return f"this needs the package {package}: pip install 'cleantext-toolkit[{extra}]'"


def _igzip() -> Any:
    try:
        from isal import igzip
    except ImportError as error:
        raise CorpusError(needs("isal")) from error
    return igzip


def _read_gzip(stream: BinaryIO) -> Any:
    return _igzip().IGzipFile(fileobj=stream, mode="rb")


def _read_bzip2(stream: BinaryIO) -> Any:
    import bz2

    return bz2.BZ2File(stream)


def _read_xz(stream: BinaryIO) -> Any:
    import lzma

    return lzma.LZMAFile(stream)


def _write_gzip(stream: Any) -> Any:
    return _igzip().IGzipFile(filename="", fileobj=stream, mode="wb", compresslevel=2, mtime=0)


def _write_bzip2(stream: Any) -> Any:
    import bz2

    return bz2.BZ2File(stream, "wb")


def _write_xz(stream: Any) -> Any:
    import lzma

    return lzma.LZMAFile(stream, "wb")


def _write_zstd(stream: Any) -> Any:
    return _zstandard().ZstdCompressor(level=3).stream_writer(stream, closefd=False)


_READERS: dict[str, Callable[[Any], Any]] = {
    "gz": _read_gzip,
    "zst": _Frames,
    "bz2": _read_bzip2,
    "xz": _read_xz,
}
_WRITERS: dict[str, Callable[[Any], Any]] = {
    "gz": _write_gzip,
    "zst": _write_zstd,
    "bz2": _write_bzip2,
    "xz": _write_xz,
}
