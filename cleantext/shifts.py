r"""Text in Big5, Shift_JIS or EUC-KR that was read one byte off behind a lost byte.

The first byte of a character was lost, and shows as a mark; what follows was read from the wrong
byte, until a byte that stands alone puts the reader right again: the rest of a word in EUC-KR, a
few characters in Big5, one in Shift_JIS, where it shows as half a width of kana. All bytes but the
lost ones are there, so the likeliest text is searched for as `cleantext.realign` does. Where the
lost byte can have been one or another, nothing is restored.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from cleantext.anchored import Anchored, Members
from cleantext.language import pair_bits
from cleantext.lazy import pattern
from cleantext.realign import Slot, encode, pairs, patience, readings

#: The charsets, by their usual names.
NAMES = {"cp950": "Big5", "cp932": "Shift_JIS", "cp949": "EUC-KR"}
LOST = "?\ufffd"
#: No longer shifted stretch is looked for.
LONGEST = 60
#: How many bits likelier the restored text must be, chosen on damage done to sentences of half 0 of
#: NTREX-128, and how much likelier than any other way to supply the lost bytes.
MARGIN = 16.0
LEAD = 8.0
#: The most bits that a restored character may cost: an unlikely one is the best guess, and no more.
MOST = {"cp950": 8.0, "cp932": 7.0, "cp949": 7.0}
#: What a mark costs that may stand for a lost byte.
_MARK = 6.0
#: So near in front of a kana of half the width others show that it was meant.
_NEAR = 8
#: A question mark speaks less for a loss than what decoders put.
_QUESTION = 8.0

_SITE = Anchored(LOST, r"(?=[^\s\x00-?])", by_neighbours=True)
_HANGUL, _KANA = Members("\uac00-\ud7a3"), Members("\u3041-\u30fa")
#: So many characters, from all over a text, tell its script.
_SAMPLE = 10_000
_TRAILS = tuple(bytes((byte,)) for byte in range(0x40, 0xFF) if byte != 0x7F)
_HALFWIDTH = pattern("[\uff61-\uff9f]")


class Shifted(NamedTuple):
    """A stretch that was read one byte off, and what it was."""

    start: int
    end: int
    text: str


def charset_of(text: str) -> str:
    """Return the charset, other than GBK, that a text was most likely in.

    >>> charset_of("한국어"), charset_of("日本の"), charset_of("中文")
    ('cp949', 'cp932', 'cp950')
    """
    sample = text[:: 1 + len(text) // _SAMPLE]
    hangul, kana = _HANGUL.count(sample), _KANA.count(sample)
    if hangul > kana:
        return "cp949"
    return "cp932" if kana else "cp950"


def stretches(text: str, charset: str) -> Iterator[Shifted]:
    """Yield the stretches of a text that were read one byte off, in order.

    >>> [each.text for each in stretches("大切なことで\ufffd\uf8f0る", "cp932")]
    ['あ']
    """
    leads = _leads(charset)
    done = in_vain = 0
    mended = ""  # the end of what stands before `done`, as it is restored
    limit = patience(text)
    for site in _SITE.finditer(text):
        start = site.start()
        if start < done or in_vain > limit:
            continue
        run = _run(text, start + 1, charset)
        before = (mended + text[max(done, start - _NEAR) : start])[-_NEAR:]
        if not run or not _promising(text, start, before, run, charset):
            continue
        found = _restored(text, start, before[-1:] or "\n", [leads, *run], charset)
        in_vain += 1 if found is None else -1
        if found:
            yield found
            done, mended = found.end, (before + found.text)[-_NEAR:]


@cache
def _leads(charset: str) -> tuple[bytes, ...]:
    return tuple(bytes((byte,)) for byte in sorted({code >> 8 for code in pairs(charset)}))


def _run(text: str, position: int, charset: str) -> list[tuple[bytes, ...]]:
    """The bytes behind a lost one, up to the first that puts the reader right; or nothing."""
    found: list[tuple[bytes, ...]] = []
    while position < len(text) and len(found) < LONGEST:
        char = text[position]
        if char in LOST:
            return [*found, _TRAILS] if found else []
        data = encode(char, charset)
        if data is None or (len(data) == 1 and data < b"@"):
            break
        found.append((data,))
        if len(data) == 1:
            return [] if _may_be_sound(text, position, len(found)) else found
        position += 1
    return []


def _may_be_sound(text: str, position: int, count: int) -> bool:
    """Whether the ASCII that ends a run may stand for itself: behind a question mark, or in a word."""
    if not text[position].isascii():
        return False
    after = text[position + 1 : position + 2]
    return (count == 1 and text[position - 1] == "?") or (after.isascii() and after.isalnum())


def _promising(
    text: str, start: int, before: str, run: list[tuple[bytes, ...]], charset: str
) -> bool:
    """Whether the characters between the lost bytes, which are known, are likelier in place."""
    data = b"".join(choices[0] for choices in run if len(choices) == 1)
    if _HALFWIDTH.match(text, start + 1):
        # Kana of half the width stand in company where they were meant.
        return not _HALFWIDTH.search(before) and not _HALFWIDTH.match(text, start + 2)
    known = pairs(charset)
    codes = [data[place] << 8 | data[place + 1] for place in range(1, len(data) - 1, 2)]
    if any(code not in known for code in codes):
        return False
    shifted = "".join(known[code][0] for code in codes)
    return not shifted or _cost("", shifted) < _cost("", text[start + 1 : start + 1 + len(run)])


def _restored(
    text: str, start: int, before: str, slots: list[tuple[bytes, ...]], charset: str
) -> Shifted | None:
    then = [text[start + place : start + place + 1] or "\n" for place in range(1, len(slots) + 1)]
    question = _QUESTION * (text[start] == "?")
    chosen: Shifted | None = None
    best = 0.0
    for reading in readings(before, [Slot(each) for each in slots], then, charset=charset):
        end = start + reading.slots
        stands = text[start:end] + then[reading.slots - 1]
        marks = sum(map(stands[:-1].count, LOST))
        cost = _cost(before, "".join(char for char in stands if char not in LOST)) + _MARK * marks
        gain = cost - reading.cost - question
        likely = reading.cost < MOST[charset] * (len(reading.text) + 1)
        if likely and gain > max(best, MARGIN) and reading.lead > LEAD:
            best, chosen = gain, Shifted(start, end, reading.text)
    return chosen


def _cost(before: str, text: str) -> float:
    return sum(map(pair_bits, (before or "\n") + text, text))
