"""Text that decodes from end to end or not at all.

Python's own decoders look up each byte of a single-byte charset as a character, and each pair of a charset of
East Asia by way of several tables; the compiled loops do it in a third of the time. The texts are the same
(`tests/decoding/test_strict.py`).
"""

from __future__ import annotations

from array import array
from collections import Counter
from functools import cache

from cleantext.decoding import counts
from cleantext.decoding.charsets import EBCDIC, MULTI_BYTE, SINGLE_BYTE

_SINGLE = frozenset(each.codec for each in (*SINGLE_BYTE, *EBCDIC))
_DOUBLE = frozenset(codec for codec, *_ in MULTI_BYTE)

#: What stands in a table for a byte that is no character, and for a pair.
_NONE, _NO_PAIR = 0x10000, 0xFFFD
#: The tables of pairs take some milliseconds to make, which so many bytes are worth.
WORTH = 1 << 20
#: More than one character in so many is not rare, nor are more than so many.
_RARE = 64
#: How many bytes came in each charset until its tables were made.
_met: Counter[str] = Counter()


def strict(data: bytes, codec: str) -> str | None:
    """Return the text of `data` in a charset, named as Python's codec is; None if it does not decode.

    >>> strict(b"caf\\xe9", "cp1252"), strict(b"caf\\xe9", "utf-8"), strict(b"\\x81", "cp1252")
    ('café', None, None)

    Raises LookupError for a name of no codec.
    """
    if counts.COMPILED and codec in _SINGLE:
        return counts.COMPILED.mapped(data, _table(codec))  # type: ignore[no-any-return]
    if counts.COMPILED and codec in _DOUBLE and _is_worth(codec, len(data)):
        return _of_pairs(data, codec)
    return _decoded(data, codec)


def _decoded(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _of_pairs(data: bytes, codec: str) -> str | None:
    """The text of `data` in a charset of East Asia: what is no pair, which is rare, is left to the codec."""
    assert counts.COMPILED is not None
    tables, pieces = pairs(codec), []
    place = rare = 0
    while True:
        piece, place = counts.COMPILED.mapped_pairs(data, place, *tables)
        pieces.append(piece)
        if place == len(data):
            return "".join(pieces)
        rare += 1
        if rare > _RARE + place // _RARE:
            # A script whose characters are all such, as that of Tibet is in GB 18030.
            rest = _decoded(data[place:], codec)
            return None if rest is None else "".join((*pieces, rest))
        for end in range(place + 2, place + 5):
            other = _decoded(data[place:end], codec)
            if other is not None:
                pieces.append(other)
                place = min(end, len(data))
                break
        else:
            return None


def _is_worth(codec: str, size: int) -> bool:
    if _met[codec] < WORTH:
        _met[codec] += size
    return _met[codec] >= WORTH


@cache
def _table(codec: str) -> array[int]:
    """The character of each byte of a single-byte charset."""
    chars = [bytes([byte]).decode(codec, "replace") for byte in range(256)]
    return array("I", [_NONE if char == "\ufffd" else ord(char) for char in chars])


@cache
def pairs(codec: str) -> tuple[array[int], array[int]]:
    """Return the characters of bytes by themselves, and of each pair of a byte beyond ASCII and any.

    U+FFFD stands for what is none, and for what is two characters or one beyond U+FFFF.
    """
    # Each stands on a line of its own, which no charset lets a pair end.
    ends = [bytes([byte]) if byte != 0x0A else b" " for byte in range(256)]
    leads = [bytes([byte]) for byte in range(0x80, 0x100)]
    single = b"\n".join(ends).decode(codec, "replace").split("\n")
    single[0x0A] = "\n"
    double = b"\n".join([lead + end for lead in leads for end in ends]).decode(codec, "replace")
    found = array("H", map(_only, single)), array("H", map(_only, double.split("\n")))
    found[1][0x0A::0x100] = array("H", [_NO_PAIR] * len(leads))
    return found


def _only(text: str) -> int:
    """The character that a text consists of; U+FFFD if it is not one of those up to U+FFFF."""
    return ord(text) if len(text) == 1 and text <= "\uffff" else _NO_PAIR
