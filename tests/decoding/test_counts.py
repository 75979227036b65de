"""What is counted in C and what is counted in Python are the same."""

from collections.abc import Callable
from itertools import chain

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleantext.decoding import counts, model

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


@given(data=data, most=st.integers(0, 12))
def test_pairs(data: bytes, most: int):
    # In the same order too, for only the first of them are looked at.
    compiled, pure = both(lambda: counts.pairs(data, most))
    assert compiled == pure


@given(data=data, known=st.binary())
def test_strange(data: bytes, known: bytes):
    compiled, pure = both(lambda: counts.strange(data, known))
    assert compiled == pure


@given(
    rows=st.lists(st.binary(min_size=5, max_size=5), max_size=9),
    often=st.lists(st.integers(1, 50), min_size=9, max_size=9),
    made=st.sets(st.integers(0, 8)),
)
def test_lanes(rows: list[bytes], often: list[int], made: set[int]):
    counted = counts.array("I", chain.from_iterable(enumerate(often[: len(rows)]))).tobytes()

    def summed() -> tuple[bytes, list[bytes | None]]:
        kept = [None if place in made else row for place, row in enumerate(rows)]
        return counts.lanes(counted, kept, rows.__getitem__, 5, 8), kept

    compiled, pure = both(summed)
    assert compiled == pure
    assert compiled[1] == rows


@given(
    widths=st.lists(st.integers(1, 4), max_size=6),
    numbers=st.lists(st.integers(0, 20), min_size=48, max_size=48),
    free=st.integers(0, 24),
)
def test_cheapest(widths: list[int], numbers: list[int], free: int):
    size = sum(widths)
    high, low = (
        counts.array("I", each).tobytes() for each in (numbers[:size], numbers[24:][:size])
    )
    compiled, pure = both(lambda: counts.cheapest(high, low, bytes(widths), min(free, size)))
    assert compiled == pure


@given(text=st.text(alphabet="aZ1 \x7f\x80é漢\ufffd😀", max_size=20))
def test_stretches(text: str):
    compiled, pure = both(lambda: counts.stretches(text))
    assert compiled == pure


@given(data=data)
@example(data=b"\xe9a\xe9a\xe9")
def test_dense(data: bytes):
    compiled, pure = both(lambda: counts.dense(data))
    assert compiled == pure


@given(
    text=st.text(alphabet="aé漢字的の한ｱ\U00020000\ufffd", max_size=20),
    language=st.sampled_from(["zho-CN", "jpn", "kor"]),
    start=st.integers(0, 20),
    length=st.integers(0, 20),
)
def test_costs_of_characters(text: str, language: str, start: int, length: int):
    expected = model.han_cost_in_python(text[start : start + length], language)
    # What is not known at first is the second time.
    for _ in range(2):
        assert model.han_cost(text, language, start, start + length) == expected


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
    for call, arguments in (
        (found.lanes, (bytes(8), [], bytes, 2, 1)),
        (found.lanes, (bytes(8), [b"abc"], bytes, 2, 1)),
        (found.lanes, (bytes(8), [None], str, 2, 1)),
        (found.lanes, (bytes(4), [b"ab"], bytes, 2, 1)),
        (found.lanes, (b"", [], bytes, -1, 1)),
        (found.cheapest, (b"1234", b"1234", b"\2", 0)),
        (found.cheapest, (b"1234", b"1234", b"\1", 2)),
    ):
        with pytest.raises(ValueError, match="lanes"):
            call(*arguments)
    with pytest.raises(ValueError, match="size"):
        found.costs("a", 0, 1, b"ab")
    for call, argument in (
        (found.dense, "text"),
        (found.utf8, "text"),
        (found.stretches, b""),
    ):
        with pytest.raises(TypeError):
            call(argument)
