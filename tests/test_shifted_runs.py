"""What stands behind a lost byte is gathered, doubted and weighed alike by both ways."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import anything

from cleantext import language, scan
from cleantext.shifted_runs import LONGEST, cost, shifted_run, shifted_run_in_python

compiled = pytest.mark.skipif(scan.COMPILED is None, reason="the extension was not compiled")

PARTS = [
    *"?\ufffd()萍疾奎科技部是我的會崿域實h@Z0,。，“ \n\0\x7f\x80é中\ue2fd\U00020000",
    "萍疾奎h組",
    "?qū)",
    "?(qū)",
    "崿F(xiàn)",
    "會(huì)",
    "(zhuāngg)",
    "(a",
    "?按蟀囝~",
]
texts = st.one_of(anything, st.lists(st.sampled_from(PARTS), max_size=25).map("".join))


@compiled
@given(text=texts, start=st.integers(0, 12), bare=st.booleans())
@example(text="域?qū)崿F(xiàn)更多", start=5, bare=True)
@example(text="勇?lián)\ue2fd?dāng)作", start=6, bare=True)
@example(text="勇?lián)\ue2fd?dāng)作", start=6, bare=False)
@example(text="?", start=0, bare=True)
@example(text="萍", start=0, bare=False)
@example(text="力量??萍疾奎(kuí)h組", start=4, bare=False)
@example(text="萍疾奎" * LONGEST, start=0, bare=False)
@example(text="萍疾" * (LONGEST // 2 - 1) + "萍h組", start=0, bare=False)
def test_the_same_is_gathered(text: str, start: int, bare: bool):
    assert shifted_run(text, start, bare) == shifted_run_in_python(text, start, bare)


@compiled
@given(text=texts, before=st.sampled_from("\n科國?\0"))
@example(text="繐菕譅鋂鑀𰬸", before="\n")
def test_a_text_costs_the_same(text: str, before: str):
    assert cost(text, before) == language.cost(text, before)


@compiled
def test_each_character_has_the_bytes_that_python_says():
    for code in range(0x10000):
        text = f"{chr(code)}?"
        assert shifted_run(text, 0, True) == shifted_run_in_python(text, 0, True), hex(code)
