r"""UTF-8 that was read as a single-byte charset.

What is fixed: text in UTF-8 that somebody decoded as latin-1, windows-125x, MacRoman or cp437, once
or several times, so that `é` became `Ã©` and `’` became `â€™`. ftfy's repair decides, line by line.

What is left alone: everything else that looks odd. A line is only looked at when a character that
can stand for the first byte of a UTF-8 sequence is followed by one that can stand for the second,
and ftfy must find the line implausible as it is before anything is changed.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["mojibake"]).clean
>>> clean("lâ€™humanitÃ©")
'l’humanité'
>>> clean("TRÃS GRAND “Ãœber” naïve")
'TRÃS GRAND “Über” naïve'
>>> clean("À la carte, Ångström, «Déjà vu»…")
'À la carte, Ångström, «Déjà vu»…'

Source: Robyn Speer's ftfy, whose heuristic and charmaps this stands on.
"""

import re
from collections.abc import Iterator
from functools import cache

from cleantext.document import Document, lines
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger, difference

#: The charmaps that ftfy tries.
CHARMAPS = (
    "latin-1",
    "cp1252",
    "cp1251",
    "cp1250",
    "cp1253",
    "cp1254",
    "cp1257",
    "iso8859-2",
    "mac-roman",
    "cp437",
)


def _characters(low: int, high: int) -> str:
    """The characters that the bytes low to high stand for in any of the charmaps."""
    data = bytes(range(low, high + 1))
    found = {char for each in CHARMAPS for char in data.decode(each, "ignore")}
    # Bytes that a charmap leaves undefined come through as the C1 control of that number.
    return "".join(sorted(found | {chr(code) for code in data}))


@cache
def _suspicious() -> re.Pattern[str]:
    """A first byte and a second byte of UTF-8; the second may have become a space or a mark."""
    first = re.escape(_characters(0xC2, 0xF4))
    second = re.escape(_characters(0x80, 0xBF))
    return re.compile(f"[{second} ?\x1a\ufffd](?<=[{first}].)")


def find(document: Document) -> Iterator[Edit]:
    """Yield the smallest edit that repairs each damaged line."""
    if not _suspicious().search(document.text):
        return
    from ftfy import TextFixerConfig, fix_encoding

    config = TextFixerConfig(explain=False)
    for start, _, line in document.fact(lines):
        if not line.isascii() and _suspicious().search(line):
            fixed = fix_encoding(line, config)
            if fixed != line and "\n" not in fixed:
                yield difference(start, line, fixed, "UTF-8 read as a single-byte charset")


FILTER = Filter(
    "mojibake",
    find,
    triggers=(Trigger(chars=re.escape(_characters(0xC2, 0xF4))),),
    line_local=True,
    summary="UTF-8 read as a single-byte charset",
)
