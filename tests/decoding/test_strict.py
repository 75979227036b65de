"""What decodes strictly is what Python's codecs make of it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import size

from cleantext.decoding import counts
from cleantext.decoding.charsets import EBCDIC, MULTI_BYTE, SINGLE_BYTE
from cleantext.decoding.strict import strict

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
def test_a_table_of_another_size_is_refused():
    assert counts.COMPILED is not None
    with pytest.raises(ValueError, match="size"):
        counts.COMPILED.mapped(b"text", b"short")
