"""The corpus holds, and nothing is missing from it."""

import ast
import subprocess
import sys
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from cleantext import Document, Level, Pipeline
from cleantext.filters import BY_NAME
from cleantext.presets import preset

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "corpus"
CLEAN = sorted((CORPUS / "clean").rglob("*.txt"))
TEXTS = {"before", "after", "text"}
KINDS = {"wild", "synthetic", "negative", "known_failures"}


def cases(*kinds: str) -> list[object]:
    """The cases of the kinds as parameters of a test."""
    return [pytest.param(name, case, id=f"{name}-{case['label']}") for name, case in stored(*kinds)]


def stored(*kinds: str) -> Iterator[tuple[str, dict]]:
    """The cases of the kinds, each with the filter that it is for."""
    for path in sorted(CORPUS.glob("pairs/*/*.toml")):
        if path.stem in kinds:
            name = path.parent.name
            for case in tomllib.loads(path.read_text("utf-8"))["case"]:
                # TOML cannot hold half a character; such a case doubles its backslashes.
                if case.pop("escaped", False):
                    case |= {key: ast.literal_eval(f'"{case[key]}"') for key in TEXTS & set(case)}
                yield name, case


@pytest.mark.parametrize("name", ["clean", "repair"])
@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_sound_text_comes_out_as_it_went_in(path: Path, name: str):
    text = path.read_text("utf-8")
    assert list(preset(name).run(text).trail) == []
    for line in text.split("\n"):
        assert preset(name).clean(line) == line


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_sound_text_is_kept_as_it_should_be(path: Path):
    data = path.read_bytes()
    text = data.decode("utf-8")
    assert b"\r" not in data
    assert unicodedata.is_normalized("NFC", text)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert not any(line != line.rstrip(" \t\xa0\u3000") for line in text.split("\n"))
    assert len(text.splitlines()) >= 8


def test_there_are_enough_languages():
    assert len(list((CORPUS / "clean").glob("*.txt"))) >= 45


@pytest.mark.parametrize(("name", "case"), cases("wild", "synthetic"))
def test_damage_is_mended(name: str, case: dict):
    if BY_NAME[name].level is Level.REPORT:
        found = [edit.old for edit in BY_NAME[name].find(Document(case["text"]))]
        assert found == case["found"]
    else:
        assert Pipeline([name]).clean(case["before"]) == case["after"]
        assert Pipeline([name]).clean(case["after"]) == case["after"]


@pytest.mark.parametrize(("name", "case"), cases("negative"))
def test_what_is_sound_is_left_alone(name: str, case: dict):
    assert list(BY_NAME[name].find(Document(case["text"]))) == []


def test_known_failures_still_fail():
    for name, case in stored("known_failures"):
        mended = Pipeline([name]).clean(case["before"])
        assert mended != case["after"], f"{name}: {case['label']} holds now: move the case"


def test_every_case_file_is_of_a_known_kind_and_filter():
    for path in (CORPUS / "pairs").glob("*/*"):
        assert path.parent.name in BY_NAME, path
        assert path.suffix == ".toml", path
        assert path.stem in KINDS, path
        for case in tomllib.loads(path.read_text("utf-8"))["case"]:
            report = BY_NAME[path.parent.name].level is Level.REPORT
            texts = {"text", "found"} if report else {"before", "after"}
            wanted = {"text"} if path.stem == "negative" else texts
            assert set(case) - {"escaped"} == wanted | {"label", "origin"}, (path, case)


def test_toml_strings_show_what_a_reader_cannot_see():
    for path in (CORPUS / "pairs").glob("*/*.toml"):
        for character in path.read_text("utf-8").replace("\n", ""):
            sound = unicodedata.category(character)[0] not in "CZ" or character == " "
            assert sound, f"{path}: write U+{ord(character):04X} as an escape"


def test_every_file_has_one_source():
    groups = tomllib.loads((CORPUS / "SOURCES.toml").read_text("utf-8"))["group"]
    owners: dict[Path, int] = {path: 0 for path in CORPUS.rglob("*") if path.is_file()}
    for group in groups:
        assert group["origin"]
        assert group["licence"]
        for pattern in group["files"]:
            found = list(CORPUS.glob(pattern))
            assert found, f"SOURCES.toml names {pattern}, which is not there"
            for path in found:
                owners[path] += 1
    assert [path for path, count in owners.items() if count != 1] == []


def test_every_filter_is_in_the_catalogue_the_corpus_and_the_docs():
    modules = {path.stem for path in (ROOT / "cleantext/filters").glob("[!_]*.py")}
    assert modules == set(BY_NAME)
    assert {path.parent.name for path in CORPUS.glob("pairs/*/negative.toml")} == set(BY_NAME)
    pages = {path.stem for path in (ROOT / "docs/filters").glob("*.md")} - {"index"}
    assert pages == set(BY_NAME)


@pytest.mark.skipif(
    sys.version_info >= (3, 13), reason="argparse lays out options in another way from 3.13 on"
)
def test_the_generated_docs_are_current():
    command = [sys.executable, str(ROOT / "docs/generate.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
