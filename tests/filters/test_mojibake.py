"""What the filter does is what ftfy does, on damage of every kind that ftfy knows."""

import subprocess
import sys

import pytest
from ftfy import TextFixerConfig, fix_encoding
from ftfy.badness import is_bad
from hypothesis import given
from hypothesis import strategies as st
from strategies import anything

from cleantext import Document, Pipeline
from cleantext.charmaps import UTF8_READ_AS, decoding_table
from cleantext.edit import apply
from cleantext.filters.mojibake import FILTER, find

PHRASES = [
    "Où est passé le garçon qui déjeunait à l’hôtel ?",
    "Die Bäcker müssen früh aufstehen – „größer“ heißt nicht besser.",
    "El niño comió piñones en la montaña. ¿Quién lo vio?",
    "A avó fez pão de ló com maçãs e não contou a ninguém.",
    "Perché la città è così tranquilla? È già mezzogiorno.",
    "Příliš žluťoučký den začal deštěm a skončil sněhem.",
    "Zażółć wszystkie ściany, powiedziała gęś do źrebięcia.",
    "Az öreg szűcs fűzfából készített kürtöt a gyűlésre.",
    "Mama și tata au plecat în țară să vadă pădurea.",
    "Gökyüzünde üç kuş uçuyor, çocuklar şaşkınlıkla izliyor; İğne.",
    "Blåbærene på øya er modne, og æblet er rødt.",
    "Sjömännen åt ärtsoppa på kajen i går.",
    "Yö oli pimeä, mutta järvellä näkyi vielä häämöttävä tähti.",
    "Það var köld nótt og enginn þorði út á ísinn.",
    "Čaša je puna, a đak još uči o žabama i ćukovima.",
    "Šiandien ąžuolai žaliuoja, o žuvėdros skrenda į jūrą.",
    "Rīgā šodien līst lietus, bet bērni priecājas par peļķēm.",
    "Õhtul läks päike looja ja öö tõi jahedust.",
    "Trời mưa cả đêm nhưng sáng nay đường phố đã khô.",
    "Мальчик нашёл в лесу ёжика и принёс его домой.",
    "Дівчина їхала з ґанку на ярмарок по її улюблені квіти.",
    "Ђак је љубазно поздравио учитеља, џеп му беше пун њушки.",
    "Щастливият кът беше зад къщата, под старата ябълка.",
    "Ο ψαράς γύρισε αργά το βράδυ, χωρίς ούτε ένα ψάρι.",
    "הילד רץ הביתה כי הגשם התחיל לרדת.",
    "ذهبت الجدة إلى السوق واشترت تفاحا وخبزا.",
    "درخت کهنسال کنار رودخانه هنوز سبز است.",
    "बच्चे नदी के किनारे पतंग उड़ा रहे हैं।",
    "เด็กๆ กำลังเล่นว่าวริมแม่น้ำ",
    "孩子们在河边放风筝，风很大。",
    "子どもたちは川のそばで凧をあげている。「すごい！」",
    "아이들이 강가에서 연을 날리고 있다.",
    "The keeper’s “old” lamp cost £40 — or €45 … per dozen™ 🙂",
]


def misread(text: str, charset: str) -> str:
    """Return `text` as it comes out when its UTF-8 is read as another charset."""
    table = decoding_table(charset)
    return "".join(table[byte] for byte in text.encode("utf-8"))


@st.composite
def damage(draw: st.DrawFn) -> str:
    """A line of sound stretches and of stretches misread up to three times, some altered since."""
    pieces = []
    for _ in range(draw(st.integers(1, 3))):
        piece = draw(st.sampled_from(PHRASES))
        piece = piece[: draw(st.integers(3, len(piece)))]
        for _ in range(draw(st.integers(0, 3))):
            piece = misread(piece, draw(st.sampled_from(UTF8_READ_AS)))
        alteration = draw(st.integers(0, 9))
        if alteration == 0:
            piece = piece.replace("\xa0", " ")
        elif alteration == 1:
            piece = "".join("\ufffd" if "\x80" <= char < "\xa0" else char for char in piece)
        elif alteration == 2:
            place = draw(st.integers(0, len(piece)))
            piece = (
                piece[:place] + draw(st.sampled_from("? \ufffd\x1a\x00é«—")) + piece[place + 1 :]
            )
        pieces.append(piece)
    return draw(st.sampled_from(["", " ", "; "])).join(pieces)


def mended(text: str) -> str:
    return apply(text, list(find(Document(text))))


@given(line=st.one_of(damage(), anything.map(lambda text: text.replace("\n", ""))))
def test_a_line_comes_out_as_ftfy_has_it(line: str):
    expected = fix_encoding(line, TextFixerConfig(explain=False))
    if "\x85" in line and expected == line.replace("\x85", "…"):
        expected = line  # the one deliberate difference: NEL alone ends a line
    assert mended(line) == expected


@given(lines=st.lists(damage(), max_size=6))
def test_lines_do_not_touch_each_other(lines: list[str]):
    assert mended("\n".join(lines)) == "\n".join(map(mended, lines))


@pytest.mark.parametrize("phrase", PHRASES)
def test_phrases_are_sound(phrase: str):
    assert not is_bad(phrase)
    assert list(find(Document(phrase))) == []


@pytest.mark.parametrize("charset", UTF8_READ_AS)
@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_misread_once_is_restored_or_left_to_a_wiser_filter(phrase: str, charset: str):
    broken = misread(phrase, charset)
    assert mended(broken) in (phrase, broken, fix_encoding(broken))


def test_each_stretch_is_an_edit_of_its_own():
    edits = list(find(Document("sound cafÃ© and “sound” naÃ¯ve; ÐŸÑ€Ð¸Ð²ÐµÑ‚, Ð¼Ð¸Ñ€")))
    assert [(edit.old, edit.new) for edit in edits] == [
        ("Ã©", "é"),
        ("Ã¯", "ï"),
        ("ÐŸÑ€Ð¸Ð²ÐµÑ‚, Ð¼Ð¸Ñ€", "Привет, мир"),
    ]


def test_sound_text_never_needs_ftfy():
    script = (
        "import sys; from cleantext import Pipeline; "
        f"text = {chr(10).join(PHRASES)!r}; "
        "assert Pipeline(['mojibake']).clean(text) is text; "
        "assert Pipeline(['mojibake']).clean('cafÃ©') == 'café'; "
        "assert 'ftfy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_a_long_line_takes_no_longer_than_many_short_ones():
    assert Pipeline([FILTER]).clean("cafÃ© " * 100_000) == "café " * 100_000
    assert Pipeline([FILTER]).clean("“cafÃ©” " * 100_000) == "“café” " * 100_000
