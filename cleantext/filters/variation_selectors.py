r"""Variation selectors that select nothing.

What is fixed: of a run of selectors only the first can have a meaning; the others are removed, and
the first too when it does not stand on a character that has variants. Runs of them carry hidden
bytes, one a selector; the note of the edit says what they spell.

What is left alone: one selector on a character that it can vary: U+FE0E and U+FE0F on emoji, the
ideographic selectors and U+FE00-FE02 on hanzi, U+FE00 on mathematical operators, the digit zero,
quotation marks, Burmese and Phags-pa letters, the selectors of hieroglyphs, and the Mongolian ones
on Mongolian letters.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["variation_selectors"]).clean
>>> clean("ok😊\U000e0158\U000e0159, a\ufe0fb")
'ok😊, ab'
>>> sound = "❤\ufe0f ☎\ufe0e 葛\U000e0100 ∩\ufe00 ᠠ\u180b"
>>> clean(sound) == sound
True

Source: StandardizedVariants.txt, emoji-variation-sequences.txt and UTS 37.
"""

import re
from collections.abc import Iterator
from functools import cache

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger
from cleantext.lazy import pattern
from cleantext.payload import spelling
from cleantext.tables.unicode import HAN, PICTOGRAPHS

CHARS = "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
_RUN = pattern(f"[{CHARS}]+")
#: What may be varied, by the selectors that may follow it.
_BASES = (
    ("\ufe0e-\ufe0f", PICTOGRAPHS),
    ("\U000e0100-\U000e01ef\ufe00-\ufe02", rf"{HAN}\uf900-\ufaff\U0002f800-\U0002fa1f"),
    ("\ufe00", r"0\u2190-\u22ff\u2a00-\u2aff\u1000-\u109f\uaa60-\uaa7f\ua840-\ua877"),
    ("\ufe00", r"\U00010ac0-\U00010aff\U0001d49c-\U0001d4cf"),
    ("\ufe00-\ufe01", r"\u2018\u2019\u201c\u201d\u3001\u3002\uff01\uff0c\uff0e\uff1a\uff1b\uff1f"),
    ("\ufe01", r"\U0001d49c-\U0001d4cf"),
    ("\ufe00-\ufe06", r"\U00013000-\U0001345f"),
    ("\u180b-\u180d\u180f", r"\u1807\u1820-\u18aa"),
)


@cache
def _sound() -> re.Pattern[str]:
    """A selector with, before it, a character that it can vary."""
    return re.compile("|".join(f"[{selectors}](?<=[{bases}].)" for selectors, bases in _BASES))


def find(document: Document) -> Iterator[Edit]:
    """Yield a deletion for what of each run selects nothing."""
    text = document.text
    sound = _sound()
    for run in _RUN.finditer(text):
        start, end = run.span()
        if sound.match(text, start):
            start += 1
        if start < end:
            old = text[start:end]
            count = f"{len(old)} variation selectors" if len(old) > 1 else "variation selector"
            yield Edit(start, end, old, "", f"{count} without a base{spelling(old)}")


FILTER = Filter(
    "variation_selectors",
    find,
    triggers=(Trigger(chars=CHARS),),
    line_local=True,
    summary="variation selectors that select nothing, and the bytes that runs of them hide",
)
