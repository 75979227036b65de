"""What is worth hearing in a text, and what it shares with it, is the same in C and in Python."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import anything

from cleantext import hearing, scan, shares
from cleantext.grams import folding
from cleantext.pitch import ADDRESS, may_hold_address
from cleantext.sentences import names, scripts, scripts_in_python, sentence, sentence_in_python

compiled = pytest.mark.skipif(scan.COMPILED is None, reason="the extension was not compiled")

pieces = st.sampled_from(
    ["buy cheap pills online", "casino bonus", "哪里买春药", "ซื้อยา ราคาถูก", "купить дешево", "It rains",
     " ", ". ", "...", "?!", "。", "！」", "\n", "\u2028", " | ", " - ", " , ", "_", "www.example.com/x", "3.5",
     "a://b", "www.é", "z.B", "x.COM", "a.b.co/x", "-.com", "www.", "https://", "x-y.ru/a?b", ".co", "<", "i.e", "a.longest", "a.am_", "bow.\"", "»", ".” ", "Я", "Яя Big Mill here", "ม Old Mill-house", "x\U0001f600y", "é", "I" * 401]
)  # fmt: skip
texts = st.lists(st.one_of(pieces, st.text(max_size=3)), max_size=30).map("".join)


@compiled
@given(text=texts, floor=st.sampled_from([hearing.FAINT, -99.0, 1.0]))
@example(text="buy cheap pills online casino bonus。...buy cheap pills online", floor=-3.0)
@example(text="buy cheap pills onlinecasino bonus。...buy cheap pills online", floor=-3.0)
@example(text="buy cheap pills onlinecasino bonusЯя Big Mill here", floor=-99.0)
@example(text="casino bonus" * 2 + "ม Big Mill here. Яя buy cheap pills online", floor=-99.0)
@example(text="Casino bonus casino BONUS", floor=-99.0)
@example(text="casino bonus ΣΑΣ σας", floor=-99.0)
@example(text="casino bonusİ bonusi\u0307", floor=-99.0)
@example(text="casino_bonus, casino_BONUS x2", floor=-99.0)
def test_the_same_sentences_are_heard(text: str, floor: float):
    with pytest.MonkeyPatch.context() as patch:
        # Where everything is loud enough, it shows where each sentence begins and ends.
        patch.setattr(hearing, "FAINT", floor)
        assert hearing.glimpse(text) == hearing.glimpse_in_python(text)


@given(text=texts, place=st.integers(0, 60), floor=st.integers(0, 60))
def test_a_sentence_holds_its_place_or_ends_before_it(text: str, place: int, floor: int):
    place = min(place, len(text))
    low, high = sentence(text, place, min(floor, place))
    assert (low, high) == sentence_in_python(text, place, min(floor, place))
    assert min(floor, place) <= low
    assert "\n" not in text[low:high]


@given(text=st.one_of(texts, st.text('awh.:/-3 <"COM')))
@example(text="foo-.com")
@example(text="www.3")
def test_no_address_is_overlooked(text: str):
    assert may_hold_address(text) or not ADDRESS.search(text)


def test_numbers_and_names_hold_no_address():
    assert not any(
        map(may_hold_address, ["10.000 of 3.5", "J.R. Tolkien", "www. is left", "a: //"])
    )


@compiled
@given(sentences=st.lists(anything, max_size=3), rest=anything)
@example(sentences=["", "\U0001f600\U0001f600a"], rest="")
@example(sentences=["a", "  ", "ab ab ab"], rest="a b")
@example(
    sentences=["".join(map(chr, range(0x5000, 0x5A00))), "a mill"],
    rest="".join(map(chr, range(0x4E00, 0x5800))),
)
def test_the_same_runs_are_shared(sentences: list[str], rest: str):
    for text in (rest, rest + "".join(sentences)):
        expected = shares.shared_in_python(sentences, text)
        assert shares.shared(sentences, text) == expected


@compiled
@given(text=anything)
@example(text="aЯا日\U00020000\U0001f600²½_")
def test_the_same_letters_are_counted(text: str):
    assert scripts(text) == scripts_in_python(text)
    assert text.isascii() or names(text) == set(scripts_in_python(text))


@compiled
def test_tables_of_an_odd_size_are_refused():
    assert scan.COMPILED is not None
    with pytest.raises(ValueError, match="size"):
        scan.COMPILED.shared(["a"], "b", folding()[:7])
    with pytest.raises(TypeError, match="no str"):
        scan.COMPILED.shared(["a", 1], "b", folding())
    with pytest.raises(ValueError, match="size"):
        scan.COMPILED.letters("a", b"abc", 0)
    for place, floor in ((4, 0), (1, 2), (1, -1)):
        with pytest.raises(ValueError, match="within"):
            scan.COMPILED.sentence("abc", place, floor)
    good = hearing.HOOKS.tables
    with pytest.raises(ValueError, match="size"):
        scan.COMPILED.listen("a", *good, b"xyz", (1, 2, 3), (1, 2, 3), 0.0, 0.0, 9)
    with pytest.raises(ValueError, match="size"):
        scan.COMPILED.listen("a", *good[:2], good[1], b"xy", (1, 2, 3), (1, 2, 3), 0.0, 0.0, 9)
