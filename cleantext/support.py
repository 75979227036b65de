"""What must speak for a reading of a line before it is believed.

A letter model likes words, and finds them in what was none: in `[а-яА-Я]`, in alphabets and keyboards,
in tables drawn with lines, in `PMP®` and `T•Ø•R`. So a reading must bring in words, and a single sign
must stand in several of them, unless one is known to be a word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import compress, pairwise
from typing import NamedTuple
from unicodedata import combining

from cleantext import scan
from cleantext.edit import Edit
from cleantext.filter import differences
from cleantext.forms import normalize
from cleantext.language import bits
from cleantext.lazy import pattern
from cleantext.scan import letters
from cleantext.scripts import is_latin, scripts
from cleantext.vocabulary import LITTLE, evidence

#: In so many words must a single sign stand, if nothing else speaks for a mix-up.
WORDS = 2
#: Unless that is one word of more letters than these.
LONG = 7
#: So many letters must the words have that a reading brings in; an ideograph is worth three.
LETTERS, HAN = 5, 3
#: Words have so many letters, or ideographs.
SHORTEST, SHORTEST_HAN = 3, 2
#: What is made of a drawing must have words so long, and cost no more bits a character.
DRAWN, SOUND = 4, 5.5
#: After so many lines others that were damaged alike are believed at once.
MANY = 24
#: And before so many it is asked first whether something speaks for a line itself.
_SOON = 96
#: What is made of capitals must cost no more bits a character.
SWAPPED = 5.0
#: So many letters, small and large, are a list.
_PAIRS = 2
#: So many letters in a row, most of them in the order of the alphabet, are no word.
ALPHABET = 6

NOTE = "read in the wrong charset"

_DRAWN = pattern("[\u2500-\u25ff\\s]+")
# Capitals, each parted from the next by one same sign.
# A class in front is searched for faster than a group.
_PARTED = pattern("[•·*|/.–-](?<=(.))[A-ZÀ-Þ]\\1[A-ZÀ-Þ]\\1[A-ZÀ-Þ]")
_BEFORE, _AFTER = pattern(r"[^\W\d_]+\Z"), pattern(r"[^\W\d_]+")
_FAR = 24
# Letters and their marks; what stands within words as letters do.
_MARKS = "’\u0300-\u036f\u0591-\u05c7\u0610-\u065f\u0900-\u0dff\u0e31-\u0e4e\u0eb1-\u0ece\u0f71-\u109f\u1780-\u17d3"
# Small letters beyond ASCII that only one letter is the capital of.
_SMALL = pattern("[à-äæ-öø-þа-я]")
_ASCII = frozenset(map(chr, range(0x80)))
_RUN = pattern(f"[^\\W\\d_](?:[^\\W\\d_]|[{_MARKS}])*")


class Reread(NamedTuple):
    """A line that begins at `start`, as it stands and as it may have been."""

    start: int
    old: str
    new: str

    def edits(self) -> list[Edit]:
        """Return what makes the line what it was."""
        return list(differences(self.start, self.old, self.new, NOTE))


def supported(text: str, lines: list[Reread], whole: bool = False) -> list[Edit]:
    """Return the edits of those lines of a text for which something speaks, or others do; one for each if `whole`.

    >>> supported("PMP®", [Reread(0, "PMP®", "PMP’")])
    []
    >>> [edit.new for edit in supported("Ïðèâåò", [Reread(0, "Ïðèâåò", "Привет")])]
    ['Привет']
    """
    if not lines:
        return []
    believed = _Support(text, lines).believed()
    if whole:
        return [
            Edit._make((start, start + len(old), old, new, NOTE))
            for start, old, new in compress(lines, believed)
        ]
    return [edit for line in compress(lines, believed) for edit in line.edits()]


class _Support:
    """What speaks for some lines of a text; of most no more need be asked than whether others are damaged alike."""

    def __init__(self, text: str, lines: list[Reread]) -> None:
        self._text, self._lines = text, lines
        self._edits: dict[int, list[Edit]] = {}
        self._plain = (
            bytes(len(lines)) if scan.COMPILED is None else scan.COMPILED.of_letters(lines)
        )
        self._signs = [
            "" if is_plain else _sign(text, self._edits_of(number))
            for number, is_plain in enumerate(self._plain)
        ]
        self._within: dict[str, set[str]] = {}
        self._behind: dict[str, set[str]] = {}
        for number, sign in enumerate(self._signs):
            if sign:
                each = self._edits_of(number)
                within = {_around(text, edit) for edit in each} - {""}
                behind = {_before(text, edit) for edit in each} - {""}
                self._within.setdefault(sign, set()).update(within)
                self._behind.setdefault(sign, set()).update(behind)
        self._elsewhere = _elsewhere(text, lines)

    def _edits_of(self, number: int) -> list[Edit]:
        found = self._edits.get(number)
        if found is None:
            found = self._edits[number] = self._lines[number].edits()
        return found

    def believed(self) -> list[bool]:
        """Return whether each line is believed."""
        company = _Company(self._edits_of)
        backed: list[bool] = []
        brings = self._brings()
        while (number := len(backed)) < len(self._lines):
            if brings[number]:
                backed.append(True)
                company.waiting.append(number)
                continue
            # Of many lines it is told sooner that they are like others.
            said = number < _SOON and self._is_spoken_for(number)
            if not said and number >= MANY and scan.COMPILED is not None:
                chars = "".join(company.chars)
                alike: int = scan.COMPILED.alike(self._lines, self._plain, number, chars)
                backed += [True] * alike
                if alike:
                    continue
            said = said or self._is_backed(number, company)
            backed.append(said)
            if said:
                company.waiting.append(number)
        return [said or self._is_alike(number, company.chars) for number, said in enumerate(backed)]

    def _brings(self) -> bytes:
        """1 for each line of which it is plain that it brings in words, and others than stand elsewhere: it is backed."""
        if scan.COMPILED is None:
            return bytes(len(self._lines))
        found: bytes = scan.COMPILED.brings(self._lines, self._plain, "".join(self._elsewhere))
        return found

    def _is_backed(self, number: int, company: _Company) -> bool:
        """Whether something speaks for a line, or those before it that have the same damage."""
        many = number >= MANY and self._signs[number] is not None
        alike = many and _are_damaged_in(company.chars, self._edits_of(number))
        return (alike and not _is_list(self._lines[number].old)) or self._is_spoken_for(number)

    def _is_spoken_for(self, number: int) -> bool:
        """Whether something speaks for a line, whatever others are."""
        line, sign, edits = self._lines[number], self._signs[number], self._edits_of(number)
        if sign is None:
            return False
        # A vocabulary takes longer to ask, so it comes last.
        if (
            (not sign or _is_enough(self._within[sign], self._behind[sign]))
            and not _is_known(self._elsewhere, edits)
            and _brings_words(line, edits)
        ):
            return True
        return _is_attested(self._text, line, edits)

    def _is_alike(self, number: int, company: set[str]) -> bool:
        """Whether a line has the same damage as those that are believed."""
        return (
            self._signs[number] is not None
            and _is_known(company, self._edits_of(number))
            and not _is_list(self._lines[number].old)
        )


class _Company:
    """The characters that are damaged in lines that are believed; added up when somebody asks."""

    def __init__(self, edits_of: Callable[[int], list[Edit]]) -> None:
        self._chars: set[str] = set()
        self._edits_of = edits_of
        #: The numbers of lines of which they are not among them yet.
        self.waiting: list[int] = []

    @property
    def chars(self) -> set[str]:
        """All of them so far."""
        for number in self.waiting:
            for edit in self._edits_of(number):
                self._chars.update(edit.old)
        self.waiting.clear()
        return self._chars


def _are_damaged_in(company: set[str], edits: list[Edit]) -> bool:
    """Whether all or most of what is changed is changed in lines that are believed, too."""
    return _is_known(company, edits) or all(company.issuperset(edit.old) for edit in edits)


def _is_enough(within: set[str], behind: set[str]) -> bool:
    """Whether a sign stands within words enough, or within one that is long."""
    return bool(within) and (len(behind) >= WORDS or len(max(within, key=len)) > LONG)


def _is_attested(text: str, line: Reread, edits: list[Edit]) -> bool:
    """Whether known words speak for a reading; of short ones none that the text has elsewhere."""
    speaks = evidence(line.old, line.new)
    return speaks > LITTLE or (speaks > 0 and not any(edit.new in text for edit in edits))


def _before(text: str, edit: Edit) -> str:
    """The letters before an edit that stands behind a small one; else nothing."""
    before = _BEFORE.search(text, max(0, edit.start - _FAR), edit.start)
    return before[0] if before and before[0][-1].islower() and len(before[0]) > 1 else ""


def _around(text: str, edit: Edit) -> str:
    """The letters on both sides of an edit that stands between small ones; else nothing."""
    before = _BEFORE.search(text, max(0, edit.start - _FAR), edit.start)
    after = _AFTER.match(text, edit.end, edit.end + _FAR)
    if not (before and after and before[0][-1].islower() and after[0][0].islower()):
        return ""
    return before[0] + " " + after[0]


def _elsewhere(text: str, lines: Sequence[Reread]) -> set[str]:
    """The characters of lines that were read as Latin text which stand in the rest of the text too."""
    latin = "".join(line.old for line in lines if is_latin(line.new))
    read = Counter("".join(line.old for line in lines)) if latin else Counter()
    return {char for char in set(latin) if char > "\x7f" and text.count(char) > read[char]}


def _is_known(company: set[str], edits: list[Edit]) -> bool:
    """Whether most of what is changed is changed in lines that are believed, too."""
    chars = "".join([edit.old for edit in edits])
    return 2 * sum(map(company.__contains__, chars)) > len(chars)


def _sign(text: str, edits: list[Edit]) -> str | None:
    """The one sign that is all that a line's edits change, else nothing; None for a drawing."""
    drawn = [
        edit
        for edit in edits
        if not edit.old[:1].isalpha() and _DRAWN.fullmatch(edit.old) and not _around(text, edit)
    ]
    if drawn:
        damaged = sum(len(edit.old) for edit in edits)
        # What becomes shorter were charsets of many bytes, and no drawing is valid in them.
        kept = sum(len(edit.new) for edit in edits) == damaged
        if kept and 2 * sum(len(edit.old) for edit in drawn) > damaged:
            written = " ".join(edit.new for edit in drawn)
            longest = max(len(edit.new) for edit in drawn)
            if longest < DRAWN or bits(written) > SOUND * len(written):
                return None
    found = next((edit.old[0] for edit in edits if edit.old), "")
    if found.isalnum():
        return ""
    return found if not any(edit.old.strip(found) for edit in edits) else ""


def _brings_words(line: Reread, edits: list[Edit]) -> bool:
    """Whether a reading brings in words enough, by what they are or by what was damaged of them."""
    if _is_list(line.old) or _is_list(line.new):
        return False
    if _is_swapped(line) and bits(line.new) > SWAPPED * len(line.new):
        return False
    worth = 0
    damaged = sum(len(edit.old) for edit in edits)
    for word in _new_words(line):
        worth += len(word) * (HAN if max(word) >= "\u2e80" else 1)
        if max(worth, damaged) >= LETTERS:
            return True
    return False


def _is_swapped(line: Reread) -> bool:
    """Whether capitals, which may be abbreviations, become small letters of the same script."""
    if len(line.old) != len(line.new):
        return False
    large = "".join(filter(str.isupper, line.old))
    if 2 * len(large) <= sum(map(str.isalpha, line.old)):
        return False
    small = "".join(filter(str.islower, line.new))
    return scripts(large).keys() == scripts(small).keys()


def _new_words(line: Reread) -> Iterator[str]:
    olds, news = line.old.split(" "), line.new.split(" ")
    if len(olds) != len(news):
        olds, news = [line.old], [line.new]
    for old, new in zip(olds, news, strict=True):
        stood = set(_RUN.findall(old)) if old != new else set()
        if old != new and not any(map(_is_alphabet, stood)):
            yield from (run for run in _RUN.findall(new) if run not in stood and _is_word(run))


def _is_alphabet(run: str) -> bool:
    return not run.isascii() and run[:1].isascii() and _is_ordered(run, 1.0)


def _is_word(run: str) -> bool:
    if max(run) >= "\u2e80":
        return len(run) >= SHORTEST_HAN
    usual = run[1:].islower() or run.isupper() or run.lower() == run.upper()
    return len(run) >= SHORTEST and usual and len(set(run)) > 1 and not _is_ordered(run)


def _is_list(text: str) -> bool:
    """Whether letters are a list: parted by signs, or each as small as large."""
    if _PARTED.search(text):
        return True
    small_one = _SMALL.search(text)
    if small_one and small_one[0].upper() not in text:
        return False
    chars = set(text)
    _, count = letters(text)
    if count > 3 * len(chars):
        return False
    beyond = "".join(chars - _ASCII)
    large = set(beyond).difference(beyond.lower())
    if len(large) < _PAIRS:
        return False
    small = set(filter(str.islower, beyond))
    if small != set("".join(large).lower()):
        return False
    return count <= 3 * len(small)


def _is_ordered(run: str, share: float = 0.8) -> bool:
    """Whether such a share of the letters of a run stand in the order of the alphabet."""
    if len(run) < ALPHABET:
        return False
    base = normalize("NFD", run.lower())
    base = "".join(char for char in base if not combining(char))
    by_code = sum(before <= char for before, char in pairwise(run.lower()))
    by_letter = sum(before <= char for before, char in pairwise(base))
    return max(by_code, by_letter) >= share * (len(base) - 1)
