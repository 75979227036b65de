"""What charsets of several bytes a character cost is the same in C and in Python."""

from array import array

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleantext.decoding import counts, eastern
from cleantext.decoding.charsets import MULTI_BYTE
from cleantext.decoding.eastern import English

pytestmark = pytest.mark.skipif(counts.COMPILED is None, reason="the extension was not compiled")

CODECS = [codec for codec, *_ in MULTI_BYTE]

#: Characters of each charset, of pairs and of more; what begins them and does not go on; and bytes in none.
BYTES = [
    *(char.encode(codec, "ignore") for codec in CODECS for char in "漢中の一한ｱéЖ"),
    *(char.encode("gb18030") for char in "é😀"), *("丂".encode("euc_jp"), "Ê̄".encode("big5hkscs")),
    *(b"a", b"Z", b"5", b"\n", b"\\", b"\x80", b"\xff", b"\x81", b"\x8f", b"\x8f\xa1", b"\x8fa", b"\x815", b"\x815\x81"),
]  # fmt: skip

some = st.lists(st.one_of(st.sampled_from(BYTES), st.binary(max_size=3)), max_size=12).map(b"".join)


def both(
    runs: bytes, cut: int, english: English, best: float
) -> tuple[list[counts.Cost], list[counts.Cost]]:
    """What the two ways give."""
    compiled = eastern.eastern(runs, cut, english, best)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counts, "COMPILED", None)
        return compiled, eastern.eastern(runs, cut, english, best)


@given(runs=some, cut=st.integers(0, 3), best=st.sampled_from([0.0, 1e3, 1e6]))
@example(runs=b"", cut=0, best=0.0)
@example(runs=b"\x8f\x8f", cut=0, best=1e6)
@example(runs=b"\x815\xff", cut=0, best=1e6)
def test_short(runs: bytes, cut: int, best: float):
    compiled, pure = both(runs, cut, English(100.0, 7.3), best)
    assert compiled == pure


@given(
    runs=st.lists(st.tuples(some, st.integers(1, 40)), max_size=6).map(
        lambda rows: b"".join(few * times for few, times in rows)
    ),
    best=st.integers(0, 60),
)
@example(runs="漢字的の한".encode("gb18030") * 90, best=25)
def test_long(runs: bytes, best: int):
    # What is given up by its beginning, and what on the way.
    compiled, pure = both(runs, 1, English(31.25, 2.7), best * len(runs))
    assert compiled == pure


@pytest.mark.parametrize("codec", CODECS)
def test_bytes_are_read_as_the_codec_reads_them(codec: str):
    # Each U+FFFD costs, so what costs the same has as many of them.
    compiled, pure = [], []
    for lead in range(0x80, 0x100):
        for middle in (0x0A, 0x30, 0x39, 0x41, 0x7E, 0x80, 0x8E, 0xA1, 0xFE, 0xFF, lead):
            for behind in (b"", b"\xa1", b"0", b"\x810", b"\xa1\xa1\xa1"):
                one, other = both(bytes([lead, middle]) + behind, 0, English(0.0, 0.0), 1e9)
                compiled += [each for each in one if each[1] == codec]
                pure += [each for each in other if each[1] == codec]
    assert compiled == pure


def test_wrong_tables_are_refused():
    assert counts.COMPILED
    call = counts.COMPILED.eastern
    codec, rarity, single, double, languages = eastern._charsets()[0]
    weights = eastern._WEIGHTS

    def asked(*charset: object, weights: tuple[int, ...] = weights) -> object:
        return call("漢".encode("gb18030"), 0, 0.0, 0.0, 1e9, (charset,), bytes, weights)

    assert asked(codec, rarity, single, double, languages)
    short = (("zho-CN", array("H", [1])),)
    for charset in (
        (codec, rarity, b"", double, languages),
        (codec, rarity, single, b"", languages),
        (codec, rarity, single, double, short),
        (codec, rarity, single, double, languages * 9),
    ):
        with pytest.raises(ValueError, match="eastern"):
            asked(*charset)
    with pytest.raises(ValueError, match="step"):
        asked(codec, rarity, single, double, languages, weights=(*weights[:6], 0, 192))
    with pytest.raises(TypeError):
        asked(codec)
    # What a character costs has to be written where it is asked for.
    unknown = (("zho-CN", array("H", b"\xff" * 0x20000)),)
    with pytest.raises((TypeError, ValueError)):
        asked(codec, rarity, single, double, unknown)
