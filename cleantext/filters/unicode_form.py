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
import unicodedata
from collections.abc import Iterator
from functools import cache

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger, difference
from cleantext.forms import is_normalized, is_plainly_nfc, normalize
from cleantext.lazy import pattern
from cleantext.tables import unicode as ucd
from cleantext.triples import Triples

_NOTE = "not in normalization form C"
_IDEOGRAPH = pattern("[\uf900-\ufaff\U0002f800-\U0002fa1f]")

_POINTS = ucd.NFC_POINTS + ucd.NFC_MARKS
#: Two characters side by side of which NFC may make something else, by what Annex 15 asks: the second
#: composes with the first; or with what stands before a mark; or its combining class is below that of
#: the first, or may be where a class of the table spans several combining classes.
PAIRS = (
    (ucd.NFC_TONE_BASES, ucd.NFC_TONES),
    (ucd.NFC_BASES, ucd.NFC_SECONDS),
    (
        ucd.NFC_OVERLAYS + ucd.NFC_NUKTAS + ucd.NFC_KANA + ucd.NFC_VIRAMAS + _POINTS,
        ucd.NFC_OVERLAYS + ucd.NFC_SECOND_MARKS,
    ),
    (ucd.NFC_KANA + ucd.NFC_VIRAMAS + _POINTS, ucd.NFC_NUKTAS),
    (ucd.NFC_VIRAMAS + _POINTS, ucd.NFC_KANA),
    (_POINTS, ucd.NFC_VIRAMAS + ucd.NFC_POINTS),
    (ucd.NFC_MARKS, ucd.NFC_MARKS),
)


_SECONDS = "".join(second for _, second in PAIRS)
_LOOKED_AT = Triples(ucd.NFC_NEVER + _SECONDS, 1 << 13)


@cache
def _suspect() -> re.Pattern[str]:
    behind = "|".join(f"(?<=[{first}][{second}])" for first, second in PAIRS)
    return re.compile(f"[{ucd.NFC_NEVER}{_SECONDS}](?:{behind}|(?<=[{ucd.NFC_NEVER}]))")


@cache
def _sensitive() -> re.Pattern[str]:
    return re.compile(f"[{ucd.NFC_SENSITIVE}]")


def find(document: Document) -> Iterator[Edit]:
    """Yield the NFC form of each character and its marks that are in another form."""
    text = document.text
    if is_plainly_nfc(text):
        return
    sound: dict[str, bool] = {}
    end = 0
    for place in _LOOKED_AT.each(text):
        if place < end:
            continue
        if not _suspect().match(text, place):
            _pass_over(text, place)
            continue
        # What comes before can take part as far back as the last character that stands by itself.
        start, floor = place, end
        while start > floor and _sensitive().match(text, start):
            start -= 1
        end = place + 1
        while _sensitive().match(text, end):
            end += 1
        run = text[start:end]
        if run not in sound:
            sound[run] = is_normalized("NFC", run)
        if not sound[run]:
            yield from _run(start, run)
        elif end == place + 1 and start >= place - 1 and not _sensitive().match(text, start):
            # The two neighbours alone said how far it goes.
            _pass_over(text, place)


def _pass_over(text: str, place: int) -> None:
    if 0 < place < len(text) - 1:
        _LOOKED_AT.pass_over((text[place - 1 : place + 2],))


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
    return (
        unicodedata.category(char)[0] == "M" or "\u1160" <= char <= "\u11ff" or char == "\U00016d67"
    )


FILTER = Filter(
    "unicode_form",
    find,
    triggers=(Trigger(chars=ucd.NFC_NEVER, pairs=PAIRS),),
    line_local=True,
    summary="letters and marks that Unicode has one code point for (NFC)",
)
