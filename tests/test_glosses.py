"""Glosses are found, counted and taken out alike by both ways."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import anything

from cleantext import scan
from cleantext.glosses import glosses, glosses_in_python, unglossed
from cleantext.hanzi import PINYIN, first_readings

PARTS = [
    "會(huì)",
    "網（wǎng）",
    "會(hui)",
    "中(zhōng)",
    "a(huì)",
    "(",
    "（",
    ")",
    "會",
    "〇",
    "𠀀(huì)",
    "\n",
    "wǎng)",
]
texts = st.one_of(anything, st.lists(st.sampled_from(PARTS), max_size=12).map("".join))


@given(text=texts)
@example(text="(huì)會(huì)")
@example(text="會(zhuāng")
def test_what_is_found_is_what_python_finds(text: str):
    found = glosses(text)
    assert found == glosses_in_python(text)
    for start, end in found.places() if found else ():
        assert first_readings()[text[start - 1]] == text[start + 1 : end - 1]


@given(text=texts, chars=st.text("會網中a", max_size=3))
def test_what_goes_stands_behind_what_was_named(text: str, chars: str):
    found = glosses(text)
    if found is None:
        return
    left, done = "", 0
    for start, end in found.places():
        if text[start - 1] in chars:
            left, done = left + text[done:start], end
    assert unglossed(text, found.spans, chars) == left + text[done:]


def test_the_compiled_loop_needs_no_more_than_readings():
    readings = set(first_readings().values())
    assert all(re.fullmatch(PINYIN, reading) for reading in readings)
    assert all("\u3000" <= char <= "\u9fff" for char in first_readings())


@pytest.mark.skipif(scan.COMPILED is None, reason="the compiled loop is not there")
def test_spans_of_another_text_are_refused():
    found = glosses("上會(huì)了")
    assert found
    with pytest.raises(ValueError, match="no spans of this text"):
        unglossed("會", found.spans, "會")
