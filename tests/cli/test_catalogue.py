"""`filters`, `explain` and `demo`."""

import json

import pytest
from commands import run

from cleantext import clean, explain
from cleantext.cli.demo import page
from cleantext.filters import CATALOGUE
from cleantext.presets import PRESETS


def test_filters_lists_every_filter_in_order():
    rows = run("filters").lines[1:]
    assert [row.split()[0] for row in rows] == [each.name for each in CATALOGUE]
    assert all(row.endswith(each.summary) for row, each in zip(rows, CATALOGUE, strict=True))
    assert run("filters", "--output-format", "concise").lines == [each.name for each in CATALOGUE]


def test_filters_as_json():
    objects = [json.loads(line) for line in run("filters", "--output-format", "json").lines]
    assert [each["name"] for each in objects] == [each.name for each in CATALOGUE]
    for each in objects:
        assert set(each) == {"name", "level", "presets", "line_local", "summary"}
        assert set(each["presets"]) <= set(PRESETS)
    assert "clean" in next(each for each in objects if each["name"] == "mojibake")["presets"]


@pytest.mark.parametrize("name", [each.name for each in CATALOGUE])
def test_every_filter_has_a_page(name):
    done = run("explain", name)
    assert done.code == 0
    assert done.text.startswith(f"{name}: ")
    assert "What is left alone" in done.text
    assert "\nlevel: " in done.text
    assert all(len(line) < 140 for line in done.lines)
    assert all(each.isprintable() or each == "\n" for each in done.text)


def test_the_demo_says_what_was_wrong_and_prints_the_clean_text():
    done = run("demo")
    assert done.code == 0
    assert done.text.endswith(clean(page()).rstrip() + "\n")
    counts = {}
    for change in explain(page()).changes():
        if change.made:
            counts[change.filter] = counts.get(change.filter, 0) + 1
    for name, count in counts.items():
        assert f"\n{name}: {count}\n" in done.text
    assert f": {sum(counts.values())} repairs by {len(counts)} filters\n" in done.text
