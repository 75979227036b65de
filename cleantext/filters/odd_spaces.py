r"""Spaces that are not spaces.

What is fixed:

- a no-break space, or another space of Unicode's, between two words of running prose becomes a
  space: between any two words in English, between long words in a text that is flooded with such
  spaces. Web pages and editors leave them, and the two words are then one;
- a no-break space beside an ordinary one, or two no-break spaces, between words or after the end of
  a sentence become one space;
- HANGUL FILLERs away from the jamo that they fill in for, and the blank Braille cell in a text
  without Braille, which are used as blanks, become a space, or nothing at the border of a line.

What is left alone: a careful publisher's no-break space. It stands beside digits, signs and
punctuation (`10 000`, `§ 5`, `« oui »`, `J. R.`), after a title, beside a Roman numeral or an
abbreviation in capitals (`BBC Scotland`, `milions GBP`), between the parts of a name, and binds the
words of Czech, Polish, Slovenian, Catalan, Russian or French. The narrow one joins suffixes in Mongolian, U+3000 is the
space of Japanese, U+1680 a visible stroke. Indentation stays as it is.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["odd_spaces"]).clean
>>> clean("Hello\xa0world.\xa0 So it goes")
'Hello world. So it goes'
>>> sound = "Il dit\u202f: «\xa0oui\xa0», 10\xa0000\xa0€; z\xa0łąki, в\xa0лесу; Mr\xa0Fox, Henry\xa0IV"
>>> clean(sound) == sound
True

Source: Unicode Standard, chapter 6.2, "Space Characters".
"""

import re
from collections.abc import Iterator

from cleantext.anchored import Anchored, Members
from cleantext.document import Document
from cleantext.edit import Edit, compose
from cleantext.filter import Filter, Trigger
from cleantext.lazy import pattern
from cleantext.scan import letters

_WIDE = "\xa0\u2000-\u200a\u202f\u205f\u3000"
_FILLERS = "\u115f\u1160\u2800\u3164\uffa0"
_WORD = r"[^\W\d_]"
#: Where letters are of scripts that put a space between words.
_SPACED = "A-Za-zªº\xc0-\u052f\u1e00-\u1fff"


#: What may have to change: a run of fillers, a run of spaces, a space after a plain one; and a space
#: between two letters, where the publisher did not mean it.
_FEW = f"(?<=[{_FILLERS}])[{_FILLERS}]*|(?<=[{_WIDE}])[{_WIDE} ]+|(?<= \xa0)"
_RUN = Anchored(_WIDE + _FILLERS, f"(?:{_FEW})", by_neighbours=True)
_RUN_OR_SINGLE = Anchored(
    _WIDE + _FILLERS,
    f"(?:{_FEW}|(?<=[{_WIDE}])(?<={_WORD}.)(?<=[{_SPACED}].)(?={_WORD})(?=[{_SPACED}]))",
    by_neighbours=True,
)


_LAST_WORD = pattern(r"[^\W\d_]+\Z")
_NEXT_WORD = pattern(r"[^\W\d_]+")
_ROMAN = pattern("[IVXLCDM]+")
_TITLES = frozenset(["Mr", "Mrs", "Ms", "Dr", "St", "Mt", "Prof", "No", "Nos", "Fig", "Vol", "Ch"])
_LETTER = pattern(f"[{_SPACED}](?<![×÷])")
_BEFORE = pattern(r"[^\W\d_]|[.,;:!?)\]”’\"']")
_AFTER = pattern(r"[^\W\d_]|[(\[“‘\"']")
_JAMO = pattern("[\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\ud7b0-\ud7ff\uffa1-\uffdc]")
_BRAILLE = pattern("[\u2801-\u28ff]")
#: How far a word is looked for; the longest that matters is a title.
_REACH = 24
#: One letter beyond ASCII in so many is few.
_FEW_OTHERS = 200
_ENGLISH = pattern(
    r"(?i:\b(?:the|and|that|with|this|from|have|they|you|which|would|it|its|their|been|were|has)\b)"
)
#: So few words need hold no word that tells English.
_BRIEF = 3
_BLANKS = Members(_FILLERS)
#: Spaces that a text may be flooded with.
_OTHERS = Members("\xa0\u2002\u2003\u2009\u202f")
#: So much of a text tells whether its language is written in ASCII.
_SAMPLE = 20_000


def find(document: Document) -> Iterator[Edit]:
    """Yield a space for each blank that stands where a space should."""
    edits = found = list(_layer(document))
    # Spaces may have met where a filler stood between.
    while any(edit.old[0] in _FILLERS for edit in found):
        document = document.edited(found)
        found = list(_layer(document))
        edits = compose(edits, found)
    yield from edits


def _layer(document: Document) -> Iterator[Edit]:
    text = document.text
    for run in _runs(document):
        start, end = run.span()
        if text[start] in _FILLERS:
            new = _filler(document, start, end)
        else:
            start -= text[start - 1 : start] == " "
            new = _space(document, start, end)
        if new is not None:
            name = f"U+{ord(run.group()[0]):04X} in place of a space"
            yield Edit(start, end, text[start:end], new, name)


def _runs(document: Document) -> Iterator[re.Match[str]]:
    """The runs that may have to change; a text is asked what it means by the first single one."""
    text = document.text
    for run in _RUN_OR_SINGLE.finditer(text):
        start, end = run.span()
        single = 0 < start == end - 1 and text[start] not in _FILLERS
        if (
            single
            and _LETTER.match(text, start - 1)
            and _LETTER.match(text, end)
            and document.fact(_meant)
        ):
            yield from _RUN.finditer(text, end)
            return
        yield run


def _space(document: Document, start: int, end: int) -> str | None:
    """What should stand for a run of spaces, or None to let it be."""
    text = document.text
    before, after = text[start - 1 : start], text[end : end + 1]
    if end - start == 1:
        if not (_LETTER.match(before) and _LETTER.match(after)) or document.fact(_meant):
            return None
        first = _LAST_WORD.search(text, max(0, start - _REACH), start)
        second = _NEXT_WORD.match(text, end, end + _REACH)
        plain = first and second and not _bound(document, first.group(), second.group())
        return " " if plain else None
    blank = all(char in " \xa0" for char in text[start:end]) and end - start == 2
    return " " if blank and _BEFORE.match(before) and _AFTER.match(after) else None


def _bound(document: Document, first: str, second: str) -> bool:
    """Whether a careful publisher may have bound these two words together."""
    if first in _TITLES or _ROMAN.fullmatch(second):
        return True
    if any(word.isupper() and len(word) > 1 for word in (first, second)):
        return True
    if first[0].isupper() and second[0].isupper():
        return True  # a name
    if document.fact(_plain):
        # One letter before a word is a preposition in half of the languages that bind words.
        return len(first) == 1 < len(second)
    return len(first) < 4 or len(second) < 4 or not second[0].islower()


def _meant(document: Document) -> bool:
    """Whether a space between two letters is one that the publisher meant."""
    return not (document.fact(_plain) or document.fact(_flooded))


def _plain(document: Document) -> bool:
    """Whether the text is English, in which no publisher binds words; its beginning tells.

    That is one whose letters are those of ASCII, but for a few, and that has an English word which
    no other language writes; in a few words there is none to expect.
    """
    sample = document.text[:_SAMPLE]
    if _BLANKS.count(sample):  # Unicode has some for letters
        sample = sample.translate(dict.fromkeys(map(ord, _FILLERS)))
    # In most languages a page has more of them than a text may have.
    own, others = letters(sample, most=len(sample) // _FEW_OTHERS)
    if others > own // _FEW_OTHERS:
        return False
    return bool(_ENGLISH.search(sample)) or len(sample.split()) <= _BRIEF


def _flooded(document: Document) -> bool:
    """Whether most spaces are of another kind than the ordinary; the beginning tells."""
    sample = document.text[:_SAMPLE]
    odd = _OTHERS.count(sample)
    # As a rule the first lines have more of the ordinary ones.
    return odd > 2 and odd > sample.count(" ", 0, 20 * odd) and odd > sample.count(" ")


def _filler(document: Document, start: int, end: int) -> str | None:
    text = document.text
    before, after = text[start - 1 : start], text[end : end + 1]
    if "\u2800" in text[start:end]:
        if document.fact(_braille):
            return None
    elif _JAMO.match(before) or _JAMO.match(after):
        return None
    return " " if before.strip() and after.strip() else ""


def _braille(document: Document) -> bool:
    return bool(_BRAILLE.search(document.text))


FILTER = Filter(
    "odd_spaces",
    find,
    triggers=(Trigger(chars=_WIDE + _FILLERS),),
    summary="no-break and other spaces between words, and characters used as blanks",
)
