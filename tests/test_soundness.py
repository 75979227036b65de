"""A text is told to cost no more than so much exactly where that is so."""

from hypothesis import given
from hypothesis import strategies as st
from strategies import anything

from cleantext.language import bits
from cleantext.soundness import costs_at_most

WORDS = ["the", "während", "garçon", "и", "ночь", "řeka", "ώρα", "漢字", "שלום", "x1", "\xad", ""]
texts = st.lists(
    st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join) | anything, min_size=1, max_size=6
)


@given(texts=texts, gap=st.sampled_from([-40.0, -1.0, -0.01, 0.01, 1.0, 40.0]))
def test_what_is_told_sooner_is_told_right(texts: list[str], gap: float):
    for text in texts:
        assert costs_at_most(text, bits(text) + gap) == (gap > 0)
