"""What a text can have been before somebody read its bytes in the wrong charset.

A *mix-up* is a pair of charsets: the one that the bytes were read in, and the one that they were
written in. Undoing it is exact: the text is turned back into bytes and read again, or the mix-up is
ruled out. Which of the readings is right is for `cleantext.language` to say.
"""

from __future__ import annotations

import codecs
import re
from array import array
from collections import Counter
from collections.abc import Container, Iterator
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from cleantext import charmaps, scan
from cleantext.anchored import Members
from cleantext.contexts import eastern_oddities, odd_words, oddities, strange
from cleantext.language import SCRIPT, bits
from cleantext.lazy import pattern
from cleantext.soundness import costs_at_most
from cleantext.vocabulary import brings_in, evidence

#: Charsets of more than one byte a character.
WIDE = frozenset({"gbk", "cp932", "cp950", "cp949", "euc_jp", "utf-8"})

_EASTERN = ("gbk", "cp932", "cp950", "cp949", "euc_jp")
_CYRILLIC = ("cp1251", "koi8-r", "cp866")
_OTHERS = ("cp1253", "cp1255", "cp1256", "cp874")
_CENTRAL = ("cp1250", "iso8859-2", "cp1254", "cp1257", "cp1252")
_OLD = ("mac-roman", "cp437", "cp850")

#: What bytes were written in, by what they were read in; what is likelier comes first.
MIX_UPS: dict[str, tuple[str, ...]] = {
    "latin-1": ("utf-8", *_EASTERN, *_CYRILLIC, *_OTHERS, *_CENTRAL[:-1], *_OLD),
    "cp1252": ("utf-8", *_EASTERN, *_CYRILLIC, *_OTHERS, *_CENTRAL[:-1], *_OLD),
    "cp1254": ("utf-8", *_EASTERN, "cp1252", *_CYRILLIC, *_OTHERS),
    "cp1250": ("utf-8", "cp1252", "iso8859-2", *_EASTERN, *_CYRILLIC, *_OTHERS, "cp1257", "cp1254"),
    "iso8859-2": ("utf-8", "cp1250", "cp1252", *_CYRILLIC, *_OTHERS),
    "cp1257": ("utf-8", "cp1252", "cp1250", *_CYRILLIC),
    "cp1251": ("utf-8", "koi8-r", "cp866", "cp1252", *_EASTERN, "cp1253", "cp1255",
               "cp1256", "cp1250"),
    "koi8-r": ("utf-8", "cp1251", "cp866", "cp1252"),
    "cp866": ("utf-8", "cp1251", "koi8-r", "cp1252", *_EASTERN),
    "cp1253": ("utf-8", "cp1252", "cp1251"),
    "iso8859-7+": ("utf-8", "cp1252"),
    "cp874+": ("utf-8", "cp1252", "gbk"),
    "cp1255": ("utf-8", "cp1252"),
    "cp1256": ("utf-8", "cp1252"),
    "mac-roman": ("utf-8", "cp1252", *_EASTERN, "cp1251", "cp1250"),
    "cp437": ("utf-8", "cp1252", "cp866", *_EASTERN),
    "cp850": ("utf-8", "cp1252", "cp866", "cp1251", "cp1250", *_EASTERN),
    "gbk": ("utf-8", "cp932", "euc_jp", "cp949", "cp950"),
    "cp932": ("utf-8", "gbk", "euc_jp", "cp949", "cp950"),
    "cp950": ("utf-8", "gbk", "cp932", "cp949", "euc_jp"),
    "cp949": ("utf-8", "gbk", "cp932", "cp950", "euc_jp"),
    # Decoders that read UTF-8 where it is valid and windows-1252 where not.
    "hybrid": (*_EASTERN, "cp1251"),
}  # fmt: skip

#: What each further place in the list above makes less likely, in bits.
_PLACE = 0.4
#: What a mix-up costs that has to be explained at all.
_PRIOR = 4.0
#: A reading that gains as much and has nothing strange left is not looked behind.
ENOUGH = 20.0
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
_NEVER = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")


class MixUp(NamedTuple):
    """The charset that bytes were read in, and the one that they were written in."""

    read: str
    written: str


class Reading(NamedTuple):
    """A text that another can have been: how many bits likelier it is, and what was mixed up."""

    gain: float
    text: str
    mix_ups: tuple[MixUp, ...]


def undo(text: str, mix_up: MixUp, cut: bool = False) -> str | None:
    """Return what `text` was before a mix-up, or None if that cannot have been.

    `cut` says that the text goes on, so that the bytes may end within a character.

    >>> undo("Ïðèâåò", MixUp("cp1252", "cp1251"))
    'Привет'
    >>> undo("Привет", MixUp("cp1252", "cp1251"))
    """
    if mix_up.read == "hybrid":
        return _untangled(text, mix_up.written, cut)
    if scan.COMPILED is not None and WIDE.isdisjoint(mix_up):
        found: str | None = scan.COMPILED.reread(text, _become(mix_up))
        return found
    return undo_in_python(text, mix_up, cut)


def undo_in_python(text: str, mix_up: MixUp, cut: bool = False) -> str | None:
    """Return the same of a text that is not hybrid, without the compiled loop."""
    data = _bytes(text, mix_up.read)
    return None if data is None else _text(data, mix_up.written, cut)


@cache
def _become(mix_up: MixUp) -> array[int]:
    """What each character up to U+FFFF was before a mix-up of charsets of one byte; 0 if that cannot have been."""
    chars = array("H", bytes(2 * 0x10000))
    for char in set(charmaps.decoding_table(mix_up.read)):
        found = undo_in_python(char, mix_up)
        chars[ord(char)] = ord(found) if found else 0
    return chars


def _bytes(text: str, charset: str) -> bytes | None:
    if charset not in WIDE:
        return charmaps.encode(text, charset)
    try:
        return text.encode(charset)
    except UnicodeEncodeError:
        return None


def _text(data: bytes, charset: str, cut: bool) -> str | None:
    try:
        if cut and charset in WIDE:
            text = codecs.getincrementaldecoder(charset)().decode(data)
        else:
            text = data.decode(charset)
    except UnicodeDecodeError:
        return None
    return None if _NEVER.search(text) else text


@cache
def prior(mix_up: MixUp) -> float:
    """Return how many bits a mix-up must first pay for."""
    return _PRIOR + _PLACE * MIX_UPS[mix_up.read].index(mix_up.written)


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
    for charset, mix_ups in _pairs():
        wanted = mix_ups if among is None else [each for each in mix_ups if each in among]
        data = _bytes(text, charset) if wanted else None
        if data is None:
            continue
        for each in wanted:
            found = _text(data, each.written, cut)
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
    if "\ufffd" in text and not _may_be_tangled(text):
        return []  # of what was lost no charset has the bytes
    # Sound text costs little a letter, so that one layer is behind it at the most.
    eastern = _IDEOGRAPHIC.count(text)
    deep = layers > 1 and not costs_at_most(text, _SOUND * len(text) + _SOUND_EASTERN * eastern)
    words = " ".join(odd_words(text))
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
        if deep or layers == 1 or speaks > 0 or oddities(each) < odd:
            gain = cost - bits(each) - prior(mix_up) + speaks
            if gain > 0 or deep:
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
        found = _untangled(text, written, cut)
        if found is not None and oddities(found) < odd:
            mix_up = MixUp("hybrid", written)
            yield Reading(cost - bits(found) - prior(mix_up), found, (mix_up,))


def _untangled(text: str, written: str, cut: bool) -> str | None:
    from cleantext.hybrid import untangle

    found = untangle(text, written)
    if found is None and cut:
        found = untangle(text[:-1], written)
    return None if found is None or found == text or _NEVER.search(found) else found


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
    counts = Counter(map(SCRIPT.__getitem__, after))
    if after.count("\xad") > before.count("\xad"):
        # It tells nothing, so nothing would speak against it.
        return False
    shown = _SHOWN.get(written)
    if shown and sum(counts[script] for script in shown) < (2 if written in WIDE else _FEW):
        return False
    if _MET.search(after) and len(_MET.findall(after)) > len(_MET.findall(before)):
        return False
    most = _MOST_HAN if counts["han"] + counts["hangul"] else _MOST
    if bits(after) > most * len(after) + _MOST_AT_ALL:
        return False
    known = set(map(SCRIPT.__getitem__, before))
    return not any(
        count < _FEW and script not in known and script not in ("", "latin", "han")
        for script, count in counts.items()
        if len(counts) > 2
    )
