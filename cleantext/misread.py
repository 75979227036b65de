"""UTF-8 that was read as a charset of one byte a character, told by its looks.

ftfy knows sequences of characters that sound text does not hold and UTF-8 read amiss does. They are
looked for here at their rarest character, so that clean text costs one search, and the outcome on
a line is ftfy's. Bytes that are strictly UTF-8 need no more thought; ftfy itself is asked only where
bytes were lost or altered as well.

Source: Robyn Speer's ftfy, see the header of `tables/mojibake.txt`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from cleantext import scan
from cleantext.anchored import Members, Pairs
from cleantext.charmaps import UTF8_READ_AS, decoding_table, encode
from cleantext.classes import partition
from cleantext.lazy import pattern
from cleantext.sequences import ELEMENT, ROWS, SEQUENCES, is_implausible
from cleantext.unread import leniently, strictly

# The first two bytes of a sequence of UTF-8, as it is or with bytes like these.
_ALTERED_START = re.compile(rb"\x1a|[\xc0-\xf4][\x80-\xbf ?\x1a]")
# Bytes that are not UTF-8 but would be if one had not become a space, a question mark or U+FFFD
# (which is written 1A here), or if Java had not written NUL or surrogates in a way of its own.
_ALTERED = re.compile(
    rb"[\xc2\xc3\xc5\xce\xd0\xd9][ ]|[\xc2\xc3]\?|[\xe0-\xef](?:[ ?][\x80-\xbf]|[\x80-\xbf][ ?])"
    rb"|[\xf0-\xf4](?:[ ?][\x80-\xbf]{2}|[\x80-\xbf][ ?][\x80-\xbf]|[\x80-\xbf]{2}[ ?])"
    rb"|\xc0\x80|\xed[\xa0-\xbf]|\x1a"
)


@cache
def glimpse() -> re.Pattern[str]:
    """Three characters that can be part of what sound text does not hold, the middle one the anchor.

    Every such sequence shows itself so; not everything that shows itself so is one.
    """
    alternatives = []
    for before, anchor, after in SEQUENCES:
        first, then = ELEMENT.findall(before)[-1:], ELEMENT.findall(after)[:1]
        behind = "\n" if first == ["^"] else "".join(first) or "."
        alternatives.append(behind + anchor + ("".join(then) or "."))
    return re.compile("|".join(alternatives), re.DOTALL)


# Controls may have been meant otherwise, and of U+FFFD nobody knows what it was.
_LOST = Members("\x80-\x9f\ufffd")
_TWO = pattern(r"[^\x00-\x7f](?s:.)")
#: The classes of what begins a sequence of UTF-8 and goes on with it, in any charset.
_CLASSES = dict(row for row in ROWS if len(row) == 2)
_FIRST = tuple(_CLASSES[f"first_of_{length}"] for length in (2, 3, 4))


@cache
def _embedded() -> re.Pattern[str]:
    """A stretch that may be UTF-8 read as some charset, amid text that is not."""
    then = _CLASSES["continuation"]
    sequences = "|".join(f"{first}{then}{{{count}}}" for count, first in enumerate(_FIRST, 1))
    return re.compile(f"(?<!{_CLASSES['continuation_strict']})(?:{sequences})+")


@cache
def _begun() -> Pairs:
    """What every such stretch begins with, or nearly: two characters."""
    firsts = "".join(first[1:-1] for first in _FIRST)
    return Pairs(firsts, _CLASSES["continuation"][1:-1])


def _read_as(*spans: tuple[int, int]) -> str:
    """The class of what some charset has for some bytes, of which the first and the last are given."""
    numbers = [byte for low, high in spans for byte in range(low, high + 1)]
    held = {decoding_table(each)[byte] for each in UTF8_READ_AS for byte in numbers}
    return "[" + re.escape("".join(sorted(held))) + "]"


@cache
def _altered() -> re.Pattern[str]:
    """What some charset has for such bytes as `_ALTERED`, but for controls and U+FFFD."""
    then = _read_as((0x80, 0xBF))
    alternatives = [
        (_read_as((0xC2, 0xC3), (0xC5, 0xC5), (0xCE, 0xCE), (0xD0, 0xD0), (0xD9, 0xD9)), " "),
        (_read_as((0xC2, 0xC3)), r"\?"),
        (_read_as((0xE0, 0xEF)), f"(?:[ ?]{then}|{then}[ ?])"),
        (_read_as((0xF0, 0xF4)), f"(?:[ ?]{then}{then}|{then}[ ?]{then}|{then}{then}[ ?])"),
        (_read_as((0xC0, 0xC0)), _read_as((0x80, 0x80))),
        (_read_as((0xED, 0xED)), _read_as((0xA0, 0xBF))),
    ]
    # A class in front lets the search pass over ASCII, and one behind that over most letters.
    behind = "|".join(f"(?<={first}){rest}" for first, rest in alternatives)
    return re.compile(f"[^\x00-\x7f](?=[ ?\x80-\U0010ffff])(?:{behind})")


@lru_cache(maxsize=1 << 10)
def _readers(two: str) -> frozenset[str]:
    """The charsets in which the beginning of a sequence of UTF-8 reads as these two characters."""
    found = [(each, encode(two, each)) for each in UTF8_READ_AS]
    return frozenset(
        each for each, data in found if data and 0xC2 <= data[0] <= 0xF4 and 0x80 <= data[1] <= 0xBF
    )


@lru_cache(maxsize=1 << 10)
def _starters(two: str) -> frozenset[str]:
    """The same, or of one of which a byte was lost or altered."""
    found = [(each, encode(two, each)) for each in UTF8_READ_AS]
    return frozenset(each for each, data in found if data and _ALTERED_START.match(data))


def _is_utf8(text: str, charset: str) -> bool:
    return isinstance(strictly(text, charset), str)


def is_settled(line: str) -> bool:
    """Return True only if `fix` leaves a line as it is; for a fraction of the cost.

    >>> is_settled("wärmer.“ »Übrigens«"), is_settled("cafÃ©"), is_settled("voilÃ  !")
    (True, False, False)
    """
    if _LOST.count(line) or stretches(line):
        return False
    # What is UTF-8 as a whole, or was, is so where it first leaves ASCII.
    first = _TWO.search(line)
    if first is None or not _starters(first[0]):
        return True
    return not (_altered().search(line) or any(_is_utf8(line, e) for e in _readers(first[0])))


def may_be_utf8(line: str, *charsets: str) -> bool:
    """Return False only if a line, read in any of some charsets, was not all UTF-8.

    >>> may_be_utf8("cafÃ©", "cp1252"), may_be_utf8("café", "cp1252"), may_be_utf8("cafÃ©", "cp437")
    (True, False, False)
    """
    first = _TWO.search(line)
    return first is not None and not _readers(first[0]).isdisjoint(charsets)


def fix(text: str) -> str:
    """Return `text` with all layers of mojibake undone."""
    while is_implausible(text):
        fixed = _step(text)
        if fixed is None:
            from ftfy import TextFixerConfig, fix_encoding

            return fix_encoding(text, TextFixerConfig(explain=False))
        if fixed == text:
            break
        text = fixed
    return text


def settled(line: str) -> bool:
    """Return whether `fix` leaves a line as it is, looks aside.

    >>> settled("wärmer.“ »Übrigens«"), settled("cafÃ©")
    (True, False)
    """
    return not is_implausible(line) or _step(line) == line


def _step(text: str) -> str | None:
    """Return `text` with one layer undone, or None where it takes more than that."""
    data, fixed = as_utf8(text)
    if fixed is not None:
        return fixed
    if _ALTERED.search(data):
        fixed = _as_altered(text)
        if fixed is not None:
            return fixed
    fixed = _fix_within(text)
    # Controls that nothing explains may have been meant as windows-1252.
    return None if fixed == text and re.search("[\x80-\x9f]", text) else fixed


def _as_altered(text: str) -> str | None:
    """Return the text that `text` was in UTF-8 where bytes have been lost or altered since, or None.

    What is lost for good is U+FFFD.
    """
    first = _TWO.search(text)
    # It is so where it first leaves ASCII.
    charsets = _starters(first[0]) if first else None
    for charset in UTF8_READ_AS:
        if charsets is None or charset in charsets:
            found = leniently(text, charset)
            if found is not None:
                return found
    return None


# The line of a text is asked about twice in a row.
@lru_cache(maxsize=16)
def as_utf8(text: str) -> tuple[bytes, str | None]:
    """Return the text that the bytes were in UTF-8 that `text` was read from, and no bytes.

    Or bytes and None, where they are not UTF-8, or have been altered since.
    """
    data = b""
    for charset in UTF8_READ_AS:
        found = strictly(text, charset)
        if found is None:
            continue
        if isinstance(found, str):
            return (found.encode(), None) if "\x1a" in found else (b"", found)
        data = found
        if _ALTERED.search(data):
            break
    return data, None


def _fix_within(text: str) -> str:
    """Return `text` with each stretch fixed that may be UTF-8 read as some charset, amid what is not."""
    pieces = []
    done = 0
    for start, end in stretches(text):
        if end - start < len(text):
            short = end - start <= _SHORT
            stretch = text[start:end]
            pieces += [text[done:start], _fix_short(stretch) if short else fix(stretch)]
            done = end
    return "".join([*pieces, text[done:]])


#: So short stretches are remembered, for the same few come again and again.
_SHORT = 8
_fix_short = lru_cache(maxsize=1 << 10)(fix)


def stretches(text: str) -> list[tuple[int, int]]:
    """Return where stretches begin and end that may be UTF-8 read as some charset.

    >>> stretches("a cafÃ© in MÃ¼nchen")
    [(5, 7), (12, 14)]
    """
    if scan.COMPILED is not None:
        found: list[tuple[int, int]] = scan.COMPILED.embedded(text, *stretch_tables())
        return found
    return stretches_in_python(text)


def stretches_in_python(text: str) -> list[tuple[int, int]]:
    """Return the same, without the compiled loop."""
    found = []
    end = 0
    for place in _begun().each(text):
        hit = _embedded().match(text, place) if place >= end else None
        if hit:
            end = hit.end()
            found.append((place, end))
    return found


@cache
def stretch_tables() -> tuple[bytearray, bytes]:
    """Return what characters such stretches are made of, as the compiled loops read it."""
    kinds = [*_FIRST, _CLASSES["continuation"], _CLASSES["continuation_strict"]]
    parted = partition([kind[1:-1] for kind in kinds])
    assert parted is not None
    parts, holding = parted
    return parts, bytes(holding).ljust(256, b"\0")
