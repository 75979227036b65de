"""What the mojibake filters look at: every line that needs them, and few others."""

from ftfy.badness import is_bad
from hypothesis import example, given
from hypothesis import strategies as st

from cleantext import Document
from cleantext.charmaps import UTF8_READ_AS, decoding_table
from cleantext.misread_lines import certain_lines, first_look
from cleantext.odd_lines import odd_lines
from cleantext.sequences import implausible, implausible_lines, implausible_lines_in_python
from cleantext.suspects import restored, suspects, whole
from cleantext.unread import strictly


@st.composite
def misread(draw: st.DrawFn) -> str:
    """Any text in UTF-8 read as a charset that ftfy knows."""
    table = decoding_table(draw(st.sampled_from(UTF8_READ_AS)))
    text = draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
    return "".join(table[byte] for byte in text.encode()).replace("\n", "")


@given(st.one_of(misread(), st.text(max_size=20)))
def test_what_ftfy_finds_bad_is_looked_at(text: str):
    for line in text.split("\n"):
        if is_bad(line):
            assert implausible().search(line)
            assert [each.text for each in odd_lines(Document(line))] == [line]


@given(st.lists(misread(), max_size=50).map("\n".join))
def test_a_whole_is_the_sum_of_its_lines(text: str):
    everything = whole(Document(text))
    if everything is not None:
        lines = [*zip(text.split("\n"), everything.split("\n"), strict=True)]
        odd = [(old, new) for old, new in lines if not old.isascii()]
        shown = [(old, new) for old, new in odd if restored(old) is not None]
        assert all(restored(old) == new for old, new in shown)
        # The others are UTF-8 as well, though nothing else shows that.
        assert 8 * (len(odd) - len(shown)) <= len(odd)
        assert all(
            new in (strictly(old, "cp1252"), strictly(old, "latin-1"), old) for old, new in lines
        )


SWEDISH = """Hela byn samlades på torget när våren kom.
Färjan går över sjön varje dag i maj.
Två gånger har vägen översvämmats.
Mjölnaren sålde både råg och havre.
Där står kvarnen ännu på höjden.
Gräset växer högt bakom ladugården.
Inte många hörde åskan i går.
På kvällen blåste det från öster.
Så gick det till."""


def test_one_line_in_eight_need_not_show_it():
    lines = SWEDISH.encode().decode("cp1252").split("\n")
    assert restored(lines[-1]) is None
    assert whole(Document("\n".join(lines))) == SWEDISH
    assert whole(Document("\n".join([*lines, lines[-1]]))) is None
    # One line that was not misread, and nothing holds of the text as a whole.
    assert whole(Document("\n".join([*lines[:-1], "Så gick det till."]))) is None


def test_suspects_are_lines_in_order():
    text = "sound\ncafÃ©\n\nнaïve, déjà vu\npøíliš\n"
    found = suspects(Document(text))
    assert [text[each.start : each.end] for each in found] == [each.text for each in found]
    assert [each.text for each in found] == ["cafÃ©", "pøíliš"]


def test_signs_of_three_bytes_are_no_eastern_script():
    sound = "朝から雨が降っていたので、子どもたちは図書館で本を読んでいた。\n" * 40
    table = decoding_table("cp1252")
    misread = "".join(table[byte] for byte in sound.encode())
    assert whole(Document(misread)) == sound
    assert whole(Document(sound)) is None


@given(st.lists(st.one_of(misread(), st.text(max_size=20)), max_size=9).map("\n".join))
def test_lines_that_hold_sequences_are_found_alike_by_both_ways(text: str):
    number, starts = implausible_lines(text)
    assert (number, list(starts)) == implausible_lines_in_python(text)


@given(st.lists(st.one_of(misread(), st.text(max_size=20)), max_size=9).map("\n".join))
@example("cafÃ\ufffd dÃ©jÃ\ufffd\nÃ\x1a Ã©\ncafÃ©")
@example("Ã©\x85 \xed\xa0\x80 Ã\ncafÃ©")
def test_what_is_certain_is_so_with_and_without_a_first_look(text: str):
    odd = odd_lines(Document(text))
    look = first_look(text, odd)
    assert certain_lines(text, odd, {}, look) == certain_lines(text, odd, {})
