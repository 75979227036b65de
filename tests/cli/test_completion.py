"""Completion: what shtab makes of the parsers is a script that its shell can read."""

import shutil
import subprocess

import pytest
from commands import run

from cleantext.cli.completion import SHELLS, whole_parser
from cleantext.cli.dispatch import SUBCOMMANDS


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_one(shell):
    pytest.importorskip("shtab")
    done = run("completion", shell)
    assert done.code == 0
    assert "zero_width" in done.text
    assert "text-column" in done.text
    if shutil.which(shell) and shell != "tcsh":
        subprocess.run([shell, "-n"], input=done.out, check=True)


def test_every_sub_command_is_completed():
    help_text = whole_parser().format_help()
    assert all(word in help_text for word in SUBCOMMANDS)
