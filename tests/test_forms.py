"""Normalization forms of long rows of marks are those of `unicodedata`."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import anything

from cleantext import Document, forms, scan
from cleantext.filters.unicode_form import find

#: Of many classes; U+0344 and U+0F73 come apart into two, the latter is no mark by its class.
MARKS = "\u0301\u0302\u0323\u0327\u0334\u0344\u0345\u05b0\u05bc\u064b\u093c\u0f71\u0f73\u0f74\u3099"
rows = st.lists(
    st.tuples(
        st.text(MARKS, min_size=1, max_size=5),
        st.integers(1, 40),
        st.sampled_from(["", "a", "é", "ậ", "각"]),
    ),
    max_size=6,
).map(lambda parts: "".join(letter + marks * times for marks, times, letter in parts))


@given(text=rows)
@example(text="\u0323\u0323\u0302\u0302\u0302" * 60)
def test_long_rows(text: str):
    for form in ("NFC", "NFD"):
        assert forms.normalize(form, text) == unicodedata.normalize(form, text)
        assert forms.is_normalized(form, text) == unicodedata.is_normalized(form, text)


@given(text=st.one_of(rows, anything))
@example(text="ו\u05bc\u05b0 اً 가 क़ Å")
def test_what_is_plainly_normalized_is(text: str):
    plainly = forms.is_plainly_nfc(text)
    assert not plainly or unicodedata.is_normalized("NFC", text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scan, "COMPILED", None)
        assert forms.is_plainly_nfc(text) == plainly


def test_a_long_row_of_marks_is_put_in_order():
    # Taking the square of its length, this took an hour.
    text = "a" + "\u0302\u0323" * 100_000
    (edit,) = find(Document(text))
    assert edit.new == "ậ" + "\u0323" * 99_999 + "\u0302" * 99_999


def test_a_long_row_of_marks_in_order_stays():
    assert not list(find(Document("q" + "\u0323" * 200 + "\u0302" * 200)))
