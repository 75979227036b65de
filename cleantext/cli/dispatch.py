"""Which sub-command the arguments ask for.

The first argument decides, and only when it is exactly one of the words; everything else is the
main job. So a file named `filters` is reached as `./filters` or after `--`.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

#: The words, each the name of a module with `parser` and `run`.
SUBCOMMANDS = ("run", "filters", "explain", "config", "detect", "completion", "demo")


def dispatch(arguments: list[str]) -> int:
    """Run what the arguments ask for and return the exit code."""
    word = arguments[0] if arguments else ""
    rest = arguments[1:] if word in SUBCOMMANDS else arguments
    module = import_module(f"cleantext.cli.{word if word in SUBCOMMANDS else 'clean'}")
    run: Callable[[list[str]], int] = module.run
    try:
        return run(rest)
    except SystemExit as stop:  # argparse ends so, after --help or a usage error
        return stop.code if isinstance(stop.code, int) else 2
