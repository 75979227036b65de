"""Lines of code are found alike by both ways."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import anything

from cleantext import scan
from cleantext.classes import bitset
from cleantext.sources import _BEGIN, _HOLD, _SIGNS, SAMPLE

PARTS = [
    *"\n\n\n \t\u3000.'{}])(;=!-<>\\aé中_1",
    "\\fB", "\\-", "</a>", "<p>", "f(x);", "f (x)", " == ", " != ", "->", "import ", "define", "#include", "return\n",
    "\nvar x", "\n  let it be", "\n.TH", "\n'\\\"", "\U00020000",
]  # fmt: skip
texts = st.one_of(anything, st.lists(st.sampled_from(PARTS), max_size=30).map("".join))


@pytest.mark.skipif(scan.COMPILED is None, reason="the extension was not compiled")
@given(text=texts, size=st.sampled_from([3, 20, SAMPLE]))
@example(text="a;\x1c\n\n\x85", size=SAMPLE)
@example(text="x(a)\n;", size=SAMPLE)
def test_no_line_of_code_is_passed_over(text: str, size: int):
    assert scan.COMPILED
    total, some = scan.COMPILED.source_lines(text, bitset(_SIGNS), size)
    lines = [line for line in text[:size].split("\n") if line.strip()]
    assert total == len(lines)
    code = [line for line in lines if _HOLD.search(line) or _BEGIN.match(line)]
    assert [line for line in some if _HOLD.search(line) or _BEGIN.match(line)] == code


@pytest.mark.skipif(scan.COMPILED is None, reason="the extension was not compiled")
def test_prose_is_passed_over():
    assert scan.COMPILED
    prose = (
        "The well-known mill (by the river) is old; it stands; well!\n“Rain,” he said - and left.\n"
    )
    assert scan.COMPILED.source_lines(prose, bitset(_SIGNS), SAMPLE) == (2, [])
