r"""Messages spelt in characters that nobody sees.

Three alphabets are in use: tag characters, which mirror ASCII at U+E0000; variation selectors,
each standing for one byte; and two or more zero width characters taken as bits. What is found here
is told in the notes of the filters that remove such runs, and by the report `hidden_payload`.
"""

import re

#: Runs of tag characters, and of variation selectors, long enough to say something.
TAGS = re.compile("[\U000e0000-\U000e007f]{2,}")
SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]{2,}")
#: A byte takes eight bits; four different characters could carry it in four.
ZERO_WIDTHS = re.compile("[\u200b-\u200d\u2060-\u2064\ufeff]{8,}")


def message(run: str) -> str:
    r"""Return what a run of invisible characters spells, or nothing when that is not text.

    >>> message("\U000e0068\U000e0069")
    'hi'
    >>> message("\U000e0158\U000e0159")
    'hi'
    >>> message("\u200b\u200c\u200c\u200b\u200c\u200b\u200b\u200b")
    'h'
    >>> message("\ufe0f\ufe0f")
    ''
    """
    if TAGS.fullmatch(run):
        return _shown("".join(chr(ord(char) - 0xE0000) for char in run).strip("\x7f\x01"))
    if SELECTORS.fullmatch(run):
        data = bytes(
            ord(char) - 0xFE00 if char < "\ufe10" else ord(char) - 0xE0100 + 16 for char in run
        )
        return _read(data)
    if ZERO_WIDTHS.fullmatch(run):
        return _bits(run)
    return ""


def _bits(run: str) -> str:
    """The two commonest characters as 0 and 1, either way round; the rest separates."""
    digits = sorted(set(run), key=run.count, reverse=True)[:2]
    if len(digits) < 2:
        return ""
    kept = [char for char in run if char in digits]
    if len(kept) % 8:
        return ""
    for zero in sorted(digits):
        bits = "".join("0" if char == zero else "1" for char in kept)
        found = _read(bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits), 8)))
        if found:
            return found
    return ""


def _read(data: bytes) -> str:
    try:
        return _shown(data.decode("utf-8"))
    except UnicodeDecodeError:
        return ""


def _shown(text: str) -> str:
    """The text if all of it can be read, else nothing."""
    return text if text.replace("\n", " ").isprintable() else ""


def spelling(run: str) -> str:
    r"""Return the end of a note: what the run spells, shortened, or nothing.

    >>> spelling("\U000e0068\U000e0069")
    " spelling 'hi'"
    >>> spelling("\ufe0f")
    ''
    """
    found = message(run)
    if not found:
        return ""
    return f" spelling {found if len(found) <= 60 else found[:59] + '…'!r}"
