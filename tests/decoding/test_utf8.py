"""UTF-8 that is cut, damaged or mixed with other lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.decoding import counts, decode, utf8

FRENCH = [
    "Où était-il né ? À Genève, un jour d'été.",
    "Il a cédé sa place à l'élève étranger.",
    "Le café était fermé, hélas, depuis la Toussaint.",
    "Après le dîner, la fête a commencé très tôt.",
    "Une forêt épaisse s'étend jusqu'à la frontière.",
    "Ça m'a coûté très cher, à vrai dire.",
]
POLISH = [
    "Zażółć gęślą jaźń, powiedział wąż.",
    "Książka leży na półce obok łóżka.",
    "Gdzie są moje czarne rękawiczki?",
    "Chłopiec pobiegł szybko przez łąkę.",
    "W Szczebrzeszynie chrząszcz brzmi w trzcinie.",
    "Późną jesienią liście spadają z drzew, a dni są krótsze.",
]
RUSSIAN = [
    "Все счастливые семьи похожи друг на друга.",
    "Каждая несчастливая семья несчастлива по-своему.",
    "Мороз и солнце; день чудесный!",
    "Белеет парус одинокий в тумане моря голубом.",
    "Скажи-ка, дядя, ведь не даром?",
    "Я помню чудное мгновенье.",
]
JAPANESE = [
    "吾輩は猫である。名前はまだ無い。",
    "国境の長いトンネルを抜けると雪国であった。",
    "親譲りの無鉄砲で小供の時から損ばかりしている。",
    "山路を登りながら、こう考えた。",
    "春はあけぼの。やうやう白くなりゆく山ぎは。",
    "月日は百代の過客にして、行かふ年も又旅人也。",
]


@pytest.mark.parametrize(
    ("lines", "codec"),
    [
        (FRENCH, "cp1252"),
        (FRENCH, "mac-roman"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859-2"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "cp866"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc_jp"),
    ],
)
@pytest.mark.parametrize("legacy", [{0}, {2}, {5}, {1, 3, 5}, {0, 1, 2, 4}])
def test_each_line_is_read_for_what_it_is(lines, codec, legacy):
    data = b"".join(
        (line + "\n").encode(codec if i in legacy else "utf-8") for i, line in enumerate(lines)
    )
    found = decode(data)
    assert found.text == "".join(line + "\n" for line in lines)
    assert found.encoding == "utf-8"
    assert found.also is not None
    assert not found.certain


@pytest.mark.parametrize("lines", [FRENCH, POLISH, RUSSIAN, JAPANESE])
@given(data=st.data())
def test_cut_or_damaged_it_stays_utf_8(lines, data):
    text = "\n".join(lines)
    whole = bytearray(text.encode())
    if data.draw(st.booleans()):
        start = data.draw(st.integers(0, 3))
        end = data.draw(st.integers(len(whole) - 4, len(whole)))
        broken = bytes(whole[start:end])
    else:
        high = [place for place, byte in enumerate(whole) if byte >= 0x80]
        for place in data.draw(st.lists(st.sampled_from(high), min_size=1, max_size=3)):
            whole[place] = data.draw(st.sampled_from(b"?\xff"))
        broken = bytes(whole)
    found = decode(broken)
    assert found.encoding == "utf-8"
    assert found.text == broken.decode("utf-8", "replace")
    assert len(found.damaged) == found.text.count("\ufffd")


def _wrong(data):
    """Where UTF-8 fails first; the end where it does not."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return error.start
    return len(data)


@pytest.mark.parametrize("lines", [FRENCH, POLISH, RUSSIAN, JAPANESE])
@pytest.mark.parametrize(
    "codec", ["cp1252", "cp437", "cp1250", "cp852", "cp1251", "cp866", "cp932", "euc_jp", "gb18030"]
)
def test_legacy_text_is_not_taken_for_damaged_utf_8(lines, codec):
    data = "\n".join(lines).encode(codec, "ignore")
    found = counts.utf8(data)
    assert not utf8.is_cut(data, _wrong(data))
    assert not utf8.is_damaged(data, found)
    assert not utf8.is_mixed(data, found)


def test_surrogate_pairs_and_the_nul_of_java():
    assert decode("naïf ".encode() + b"\xed\xa0\xbd\xed\xb8\x80 ok, tr\xc3\xa8s").text == (
        "naïf 😀 ok, très"
    )
    found = decode("Très bien, déjà ".encode() + b"\xc0\xaf")
    assert found.text == "Très bien, déjà \ufffd\ufffd"


@given(st.binary(max_size=200))
def test_splitting_into_lines_loses_nothing(data):
    stretches = utf8.split(data)
    assert b"".join(stretch.data for stretch in stretches) == data
    position = 0
    for stretch in stretches:
        assert stretch.start == position
        position += len(stretch.data)


@given(st.binary(max_size=100))
def test_counting_agrees_with_the_decoder(data):
    found = counts.utf8(data)
    assert found.sound + found.stray == sum(byte >= 0x80 for byte in data)
    assert (found.stray == 0) == (
        data.decode("utf-8", "replace").encode() == data or found.stray == 0
    )
