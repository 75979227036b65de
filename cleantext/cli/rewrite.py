"""Rewriting a file in place: all of it or nothing.

The new text goes to a temporary file in the same folder, is forced to the disk, and takes the
name of the old one in a single step. Whatever happens before that step leaves the old file as it
was. Mode and, where the system allows, owner are kept; a symbolic link stays a link and the file
that it leads to is rewritten. Another hard link to the old file keeps the old text.
"""

from __future__ import annotations

import os
import signal
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType, TracebackType


def rewritable(path: str) -> os.stat_result:
    """Return what the system says of a file, to be asked before it is read.

    Raises OSError when it is no regular file.
    """
    found = os.stat(path)
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(path)
    if not stat.S_ISREG(found.st_mode):
        raise OSError("not a regular file, so it cannot be rewritten in place")
    return found


class Rewrite:
    """The temporary file on its way to replace `path`; a context manager that cleans up.

    `before` is what `rewritable` said before the file was read: one that has changed since is
    left alone.

    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "a.txt")
    ...     _ = path.write_bytes(b"old")
    ...     with Rewrite(str(path), rewritable(str(path))) as rewrite:
    ...         rewrite.write(b"new")
    ...         rewrite.commit()
    ...     path.read_bytes(), [each.name for each in path.parent.iterdir()]
    (b'new', ['a.txt'])

    Raises OSError when the file cannot be rewritten, or has changed since.
    """

    def __init__(self, path: str, before: os.stat_result) -> None:
        self._target = os.path.realpath(path)
        self._before = before
        folder = os.path.dirname(self._target)
        self._temporary, self._number = _create(folder)
        self._file = os.fdopen(self._number, "wb")

    def __enter__(self) -> Rewrite:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.discard()

    def discard(self) -> None:
        """Remove the temporary file; after `commit` there is none and nothing happens."""
        try:
            self._file.close()
        except OSError:
            pass  # the disk is full, which write() or commit() has said
        finally:
            if self._temporary:
                os.unlink(self._temporary)
                self._temporary = ""

    def write(self, data: bytes) -> None:
        """Write to the temporary file."""
        self._file.write(data)

    def commit(self) -> None:
        """Put the temporary file in the place of the old one."""
        if not os.access(self._target, os.W_OK):
            raise PermissionError("the file is write-protected")
        self._file.flush()
        self._keep_owner_and_mode()
        os.fsync(self._number)
        self._file.close()
        now = os.stat(self._target)
        if _identity(now) != _identity(self._before):
            raise OSError("somebody else changed the file meanwhile; it was left as it is")
        os.replace(self._temporary, self._target)
        self._temporary = ""

    def _keep_owner_and_mode(self) -> None:
        old, new = self._before, os.fstat(self._number)
        if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
            with suppress(PermissionError):  # only root may give files away
                os.fchown(self._number, old.st_uid, old.st_gid)
        # After fchown, which takes set-user-id away.
        os.fchmod(self._number, stat.S_IMODE(old.st_mode))


def _create(folder: str) -> tuple[str, int]:
    """A new file that nobody else can read, and its descriptor."""
    while True:
        # A short name: one made from the file's own could be longer than the system allows.
        path = os.path.join(folder, f".cleantext-{os.urandom(6).hex()}")
        try:
            return path, os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        except FileExistsError:
            continue


def _identity(found: os.stat_result) -> tuple[int, int, int, int]:
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


@contextmanager
def cleaning_up() -> Iterator[None]:
    """Let SIGTERM and SIGHUP end the process as an exception does, so that no file is left over."""
    if threading.current_thread() is not threading.main_thread():
        yield  # signals are the business of the main thread
        return
    before = {each: signal.signal(each, _end) for each in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _end(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)
