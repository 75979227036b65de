r"""CJK compatibility ideographs, which every normalization replaces.

What is changed: U+F900-FAD9 and U+2F800-2FA1D become the unified ideograph with the variation
selector that stands for the very form. Names in registers depend on these forms, and NFC, which
files and databases apply, loses them for ever; the pair survives it and looks the same.

What is left alone: the twelve ideographs of that block that are unified ones, and everything else.
By default such ideographs stay as they are, see `unicode_form`.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["compatibility_ideographs"]).clean
>>> clean("\ufa19器") == "神\ufe00器"
True
>>> clean("\ufa0e 神器") == "\ufa0e 神器"
True

Source: StandardizedVariants.txt: the selectors number the forms of one ideograph in code order.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from unicodedata import decomposition

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger
from cleantext.lazy import pattern

CHARS = "\uf900-\ufad9\U0002f800-\U0002fa1d"
_IDEOGRAPH = pattern(f"[{CHARS}]")


@cache
def _variants() -> dict[str, str]:
    found = {}
    forms: Counter[str] = Counter()
    for code in (*range(0xF900, 0xFADA), *range(0x2F800, 0x2FA1E)):
        base = decomposition(chr(code))
        if base:
            found[chr(code)] = chr(int(base, 16)) + chr(0xFE00 + forms[base])
            forms[base] += 1
    return found


def find(document: Document) -> Iterator[Edit]:
    """Yield the unified ideograph and its selector for each compatibility ideograph."""
    for match in _IDEOGRAPH.finditer(document.text):
        old = match.group()
        if new := _variants().get(old):
            yield Edit(match.start(), match.end(), old, new, "compatibility ideograph")


FILTER = Filter(
    "compatibility_ideographs",
    find,
    triggers=(Trigger(chars=CHARS),),
    line_local=True,
    summary="compatibility ideographs, to the standardized sequences that normalization keeps",
)
