"""Whether a text may be a page with an article in it: one look, which rules out nearly all texts that are none.

A page that somebody flattened shows a control on a line of its own, or lines of two kinds around its
article (`cleantext.chrome.kinds`). All of these are known by how they begin, so the look takes no expressions: it
compares beginnings of lines, in lower case and without marks, with lists of phrases.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from functools import cache

from cleantext import scan
from cleantext.chrome.controls import ENDS, LONGEST_CONTROL, sure
from cleantext.chrome.kinds import is_prose, openings
from cleantext.document import backwards, forwards
from cleantext.grams import folding
from cleantext.lazy import pattern

#: Where no paragraph is found among so many lines there is no article to surround.
LONGEST = 300
#: A page has so many lines of chrome around its article.
LINES = 2
#: So much of a line is looked at, each run of white space, or of all but letters, counted as one character: the
#: first step of a path ends there, and no opening is longer.
BEGINNING = 36
#: Signs of a path, and of an owner.
_SIGN = pattern("[>›»©]")
_DATE = pattern(r"(?:19|20)\d\d\s?[-/.年]|\d{1,2}[-/.]\s?\d{1,2}[-/.]")
_BEYOND = pattern("[\U00010000-\U0010ffff]")
# `re` takes these for others where case does not matter.
_ALIKE = {"ı": "i", "ſ": "s", "ς": "σ", **dict(zip("ᲀᲁᲂᲃᲄᲅᲆ", "вдосттъ", strict=True))}


def may_frame(text: str) -> bool:
    """Return False only if a text is no page with chrome around an article, or in it.

    >>> may_frame("Log in\\nThe ferry will cost more from May."), may_frame("The ferry.\\nIt will cost more.")
    (True, False)
    """
    if scan.COMPILED is None:
        return may_frame_in_python(text)
    found: bool = scan.COMPILED.framed(text, *_tables(), LONGEST_CONTROL, ENDS, LONGEST)
    return found


def may_frame_in_python(text: str) -> bool:
    """Return the same, without the compiled loop."""
    if "\n" not in text:
        return False
    ends = [text] if len(text) <= 2 * ENDS else [text[:ENDS], text[-ENDS:]]
    if any("©" in end for end in ends):
        return True
    controls = _controls()
    for end in ends:
        if any(_bare(line) in controls for line in scan.short_lines(end, LONGEST_CONTROL)):
            return True
    return _margin(text, forwards(text)) + _margin(text, backwards(text)) >= LINES


def _margin(text: str, spans: Iterator[tuple[int, int]]) -> int:
    """How many lines may be chrome before one that is a paragraph and surely none, two at most."""
    found = 0
    for _, (start, end) in zip(range(LONGEST), spans, strict=False):
        line = text[start:end].strip()
        if _may_be_chrome(line):
            found += 1
            if found == LINES:
                break
        elif is_prose(line):
            break
    return found


def _may_be_chrome(line: str) -> bool:
    """Whether a line without white space around it may be of a kind of chrome."""
    if _SIGN.search(" ".join(line.split())[:BEGINNING]):
        return True
    return bool(_DATE.match(line)) or _bare(line)[:BEGINNING].startswith(_openings())


def _bare(line: str) -> str:
    """A line in lower case, a space for each run of all but letters and digits, none at its ends."""
    return " ".join(_BEYOND.sub(" ", line).translate(_fold()).split())


@cache
def _fold() -> str:
    """What each character up to U+FFFF is in a bare line."""
    fold = folding()[:]
    for char, same in _ALIKE.items():
        fold[ord(char)] = ord(same)
    return fold.tobytes().decode("utf-16")


@cache
def _openings() -> tuple[str, ...]:
    return tuple({_bare(opening) for opening in openings()} - {""})


@cache
def _controls() -> frozenset[str]:
    return frozenset(map(_bare, sure()))


@cache
def _tables() -> tuple[array[int], bytes, bytes]:
    """All three as the compiled loop wants them."""
    assert scan.COMPILED is not None
    table = scan.COMPILED.phrase_table
    fold = array("H", _fold().encode("utf-16-le"))
    return fold, table(sorted(_openings())), table(sorted(_controls()))
