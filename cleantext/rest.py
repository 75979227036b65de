"""What the rest of a text says beside some of its sentences: how much of it sells, and of which trades it speaks.

Each sentence of it is heard, and looked through for things that are for sale, in one call of the compiled loop
(`native/scan_rest.c`); Python sees but the few that are loud or name something. The twin asks the same of each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from cleantext import scan
from cleantext.hearing import JOINER, LONGEST, has_words, heard_all, speaks
from cleantext.listener import listener
from cleantext.pitch import units
from cleantext.sentences import stops
from cleantext.wares import trades

Trade = tuple[str, str]


class Rest(NamedTuple):
    """The other sentences of a text, as far as they say something.

    `total` is how many these are, `loud` how many of them are louder than was asked, `named` how many name
    things of each trade, by language.
    """

    total: int
    loud: int
    named: Counter[Trade]


def rest(text: str, starts: Iterable[int], level: float, quiet: bool = False) -> Rest:
    """Return what the sentences of a text say but for those that begin at some places; `quiet` ones alone name things.

    >>> rest("We planted beans. Buy cheap viagra online. It rained all week.", [], 0.0)
    Rest(total=3, loud=1, named=Counter({('en', 'pharma'): 1}))
    """
    if scan.COMPILED is None:
        return rest_in_python(text, starts, level, quiet)
    scale, silence = units()
    softest = (level - silence) / scale - 1e-6
    count, some = scan.COMPILED.rest(text, sorted(starts), softest, listener(True))
    loud, named = 0, Counter[Trade]()
    for low, high, best, joiners, says, names in some:
        said = text[low:high]
        if says != 1 and not has_words(said):
            count -= 1
            continue
        is_loud = best * scale + silence + JOINER * joiners > level
        loud += is_loud
        if names and not (quiet and is_loud):
            named.update(trades(said))
    return Rest(count, loud, named)


def rest_in_python(text: str, starts: Iterable[int], level: float, quiet: bool = False) -> Rest:
    """Return the same, without the compiled loop."""
    taken = set(starts)
    ends = [0, *(end for end, _ in stops(text)), len(text)]
    pieces = [(low, text[low:high]) for low, high in pairwise(ends)]
    others = [
        piece.strip()[:LONGEST]
        for low, piece in pieces
        if low + len(piece) - len(piece.lstrip()) not in taken
    ]
    said = [each for each in others if each and speaks(each)]
    are_loud = [each.best > level for each in heard_all(said)]
    named = Counter[Trade]()
    for each, is_loud in zip(said, are_loud, strict=True):
        if not (quiet and is_loud):
            named.update(trades(each))
    return Rest(len(said), sum(are_loud), named)
