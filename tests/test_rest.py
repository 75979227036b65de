"""What the rest of a text says is found alike by both ways, and so is where its sentences end."""

import re

from hypothesis import example, given
from hypothesis import strategies as st
from strategies import anything

from cleantext.rest import rest, rest_in_python
from cleantext.sentences import END, QUOTED, stops

PIECES = [
    "We planted beans in April.",
    " Buy cheap viagra online | order cialis now!",
    "\n",
    "  \t",
    "カジノで遊ぶ。",
    "Order cheap pills at www.pills.example.com today?",
    " who buy a rolex",
    "print(mill);",
    "mill mill mill mill mill",
    "ΟΔΟΣ ΤΗΣ ΠΟΛΗΣ",
    "İstanbul casino bonusu",
    "「賭博」…",
    "beans " * 90,
    '"Rain," he said.',
    "!?» ",
]
texts = st.one_of(anything, st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
levels = st.sampled_from([-1.5, -1.0, 0.0, 3.0])


@given(
    text=texts, starts=st.lists(st.integers(0, 200), max_size=4), level=levels, quiet=st.booleans()
)
@example(text="A. Casino bonus. B.", starts=[3, 3, 99], level=-1.5, quiet=False)
@example(text="\ud800 casino bonus online now, free spins.", starts=[], level=0.0, quiet=False)
def test_what_the_rest_says(text: str, starts: list[int], level: float, quiet: bool):
    assert rest(text, starts, level, quiet) == rest_in_python(text, starts, level, quiet)


@given(text=texts)
@example(text="...\n?！\n\n。」」a.")
def test_where_sentences_end(text: str):
    assert stops(text) == [(end.end(), end.group() == "\n") for end in END.finditer(text)]


_ONE_OF_TWO = re.compile(
    r"[“„«「『][^”“»」』\n]{1,200}[”“»」』]|(?<![\w.,!?])\"(?=\w)[^\"\n]{1,200}(?<=[\w.,!?])\"(?!\w)"
)


@given(text=st.text('"“”„«»「」 a.,!\nb', max_size=60), start=st.integers(0, 9))
def test_what_stands_between_quotation_marks(text: str, start: int):
    found = [match.span() for match in QUOTED.finditer(text, start, len(text) - 2)]
    assert found == [match.span() for match in _ONE_OF_TWO.finditer(text, start, len(text) - 2)]
