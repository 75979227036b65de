"""Text as the bytes that it was read from: both ways to read them as UTF-8 give the same answers."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import anything

from cleantext import misread, scan
from cleantext.charmaps import UTF8_READ_AS, decoding_table
from cleantext.misread import fix, is_settled
from cleantext.mix_ups import MIX_UPS, WIDE, MixUp, undo, undo_in_python
from cleantext.unread import leniently, leniently_in_python, strictly, strictly_in_python

compiled = pytest.mark.skipif(scan.COMPILED is None, reason="the extension was not compiled")
charsets = st.sampled_from(UTF8_READ_AS)
#: Mix-ups of two charsets of one byte a character.
SINGLE = [
    MixUp(read, each)
    for read, written in MIX_UPS.items()
    for each in written
    if read != "hybrid" and WIDE.isdisjoint((read, each))
]

#: Bytes that begin, end or break sequences of UTF-8, and sequences that lack a byte.
bits = st.sampled_from(
    [b"a", b" ", b"\n", b"?", b"\x1a", b"\x00", b"\x80", b"\x85", b"\x9f", b"\xa0", b"\xbf", b"\xc0", b"\xc1",
     b"\xc2", b"\xc3", b"\xc3 ", b"\xc3 quele", b"\xc3 s ", b"\xc3  ", b"\xce", b"\xd0", b"\xdf", b"\xe0", b"\xe2",
     b"\xe3", b"\xed", b"\xed\xa0", b"\xef", b"\xf0", b"\xf0\x9f", b"\xf3", b"\xf4", b"\xf5", b"\xff", b"\xe2\x80\x1a",
     b"\xe2 \x80", b"\xe3\x81 ", b"\xf0\x9f ", b"\xed\xa0\xbd\xed\xb8\x80", b"\xc0\x80", b"\xd1\x81", b"\xd1\x1a"]
)  # fmt: skip
sequences = st.text(st.characters(codec="utf-8"), max_size=6).map(str.encode)
pieces = st.lists(st.one_of(bits, sequences), max_size=12).map(b"".join)


@compiled
@given(data=pieces, charset=charsets, other=charsets)
@example(data=b"\xf0\x9f ??", charset="cp1252", other="latin-1")
@example(data=b"\xe2??\xe2\x1a?", charset="cp1252", other="latin-1")
def test_bytes_are_read_again_alike(data: bytes, charset: str, other: str):
    text = "".join(map(decoding_table(charset).__getitem__, data))
    for each in (charset, other):
        assert strictly(text, each) == strictly_in_python(text, each)
        assert leniently(text, each) == leniently_in_python(text, each)


@compiled
@given(text=anything, charset=charsets)
def test_any_text_is_read_again_alike(text: str, charset: str):
    assert strictly(text, charset) == strictly_in_python(text, charset)
    assert leniently(text, charset) == leniently_in_python(text, charset)


@compiled
@given(data=pieces, mix_up=st.sampled_from(SINGLE))
@example(data=b"\x98\x1a", mix_up=MixUp("cp1252", "cp1251"))
def test_mix_ups_are_undone_alike(data: bytes, mix_up: MixUp):
    text = "".join(map(decoding_table(mix_up.read).__getitem__, data))
    for each in (text, text.strip("\x00\x1a\ufffd"), text + "\U0001f600"):
        assert undo(each, mix_up) == undo_in_python(each, mix_up)


@given(data=pieces, charset=charsets)
def test_what_is_settled_stays(data: bytes, charset: str):
    text = "".join(map(decoding_table(charset).__getitem__, data)).replace("\n", "")
    if is_settled(text):
        assert fix(text) == text


@given(data=pieces, charset=charsets)
@example(data="ві".encode() + b"\xe3\x81 a", charset="cp1251")
def test_stretches_within_a_text_are_those_that_the_expression_finds(data: bytes, charset: str):
    text = "".join(map(decoding_table(charset).__getitem__, data))
    found = [hit.span() for hit in misread._embedded().finditer(text)]
    assert misread.stretches(text) == misread.stretches_in_python(text) == found
