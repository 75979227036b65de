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
from cleantext.lazy import pattern

CHARS = "\u2018-\u201f"
_QUOTE = pattern(f"[{CHARS}]")
_STRAIGHT = {chr(code): "'" if code < 0x201C else '"' for code in range(0x2018, 0x2020)}


def find(document: Document) -> Iterator[Edit]:
    """Yield a straight mark for each curly one."""
    text = document.text
    for match in _QUOTE.finditer(text):
        at = match.start()
        old = text[at]
        yield Edit(at, at + 1, old, _STRAIGHT[old], "curly quotation mark")


FILTER = Filter(
    "curly_quotes",
    find,
    triggers=(Trigger(chars=CHARS),),
    line_local=True,
    summary="curly quotation marks and apostrophes, to ASCII",
)
