"""Mix-ups of charsets are undone exactly or not at all, and sound text stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import Document, Edit, Pipeline, hybrid
from cleantext.charmaps import decoding_table
from cleantext.edit import apply
from cleantext.filters import wrong_charset
from cleantext.filters.wrong_charset import find
from cleantext.mix_ups import MIX_UPS, WIDE, MixUp, undo

clean = Pipeline(["wrong_charset"]).clean

#: Sentences, with the charsets that they were written in before Unicode.
WRITTEN = {
    "Мальчик нашёл в лесу ёжика и принёс его домой.": ("cp1251", "koi8-r", "cp866"),
    "Ο ψαράς γύρισε αργά το βράδυ, χωρίς ούτε ένα ψάρι.": ("cp1253",),
    "הילד רץ הביתה כי הגשם התחיל לרדת.": ("cp1255",),
    "ذهبت الجدة إلى السوق واشترت تفاحا وخبزا.": ("cp1256",),
    "เด็กกำลังเล่นว่าวริมแม่น้ำกับเพื่อน": ("cp874",),
    "孩子们在河边放风筝，今天的风很大。": ("gbk",),
    "孩子們在河邊放風箏，今天的風很大。": ("cp950",),
    "子どもたちは川のそばで凧をあげている。": ("cp932", "euc_jp"),
    "아이들이 강가에서 연을 날리고 있다.": ("cp949",),
    "Příliš žluťoučký den začal deštěm a skončil sněhem.": ("cp1250", "iso8859-2"),
    "Gökyüzünde üç kuş uçuyor, çocuklar şaşkınlıkla izliyor.": ("cp1254",),
    "Šiandien ąžuolai žaliuoja, o žuvėdros skrenda į jūrą.": ("cp1257",),
}
PAIRS = [(text, charset) for text, charsets in WRITTEN.items() for charset in charsets]
WESTERN = decoding_table("cp1252")


def western(text: str, charset: str) -> str:
    return "".join(WESTERN[byte] for byte in text.encode(charset))


@pytest.mark.parametrize(("text", "charset"), PAIRS)
def test_what_was_read_as_western_is_restored(text: str, charset: str):
    assert clean(western(text, charset)) == text


@pytest.mark.parametrize(("text", "charset"), PAIRS)
def test_what_is_sound_stays_whatever_it_stands_beside(text: str, charset: str):
    assert clean(text) == text
    mixed = f"{text}\n{western(text, charset)}\nA plain line — “quoted”, 5 €.\n{text}"
    assert clean(mixed) == f"{text}\n{text}\nA plain line — “quoted”, 5 €.\n{text}"


def test_short_lines_follow_the_vote_of_the_long():
    sentences = [text for text in WRITTEN if "Мальчик" in text] * 4
    short = "Ага"
    assert clean(western(short, "cp1251")) == western(short, "cp1251")
    document = "\n".join(western(each, "cp1251") for each in [*sentences, short])
    assert clean(document).split("\n") == [*sentences, short]


@given(st.text(max_size=80), st.sampled_from([*MIX_UPS]), st.data())
def test_a_reading_makes_the_text_when_it_is_misread_again(text: str, read: str, data):
    written = data.draw(st.sampled_from(MIX_UPS[read]))
    found = undo(text, MixUp(read, written))
    if found is not None and read not in WIDE and read != "hybrid":
        table = decoding_table(read)
        assert "".join(table[byte] for byte in found.encode(written)) == text


@given(st.sampled_from(PAIRS), st.integers(0, 50), st.integers(0, 2))
def test_the_outcome_is_clean_and_the_edits_lead_there(pair, cut: int, layers: int):
    text, charset = pair
    damaged = western(text, charset)[cut:]
    for _ in range(layers):
        damaged = western(damaged, "utf-8")
    once = apply(damaged, list(find(Document(damaged))))
    assert list(find(Document(once))) == []


@given(st.sampled_from([pair for pair in PAIRS if pair[1] in MIX_UPS["hybrid"]]))
def test_hybrid_decoders_are_untangled(pair):
    text, charset = pair
    assert hybrid.untangle(hybrid.read(text.encode(charset)), charset) == text


def test_a_long_line_of_damage_takes_linear_time():
    line = western("Мальчик нашёл в лесу ёжика. ", "cp1251") * 4000
    assert clean(line) == "Мальчик нашёл в лесу ёжика. " * 4000


def test_two_readings_each_likelier_than_the_other_come_to_an_end(monkeypatch):
    one, other = "caf\xc8 \xa0\xbb0", "caf\xe9 \xca\xc80"
    turns = {one: other, other: one}
    monkeypatch.setattr(
        wrong_charset,
        "supported",
        lambda text, lines: [Edit(0, len(text), text, turns[text], "back and forth")],
    )
    for text in turns:
        assert list(wrong_charset.find(Document(text))) == []
