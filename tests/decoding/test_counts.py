"""What is counted in C and what is counted in Python are the same."""

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleantext.decoding import counts, guess, wide

pytestmark = pytest.mark.skipif(counts.COMPILED is None, reason="the extension was not compiled")

#: Bytes of which many belong to characters of UTF-8, and of which many pairs occur twice.
data = st.lists(
    st.one_of(
        st.sampled_from(["a", "\n", "\r", " ", "é", "漢", "😀", "\ud7ff", "\ue000"]).map(
            str.encode
        ),
        st.sampled_from([b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\x80", b"\xe0\x9f\xbf"]),
        st.binary(max_size=4),
    ),
    max_size=30,
).map(b"".join)


def both(call: Callable[[], object]) -> tuple[object, object]:
    """What the two ways give."""
    compiled = call()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counts, "COMPILED", None)
        return compiled, call()


@given(data=data)
@example(data=b"")
@example(data="é".encode()[:1])
@example(data="é\r\nè\n\xa0".encode())
def test_utf8(data: bytes):
    compiled, pure = both(lambda: counts.utf8(data))
    assert compiled == pure


@given(data=data)
@example(data=b"")
@example(data=b"\xe9\r\n\xe9\r\xe9\n\r\n")
def test_broken(data: bytes):
    compiled, pure = both(lambda: counts.broken(data))
    assert compiled == pure


#: The languages of some charsets, and rows of a byte for each, made of the pair itself.
HEADS = (("one", ("a", "b"), 0.5), ("two", ("c",), 0.0), ("three", ("d", "e"), 12.5))


def row(pair: int) -> bytes:
    return bytes((pair * prime >> 3) % 251 for prime in (3, 5, 7, 11, 13))


@given(
    data=data,
    most=st.integers(-1, 12),
    free=st.integers(0, 5),
    made=st.sets(st.integers(0, 0xFFFF)),
    times=st.sampled_from([1, 1, 1, 300]),
)
@example(data=b"", most=3, free=2, made={0x2020}, times=1)
def test_scored(data: bytes, most: int, free: int, made: set[int], times: int):
    def scored() -> object:
        rows: list[bytes | None] = [None] * 0x10000
        for pair in made:
            rows[pair] = row(pair)
        return counts.scored(data * times, most, rows, row, 5, HEADS, free, 4), rows

    compiled, pure = both(scored)
    # What was made is kept too.
    assert compiled == pure


#: Long enough for several pieces, in which bytes occur that are in none of them.
long_data = st.lists(
    st.tuples(
        st.binary(max_size=30), st.sampled_from(["a ", "\n", "é漢", "x", "@"]), st.integers(0, 900)
    ),
    max_size=9,
).map(lambda rows: b"".join(rest + each.encode() * times for rest, each, times in rows))


@given(data=long_data, codec=st.sampled_from(["", "cp037"]))
@example(data=b"\xe9" + b"ab " * 2000 + b"\xe8\n" + b"z" * 4000 + b"\xe7", codec="")
@example(data=b"e" * 4000 + b"\xe9" * 30, codec="")
@example(data=b"words \n" * 2000 + b"~\xe9", codec="cp037")
def test_sample(data: bytes, codec: str):
    read = data.decode("latin-1").encode(codec, "replace") if codec else data
    compiled, pure = both(lambda: guess.sample(read))
    assert compiled == pure


@given(text=st.text(alphabet="aZ1 \u0370я\uffef漢ﾟα\u10ff\u1100", max_size=30))
def test_crossings(text: str):
    compiled, pure = both(lambda: guess._crossings(text))
    assert compiled == pure


@given(text=st.text(alphabet="aéβ漢\uffdc\u0301😀𠀀ـ1"))
def test_letters(text: str):
    compiled, pure = both(lambda: guess._letters(text))
    assert compiled == pure


@given(
    text=st.text(alphabet="a\t\x01\x85\x86\ue000\ud800\ufffd\U000e0fff😀é漢\u0378", max_size=30),
    unsound=st.sampled_from([wide._UNSOUND, wide.BROKEN]),
)
def test_soundness(text: str, unsound: frozenset[str]):
    # What is not known at first is the second time.
    for _ in range(2):
        compiled, pure = both(lambda: wide.is_sound(text, 0.1, unsound))
        assert compiled == pure


@given(data=data)
@example(data=b"\xe9a\xe9a\xe9")
def test_dense(data: bytes):
    compiled, pure = both(lambda: counts.dense(data))
    assert compiled == pure


#: Lines that are longer than what is looked at together, some of them damaged at one place.
long_lines = st.lists(
    st.tuples(
        st.sampled_from(["é", "漢a", "😀", "a", "\xa0bc"]),
        st.integers(0, 70),
        st.binary(max_size=2),
    )
).map(lambda rows: b"\n".join((each * times).encode() + rest for each, times, rest in rows))


@given(data=long_lines)
def test_utf8_in_long_lines(data: bytes):
    compiled, pure = both(lambda: counts.utf8(data))
    assert compiled == pure


def test_what_does_not_fit_is_refused():
    found = counts.COMPILED
    assert found
    rows = [b"abcde"] * 0x10000
    for arguments in (
        (b"", 1, [], row, 5, HEADS, 2, 4),
        (b"", 1, rows, row, -1, HEADS, 2, 4),
        (b"", 1, rows, row, 5, HEADS, 6, 4),
        (b"\xe9", 1, rows, row, 4, HEADS, 2, 4),
        (b"\xe9", 1, [None] * 0x10000, str, 5, HEADS, 2, 4),
        (b"\xe9", 1, rows, row, 5, HEADS[:2], 2, 4),
        (b"\xe9", 1, rows, row, 5, (*HEADS, ("more", ("x",), 0.0)), 2, 4),
        (b"\xe9", 1, rows, row, 5, (("none", (), 0.0), *HEADS), 2, 4),
        (b"\xe9", 1, rows, row, 5, (None,), 2, 4),
    ):
        with pytest.raises(ValueError, match="scored"):
            found.scored(*arguments)
    for sizes in ((2048, 1024, 0), (10, 10, 4), (1 << 30, 1 << 30, 4)):
        with pytest.raises(ValueError, match="sample"):
            found.sample(b"a" * 4000, *sizes, bytes(256))
    with pytest.raises(ValueError, match="sample"):
        found.sample(b"a" * 4000, 2048, 2048, 4, b"short")
    with pytest.raises(ValueError, match="size"):
        found.marked("a", bytearray(9))
    for call, argument in (
        (found.dense, "text"),
        (found.distinct, b""),
        (found.utf8, "text"),
        (found.pair_table, b""),
    ):
        with pytest.raises(TypeError):
            call(argument)
