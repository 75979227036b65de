"""UTF-16 and UTF-32 without a byte order mark.

Text in them is known by its NUL bytes, which stand in every second place or in two or three of
four, and by what comes out: text has hardly any unassigned characters or controls, while numbers
and code read as UTF-16 are full of them.
"""

from __future__ import annotations

from unicodedata import category

#: So many bytes are looked at; a multiple of four.
SAMPLE = 4096

#: General categories that sound text hardly holds.
_UNSOUND = frozenset(("Cn", "Co", "Cs", "Cc"))
_WHITE = "\t\n\r\f\x0b\x85"


def guess(data: bytes) -> str | None:
    """Return the wide encoding that `data` is in, from its NUL bytes, or None.

    >>> guess("Sound text".encode("utf-16-be")), guess("текст в два слова".encode("utf-16-le"))
    ('utf-16-be', 'utf-16-le')
    >>> guess(bytes(range(256)))
    """
    sample = data[:SAMPLE]
    if len(sample) < 4 or 0 not in sample:
        return None
    for encoding in _orders(sample):
        size = 4 if "32" in encoding else 2
        whole = sample[: len(sample) - len(sample) % size]
        # A character cut by the end of the sample is no damage.
        text = whole.decode(encoding, "replace")[: len(whole) // size - (len(data) > SAMPLE)]
        if is_sound(text) and not (size == 4 and any(ord(c) > 0x10FFFF for c in text)):
            return encoding
    return None


def is_sound(text: str) -> bool:
    """Return whether text from wide characters looks like text: no NULs, few unassigned ones."""
    if not text or "\0" in text:
        return False
    unsound = sum(1 for c in text if c == "\ufffd" or (category(c) in _UNSOUND and c not in _WHITE))
    return unsound * 50 <= len(text)


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
