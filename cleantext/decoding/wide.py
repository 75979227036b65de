"""UTF-16 and UTF-32 without a byte order mark.

Text in them is known by its NUL bytes, which stand in every second place or in two or three of
four, and by what comes out: text has hardly any unassigned characters or controls, while numbers
and code read as UTF-16 are full of them.
"""

from __future__ import annotations

from functools import cache
from unicodedata import category

from cleantext.decoding import counts
from cleantext.decoding.declared import codec

#: So many bytes are looked at; a multiple of four. And so many first, where that may do.
SAMPLE, _HEAD = 4096, 512

#: General categories that sound text hardly holds.
_UNSOUND = frozenset(("Cn", "Co", "Cs", "Cc"))
#: Those of them that text does not hold either where a byte order mark says that it is text: what one edition
#: of Unicode leaves unassigned the next assigns.
BROKEN = frozenset(("Cs", "Cc"))
_WHITE = "\t\n\r\f\x0b\x85"


def guess(data: bytes) -> str | None:
    """Return the wide encoding that `data` is in, from its NUL bytes, or None.

    >>> guess("Sound text".encode("utf-16-be")), guess("текст в два слова".encode("utf-16-le"))
    ('utf-16-be', 'utf-16-le')
    >>> guess(bytes(range(256)))
    """
    sample = data[:SAMPLE]
    nuls = sample.count(0)
    if nuls < 2 or (len(data) % 2 and nuls < 16):
        return None
    for encoding in _orders(sample):
        size = 4 if "32" in encoding else 2
        whole = sample[: len(sample) - len(sample) % size]
        # A character cut by the end of the sample is no damage.
        text = whole.decode(encoding, "replace")[: len(whole) // size - (len(data) > SAMPLE)]
        if is_sound(text):
            return encoding
    return None


def declared_wide(data: bytes, declared: str | None) -> str | None:
    """Return the declared encoding if it is UTF-16 or UTF-32 and the bytes bear it out, or None."""
    name = codec(declared) if declared else None
    if name is None or not name.startswith(("utf-16", "utf-32")):
        return None
    try:
        return name if is_sound(data.decode(name)) else None
    except UnicodeDecodeError:
        return None


def guess_han(data: bytes) -> str | None:
    """Return the order of UTF-16 if `data` is Chinese or Japanese in it, with few NULs or none.

    Every second byte is then the first half of a Han character or a kana, of CJK punctuation, of a
    full-width form or of ASCII; and the others are of all values, which tells them from the
    letters of ASCII, two of which look like a Han character too.

    >>> text = "我能吞下玻璃而不伤身体。私はガラスを食べられます。"
    >>> guess_han(text.encode("utf-16-le")), guess_han(text.encode("utf-16-be"))
    ('utf-16-le', 'utf-16-be')
    >>> guess_han(text.encode("gb18030")), guess_han("Bush hid the facts, né?".encode("cp1252"))
    (None, None)
    """
    sample = data[: SAMPLE & ~1]
    units = len(sample) // 2
    if units < 12:
        return None
    for encoding, first in (("utf-16-le", 1), ("utf-16-be", 0)):
        # Hardly ever more than the beginning has to be looked at.
        if len(sample[first:_HEAD:2].translate(None, _HAN_ROWS)) * 20 > units:
            continue
        high, low = sample[first::2], sample[1 - first :: 2]
        odd_ones = len(high.translate(None, _HAN_ROWS))
        # Shift JIS begins its characters with 0x81 to 0x9F; Han characters are mostly below.
        below = len(high.translate(None, _UPPER_ROWS))
        if odd_ones * 20 > units or high.count(0) * 3 > units or below * 5 < units * 2:
            continue
        ascii_like = len(low) - len(low.translate(None, _MIDDLE))
        if ascii_like * 4 <= 3 * len(low) and is_sound(sample.decode(encoding, "replace")):
            return encoding
    return None


#: First bytes of Han characters and kana, of CJK punctuation, of full-width forms, and of ASCII.
_HAN_ROWS = bytes((0x00, 0x30, 0xFF, *range(0x4E, 0xA0)))
_UPPER_ROWS = bytes((0x00, 0xFF, *range(0x80, 0xA0)))
_MIDDLE = bytes(range(0x20, 0xA0))


def is_sound(text: str, tolerated: float = 0.02, unsound: frozenset[str] = _UNSOUND) -> bool:
    """Return whether text from wide characters looks like text: no NULs, few unassigned ones.

    `tolerated` is the share of characters that may be none of a text, which are those of the general
    categories `unsound` and U+FFFD.

    >>> is_sound("Sound text"), is_sound("\\ue000\\ue001 no"), is_sound("\\ue000\\ue001 no", 0.1, BROKEN)
    (True, False, True)
    """
    if not text or "\0" in text:
        return False
    if counts.COMPILED:
        known = _known(unsound)
        found, others = counts.COMPILED.marked(text, known)
        for character in others:
            odd = _is_unsound(character, unsound)
            found += odd
            if character <= "\uffff":
                known[ord(character)] = 2 if odd else 1
    else:
        found = sum([_is_unsound(character, unsound) for character in text])
    return int(found) <= max(tolerated * len(text), tolerated * 10)


def _is_unsound(character: str, unsound: frozenset[str]) -> bool:
    return character == "\ufffd" or (category(character) in unsound and character not in _WHITE)


@cache
def _known(unsound: frozenset[str]) -> bytearray:
    """What the compiled loop knows of each character up to U+FFFF: nothing, 0, that it is sound, 1, or not, 2."""
    return bytearray(0x10000)


def _orders(sample: bytes) -> list[str]:
    """The wide encodings that the places of NUL bytes allow, likeliest first."""
    fours = len(sample) // 4
    zeros = [sample[place : fours * 4 : 4].count(0) for place in range(4)]
    orders = []
    if zeros[3] == fours and zeros[2] * 2 > fours:
        orders.append("utf-32-le")
    if zeros[0] == fours and zeros[1] * 2 > fours:
        orders.append("utf-32-be")
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    # Spaces and line ends are the NULs of scripts beyond Latin: about one character in six.
    if odd > even * 8 and odd * 40 >= len(sample) // 2:
        orders.append("utf-16-le")
    elif even > odd * 8 and even * 40 >= len(sample) // 2:
        orders.append("utf-16-be")
    return orders
