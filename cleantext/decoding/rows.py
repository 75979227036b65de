"""What a pair of bytes costs in all charsets and languages: a row, a byte for each.

In C where that was compiled, else in Python; both make the same rows (`tests/decoding/test_rows.py`).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from cleantext.decoding import counts

#: What an undefined byte costs, the most that a lane can hold; and its place in an alphabet.
UNDEFINED, NO_PLACE = 255, 0xFFFF


class Costs(NamedTuple):
    """What the characters of an alphabet cost one after another, in `width` languages.

    Characters go by their place in the alphabet, which has `size`. `pairs` says which of the `rows`, from 1
    on, is that of two that were seen together, under the first's place times `size` plus the second's, in 16
    bits; for others, the costs of falling back (`back_off`, of the first) and of the second anywhere (`single`)
    add up. `marks` says of each character whether it is no letter: such follow any character as they follow
    others.
    """

    size: int
    width: int
    single: bytes
    back_off: bytes
    pairs: bytes
    rows: bytes
    marks: bytes


class Source(NamedTuple):
    """A charset: the places of its bytes in the alphabet, as the first and as the second of a pair, 16 bits each;
    which of the languages it has; and what its characters cost.
    """

    first: bytes
    second: bytes
    pick: bytes
    costs: Costs


class Rows:
    """Makes the rows of some charsets."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self.sources = tuple(sources)
        #: How long a row is.
        self.lanes = sum(len(source.pick) for source in self.sources)

    def row(self, pair: int) -> bytes:
        """Return what a pair of bytes costs, the first times 256 plus the second.

        Raises ValueError where a table does not have the size that it must have.
        """
        if counts.COMPILED:
            return counts.COMPILED.row(pair, self.lanes, self.sources)  # type: ignore[no-any-return]
        return b"".join([_costs(pair, *each) for each in self._unpacked])

    @cached_property
    def _unpacked(self) -> list[tuple[_Unpacked, Costs, int]]:
        return [(_unpack(each), each.costs, len(each.pick)) for each in self.sources]


class _Unpacked(NamedTuple):
    """A source as numbers; the costs of a character in all languages are one."""

    first: array[int]
    second: array[int]
    single: list[int]
    back_off: list[int]
    pairs: array[int]
    pick: bytes
    """Nothing if it has all languages."""


def _unpack(source: Source) -> _Unpacked:
    width = source.costs.width
    return _Unpacked(
        array("H", source.first),
        array("H", source.second),
        _numbers(source.costs.single, width),
        _numbers(source.costs.back_off, width),
        array("H", source.costs.pairs),
        source.pick if source.pick != bytes(range(width)) else b"",
    )


def _numbers(body: bytes, width: int) -> list[int]:
    return [int.from_bytes(body[i : i + width], "little") for i in range(0, len(body), width)]


def _costs(pair: int, source: _Unpacked, costs: Costs, lanes: int) -> bytes:
    """What a pair costs in the languages of a charset."""
    first, second, single, back_off, pairs, pick = source
    size, width, *_, rows, marks = costs
    after = second[pair & 0xFF]
    if after == NO_PLACE:
        return bytes((UNDEFINED,)) * lanes
    before = first[pair >> 8]
    number = pairs[before * size + after]
    if number:
        found = rows[(number - 1) * width : number * width]
    else:
        cost = single[after] + (0 if marks[after] else back_off[before])
        found = cost.to_bytes(width, "little")
    return bytes(map(found.__getitem__, pick)) if pick else found
