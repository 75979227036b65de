"""The compiled loop and its twin agree on what a text costs, on the last bit."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import anything

from cleantext import scan
from cleantext.language import bits, bits_in_python

CLEAN = Path(__file__).parents[1] / "corpus" / "clean"
LINES = [
    line for path in sorted(CLEAN.glob("*.txt")) for line in path.read_text("utf-8").split("\n")
]
words = st.sampled_from(
    ["the", "wÄhrend", "aÉ", "ночЬ", "άΑ", "ΛΌΓΟΣ", "İstanbul", "漢字", "\u34a5字", "吳a", "\U0002b5af字", "かな",
     "한", "שלום", "x1", "\xad", "a\xa0b", "\t", "ﾃ", "\ue000漢", "\ud800漢", "", "€5"]
)  # fmt: skip
texts = st.one_of(anything, st.sampled_from(LINES), st.lists(words, max_size=9).map(" ".join))


@pytest.mark.skipif(scan.COMPILED is None, reason="the extension was not compiled")
@given(texts)
@example("")
@example(" a  b ")
def test_both_ways_to_add_up_what_a_text_costs_agree(text: str):
    assert bits(text) == bits_in_python(text)


def test_the_model_knows_sound_text_from_damaged():
    for sound, damaged in (("Příliš žluťoučký", "Pøíliš žluouèký"), ("Привет", "Ïðèâåò")):
        assert bits_in_python(sound) < bits_in_python(damaged)
        assert bits(sound) < bits(damaged)
