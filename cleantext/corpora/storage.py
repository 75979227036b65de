"""Where bytes lie: on local disks, or behind any URL that fsspec knows.

A file comes into being whole: it is written under another name and then takes its own. Paths
are strings, with `/` between their parts when they are URLs.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, BinaryIO, NamedTuple

from cleantext.corpora.compression import compressor, needs
from cleantext.corpora.settings import CorpusError

#: The folder within an output folder that holds what a run needs to know of itself.
STATE = "_cleantext"


class Stamp(NamedTuple):
    """What tells one version of a file from another: size, and time of change or entity tag."""

    size: int
    version: str


def is_url(path: str) -> bool:
    """Return whether a path is for fsspec.

    >>> is_url("s3://bucket/a.jsonl"), is_url("C:/a.jsonl"), is_url("data/a.jsonl")
    (True, False, False)
    """
    return "://" in path


def filesystem(path: str) -> tuple[Any, str]:
    """Return the fsspec file system of a URL, and the path within it."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise CorpusError(needs("fsspec")) from error
    try:
        found: tuple[Any, str] = url_to_fs(path)
    except (ImportError, ValueError) as error:
        raise CorpusError(f"{path}: {error}") from error
    return found


def stamp(path: str) -> Stamp:
    """Return the stamp of a file. Raises OSError when there is none."""
    if not is_url(path):
        found = os.stat(path)
        return Stamp(found.st_size, str(found.st_mtime_ns))
    fs, inside = filesystem(path)
    info = fs.info(inside)
    version = next(
        (info[key] for key in ("ETag", "etag", "mtime", "LastModified") if key in info), ""
    )
    return Stamp(int(info.get("size") or 0), str(version))


def opened(path: str) -> BinaryIO:
    """Return a file, open for reading."""
    if not is_url(path):
        return open(path, "rb")
    fs, inside = filesystem(path)
    stream: BinaryIO = fs.open(inside, "rb")
    return stream


def exists(path: str) -> bool:
    """Return whether something is there."""
    if not is_url(path):
        return os.path.exists(path)
    fs, inside = filesystem(path)
    return bool(fs.exists(inside))


def read(path: str) -> bytes:
    """Return all of a file."""
    with opened(path) as stream:
        return stream.read()


def remove(path: str) -> None:
    """Remove a file, if it is there."""
    if is_url(path):
        fs, inside = filesystem(path)
        if fs.exists(inside):
            fs.rm(inside)
        return
    with suppress(FileNotFoundError):
        os.unlink(path)


def files(folder: str) -> Iterator[str]:
    """Yield the paths of all files below a folder, those of hidden and state folders left out."""
    if is_url(folder):
        fs, inside = filesystem(folder)
        for path in sorted(fs.find(inside)):
            parts = path[len(inside) :].split("/")
            if not any(part.startswith(".") or part == STATE for part in parts):
                yield str(fs.unstrip_protocol(path))
        return
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f != STATE)
        for name in sorted(names):
            if not name.startswith("."):
                yield os.path.join(place, name)


def join(*parts: str) -> str:
    """Return the parts as one path.

    >>> join("s3://bucket/out", "a", "b.jsonl")
    's3://bucket/out/a/b.jsonl'
    """
    return (
        "/".join((parts[0].rstrip("/"), *parts[1:])) if is_url(parts[0]) else os.path.join(*parts)
    )


def make_folder(path: str) -> None:
    """Make a folder, and those above it."""
    if is_url(path):
        fs, inside = filesystem(path)
        fs.makedirs(inside, exist_ok=True)
    else:
        os.makedirs(path, exist_ok=True)


def put(path: str, data: bytes, temporary: str) -> None:
    """Write a small file in one step; `temporary` is the folder for what is not whole yet."""
    with Output(path, temporary) as output:
        output.write(data)
        output.commit()


class Output:
    """A file on its way to `path`: nothing stands there before `commit`.

    `digest` and `size` tell of the bytes written, compressed if `compression` is named.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with Output(os.path.join(folder, "a"), folder) as output:
    ...         _ = output.write(b"text")
    ...         output.commit()
    ...     os.listdir(folder), output.size
    (['a'], 4)
    """

    def __init__(self, path: str, temporary: str, compression: str = "") -> None:
        self.path = path
        self.size = 0
        self._hash = _hasher()
        self._temporary = join(temporary, f"{os.getpid()}-{os.urandom(6).hex()}")
        if is_url(path):
            fs, inside = filesystem(self._temporary)
            self._file: BinaryIO = fs.open(inside, "wb")
        else:
            self._file = open(self._temporary, "wb")  # noqa: SIM115 - closed by finish or discard
        self._packer: Any = compressor(_Sink(self), compression) if compression else None
        self.write = self._packer.write if self._packer else self._store

    def __enter__(self) -> Output:
        return self

    def __exit__(self, *error: object) -> None:
        self.discard()

    def _store(self, data: bytes) -> int:
        self._file.write(data)
        self._hash.update(data)
        self.size += len(data)
        return len(data)

    @property
    def digest(self) -> str:
        """The XXH3 digest, 128 bits, of what was written."""
        return f"xxh3:{self._hash.hexdigest()}"

    def finish(self) -> None:
        """Write what a compressor still holds, and close."""
        if self._packer:
            self._packer.close()
            self._packer = None
        self._file.close()

    def commit(self) -> None:
        """Put the file in its place."""
        self.finish()
        if not is_url(self.path):
            try:
                os.replace(self._temporary, self.path)
            except FileNotFoundError:
                make_folder(os.path.dirname(self.path))
                os.replace(self._temporary, self.path)
        else:
            fs, inside = filesystem(self.path)
            _, temporary = filesystem(self._temporary)
            fs.makedirs(inside.rpartition("/")[0], exist_ok=True)
            if fs.exists(inside):
                fs.rm(inside)
            fs.mv(temporary, inside)
        self._temporary = ""

    def discard(self) -> None:
        """Remove what was written, unless it was committed."""
        if not self._temporary:
            return
        packer, self._packer = self._packer, None
        try:
            if packer:
                packer.close()  # or it would be closed when it is collected, and write to a closed file
            self._file.close()
        except OSError:
            pass  # the disk is full, which write() has said
        finally:
            remove(self._temporary)
            self._temporary = ""


def _hasher() -> Any:
    try:
        from xxhash import xxh3_128
    except ImportError as error:
        raise CorpusError(needs("xxhash")) from error
    return xxh3_128()


class Sink:
    """Looks like an output, and keeps nothing: for a dry run."""

    def __init__(self) -> None:
        self.size = 0

    def write(self, data: bytes) -> int:
        """Count the bytes."""
        self.size += len(data)
        return len(data)

    def discard(self) -> None:
        """Do nothing."""

    def commit(self) -> None:
        """Do nothing."""

    def __enter__(self) -> Sink:
        return self

    def __exit__(self, *error: object) -> None:
        pass


class _Sink:
    """The file that a compressor writes to."""

    def __init__(self, output: Output) -> None:
        self.write = output._store

    def flush(self) -> None:
        pass
