"""Reading bytes anew that were read one byte off, with some of them lost.

In a charset of two-byte characters one lost byte makes every character after it be read from the
second byte of one true character and the first of the next, until a byte that can only stand alone
puts the reader right again. The bytes are all there, so the text can be restored: turn the wrong
characters back into bytes, supply the lost ones, and read from the right place.

`readings` does so by dynamic programming: it looks at every way to supply the lost bytes, keeps for
each way to go on only the likeliest way to have come, and gives the likeliest text.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from heapq import nsmallest
from types import MappingProxyType
from typing import NamedTuple

from cleantext import scan
from cleantext.anchored import Members
from cleantext.hanzi import first_reading
from cleantext.language import UNSEEN, pair_bits, pair_cost, symbols
from cleantext.pair_tables import asked_before, pair_tables
from cleantext.scripts import SCRIPT

#: How many ways to have come are kept at each step.
BEAM = 160
#: So many steps are tried at one slot, more or less: of what stood before it only the likeliest then goes on.
STEPS = 2000


class Slot(NamedTuple):
    """A stretch of bytes that is one of `choices`, and the reading in brackets that follows it."""

    choices: tuple[bytes, ...]
    gloss: str = ""


class Reading(NamedTuple):
    """A way to read slots: its cost in bits, its text, how many slots it took.

    `lead` says how many bits the next best text of these slots costs more.
    """

    cost: float
    text: str
    slots: int
    lead: float = 0.0


#: Where the compiled loops have the characters of single bytes, behind those of pairs.
_ALONE = 0x10000
#: How far from its byte in Shift_JIS kana of half the width is.
_HALFWIDTH = 0xFEC0

#: What a character costs that is not read as the gloss behind it says.
MISREAD = 12.0


@cache
def pairs(charset: str = "gbk") -> dict[int, tuple[str, str]]:
    """Return, for each two-byte sequence of a charset, its character and what the model counts it as.

    Sequences without a character, and those for private use, are left out: sound text has none.
    """
    found = {}
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            try:
                char = bytes((lead, trail)).decode(charset)
            except UnicodeDecodeError:
                continue
            if len(char) == 1 and _fits(char, charset):
                found[lead << 8 | trail] = char, symbols(char) if charset == "gbk" else char
    return found


#: The scripts that text in a charset is in, beside marks; what else it has is rare in any text.
_SCRIPTS = {"cp950": {"han"}, "cp932": {"han", "kana"}, "cp949": {"hangul"}}
_MARKS = frozenset(
    "、。，．·・：；？！ー〜～…‥—―“”‘’「」『』（）《》〈〉【】％＋－／＝０１２３４５６７８９"
)


def _fits(char: str, charset: str) -> bool:
    """Whether text in a charset holds a character of it now and then."""
    if charset == "gbk":
        return not "\ue000" <= char <= "\uf8ff"
    return char in _MARKS or SCRIPT[char] in _SCRIPTS[charset]


def encode(char: str, charset: str = "gbk") -> bytes | None:
    """Return the one or two bytes of a character in a charset, private use included, or None.

    >>> encode("萍").hex(), encode("h"), encode("ñ"), encode("ｱ", "cp932")
    ('c6bc', b'h', None, b'\\xb1')
    """
    try:
        data = char.encode("gb18030" if charset == "gbk" else charset)
    except UnicodeEncodeError:
        return None
    return data if len(data) <= 2 else None


#: More bytes than these can be anything.
_ANY = 60


_LOST = Members("?\ufffd")


def patience(text: str) -> int:
    """Return how many more searches in vain than not a text is worth; few where all is in ruins.

    It bounds the time that a text can take which was built to be searched.

    >>> patience("?"), patience("Is this a question of many words? " * 999), patience("a \ufffd" * 1000)
    (24, 200, 24)
    """
    marks = _LOST.count(text)
    return min(200, 24 + max(0, len(text) - 10 * marks) // 40)


def readings(
    before: str,
    slots: Sequence[Slot],
    then: Sequence[str],
    strange: Mapping[str, float] = MappingProxyType({}),
    charset: str = "gbk",
) -> Iterator[Reading]:
    r"""Yield the likeliest text of the first slots that make whole characters.

    `before` is the character before the slots, `then` says for each slot which character follows
    it in the text as it stands. A reading ends at the first slot after which no lead byte waits for
    its trail: from there on the bytes were read from the right place. There can be more than one,
    of different lengths, where a slot's choices are. Glosses are kept behind whole characters. The
    cost includes that of the character that follows, and what `strange` says of characters, or
    of the last and the next together, that this place in this text makes unlikely.

    >>> lost, rest = Slot((b"\xa1", b"\xd0")), Slot((b"\xa3\xbf",))
    >>> shifted = [Slot((char.encode("gbk"),)) for char in "萍疾奎h組"]
    >>> next(readings("量", [lost, rest, *shifted], "?萍疾奎h組書")).text
    '。科技部黨'
    """
    if scan.COMPILED is None:
        yield from readings_in_python(before, slots, then, strange, charset)
        return
    counted_as: Callable[[str], str] = symbols if charset == "gbk" else str
    for found in scan.COMPILED.realign(
        counted_as(before),
        tuple(slots),
        counted_as("".join(then)),
        dict(strange),
        *compiled_characters(charset),
        pair_tables() if charset == "gbk" else asked_before(),
        first_reading,
        (BEAM, STEPS, _ANY),
        MISREAD,
        UNSEEN,
    ):
        yield Reading(*found)


@cache
def compiled_characters(charset: str) -> tuple[array[int], array[int]]:
    """Return what the compiled loop reads: the characters of all pairs of bytes and of single ones, and their symbols."""
    found = dict(pairs(charset))
    for byte in (*range(0x80), *(range(0xA1, 0xE0) if charset == "cp932" else ())):
        char = chr(byte if byte < 0x80 else byte + _HALFWIDTH)
        found[_ALONE + byte] = char, symbols(char) if charset == "gbk" else char
    chars, counted = (
        array("I", bytes(4 * (_ALONE + 0x100))),
        array("I", bytes(4 * (_ALONE + 0x100))),
    )
    for code, (char, symbol) in found.items():
        chars[code], counted[code] = ord(char), ord(symbol)
    return chars, counted


def readings_in_python(
    before: str,
    slots: Sequence[Slot],
    then: Sequence[str],
    strange: Mapping[str, float] = MappingProxyType({}),
    charset: str = "gbk",
) -> Iterator[Reading]:
    """Yield the same, without the compiled loop."""
    cost, counted_as = (pair_cost(), symbols) if charset == "gbk" else (pair_bits, str)
    # What has been read, by the lead byte that waits for its trail and the last symbol.
    states: dict[tuple[int, str], Reading] = {(0, counted_as(before)): Reading(0.0, "", 0)}
    for count, (choices, gloss) in enumerate(slots, 1):
        grown: dict[tuple[int, str], Reading] = {}
        if len(states) * len(choices) > STEPS:
            kept = max(1, STEPS // len(choices))
            states = dict(nsmallest(kept, states.items(), key=lambda item: item[1].cost))
        by_lead: dict[int, list[tuple[str, Reading]]] = {}
        for (lead, last), state in states.items():
            by_lead.setdefault(lead, []).append((last, state))
        if min(len(by_lead), len(choices)) > _ANY and not gloss:
            return  # of a character both bytes of which were lost nothing can be sure
        for lead, waiting in by_lead.items():
            found = [step for choice in choices if (step := _step(choice, lead, charset))]
            steps = [
                (lead_now, chars, [(symbol, strange.get(symbol, 0.0)) for symbol in counted])
                for lead_now, chars, counted in found
            ]
            for last, state in waiting:
                for lead_now, chars, counted in steps:
                    total = state.cost
                    previous = last
                    for symbol, more in counted:
                        total += cost(previous, symbol) + more
                        previous = symbol
                    key = lead_now, previous
                    if key not in grown or total < grown[key].cost:
                        grown[key] = Reading(total, state.text + chars, count)
        if gloss:
            grown = {key: _gloss(key[0], reading, gloss) for key, reading in grown.items()}
        following = counted_as(then[count - 1])
        whole = [
            reading._replace(
                cost=reading.cost + cost(last, following) + strange.get(last + following, 0.0)
            )
            for (lead, last), reading in grown.items()
            if not lead
        ]
        if whole:
            whole.sort()
            best = whole[0]
            others = (each.cost for each in whole if each.text != best.text)
            yield best._replace(lead=next(others, best.cost + UNSEEN) - best.cost)
        waiting_for = [item for item in grown.items() if item[0][0]]
        if len(waiting_for) > BEAM:
            waiting_for = nsmallest(BEAM, waiting_for, key=lambda item: item[1].cost)
        states = dict(waiting_for)


def _gloss(lead: int, reading: Reading, gloss: str) -> Reading:
    """What a gloss makes of a reading that ends where the gloss stands."""
    if lead:
        # Behind half a character stands the reading of a character that never was.
        return reading
    misread = 0.0 if first_reading(reading.text[-1:]) == gloss else MISREAD
    return reading._replace(cost=reading.cost + misread, text=f"{reading.text}({gloss})")


@lru_cache(maxsize=65536)
def _step(choice: bytes, lead: int, charset: str) -> tuple[int, str, str] | None:
    """Read some bytes: the lead byte that then waits, the characters, and their symbols."""
    known = pairs(charset)
    chars = counted = ""
    for byte in choice:
        if lead:
            found = known.get(lead << 8 | byte)
            if found is None:
                return None
            chars += found[0]
            counted += found[1]
            lead = 0
        elif byte < 0x80:
            chars += chr(byte)
            counted += symbols(chr(byte)) if charset == "gbk" else chr(byte)
        elif charset == "cp932" and 0xA1 <= byte <= 0xDF:
            chars += chr(byte + _HALFWIDTH)
            counted += chr(byte + _HALFWIDTH)
        elif 0x80 < byte < 0xFF:
            lead = byte
        else:
            return None
    return lead, chars, counted
