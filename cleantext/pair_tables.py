"""What pairs of characters cost, as the compiled loops read it: the model of `cleantext.language` in rows."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable
from functools import cache
from threading import local
from typing import NamedTuple

from cleantext.language import UNSEEN, model, pair_bits

_Asked = tuple["array[int]", "array[float]", Callable[[str, str], float]]
#: Two to the power of so many pairs are remembered.
_PAIRS = 16


class PairTables(NamedTuple):
    """What pairs of symbols cost, as the compiled loops read it: in eighths of a bit, by numbers from 1 on.

    0 is the number of a symbol that was never seen. `number` has that of each symbol up to U+2FFFF, `starts`
    where the row of each begins, `seconds` and `costs` the rows, in order of the second symbol;
    `single` says what a symbol costs by itself, `backoff` what falling back after it does.
    """

    number: array[int]
    starts: array[int]
    seconds: array[int]
    costs: bytes
    single: bytes
    backoff: bytes


@cache
def pair_tables() -> PairTables:
    """Return the model that `pair_cost` asks."""
    han = model()
    alphabet = sorted(han.single)
    numbers = {char: place for place, char in enumerate(alphabet, 1)}
    number = array("H", bytes(2 * 0x30000))
    for char, place in numbers.items():
        number[ord(char)] = place
    rows = han.rows()
    starts = array(
        "I", [0, *(bisect_left(rows.firsts, char) for char in alphabet), len(rows.costs)]
    )
    return PairTables(
        number,
        starts,
        array("H", map(numbers.__getitem__, rows.seconds)),
        rows.costs,
        bytes([int(UNSEEN * 8), *(int(han.single[char] * 8) for char in alphabet)]),
        bytes([0, *(int(han.backoff.get(char, 0.0) * 8) for char in alphabet)]),
    )


_OF_THREAD = local()


def asked_before() -> _Asked:
    """Return what compiled loops of this thread remember of `pair_bits`: pairs, their costs, and whom to ask."""
    try:
        found: _Asked = _OF_THREAD.asked
    except AttributeError:
        pairs, costs = array("Q", bytes(8 << _PAIRS)), array("d", bytes(8 << _PAIRS))
        found = _OF_THREAD.asked = pairs, costs, pair_bits
    return found
