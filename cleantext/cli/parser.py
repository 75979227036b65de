"""The argument parser of every sub-command."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, NoReturn

from cleantext.cli.streams import say, write

if TYPE_CHECKING:
    from _typeshed import SupportsWrite


class Parser(argparse.ArgumentParser):
    """An ArgumentParser that prints as the rest of the command does.

    Help ends quietly when nobody reads it, a usage error is one line, and options are not to be
    shortened: what is short today may be ambiguous tomorrow.
    """

    def __init__(
        self,
        prog: str,
        description: str,
        usage: str | None = None,
        epilog: str | None = None,
        formatter_class: type[argparse.HelpFormatter] = argparse.HelpFormatter,
        add_help: bool = True,
    ) -> None:
        super().__init__(
            prog=prog,
            description=description,
            usage=usage,
            epilog=epilog,
            formatter_class=formatter_class,
            add_help=add_help,
            allow_abbrev=False,
        )

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        if file is sys.stderr and file is not None:
            say(message.rstrip("\n"))
        else:
            write(message)

    def error(self, message: str) -> NoReturn:
        """End with exit code 2 and one line."""
        self.exit(2, f"{self.prog}: {message} ({self.prog} --help shows the options)\n")
