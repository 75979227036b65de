"""What is settled without ftfy is what ftfy would leave alone."""

from hypothesis import example, given
from hypothesis import strategies as st

from cleantext.charmaps import UTF8_READ_AS, decoding_table
from cleantext.misread import fix, is_settled, may_be_utf8, stretches, stretches_in_python
from cleantext.suspects import restored

#: Sound words, marks and signs that damage is made of or looks like, and what stands for lost bytes.
PIECES = [
    "café", "à ", "»Übrigens«", "– ", " ", "?", "À", "Ã ", "Ã©", "Ã", "Â", "â€™", "â€", "Ð ", "Ð¸", "Å?", "ï»¿", "\ufffd", "\x85", "\x96",
    "Â ", "рџ", "Р°", "Γ©", "ĂŠ", "√©", "Ôøℓ", "í\xa0", "À\x80", "ð ", "e", ".", "Ñ\x8f", "–†", "ä¸\xad", "ă ", "ÿ",
]  # fmt: skip


@st.composite
def altered(draw: st.DrawFn) -> str:
    """A text in UTF-8 read as some charset, of which some characters were lost or altered since."""
    table = decoding_table(draw(st.sampled_from(UTF8_READ_AS)))
    text = draw(st.text(st.sampled_from("aé à–’»Üя€😀"), max_size=8))
    chars = [table[byte] for byte in text.encode()]
    for place in draw(st.lists(st.integers(0, 30), max_size=2)):
        if place < len(chars):
            chars[place] = draw(st.sampled_from(" ?\ufffd"))
    return "".join(chars)


lines = st.one_of(altered(), st.lists(st.sampled_from(PIECES), max_size=6).map("".join)).map(
    lambda text: text.replace("\n", "")
)


@given(lines)
@example("Geöffnet – auch für Ärzte – „von 9–12“")
def test_what_is_settled_stays(line: str):
    if is_settled(line):
        assert fix(line) == line


@given(lines)
def test_what_can_be_no_utf8_is_not_restored(line: str):
    if not may_be_utf8(line, "cp1252", "latin-1"):
        assert restored(line) is None


def test_most_sound_lines_are_settled():
    assert all(
        map(is_settled, ["Geöffnet – auch für Ärzte", "À côté : voilà", "»Übrigens«", "a é"])
    )


@given(lines)
@example("aÃ©Ã©Ã")
@example("©Ã© ð\x9f\x98\x80â€™")
def test_both_ways_to_find_stretches_agree(line: str):
    assert stretches(line) == stretches_in_python(line)
