"""Undoing decoders that read UTF-8 where the bytes happen to be valid, and windows-1252 where not.

Such a decoder makes one character of two or three bytes here and there, so a text cannot simply be
turned back: a `°` may have been the byte B0 or the bytes C2 B0. Every character is taken for either,
and the likeliest text that `read` reads in this very way is the answer; failing that, the likeliest,
for decoders differ in how they go on after a byte that is not valid.
"""

from __future__ import annotations

import codecs
from array import array
from functools import cache, lru_cache

from cleantext import scan
from cleantext.charmaps import decoding_table, encode
from cleantext.language import pair_bits
from cleantext.lazy import pattern
from cleantext.pair_tables import asked_before
from cleantext.unread import codes

_BEYOND = pattern("[^\x00-\x7f]")
#: How many ways to have read the text so far are kept.
_BEAM = 12
#: Longer lines are left alone: the search keeps whole texts.
_LONGEST = 4000


def untangle(text: str, written: str) -> str | None:
    """Return the likeliest text that, written in a charset, would have been read as `text`.

    None if there is no such text.

    >>> untangle("µÄʵÏÖϸ½Ú", "gbk")
    '的实现细节'
    >>> untangle("sound", "gbk")
    'sound'
    """
    if len(text) > _LONGEST:
        return None
    if scan.COMPILED is None:
        whole = sorted(ways(text, written))
    else:
        tables = codes("cp1252"), _characters(written), asked_before()
        whole = sorted(scan.COMPILED.untangle(text, *tables, _BEAM))
    exact = (found for _, found in whole if read(found.encode(written)) == text)
    return next(exact, whole[0][1] if whole else None)


def ways(text: str, written: str) -> list[tuple[float, str]]:
    """Return the likeliest texts that may have been read as `text`, with what they cost in bits.

    This is what the compiled loop does.
    """
    # By the bytes that wait for more and the last character: what it cost, and the text.
    states: dict[tuple[bytes, str], tuple[float, str]] = {(b"", " "): (0.0, "")}
    position = 0
    while position < len(text):
        if len(states) == 1 and text[position] < "\x80":
            # Of one way to have read the text so far ASCII makes no others.
            (((waiting, last), (cost, found)),) = states.items()
            if not waiting:
                beyond = _BEYOND.search(text, position)
                run = text[position : beyond.start() if beyond else len(text)]
                for each in run:
                    cost += pair_bits(last, each)
                    last = each
                states = {(b"", run[-1]): (cost, found + run)}
                position += len(run)
                continue
        char = text[position]
        position += 1
        grown: dict[tuple[bytes, str], tuple[float, str]] = {}
        for (waiting, last), (cost, found) in states.items():
            for data in _choices(char):
                step = _feed(waiting + data, written)
                if step is None:
                    continue
                chars, rest = step
                total, before = cost, last
                for each in chars:
                    total += pair_bits(before, each)
                    before = each
                key = rest, before
                if key not in grown or total < grown[key][0]:
                    grown[key] = total, found + chars
        if not grown:
            return []
        if len(grown) > _BEAM:
            grown = dict(sorted(grown.items(), key=lambda item: item[1][0])[:_BEAM])
        states = grown
    return [value for (waiting, _), value in states.items() if not waiting]


@cache
def _characters(written: str) -> array[int]:
    """What the compiled loop reads: the characters of all pairs of bytes, and of single ones behind them."""
    chars = array("I", bytes(4 * 0x10100))
    for first in range(0x100):
        chars[0x10000 + first] = _character(bytes((first,)), written)
    leads = bytes(first for first in range(1, 0x100) if not chars[0x10000 + first])
    # Each pair on a line of its own, which is a hundred times as fast as to ask for each; no pair holds a line end.
    lines = bytearray(b"\n" * (3 * 0x100 * len(leads)))
    lines[::3] = b"".join([bytes((lead,)) * 0x100 for lead in leads])
    lines[1::3] = bytes(range(0x100)).replace(b"\n", b"\r") * len(leads)
    pairs = lines.decode(written, "replace").split("\n")
    for place, lead in enumerate(leads):
        own = pairs[place << 8 : (place + 1) << 8]
        found = [ord(pair) if len(pair) == 1 and pair != "\ufffd" else 0 for pair in own]
        chars[lead << 8 : (lead + 1) << 8] = array("I", found)
    return chars


def _character(data: bytes, charset: str) -> int:
    try:
        return ord(data.decode(charset))
    except UnicodeDecodeError:
        return 0


@lru_cache(maxsize=4096)
def _choices(char: str) -> tuple[bytes, ...]:
    """The bytes that a character can have been read from."""
    if char < "\x80":
        return (char.encode(),)
    single = encode(char, "cp1252")
    try:
        longer = char.encode("utf-8")
    except UnicodeEncodeError:
        return ()
    return (single, longer) if single and single != b"\x1a" else (longer,)


@lru_cache(maxsize=1 << 15)
def _feed(data: bytes, charset: str) -> tuple[str, bytes] | None:
    """The characters that some bytes make, and the byte that waits for its second; or None."""
    text = ""
    while data:
        for size in (1, 2):
            try:
                text += data[:size].decode(charset)
            except UnicodeDecodeError:
                continue
            data = data[size:]
            break
        else:
            return (text, data) if len(data) == 1 and data >= b"\x81" else None
    return text, b""


def read(data: bytes) -> str:
    """Return bytes as such a decoder reads them.

    >>> read("déjà".encode() + "déjà".encode("cp1252"))
    'déjàdéjà'
    """
    return data.decode("utf-8", _AS_WESTERN)


def _as_western(error: UnicodeError) -> tuple[str, int]:
    """One byte that is not valid as windows-1252 has it; the next may be."""
    assert isinstance(error, UnicodeDecodeError)
    return decoding_table("cp1252")[error.object[error.start]], error.start + 1


#: How such a decoder deals with errors, under a name that is ours.
_AS_WESTERN = "cleantext.as_western"
codecs.register_error(_AS_WESTERN, _as_western)
