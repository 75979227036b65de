"""UTF-8 read many bytes at a time is what Python's decoder makes of it, errors and all."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import size

from cleantext.decoding import counts
from cleantext.decoding.counts import decoded

SOUND = [
    *(each.encode() for each in ("a", "plain words ", "é", "\x80\u07ff", "ж", "漢字", "\u0800", "\ud7ff", "\ue000")),
    *(each.encode() for each in ("\uffff", "😀", "\U00010000", "\U0010ffff", "дом ", "かな")),
]  # fmt: skip
#: A byte that goes on, characters cut short or too long, halves of pairs, what is beyond Unicode.
BROKEN = [b"\x80", b"\xc3", b"\xe2\x80", b"\xf0\x9f\x98", b"\xc0\x80", b"\xc1\xbf", b"\xe0\x9f\xbf",
          b"\xf0\x8f\xbf\xbf", b"\xed\xa0\x80", b"\xed\xbf\xbf", b"\xf4\x90\x80\x80", b"\xf5\x80\x80\x80", b"\xff"]  # fmt: skip


def pieces(of: list[bytes]) -> st.SearchStrategy[bytes]:
    """Bytes of a few kinds only, so that all widths of texts come up; long enough for blocks."""
    some = st.lists(st.sampled_from(of), min_size=1, max_size=4)
    return some.flatmap(lambda few: st.lists(st.sampled_from(few), max_size=60)).map(b"".join)


def python(data: bytes) -> str | tuple[int, int, str]:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        return error.start, error.end, error.reason


def ours(data: bytes) -> str | tuple[int, int, str]:
    try:
        return decoded(data)
    except UnicodeDecodeError as error:
        return error.start, error.end, error.reason


@given(data=pieces(SOUND))
@example(data=b"")
@example(data=b"x" * 100)
def test_sound(data: bytes):
    text = decoded(data)
    assert text == data.decode()
    assert size(text) == size(data.decode())  # no wider than it must be


@given(data=pieces(SOUND + BROKEN))
@example(data=80 * b"x" + b"\x80")
@example(data=b"\x80" + 80 * b"x")
def test_broken(data: bytes):
    assert ours(data) == python(data)


@given(before=pieces(SOUND), broken=st.sampled_from(BROKEN), after=pieces(SOUND))
def test_one_place_is_broken(before: bytes, broken: bytes, after: bytes):
    assert ours(before + broken + after) == python(before + broken + after)


@given(data=pieces(SOUND), place=st.integers(0), byte=st.integers(0, 255))
def test_one_byte_is_another(data: bytes, place: int, byte: int):
    if data:
        place %= len(data)
        data = data[:place] + bytes([byte]) + data[place + 1 :]
    assert ours(data) == python(data)


@pytest.mark.skipif(counts.COMPILED is None, reason="the extension was not compiled")
def test_every_character_stands_anywhere():
    for code in [*range(0xD800), *range(0xE000, 0x11000), 0x1F600, 0x10FFFF]:
        text = f"{chr(code)}{'.' * (code % 17)}{chr(code)}ж plain text, and a few more words"
        assert decoded(text.encode()) == text
