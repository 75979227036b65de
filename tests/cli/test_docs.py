"""docs/command.md says what the command does: every option, every key, the help as it is."""

import json
import re
from pathlib import Path

import pytest
from commands import run

from cleantext.cli import completion, config, demo, detect, explain, filters, options
from cleantext.cli import run as run_command
from cleantext.cli.dispatch import SUBCOMMANDS

ALL = [options, run_command, filters, explain, config, detect, completion, demo]
PAGE = (Path(__file__).parents[2] / "docs" / "command.md").read_text()
#: The prose alone, for an option that stands in the help is not documented by that.
PROSE = re.sub("^```.*?^```", "", PAGE, flags=re.M | re.S)


@pytest.mark.parametrize("module", ALL)
def test_every_option_is_documented(module):
    for action in module.parser()._actions:
        for option in action.option_strings:
            assert f"`{option}`" in PROSE, option


def test_every_option_that_is_documented_exists():
    parsers = [module.parser() for module in ALL]
    known = {o for parser in parsers for action in parser._actions for o in action.option_strings}
    assert set(re.findall(r"(?<=`)--?[a-z][a-z-]*", PROSE)) <= known


@pytest.mark.parametrize("word", SUBCOMMANDS)
def test_every_sub_command_is_documented(word):
    assert f"| `cleantext {word}" in PROSE
    assert f"  cleantext {word}" in options.EPILOG


def test_the_help_is_current(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    assert f"```text\n{options.parser().format_help().rstrip()}\n```" in PAGE


def test_help_fits_a_terminal():
    assert all(len(line) <= 100 for line in run("--help").lines)


def test_the_keys_of_the_json_are_documented():
    table = PROSE.split("## JSON")[1].split("## Exit codes")[0]
    outer, inner = table.split("Each of the `changes`")
    found = json.loads(run("--output-format", "json", stdin=b"x \n").out)
    assert _keys(outer) == list(found)
    assert _keys(inner) == list(found["changes"][0])
    failed = json.loads(run("--output-format", "json", "/nowhere/at/all").out)
    assert list(failed) == list(found)


def _keys(table: str) -> list[str]:
    cells = re.findall(r"^\| (`[^|]*`) \|", table, re.M)
    return [key for cell in cells for key in re.findall("`([a-z]+)`", cell)]


def test_the_example_is_what_the_command_prints(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("notes.txt").write_text("cafÃ©\nin\u200bvisible\n")
    check = run("--check", "--preset", "repair", "notes.txt")
    assert check.text in PAGE
    assert run("-w", "notes.txt").err in PAGE
