"""What a text can have been before somebody read its bytes in the wrong charset.

A *mix-up* is a pair of charsets: the one that the bytes were read in, and the one that they were
written in. Undoing it is exact: the text is turned back into bytes and read again, or the mix-up is
ruled out. Which of the readings is right is for `cleantext.language` to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from cleantext import charmaps
from cleantext.language import bits

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
    "cp1251": ("utf-8", "koi8-r", "cp866", "cp1252", "mac-cyrillic", *_EASTERN, "cp1253", "cp1255",
               "cp1256", "cp1250"),
    "koi8-r": ("utf-8", "cp1251", "cp866", "cp1252"),
    "cp866": ("utf-8", "cp1251", "koi8-r", "cp1252"),
    "mac-cyrillic": ("cp1251", "utf-8"),
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
}  # fmt: skip

#: What each further place in the list above makes less likely, in bits.
_PLACE = 0.4
#: What a mix-up costs that has to be explained at all.
_PRIOR = 4.0
_NEVER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")


class MixUp(NamedTuple):
    """The charset that bytes were read in, and the one that they were written in."""

    read: str
    written: str


class Reading(NamedTuple):
    """A text that another can have been: how many bits likelier it is, and what was mixed up."""

    gain: float
    text: str
    mix_ups: tuple[MixUp, ...]


def undo(text: str, mix_up: MixUp) -> str | None:
    """Return what `text` was before a mix-up, or None if that cannot have been.

    >>> undo("Ïðèâåò", MixUp("cp1252", "cp1251"))
    'Привет'
    >>> undo("Привет", MixUp("cp1252", "cp1251"))
    """
    data = _bytes(text, mix_up.read)
    return None if data is None else _text(data, mix_up.written)


def _bytes(text: str, charset: str) -> bytes | None:
    if charset not in WIDE:
        return charmaps.encode(text, charset)
    try:
        return text.encode(charset)
    except UnicodeEncodeError:
        return None


def _text(data: bytes, charset: str) -> str | None:
    try:
        text = data.decode(charset)
    except UnicodeDecodeError:
        return None
    return None if _NEVER.search(text) else text


@cache
def prior(mix_up: MixUp) -> float:
    """Return how many bits a mix-up must first pay for."""
    return _PRIOR + _PLACE * MIX_UPS[mix_up.read].index(mix_up.written)


def readings(text: str) -> Iterator[tuple[str, MixUp]]:
    """Yield each different text that one mix-up can have made `text` from."""
    seen = {text}
    for charset, written in MIX_UPS.items():
        data = _bytes(text, charset)
        if data is None:
            continue
        for each in written:
            found = _text(data, each)
            if found is not None and found not in seen:
                seen.add(found)
                yield found, MixUp(charset, each)


def likelier(text: str, layers: int = 2) -> list[Reading]:
    """Return the texts that are likelier than `text` and that mix-ups made it from, best first.

    >>> likelier("Ïðèâåò, ìèð")[0].text
    'Привет, мир'
    >>> likelier("Добрый день!")
    []
    """
    cost = bits(text)
    found = [
        Reading(cost - bits(each) - prior(mix_up), each, (mix_up,))
        for each, mix_up in readings(text)
    ]
    found.sort(reverse=True)
    if layers > 1:
        deeper = []
        for first in found[:3]:
            for second in likelier(first.text, layers - 1)[:3]:
                gain = first.gain + second.gain
                deeper.append(Reading(gain, second.text, first.mix_ups + second.mix_ups))
        found = sorted([*found, *deeper], reverse=True)
    return [reading for reading in found if reading.gain > 0]
