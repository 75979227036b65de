"""Phrases of a list are found alike in C and by the automaton."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleantext import scan
from cleantext.grams import lowered
from cleantext.phrases import Phrases
from cleantext.wares import lexicon

compiled = pytest.mark.skipif(scan.COMPILED is None, reason="the extension was not compiled")

few = st.text(alphabet="ab é漢\uffff", min_size=1, max_size=7)


@compiled
@given(
    phrases=st.lists(few, max_size=12),
    text=st.text(alphabet="ab é漢\uffff\U0001f600\0", max_size=40),
)
@example(phrases=["abab", "ab"], text="aba")
@example(phrases=["abaab", "aba", "abb"], text="ababaab")
@example(phrases=["ab\uffffa", "ab"], text="ab\U0001f600ab\0ab")
def test_the_same_phrases_are_found(phrases: list[str], text: str):
    made = Phrases(phrases)
    assert made.find(text) == made.find_in_python(text)


@compiled
@given(
    pieces=st.lists(
        st.one_of(
            st.sampled_from(lexicon().phrases),
            st.sampled_from(lexicon().phrases).map(lambda phrase: phrase[:-1]),
            st.sampled_from(lexicon().phrases).map(lambda phrase: phrase[1:]),
            st.sampled_from([" ", "s", "я", "漢", "\U0001f600"]),
        ),
        max_size=8,
    )
)
def test_the_same_phrases_of_the_lexicon_are_found(pieces: list[str]):
    text = lowered("".join(pieces))
    assert lexicon().find(text) == lexicon().find_in_python(text)


@compiled
def test_what_is_no_table_of_phrases_is_refused():
    assert scan.COMPILED is not None
    table = scan.COMPILED.phrase_table(["a mill", "mill"])
    assert scan.COMPILED.phrases("a mill, mill", table) == [(0, 0, 6), (1, 8, 12)]
    for odd in (b"", table[:-4], table + bytes(4), b"\xff" * len(table)):
        with pytest.raises(ValueError, match="size"):
            scan.COMPILED.phrases("a mill", odd)
    for unordered in (["b", "a"], ["a", "a"]):
        with pytest.raises(ValueError, match="order"):
            scan.COMPILED.phrase_table(unordered)
    for none in ([""], [1], ["\U0001f600"]):
        with pytest.raises(TypeError, match="characters"):
            scan.COMPILED.phrase_table(none)
