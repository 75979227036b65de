"""The public calls that take bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleantext
from cleantext.decoding import BinaryData


@given(
    data=st.one_of(
        st.binary(max_size=60), st.text(max_size=40).map(lambda t: t.encode("utf-8", "replace"))
    )
)
def test_clean_bytes_is_clean_in_utf8(data: bytes):
    try:
        text = cleantext.clean(data)
    except BinaryData:
        with pytest.raises(BinaryData):
            cleantext.clean_bytes(data)
        return
    made = cleantext.clean_bytes(data)
    assert made == text.encode("utf-8", "replace")
    assert made is data or made != data or data.startswith(b"\xef\xbb\xbf") or not data


@pytest.mark.parametrize("form", [bytes, bytearray, memoryview])
def test_sound_bytes_come_back(form):
    assert cleantext.clean_bytes(form("déjà vu\n".encode())) == "déjà vu\n".encode()


def test_a_mark_goes_and_a_page_is_flattened():
    assert cleantext.clean_bytes("déjà vu".encode("utf-8-sig")) == "déjà vu".encode()
    page = "<html><body><p>Un texte déjà écrit.</p></body></html>".encode()
    assert cleantext.clean_bytes(page) == "Un texte déjà écrit.".encode()


def test_text_is_refused():
    with pytest.raises(TypeError, match="str"):
        cleantext.clean_bytes("text")  # type: ignore[arg-type]
