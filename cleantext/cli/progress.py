"""Progress on standard error: only on a terminal, for several files, and when they take long."""

from __future__ import annotations

import sys
import time

from cleantext.cli.streams import is_terminal

PATIENCE = 1.0  # seconds before anything is shown
PAUSE = 0.1  # seconds between two states


class Progress:
    """Shows which of `total` files is being read, if `wanted` and standard error is a terminal."""

    def __init__(self, total: int, wanted: bool) -> None:
        self._total = total
        self._next = time.monotonic() + PATIENCE
        self._on = wanted and total > 1 and is_terminal(2)
        self._shown = False

    def show(self, number: int, path: str) -> None:
        """Show that file `number`, from 1, is being read."""
        if self._on and time.monotonic() >= self._next:
            self._next = time.monotonic() + PAUSE
            self._shown = True
            sys.stderr.write(f"\r\x1b[K{number}/{self._total} {path[-60:]}")
            sys.stderr.flush()

    def hide(self) -> None:
        """Clear the line for something else."""
        if self._shown:
            self._shown = False
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
