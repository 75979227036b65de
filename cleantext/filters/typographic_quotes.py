r"""Straight quotation marks, where a publisher's are wanted.

What is changed: `"` and `'` become the marks of a locale, the outer and the inner pair each its
own; an apostrophe becomes `’`, also where it opens a word (`’90s`, `rock ’n’ roll`); after a figure
they become primes (`6′2″`); between Hebrew letters geresh and gershayim. `FILTER` writes English
marks, `for_locale("de")` those of another locale.

What is left alone: addresses, code, tags and the like; and all double marks of a paragraph in which
they do not pair off, because then no one can tell which way they turn. A single mark that opens and
is never closed stays as well.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["typographic_quotes"]).clean
>>> clean('"It\'s \'fine\'," she said. Rock \'n\' roll in the \'90s; 6\'2" tall.')
'“It’s ‘fine’,” she said. Rock ’n’ roll in the ’90s; 6′2″ tall.'
>>> clean('`x = "a"` <a href="b"> and one " alone')
'`x = "a"` <a href="b"> and one " alone'
>>> Pipeline([for_locale("de")]).clean('"Geht\'s?", sagte er.')
'„Geht’s?“, sagte er.'

Source: the marks of each locale are facts of its orthography, as in Unicode's CLDR.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from cleantext.document import Document, Line, lines
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger, layers
from cleantext.lazy import pattern
from cleantext.spans import protected


class Marks(NamedTuple):
    """The quotation marks of a locale: the outer pair and the inner pair."""

    open: str
    close: str
    inner_open: str
    inner_close: str


_ENGLISH = Marks("“", "”", "‘", "’")
_GERMAN = Marks("„", "“", "‚", "‘")
_ROMANCE = Marks("«", "»", "“", "”")
_RUSSIAN = Marks("«", "»", "„", "“")
_RIGHT = Marks("”", "”", "’", "’")
_CORNERS = Marks("「", "」", "『", "』")

#: The marks of each locale, by BCP 47 tag.
LOCALES: dict[str, Marks] = {
    **dict.fromkeys(("en", "nl", "pt-BR", "tr", "ko", "zh", "id", "vi", "hi", "ga"), _ENGLISH),
    **dict.fromkeys(("de", "cs", "sk", "sl", "is", "lt", "et", "lv"), _GERMAN),
    **dict.fromkeys(("es", "it", "pt", "ca", "gl", "eu", "el", "sq", "ar"), _ROMANCE),
    **dict.fromkeys(("ru", "uk", "be", "kk"), _RUSSIAN),
    **dict.fromkeys(("sv", "fi", "he"), _RIGHT),
    **dict.fromkeys(("ja", "zh-Hant"), _CORNERS),
    "bg": Marks("„", "“", "’", "’"),
    "da": Marks("»", "«", "›", "‹"),
    "de-CH": Marks("«", "»", "‹", "›"),
    "en-GB": Marks("‘", "’", "“", "”"),
    "fa": Marks("«", "»", "‹", "›"),
    "fr": Marks("«\xa0", "\xa0»", "“", "”"),
    "hr": Marks("„", "”", "‚", "’"),
    "hu": Marks("„", "”", "»", "«"),
    "nb": Marks("«", "»", "‘", "’"),
    "pl": Marks("„", "”", "«", "»"),
    "ro": Marks("„", "”", "«", "»"),
    "sr": Marks("„", "“", "’", "’"),
}

_QUOTE = pattern("[\"']")
#: What an apostrophe shortens at the front of a word, and the `n` between two of them.
_ELISION = pattern(r"'(?:n'(?!\w)|(?:\d\ds?|tis|twas|em|til|cause|round|bout|cos|s)\b)", re.I)
_HEBREW = pattern("[\u05d0-\u05ea]")
_OPENING = pattern(r"[\s(\[{<«„“‘‚「『（—–\-/=>¿¡]")


@cache
def _cjk() -> re.Pattern[str]:
    return re.compile("[\u3040-\u30ff\u3400-\u9fff\uff00-\uff60\u3000-\u303f]")


class Finder:
    """Finds for the marks of a locale; a value, so that its filter compares and pickles."""

    __slots__ = ("marks",)

    def __init__(self, marks: Marks) -> None:
        self.marks = marks

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Finder) and self.marks == other.marks

    def __hash__(self) -> int:
        return hash(self.marks)

    def __call__(self, document: Document) -> Iterator[Edit]:
        """Yield the mark of the locale for each straight one that can be told."""
        # A mark that was told may tell of the next one.
        yield from layers(self._layer, document)

    def _layer(self, document: Document) -> Iterator[Edit]:
        if not _QUOTE.search(document.text):
            return
        for line in document.fact(lines):
            if _QUOTE.search(line.text):
                singles = _singles(document, line, self.marks)
                yield from sorted([*singles, *_doubles(document, line, self.marks)])


def _places(document: Document, line: Line, quote: str) -> Iterator[int]:
    """Where the quote stands in the line, outside what is protected."""
    spans = document.fact(protected)
    place = line.text.find(quote)
    while place >= 0:
        if not spans.holds(line.start + place):
            yield place
        place = line.text.find(quote, place + 1)


def _edit(line: Line, place: int, new: str, note: str) -> Edit:
    at = line.start + place
    return Edit(at, at + 1, line.text[place], new, note)


def _doubles(document: Document, line: Line, marks: Marks) -> list[Edit]:
    """All double marks of a line, or none when they do not pair off."""
    text = line.text
    edits = []
    opened = False
    for place in _places(document, line, '"'):
        before, after = text[place - 1 : place], text[place + 1 : place + 2]
        if _HEBREW.match(before) and _HEBREW.match(after):
            edits.append(_edit(line, place, "״", "gershayim"))
        elif before.isdigit() and not opened:
            edits.append(_edit(line, place, "″", "double prime"))
        elif opened and _may_close(before, after):
            edits.append(_edit(line, place, marks.close, "closing quotation mark"))
            opened = False
        elif not opened and _may_open(before, after):
            edits.append(_edit(line, place, marks.open, "opening quotation mark"))
            opened = True
        else:
            return []
    return [] if opened else edits


def _may_open(before: str, after: str) -> bool:
    if _cjk().match(before) or _cjk().match(after):
        return bool(after.strip())
    return (not before or bool(_OPENING.match(before)) or before in "'\"") and bool(after.strip())


def _may_close(before: str, after: str) -> bool:
    if _cjk().match(before) or _cjk().match(after):
        return bool(before.strip())
    return bool(before.strip()) and not after.isalnum()


def _singles(document: Document, line: Line, marks: Marks) -> list[Edit]:
    """The single marks of a line that can be told."""
    text = line.text
    places = list(_places(document, line, "'"))
    closers = [place for place in places if _closes(text, place)]
    edits = []
    taken = -1  # the closing mark of the pair that is open
    index = 0
    for place in places:
        before, after = text[place - 1 : place], text[place + 1 : place + 2]
        while index < len(closers) and closers[index] <= place:
            index += 1
        if place == taken:
            edits.append(_edit(line, place, marks.inner_close, "closing inner quotation mark"))
            taken = -1
        elif _HEBREW.match(before):
            edits.append(_edit(line, place, "׳", "geresh"))
        elif before.isdigit() and not after.isalpha():
            edits.append(_edit(line, place, "′", "prime"))
        elif before.isalnum() or _ELISION.match(text, place):
            edits.append(_edit(line, place, "’", "apostrophe"))
        elif taken < 0 and _may_open(before, after) and index < len(closers):
            taken = closers[index]
            edits.append(_edit(line, place, marks.inner_open, "opening inner quotation mark"))
    return edits


def _closes(text: str, place: int) -> bool:
    """Whether a single mark may close a quotation: after a word or a mark, before no letter."""
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if text[max(0, place - 2) : place].lower() == "'n":
        return False
    return bool(before.strip()) and not after.isalnum() and not _OPENING.match(before)


def for_locale(locale: str) -> Filter:
    """Return the filter that writes the quotation marks of a locale, given by its BCP 47 tag.

    A tag that is not known falls back on its language: `de-AT` writes as `de` does.

    >>> Filter.__name__, for_locale("sv-FI").name
    ('Filter', 'typographic_quotes')

    Raises ValueError for a language that is not known.
    """
    marks = LOCALES.get(locale) or LOCALES.get(locale.partition("-")[0])
    if marks is None:
        raise ValueError(
            f"no quotation marks are known for {locale!r}; known: {', '.join(LOCALES)}"
        )
    return FILTER._replace(find=Finder(marks))


FILTER = Filter(
    "typographic_quotes",
    Finder(_ENGLISH),
    triggers=(Trigger(chars="\"'"),),
    summary="straight quotation marks and apostrophes, to those of a publisher",
)
