"""Standard output and standard error, and the ways in which a process ends early.

Standard output is written as bytes: text is UTF-8 whatever the locale says. Nothing heavy
is imported here, because `--version` passes through it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import BinaryIO

INTERRUPTED = 130
NOBODY_READS = 141  # what a shell reports of a program that SIGPIPE ended
#: So many bytes are read at once.
_PIECE = 1 << 24


class OutputError(Exception):
    """Standard output cannot be written. No OSError: that is what a *file* at fault raises."""

    def __init__(self, cause: OSError | None) -> None:
        super().__init__(f"standard output: {cause.strerror if cause else 'closed'}")
        self.quiet = isinstance(cause, BrokenPipeError)


def read_all(stream: BinaryIO) -> bytes:
    """Return what is left in a stream, piece by piece: a read of all cannot be interrupted where it has no end."""
    first = stream.read(_PIECE)
    rest = list(iter(lambda: stream.read(_PIECE), b""))
    return b"".join([first, *rest]) if rest else first


def write(data: bytes | str) -> None:
    """Write to standard output, text as UTF-8; a lone surrogate is written as its escape.

    Raises OutputError when it cannot be written.
    """
    if isinstance(data, str):
        data = data.encode("utf-8", "backslashreplace")
    if sys.stdout is None:
        raise OutputError(None)
    rest = memoryview(data)
    try:
        # With PYTHONUNBUFFERED there is no buffer, and a write may take only a part.
        while rest:
            rest = rest[sys.stdout.buffer.write(rest) :]
    except OSError as error:
        raise OutputError(error) from error


def flush() -> None:
    """Send what was written on its way. Raises OutputError."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except OSError as error:
        raise OutputError(error) from error


def say(message: str) -> None:
    """Write one line to standard error, after what standard output still holds."""
    flush()
    _say(message)


def _say(message: str) -> None:
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(f"{message}\n")
        sys.stderr.flush()
    except OSError:
        pass  # nobody is left to tell


def is_terminal(number: int) -> bool:
    """Return whether the file descriptor is a terminal: 1 is standard output, 2 standard error."""
    stream = sys.stdout if number == 1 else sys.stderr
    return stream is not None and stream.isatty()


def colour() -> bool:
    """Return whether standard output wants colour: a terminal, and no NO_COLOR.

    Source: no-color.org; the variable counts when it is not empty.
    """
    return is_terminal(1) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def guarded(work: Callable[[], int]) -> int:
    """Return the exit code of `work`, however it ends: no traceback for a closed pipe or Ctrl-C."""
    try:
        code = work()
        flush()
    except OutputError as error:
        _forget_output()
        if error.quiet:
            return NOBODY_READS
        _say(f"cleantext: {error}")
        return 2
    except KeyboardInterrupt:
        _forget_output()
        _say("cleantext: interrupted")
        return INTERRUPTED
    return code


def _forget_output() -> None:
    """Let what standard output still holds go nowhere, or Python would try again at its exit."""
    if sys.stdout is None:
        return
    try:
        number = sys.stdout.fileno()
    except (OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, number)
    os.close(nowhere)
