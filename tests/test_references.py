"""Character references: one pass in C does what the pattern does."""

import html

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleantext import edit
from cleantext.references import REFERENCE, character, references, unescaped

PIECES = [
    "&", "&&", "&amp;", "&AMP;", "&Amp;", "&#38;", "&#0038;", "&#x26;", "&#X026;", "amp;", "#38;", "&amp", "&#", "&#x", ";",
    "&eacute;", "eacute;", "&lt;", "&NotEqualTilde;", "&nosuch;", "&x;", "&frac12;", "&CounterClockwiseContourIntegral;",
    "&a234567890123456789012345678901;", "&a2345678901234567890123456789012;", "&a23456789012345678901234567890123;",
    "&#233;", "&#xE9;", "&#xe9;", "&#128512;", "&#x1F600;", "&#0;", "&#9;", "&#11;", "&#127;", "&#128;", "&#129;", "&#150;",
    "&#xD800;", "&#xFDD0;", "&#xFFFE;", "&#x10FFFF;", "&#x110000;", "&#12345678;", "&#123456789;", "&#00000233;", "&#x00000e9;",
    "&#1g;", "&#x;", "\"", "'", "“", "«", "é", "漢", "😀", "\0", "a", " AT&T ", "?a=1&copy=2",
]  # fmt: skip
pieces = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@given(text=pieces)
@example(text="")
@example(text="&")
@example(text="&amp;amp;eacute;")
def test_both_ways_are_the_same(text: str):
    found = unescaped(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(edit, "COMPILED", None)
        assert unescaped(text) == found


@given(text=pieces)
def test_each_is_counted(text: str):
    assert unescaped(text).references == len(REFERENCE.findall(text))


def test_numbers_are_those_of_browsers():
    for code in range(160, 0x11000):
        meant = character(f"#{code}")
        assert meant is None or meant == html.unescape(f"&#{code};")
        assert unescaped(f"&#{code};").text == (meant or f"&#{code};")


def test_each_name():
    for name, meant in references().items():
        if name.endswith(";"):
            assert unescaped(f"(&{name})").text == f"({meant})"


@pytest.mark.skipif(edit.COMPILED is None, reason="the extension was not compiled")
def test_wrong_tables_are_refused():
    assert edit.COMPILED is not None
    with pytest.raises(ValueError, match="32"):
        edit.COMPILED.unescaped("&#150;", {}, "", "")
    with pytest.raises(ValueError, match="name"):
        edit.COMPILED.unescaped("&wide;", {"wide;": "three"}, 32 * "\0", "")
