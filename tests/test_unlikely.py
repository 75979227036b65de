"""A line of which a first look says that no reading is likelier has none that is."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleantext import scan
from cleantext.contexts import odd_words
from cleantext.mix_ups import MIX_UPS, MixUp, undo
from cleantext.readings import likelier_of_all
from cleantext.unlikely import is_unlikely

CLEAN = Path(__file__).parents[1] / "corpus" / "clean"
LINES = [
    line[:160]
    for path in sorted(CLEAN.glob("*.txt"))
    for line in path.read_text("utf-8").split("\n")
    if not line.isascii()
]
PAIRS = [(read, each) for read, written in MIX_UPS.items() for each in written if read != "hybrid"]
#: Letters that charsets make of each other, and words of which some are known.
WORDS = [
    "du", "męme", "mēme", "même", "Žena", "ňi", "ýok", "şeýle", "während", "w„hrend", "Ïðèâåò", "Привет", "λόγος",
    "cz³owiek", "człowiek", "jour,", "l’été", "d´Caféë", "Nêlson", "“gû”", "à", "ŕ", "č", "è", "naļve", "Drª", "5",
    "€", "’", "–", "Ëë,", "çfarë?", "ﾃ漢字", "한국", "®ena\xa0,", "x\xady", "ışık",
]  # fmt: skip
texts = st.one_of(
    st.sampled_from(LINES),
    st.lists(st.sampled_from(["", "the", "x", *WORDS]), max_size=9).map(" ".join),
    st.text(
        st.sampled_from("aeiou stnr  ,.’éèàçñöüßþðøåşğıýžščřňłąęőűțăæœâêîôûì\t\n\xa0Ÿ“€дж"),
        max_size=40,
    ),
    st.text(st.characters(max_codepoint=0x3100), max_size=20),
)


def odd(text: str) -> str:
    return " ".join(odd_words(text))


@given(text=texts, pair=st.sampled_from(PAIRS), cut=st.booleans(), start=st.integers(0, 20))
@example(text="Mēs ejam mājās", pair=("cp1257", "cp1252"), cut=False, start=0)
def test_nothing_is_likelier_than_what_is_unlikely_to_be_misread(
    text: str, pair: tuple[str, str], cut: bool, start: int
):
    # As it stands, and as it would have been read amiss.
    for each in {text[start:], undo(text, MixUp(*reversed(pair)), cut=True) or ""}:
        if is_unlikely(each, odd(each)):
            assert likelier_of_all(each, odd(each), cut) == []


@pytest.mark.skipif(scan.COMPILED is None, reason="the extension was not compiled")
def test_nearly_all_sound_lines_are_told_at_once():
    suspected = [line for line in LINES if odd(line)]
    told = [line for line in LINES if odd(line) and is_unlikely(line, odd(line))]
    assert len(told) > 0.6 * len(suspected) > 0


@pytest.mark.parametrize("damaged", ["de męme", "Ïðèâåò, ìèð", "cz³owiek jest", "das w„hrend"])
def test_what_is_likely_to_be_misread_is_not_unlikely(damaged: str):
    assert likelier_of_all(damaged, odd(damaged), cut=False)
    assert not is_unlikely(damaged, odd(damaged))
