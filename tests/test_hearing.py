"""What is worth hearing in a text, and what it shares with it, is the same in C and in Python."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import anything

from cleantext import hearing, outliers, scan
from cleantext.grams import folding
from cleantext.sentences import sentence

compiled = pytest.mark.skipif(scan.COMPILED is None, reason="the extension was not compiled")

pieces = st.sampled_from(
    ["buy cheap pills online", "casino bonus", "哪里买春药", "ซื้อยา ราคาถูก", "купить дешево", "It rains",
     " ", ". ", "...", "?!", "。", "！」", "\n", "\u2028", " | ", " - ", " , ", "_", "www.example.com/x", "3.5",
     "a://b", "»", ".” ", "Я", "Яя Big Mill here", "ม Old Mill-house", "x\U0001f600y", "é", "I" * 401]
)  # fmt: skip
texts = st.lists(st.one_of(pieces, st.text(max_size=3)), max_size=30).map("".join)


@compiled
@given(text=texts, quiet=st.booleans())
@example(text="casino bonus" * 2 + "ม Big Mill here. Яя buy cheap pills online", quiet=True)
def test_the_same_sentences_are_heard(text: str, quiet: bool):
    floor = hearing.FAINT
    try:
        # Where everything is loud enough, it shows where each sentence begins and ends.
        hearing.FAINT = -99.0 if quiet else floor
        assert hearing.listened(text) == list(hearing._listened(text))
    finally:
        hearing.FAINT = floor


@given(text=texts, place=st.integers(0, 60), floor=st.integers(0, 60))
def test_a_sentence_holds_its_place_or_ends_before_it(text: str, place: int, floor: int):
    place = min(place, len(text))
    low, high = sentence(text, place, min(floor, place))
    assert min(floor, place) <= low
    assert "\n" not in text[low:high]


@compiled
@given(said=anything, rest=anything, common=anything)
@example(said="", rest="", common="")
@example(said="\U0001f600\U0001f600a", rest="a", common="")
def test_the_same_runs_are_shared(said: str, rest: str, common: str):
    assert scan.COMPILED is not None
    said, rest = said + common, rest + common
    runs, host = outliers._threes(said), outliers._threes(rest)
    assert scan.COMPILED.shared(said, rest, folding()) == (len(runs), len(runs & host))


@compiled
def test_tables_of_an_odd_size_are_refused():
    assert scan.COMPILED is not None
    with pytest.raises(ValueError, match="size"):
        scan.COMPILED.shared("a", "b", folding()[:7])
    good = hearing.HOOKS.tables
    with pytest.raises(ValueError, match="size"):
        scan.COMPILED.listen("a", *good, b"xyz", (1, 2, 3), (1, 2, 3), 0.0, 0.0)
    with pytest.raises(ValueError, match="size"):
        scan.COMPILED.listen("a", *good[:2], good[1], b"xy", (1, 2, 3), (1, 2, 3), 0.0, 0.0)
