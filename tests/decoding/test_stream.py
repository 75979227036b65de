"""Streams: the same text as in one piece, bounded memory, a late decision."""

import io
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.decoding import BinaryData, Reader, decode

FRENCH = "Où était-il né ? À Genève, un jour d'été, près du lac.\n"
RUSSIAN = "Все счастливые семьи похожи друг на друга.\n"
CHINESE = "我们的故事从一个小村庄开始，那里有一条河。"


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (FRENCH, "utf-8"),
        (FRENCH, "cp1252"),
        (FRENCH, "utf-16"),
        (FRENCH, "utf-8-sig"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "utf-16-le"),
        (CHINESE, "utf-8"),
        (CHINESE, "gb18030"),
        (CHINESE, "hz"),
        ("吾輩は猫である。\n", "iso2022_jp"),
    ],
)
@pytest.mark.parametrize("window", [64, 257, 1024])
def test_pieces_make_up_the_text(text, codec, window):
    whole = text * 40
    reader = Reader(io.BytesIO(whole.encode(codec)), window=window)
    assert "".join(reader) == whole
    assert reader.damages == 0
    assert reader.bom == (codec in ("utf-16", "utf-8-sig"))


@pytest.mark.parametrize("codec", ["cp1252", "utf-8", "mac-roman"])
def test_it_decides_late(codec):
    text = "Plain words, nothing else.\n" * 12_000 + "And then a café à Genève.\n"
    reader = Reader(io.BytesIO(text.encode(codec)))
    assert "".join(reader) == text
    assert reader.encoding == codec


def test_lines_of_another_charset_later_on():
    first, later = FRENCH * 50, "Il a cédé sa place à l'élève étranger.\n" * 5
    reader = Reader(
        io.BytesIO(first.encode() + later.encode("cp1252") + first.encode()), window=512
    )
    assert "".join(reader) == first + later + first
    assert (reader.encoding, reader.also) == ("utf-8", "cp1252")
    reader = Reader(io.BytesIO(first.encode("cp1252") + later.encode() * 60), window=256)
    assert "".join(reader)[-len(later) :] == later
    assert (reader.encoding, reader.also) == ("cp1252", "utf-8")


def test_memory_is_bounded():
    class Endless(io.RawIOBase):
        left = 300

        def read(self, size=-1):
            self.left -= 1
            return FRENCH.encode() * 1000 if self.left > 0 else b""

    tracemalloc.start()
    total = sum(map(len, Reader(Endless(), window=65536)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert total == 299 * 1000 * len(FRENCH)
    assert peak < 4_000_000


def test_spans_of_damage_count_from_the_beginning_of_the_stream():
    data = b"plain\n" * 100 + FRENCH.encode() * 20 + b"tr\xc3s \n" + FRENCH.encode() * 20
    reader = Reader(io.BytesIO(data), window=256)
    text = "".join(reader)
    assert text.count("\ufffd") == reader.damages == 1
    assert reader.damaged == [(data.index(b"\xc3s"), data.index(b"\xc3s") + 1)]


def test_a_mark_in_the_middle_is_a_character():
    text = "a" * 64 + "\ufeffé"
    assert "".join(Reader(io.BytesIO(text.encode()), window=64)) == text


def test_binary_is_refused():
    with pytest.raises(BinaryData):
        list(Reader(io.BytesIO(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))))


def test_a_window_too_small_is_an_error():
    with pytest.raises(ValueError, match="window"):
        Reader(io.BytesIO(b""), window=4)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])), st.integers(16, 64))
def test_any_utf_8_comes_out_the_same(text, window):
    data = text.encode()
    reader = Reader(io.BytesIO(data), window=window)
    try:
        whole = decode(data).text
        streamed = "".join(reader)
    except BinaryData:
        return
    assert streamed == whole


@given(st.binary(max_size=300), st.integers(16, 64))
def test_any_stream_is_read_or_refused(data, window):
    try:
        pieces = list(Reader(io.BytesIO(data), window=window))
    except BinaryData:
        return
    assert all(isinstance(piece, str) for piece in pieces)


def test_an_escape_sequence_that_does_not_end_is_damage():
    japanese = "春はあけぼの".encode("iso2022_jp")
    endless = b"\x1b(hng(zhn and so on"
    decode(japanese + endless)  # which Python's own decoder overflows at
    reader = Reader(io.BytesIO(japanese + b"x" * 200 + endless), window=40)
    text = "".join(reader)
    assert text.startswith("春はあけぼの" + "x" * 200)
    assert "and so on" in text
