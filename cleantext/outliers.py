"""Which sentences of a document sell what the document is not about.

A sentence that sounds like spam says little by itself: shops, and articles about shops, have such
sentences. Spam that was put into somebody else's text stands out of it: it is of another script, or it is
far louder than all that stands around it, and that is quiet. `cleantext.pitch` says how loud a sentence is.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

from cleantext.document import Document
from cleantext.grams import DENSE, LONG, Glance
from cleantext.lazy import pattern
from cleantext.pitch import Pitch, pitch
from cleantext.spans import Spans
from cleantext.tables import read as read_table

#: How loud a sentence must be to be spam, and by how much louder than the loudest of the others.
CERTAIN, GAP = 0.0, 2.0
#: How loud one of another script must be, in a text of so many letters that has so few of that script.
FOREIGN, HOST, RARE = -3.0, 200, 0.01
#: One is of another script if this share of its letters is.
OTHER = 0.25
#: Each mark that joins search terms makes a sentence louder, up to so many.
JOINER, JOINERS = 0.7, 3
#: What stands beside spam is spam if it is so loud.
BESIDE = -1.0
#: Where more than this share of the sentences is so loud, the text is about selling.
TOPIC, HEARD = 0.15, -1.5
#: A sentence of fewer letters says nothing, nor does one with fewer different words.
LETTERS, WORDS = 10, 3
#: No more of a sentence is listened to, on either side of where it was noticed.
LONGEST = 400

END = pattern(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)|[。！？]+[」』”’）]*|\n")
QUOTED = pattern(
    r"[“„«「『][^”“»」』\n]{1,200}[”“»」』]|(?<![\w.,!?])\"(?=\w)[^\"\n]{1,200}(?<=[\w.,!?])\"(?!\w)"
)
_JOINER = pattern(r" [-–|•/·I] |[|_•]| , ")
_OTHER = pattern("[\u0370-\u1dff\u2e80-\uffef]{2}")
# A capital after a letter of another script, and so many words that it can be a sentence.
_LATIN = pattern(r"(?<=[\u0370-\u1dff\u2e80-\uffef]) (?=[A-Z][\w'’,;/-]*(?: [\w'’,;/-]+){2})")
_LETTER = pattern(r"[^\W\d_]")
_WORD = pattern(r"\w+")
# Where scripts begin, each with its name; Japanese and Chinese share theirs.
_SCRIPTS = (
    (0x0, "latin"), (0x370, "greek"), (0x400, "cyrillic"), (0x530, "armenian"), (0x590, "hebrew"),
    (0x600, "arabic"), (0x780, "indic"), (0xE00, "thai"), (0xE80, "other"), (0x1E00, "latin"),
    (0x1F00, "other"), (0x2E80, "han"), (0xAC00, "hangul"), (0xD7B0, "other"), (0xF900, "han"),
    (0xFB00, "other"),
)  # fmt: skip


class Loud(NamedTuple):
    """The sentence from `start` to `end`, and how loud it is."""

    start: int
    end: int
    pitch: Pitch


_HOOKS = Glance(lambda: read_table("spam_hooks.txt").decode().split("\n")[:-1])


def may_sell(text: str) -> bool:
    """Return False only if nothing in a text is worth listening to."""
    return _HOOKS.may_hold(text)


def outliers(document: Document) -> list[Loud]:
    """Return the sentences that sell and stand out, in order; a fact to share.

    >>> story = "We planted beans in April. It rained all week. They came up on Sunday. {} We ate them."
    >>> spam = "Cheap generic pills online without prescription"
    >>> [text[each.start : each.end] for text in [story.format(spam + ".")]
    ...  for each in outliers(Document(text))]
    ['Cheap generic pills online without prescription.']
    >>> outliers(Document(story.format("We bought a spade at a shop.")))
    []
    """
    text = document.text
    loud = [each for each in _noticed(text) if each.pitch.best > min(FOREIGN, HEARD)]
    if not loud or all(each.pitch.best <= FOREIGN for each in loud):
        return []
    # Who cites spam cites a sentence of it; in a longer quotation spam is as it is elsewhere.
    cited = [m for m in QUOTED.finditer(text) if not END.search(text, m.start(), m.end() - 2)]
    quoted = Spans([match.span() for match in cited])
    loud = [each for each in loud if not quoted.holds((each.start + each.end) // 2)]
    rest = _others(text, loud)
    if not rest:
        return []
    found = _foreign(text, loud)
    own = [each for each in loud if each not in found]
    levels = [each.best for each in rest] + [each.pitch.best for each in own]
    if sum(best > HEARD for best in levels) - 1 <= TOPIC * len(levels):
        found += _standing_out(own, max(each.best for each in rest))
    return sorted(found + _beside(text, found))


def _noticed(text: str) -> list[Loud]:
    """The sentences in which something is worth listening to."""
    found: list[Loud] = []
    end = 0
    for low, high in _HOOKS.windows(text, LONG):
        while end < high:
            place = max(low, end)
            if place >= len(text):
                break
            start, stop = sentence(text, place, end)
            said = text[max(start, place - LONGEST) : min(stop, place + LONGEST)]
            if start < stop and _speaks(said):
                found.append(Loud(start, stop, heard(said)))
            end = max(stop, place + 1)
    return found


def heard(said: str) -> Pitch:
    """Return how loud a sentence is, its joiners counted.

    >>> one, other = heard("cheap pills, online casino"), heard("cheap pills | online casino")
    >>> round(other.best - one.best, 2)
    0.7
    """
    found = pitch(said)
    louder = JOINER * min(JOINERS, len(_JOINER.findall(said)))
    return found._replace(whole=found.whole + louder, best=found.best + louder)


def _speaks(said: str) -> bool:
    letters = len(_LETTER.findall(said))
    if letters < LETTERS and not (letters >= LETTERS // 2 and max(said) >= DENSE):
        return False
    return max(said) >= DENSE or len(set(_WORD.findall(said.lower()))) >= WORDS


def sentence(text: str, place: int, floor: int = 0) -> tuple[int, int]:
    """Return where the sentence begins and ends that stands at a place, white space before it left out.

    >>> text = "Beans grow. Rain falls on them. Well."
    >>> text[slice(*sentence(text, 14))]
    'Rain falls on them.'
    """
    low = max(floor, text.rfind("\n", floor, place) + 1)
    for end in END.finditer(text, low, place):
        low = end.end()
    stop = END.search(text, place)
    high = len(text) if stop is None else stop.end() - (stop.group() == "\n")
    while low < high and text[low].isspace():
        low += 1
    # Spam in Thai has no full stop; where a Latin sentence follows it begins another.
    if _OTHER.search(text, low, high):
        other = _LATIN.search(text, place, high)
        if other and not _OTHER.search(text, other.start(), high):
            high = other.start()
    return low, high


def _others(text: str, loud: list[Loud]) -> list[Pitch]:
    """How loud the other sentences of a text are."""
    taken = {each.start for each in loud}
    spans = []
    low = 0
    for end in END.finditer(text):
        spans.append((low, end.end()))
        low = end.end()
    spans.append((low, len(text)))
    said = [text[low:high].strip()[:LONGEST] for low, high in spans if not _holds(taken, text, low)]
    return [heard(each) for each in said if each and _speaks(each)]


def _holds(taken: set[int], text: str, low: int) -> bool:
    while low < len(text) and text[low].isspace():
        low += 1
    return low in taken


def _standing_out(own: list[Loud], loudest: float) -> list[Loud]:
    """Those sentences of a text's own script that are far louder than all others."""
    ordered = sorted(own, key=lambda each: -each.pitch.best)
    found: list[Loud] = []
    for place, each in enumerate(ordered):
        following = ordered[place + 1].pitch.best if place + 1 < len(ordered) else loudest
        if each.pitch.best < CERTAIN:
            break
        if each.pitch.best - max(following, loudest) >= GAP:
            found = ordered[: place + 1]
    return found


def _foreign(text: str, loud: list[Loud]) -> list[Loud]:
    """Those sentences whose script the rest of the text has not."""
    own = [_scripts(text[each.start : each.end]) for each in loud]
    scripts = _scripts(text)
    for each in own:
        scripts -= each
    total = scripts.total()
    if total < HOST:
        return []
    found = []
    for each, held in zip(loud, own, strict=True):
        other = sum(count for script, count in held.items() if scripts[script] < RARE * total)
        if each.pitch.best > FOREIGN and other >= OTHER * held.total():
            found.append(each)
    return found


def _scripts(text: str) -> Counter[str]:
    """How many letters of each script a text has."""
    counts = Counter(text)
    found: Counter[str] = Counter()
    for char, count in counts.items():
        if char.isalpha():
            found[_script(char)] += count
    return found


@cache
def _script(char: str) -> str:
    name = ""
    for start, each in _SCRIPTS:
        if ord(char) < start:
            break
        name = each
    return name


def _beside(text: str, found: list[Loud]) -> list[Loud]:
    """The sentences before and behind spam, on its line, that sound like a part of it."""
    taken = {each.start for each in found}
    more: list[Loud] = []
    for each in found:
        for place in (each.start - 1, each.end):
            while 0 <= place < len(text) and text[place] in " \t":
                place += 1 if place >= each.end else -1
            if not 0 <= place < len(text) or text[place] == "\n":
                continue
            low, high = sentence(text, place if place >= each.end else max(0, place - 1))
            if low in taken or not _LETTER.search(text, low, high):
                continue
            said = heard(text[low:high][:LONGEST])
            if said.best > BESIDE:
                taken.add(low)
                more.append(Loud(low, high, said))
    return more
