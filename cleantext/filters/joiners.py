r"""Joiners, U+200C and U+200D, where there is nothing to join.

What is fixed: a zero width joiner or non-joiner between letters of a script that does not join, at
the border of a word, or doubled, is removed. Such characters come from copied web pages and from
keyboards of another language; they break every search for the word.

What is left alone: joiners are spelling in Persian, Urdu and Kurdish, in the scripts of India and
South-East Asia, in Sinhala, Mongolian and Hebrew, and they bind emoji together. A non-joiner is
removed there only where white space follows or precedes, after Arabic letters, where it does
nothing; a joiner stays wherever it touches such a letter, since it can ask for a shape.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["joiners"]).clean
>>> clean("in\u200cvi\u200dsible, کتاب\u200c ها")
'invisible, کتاب ها'
>>> sound = "می\u200cخواهم, ක්\u200dර, 👩\u200d🚀"
>>> clean(sound) == sound
True

Source: Unicode Standard, chapters 9.2, 12 and 23.2; UTS 51 for emoji.
"""

import re
from collections.abc import Iterator
from functools import cache

from cleantext.anchored import Anchored
from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger
from cleantext.lazy import pattern
from cleantext.tables.unicode import PICTOGRAPHS

CHARS = "\u200c\u200d"
#: Scripts whose letters join, or whose spelling uses the joiners: Hebrew to Burmese, Philippine
#: scripts to Mongolian, Limbu to Vedic, Tifinagh, Phags-pa to Meetei Mayek, and the later planes.
_SCRIPTS = (
    "\u0591-\u109f\u1700-\u18af\u1900-\u1cff\u2d30-\u2d7f\ua800-\uabff\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010a00-\U00011fff\U00016a00-\U00016fff\U0001e900-\U0001e95f"
)


@cache
def _complex() -> re.Pattern[str]:
    return re.compile(f"[{_SCRIPTS}]")


#: A single joiner between two such letters is spelling, and most are.
_RUN = Anchored(
    CHARS,
    f"(?:(?=[{CHARS}])|(?<![{_SCRIPTS}].)|(?![{_SCRIPTS}]))[{CHARS}]*",
    re.DOTALL,
    by_neighbours=True,
)


#: Arabic and its kin, where a non-joiner beside white space shapes nothing.
_ARABIC = pattern("[\u0600-\u07ff\u0860-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")


@cache
def _pictograph() -> re.Pattern[str]:
    """What an emoji joiner may stand behind: a pictograph, a skin tone, a selector."""
    return re.compile(f"[{PICTOGRAPHS}\ufe0f\u20e3\U000e007f]")


def find(document: Document) -> Iterator[Edit]:
    """Yield a deletion for each joiner that has nothing to join, and for all but one of a run."""
    text = document.text
    for run in _RUN.finditer(text):
        start, end = run.span()
        kept = _kept(text[start - 1 : start], run.group(), text[end : end + 1])
        if kept != run.group():
            yield Edit(start, end, run.group(), kept, "joiner with nothing to join")


def _kept(before: str, run: str, after: str) -> str:
    """What of a run of joiners has a use between these characters."""
    joins = _complex().match(before) or _complex().match(after)
    if not joins:
        emoji = run[0] == "\u200d" and _pictograph().match(before) and _pictograph().match(after)
        return run[0] if emoji else ""
    # Bengali and Sinhala have both in turn; twice the same says nothing more.
    run = "".join(dict.fromkeys(run))
    if run == "\u200c" and (_idle(before, after) or _idle(after, before)):
        return ""
    return run


def _idle(side: str, other: str) -> bool:
    """Whether a non-joiner between an Arabic letter and this side does nothing."""
    return (not side or side.isspace()) and bool(_ARABIC.match(other) or not other)


FILTER = Filter(
    "joiners",
    find,
    triggers=(Trigger(chars=CHARS),),
    line_local=True,
    summary="zero width joiners and non-joiners where there is nothing to join",
)
