r"""Controls of writing direction where they mislead or do nothing.

What is fixed: overrides (U+202D, U+202E) are removed with their closing marks, everywhere: they
make a text read otherwise than it is stored, which is how names of files and lines of code are
disguised. Embeddings and isolates that are never closed go, and closing marks that close nothing.
In a line without a letter that is written from right to left, all of them go, and the marks
U+200E, U+200F and U+061C too: there is no direction to set right.

What is left alone: in a line with Hebrew, Arabic or another such script, the three marks and
balanced embeddings and isolates. They keep `C++` and numbers in their place.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["bidi_controls"]).clean
>>> clean("abc\u202edef\u202cghi, \u2068Ann\u2069\u200e")
'abcdefghi, Ann'
>>> sound = "גרסת C++\u200e חדשה \u2068Ann\u2069"
>>> clean(sound) == sound
True

Source: Unicode Standard Annex 9; "Trojan Source", Boucher and Anderson 2021.
"""

import re
from collections.abc import Iterator
from functools import cache

from cleantext.anchored import Anchored
from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger
from cleantext.tables.unicode import RIGHT_TO_LEFT
from cleantext.triples import Triples

CHARS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_CONTROL = Anchored(CHARS)
_MARKS = "\u061c\u200e\u200f"
_PAIRED = Anchored("\u202a-\u202e\u2066-\u2069")
_OVERRIDES = "\u202d\u202e"
_OPEN = "\u202a\u202b\u202d\u202e"
_OPEN_ISOLATE = "\u2066\u2067\u2068"
_CLOSE = "\u202c"


@cache
def _right_to_left() -> re.Pattern[str]:
    return re.compile(f"[{RIGHT_TO_LEFT}]")


#: Marks with their neighbours, but for those that a letter stands beside.
_SUSPECTS = Triples(_MARKS, 1 << 12)
#: So far behind a mark a letter is looked for first.
_NEAR = 80


@cache
def _kept() -> re.Pattern[str]:
    """A mark in a line that runs from right to left, as far as what is near tells.

    It has the group if it stands beside a letter: then it stays, whatever else is on its line.
    """
    # `re` compares with each range of a class beyond U+FFFF in turn, so ASCII is ruled out before.
    letter = f"(?![\\0-~])[{RIGHT_TO_LEFT}]"
    near = f"[ -~]{{0,{_NEAR}}}{letter}|[^\n{RIGHT_TO_LEFT}]{{0,{_NEAR}}}{letter}"
    return re.compile(f".(?:(?<={letter}.)()|(?={letter})()|{near})")


def find(document: Document) -> Iterator[Edit]:
    """Yield a deletion for each control that misleads or does nothing."""
    text = document.text
    if _PAIRED.search(text):
        yield from _lines(text, (hit.start() for hit in _CONTROL.finditer(text)))
    else:
        yield from _lines(text, _alone(text))


def _alone(text: str) -> Iterator[int]:
    """Yield the places of marks about which what is near does not say that they stay."""
    kept = _kept().match
    for place in _SUSPECTS.each(text):
        found = kept(text, place)
        if found is None:
            yield place
        elif found.lastindex and 0 < place < len(text) - 1:
            _SUSPECTS.pass_over((text[place - 1 : place + 2],))


def _lines(text: str, places: Iterator[int]) -> Iterator[Edit]:
    """Yield the edits of the lines on which some places are."""
    end = -1
    for place in places:
        if place < end:
            continue
        start = text.rfind("\n", 0, place) + 1
        end = text.find("\n", place)
        end = len(text) if end < 0 else end
        # Where something runs from right to left, marks stay.
        if _PAIRED.search(text, start, end) or not _right_to_left().search(text, start, end):
            yield from _line(start, text[start:end])


def _line(start: int, line: str) -> Iterator[Edit]:
    """Yield the edits of one line, which stands at `start`."""
    controls = [(match.start(), match.group()) for match in _CONTROL.finditer(line)]
    kept: set[int] = set()
    if _right_to_left().search(line):
        kept = _balanced([item for item in controls if item[1] not in _MARKS])
        kept.update(place for place, control in controls if control in _MARKS)
    for place, control in controls:
        if place not in kept:
            at = start + place
            yield Edit(at, at + 1, control, "", _note(control))


def _note(control: str) -> str:
    kind = "override" if control in _OVERRIDES else "control"
    return f"bidirectional {kind} U+{ord(control):04X}"


def _balanced(controls: list[tuple[int, str]]) -> set[int]:
    """The places of embeddings and isolates that are closed, and of what closes them."""
    kept: set[int] = set()
    stack: list[tuple[int, str]] = []
    isolates = 0
    for place, control in controls:
        if control in _OPEN or control in _OPEN_ISOLATE:
            stack.append((place, control))
            isolates += control in _OPEN_ISOLATE
        elif control == _CLOSE:
            if stack and stack[-1][1] in _OPEN:
                opened, opener = stack.pop()
                if opener not in _OVERRIDES:
                    kept.update((opened, place))
        elif isolates:
            # The end of an isolate closes what was left open inside it.
            while stack[-1][1] not in _OPEN_ISOLATE:
                stack.pop()
            kept.update((stack.pop()[0], place))
            isolates -= 1
    return kept


FILTER = Filter(
    "bidi_controls",
    find,
    triggers=(Trigger(chars=CHARS),),
    line_local=True,
    summary="direction overrides, and direction marks where nothing runs from right to left",
)
