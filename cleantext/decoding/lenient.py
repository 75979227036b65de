"""Decoding that survives damage and says where it was.

Python's `errors="replace"` keeps no account of what it replaced. The handler here does, in one
pass however many errors there are.
"""

from __future__ import annotations

import codecs
import threading

#: What may be made of bytes that cannot be decoded. Nothing may drop them: there is no "ignore".
ERRORS = ("replace", "strict", "surrogateescape", "backslashreplace")

Span = tuple[int, int]

_HANDLER = "cleantext.damage"


class _Call(threading.local):
    """What the handler needs to know of the call that it serves."""

    spans: list[Span]
    errors = "replace"
    utf8 = False


_call = _Call()


def _handle(error: UnicodeError) -> tuple[str | bytes, int]:
    assert isinstance(error, UnicodeDecodeError)
    start, end = error.start, error.end
    if _call.utf8:
        repaired, end = _utf8_form(error.object, start, end)
        if repaired is not None:
            return repaired, end
    _call.spans.append((start, end))
    if _call.errors == "replace":
        return "\ufffd", end
    bad = UnicodeDecodeError(error.encoding, error.object[start:end], 0, end - start, error.reason)
    replacement, _ = codecs.lookup_error(_call.errors)(bad)
    return replacement, end


codecs.register_error(_HANDLER, _handle)


def decode(data: bytes, encoding: str, errors: str = "replace") -> tuple[str, tuple[Span, ...]]:
    """Return the text of `data` read by `encoding`, and the spans (in bytes) that do not decode.

    Spans that touch stay apart: each is one character of the text under `errors="replace"`.

    >>> decode(b"caf\\xc3\\xa9 \\xc3 ok", "utf-8")
    ('café � ok', ((6, 7),))
    >>> decode(b"all well", "utf-8")
    ('all well', ())

    Two forms that other programs write for UTF-8 are read as what they mean: a pair of encoded
    surrogates (CESU-8), and 0xC0 0x80 for U+0000 (Java). Other overlong forms are damage.

    >>> decode(b"\\xed\\xa0\\xbd\\xed\\xb8\\x80", "utf-8")
    ('😀', ())

    Raises UnicodeDecodeError under `errors="strict"`, LookupError for an unknown encoding.
    """
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError:
        if errors == "strict":
            raise
    _call.spans = []
    _call.errors = errors
    _call.utf8 = encoding == "utf-8"
    text = data.decode(encoding, _HANDLER)
    return text, tuple(_call.spans)


def shift(spans: tuple[Span, ...], offset: int) -> tuple[Span, ...]:
    """Return `spans` moved on by `offset` bytes."""
    return tuple((start + offset, end + offset) for start, end in spans) if offset else spans


def _utf8_form(data: bytes, start: int, end: int) -> tuple[str | None, int]:
    """The character that an irregular UTF-8 form at `start` means, if one; and where it ends."""
    lead = data[start]
    if lead == 0xED:
        pair = data[start : start + 6]
        if len(pair) == 6 and 0xA0 <= pair[1] < 0xB0 and pair[3] == 0xED and 0xB0 <= pair[4] < 0xC0:
            units = pair.decode("utf-8", "surrogatepass") if _tails(pair) else ""
            if len(units) == 2:
                return units.encode("utf-16", "surrogatepass").decode("utf-16"), start + 6
        size = 3 if len(pair) > 1 and 0xA0 <= pair[1] < 0xC0 else 1
    elif lead in (0xC0, 0xC1):
        if data[start + 1 : start + 2] == b"\x80" and lead == 0xC0:
            return "\0", start + 2
        size = 2
    elif lead == 0xE0:
        size = 3
    elif lead == 0xF0:
        size = 4
    else:
        return None, end
    # One overlong form, or one half of a surrogate pair, is one damaged character.
    form = data[start + 1 : start + size]
    if len(form) == size - 1 and all(0x80 <= byte < 0xC0 for byte in form):
        return None, start + size
    return None, end


def _tails(pair: bytes) -> bool:
    return 0x80 <= pair[2] < 0xC0 and 0x80 <= pair[5] < 0xC0
