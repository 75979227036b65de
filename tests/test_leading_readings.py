"""What one line of a document was tells what others were only where nothing else comes near."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.readings import as_likely, leads, likelier

RUSSIAN = "Мельник продавал и рожь, и овёс; вечером с востока подул ветер."
OTHERS = [
    "На площади собралась вся деревня, когда пришла весна.",
    "Паром ходит через озеро каждый день в мае.",
    "Трава за сараем растёт высоко.",
]


def read_amiss(text: str, written: str, read: str) -> str:
    return text.encode(written).decode(read)


@pytest.mark.parametrize("written", ["cp1251", "koi8-r"])
def test_a_line_in_a_script_of_its_own_leads(written: str):
    leading = likelier(read_amiss(RUSSIAN, written, "latin-1"))
    assert leads(leading)
    for other in OTHERS:
        misread = read_amiss(other, written, "latin-1")
        found = as_likely(misread, leading[0], cut=False)
        assert found == likelier(misread)[0]


@pytest.mark.parametrize(
    "line",
    [
        read_amiss("Příliš žluoučký kůň úpěl ďábelské ódy.", "cp1250", "cp1252"),  # Latin as well
        read_amiss(
            "봄이 오자 온 마을 사람들이 광장에 모였다.", "cp949", "latin-1"
        ),  # any bytes are Hangul
        read_amiss("Да", "cp1251", "latin-1"),  # short
        "",
    ],
)
def test_other_lines_do_not(line: str):
    assert not leads(likelier(line))


def test_what_the_mix_up_does_not_explain_is_left_to_all():
    leading = likelier(read_amiss(RUSSIAN, "cp1251", "latin-1"))[0]
    for line in (
        *OTHERS,
        "sound",
        read_amiss(OTHERS[0], "koi8-r", "latin-1"),
        read_amiss(OTHERS[0], "cp1251", "koi8-r"),
        "pøíliš žluouèký",
        "Äà",
    ):
        assert as_likely(line, leading, cut=False) is None


@given(st.text(max_size=40))
def test_any_line_may_be_asked_about(line: str):
    leading = likelier(read_amiss(RUSSIAN, "cp1251", "latin-1"))[0]
    as_likely(line, leading, cut=True)
