r"""Text whose bytes were read in the wrong charset.

What is fixed: lines that come out as likely text when their bytes are read again: Cyrillic, Greek,
Hebrew, Arabic, Thai, Turkish, Baltic and Central European charsets read as each other or as Western
ones; Chinese, Japanese and Korean charsets read as each other or as Western ones; MacRoman and the
charsets of DOS read as windows-1252 and the other way round; UTF-8 read as any of these; and two
mix-ups, one on top of the other.

Every mix-up is undone exactly or not at all. A line is looked at only where it has characters in
places where no language has them; it is changed only if the new reading is likelier by far, and
itself has nothing strange. One damaged word in a line is enough where it is a known word in the new
reading and none as it stands. The lines of a document vote, so that twenty damaged lines agree on
one mix-up and short ones follow the long.

What is left alone: lines that are likely as they are, in any language; lines where no reading is
likely by far; alphabets, ranges and tables of letters, drawings; damage with bytes lost; and UTF-8
read as a single-byte charset where `mojibake` can tell without a model.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["wrong_charset"]).clean
>>> clean("йНМЯЮКРХМЦНБНЕ ЮЦЕМРЯРБН")
'Консалтинговое агентство'
>>> clean("º¢×ÓÃÇÔÚºÓ±ß·Å·çóÝ¡£")
'孩子们在河边放风筝。'
>>> clean("Je dois le faire quand męme.")
'Je dois le faire quand même.'
>>> clean("ВНИМАНИЕ: ОШИБКИ! Þórður og Ægir; «l’Œuvre» à 5 µm ± 2 %")
'ВНИМАНИЕ: ОШИБКИ! Þórður og Ægir; «l’Œuvre» à 5 µm ± 2 %'

Source: charsets as Python's codecs have them; likelihood from `cleantext.language`, words from
`cleantext.vocabulary`.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import compress

from cleantext import readings
from cleantext.contexts import LOOKED_AT, strange
from cleantext.document import Document, forwards
from cleantext.edit import Edit, compose
from cleantext.filter import Filter, Trigger
from cleantext.judged_lines import LONGEST, SAMPLE, head_at, head_in, judged_lines
from cleantext.language import bits
from cleantext.lazy import pattern
from cleantext.mix_ups import WIDE, prior
from cleantext.readings import Reading
from cleantext.scripts import is_latin
from cleantext.sequences import ANCHORS as MISREAD
from cleantext.support import Reread, supported
from cleantext.suspects import Suspects, suspects, whole
from cleantext.vocabulary import evidence
from cleantext.voted_lines import STRANGE, MixUps, as_voted, letters, plainly_voted, undone

# An accented capital before a small letter.
_CAPITAL = pattern("[À-ÖØ-Þ](?=[a-zß-öø-ÿ])")
# Anything but ASCII and what parts words, with no space or with one.
_BEYOND_DASHES = pattern("[^\x00-\x7f–—‘’\xa0]")

#: How many bits likelier a reading must be where nothing else speaks for its mix-up. Of 64,000 sound
#: sentences that the model had not seen none has a reading that gains 5.
ALONE = 6.5
#: How much more that must be where one character alone speaks for it.
SINGLE = 2.0
#: How much more where a charset of many bytes a character explains that one character,
SINGLE_WIDE = 10.0
#: for each character that the line is shorter than a sentence,
SHORT, SHORTEST = 0.5, 24
#: and where letters become marks or capitals: a language that the model does not know looks so.
FEWER = 18.0
#: The bits that lines must gain together to make a vote, and how many lines there must be.
VOTE = 90.0
VOTERS = 3
#: So many bits must be gained by looks where a word speaks for a reading,
WORDS_ALONE = 8.0
#: or where that is a short one, or parted by nothing but a dash.
LITTLE = 18.0
#: or where the vocabulary knows no word, though it knows Latin script.
UNATTESTED = 20.0
#: Lines that are not odd, and those that are UTF-8 for certain, whatever else they could have been.
_SOUND, _CERTAIN = -1, -2
#: How many lines are remembered with what became of them.
_REMEMBERED = 1 << 12


def find(document: Document) -> Iterator[Edit]:
    """Yield the edits that restore lines whose bytes were read in the wrong charset."""
    edits: Sequence[Edit] = ()
    known: dict[str, Sequence[Edit]] = {}
    while found := supported(document.text, list(_layer(document))):
        known[document.text] = edits
        edits = compose(edits, found)
        document = document.edited(found)
        if document.text in known:
            # Readings that are each likelier than the other; so the first is as good as any.
            edits = known[document.text]
            break
    yield from edits


def mended(document: Document) -> Document:
    """Return the document as the edits would make it."""
    known: dict[str, Document] = {}
    while found := supported(document.text, list(_layer(document)), whole=True):
        known[document.text] = document
        document = document.edited(found)
        if document.text in known:
            return known[document.text]
    return document


def _layer(document: Document) -> Iterator[Reread]:
    """Yield each line that is better read in another charset."""
    if document.fact(whole) is not None:
        return
    found, text = document.fact(suspects), document.text
    if not len(found):
        return
    known = document.known("likelier readings")
    odd = judged_lines(text, found, known)
    if not odd:
        return
    places = array("q", map(found.places.__getitem__, odd))
    heads = [head_in(text, place) for place in places[:: max(1, len(odd) // SAMPLE)]]
    voted, heard = _vote(heads, known)
    if not voted and not heard:
        return
    plain = plainly_voted(text, places, voted) if voted else [None] * len(odd)
    as_utf8 = [mix_ups for mix_ups in voted if mix_ups[-1].written == "utf-8"]
    # A line that stays is asked about again after others were restored, and by the same mix-ups as a rule.
    asked = tuple(voted), tuple(heard)
    judged: dict[tuple[str, int], str | None]
    judged = document.known("judged lines").setdefault(asked, {})
    for start, line, number in _lines(text, found, places) if voted else _alone(text, places):
        new = plain[number] if number >= 0 else None
        if new is None:
            key = line, places[number] - start if number >= 0 else number
            if key not in judged:
                if len(judged) >= _REMEMBERED:
                    judged.clear()
                ways = voted if number != _CERTAIN else as_utf8
                judged[key] = _restored(*key, ways, heard)
            new = judged[key]
        if new is not None and "\n" not in new:
            yield Reread(start, line, new)


def _alone(text: str, places: array[int]) -> Iterator[tuple[int, str, int]]:
    """Where the lines at some places begin, their texts, and which they are."""
    for number, place in enumerate(places):
        start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
        yield start, text[start : end if end >= 0 else len(text)], number


def _lines(text: str, found: Suspects, places: array[int]) -> Iterator[tuple[int, str, int]]:
    """The same of all lines of a text that are not ASCII, also of those that have no place."""
    certain = compress(found.places, found.certain)
    number, next_certain = 0, next(certain, -1)
    for start, end in forwards(text):
        kind = _SOUND
        if number < len(places) and places[number] <= end:
            kind = number
            number += 1
        elif start <= next_certain <= end:
            kind = _CERTAIN
            next_certain = next(certain, -1)
        line = text[start:end]
        if not line.isascii():
            yield start, line, kind


def _vote(
    heads: Sequence[str], known: dict[str, list[Reading]]
) -> tuple[list[MixUps], list[MixUps]]:
    """The mix-ups that some odd lines of a document speak for: by many voices, and by any.

    What is `known` of lines is added to; there are few.
    """
    gains: Counter[MixUps] = Counter()
    voices: Counter[MixUps] = Counter()
    leading: list[Reading] = []
    for line in heads:
        found = known.get(line)
        if found is None:
            cut = len(line) == LONGEST
            as_before = readings.as_likely(line, leading[0], cut) if leading else None
            if as_before is not None:
                # What else it may have been is what else the other may have been.
                found = [as_before, *leading[1:]]
            else:
                found = readings.likelier(line, cut, most=3)
                leading = found if readings.leads(found) else leading
            known[line] = found
        if not found:
            continue
        for reading in found:
            gains[reading.mix_ups] += round(min(reading.gain, VOTE / 2))
        voices[found[0].mix_ups] += 1
        if voices[found[0].mix_ups] == 2 * VOTERS:
            break
    ranked = [mix_ups for mix_ups, _ in gains.most_common(6)]
    voted = [m for m in ranked if gains[m] >= VOTE and voices[m] >= VOTERS]
    return voted, [m for m in ranked if m not in voted]


def _restored(line: str, place: int, voted: list[MixUps], others: list[MixUps]) -> str | None:
    """The text of a line before the mix-up that gains most, if it gains enough; odd lines are so at a `place`."""
    if voted:
        restored = as_voted(line, place >= 0, voted)
        if restored is not None:
            return restored
    if place < 0 or not others:
        return None
    head = head_at(line, place)
    cut = len(head) == LONGEST
    single = len({char for char in head if char > "\x7f"}) == 1
    cost = bits(head)
    seen = {head}
    best, chosen = 0.0, None
    for mix_ups in others:
        text = undone(head, mix_ups, cut)
        if text is None or text in seen:
            continue
        seen.add(text)
        speaks = evidence(head, text)
        gain = cost - bits(text)
        # Most gain too little whatever else is said of them.
        if gain + (speaks - sum(map(prior, mix_ups))) <= max(best, ALONE):
            continue
        if not readings.plausible(head, text, mix_ups[-1].written):
            continue
        if speaks > 0 and gain < _least(head, text, speaks):
            continue
        if not speaks and is_latin(text) and (gain < UNATTESTED or not strange(head)):
            continue
        gain += speaks - sum(map(prior, mix_ups)) - STRANGE * strange(text)
        if gain > max(best, _margin(head, text, mix_ups, single)):
            best, chosen = gain, mix_ups
    return undone(line, chosen) if chosen else None


def _least(before: str, after: str, speaks: float) -> float:
    """How many bits must be gained by looks where words speak for a reading."""
    if not _BEYOND_DASHES.search(before):
        return LITTLE * sum(1 for old, new in zip(before, after, strict=False) if old != new)
    if speaks > 1:
        return WORDS_ALONE
    pairs = zip(before.split(" "), after.split(" "), strict=True)
    letters = sum(1 for old, new in pairs if len(old) == 1 and old != new)
    return LITTLE * max(1, letters)


def _margin(before: str, after: str, mix_ups: MixUps, single: bool) -> float:
    """How much a reading must gain for which nothing else speaks."""
    wide = any(not WIDE.isdisjoint(mix_up) for mix_up in mix_ups)
    margin = ALONE + single * (SINGLE_WIDE if wide else SINGLE)
    margin += SHORT * max(0, SHORTEST - len(before))
    fewer = letters(after) < letters(before)
    if not wide and (fewer or len(_CAPITAL.findall(after)) > len(_CAPITAL.findall(before))):
        margin += FEWER
    return margin


FILTER = Filter(
    "wrong_charset",
    find,
    triggers=(Trigger(chars=LOOKED_AT + MISREAD),),
    summary="text whose bytes were read in the wrong charset",
    mends=mended,
)
