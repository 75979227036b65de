"""Which script a character is of."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from functools import cache

from cleantext import scan

#: Scripts by the code points at which they begin; nothing for marks, digits and symbols.
STARTS: tuple[tuple[int, str], ...] = (
    (0x00, ""), (0x41, "latin"), (0x5B, ""), (0x61, "latin"), (0x7B, ""), (0x80, "control"),
    (0xA0, ""), (0xC0, "latin"), (0xD7, ""), (0xD8, "latin"), (0xF7, ""), (0xF8, "latin"),
    (0x2B0, ""), (0x370, "greek"), (0x400, "cyrillic"), (0x530, "armenian"), (0x590, "hebrew"),
    (0x600, "arabic"), (0x780, "thaana"), (0x7C0, "arabic"), (0x900, "devanagari"),
    (0x980, "bengali"), (0xA00, "gurmukhi"), (0xA80, "gujarati"), (0xB00, "oriya"),
    (0xB80, "tamil"), (0xC00, "telugu"), (0xC80, "kannada"), (0xD00, "malayalam"),
    (0xD80, "sinhala"), (0xE00, "thai"), (0xE80, "lao"), (0xF00, "tibetan"), (0x1000, "myanmar"),
    (0x10A0, "georgian"), (0x1100, "hangul"), (0x1200, "ethiopic"), (0x13A0, "rare"),
    (0x1780, "khmer"), (0x1800, "rare"), (0x1E00, "latin"), (0x1F00, "greek"), (0x2000, ""),
    (0x2C00, "rare"), (0x2E80, "han"), (0x3000, ""), (0x3040, "kana"), (0x3100, "rare"),
    (0x3130, "hangul"), (0x3190, ""), (0x3400, "han"), (0xA000, "rare"), (0xAC00, "hangul"),
    (0xD7A4, "rare"), (0xE000, "control"), (0xF900, "han"), (0xFB00, "latin"), (0xFB10, "rare"),
    (0xFB1D, "hebrew"), (0xFB50, "arabic"), (0xFE00, ""), (0xFE70, "arabic"), (0xFEFF, ""),
    (0xFF66, "halfwidth"), (0xFFA0, ""), (0xFFFD, "control"), (0xFFFE, "rare"), (0x1F000, ""),
    (0x20000, "han"), (0x30000, "rare"),
)  # fmt: skip
#: Where each begins.
CODES = [code for code, _ in STARTS]


class _Scripts(dict[str, str]):
    def __missing__(self, char: str) -> str:
        found = self[char] = STARTS[bisect_right(CODES, ord(char)) - 1][1]
        return found


#: The script of a character: `SCRIPT["я"]` is `cyrillic`; a mark has none.
SCRIPT: dict[str, str] = _Scripts()


def scripts(text: str) -> dict[str, int]:
    """Return how many characters of each script a text has.

    >>> scripts("ab, я") == {"": 2, "latin": 2, "cyrillic": 1}
    True
    """
    if scan.COMPILED is None:
        return scripts_in_python(text)
    names, numbers = _numbered()
    counts = zip(names, scan.COMPILED.tally(text, numbers), strict=False)
    return {name: count for name, count in counts if count}


def scripts_in_python(text: str) -> dict[str, int]:
    """Return the same, without the compiled loop."""
    return dict(Counter(map(SCRIPT.__getitem__, text)))


@cache
def _numbered() -> tuple[list[str], bytes]:
    """The scripts, and the number of that of each character up to U+FFFF, and of each 256 beyond."""
    names = list(dict.fromkeys(name for _, name in STARTS))
    numbers = bytearray()
    for (start, name), end in zip(STARTS, [*CODES[1:], 0x110000], strict=True):
        # Beyond U+FFFF all begin at a multiple of 256.
        low = min(end, 0x10000) - min(start, 0x10000)
        high = (max(end, 0x10000) - max(start, 0x10000)) >> 8
        numbers += bytes([names.index(name)]) * (low + high)
    return names, bytes(numbers)


def scripted(*without: str) -> str:
    """Return the characters that have a script, other than some, as the inside of a class.

    >>> re.findall(f"[{scripted()}]", "д, 1 é"), re.findall(f"[{scripted('latin')}]", "д, 1 é")
    (['д', 'é'], ['д'])
    """
    ends, left_out = [*CODES[1:], 0x110000], {"", *without}
    spans = [(a, end) for (a, name), end in zip(STARTS, ends, strict=True) if name not in left_out]
    return "".join(f"{chr(low)}-{chr(end - 1)}" for low, end in spans)


def is_latin(text: str) -> bool:
    """Return whether a text has letters of no other script than Latin.

    >>> is_latin("déjà 2"), is_latin("да")
    (True, False)
    """
    return not _not_latin().search(text)


@cache
def _not_latin() -> re.Pattern[str]:
    return re.compile(f"[{scripted('latin')}]")
