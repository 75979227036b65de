"""A first look at a line that is suspected: whether it can have been any other text that is likelier.

Of nearly all sound lines the compiled loop (`native/scan_readings.c`) says in some microseconds that it cannot. What
says how likely readings are is `cleantext.readings`; it is asked about all other lines, and about all where the
loop is missing.
"""

from __future__ import annotations

from array import array
from functools import cache
from itertools import product

from cleantext import scan
from cleantext.language import compiled_han, compiled_model
from cleantext.mix_ups import MIX_UPS, WIDE, text_of, without_controls
from cleantext.unread import codes
from cleantext.vocabulary import VERDICTS, table

#: What begins a character of three bytes in EUC-JP.
_THREE = 0x8F
#: What can be a second byte.
_SECOND = range(0x20, 0x100)
#: Nothing is said of lines with characters from here on.
_CHINESE = 0x2E80


def is_unlikely(text: str, odd: str) -> bool:
    """Return True only if `readings.likelier` finds nothing likelier than `text`, for a fraction of the cost.

    `odd` are the words of it that hold what sound text does not, parted by spaces.

    >>> is_unlikely("Ïðèâåò, ìèð", "Ïðèâåò, ìèð")
    False
    """
    if scan.COMPILED is None:
        return False
    models = compiled_model(), compiled_han(), table(), VERDICTS
    found: bool = scan.COMPILED.unlikely(*models, compiled_charsets(), text, odd)
    return found


@cache
def compiled_charsets() -> object:
    """Return the charsets that are mixed up as the compiled loops read them."""
    reads = [read for read in MIX_UPS if read not in WIDE and read != "hybrid"]
    written = list(dict.fromkeys(each for read in reads for each in MIX_UPS[read]))
    single = [each for each in written if each not in WIDE]
    wide = [each for each in written if each in WIDE and each != "utf-8"]
    bit = {each: 1 << place for place, each in enumerate([*single, *wide, "utf-8"])}
    assert scan.COMPILED is not None
    return scan.COMPILED.charsets(
        tuple((codes(read), sum(bit[each] for each in MIX_UPS[read])) for read in reads),
        tuple(map(_chars, single)),
        tuple((_chars(each), _pairs(each)) for each in wide),
        _encoded([each for each in MIX_UPS if each in WIDE]),
    )


def _chars(charset: str) -> bytes:
    """The characters of the bytes 00 to FF, 0 for what is none or no text."""
    if charset in WIDE:
        found = [text_of(bytes((byte,)), charset, cut=False) or "\0" for byte in range(256)]
        return _numbers("".join(found))
    return _numbers(without_controls(bytes(range(256)).decode(charset, "replace")))


def _pairs(charset: str) -> bytes:
    """The characters of two bytes, of charsets that have two for a character."""
    # A line feed is no second byte, so each pair is read by itself.
    lines = _all_pairs().decode(charset, "replace").split("\n")
    rows = _numbers(
        without_controls("".join([line if len(line) == 1 else "\0" for line in lines[:-1]]))
    )
    size = 2 * len(_SECOND)
    found = bytearray(2 * 0x8000)
    for count in range(0x80):
        row = rows[count * size : (count + 1) * size]
        if charset == "euc_jp" and count == _THREE - 0x80:
            row = b"\xff" * size
        found += bytes(2 * _SECOND[0]) + row
    return bytes(found)


@cache
def _all_pairs() -> bytes:
    return b"".join([b"%c%c\n" % both for both in product(range(0x80, 0x100), _SECOND)])


def _numbers(chars: str) -> bytes:
    return array("H", map(ord, chars)).tobytes()


def _encoded(charsets: list[str]) -> bytes:
    """A bit for each character below the Chinese ones that charsets have, the lowest of a byte first."""
    codes = range(0x80, _CHINESE)
    text = "\n".join(map(chr, codes))
    bits = bytearray(0x10000 // 8)
    for charset in charsets:
        for code, data in zip(codes, text.encode(charset, "ignore").split(b"\n"), strict=True):
            if data:
                bits[code >> 3] |= 1 << (code & 7)
    return bytes(bits)
