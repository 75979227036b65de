"""What lines of UTF-8 read amiss were: both ways to tell give the same answers, for a line by itself and among others."""

from array import array

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import anything

from cleantext import scan
from cleantext.charmaps import UTF8_READ_AS, decoding_table
from cleantext.misread_lines import (
    MENDED,
    REREAD,
    RESTORED,
    STAYS,
    Known,
    Misread,
    fate_of,
    misread_lines,
    restored_lines,
)
from cleantext.odd_lines import OddLines
from cleantext.sequences import is_implausible

compiled = pytest.mark.skipif(scan.COMPILED is None, reason="the extension was not compiled")

PIECES = [
    "café", "à ", "»Übrigens«", "– ", " ", "?", "À", "Ã ", "Ã©", "Ã", "Â", "â€™", "â€", "Ð ", "Ð¸", "Å?", "ï»¿", "\ufffd", "\x85", "\x96",
    "Â ", "рџ", "Р°", "Γ©", "ĂŠ", "√©", "Ôøℓ", "í\xa0", "À\x80", "ð ", "e", ".", "Ñ\x8f", "–†", "ä¸\xad", "ă ", "ÿ", "\x1a", "Ã\x83Â©",
    "Ñ�", "ÃƒÂ©", "Ã¢â‚¬â„¢", "😀", "я", "\0",
]  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A text in UTF-8 read as some charset, once or twice, of which some characters were lost or altered since."""
    text = draw(st.text(st.sampled_from("aé à–’»Üя€😀中 ?\xa0"), max_size=8))
    for _ in range(draw(st.integers(1, 2))):
        table = decoding_table(draw(st.sampled_from(UTF8_READ_AS)))
        text = "".join(table[byte] for byte in text.encode())
    chars = list(text)
    for place in draw(st.lists(st.integers(0, 30), max_size=2)):
        if place < len(chars):
            chars[place] = draw(st.sampled_from([" ", "?", "\ufffd", "", "é", "я"]))
    return "".join(chars)


pieces = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)
few = st.lists(
    st.sampled_from(["\ufffd", "\ufffd\ufffd", "s", " ", "?", "Ã", "â€", "\x85", "\x1a"]),
    max_size=6,
)
lines = st.one_of(
    damaged(), pieces, few.map("".join), st.tuples(damaged(), pieces).map("".join), anything
).map(lambda text: text.replace("\n", ""))


def told(text: str, odd: OddLines) -> tuple[bytes, list[Misread]]:
    """What is told of some lines, of which nothing is known yet."""
    known: Known = {}
    return misread_lines(text, odd, known)


@compiled
@given(st.lists(lines, min_size=1, max_size=5))
@example(["Ã©\x85", "cafÃ©\x85", "s\ufffd\ufffdd"])
@example(["\ufffd\x85 â€\ufffd", "í\xa0½í¸\x80"])
@example(["ÃƒÂ©\ufffd Ã", "â€œyesâ€\ufffd", "voilÃ\xa0 ! caf√©"])
def test_lines_are_told_alike(texts: list[str]):
    text = "\n".join(texts)
    starts = [sum(len(line) + 1 for line in texts[:number]) for number in range(len(texts))]
    fates, found = told(text, OddLines(text, starts, glimpses=None))
    expected = [fate_of(line) if is_implausible(line) else (STAYS, None) for line in texts]
    assert list(fates) == [fate for fate, _ in expected]
    whole = restored_lines(text, OddLines(text, starts, glimpses=None), {})
    assert [fate == RESTORED for fate in whole] == [fate == RESTORED for fate, _ in expected]
    assert [(each.start, each.old, each.new, each.same_ascii) for each in found] == [
        (start, line, new, fate != MENDED)
        for start, line, (fate, new) in zip(starts, texts, expected, strict=True)
        if new is not None
    ]


@compiled
@given(st.lists(lines, min_size=1, max_size=4), st.lists(st.integers(0, 40), max_size=4))
def test_sequences_are_looked_for_from_where_one_can_be(texts: list[str], seen: list[int]):
    text = "\n".join(texts)
    starts = [sum(len(line) + 1 for line in texts[:number]) for number in range(len(texts))]
    odd = OddLines(text, starts, glimpses=array("q", sorted(p for p in seen if p < len(text))))
    fates, _ = told(text, odd)
    for fate, each in zip(fates, odd, strict=True):
        seen_there = each.glimpse >= 0 and is_implausible(each.text, each.glimpse)
        assert fate == (fate_of(each.text)[0] if seen_there else STAYS)


def test_each_fate_is_told():
    texts = ["cafÃ©", "caf√©", "cafÃ© déjà", "Ã¢ ¾", "Ã—", "naïve"]
    text = "\n".join(texts)
    starts = [text.index(line) for line in texts]
    fates, found = told(text, OddLines(text, starts, glimpses=None))
    assert list(fates[:3]) == [RESTORED, REREAD, MENDED]
    assert fates[-1] == STAYS
    assert [each.new for each in found[:3]] == ["café", "café", "café déjà"]


def test_a_line_of_any_length_is_told():
    line = "cafÃ© " * 20000
    fates, found = told(line, OddLines(line, [0], glimpses=None))
    assert list(fates) == [RESTORED]
    assert found[0].new == "café " * 20000


def test_nothing_is_looked_for_where_nothing_was_seen():
    text = "cafÃ©"
    assert told(text, OddLines(text, [3])) == (bytes([STAYS]), [])
