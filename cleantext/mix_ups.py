"""What a text can have been before somebody read its bytes in the wrong charset.

A *mix-up* is a pair of charsets: the one that the bytes were read in, and the one that they were
written in. Undoing it is exact: the text is turned back into bytes and read again, or the mix-up is
ruled out. Which of the readings is right is for `cleantext.readings` to say.
"""

from __future__ import annotations

import codecs
from array import array
from functools import cache
from typing import NamedTuple

from cleantext import charmaps, scan
from cleantext.anchored import Members

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
# What no text holds.
_NEVER = Members("\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd")


class MixUp(NamedTuple):
    """The charset that bytes were read in, and the one that they were written in."""

    read: str
    written: str


def undo(text: str, mix_up: MixUp, cut: bool = False) -> str | None:
    """Return what `text` was before a mix-up, or None if that cannot have been.

    `cut` says that the text goes on, so that the bytes may end within a character.

    >>> undo("Ïðèâåò", MixUp("cp1252", "cp1251"))
    'Привет'
    >>> undo("Привет", MixUp("cp1252", "cp1251"))
    """
    if mix_up.read == "hybrid":
        return untangled(text, mix_up.written, cut)
    if scan.COMPILED is not None and WIDE.isdisjoint(mix_up):
        found: str | None = scan.COMPILED.reread(text, table_of(mix_up))
        return found
    return undo_in_python(text, mix_up, cut)


def undo_in_python(text: str, mix_up: MixUp, cut: bool = False) -> str | None:
    """Return the same of a text that is not hybrid, without the compiled loop."""
    data = bytes_of(text, mix_up.read)
    return None if data is None else text_of(data, mix_up.written, cut)


@cache
def table_of(mix_up: MixUp) -> array[int]:
    """Return what each character up to U+FFFF was before a mix-up of charsets of one byte; 0 if that cannot have been."""
    chars = array("H", bytes(2 * 0x10000))
    for char in set(charmaps.decoding_table(mix_up.read)):
        found = undo_in_python(char, mix_up)
        chars[ord(char)] = ord(found) if found else 0
    return chars


def bytes_of(text: str, charset: str) -> bytes | None:
    """Return the bytes that `text` was read from in a charset, or None if it holds other characters."""
    if charset not in WIDE:
        return charmaps.encode(text, charset)
    try:
        return text.encode(charset)
    except UnicodeEncodeError:
        return None


def text_of(data: bytes, charset: str, cut: bool) -> str | None:
    """Return what was written in a charset, or None if that is no text; `cut` is as for `undo`."""
    try:
        if cut and charset in WIDE:
            text = codecs.getincrementaldecoder(charset)().decode(data)
        else:
            text = data.decode(charset)
    except UnicodeDecodeError:
        return None
    return None if _NEVER.count(text) else text


def without_controls(text: str) -> str:
    r"""Return a text with U+0000 for each character that no text holds.

    >>> without_controls("a\x85b, é")
    'a\x00b, é'
    """
    return _NEVER.pattern.sub("\0", text)


@cache
def prior(mix_up: MixUp) -> float:
    """Return how many bits a mix-up must first pay for."""
    return _PRIOR + _PLACE * MIX_UPS[mix_up.read].index(mix_up.written)


def untangled(text: str, written: str, cut: bool) -> str | None:
    """Return what a decoder made `text` of that read UTF-8 where it is valid and windows-1252 where not."""
    from cleantext.hybrid import untangle

    found = untangle(text, written)
    if found is None and cut:
        found = untangle(text[:-1], written)
    return None if found is None or found == text or _NEVER.count(found) else found
