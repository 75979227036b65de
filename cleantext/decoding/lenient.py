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
        meant = _utf8_form(error.object, start)
        if meant:
            return meant
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
    surrogates (CESU-8), and 0xC0 0x80 for U+0000 (Java). Other overlong forms are damage, for they
    have been a way to smuggle characters past filters.

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


class Incremental:
    """Decodes a stream piece by piece; a character may be cut between two pieces.

    `offset` is how many bytes came before the stream's first.
    """

    def __init__(self, encoding: str, errors: str = "replace", offset: int = 0) -> None:
        self._encoding = encoding
        self._errors = errors
        handler = "strict" if errors == "strict" else _HANDLER
        self._decoder = codecs.getincrementaldecoder(encoding)(handler)
        self._start = offset

    def decode(self, data: bytes, *, final: bool = False) -> tuple[str, tuple[Span, ...]]:
        """Return the text of the next bytes, and the spans of the stream that do not decode.

        Raises UnicodeDecodeError under `errors="strict"`.
        """
        _call.spans = []
        _call.errors = self._errors
        _call.utf8 = self._encoding == "utf-8"
        before = self._decoder.getstate()
        kept = len(before[0])
        try:
            text = self._decoder.decode(data, final)
        except UnicodeDecodeError:
            raise
        except UnicodeError:
            # An escape sequence that does not end overflows what Python's decoders keep for later;
            # as the end of the data it is damage like any other.
            _call.spans = []
            self._decoder.setstate(before)
            text = self._decoder.decode(data, True)
        spans = shift(tuple(_call.spans), self._start - kept)
        self._start += len(data)
        return text, spans


def shift(spans: tuple[Span, ...], offset: int) -> tuple[Span, ...]:
    """Return `spans` moved on by `offset` bytes."""
    return tuple((start + offset, end + offset) for start, end in spans) if offset else spans


def _utf8_form(data: bytes, start: int) -> tuple[str, int] | None:
    """The character that an irregular UTF-8 form at `start` means, if any, and where it ends."""
    if data[start : start + 2] == b"\xc0\x80":
        return "\0", start + 2
    pair = data[start : start + 6]
    if len(pair) == 6 and pair[0] == pair[3] == 0xED and 0xA0 <= pair[1] < 0xB0 <= pair[4] < 0xC0:
        units = pair.decode("utf-8", "surrogatepass") if _tails(pair) else ""
        if units:
            return units.encode("utf-16", "surrogatepass").decode("utf-16"), start + 6
    return None


def _tails(pair: bytes) -> bool:
    return 0x80 <= pair[2] < 0xC0 and 0x80 <= pair[5] < 0xC0
