"""Which ideographs, kana and syllables of Hangul stand where sound text has none of them.

Bytes of another charset read as Chinese give rare ideographs, or common ones that follow each other as
in no text; bytes of Japanese read as GBK keep their kana.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, cached_property
from itertools import pairwise

from cleantext import scan
from cleantext.anchored import Anchored, Members, Pairs
from cleantext.classes import bitset
from cleantext.language import bits
from cleantext.lazy import pattern
from cleantext.tables import read

#: Ideographs and syllables of Hangul, as the inside of a class.
EASTERN = "\u4e00-\u9fff\uac00-\ud7a3"
ANY = pattern(f"[{EASTERN}]")
HAN = pattern("[\u4e00-\u9fff]")
#: So many of the ideographs make up a third of any text in Chinese or Japanese.
_FREQUENT = 150
_KANA = pattern("[\u3041-\u30fa]")
# What GBK makes of the brackets and the long sound of EUC-JP.
_KANA_BESIDE = pattern("[\u3041-\u30fa][〖∽]|[≈〖][\u3041-\u30fa]")
_IDEOGRAPHS, _HANGUL = Members("\u4e00-\u9fff"), Members("\uac00-\ud7a3")
_FIRST = Anchored(EASTERN)
# An ideograph or a syllable of Hangul within a word of small letters: looked for from itself in a few words,
# and from the letter before it in a text.
_WITHIN = pattern(f"[{EASTERN}](?<=[a-z].)(?=[^A-Z]?[a-z])")
_BEHIND = pattern(f"[{EASTERN}][^A-Z]?[a-z]")
_SMALL_BEFORE = Pairs("a-z", EASTERN)

# An ideograph behind no small letter; behind one it may stand within a word.
_MANY = pattern(f"(?s)[^a-zß-öø-ÿ][{EASTERN}]")

#: How many characters, from all over a text, tell which scripts it is in.
_TELLING = 4000
#: How much of a text tells whether its ideographs are sound.
_SAMPLE = 1000
#: So many bits an ideograph no Chinese text costs, by so much of it.
_UNLIKELY, _EARLY = 17.0, 200
#: A share of frequent ideographs that chance does not give.
_SOUND = 0.25


@cache
def _hanzi() -> str:
    """The ideographs that are not rare, the most frequent first."""
    return read("contexts.bin").decode().partition("\0")[0]


@cache
def rare() -> str:
    """Return the ideographs that are rare in any text, as the inside of a character class."""
    borders = ["\u4dff", *sorted(filter(HAN.match, _hanzi())), "\u9fa6"]
    gaps = ((ord(low) + 1, ord(high) - 1) for low, high in pairwise(borders))
    return "".join(f"{chr(low)}-{chr(high)}" for low, high in gaps if low <= high)


class _OneOfMany:
    """Ideographs and syllables of Hangul with their neighbours, of which Chinese and Korean text has thousands.

    They stand behind no small letter, and no two of the three are rare.
    """

    @cached_property
    def rare(self) -> bytes:
        """The set of those that are rare."""
        return bitset(rare())

    def holds(self, three: str) -> bool:
        """Return whether a character with its neighbours is one of many."""
        return _MANY.match(three) is not None and not both_rare(three)


#: Those of a text that are put aside: nothing is odd about one by itself.
ONE_OF_MANY = _OneOfMany()


@cache
def _known() -> frozenset[str]:
    return frozenset(_hanzi())


@cache
def _frequent() -> Members:
    return Members(_hanzi()[:_FREQUENT])


def both_rare(three: str) -> bool:
    """Return whether two of three characters are ideographs that are rare.

    >>> both_rare("疾奎h"), both_rare("中国人")
    (False, False)
    """
    # As `rare` has them; to compile that for so few characters would take longer than to look.
    found = [char for char in three if "\u4dff" < char < "\u9fa6" and char not in _known()]
    return len(found) > 1


def oddities(text: str) -> int:
    """Return how many kinds of things are odd about the ideographs of a text.

    >>> oddities("日本の漢字"), oddities("动は谭の")
    (0, 1)
    """
    return bool(_WITHIN.search(text)) + few_frequent(text) + not_japanese(text)


def few_frequent(text: str) -> bool:
    """Return whether ideographs lack those that no text in Chinese or Japanese can do without."""
    found = _IDEOGRAPHS.count(text)
    if found < 6 or found < _HANGUL.count(text):
        return False
    return _frequent().count(text) < 0.06 * found


def _unlikely(text: str) -> bool:
    """Whether ideographs follow each other as in no Chinese."""
    found = _IDEOGRAPHS.count(text)
    if found < 6 or _KANA.search(text):
        return False
    # Where so many are frequent the model, which takes long to load, need not be asked.
    if _frequent().count(text) > _SOUND * found:
        return False
    return bits("".join(HAN.findall(text))) > _UNLIKELY * found


def not_japanese(text: str) -> bool:
    """Return whether kana stand in a text with ideographs that no Japanese text has, or beside odd signs."""
    if not _KANA.search(text):
        return False
    if _KANA_BESIDE.search(text):
        return True
    try:
        text.encode("cp932")
        return False
    except UnicodeEncodeError:
        pass  # it may be for something else
    try:
        "".join(HAN.findall(text)).encode("cp932")
    except UnicodeEncodeError:
        return True
    return False


def fill(text: str) -> bool:
    """Return whether a text is mostly in scripts of three bytes a character; a few thousand tell.

    >>> fill("日本語は美しい, Ann"), fill("日本 is Japan")
    (True, False)
    """
    step = len(text) // _TELLING + 1
    if scan.COMPILED is not None:
        found: bool = scan.COMPILED.wide(text, step)
        return found
    sample = text[::step]
    return 2 * len(sample) < len(sample.encode("utf-8", "surrogatepass"))


def places(text: str) -> tuple[list[int], list[int]]:
    """Return where a text in Chinese, Japanese or Korean is odd, and where it is doubtful.

    >>> places("日本の漢字")
    ([], [])
    """
    hit = _FIRST.search(text)
    if hit is None:
        return [], []
    start = hit.start()
    sample = text[start : start + _SAMPLE]
    odd = [place for place in _SMALL_BEFORE.each(text) if _BEHIND.match(text, place + 1)]
    if few_frequent(sample):
        odd += all_places(text)
    if not_japanese(text[max(0, start - _EARLY) : start + _EARLY]):
        odd += (place for place, line in _starts(text) if not_japanese(line))
    return odd, all_places(text) if _unlikely(sample[:_EARLY]) else []


def all_places(text: str) -> list[int]:
    """Return where ideographs stand in a text."""
    return [each.start() for each in HAN.finditer(text)]


def _starts(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line of a text with where it begins."""
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1
