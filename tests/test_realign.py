"""Bytes that were read one byte off: both ways to search for the likeliest text give the same."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleantext import readings as readings_module
from cleantext import scan
from cleantext.hybrid import _character, _characters, read, ways
from cleantext.pair_tables import asked_before
from cleantext.realign import Slot, encode, readings, readings_in_python
from cleantext.unread import codes

compiled = pytest.mark.skipif(scan.COMPILED is None, reason="the extension was not compiled")

#: Every sort of choice: any lead or trail, marks of full width in both forms, and a byte that stands alone.
LEADS = tuple(bytes((byte,)) for byte in range(0x81, 0xFF))
TRAILS = tuple(bytes((byte,)) for byte in range(0x40, 0xFF) if byte != 0x7F)
MARKS = tuple(bytes((0xA3, byte)) for byte in range(0xA1, 0xAF))
known = st.sampled_from(
    [each for char in "科技部黨組書記萍疾奎，。？（）的是我a1 ?\n" if (each := encode(char))]
)
pairs = st.binary(min_size=1, max_size=2)
choices = st.one_of(
    st.sampled_from([LEADS, TRAILS, MARKS, (b"?", b"\xa3\xbf")]),
    known.map(lambda data: (data,)),
    st.lists(pairs, max_size=4).map(tuple),
)
slots = st.lists(
    st.builds(Slot, choices, st.sampled_from(["", "", "", "kē", "de", "x"])), max_size=9
)
symbols = st.sampled_from("科技的，。?a0 \n\0😀\U0002f800")
strange = st.dictionaries(
    st.text(symbols, min_size=1, max_size=2), st.sampled_from([16.0, 8.0, -6.0, 0.0]), max_size=5
)


@compiled
@given(
    before=symbols,
    slots=slots,
    then=st.lists(symbols, min_size=9, max_size=9),
    strange=strange,
)
@example(
    before="量",
    slots=[Slot(LEADS), Slot(MARKS), Slot((b"\xc6",), "kē")],
    then=["\n"] * 9,
    strange={},
)
@example(before="\0", slots=[Slot((b"a",)), Slot((b"\0",))], then=["\0"] * 9, strange={"\0": 8.0})
@example(
    before="?",
    slots=[Slot(LEADS), Slot(TRAILS), Slot(TRAILS)],
    then=["的"] * 9,
    strange={"的": 8.0},
)
def test_readings(before: str, slots: list[Slot], then: list[str], strange: dict[str, float]):
    given_slots = before, slots, then[: len(slots)], strange
    assert list(readings(*given_slots)) == list(readings_in_python(*given_slots))


@compiled
def test_what_is_no_slot_is_refused():
    assert scan.COMPILED
    with pytest.raises(TypeError):
        list(readings("a", [Slot((b"abc",))], ["a"]))
    with pytest.raises(ValueError, match="one symbol"):
        scan.COMPILED.realign("ab", (), "", {}, b"", b"", (), str, (1, 1, 1), 1.0, 1.0)
    with pytest.raises(ValueError, match="size"):
        scan.COMPILED.realign("a", (), "", {}, b"", b"", (b"",) * 6, str, (1, 1, 1), 1.0, 1.0)


@compiled
@given(
    before=symbols,
    slots=slots,
    then=st.lists(symbols, min_size=9, max_size=9),
    charset=st.sampled_from(["cp932", "cp949", "cp950"]),
)
def test_readings_in_other_charsets(before: str, slots: list[Slot], then: list[str], charset: str):
    asked = before, slots, then[: len(slots)], {}, charset
    assert list(readings(*asked)) == list(readings_in_python(*asked))


#: Bytes in a charset, read as UTF-8 where they are valid and as windows-1252 where not.
hybrid = st.lists(
    st.one_of(
        st.sampled_from("的实现细节数据 aé,°\ufffd\x1a\0😀\ud800かなｱ한글Привет\n"), st.characters()
    ),
    max_size=12,
).map("".join)


@pytest.mark.parametrize("written", readings_module.MIX_UPS["hybrid"])
def test_characters_of_pairs_are_those_of_the_codec(written: str):
    chars = _characters(written)
    for first in range(1, 0x100, 3):
        single = _character(bytes((first,)), written)
        assert chars[0x10000 + first] == single
        for second in range(0x100):
            pair = 0 if single else _character(bytes((first, second)), written)
            assert chars[first << 8 | second] == pair


@compiled
@given(text=hybrid, written=st.sampled_from(readings_module.MIX_UPS["hybrid"]))
def test_two_charsets_at_once(text: str, written: str):
    for each in (text, read(text.encode(written, "ignore"))):
        tables = codes("cp1252"), _characters(written), asked_before()
        assert scan.COMPILED is not None
        assert scan.COMPILED.untangle(each, *tables, 12) == ways(each, written)
