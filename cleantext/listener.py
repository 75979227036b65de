"""What the compiled loops listen with: runs, weights, and the lists of phrases (`native/scan_sells.c`, `scan_rest.c`)."""

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
ALMOST = 1e-6


@cache
def listener(known: bool) -> object:
    """Return what the compiled loops listen with, the lists of phrases among it or not."""
    assert scan.COMPILED is not None
    scale, rest = units()
    faint = (hearing.FAINT - rest) / scale - ALMOST
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
