r"""Text that is not in normalization form C.

What is fixed: a letter and its combining mark become the one code point that Unicode has for the
pair, and characters with a canonical singleton become that (the Ångström sign becomes Å). Two
spellings of one word that look alike then compare equal. File systems, PDF extraction and some
keyboards produce the other forms.

What is left alone: everything that only NFKC would touch: ligatures, superscripts, fullwidth
letters, ½ and ™ carry meaning. CJK compatibility ideographs (U+F900-FAFF, U+2F800-2FA1F) stay too,
although NFC would replace them: they distinguish names. The text around them is normalized.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["unicode_form"]).clean
>>> clean("e\u0301te\u0301")
'été'
>>> clean("x² ½ ﬁ Ａ \ufa19")
'x² ½ ﬁ Ａ \ufa19'

Source: Unicode Standard Annex 15, and the Unicode Character Database of the running Python.
"""

import re
from collections.abc import Iterator
from functools import cache
from unicodedata import category, is_normalized, normalize

from cleantext.document import Document, forwards
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger, difference
from cleantext.lazy import pattern
from cleantext.tables.unicode import NFC_SENSITIVE, NFC_TRIGGER

_NOTE = "not in normalization form C"
_IDEOGRAPH = pattern("[\uf900-\ufaff\U0002f800-\U0002fa1f]")


@cache
def _sensitive() -> re.Pattern[str]:
    return re.compile(f"[{NFC_SENSITIVE}]+")


def find(document: Document) -> Iterator[Edit]:
    """Yield the NFC form of each character and its marks that are in another form."""
    text = document.text
    if is_normalized("NFC", text):
        return
    # A line costs least to ask about; nothing combines across its end.
    for low, high in forwards(text):
        if not is_normalized("NFC", text[low:high]):
            yield from _line(text, low, high)


def _line(text: str, low: int, high: int) -> Iterator[Edit]:
    for run in _sensitive().finditer(text, low, high):
        # Only what stands right before can take part: nothing earlier reaches over it.
        start = max(low, run.start() - 1)
        old = text[start : run.end()]
        if not is_normalized("NFC", old):
            yield from _run(start, old)


def _run(start: int, run: str) -> Iterator[Edit]:
    for offset, cluster in _clusters(run):
        if not is_normalized("NFC", cluster) and not _IDEOGRAPH.match(cluster):
            yield difference(start + offset, cluster, normalize("NFC", cluster), _NOTE)


def _clusters(run: str) -> Iterator[tuple[int, str]]:
    """Cut a run before each character that cannot combine with the one before it."""
    start = 0
    for place, char in enumerate(run):
        if place > start and not _joins(char):
            yield start, run[start:place]
            start = place
    yield start, run[start:]


def _joins(char: str) -> bool:
    # Marks, the medial and final jamo of Hangul, and the vowels that Kirat Rai writes as letters.
    return category(char)[0] == "M" or "\u1160" <= char <= "\u11ff" or char == "\U00016d67"


FILTER = Filter(
    "unicode_form",
    find,
    triggers=(Trigger(chars=NFC_TRIGGER),),
    line_local=True,
    summary="letters and marks that Unicode has one code point for (NFC)",
)
