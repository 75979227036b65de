r"""Cedillas in Romanian text.

What is changed: ş and ţ with a cedilla become ș and ț with a comma below. Early code pages had only
the former, and keyboards wrote them for decades. Only to be asked for where the text is Romanian: in
Turkish the cedilla is right.

What is left alone: every other letter.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["romanian_letters"]).clean
>>> clean("şi ţară")
'și țară'
>>> clean("și ça")
'și ça'

Source: Romanian standard SR 13411.
"""

from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger
from cleantext.swaps import Swaps

SWAPS = Swaps("\u015e\u015f\u0162\u0163", "\u0218\u0219\u021a\u021b", "cedilla in Romanian")


def find(document: Document) -> Iterator[Edit]:
    """Yield the letter with a comma for each with a cedilla."""
    return SWAPS.find(document)


FILTER = Filter(
    "romanian_letters",
    find,
    triggers=(Trigger(chars=SWAPS.chars),),
    line_local=True,
    summary="s and t with a cedilla, to those with a comma below",
    swaps=SWAPS,
)
