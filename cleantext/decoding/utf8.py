"""UTF-8 that is not sound throughout: cut, damaged, or mixed with lines in a legacy charset.

Text in a legacy charset is hardly ever well-formed UTF-8 by chance, and the longer a stretch, the
less so. Bytes that hold whole UTF-8 characters are therefore UTF-8 with something wrong, and are
never to be read by a legacy charset as a whole, which would destroy what is sound in them.
"""

from __future__ import annotations

import re
from collections import Counter
from math import log
from typing import NamedTuple

from cleantext.decoding.counts import ASCII, Count, broken, is_utf8, utf8

_HIGH = bytes(range(0x80, 0x100))
_CONTINUATION = bytes(range(0x80, 0xC0))

#: A character that the end of the data cuts short.
_CUT_TAIL = re.compile(
    rb"(?:[\xc2-\xf4]|[\xe1-\xec\xee\xef][\x80-\xbf]|\xe0[\xa0-\xbf]|\xed[\x80-\x9f]"
    rb"|[\xf1-\xf3][\x80-\xbf]{1,2}|\xf0[\x90-\xbf][\x80-\xbf]?|\xf4[\x80-\x8f][\x80-\xbf]?)\Z"
)
#: Of bytes in a double-byte charset, about one pair in eight is a well-formed UTF-8 character;
#: in single-byte charsets far fewer are.
_CHANCE = 1 / 8
#: How much likelier (natural logarithm of the odds) a mixture must be than chance.
_ODDS = 7.0
#: Bytes beyond so many add nothing to the verdict.
_ENOUGH = 1 << 18


_RUNS = re.compile(rb"[\x80-\xff]+")
_IRREGULAR = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]|\xc0\x80")


def is_irregular(data: bytes, wrong: int) -> bool:
    """Return whether `data` is UTF-8 but for encoded pairs of surrogates, or the NUL of Java.

    `wrong` is where strict UTF-8 fails first, in bytes.

    >>> is_irregular(b"\\xed\\xa0\\xbd\\xed\\xb8\\x80", 0), is_irregular(b"\\xed\\xa0\\xbd", 0)
    (True, False)
    """
    # Where the first error is something else, nothing needs to be taken out to see that.
    return bool(_IRREGULAR.match(data, wrong)) and is_utf8(_IRREGULAR.sub(b"", data))


def is_cut(data: bytes, wrong: int) -> bool:
    """Return whether `data` is UTF-8 but for a first or last character that is cut short.

    At least one whole character beyond ASCII must stand between, for a lone byte at the end is as
    likely to be a letter of a legacy charset. `wrong` is where strict UTF-8 fails first, in bytes.

    >>> cut = "déjà".encode()[:-1]
    >>> is_cut(cut, 5), is_cut("dà".encode()[:-1], 1), is_cut("é".encode("cp1252"), 0)
    (True, False, False)
    """
    if wrong < len(data) - 3 and (wrong or data[:1] not in _CONTINUATIONS):
        return False
    start = 0
    while start < 3 and data[start : start + 1] in _CONTINUATIONS:
        start += 1
    tail = _CUT_TAIL.search(data, max(start, len(data) - 3))
    middle = data[start : tail.start() if tail else len(data)]
    if middle.isascii():
        return False
    try:
        text = middle.decode("utf-8")
    except UnicodeDecodeError:
        return False
    # Two ends cut, or a head of three bytes, need as many whole characters as witnesses.
    return len(middle) - len(text) >= bool(start) + bool(tail)


_CONTINUATIONS = frozenset(bytes((byte,)) for byte in _CONTINUATION)


def is_damaged(data: bytes, found: Count) -> bool:
    """Return whether well-formed characters outweigh stray bytes so far that it must be UTF-8.

    >>> data = "Très bien, déjà".encode() + b"\\xff"
    >>> is_damaged(data, utf8(data))
    True
    """
    if found.stray * 3 > found.sound:
        return False
    # In a double-byte charset characters stand together; these stand alone between others.
    return found.sound >= 8 or (found.sound >= 6 and len(_RUNS.findall(data)) >= 3)


def is_mixed(data: bytes, found: Count) -> bool:
    """Return whether some lines are UTF-8 and others not, and the former are not so by chance.

    Compares how many lines beyond ASCII are well formed with how many would be if every pair of
    bytes were well formed by chance only.

    >>> sound, other = "Où était-il né ?\\nÀ Genève, l'été.\\n", "Après ça, il a cédé.\\nDéjà ?\\n"
    >>> mixed = sound.encode() + other.encode("cp1252")
    >>> is_mixed(mixed, utf8(mixed))
    True
    >>> legacy = (sound + other).encode("cp1252")
    >>> is_mixed(legacy, utf8(legacy))
    False
    """
    if not found.lines or found.sound * 50 < found.stray:
        return False
    data = data[:_ENOUGH]
    lines = {line for line in data.splitlines() if not line.isascii()}
    others = {data[start:end].rstrip(b"\r\n") for start, end, *_ in broken(data)}
    sound = lines - others
    if not sound:
        return False
    good = Counter(map(_characters, sound))
    bad = Counter(map(_characters, others))
    share = len(sound) / len(lines)
    share = min(share, 0.999)
    odds = 0.0
    for characters in good.keys() | bad.keys():
        chance = _CHANCE**characters
        odds += good[characters] * log(share / chance)
        odds += bad[characters] * log((1 - share) / (1 - chance))
    return odds > _ODDS


def _characters(line: bytes) -> int:
    """How many characters of two bytes a line holds, eight at most."""
    return min(8, max(1, len(line.translate(None, ASCII)) // 2))


class Line(NamedTuple):
    """A stretch of whole lines, `start` in bytes, that is UTF-8 (damaged or not) or legacy."""

    start: int
    data: bytes
    legacy: bool


def split(data: bytes) -> list[Line]:
    """Return `data` in stretches of lines: those to be read as UTF-8, those in a legacy charset.

    A line whose well-formed characters are at least twice as many bytes as its strays is damaged
    UTF-8; fewer occur by chance in Shift JIS. So is one with a few strays in which a well-formed
    character stands by itself, or with more of them where several do.
    So is one whose few strays are bytes that the sound lines' characters are made of, standing
    alone as the remains of a character do; the rest are lines of a legacy charset.
    """
    stretches: list[Line] = []
    doubtful: list[int] = []
    sound: list[bytes] = []
    place = start = 0
    for first, end, well, stray in broken(data):
        sound.append(data[place:first])
        place = end
        line = data[first:end]
        if stray * 2 > well and not _is_sprinkled(line, stray, well):
            if start < first:
                stretches.append(Line(start, data[start:first], False))
            doubtful.append(len(stretches))
            stretches.append(Line(first, line, True))
            start = end
    if start < len(data):
        stretches.append(Line(start, data[start:], False))
    sound.append(data[place:])
    unused = _HIGH.translate(None, b"".join(sound))
    remains = [index for index in doubtful if _is_remains(stretches[index].data, unused)]
    # One verdict for all of them: remains of characters among true legacy lines are chance.
    if len(remains) * 10 >= len(doubtful) * 7:
        for index in remains:
            stretches[index] = stretches[index]._replace(legacy=False)
    return stretches


def _is_sprinkled(line: bytes, stray: int, sound: int) -> bool:
    """Whether well-formed characters stand by themselves in the line: that is hardly chance."""
    # No letter that anybody writes is 0xFF in a charset of few such letters: it is itself a sign.
    stray -= line.count(0xFF)
    if stray > max(3, sound):
        return False
    standing = sum(utf8(run).stray == 0 for run in _RUNS.findall(line))
    return standing >= (1 if stray <= 3 else 2)


#: Bytes that UTF-8 never holds, and those that never begin a character.
_WRITTEN_OVER = bytes((0xFE, 0xFF, *range(0x80, 0xC0)))


def _is_remains(line: bytes, unused: bytes) -> bool:
    """Whether the strays in `line` are what is left of characters made of the bytes that are not `unused`."""
    for found in _RUNS.finditer(line):
        run = found[0]
        stray = utf8(run).stray
        if stray:
            if not run.strip(b"\xff"):
                continue  # no letter that anybody writes, in any charset of few such letters
            # What was written over a byte of a character stands beside bytes of it.
            known = run.translate(None, _WRITTEN_OVER) if len(run) > 1 else run
            beside = known or run.translate(None, unused)
            if not beside or len(known.translate(None, unused)) < len(known) or stray > 3:
                return False
    return True
