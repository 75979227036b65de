"""Where the sentences of a text begin and end, and of which scripts they are."""

from __future__ import annotations

import sys
from collections import Counter
from functools import cache

from cleantext import scan
from cleantext.anchored import Anchored
from cleantext.lazy import pattern
from cleantext.spans import Spans

#: The end of a sentence: marks with white space behind them, those of Chinese and Japanese, or of a line.
END = pattern(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)|[。！？]+[」』”’）]*|\n")
#: What stands between quotation marks.
# What opens comes first and its look-behind after it: the search for that is what must be fast.
QUOTED = Anchored(
    '"“„«「『',
    '(?:(?<!")[^”“»」』\n]{1,200}[”“»」』]'
    r"|(?<=(?<![\w.,!?])\")(?=\w)[^\"\n]{1,200}(?<=[\w.,!?])\"(?!\w))",
)
_OTHER = pattern("[\u0370-\u1dff\u2e80-\uffef]{2}")
# A capital after a letter of another script, and a second word.
_LATIN = pattern(r"(?<=[\u0370-\u1dff\u2e80-\uffef]) (?=[A-Z][\w'’-]* [\w'’-])")
# Where scripts begin, each with its name; Japanese and Chinese share theirs.
_SCRIPTS = (
    (0x0, "latin"), (0x370, "greek"), (0x400, "cyrillic"), (0x530, "armenian"), (0x590, "hebrew"),
    (0x600, "arabic"), (0x780, "indic"), (0xE00, "thai"), (0xE80, "other"), (0x1E00, "latin"),
    (0x1F00, "other"), (0x2E80, "han"), (0xAC00, "hangul"), (0xD7B0, "other"), (0xF900, "han"),
    (0xFB00, "other"),
)  # fmt: skip


def sentence(text: str, place: int, floor: int = 0) -> tuple[int, int]:
    """Return where the sentence begins and ends that stands at a place, white space before it left out.

    >>> text = "Beans grow. Rain falls on them. Well."
    >>> text[slice(*sentence(text, 14))]
    'Rain falls on them.'
    """
    if scan.COMPILED is None:
        return sentence_in_python(text, place, floor)
    found: tuple[int, int] = scan.COMPILED.sentence(text, place, floor)
    return found


def sentence_in_python(text: str, place: int, floor: int = 0) -> tuple[int, int]:
    """Return the same, without the compiled loop."""
    low = max(floor, text.rfind("\n", floor, place) + 1)
    for end in END.finditer(text, low, place):
        low = end.end()
    stop = END.search(text, place)
    high = len(text) if stop is None else stop.end() - (stop.group() == "\n")
    while low < high and text[low].isspace():
        low += 1
    # Spam in Thai has no full stop; where a Latin sentence follows it begins another.
    if _OTHER.search(text, low, high):
        other = _LATIN.search(text, place, high)
        if other and not _OTHER.search(text, other.start(), high):
            high = other.start()
    return low, high


def stops(text: str) -> list[tuple[int, bool]]:
    """Return where the ends of sentences end in a text, each with whether it is but the end of a line.

    >>> stops("It rains. It\\nsnows")
    [(9, False), (13, True)]
    """
    if scan.COMPILED is None:
        return [(end.end(), end.group() == "\n") for end in END.finditer(text)]
    found: list[tuple[int, bool]] = scan.COMPILED.stops(text)
    return found


class Cited:
    """Tells, place after place, what is cited: who cites spam cites a sentence of it.

    In a longer quotation spam is as it is elsewhere.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._end = -1  # of the line that was looked at last
        self._spans = Spans([])

    def holds(self, place: int) -> bool:
        """Return whether a place is within a quotation; each call asks of one that is not before the last."""
        text = self._text
        if place > self._end:
            start = text.rfind("\n", max(self._end, 0), place) + 1 or max(self._end, 0)
            self._end = text.find("\n", place)
            self._end = len(text) if self._end < 0 else self._end
            quoted = QUOTED.finditer(text, start, self._end)
            cited = [m.span() for m in quoted if not END.search(text, m.start(), m.end() - 2)]
            self._spans = Spans(cited)
        return self._spans.holds(place)


def names(text: str) -> set[str]:
    """Return the scripts of a text's letters.

    >>> sorted(names("Beans, бобы"))
    ['cyrillic', 'latin']
    """
    if text.isascii():
        return {"latin"}
    if scan.COMPILED is None:
        return set(scripts_in_python(text))
    numbers, blocks = script_blocks()
    found = scan.COMPILED.numbers(text, blocks)
    return {name for name, number in numbers.items() if found >> number & 1}


def scripts(text: str) -> Counter[str]:
    """Return how many letters of each script a text has.

    >>> scripts("Beans, 2 бобы")
    Counter({'latin': 5, 'cyrillic': 4})
    """
    if scan.COMPILED is None:
        return scripts_in_python(text)
    numbers, blocks = script_blocks()
    counts = scan.COMPILED.letters(text, blocks, sys.maxsize)
    return Counter({name: counts[number] for name, number in numbers.items() if counts[number]})


def scripts_in_python(text: str) -> Counter[str]:
    """Return the same, without the compiled loop."""
    found: Counter[str] = Counter()
    for char, count in Counter(text).items():
        if char.isalpha():
            found[script(char)] += count
    return found


@cache
def script_blocks() -> tuple[dict[str, int], bytes]:
    """Return a number for each script, and that of every sixteen characters up to U+FFFF."""
    numbers = {name: number for number, name in enumerate(dict.fromkeys(n for _, n in _SCRIPTS))}
    ends = [*(start for start, _ in _SCRIPTS[1:]), 0x10000]
    parts = zip(_SCRIPTS, ends, strict=True)
    return numbers, b"".join(
        bytes([numbers[name]]) * ((end - start) // 16) for (start, name), end in parts
    )


@cache
def script(char: str) -> str:
    """Return the name of the script that a character is of, as far as it matters here."""
    name = ""
    for start, each in _SCRIPTS:
        if ord(char) < start:
            break
        name = each
    return name
