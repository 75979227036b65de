"""Text that decodes from end to end or not at all.

Python's own decoders look up each byte of a single-byte charset as a character, and each pair of a charset of
East Asia by way of several tables; the compiled loops do it in a third of the time. The texts are the same
(`tests/decoding/test_strict.py`).
"""

from __future__ import annotations

from array import array
from functools import cache

from cleantext.decoding import counts
from cleantext.decoding.charsets import EBCDIC, MULTI_BYTE, SINGLE_BYTE

_SINGLE = frozenset(each.codec for each in (*SINGLE_BYTE, *EBCDIC))
_DOUBLE = frozenset(codec for codec, *_ in MULTI_BYTE)

#: What stands in a table for a byte that is no character.
_NONE = 0x10000
#: More than one character in so many is not rare, nor are more than so many.
_RARE = 64


def strict(data: bytes, codec: str) -> str | None:
    """Return the text of `data` in a charset, named as Python's codec is; None if it does not decode.

    >>> strict(b"caf\\xe9", "cp1252"), strict(b"caf\\xe9", "utf-8"), strict(b"\\x81", "cp1252")
    ('café', None, None)

    Raises LookupError for a name of no codec.
    """
    if counts.COMPILED and codec in _SINGLE:
        return counts.COMPILED.mapped(data, _table(codec))  # type: ignore[no-any-return]
    if counts.COMPILED and codec in _DOUBLE:
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
            return "".join(pieces) if rare else piece
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


@cache
def _table(codec: str) -> array[int]:
    """The character of each byte of a single-byte charset."""
    chars = [bytes([byte]).decode(codec, "replace") for byte in range(256)]
    return array("I", [_NONE if char == "\ufffd" else ord(char) for char in chars])


#: In a table of pairs: what is no character; what is two of them, one beyond U+FFFF, or may begin more than two
#: bytes; and what may be that only where the end cuts it off.
_NO_PAIR, _MORE, _PERHAPS = 0xFFFD, 0xFFFF, 0xFFFE
#: Which bytes begin more than a pair, and what of that may stand behind them.
_LONGER = {
    "gb18030": (range(0x80, 0x100), b"0123456789"),
    "euc_jp": (range(0x8F, 0x90), bytes(range(0xA1, 0xFF))),
}
#: All bytes, but that none of them ends a line; and those beyond ASCII, each as often as there are bytes.
_ENDS = bytes(range(0x100)).replace(b"\n", b" ")
_LEADS = bytes(lead for lead in range(0x80, 0x100) for _ in range(0x100))


@cache
def pairs(codec: str) -> tuple[bytes, bytes]:
    """Return the characters of bytes by themselves, and of each pair of a byte beyond ASCII and any: 16 bits each.

    U+FFFD stands for what is none, 0xFFFF for what only the codec knows, and 0xFFFE for what is none but where the
    end may cut it off. To be asked for where the loops were compiled.
    """
    assert counts.COMPILED is not None
    # Each stands on a line of its own, which no charset lets a pair end.
    lines = bytearray(b"\n" * (2 * len(_ENDS)))
    lines[::2] = _ENDS
    single = array("H", counts.COMPILED.pair_table(lines.decode(codec, "replace")))
    lines = bytearray(b"\n" * (3 * len(_LEADS)))
    lines[::3], lines[1::3] = _LEADS, _ENDS * (len(_LEADS) // len(_ENDS))
    double = array("H", counts.COMPILED.pair_table(lines.decode(codec, "replace")))
    single[0x0A] = 0x0A
    double[0x0A :: len(_ENDS)] = array("H", [_NO_PAIR] * (len(_LEADS) // len(_ENDS)))
    leads, behind = _LONGER.get(codec, ((), b""))
    for lead in leads:
        start = (lead - 0x80) * len(_ENDS)
        for end in range(len(_ENDS)):
            if double[start + end] == _NO_PAIR and (end in behind or lead == 0x8F):
                double[start + end] = _MORE if end in behind else _PERHAPS
    return single[:0x100].tobytes(), double[: len(_LEADS)].tobytes()
