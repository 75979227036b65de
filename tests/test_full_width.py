"""Marks that were folded are found, and made full again, alike by both ways."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import anything

from cleantext import scan
from cleantext.full_width import folded, folded_in_python, full, fuller

PARTS = [
    *",:;?!()。.，？\n",
    *"中文 “”a1\t\u3000\U00020000",
    "會,議",
    "好。",
    "10:39",
    "https://a.example/?q=1,2,",
    " (a)",
    "a@b.example,",
    "。。。。",
]
texts = st.one_of(anything, st.lists(st.sampled_from(PARTS), max_size=40).map("".join))


@given(text=texts)
@example(text="(中)文,中。")
@example(text="文(中 (文)中),中。\n(a)\n文!? 文!?文,文。")
@example(text="中文,中。 ,中a")
@example(text="1,2:中a,b\na,b文?\n,中文,中。")
def test_what_was_folded_is_what_python_says(text: str):
    for each in (text, f"{text}中,中。。", f"。文,文。{text}"):
        assert folded(each) == folded_in_python(each)


@given(text=st.text("中,:()。é\U00020000", max_size=30), data=st.data())
def test_flagged_marks_become_full(text: str, data: st.DataObject):
    wanted = [char in ",:()" and data.draw(st.booleans()) for char in text]
    made = [full(char) if each else char for char, each in zip(text, wanted, strict=True)]
    assert fuller(text, bytes(wanted)) == "".join(made)


@pytest.mark.skipif(scan.COMPILED is None, reason="the compiled loop is not there")
def test_flags_of_another_text_are_refused():
    with pytest.raises(ValueError, match="a flag for each character"):
        fuller("中,文", b"\0")
