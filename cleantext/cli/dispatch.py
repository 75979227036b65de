"""Which sub-command the arguments ask for.

The first argument decides, and only when it is exactly one of the words; everything else is the
main job. So a file named `filters` is reached as `./filters` or after `--`.
"""

from __future__ import annotations

from collections.abc import Callable


def dispatch(arguments: list[str]) -> int:
    """Run what the arguments ask for and return the exit code."""
    word = arguments[0] if arguments else ""
    run = SUBCOMMANDS.get(word)
    try:
        return _clean(arguments) if run is None else run(arguments[1:])
    except SystemExit as stop:  # argparse ends so, after --help or a usage error
        return stop.code if isinstance(stop.code, int) else 2


def _clean(arguments: list[str]) -> int:
    from cleantext.cli.clean import run

    return run(arguments)


def _filters(arguments: list[str]) -> int:
    from cleantext.cli.filters import run

    return run(arguments)


def _explain(arguments: list[str]) -> int:
    from cleantext.cli.explain import run

    return run(arguments)


def _detect(arguments: list[str]) -> int:
    from cleantext.cli.detect import run

    return run(arguments)


def _demo(arguments: list[str]) -> int:
    from cleantext.cli.demo import run

    return run(arguments)


def _run(arguments: list[str]) -> int:
    from cleantext.cli.run import run

    return run(arguments)


def _config(arguments: list[str]) -> int:
    from cleantext.cli.config import run

    return run(arguments)


def _completion(arguments: list[str]) -> int:
    from cleantext.cli.completion import run

    return run(arguments)


SUBCOMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": _run,
    "filters": _filters,
    "explain": _explain,
    "config": _config,
    "detect": _detect,
    "completion": _completion,
    "demo": _demo,
}
