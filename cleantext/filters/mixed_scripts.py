r"""Words that mix letters of two scripts that look alike.

What is found: a word in which all letters of one script could pass for letters of the other, such
as `paypal` with a Cyrillic а, or `Москва` with a Latin M. Spammers and phishers write them to slip
past filters, and typists by forgetting to change the keyboard. It is only reported: which script
was meant is for the reader to say.

What is left alone: scripts side by side in different words or on both sides of a hyphen
(`USB-кабель`), and mixtures that deceive nobody (`Яndex`, `kΩ`, `ΔT`, `πr`).

>>> from cleantext import Document
>>> [edit.old for edit in find(Document("p\u0430ypal.com, \u041c\u043eskva"))] == ["p\u0430ypal", "\u041c\u043eskva"]
True
>>> list(find(Document("USB-кабель, 1С:Бухгалтерия, kΩ, ΔT, Яndex")))
[]

Source: the idea of UTS 39, mixed-script detection; the letters are those that fonts draw alike.
"""

import re
from collections.abc import Iterator
from functools import cache

from cleantext.anchored import Pairs
from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Level, Trigger
from cleantext.lazy import pattern
from cleantext.tables.unicode import CYRILLIC, GREEK, LATIN

_CYRILLIC_AS_LATIN = "аеорсухіјѕһԁԛԝѵАВСЕНІЈКМОРЅТХУԚԜѴ"
_GREEK_AS_LATIN = "ονιΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"
_AS_CYRILLIC = "aeopcyxijshdqwABCEHIJKMOPSTXYQW"
_AS_GREEK = "ovABEZHIKMNOPTYX"
_WORD = pattern(r"[^\W\d_]+")
_LOOKALIKE = _CYRILLIC_AS_LATIN + _GREEK_AS_LATIN
_FOREIGN = "\u0370-\u052f"


@cache
def _scripts() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    """For Cyrillic and Greek: its letters, which of them look Latin, and which Latin ones like it."""
    return (
        (re.compile(f"[{CYRILLIC}]"), _CYRILLIC_AS_LATIN, _AS_CYRILLIC),
        (re.compile(f"[{GREEK}]"), _GREEK_AS_LATIN, _AS_GREEK),
    )


#: Where a Latin letter touches one of another alphabet.
_BEFORE, _BEHIND = Pairs(_FOREIGN, LATIN), Pairs(LATIN, _FOREIGN)


def find(document: Document) -> Iterator[Edit]:
    """Yield each word whose letters of one script could pass for the other's."""
    text = document.text
    position = 0
    for place in sorted({*_BEFORE.each(text), *(place + 1 for place in _BEHIND.each(text))}):
        if place < position:
            continue
        # Words are short; a run of letters that is not a word must not cost its length squared.
        start = place
        while start > position and place - start < 64 and _WORD.match(text[start - 1]):
            start -= 1
        word = _WORD.match(text, start)
        position = place + 1
        if word:
            position = max(position, word.end())
            if _deceives(word.group()):
                yield Edit(start, word.end(), word.group(), word.group(), "letters of two scripts")


def _deceives(word: str) -> bool:
    for letters, as_latin, as_other in _scripts():
        others = letters.findall(word)
        latin = re.findall("[A-Za-z]", word)
        if others and latin:
            return (len(latin) > 1 and all(char in as_latin for char in others)) or (
                len(others) > 2 and all(char in as_other for char in latin)
            )
    return False


FILTER = Filter(
    "mixed_scripts",
    find,
    triggers=(Trigger(chars="A-Za-z"), Trigger(chars=_FOREIGN)),
    level=Level.REPORT,
    line_local=True,
    summary="words that mix letters of Latin, Cyrillic or Greek that look alike",
)
