"""Filters: named finders of edits, and the triggers that say when there is nothing to find."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from functools import cache, partial
from typing import NamedTuple

from cleantext import edit
from cleantext.document import Document
from cleantext.edit import Edit, compose
from cleantext.swaps import Swaps


class Level(Enum):
    """What becomes of the edits that a filter finds."""

    FIX = "fix"
    """They are made, and recorded in the trail."""
    REPORT = "report"
    """They are recorded as findings; the text stays."""
    OFF = "off"
    """The filter does not run."""


class Trigger(NamedTuple):
    """Something that must stand in a text before a filter can have anything to do there.

    `chars` is the inside of a regular expression's character class, `words` are substrings, `ends`
    are ways for the text to end, `pairs` are two classes each, of which a member of the second
    stands right behind one of the first, and `holds` is a quick look of the filter's own. The trigger
    is present when any one of all these is.

    >>> Trigger(chars="\\x00-\\x08").present("sound text")
    False
    >>> Trigger(words=(" \\n",)).present("trailing \\nspace")
    True
    >>> Trigger(pairs=(("a-z", "A-Z"),)).present("camelCase")
    True
    """

    chars: str = ""
    words: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    holds: Callable[[str], bool] | None = None

    def present(self, text: str) -> bool:
        """Return whether the trigger stands in `text`."""
        if self.chars and re.search(f"[{self.chars}]", text):
            return True
        if self.pairs and beside(self.pairs).search(text):
            return True
        if self.holds and self.holds(text):
            return True
        return text.endswith(self.ends) or any(word in text for word in self.words)


#: Hardly a text is without these.
_FREQUENT = "ae "


@cache
def beside(pairs: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    """Return the pattern of a member of the second class of a pair right behind one of the first."""
    # `re` skips to a class that a pattern opens with: best to one that is rare in most texts.
    firsts, seconds = ("".join(dict.fromkeys(chars)) for chars in zip(*pairs, strict=True))
    if re.search(f"[{seconds}]", _FREQUENT) and not re.search(f"[{firsts}]", _FREQUENT):
        ahead = "|".join(f"(?<=[{first}])(?=[{second}])" for first, second in pairs)
        return re.compile(f"[{firsts}](?:{ahead})")
    behind = "|".join(f"(?<=[{first}][{second}])" for first, second in pairs)
    return re.compile(f"[{seconds}](?:{behind})")


#: Stands in no text: the trigger of a filter that needs the blocks of a page.
NEVER = Trigger()


class Filter(NamedTuple):
    """One kind of damage, and how to find its repair.

    `find` is given a document and yields sound edits: in order, disjoint, each `new` unlike its
    `old` (a filter whose own level is REPORT may yield `new == old`: look at this). It neither
    keeps state nor raises on any text.

    `triggers` must *all* be present before `find` can yield anything; without triggers it is
    always asked. They are what makes a clean document cheap, see `cleantext.gate`. A document with
    blocks is a page; there every filter is asked.

    `once` says that a run asks it once: it acts on what a page's markup said, which edits do not
    change, so that there is nothing more to find.

    `line_local` promises that cleaning line by line gives what cleaning the whole gives.

    Where nobody asks for the edits, less will do. `swaps` is given by a filter that does nothing else, and has no
    triggers but the characters that it swaps. `mends` makes of a document what the edits make of it, and gives
    back the very same one where there are none; one with blocks is given to filters that run `once` alone.

    `summary` is the one line that listings show.
    """

    name: str
    find: Callable[[Document], Iterable[Edit]]
    triggers: tuple[Trigger, ...] = ()
    level: Level = Level.FIX
    line_local: bool = False
    summary: str = ""
    once: bool = False
    swaps: Swaps | None = None
    mends: Callable[[Document], Document] | None = None


def from_function(function: Callable[[str], str], name: str | None = None) -> Filter:
    """Wrap a plain `str -> str` function as a filter that can stand in a pipeline.

    The edits are what differs between the function's input and its output: line by line when the
    function kept the number of lines, else one edit from the first difference to the last. Their note
    is the filter's name.

    >>> list(from_function(str.upper).find(Document("Ok\\nOK")))
    [Edit(start=1, end=2, old='k', new='K', note='upper')]
    >>> list(from_function(str.strip).find(Document("sound")))
    []
    """
    name = name or getattr(function, "__name__", "function").strip("<>")
    return Filter(name, partial(_differences, function, name), summary=f"the function {name}")


def _differences(function: Callable[[str], str], name: str, document: Document) -> Iterator[Edit]:
    before, after = document.text, function(document.text)
    if before == after:
        return
    olds, news = before.split("\n"), after.split("\n")
    if len(olds) != len(news):
        olds, news = [before], [after]
    start = 0
    for old, new in zip(olds, news, strict=True):
        if old != new:
            yield difference(start, old, new, name)
        start += len(old) + 1


def layers(
    find: Callable[[Document], Iterable[Edit]],
    document: Document,
    look: Callable[[str], bool] | None = None,
) -> list[Edit]:
    """Return the edits that `find` gives for a document, and for what they make of it, until none is left.

    For a finder whose repair can tell more of what stands beside it; each must leave less to do. Where `look` is
    given, it tells of a text that was edited whether there can be more.

    >>> halved = from_function(lambda text: text[: (len(text) + 1) // 2], "half")
    >>> layers(halved.find, Document("abcdefgh")), layers(halved.find, Document("a"))
    ([Edit(start=1, end=8, old='bcdefgh', new='', note='half')], [])
    """
    edits: list[Edit] = []
    while found := list(find(document)):
        edits = compose(edits, found)
        document = document.edited(found)
        if look and not look(document.text):
            break
    return edits


def difference(start: int, old: str, new: str, note: str = "") -> Edit:
    """Return the smallest edit that makes `old`, which stands at `start`, into `new`.

    >>> difference(10, "cafÃ© noir", "café noir")
    Edit(start=13, end=15, old='Ã©', new='é', note='')
    """
    limit = min(len(old), len(new))
    head = 0
    while head < limit and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < limit - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    end = len(old) - tail
    return Edit(start + head, start + end, old[head:end], new[head : len(new) - tail], note)


#: Characters that are not ASCII, and at most two marks of one line between them.
# A repeated class at the very beginning would be searched for slowly.
RUN = re.compile(r"([^\x00-\x7f][^\x00-\x7f]*(?:[\x00-\x09\x0b-/:-@[-`{-\x7f]{1,2}[^\x00-\x7f]+)*)")


def paired(start: int, old: str, new: str, note: str = "") -> list[Edit]:
    """Return small edits that make `old`, which stands at `start`, into `new`, of the same ASCII.

    >>> [edit.new for edit in paired(0, "cafÃ© sound, naÃ¯ve", "café sound, naïve")]
    ['é', 'ï']
    """
    if edit.COMPILED:
        found: list[Edit] = edit.COMPILED.paired(Edit, start, old, new, note)
        return found
    olds, news = RUN.split(old), RUN.split(new)
    edits = []
    for kept, before, after in zip(olds[::2], olds[1::2], news[1::2], strict=False):
        start += len(kept)
        end = start + len(before)
        if before != after:
            edits.append(Edit._make((start, end, before, after, note)))
        start = end
    return edits


#: Where nothing that both hold was found for so long, the rest is one edit.
_ASTRAY = 2000


def differences(start: int, old: str, new: str, note: str = "") -> Iterator[Edit]:
    """Yield small edits that make `old`, which stands at `start`, into `new`.

    They are parted where both hold the same ASCII.

    >>> [edit.new for edit in differences(0, "cafÃ© sound, naÃ¯ve", "café sound, naïve")]
    ['é', 'ï']
    >>> [edit.old for edit in differences(0, "voilÃ un mot, cafÃ© sound", "voilà un mot, café sound")]
    ['Ã', 'Ã©']
    """
    aligned = _aligned(start, old, new, note)
    if aligned is not None:
        yield from aligned
        return
    position = place = end = 0
    for run in RUN.finditer(old):
        # What was damaged never grows by much, so what is not near has itself changed.
        reach = place + min(2 * (end - position), _ASTRAY) + run.start() - end + 1
        # A space, or what else a byte became, may be part of the damage before it.
        for first in (end, end + 1):
            kept = old[first : run.start()]
            found = new.find(kept, place, reach) if kept or first == end else -1
            if found >= 0:
                if old[position:first] != new[place:found]:
                    yield difference(start + position, old[position:first], new[place:found], note)
                position, place = run.start(), found + len(kept)
                break
        end = run.end()
    kept = old[end:]
    if kept and new.endswith(kept) and len(new) - len(kept) >= place:
        old, new = old[:end], new[: len(new) - len(kept)]
    if old[position:] != new[place:]:
        yield difference(start + position, old[position:], new[place:], note)


def _aligned(start: int, old: str, new: str, note: str) -> list[Edit] | None:
    """The edits where character became character, and ASCII stayed; None where that is not so."""
    if edit.COMPILED:
        found: list[Edit] | None = edit.COMPILED.aligned(Edit, start, old, new, note)
        return found
    if len(old) != len(new):
        return None
    edits = []
    end = 0
    for first, last in [*(run.span() for run in RUN.finditer(old)), (len(old), len(old))]:
        if old[end:first] != new[end:first]:
            return None
        if old[first:last] != new[first:last]:
            edits.append(difference(start + first, old[first:last], new[first:last], note))
        end = last
    return edits
