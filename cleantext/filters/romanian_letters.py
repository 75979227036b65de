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
from cleantext.lazy import pattern

_COMMA = {"\u015e": "\u0218", "\u015f": "\u0219", "\u0162": "\u021a", "\u0163": "\u021b"}
CHARS = "\u015e\u015f\u0162\u0163"
_LETTER = pattern(f"[{CHARS}]")


def find(document: Document) -> Iterator[Edit]:
    """Yield the letter with a comma for each with a cedilla."""
    for match in _LETTER.finditer(document.text):
        old = match.group()
        yield Edit(match.start(), match.end(), old, _COMMA[old], "cedilla in Romanian")


FILTER = Filter(
    "romanian_letters",
    find,
    triggers=(Trigger(chars=CHARS),),
    line_local=True,
    summary="s and t with a cedilla, to those with a comma below",
)
