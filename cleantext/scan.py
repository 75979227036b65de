"""What stands in a text: all triggers of a gate at once.

There are two ways to tell. `Compiled` goes over the buffer of the `str` once, in C, and notes which
classes of characters stand side by side; from these pairs follow all triggers. `Searching` needs
nothing but `re`: it searches for the union of all triggers not yet seen, and goes on from each hit
with the rest. Both give the same answer, a property test sees to it; `scanner` chooses.

Sets of triggers are kept as the bits of an integer, because short documents are many.
"""

from __future__ import annotations

import os
import re
import sys
from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from cleantext.classes import highest, partition, union
from cleantext.edit import Edit
from cleantext.filter import Trigger, beside

if TYPE_CHECKING:
    from types import ModuleType

try:
    from cleantext import _scan
except ImportError:  # no compiler was there when the package was installed
    _scan = None  # type: ignore[assignment]

#: The compiled loops; None where they are missing, or not wanted (`CLEANTEXT_PURE=1`).
COMPILED: ModuleType | None = None if os.environ.get("CLEANTEXT_PURE") else _scan

#: What the compiled loops multiply by to hash: 2 ** 64 over the golden ratio, made odd.
MIXER = 0x9E3779B97F4A7C15

_ASCII = [chr(code) for code in range(128)]
_Pairs = tuple[tuple[str, str], ...]
_Tables = tuple[bytearray, int, "array[int]", bytes]
_Search = Callable[[str, int], "re.Match[str] | None"]
#: How many compiled searches, and how many looked-up characters, are remembered at most.
_REMEMBERED = 2048


def repeated(text: str, char: str, times: int, start: int = 0) -> int:
    """Return where a character first stands so many times in a row, from `start` on; -1 if it does nowhere.

    As `text.find(times * char, start)`, which is slow for a character that is frequent.

    >>> repeated("a b  c", " ", 2), repeated("a b  c", " ", 2, 4)
    (3, -1)
    """
    if COMPILED is None:
        return text.find(times * char, start)
    place: int = COMPILED.repeated(text, char, times, start)
    return place


def short_lines(text: str, most: int) -> list[str]:
    """Return the lines of a text that have no more than so many characters, in order.

    >>> short_lines("a mill\\nthe mill by the river\\n", 8)
    ['a mill', '']
    """
    if COMPILED is None:
        return [line for line in text.split("\n") if len(line) <= most]
    lines: list[str] = COMPILED.short_lines(text, most)
    return lines


_NO_LETTERS = bytes(code for code in range(256) if not chr(code).isalpha() or code > 127)
#: For each sixteen characters, whether they are ASCII.
_BLOCKS = bytes(number < 8 for number in range(0x1000))


def letters(text: str, most: int = sys.maxsize) -> tuple[int, int]:
    """Return how many letters of a text are ASCII, and how many are not.

    If there are more than `most` of the latter, both may be counted no further than to that.

    >>> letters("déjà 2"), letters("sound «2»"), letters("ééé", most=1)[1] > 1
    ((2, 2), (5, 0), True)
    """
    if COMPILED is None:
        count = sum(map(str.isalpha, text))
        plain = len(text.encode("ascii", "ignore").translate(None, _NO_LETTERS))
        return plain, count - plain
    beyond, plain, *_ = COMPILED.letters(text, _BLOCKS, most)
    return plain, beyond


class Scanner(Protocol):
    """Tells which of some triggers, each with its bit, stand in a text."""

    def present(self, text: str, looks: bool = True) -> int:
        """Return the triggers that stand in `text`; without `looks`, those that take a look may."""
        ...

    def update(self, present: int, edits: Sequence[Edit], text: str) -> int:
        """Return the triggers that stand in `text`, which `edits` gave, where `present` were before.

        Some that the edits took away may stay: that costs a look, never a repair.
        """
        ...


def scanner(triggers: dict[Trigger, int], compiled: bool | None = None) -> Scanner:
    """Return the fastest scanner for some triggers, each with its bit.

    `compiled` asks for one way or the other; None for the compiled one where it is to be had.
    """
    if compiled is not False and COMPILED and len(triggers) <= Compiled.MOST:
        return Compiled(triggers)
    return Searching(triggers)


class Compiled:
    """Scans in C. The tables are made when the first text comes.

    >>> from cleantext.filter import Trigger
    >>> triggers = {Trigger(chars="é"): 1, Trigger(words=(" \\n",)): 2}
    >>> [scanner(triggers).present(text) for text in ("sound", "é", "e \\n", "é \\n")]
    [0, 1, 2, 3]
    """

    #: The bits that the C side has for triggers, and those that it has for a class of characters.
    MOST = 64
    BITS = 7

    def __init__(self, triggers: dict[Trigger, int]) -> None:
        self._triggers = triggers
        self._ends = _ends(triggers)
        self._looks = _looks(triggers)
        self._taking_looks = sum(bit for _, bit in self._looks)
        # Each word of more than two characters has a bit of its own, which says that it begins
        # somewhere; only then is the text searched for it.
        self._words = tuple(
            (word, bit, 1 << place)
            for place, (word, bit) in enumerate(_words(triggers, longer_than=2), len(triggers))
        )
        self._mask = (1 << len(triggers)) - 1
        self._tables: _Tables | None = None
        self._instead: Searching | None = None

    def present(self, text: str, looks: bool = True) -> int:
        return self._present(text, 0 if looks else self._taking_looks, "")

    def update(self, present: int, edits: Sequence[Edit], text: str) -> int:
        # Where something was put in for all that went, no pairs are new but those about what was put in.
        if not all(edit.new for edit in edits):
            return self.present(text, looks=False)
        added = "".join({char for edit in edits for char in edit.new})
        return self._present(text, present | self._taking_looks, added)

    def _present(self, text: str, known: int, added: str) -> int:
        """The triggers of a text, of which some are known if no others came in than `added` characters bring."""
        tables = self._tables or self._make()
        if tables is None:
            return known | self._searching().present(text, not known)
        assert COMPILED is not None
        found: int = known | COMPILED.adjacent(text, *tables, added)
        for word, bit, begins in self._words:
            may_stand = begins & found or (added and not set(word).isdisjoint(added))
            if may_stand and not bit & found and _stands(word, text):
                found |= bit
        for ends, bit in self._ends:
            if text.endswith(ends):
                found |= bit
        for holds, bit in self._looks:
            if not bit & found and holds(text):
                found |= bit
        return found & self._mask

    def _searching(self) -> Searching:
        self._instead = self._instead or Searching(self._triggers)
        return self._instead

    def _make(self) -> _Tables | None:
        """A part for each character; the triggers of each pair of parts, and whether it has any."""
        if self._instead or len(self._triggers) + len(self._words) > self.MOST:
            return None
        singles = [(bit, c) for each, bit in self._triggers.items() for c in _singles(each)]
        pairs = [(bit, *both) for each, bit in self._triggers.items() for both in _pairs(each)]
        pairs += [(begins, *_pair(word)) for word, _, begins in self._words]
        named = [chars for _, chars in singles]
        named += [chars for _, first, second in pairs for chars in (first, second)]
        classes = list(dict.fromkeys(named))
        parted = partition(classes)
        if parted is None or len(parted[1]) > 1 << self.BITS:
            # Filters of taste, all in one pipeline, can part characters too finely.
            self._searching()
            return None
        parts, holding = parted
        members = {
            chars: [part for part, held in enumerate(holding) if held >> place & 1]
            for place, chars in enumerate(classes)
        }
        shift = max(2, (len(holding) - 1).bit_length())
        size = 1 << shift
        row = [0] * size
        for bit, chars in singles:
            for part in members[chars]:
                row[part] |= bit
        found = array("Q", row) * size
        for bit, first, second in pairs:
            for before in members[first]:
                for after in members[second]:
                    found[before * size + after] |= bit
        self._tables = parts, shift, found, bytes(map(bool, found))
        return self._tables


def _words(triggers: dict[Trigger, int], longer_than: int) -> Iterable[tuple[str, int]]:
    """The words of some triggers, each with its trigger's bit."""
    for trigger, bit in triggers.items():
        yield from ((word, bit) for word in trigger.words if len(word) > longer_than)


def _stands(word: str, text: str) -> bool:
    """Whether a word stands in a text."""
    if word == len(word) * word[0]:
        return repeated(text, word[0], len(word)) >= 0
    return word in text


def _ends(triggers: dict[Trigger, int]) -> tuple[tuple[tuple[str, ...], int], ...]:
    """The ends of a text that triggers are present by."""
    return tuple((each.ends, bit) for each, bit in triggers.items() if each.ends)


def _looks(triggers: dict[Trigger, int]) -> tuple[tuple[Callable[[str], bool], int], ...]:
    """The quick looks of filters' own that triggers are present by."""
    return tuple((each.holds, bit) for each, bit in triggers.items() if each.holds)


def _singles(trigger: Trigger) -> Iterable[str]:
    """The classes that a trigger is present by, its words of one character included."""
    if trigger.chars:
        yield trigger.chars
    yield from (_inside(word) for word in trigger.words if len(word) == 1)


def _pairs(trigger: Trigger) -> Iterable[tuple[str, str]]:
    """The pairs of classes that a trigger is present by, its words of two characters included."""
    yield from trigger.pairs
    yield from (_pair(word) for word in trigger.words if len(word) == 2)


def _pair(word: str) -> tuple[str, str]:
    """The classes of the first two characters of a word."""
    return _inside(word[0]), _inside(word[1])


def _within_ascii(pairs: _Pairs) -> _Pairs:
    """The pairs of classes that two characters of ASCII can be of, with no more than those in each."""
    within = [(_ascii_part(first), _ascii_part(second)) for first, second in pairs]
    return tuple(each for each in within if all(each))


def _ascii_part(chars: str) -> str:
    """The inside of the class of those characters of a class that are ASCII."""
    return "".join(_inside(char) for char in _ASCII if re.match(f"[{chars}]", char))


def _inside(char: str) -> str:
    """The inside of the class of one character."""
    return char if char.isalnum() else f"\\{char}"


class Searching:
    """Scans with `re` and the searches of `str`.

    ASCII text is settled by looking for the few ASCII triggers, each a C-speed search, and drops
    every other trigger unseen. Other text is searched for the union of all triggers still unseen: a
    hit settles the triggers that hold that character and the search goes on, from there, for the
    rest. So a text is passed over once, however many triggers there are.
    """

    def __init__(self, triggers: dict[Trigger, int]) -> None:
        self._classes = [(bit, each.chars) for each, bit in triggers.items() if each.chars]
        # The seconds of each trigger's pairs have a bit of their own: without one there is no pair.
        self._pairs = tuple(
            (each.pairs, bit, 1 << place)
            for place, (each, bit) in enumerate(triggers.items(), len(triggers))
            if each.pairs
        )
        for pairs, _, second in self._pairs:
            self._classes.append((second, "".join(chars for _, chars in pairs)))
        self._seconds = sum(second for _, _, second in self._pairs)
        self._ascii_pairs = tuple(
            (within, bit, second)
            for pairs, bit, second in self._pairs
            if (within := _within_ascii(pairs))
        )
        self._mask = (1 << len(triggers)) - 1
        self._chars = sum(bit for bit, _ in self._classes)
        self._words = tuple(_words(triggers, longer_than=0))
        self._ends = _ends(triggers)
        self._looks = _looks(triggers)
        self._taking_looks = sum(bit for _, bit in self._looks)
        self._of: dict[str, int] = {}
        self._searches: dict[tuple[int, int], _Search] = {}
        self._ascii = tuple((char, self._holding(char)) for char in _ASCII if self._holding(char))

    def present(self, text: str, looks: bool = True) -> int:
        found = 0 if looks else self._taking_looks
        if text.isascii():
            for char, holding in self._ascii:
                # What holds this character and nothing new is settled already.
                if holding & ~found and char in text:
                    found |= holding
        else:
            found |= self._scan(text, self._chars)
        return self._places(text, found)

    def update(self, present: int, edits: Sequence[Edit], text: str) -> int:
        added = "".join(edit.new for edit in edits)
        present |= self._scan(added, self._chars & ~present)
        # A pair can arise where an edit joins its neighbours, so only the text itself tells.
        return self._places(text, present | self._seconds | self._taking_looks)

    def _scan(self, text: str, wanted: int) -> int:
        found = 0
        position = 0
        limit = highest(text)
        while wanted:
            search = self._searches.get((wanted, limit)) or self._search(wanted, limit)
            hit = search(text, position)
            if hit is None:
                break
            holding = self._holding(hit.group())
            found |= holding
            wanted &= ~holding
            position = hit.start()
        return found

    def _places(self, text: str, found: int) -> int:
        """The triggers found, and those that are present by more than one character."""
        for word, bit in self._words:
            # One character is looked for far faster than two, and most texts have no tab.
            if not bit & found and word[0] in text and word in text:
                found |= bit
        for ends, bit in self._ends:
            if text.endswith(ends):
                found |= bit
        for holds, bit in self._looks:
            if not bit & found and holds(text):
                found |= bit
        for pairs, bit, second in self._ascii_pairs if text.isascii() else self._pairs:
            if second & found and not bit & found and beside(pairs).search(text):
                found |= bit
        return found & self._mask

    def _holding(self, char: str) -> int:
        """The triggers whose class holds a character."""
        holding = self._of.get(char)
        if holding is None:
            if len(self._of) >= _REMEMBERED:
                self._of.clear()
            holding = sum(bit for bit, chars in self._classes if re.match(f"[{chars}]", char))
            self._of[char] = holding
        return holding

    def _search(self, wanted: int, limit: int) -> _Search:
        """The search for any character up to `limit` of any of some triggers."""
        if len(self._searches) >= _REMEMBERED:
            self._searches.clear()
        search = union((chars for bit, chars in self._classes if bit & wanted), limit).search
        self._searches[wanted, limit] = search
        return search
