"""The order of decisions from bytes to text.

A byte order mark; strict UTF-8, and within ASCII the escapes of ISO-2022 and HZ; UTF-8 that is
cut, damaged or mixed with other lines; UTF-16 and UTF-32 by their NUL bytes; a refusal of what is
no text; what was declared; what statistics say. UTF-8 comes before any declaration because text in
a legacy charset is hardly ever valid UTF-8 by chance, while declarations are often wrong.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable

from cleantext.decoding import binary, lenient
from cleantext.decoding.counts import decoded
from cleantext.decoding.result import BinaryData, Decoded

#: Byte order marks, the longer before the shorter that it begins with.
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_BOM_LEADS = frozenset(mark[0] for mark, _ in BOMS)


def decode(
    data: bytes,
    *,
    declared: str | None = None,
    candidates: Iterable[str] | None = None,
    errors: str = "replace",
) -> Decoded:
    """Return the text of `data` with the encoding that it was read by.

    `declared` is a charset label, or a header value that holds one. It is believed if the bytes
    decode strictly by it and are not UTF-8. `candidates` are the legacy charsets that come into
    question, by any name; all that cleantext knows when None. `errors` says what becomes of bytes
    that no reading explains: "replace" makes each U+FFFD, "strict" raises, "surrogateescape" and
    "backslashreplace" are as in Python. Nothing is ever dropped.

    >>> decode("déjà vu".encode("utf-8-sig")).bom
    True
    >>> decode("déjà vu".encode("utf-16")).text
    'déjà vu'
    >>> decode(b"caf\\xe9 au lait", declared="latin-1").text
    'café au lait'
    >>> decode("Der Bär, größer als der Fuchs".encode()[:-20]).damaged
    ()
    >>> decode("naïveté".encode()[:-1])
    Decoded(text='naïvet�', encoding='utf-8', certain=False, alternatives=(), damaged=((7, 8),), bom=False, declared=None, also=None)

    Raises BinaryData when the bytes are no text, UnicodeDecodeError when they are damaged and
    `errors` is "strict", LookupError for a candidate that is no charset, ValueError for another
    `errors`, and TypeError for what is not bytes.
    """
    if not isinstance(data, bytes):
        if not isinstance(data, (bytearray, memoryview)):
            raise TypeError(f"decode() reads bytes, not {type(data).__name__}")
        data = bytes(data)
    if errors not in lenient.ERRORS:
        raise ValueError(f"errors must be one of {', '.join(lenient.ERRORS)}, not {errors!r}")
    if data and data[0] in _BOM_LEADS:
        marked = _marked(data, declared, candidates, errors)
        if marked:
            return marked
    try:
        text = decoded(data)
    except UnicodeDecodeError as error:
        from cleantext.decoding.beyond import beyond_utf8

        return beyond_utf8(data, error.start, declared, candidates, errors)
    ascii_only = text.isascii()
    if b"\0" in data or _has_controls(data):
        return _with_nuls(data, text, declared, errors)
    if ascii_only and (
        declared is not None
        or b"\x1b" in data
        or b"~" in data
        or data[:1] == b"%"
        or data.count(b"@", 0, 256) * 20 > min(256, len(data))
    ):
        return _seven_bit(data, text, declared, errors)
    return Decoded(text, "ascii" if ascii_only else "utf-8", True, declared=declared)


def _marked(
    data: bytes, declared: str | None, candidates: Iterable[str] | None, errors: str
) -> Decoded | None:
    """The reading that a byte order mark announces, if the rest bears it out."""
    found_mark = next((pair for pair in BOMS if data.startswith(pair[0])), None)
    if found_mark is None:
        return None
    mark, encoding = found_mark
    rest = data[len(mark) :]
    if encoding == "utf-8":
        from cleantext.decoding.beyond import decode_by_line

        # Whatever the rest is, the mark is UTF-8's; lines after it may still be something else.
        found = decode_by_line(rest, declared, candidates, errors)
        damaged = lenient.shift(found.damaged, len(mark))
        return found._replace(certain=not damaged and not found.also, damaged=damaged, bom=True)
    from cleantext.decoding.wide import BROKEN, is_sound

    text, damaged = lenient.decode(rest, encoding, errors)
    if rest and encoding != "gb18030" and not is_sound(text[:2048], 0.1, BROKEN):
        return None
    return Decoded(
        text, encoding, not damaged, (), lenient.shift(damaged, len(mark)), True, declared
    )


def _has_controls(data: bytes) -> bool:
    """Whether the first bytes hold so many controls that this can hardly be text."""
    head = data[:1024]
    found = binary.controls(head)
    return found * 16 > len(head) and found > 2


def _with_nuls(data: bytes, text: str, declared: str | None, errors: str) -> Decoded:
    """Sound UTF-8 but for NUL bytes or other controls: UTF-16, a text with a few, or no text."""
    from cleantext.decoding import wide

    encoding = wide.guess(data) or wide.declared_wide(data, declared)
    if encoding:
        read, damaged = lenient.decode(data, encoding, errors)
        return Decoded(read, encoding, False, (), damaged, False, declared)
    kind = binary.signed(data)
    content = text.rstrip("\0")
    others = binary.controls(binary.sample(data)) - binary.sample(data).count(0)
    if (
        kind
        or not content
        or content.count("\0") * 20 > len(content)
        or (others > 15 and others * 5 > len(content))
    ):
        raise BinaryData(f"binary data: {kind or 'it holds control characters'}")
    return Decoded(text, "ascii" if text.isascii() else "utf-8", True, declared=declared)


def _seven_bit(data: bytes, text: str, declared: str | None, errors: str) -> Decoded:
    """ASCII that may be more: ISO-2022, HZ, or what was declared and is no superset of ASCII."""
    from cleantext.decoding import escapes
    from cleantext.decoding.declared import codec

    name = codec(declared) if declared else None
    if name and name.startswith(("iso2022", "hz", "utf-7")):
        try:
            return Decoded(data.decode(name), name, False, declared=declared)
        except UnicodeDecodeError:
            pass
    head = data[:256]
    if b" " not in head and binary.looks_ebcdic(head):
        from cleantext.decoding.legacy import read_ebcdic

        found = read_ebcdic(data, declared)
        if found:
            return found
    kind = binary.in_ascii(data)
    if kind:
        raise BinaryData(f"binary data: {kind}")
    name = escapes.guess(data)
    if name:
        text, damaged = lenient.decode(data, name, errors)
        return Decoded(text, name, not damaged, (), damaged, False, declared)
    return Decoded(text, "ascii", True, declared=declared)
