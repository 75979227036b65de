"""Big5, Shift_JIS and EUC-KR read one byte off are restored exactly or left as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.shifts import LOST, charset_of, stretches

SENTENCES = {
    "cp950": "政府決定在沿海地區建設新的學校，因為那裡的孩子沒有地方可以上學。",
    "cp932": "政府は沿岸地域に新しい学校を建設することを決定しました。",
    "cp949": "정부는 해안 지역에 새로운 학교를 건설하기로 결정했습니다.",
}


def broken(text: str, place: int, charset: str, mark: str) -> str:
    """Return a text that lost the first byte of the character at `place`, as a decoder reads it."""
    data = text[place:].encode(charset)[1:].decode(charset, "replace")
    return text[:place] + mark + data


@pytest.mark.parametrize("charset", SENTENCES)
def test_the_charset_is_told_by_the_script(charset: str):
    assert charset_of(SENTENCES[charset]) == charset


@pytest.mark.parametrize("mark", LOST)
@pytest.mark.parametrize("charset", SENTENCES)
def test_nothing_else_is_touched(charset: str, mark: str):
    text = SENTENCES[charset]
    for place in range(len(text)):
        if not text[place].isascii():
            damaged = broken(text, place, charset, mark)
            for start, end, new in stretches(damaged, charset):
                assert start >= place
                assert not set(LOST) & set(new)
                assert any(char in LOST for char in damaged[start:end])


def test_most_places_are_restored_exactly():
    for charset, share in (("cp950", 0.6), ("cp932", 0.4), ("cp949", 0.1)):
        text = SENTENCES[charset]
        places = [place for place, char in enumerate(text) if not char.isascii()]
        restored = 0
        for place in places:
            damaged = broken(text, place, charset, "\ufffd")
            for start, end, new in reversed(list(stretches(damaged, charset))):
                damaged = damaged[:start] + new + damaged[end:]
            restored += damaged == text
        assert restored >= share * len(places)


def test_one_look_restores_what_stands_beside_what_it_restored():
    damaged = "\ufffd\uff9cす。" * 40
    assert [each.text for each in stretches(damaged, "cp932")] == ["ま"] * 40


def test_kana_of_half_the_width_in_company_stay():
    sound = "｢ｱｲ\ufffd\uff9cす｣"
    assert list(stretches(sound, "cp932")) == []


@given(st.text("?\ufffd中文のアｱ한국어Aa 。", max_size=40), st.sampled_from(list(SENTENCES)))
def test_stretches_are_in_order_and_disjoint(text: str, charset: str):
    end = 0
    for each in stretches(text, charset):
        assert end <= each.start < each.end <= len(text)
        end = each.end
