"""Counts that add up however documents are divided, and the page in a real browser."""

import random
from pathlib import Path

import pytest
from browser import Browser
from hypothesis import given
from hypothesis import strategies as st
from strategies import damaged

from cleantext.pipeline import Pipeline
from cleantext.presets import preset
from cleantext.report import SAMPLES, Tally
from cleantext.report_page import page

REPAIR = preset("repair")
SPAM = Path(__file__).parents[1] / "cleantext/pages/hijacked.html.txt"


def tallied(documents, pipeline: Pipeline = REPAIR) -> Tally:
    tally = Tally()
    for key, text in documents:
        tally.add(key, text, pipeline.run(text))
    return tally


@given(st.lists(damaged, max_size=12), st.integers(1, 4), st.randoms())
def test_counts_add_up_and_the_division_does_not_matter(texts, parts, chance):
    documents = [(f"doc{index}", text) for index, text in enumerate(texts)]
    whole = tallied(documents)
    clean = [REPAIR.clean(text) for text in texts]
    assert whole.documents == len(texts)
    assert whole.touched == sum(old != new for old, new in zip(texts, clean, strict=True))
    assert whole.characters_out == sum(map(len, clean))
    gained = sum(each.added - each.removed for each in whole.filters.values())
    assert whole.characters + gained == whole.characters_out
    assert whole.total_edits() == sum(whole.edits.values())
    shares = [documents[part::parts] for part in range(parts)]
    chance.shuffle(shares)
    merged = Tally()
    for share in shares:
        merged.merge(tallied(share))
    assert merged.as_dict() == whole.as_dict()
    assert Tally.from_dict(whole.as_dict()).as_dict() == whole.as_dict()


def test_samples_are_few_and_the_same_whatever_the_order():
    documents = [(f"doc{n}", "in\u200bvisible") for n in range(100)]
    first = tallied(documents)
    random.Random(1).shuffle(documents)
    assert tallied(documents).samples == first.samples
    assert len(first.samples["zero_width"]) == SAMPLES


def test_pieces_of_a_sample_are_the_text():
    text = "one cafÃ© and in\u200bvisible"
    (sample,) = tallied([("a", text)]).samples["zero_width"]
    assert "".join(old for old, _, _, _ in sample.pieces) == text
    assert "".join(new for _, new, _, _ in sample.pieces) == "one café and invisible"
    assert [by for _, _, by, _ in sample.pieces if by] == ["mojibake", "zero_width"]


FACTS = {
    "version": "1", "fingerprint": "abc", "shards": 2, "pipeline": [{"name": "mojibake", "level": "fix"}],
    "failed": [{"shard": "x.jsonl", "reason": "<script>alert(1)</script>"}], "passed_over": [],
    "summaries": {"zero_width": "characters without width"},
}  # fmt: skip


@pytest.fixture
def report(tmp_path):
    tally = tallied([(f"doc{n}", f"cafÃ© <b> in\u200bvisible {n} \u202eabc ") for n in range(9)])
    tally.merge(tallied([("hijacked", SPAM.read_text("utf-8"))], preset("clean")))
    tally.charsets["utf-8"] = 10
    path = tmp_path / "report.html"
    path.write_text(page(tally, FACTS), "utf-8")
    return path


def test_the_page_needs_nothing_from_elsewhere(report):
    text = report.read_text("utf-8")
    assert (
        "http" not in text.replace("http-equiv", "").replace("https://", "http").split("<body>")[0]
    )
    assert "alert(1)</script>" not in text
    assert "src=" not in text
    assert "&lt;b&gt;" in text
    assert "\u202e" not in text


_SEEN = """
const box = arguments[0].startsWith("//") ? null : document.querySelector(arguments[0]);
if (!box) return null;
const r = box.getBoundingClientRect();
return [r.width, r.height, getComputedStyle(box).color, getComputedStyle(box).backgroundColor];
"""


def test_in_a_browser(report, tmp_path):
    with Browser(tmp_path) as browser:
        browser.open(report.as_uri())
        browser.resize(1200, 900)
        assert browser.run("return document.title") == "cleantext report"
        light = browser.screenshot(tmp_path / "light.png")
        for seen in (
            "h1",
            ".tile b",
            "svg rect",
            "#zero_width h2",
            "#zero_width del",
            "#mojibake ins",
            "#dropped",
            ".gone del",
        ):
            width, height, *_ = browser.run(_SEEN, seen)
            assert width > 0, seen
            assert height > 0, seen
        assert "U+200B" in browser.run("return document.querySelector('#zero_width del').innerText")
        assert "cafÃ©" in browser.run(
            "return document.querySelector('#mojibake .sides').innerText.replace(/\\n/g, '')"
        )
        # Every link leads to a section that is there.
        broken = "return [...document.querySelectorAll('a')].filter(a => !document.getElementById(decodeURIComponent(a.hash.slice(1)))).length"
        assert browser.run(broken) == 0
        browser.run("document.querySelector(\"a[href='#zero_width']\").click()")
        top = browser.run(
            "return document.getElementById('zero_width').getBoundingClientRect().top"
        )
        assert -5 <= top <= 900
        # The search hides what does not match.
        search = "const s = document.getElementById('search'); s.value = arguments[0]; s.dispatchEvent(new Event('input'));"
        browser.run(search, "zero_width")
        hidden = "return [...document.querySelectorAll('section.filter')].filter(e => !e.hidden).map(e => e.id)"
        assert "zero_width" in browser.run(hidden)
        assert "pinyin_glosses" not in browser.run(hidden)
        browser.run(search, "")
        # A phone: nothing sticks out at the side.
        browser.command(
            "Emulation.setDeviceMetricsOverride",
            width=360,
            height=740,
            deviceScaleFactor=1,
            mobile=True,
        )
        browser.screenshot(tmp_path / "phone.png")
        assert browser.run("return document.documentElement.scrollWidth") <= 360
        # Dark: the same page, light letters on a dark ground.
        ground = "return getComputedStyle(document.body).backgroundColor"
        before = browser.run(ground)
        browser.command(
            "Emulation.setEmulatedMedia",
            features=[{"name": "prefers-color-scheme", "value": "dark"}],
        )
        assert browser.run(ground) != before
        assert browser.screenshot(tmp_path / "dark.png") != light


def test_without_scripts(report, tmp_path):
    with Browser(tmp_path) as browser:
        browser.command("Emulation.setScriptExecutionDisabled", value=True)
        browser.open(report.as_uri())
        shown = browser.command(
            "Runtime.evaluate",
            expression="document.body.innerText + getComputedStyle(document.getElementById('search')).display",
        )["result"]["value"]
        assert "zero_width" in shown
        assert shown.endswith("none")
