"""What decodes strictly is what Python's codecs make of it."""

from array import array

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import size

from cleantext.decoding import counts
from cleantext.decoding.charsets import EBCDIC, MULTI_BYTE, SINGLE_BYTE
from cleantext.decoding.strict import pairs, strict

CODECS = sorted(
    {each.codec for each in (*SINGLE_BYTE, *EBCDIC)} | {name for name, *_ in MULTI_BYTE}
)


def expected(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


@pytest.mark.parametrize("codec", CODECS)
def test_each_byte_by_itself(codec: str):
    for byte in range(256):
        assert strict(bytes([byte]), codec) == expected(bytes([byte]), codec)


@given(data=st.binary(max_size=40), codec=st.sampled_from([*CODECS, "utf-8"]))
@example(data=b"", codec="cp1252")
@example(data=b"plain", codec="cp1252")
@example(data="café".encode("cp1252"), codec="cp1252")
@example(data="“Я”".encode("cp1251"), codec="cp1251")
def test_text_is_that_of_the_codec(data: bytes, codec: str):
    found, wanted = strict(data, codec), expected(data, codec)
    assert found == wanted
    if found is not None and wanted is not None:
        assert size(found) == size(wanted)  # no wider than it must be
        assert found.isascii() == wanted.isascii()


@pytest.mark.skipif(counts.COMPILED is None, reason="the extension was not compiled")
@pytest.mark.parametrize("codec", [name for name, *_ in MULTI_BYTE])
def test_each_pair(codec: str):
    single, double = (array("H", each) for each in pairs(codec))
    for lead in range(256):
        assert chr(single[lead]) == (expected(bytes([lead]), codec) or "\ufffd")
        if lead < 0x80 or single[lead] != 0xFFFD:
            continue
        for byte in range(256):
            text = expected(bytes([lead, byte]), codec) or "\ufffd"
            only = text if len(text) == 1 and text <= "\uffff" else "\ufffd"
            # What is above says why it is none.
            assert min("\ufffd", chr(double[(lead - 0x80) * 256 + byte])) == only


#: What is written in pairs, in more bytes, and as two characters; and bytes that are in no charset.
EASTERN = [
    *(char.encode(codec) for codec in ("gb18030", "big5hkscs", "cp932", "euc_jp", "cp949") for char in "漢中の一"),
    *(char.encode("gb18030") for char in "é😀"), *("丂".encode("euc_jp"), "Ê̄".encode("big5hkscs"), "ｱ".encode("cp932")),
    "한글".encode("johab"), "한글".encode("cp949"), b"a", b"\n", b"\\", b"\x80", b"\xff", b"\x81",
]  # fmt: skip


@given(
    data=st.lists(st.sampled_from(EASTERN), min_size=1, max_size=4).flatmap(
        lambda few: st.lists(st.sampled_from(few), max_size=200).map(b"".join)
    ),
    codec=st.sampled_from([name for name, *_ in MULTI_BYTE]),
)
def test_pairs_are_those_of_the_codec(data: bytes, codec: str):
    found, wanted = strict(data, codec), expected(data, codec)
    assert found == wanted
    if found is not None and wanted is not None:
        assert size(found) == size(wanted)


@pytest.mark.skipif(counts.COMPILED is None, reason="the extension was not compiled")
def test_a_table_of_another_size_is_refused():
    assert counts.COMPILED is not None
    with pytest.raises(ValueError, match="size"):
        counts.COMPILED.mapped(b"text", b"short")
    with pytest.raises(ValueError, match="size"):
        counts.COMPILED.mapped_pairs(b"text", 0, b"short", b"short")
