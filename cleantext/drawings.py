"""Which characters of drawings stand side by side as in no drawing: KOI8-R read as cp866 looks so."""

from __future__ import annotations

from itertools import pairwise

from cleantext.lazy import pattern

# Lines that a character of a drawing holds out to the left and to the right, thin ones and double.
_ARMS = (
    (dict.fromkeys("─┐┘┤┬┴┼╖╜╢╥╨╫", 1) | dict.fromkeys("═╗╝╣╦╩╬╕╛╡╤╧╪", 2)),
    (dict.fromkeys("─┌└├┬┴┼╓╙╟╥╨╫", 1) | dict.fromkeys("═╔╚╠╦╩╬╒╘╞╤╧╪", 2)),
)
_DRAWN = pattern("[─-╬]{3}")


def is_loose(three: str) -> bool:
    """Return whether three different characters of a drawing do not hold each other.

    >>> is_loose("─┌╬"), is_loose("┌─┐"), is_loose("───")
    (True, False, False)
    """
    left, right = _ARMS
    return (
        _DRAWN.match(three) is not None
        and len(set(three)) == 3
        and all(right.get(before, 0) != left.get(char, 0) for before, char in pairwise(three))
    )
