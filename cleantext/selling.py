"""Whether anything in a text may sell what the text is not about: one look, which rules out most texts.

The first look is for runs of characters that spam has (`cleantext.hearing`); where there are some it is asked at once
what is loud there and what is named, for sound text has them in every few lines. Only where that leaves a doubt the
text is asked again, sentence by sentence (`cleantext.outliers`, `cleantext.offers`).
"""

from __future__ import annotations

from cleantext import scan
from cleantext.hearing import EITHER
from cleantext.listener import ALMOST, listener
from cleantext.outliers import is_told


def may_sell(text: str) -> bool:
    """Return False only if there is no sentence in a text that sells.

    >>> may_sell("It rains. Buy cheap pills online. It snows."), may_sell("The bank gives no credit to a mill.")
    (True, False)
    """
    if scan.COMPILED is None:
        return EITHER.may_hold(text)
    # The lists are read when a text needs them, and from then on they are known.
    known = listener.cache_info().currsize > 1
    found = scan.COMPILED.sells(text, listener(known))
    if found is None:
        found = scan.COMPILED.sells(text, listener(True))
    if isinstance(found, list):
        # Who tells a story speaks of few things for sale.
        return not all(is_told(text[start:end], above + ALMOST) for start, end, above in found)
    return bool(found)
