"""Configuration files: where they are found, what they say, and what is wrong with them."""

import pytest
from commands import run

from cleantext.config import find, matches

DAMAGED = "cafÃ© in\u200bvisible\n"


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_nearest_file_counts(here):
    (here / "cleantext.toml").write_text('ignore = ["mojibake"]')
    (here / "a" / "b").mkdir(parents=True)
    (here / "a" / "pyproject.toml").write_text('[tool.cleantext]\nignore = "zero_width"')
    assert find(str(here)).rules.ignore == ("mojibake",)
    assert find(str(here / "a" / "b")).rules.ignore == ("zero_width",)
    (here / "a" / "b" / "pyproject.toml").write_text("[project]\nname = 'x'")
    assert find(str(here / "a" / "b")).rules.ignore == ("zero_width",)


def test_it_decides_which_filters_run(here):
    (here / "cleantext.toml").write_text(
        'preset = "repair"\nignore = ["mojibake"]\n[[overrides]]\nfiles = ["old/**"]\nselect = ["mojibake"]\n'
    )
    (here / "old").mkdir()
    for path in ("a.txt", "old/a.txt"):
        (here / path).write_text(DAMAGED)
    assert run("a.txt").text == "cafÃ© invisible\n"
    assert run("old/a.txt").text == "cafÃ© in\u200bvisible\n"  # ignored for all
    assert run("--isolated", "a.txt").text == "café invisible\n"
    assert run("--select", "mojibake", "--isolated", "a.txt").text == "café in\u200bvisible\n"
    (here / "other.toml").write_text("")
    assert run("--config", "other.toml", "a.txt").text == "café invisible\n"


def test_levels(here):
    (here / "cleantext.toml").write_text('select = ["zero_width"]\n[levels]\nzero_width = "report"')
    (here / "a.txt").write_text(DAMAGED)
    assert run("a.txt").text == DAMAGED
    assert "[reported, not changed]" in run("--check", "a.txt").text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('presett = "repair"', "no key is named 'presett'; did you mean 'preset'?"),
        ('preset = "repiar"', "did you mean 'repair'?"),
        ("preset = 7", "preset is a list of strings"),
        ('ignore = ["mojibak"]', "did you mean 'mojibake'?"),
        ('[levels]\nmojibake = "of"', "did you mean 'off'?"),
        (
            '[[overrides]]\nfile = "x"',
            "overrides[1].file: no key is named 'file'; did you mean 'files'?",
        ),
        ('encoding = "latin-99"', "no encoding is named 'latin-99'"),
        ('preset = "repair"\nselect = ["mojibake"]', "leave out preset"),
        ("preset = ", "Invalid value"),
    ],
)
def test_what_makes_no_sense_is_said(here, text, words):
    (here / "cleantext.toml").write_text(text)
    (here / "a.txt").write_text(DAMAGED)
    done = run("a.txt")
    assert done.code == 2
    assert words in done.err
    assert "cleantext.toml" in done.err
    assert done.err.count("\n") == 1
    assert run("config").code == 2


def test_the_command_shows_what_is_in_force(here):
    assert "default" in run("config").text
    (here / "cleantext.toml").write_text(
        'preset = "minimal"\nexclude = ["vendor/"]\n[[overrides]]\nfiles = "*.md"\nignore = "c1_controls"'
    )
    plain = run("config").text
    assert "minimal" in plain
    assert str(here / "cleantext.toml") in plain
    assert "c1_controls" in plain.split("filters:")[1]
    special = run("config", "docs/a.md").text
    assert "overrides[1]" in special
    assert "c1_controls" not in special.split("filters:")[1]
    assert "excluded" in run("config", "vendor/a.txt").text


def test_exclusions(here):
    (here / "cleantext.toml").write_text('exclude = ["vendor/"]')
    (here / ".cleantextignore").write_text("# generated\n*.gen.txt\n")
    (here / "vendor").mkdir()
    names = ["a.txt", "vendor/a.txt", "b.gen.txt"]
    for name in names:
        (here / name).write_text(DAMAGED)
    assert {line.split(":")[0] for line in run("--check", *names).lines} == set(names)
    assert {line.split(":")[0] for line in run("--check", "--force-exclude", *names).lines} == {
        "a.txt"
    }
    assert {
        line.split(":")[0] for line in run("--check", "--exclude", "*.txt", *names).lines
    } == set()


@pytest.mark.parametrize(
    ("path", "glob", "expected"),
    [
        ("a/b.txt", "*.txt", True), ("a/b.txt", "/*.txt", False), ("b.txt", "/*.txt", True), ("a/b/c", "a/**/c", True), ("a/c", "a/**/c", True),
        ("a/b.txt", "a", True), ("ab/b.txt", "a", False), ("x1", "x[0-9]", True), ("xa", "x[!0-9]", True), ("a.txt", "a?txt", True), ("a/xt", "a?xt", False),
    ],
)  # fmt: skip
def test_globs(path, glob, expected):
    assert matches(path, glob) == expected
