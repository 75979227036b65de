"""Known words speak for a reading, and only they; lists of letters and drawings bring in none."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import anything

from cleantext import Document, scan
from cleantext.charmaps import decoding_table, encode
from cleantext.doubts import _MIX_UPS, _readings, doubtful, visitors
from cleantext.odd_lines import odd_lines
from cleantext.support import Reread, supported
from cleantext.vocabulary import (
    ALONE,
    VERDICTS,
    are_known,
    evidence,
    evidence_in_python,
    known,
    known_in_python,
    table,
)

WORDS = [
    "während",
    "garçon",
    "année",
    "España",
    "però",
    "größer",
    "żółty",
    "švýcarský",
    "hétfő",
    "şimdi",
    "žmonės",
    "þetta",
]
#: The charset that each of some words was written in, and the one that it was read in.
MISREAD = [
    ("während", "cp850", "cp1252"),
    ("même", "cp1252", "cp1250"),
    ("España", "cp1252", "mac-roman"),
    ("wiadomość", "iso8859-2", "cp1250"),
    ("saldırdı", "cp1254", "cp1252"),
    ("žmonės", "cp1257", "cp1252"),
]


def misread(word: str, written: str, read: str) -> str:
    return "".join(map(decoding_table(read).__getitem__, word.encode(written)))


@pytest.mark.parametrize("word", WORDS)
def test_words_are_known_in_any_case(word: str):
    assert known(word)
    assert known(word.capitalize())
    assert "ß" in word or known(word.upper())


@given(anything)
def test_what_is_known_has_letters_beyond_ascii(text: str):
    assert not (known(text) and text.isascii())


def test_few_that_are_no_words_are_taken_for_words():
    taken = sum(
        known(f"{first}{second}ž{third}q")
        for first in "abcdefghijklmnop"
        for second in "stuvwx"
        for third in "bcdfghjklm"
    )
    assert taken <= 5


@given(anything)
def test_a_text_is_no_evidence_against_itself(text: str):
    assert evidence(text, text) == 0


@pytest.mark.parametrize(("word", "written", "read"), MISREAD)
def test_a_misread_word_is_doubted_and_speaks_for_its_reading(word: str, written: str, read: str):
    broken = misread(word, written, read)
    line = f"so {broken} it"
    assert evidence(line, f"so {word} it") > 0 > evidence(f"so {word} it", line)
    assert not are_known([broken])
    assert [each.text for each in odd_lines(Document(line))] == [line]


@pytest.mark.parametrize("word", WORDS)
def test_a_word_is_not_doubted(word: str):
    assert not any(doubtful(f"a {word} b", list(range(len(word) + 4))))


@given(anything)
def test_letters_at_home_are_no_visitors(text: str):
    assert set(visitors(text)) <= set(visitors(""))
    assert not set("þ") & set(visitors(text + "æ" if len(text) < 900 else "æ"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[а-яА-Я]", "[Б-Сб-с]"),
        ("æøåÆØÅ", "ФЬЕфье"),
        ("│ CA │ FG │", "Á CA Á FG Á"),
        ("PMP®/CAPM®", "PMP’/CAPM’"),
        ("МВФ, ЦБ РФ", "нчж, гв тж"),
        ("ß î", "§ ”"),
    ],
)
def test_what_brings_in_no_words_is_not_believed(old: str, new: str):
    assert supported(old, [Reread(0, old, new)]) == []


def test_characters_elsewhere_in_a_text_speak_against_a_reading():
    line = Reread(0, "jen, jiyè, oktòb", "jen, jiyč, oktňb")
    assert supported(line.old, [line])
    assert not supported(f"{line.old}\nmèkredi, Kreyòl", [line])


@given(st.lists(st.text("абвгдежз ", min_size=1), max_size=4))
def test_no_reading_is_no_edit(lines: list[str]):
    text = "\n".join(lines)
    assert supported(text, [Reread(0, line, line) for line in lines[:1]]) == []


@given(word=st.one_of(st.text(alphabet="aZ—’éęþ·ß\x1a\ufffd\x81ô中", max_size=8), anything))
def test_a_word_is_read_in_every_other_charset(word: str):
    found = set()
    for read, written in _MIX_UPS:
        data = encode(word, read)
        if data is not None:
            found.add("".join(map(decoding_table(written).__getitem__, data)))
    assert set(_readings(word)) == found - {word}


@given(
    st.one_of(
        st.sampled_from([each for word in WORDS for each in (word, word.upper(), word + "é")]),
        st.text(st.sampled_from("abzAZéÉİıñŐőɏḀỿßþ"), max_size=42),
    )
)
def test_both_ways_to_look_up_a_word_agree(word: str):
    assert known(word) == known_in_python(word)


#: Tokens of which some have known words: in capitals, twice, with a mark within, as one letter.
TOKENS = [
    "während", "WÄHREND", "même", "MÊME", "l’été", "été-été", "à", "č", "è", "€", "ß", "de", "jour", "a", "", "\x92",
    "là", "où", "漢", "\U0001f600", "żółty", "garçon,", "ǅé", "ıİ",
]  # fmt: skip
lines = st.lists(st.sampled_from(TOKENS), max_size=7)


@given(lines, lines)
@example(["de", "č", "jour"], ["de", "è", "jour"])
@example(["à", "la"], ["è", "la"])
@example(["de", 40 * "w„hrend\t"], ["de", 40 * "während\t"])
def test_both_ways_to_hear_what_words_say_agree(olds: list[str], news: list[str]):
    before, after = " ".join(olds), " ".join((news + olds)[: len(olds)])
    for pair in ((before, after), (after, before), (before, before)):
        assert evidence(*pair) == evidence_in_python(*pair)


@pytest.mark.skipif(scan.COMPILED is None, reason="the extension was not compiled")
def test_many_words_without_a_space_are_not_compared_with_each_other():
    assert scan.COMPILED is not None
    many = 40 * "w„hrend\t", 40 * "während\t"
    assert scan.COMPILED.evidence(table(), VERDICTS, ALONE, *many) is None
    assert evidence(*many) > 0
