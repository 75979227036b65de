"""Which rung of the ladder answers, what is refused, and what must hold for any bytes."""

import pickle
import random
import struct
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import cleantext
from cleantext.decoding import BinaryData, Decoded, counts, decode, utf8
from cleantext.decoding.charsets import EBCDIC, MULTI_BYTE, SINGLE_BYTE
from cleantext.decoding.ladder import BOMS

CASES = tomllib.loads((Path(__file__).parents[2] / "corpus/bytes/decoding.toml").read_text())


@pytest.mark.parametrize("case", CASES["text"], ids=lambda case: case["label"])
def test_the_corpus_is_read_right(case):
    found = decode(bytes.fromhex(case["bytes"]), declared=case.get("declared"))
    assert found.text == case["text"]
    if "encoding" in case:
        assert found.encoding == case["encoding"]


@pytest.mark.parametrize("case", CASES["binary"], ids=lambda case: case["label"])
def test_the_corpus_of_binaries_is_refused(case):
    with pytest.raises(BinaryData, match=case["label"]):
        decode(bytes.fromhex(case["bytes"]))


@given(st.binary(max_size=400))
def test_any_bytes_become_text_or_are_refused_in_one_line(data):
    try:
        found = decode(data)
    except BinaryData as refusal:
        message = str(refusal)
        assert message.startswith("binary data: ")
        assert "\n" not in message
        return
    assert isinstance(found, Decoded)
    for start, end in found.damaged:
        assert 0 <= start < end <= len(data)
    assert list(found.damaged) == sorted(found.damaged)
    assert found.text.count("\ufffd") >= len(found.damaged)


@given(st.binary(min_size=1, max_size=60), st.sampled_from(["surrogateescape", "backslashreplace"]))
def test_error_handlers_keep_what_cannot_be_read(data, errors):
    try:
        found = decode(data, errors=errors)
        same = decode(data)
    except BinaryData:
        return
    assert found.damaged == same.damaged
    assert found.encoding == same.encoding
    assert len(found.text) >= len(same.text)


def test_strict_raises_for_damage_and_only_then():
    with pytest.raises(UnicodeDecodeError):
        decode("naïveté".encode()[:-1], errors="strict")
    assert decode("naïveté".encode(), errors="strict").text == "naïveté"
    assert decode("naïveté".encode("cp1252"), errors="strict").text == "naïveté"


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cc", "Cs"])))
def test_utf_8_is_read_as_utf_8_whatever_was_declared(text):
    assume(not text.startswith("\ufeff"))
    data = text.encode()
    assume(not data.startswith(b"%PDF-") and b"~{" not in data)
    for declared in (None, "latin-1", "koi8-r", "no such charset"):
        assert decode(data, declared=declared).text == text


LEGACY = sorted(
    {charset.codec for charset in SINGLE_BYTE + EBCDIC}
    | {codec for codec, _, _ in MULTI_BYTE}
    | {"latin-1", "iso8859-9", "gb2312", "gbk", "big5", "cp950", "shift_jis", "euc_kr", "tis-620"}
)


def _alphabet(codec):
    if codec in {charset.codec for charset in SINGLE_BYTE + EBCDIC}:
        text = bytes(range(256)).decode(codec, "ignore")
    else:
        text = "".join(
            map(chr, [*range(0x20, 0x250), *range(0x370, 0x460), *range(0x3000, 0xD7A4)])
        )
        text = "".join(char for char in text if _survives(char, codec))
    return "".join(sorted({char for char in text if char.isprintable()}))


def _survives(char, codec):
    try:
        return char.encode(codec).decode(codec) == char
    except UnicodeError:
        return False


@pytest.mark.parametrize("codec", LEGACY)
def test_a_declaration_that_holds_gives_the_text_back(codec):
    alphabet = _alphabet(codec)

    # In small examples most texts are ASCII, or UTF-8 as well: those say nothing here.
    @settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
    @given(st.text(alphabet, min_size=1, max_size=40))
    def round_trip(text):
        data = text.encode(codec)
        assume(data.decode(codec) == text)
        # UTF-8 comes first: bytes that are UTF-8 as well, whole or nearly, are read as that.
        assume(not data.isascii() or data.decode("ascii") == text)
        assume(data.isascii() or not _is_utf8(data))
        # So do the marks of other encodings, and the escapes of HZ in seven bits.
        assume(not data.startswith(tuple(mark for mark, _ in BOMS)))
        assume(not (data.isascii() and b"~{" in data))
        try:
            found = decode(data, declared=codec)
        except BinaryData:
            assert data[:1] in b"\x80\xff"  # as a pickle or an MP3 begins
            return
        assert found.text == text

    round_trip()


def _is_utf8(data):
    try:
        data.decode()
    except UnicodeDecodeError as error:
        found = counts.utf8(data)
        return (
            utf8.is_cut(data, error.start)
            or utf8.is_damaged(data, found)
            or utf8.is_mixed(data, found)
        )
    return True


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cn", "Co"]), min_size=1))
def test_a_mark_decides(codec, text):
    found = decode(("\ufeff" + text).encode(codec))
    assert (found.text, found.encoding, found.certain, found.bom) == (text, codec, True, True)


def test_a_wrong_declaration_is_not_believed():
    russian = "Это текст, который никто не объявлял как следует.".encode("koi8-r")
    assert decode(russian, declared="euc-jp").encoding == "koi8-r"
    assert decode(russian, declared="no such charset").encoding == "koi8-r"
    assert decode("中文".encode(), declared="gbk").encoding == "utf-8"


def test_the_page_declares_itself():
    page = "<meta charset='iso-8859-2'><p>Zażółć gęślą jaźń</p>"
    found = decode(page.encode("iso8859-2"))
    assert (found.text, found.declared) == (page, "iso-8859-2")


def test_what_is_labelled_latin_1_is_windows_1252():
    data = "“So” – he said".encode("cp1252")
    assert decode(data, declared="iso-8859-1").text == "“So” – he said"
    # Bytes that Windows-1252 leaves undefined are then what ISO 8859-1 says.
    assert decode(b"caf\xe9 \x81", declared="iso-8859-1").text == "café \x81"


def test_candidates_restrict_the_guess():
    word = "Größe".encode("cp1252")
    assert decode(word, candidates=["cp1251", "koi8-r"]).encoding in ("cp1251", "koi8-r")
    assert decode(word, candidates=["latin-1"]).text == "Größe"
    with pytest.raises(LookupError):
        decode(word, candidates=["no such charset"])
    with pytest.raises(ValueError, match="candidates"):
        decode(word, candidates=[])


@pytest.mark.parametrize("wrong", ["text", 1, None])
def test_what_is_not_bytes_is_a_type_error(wrong):
    with pytest.raises(TypeError):
        decode(wrong)


def test_bytes_in_other_clothes():
    assert decode(bytearray(b"one")).text == decode(memoryview(b"one")).text == "one"


def test_an_unknown_error_handler_is_a_value_error():
    with pytest.raises(ValueError, match="ignore"):
        decode(b"one", errors="ignore")


def _noise(size):
    return random.Random(size).randbytes(size)


@pytest.mark.parametrize(
    "data",
    [
        *(pickle.dumps({"a": [1.5, "é"] * 5}, protocol) for protocol in (2, 3, 4, 5)),
        *(_noise(size) for size in (100, 300, 1000, 5000)),
        struct.pack("<100d", *map(random.Random(1).gauss, [0] * 100, [1] * 100)),
        struct.pack(">100f", *map(random.Random(1).gauss, [0] * 100, [1] * 100)),
        struct.pack("<100i", *range(100)),
        bytes(100),
    ],
    ids=lambda data: data[:8].hex(),
)
def test_what_is_no_text_is_refused(data):
    with pytest.raises(BinaryData):
        decode(data)


def test_noise_is_refused_that_holds_characters_of_utf8():
    with pytest.raises(BinaryData, match="control"):
        decode(b"A file of data\n" + random.Random(0).randbytes(300_000))


@pytest.mark.parametrize(
    "text",
    [
        "BM is how a bitmap begins.",
        "GIF89a, PK and MZ: names of formats – écrits ici.",
        "%PDF-1.4 begins a document.",
        "II* and MM",
        "a bell\a and a back\bspace",
        "\x1b[31mred\x1b[0m",
        "~{ is no Chinese ~}",
        "user@example.org\nother@example.org\n" * 20,
        "",
        "\n",
        "\x1f",
    ],
)
def test_no_text_is_refused(text):
    for codec in ("utf-8", "cp1252"):
        assert decode(text.encode(codec)).text == text


def test_a_stray_nul_is_no_reason_to_refuse():
    text = "A line that somebody's program ended as in C.\0\nAnd another, as it should be ended.\n"
    assert decode(text.encode()).text == text
    padded = "Café, and the rest of the block.".encode() + bytes(40)
    assert decode(padded).text.rstrip("\0") == "Café, and the rest of the block."


def test_the_api_reads_bytes_through_it():
    assert cleantext.clean("Le café était fermé\n".encode("cp1252")) == "Le café était fermé\n"
