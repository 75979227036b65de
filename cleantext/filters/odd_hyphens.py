r"""Hyphens that are not the hyphen of the keyboard.

What is fixed: HYPHEN U+2010, NON-BREAKING HYPHEN U+2011 and SMALL HYPHEN-MINUS U+FE63 become `-`.
They look the same, and `well‐known` is then another word than `well-known` to every search.

What is left alone: dashes, the minus sign, the figure dash, the bullet and the hyphens of Hebrew,
Armenian, Canadian syllabics, Mongolian and Japanese, which look and mean something else; and
U+2010 beside kana or hanzi, or among digits that stand beside them, where it is the hyphen of the
Japanese charsets (`プラスコ‐フラックス`, `電話03‐1234‐5678`).

>>> from cleantext import Pipeline
>>> clean = Pipeline(["odd_hyphens"]).clean
>>> clean("well\u2010known non\u2011stick")
'well-known non-stick'
>>> clean("1990–2000 — \u22125 °C, コーヒー")
'1990–2000 — −5 °C, コーヒー'

Source: Unicode Standard, chapter 6.2, "Dashes and Hyphens".
"""

from collections.abc import Iterator

from cleantext.anchored import Anchored
from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger
from cleantext.lazy import pattern

CHARS = "\u2010\u2011\ufe63"
_NAMES = {"\u2010": "hyphen", "\u2011": "non-breaking hyphen", "\ufe63": "small hyphen-minus"}
#: Between kana and hanzi U+2010 is at home: JIS X 0208 has it as the hyphen of Japanese.
_CJK = "\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f"


_HYPHEN = Anchored(CHARS, f"(?:(?<!\u2010)|(?![{_CJK}])(?<![{_CJK}].))", by_neighbours=True)
_BEFORE = pattern(f"[{_CJK}][0-9０-９\u2010]*\\Z")
_AFTER = pattern(f"[0-9０-９\u2010]*[{_CJK}]")
#: How many digits and hyphens a number may have.
_NUMBER = 24


def find(document: Document) -> Iterator[Edit]:
    """Yield a hyphen-minus for each hyphen of another code point."""
    text = document.text
    for match in _HYPHEN.finditer(text):
        start, end = match.span()
        old = match.group()
        if old == "\u2010" and _is_japanese(text, start, end):
            continue
        yield Edit(start, end, old, "-", f"{_NAMES[old]} U+{ord(old):04X}")


def _is_japanese(text: str, start: int, end: int) -> bool:
    """Whether the number that the hyphen stands in, if any, stands beside kana or hanzi."""
    before, after = text[max(0, start - _NUMBER) : start], text[end : end + _NUMBER]
    return bool(_BEFORE.search(before) or _AFTER.match(after))


FILTER = Filter(
    "odd_hyphens",
    find,
    triggers=(Trigger(chars=CHARS),),
    line_local=True,
    summary="U+2010 and U+2011 in place of the hyphen of the keyboard",
)
