"""`cleantext completion`: what a shell needs to complete the command, made by shtab."""

from __future__ import annotations

import argparse
from importlib import import_module

from cleantext.cli.dispatch import SUBCOMMANDS
from cleantext.cli.parser import Parser
from cleantext.cli.streams import say, write

SHELLS = ("bash", "zsh", "tcsh")
_FILES = ("files", "sources", "file", "config", "baseline", "report")


def parser() -> Parser:
    """Return the parser of this sub-command."""
    made = Parser(
        prog="cleantext completion",
        usage="cleantext completion SHELL",
        description="Print what makes a shell complete cleantext: bash, zsh or tcsh. For bash: "
        'eval "$(cleantext completion bash)" in ~/.bashrc.',
    )
    made.add_argument("shell", choices=SHELLS, metavar="SHELL", help="bash, zsh or tcsh")
    return made


def run(arguments: list[str]) -> int:
    """Print the completion of a shell."""
    options = parser().parse_args(arguments)
    try:
        import shtab
    except ImportError:
        say("cleantext: this needs the package shtab: pip install 'cleantext-toolkit[completion]'")
        return 2
    write(shtab.complete(whole_parser(), options.shell) + "\n")
    return 0


def whole_parser() -> argparse.ArgumentParser:
    """Return one parser of the command and its sub-commands, which describes and never parses."""
    from cleantext.cli import options
    from cleantext.filters import NAMES
    from cleantext.presets import PRESETS

    whole = argparse.ArgumentParser(prog="cleantext", add_help=False)
    main = options.parser()
    subparsers = whole.add_subparsers()
    _copy(main, whole)
    for name in SUBCOMMANDS:
        made = import_module(f"cleantext.cli.{name}").parser()
        sub = subparsers.add_parser(name, help=made.description, add_help=False)
        _copy(made, sub)
        for action in sub._actions:
            if name == "explain" and action.dest == "name":
                action.choices = list(NAMES)
    for each in (whole, *subparsers.choices.values()):
        for action in each._actions:
            if action.dest in ("select", "ignore") and action.option_strings:
                action.choices = list(NAMES)
            elif action.dest == "preset":
                action.choices = list(PRESETS)
    return whole


def _copy(source: argparse.ArgumentParser, target: argparse.ArgumentParser) -> None:
    for action in source._actions:
        if action.dest in _FILES:
            action.complete = {"bash": "_shtab_compgen_files", "zsh": "_files", "tcsh": "f"}  # type: ignore[attr-defined]
        elif action.dest == "output":
            action.complete = {"bash": "_shtab_compgen_dirs", "zsh": "_files -/", "tcsh": "d"}  # type: ignore[attr-defined]
        target._add_action(action)
