"""Whether anything in a text may sell what the text is not about: one look, which rules out most texts.

The first look is for runs of characters that spam has (`cleantext.hearing`); where there are some it is asked at once
what is loud there and what is named, for sound text has them in every few lines. Only where that leaves a doubt the
text is asked again, sentence by sentence (`cleantext.outliers`, `cleantext.offers`).
"""

from __future__ import annotations

from functools import cache

from cleantext import hearing, offers, scan, wares
from cleantext.hearing import EITHER
from cleantext.lazy import pattern
from cleantext.pitch import tables, units
from cleantext.sentences import script_blocks

# What a phrase that offers is, as `native/scan_sells.h` has it; the name of a trade can be offered like a thing.
_SENSES = {"core": 1, "trade": 2 | 4, "good": 4, "offer": 8, "address": 16}
_PHARMA = 32
# A run without a letter.
_NUMERAL = pattern(r"(?m)^[ 0-9]+$")
#: Weights are sums in two orders, so none is compared more exactly.
_ALMOST = 1e-6


def may_sell(text: str) -> bool:
    """Return False only if there is no sentence in a text that sells.

    >>> may_sell("It rains. Buy cheap pills online. It snows."), may_sell("The bank gives no credit to a mill.")
    (True, False)
    """
    if scan.COMPILED is None:
        return EITHER.may_hold(text)
    # The lists are read when a text needs them, and from then on they are known.
    known = listener.cache_info().currsize > 1
    found: bool | None = scan.COMPILED.sells(text, listener(known))
    return scan.COMPILED.sells(text, listener(True)) if found is None else found


@cache
def listener(known: bool) -> object:
    """Return what the compiled loop listens with, the lists of phrases among it or not."""
    assert scan.COMPILED is not None
    scale, rest = units()
    faint = (hearing.FAINT - rest) / scale - _ALMOST
    lists: tuple[bytes | None, ...] = None, None, None, None
    if known:
        # All phrases, which of them are things, those that offer, and what each of these is.
        lexicon, offered = wares.lexicon(), offers.phrases()
        things = bytes(map(wares.things().__contains__, lexicon.phrases))
        senses = bytes(map(_bits, offered.phrases))
        lists = lexicon.table, things, offered.table, senses
    listening = *EITHER.tables, *tables(), faint, hearing.JOINER / scale, offers.REACH
    return scan.COMPILED.listener(*listening, scale, rest, _letters(), script_blocks()[1], *lists)


@cache
def _letters() -> str:
    """Characters of which every run has one; few texts in another script have any."""
    runs = "\n".join([*EITHER.find_runs(), *EITHER.find_others()])
    letters = set(runs) - {"\n"}
    return "".join(letters if _NUMERAL.search(runs) else letters.difference(" 0123456789"))


def _bits(phrase: str) -> int:
    """What a phrase that offers is, as bits."""
    bits = 0
    for kind, weight in offers.senses()[phrase]:
        bits |= _SENSES[weight] | (_PHARMA if kind == "pharma" else 0)
    return bits
