r"""Dashes and minus signs, where ASCII is wanted.

What is changed: figure dash, en dash, em dash, horizontal bar and the minus sign become `-`. Taste,
not repair: the difference between a range, a break and a sign is lost.

What is left alone: hyphens (see `odd_hyphens`), the wave dash, the two-em dash, and the long vowel
mark of Japanese, which is a letter.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["dashes"]).clean
>>> clean("1990–2000 — a decade, −5 °C")
'1990-2000 - a decade, -5 °C'
>>> clean("コーヒー 9〜17 well-known")
'コーヒー 9〜17 well-known'

Source: Unicode Standard, chapter 6.2, "Dashes and Hyphens".
"""

from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger
from cleantext.swaps import Swaps

SWAPS = Swaps("\u2012\u2013\u2014\u2015\u2212", "-----", "dash")


def find(document: Document) -> Iterator[Edit]:
    """Yield a hyphen-minus for each dash."""
    return SWAPS.find(document)


FILTER = Filter(
    "dashes",
    find,
    triggers=(Trigger(chars=SWAPS.chars),),
    line_local=True,
    summary="dashes and minus signs, to ASCII",
    swaps=SWAPS,
)
