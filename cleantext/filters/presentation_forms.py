r"""Letters stored as the shapes that a font gives them.

What is fixed: the Arabic presentation forms U+FE70-FEFC become the letters; so do the Persian and
Urdu shapes U+FB50-FBB1 in a text that has such forms or plain Arabic letters, the Armenian
ligatures U+FB13-FB17, and the wide Hebrew letters U+FB20-FB28 and the ligature U+FB4F. PDF
extraction and old systems write them. The isolated shapes of vowel signs lose the space that their
decomposition would bring.

What is left alone: U+FBD3-FBFF, which fonts use as slots for other glyphs, so that decomposing
them would write Uyghur letters (`ambiguous_forms` reports them), the word ligatures such as U+FDF2
and U+FDFA, which are written on purpose, and the Hebrew plus sign.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["presentation_forms"]).clean
>>> clean("\ufefb \ufeeb\ufeee") == "\u0644\u0627 \u0647\u0648"
True
>>> clean("\ufdfa, \ufdf2") == "\ufdfa, \ufdf2"
True

Source: compatibility decompositions of the Unicode Character Database of the running Python.
"""

from collections.abc import Iterator
from unicodedata import normalize

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger
from cleantext.lazy import pattern

CHARS = "\ufb13-\ufb17\ufb20-\ufb28\ufb4f\ufb50-\ufbb1\ufe70-\ufefc"
_RUN = pattern(f"[{CHARS}]+")
_PERSIAN = pattern("[\ufb50-\ufbb1]")
_ARABIC = pattern("[\u0620-\u064a\u066e-\u06d3\ufe70-\ufefc]")


def find(document: Document) -> Iterator[Edit]:
    """Yield the letters of each run of shapes."""
    text = document.text
    arabic: bool | None = None
    for run in _RUN.finditer(text):
        old = run.group()
        if _PERSIAN.search(old):
            if arabic is None:
                arabic = bool(_ARABIC.search(text))
            if not arabic:
                continue
        new = "".join(map(_letters, old))
        if new != old:
            yield Edit(run.start(), run.end(), old, new, "presentation forms")


def _letters(form: str) -> str:
    found = normalize("NFKC", form)
    # U+FE73 has no decomposition; a mark is decomposed onto a space that was never written.
    return found.lstrip(" ") if form <= "\ufe7f" else found


FILTER = Filter(
    "presentation_forms",
    find,
    triggers=(Trigger(chars=CHARS),),
    summary="Arabic, Armenian and Hebrew letters stored as shapes of a font",
)
