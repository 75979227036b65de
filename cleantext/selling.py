"""Whether anything in a text may sell what the text is not about: one look, which rules out most texts.

The first look is for runs of characters that spam has (`cleantext.hearing`); where there are some it is asked at once
what is loud there and what is named, for sound text has them in every few lines. Only where that leaves a doubt the
text is asked again, sentence by sentence (`cleantext.outliers`, `cleantext.offers`).
"""

from __future__ import annotations

from functools import cache

from cleantext import hearing, offers, outliers, scan, wares
from cleantext.hearing import EITHER
from cleantext.pitch import tables, units
from cleantext.sentences import script_blocks

#: A longer text, in characters, has something to ask of somewhere, and is not asked twice.
LONG = 20_000
#: Weights are sums in two orders, so none is compared more exactly.
_ALMOST = 1e-6


def may_sell(text: str) -> bool:
    """Return False only if there is no sentence in a text that sells.

    >>> may_sell("It rains. Buy cheap pills online. It snows."), may_sell("The bank gives no credit to a mill.")
    (True, False)
    """
    if scan.COMPILED is None or len(text) > LONG:
        return EITHER.may_hold(text)
    # The lists are read when a text needs them, and from then on they are known.
    known = _listener.cache_info().currsize > 1
    found: bool | None = scan.COMPILED.sells(text, _listener(known))
    return scan.COMPILED.sells(text, _listener(True)) if found is None else found


@cache
def _listener(known: bool) -> object:
    """What the compiled loop listens with, the lists of phrases among it or not."""
    assert scan.COMPILED is not None
    scale, rest = units()
    faint, soft, blatant = (
        (level - rest) / scale - _ALMOST
        for level in (hearing.FAINT, outliers.SOFT, outliers.BLATANT)
    )
    lists: tuple[bytes | None, ...] = None, None, None
    if known:
        # All phrases, those that offer, and which of the latter are more than sellers' words.
        lexicon, offered = wares.lexicon(), offers.phrases()
        telling = bytes(map(offers.telling().__contains__, offered.phrases))
        lists = lexicon.table, offered.table, telling
    listening = *EITHER.tables, *tables(), faint, hearing.JOINER / scale, offers.REACH
    return scan.COMPILED.listener(*listening, soft, blatant, script_blocks()[1], *lists)
