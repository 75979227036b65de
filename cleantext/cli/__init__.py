"""The command. `--version` is answered here, before anything heavy is imported."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command with these arguments, by default the process's own; return the exit code.

    0 is clean or fixed, 1 would change, 2 an error, 130 interrupted, 141 nobody reads the output.
    """
    arguments = sys.argv[1:] if argv is None else list(argv)
    from cleantext.cli import streams

    if arguments[:1] == ["--version"]:
        return streams.guarded(_version)

    def work() -> int:
        from cleantext.cli.dispatch import dispatch

        return dispatch(arguments)

    return streams.guarded(work)


def _version() -> int:
    from cleantext import __version__
    from cleantext.cli.streams import write

    write(f"cleantext {__version__}\n")
    return 0
