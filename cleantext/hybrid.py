"""Undoing decoders that read UTF-8 where the bytes happen to be valid, and windows-1252 where not.

Such a decoder makes one character of two or three bytes here and there, so a text cannot simply be
turned back: a `°` may have been the byte B0 or the bytes C2 B0. Every character is taken for either,
and the likeliest text that `read` reads in this very way is the answer; failing that, the likeliest,
for decoders differ in how they go on after a byte that is not valid.
"""

from __future__ import annotations

from functools import lru_cache

from cleantext.charmaps import decoding_table, encode
from cleantext.language import pair_bits
from cleantext.lazy import pattern

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
            return None
        if len(grown) > _BEAM:
            grown = dict(sorted(grown.items(), key=lambda item: item[1][0])[:_BEAM])
        states = grown
    whole = sorted(value for (waiting, _), value in states.items() if not waiting)
    exact = (found for _, found in whole if read(found.encode(written)) == text)
    return next(exact, whole[0][1] if whole else None)


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
    western = decoding_table("cp1252")
    pieces = []
    start = 0
    while start < len(data):
        try:
            pieces.append(data[start:].decode("utf-8"))
            break
        except UnicodeDecodeError as error:
            bad = start + error.start
            pieces += [data[start:bad].decode("utf-8"), western[data[bad]]]
            start = bad + 1
    return "".join(pieces)
