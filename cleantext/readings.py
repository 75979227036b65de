"""Which of the texts that a text can have been is the likelier.

What mix-ups of charsets can have made of a text is said by `cleantext.mix_ups`; here the readings are weighed, by the
language model, by the known words that they bring in, and by what is strange about them.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from cleantext.anchored import Members
from cleantext.contexts import eastern_oddities, odd_words, oddities, strange
from cleantext.language import bits
from cleantext.lazy import pattern
from cleantext.mix_ups import MIX_UPS, WIDE, MixUp, bytes_of, prior, text_of, undo, untangled
from cleantext.scripts import scripts
from cleantext.unlikely import is_unlikely
from cleantext.vocabulary import brings_in, evidence

#: A reading that gains as much and has nothing strange left is not looked behind.
ENOUGH = 20.0
#: One that gains as much, and so many bits a character more than any other, tells how others are to be read that are as
#: likely then, but for so many bits a character.
FAR, _AHEAD, _AS_LIKELY = 45.0, 1.0, 1.0
#: How many bits more the odd words of a text may cost in a reading that is likelier as a whole.
_NEARLY = 4.0
#: Sound text costs less than so many bits a letter.
_SOUND = 5.5
# And so many more an ideograph, kana or syllable of Hangul.
_SOUND_EASTERN = 4.5
_IDEOGRAPHIC = Members("\u3041-\u30fa\u4e00-\u9fff\uac00-\ud7a3")
# Letters of two alphabets side by side, as no word has them.
_MET = pattern("[A-Za-zÀ-ɏ](?=[Ͱ-\u0e7f])|[Ͱ-\u0e7f](?=[A-Za-zÀ-ɏ])")
#: No reading costs more bits a letter, with ideographs and without, and for being short.
_MOST, _MOST_HAN, _MOST_AT_ALL = 7.0, 12.5, 20.0
#: Longer tokens are not remembered.
_LONG = 32
#: Fewer letters than these are no text in a script.
_FEW = 4
_THREE_BYTES = Members("\u0800-\uffff")
#: And what bytes of UTF-8, two a character, are in windows-1252.
_TWO_BYTES = pattern(f"[Â-ß][{re.escape(bytes(range(0x80, 0xC0)).decode('cp1252', 'replace'))}]")


class Reading(NamedTuple):
    """A text that another can have been: how many bits likelier it is, and what was mixed up."""

    gain: float
    text: str
    mix_ups: tuple[MixUp, ...]


def readings(
    text: str, cut: bool = False, among: Container[MixUp] | None = None
) -> Iterator[tuple[str, MixUp]]:
    """Yield each different text that one mix-up, or one of some, can have made `text` from."""
    seen = {text}
    for found, mix_up in _undone(text, cut, among):
        if found not in seen:
            seen.add(found)
            yield found, mix_up


def _undone(
    text: str, cut: bool, among: Container[MixUp] | None = None
) -> Iterator[tuple[str, MixUp]]:
    if "\ufffd" in text:
        return
    # Charsets that agree on all of a text have the same bytes for it.
    read: dict[bytes, dict[str, str | None]] = {}
    for charset, mix_ups in _pairs():
        wanted = mix_ups if among is None else [each for each in mix_ups if each in among]
        data = bytes_of(text, charset) if wanted else None
        if data is None:
            continue
        known = read.setdefault(data, {})
        for each in wanted:
            if each.written not in known:
                known[each.written] = text_of(data, each.written, cut)
            found = known[each.written]
            if found is not None:
                yield found, each


@cache
def _pairs() -> list[tuple[str, list[MixUp]]]:
    return [
        (read, [MixUp(read, each) for each in written])
        for read, written in MIX_UPS.items()
        if read != "hybrid"
    ]


@lru_cache(maxsize=1 << 12)
def _promising(words: str) -> frozenset[MixUp]:
    """Which mix-ups make the odd words of a text as likely as they stand, or nearly.

    None of them if none makes others of them. This settles most of what is suspected in sound text for a
    fraction of the cost, and names come again and again.
    """
    limit = bits(words) + _NEARLY
    costs: dict[str, float] = {}
    found = []
    for each, mix_up in _undone(words, cut=True):
        if each not in costs:
            costs[each] = bits(each)
        if costs[each] < limit:
            found.append((each, mix_up))
    changes = any(each != words for each, _ in found)
    return frozenset(mix_up for _, mix_up in found) if changes else frozenset()


def _speaking(token: str) -> frozenset[MixUp]:
    """The mix-ups that bring a known word into a token beyond ASCII, or a letter that may stand alone."""
    return _bringing(token) if len(token) <= _LONG else _bringing.__wrapped__(token)


@lru_cache(maxsize=1 << 14)
def _bringing(token: str) -> frozenset[MixUp]:
    return frozenset(mix_up for each, mix_up in _undone(token, cut=True) if brings_in(token, each))


def likelier(
    text: str, cut: bool = False, layers: int = 2, most: int | None = None
) -> list[Reading]:
    """Return the texts that are likelier than `text` and that mix-ups made it from, best first.

    `cut` says that the text goes on. Two layers of mix-ups are looked for where one does not do. There are
    `most` readings at the most.

    >>> likelier("Ïðèâåò, ìèð")[0].text
    'Привет, мир'
    >>> likelier("Добрый день!")
    []
    """
    words = " ".join(odd_words(text))
    if layers == 2 and is_unlikely(text, words):
        return []
    return likelier_of_all(text, words, cut, layers, most)


def leads(found: list[Reading]) -> bool:
    """Return whether the best of the readings of a text tells how to read others: all else is far behind.

    It is in a script of its charset, too; charsets of Latin differ in a few letters.

    >>> leads(likelier("Ïðèâåò, ìèð, êàê äåëà ó òåáÿ")), leads(likelier("pøíliš žluouèký kùò"))
    (True, False)
    """
    if not found or len(found[0].mix_ups) > 1:
        return False
    gain, text, (mix_up,) = found[0]
    # Any bytes are Hangul, and cheap.
    if (
        mix_up.written not in _SHOWN
        or mix_up.written == "cp949"
        or mix_up.read == "hybrid"
        or gain < FAR
    ):
        return False
    ahead = len(found) == 1 or gain - found[1].gain >= _AHEAD * len(text)
    return ahead and not strange(text)


def as_likely(text: str, leading: Reading, cut: bool) -> Reading | None:
    """Return the reading of a text by the mix-up of another that `leads`, if it is as likely as that; None if it is not.

    >>> leading = likelier("Ïðèâåò, ìèð, êàê äåëà ó òåáÿ")[0]
    >>> as_likely("Ñïàñèáî, âñ¸ õîðîøî, ïðèâåò", leading, False).text
    'Спасибо, всё хорошо, привет'
    >>> as_likely("Спасибо, всё хорошо, привет", leading, False)
    """
    (mix_up,) = leading.mix_ups
    found = undo(text, mix_up, cut)
    if found is None or found == text:
        return None
    cost = bits(found)
    if cost / len(found) > bits(leading.text) / len(leading.text) + _AS_LIKELY:
        return None
    gain = bits(text) - cost - prior(mix_up) + evidence(text, found)
    sound = gain >= FAR and not strange(found) and plausible(text, found, mix_up.written)
    return Reading(gain, found, leading.mix_ups) if sound else None


def likelier_of_all(
    text: str, words: str, cut: bool, layers: int = 2, most: int | None = None
) -> list[Reading]:
    """Return the same without a first look; `words` are the odd ones."""
    if "\ufffd" in text and not _may_be_tangled(text):
        return []  # of what was lost no charset has the bytes
    # Sound text costs little a letter, so that one layer is behind it at the most.
    eastern = _IDEOGRAPHIC.count(text)
    deep = layers > 1 and bits(text) > _SOUND * len(text) + _SOUND_EASTERN * eastern
    odd = 0 if words else eastern_oddities(text)
    among: frozenset[MixUp] | None = None
    if words and not deep:
        among = _promising(words)
    elif not odd and not deep and layers > 1:
        # Nothing but a word that comes in can speak for a reading.
        tokens = [token for token in text.split(" ") if not token.isascii()]
        among = frozenset().union(*map(_speaking, tokens))
    if among is not None and not among:
        return []
    odd = odd or oddities(text)
    cost = bits(text)
    found = []
    for each, mix_up in readings(text, cut, among):
        speaks = evidence(text, each)
        gain = cost - bits(each) - prior(mix_up) + speaks
        # What is odd about it takes longest to tell.
        if deep or (gain > 0 and (layers == 1 or speaks > 0 or oddities(each) < odd)):
            found.append(Reading(gain, each, (mix_up,)))
    found.sort(reverse=True)
    if deep and not (found and found[0].gain >= ENOUGH and not strange(found[0].text)):
        found += _tangled(text, cut, cost, odd)
        found.sort(reverse=True)
    if deep and not (found and found[0].gain >= ENOUGH and not strange(found[0].text)):
        for first in found[:3]:
            for second in likelier(first.text, cut, layers - 1, 2):
                gain = first.gain + second.gain
                found.append(Reading(gain, second.text, first.mix_ups + second.mix_ups))
        found.sort(reverse=True)
    sound = (
        reading
        for reading in found
        if reading.gain > 0 and plausible(text, reading.text, reading.mix_ups[-1].written)
    )
    return list(islice(sound, most))


def _may_be_tangled(text: str) -> bool:
    # Bytes that are no UTF-8 hardly ever look like three bytes of it; and where they look like two,
    # they were read as that.
    return max(_THREE_BYTES.count(text), 2 * len(_TWO_BYTES.findall(text))) * 2 <= len(text)


def _tangled(text: str, cut: bool, cost: float, odd: int) -> Iterator[Reading]:
    if not _may_be_tangled(text):
        return
    for written in MIX_UPS["hybrid"]:
        found = untangled(text, written, cut)
        if found is not None and oddities(found) < odd:
            mix_up = MixUp("hybrid", written)
            yield Reading(cost - bits(found) - prior(mix_up), found, (mix_up,))


#: The scripts of which a reading must show something if its bytes were written in a charset.
_SHOWN = {
    "gbk": ("han",), "cp950": ("han",), "cp932": ("kana", "han"), "euc_jp": ("kana", "han"),
    "cp949": ("hangul",), "cp1251": ("cyrillic",), "koi8-r": ("cyrillic",), "cp866": ("cyrillic",),
    "cp1253": ("greek",), "cp1255": ("hebrew",), "cp1256": ("arabic",), "cp874": ("thai",),
}  # fmt: skip


def plausible(before: str, after: str, written: str) -> bool:
    """Return whether a reading is in a script of its charset, and brings in no other.

    A few letters are no text in a script.

    >>> plausible("12 € po litri", "12 я po litri", "koi8-r")
    False
    """
    if after.count("\xad") > before.count("\xad"):
        # It tells nothing, so nothing would speak against it.
        return False
    counts = scripts(after)
    shown = _SHOWN.get(written)
    if shown and sum(counts.get(script, 0) for script in shown) < (2 if written in WIDE else _FEW):
        return False
    if _MET.search(after) and len(_MET.findall(after)) > len(_MET.findall(before)):
        return False
    most = _MOST_HAN if "han" in counts or "hangul" in counts else _MOST
    if bits(after) > most * len(after) + _MOST_AT_ALL:
        return False
    if len(counts) < 3:
        return True
    known = scripts(before)
    return not any(
        count < _FEW and script not in known and script not in ("", "latin", "han")
        for script, count in counts.items()
    )
