r"""Curly quotation marks and apostrophes, where ASCII is wanted.

What is changed: the single and double marks U+2018-201F, whichever way they curl and wherever they
stand, become `'` and `"`. Taste, not repair: programs and keyboards know only the straight ones.

What is left alone: guillemets and corner brackets, primes, the letters ʼ and ʻ of Ukrainian and
Hawaiian, gershayim of Hebrew.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["curly_quotes"]).clean
>>> clean("“It’s ‘fine’,” „ja“")
'"It\'s \'fine\'," "ja"'
>>> clean("«oui», 40° 26′, мʼята") == "«oui», 40° 26′, мʼята"
True

Source: Unicode Standard, chapter 6.2, "Quotation Marks".
"""

from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger
from cleantext.swaps import Swaps

SWAPS = Swaps(
    "\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f", "''''\"\"\"\"", "curly quotation mark"
)


def find(document: Document) -> Iterator[Edit]:
    """Yield a straight mark for each curly one."""
    return SWAPS.find(document)


FILTER = Filter(
    "curly_quotes",
    find,
    triggers=(Trigger(chars=SWAPS.chars),),
    line_local=True,
    summary="curly quotation marks and apostrophes, to ASCII",
    swaps=SWAPS,
)
