"""A first look at a line that is suspected: whether it can have been any other text that is likelier.

Of nearly all sound lines the compiled loop (`native/scan_readings.c`) says in some microseconds that it cannot. What
says how likely readings are is `cleantext.readings`; it is asked about all other lines, and about all where the
loop is missing.
"""

from __future__ import annotations

from array import array
from functools import cache

from cleantext import scan
from cleantext.language import compiled_han, compiled_model
from cleantext.mix_ups import MIX_UPS, WIDE, text_of, without_controls
from cleantext.unread import codes
from cleantext.vocabulary import VERDICTS, table

#: What begins a character of three bytes in EUC-JP.
_THREE = 0x8F
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
    # What is no Chinese need not wait for that model.
    han = compiled_han() if compiled_han.cache_info().currsize else None
    tables = table(), VERDICTS, compiled_charsets(), text, odd
    found: bool | None = scan.COMPILED.unlikely(compiled_model(), han, *tables)
    if found is None:
        found = scan.COMPILED.unlikely(compiled_model(), compiled_han(), *tables)
    return found is True


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
        tuple(
            (_chars(each), _all_pairs().decode(each, "replace"), _THREE if each == "euc_jp" else 0)
            for each in wide
        ),
        _encoded([each for each in MIX_UPS if each in WIDE]),
    )


def _chars(charset: str) -> bytes:
    """The characters of the bytes 00 to FF, 0 for what is none or no text."""
    if charset in WIDE:
        found = [text_of(bytes((byte,)), charset, cut=False) or "\0" for byte in range(256)]
        return _numbers("".join(found))
    return _numbers(without_controls(bytes(range(256)).decode(charset, "replace")))


@cache
def _all_pairs() -> bytes:
    """A line of its own for each pair of bytes of which the first is not ASCII; a line feed is no second byte."""
    second = range(0x20, 0x100)
    data = bytearray(3 * 0x80 * len(second))
    data[::3] = b"".join(bytes((lead,)) * len(second) for lead in range(0x80, 0x100))
    data[1::3] = bytes(second) * 0x80
    data[2::3] = b"\n" * (0x80 * len(second))
    return bytes(data)


def _numbers(chars: str) -> bytes:
    return array("H", map(ord, chars)).tobytes()


def _encoded(charsets: list[str]) -> bytes:
    """1 for each character below the Chinese ones that charsets have, 0 for all others."""
    text = "\n".join(map(chr, range(0x80, _CHINESE)))
    found = 0
    for charset in charsets:
        flags = bytes(map(bool, text.encode(charset, "ignore").split(b"\n")))
        found |= int.from_bytes(flags, "little")
    return bytes(0x80) + found.to_bytes(0x10000 - 0x80, "little")
