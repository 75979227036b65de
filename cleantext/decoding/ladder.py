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
        return _beyond_utf8(data, error.start, declared, candidates, errors)
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

    encoding = wide.guess(data) or _wide_declared(data, declared)
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


def _wide_declared(data: bytes, declared: str | None) -> str | None:
    """The declared encoding if it is UTF-16 or UTF-32 and the bytes bear it out."""
    from cleantext.decoding import wide
    from cleantext.decoding.declared import codec

    name = codec(declared) if declared else None
    if name is None or not name.startswith(("utf-16", "utf-32")):
        return None
    try:
        return name if wide.is_sound(data.decode(name)) else None
    except UnicodeDecodeError:
        return None


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


def _beyond_utf8(
    data: bytes,
    wrong: int,
    declared: str | None,
    candidates: Iterable[str] | None,
    errors: str,
) -> Decoded:
    """What bytes are that are no UTF-8 at `wrong`, where nothing is wrong before."""
    from cleantext.decoding import counts, utf8, wide

    encoding = _wide_declared(data, declared) or (wide.guess(data) if b"\0" in data else None)
    if encoding:
        text, damaged = lenient.decode(data, encoding, errors)
        return Decoded(text, encoding, False, (), damaged, False, declared)
    kind = binary.signed(data)
    if kind:
        raise BinaryData(f"binary data: {kind}")
    encoding = wide.guess_han(data) if declared is None else None
    if encoding:
        text, damaged = lenient.decode(data, encoding, errors)
        return Decoded(text, encoding, False, (), damaged, False, declared)
    if utf8.is_cut(data, wrong) or utf8.is_irregular(data, wrong):
        text, damaged = lenient.decode(data, "utf-8", errors)
        return Decoded(text, "utf-8", False, (), damaged, False, declared)
    # A large file of noise has characters of UTF-8 too.
    kind = binary.unsigned(data)
    if kind:
        raise BinaryData(f"binary data: {kind}")
    found = counts.utf8(data)
    if utf8.is_damaged(data, found) or utf8.is_mixed(data, found):
        return decode_by_line(data, declared, candidates, errors)
    from cleantext.decoding.legacy import read

    return read(data, declared, candidates, errors)


def decode_by_line(
    data: bytes, declared: str | None, candidates: Iterable[str] | None, errors: str
) -> Decoded:
    """Return UTF-8 that is damaged, or has lines in a legacy charset among its own.

    For bytes that are known to be UTF-8 in the main; arguments and errors are as for `decode`.
    """
    from cleantext.decoding.legacy import read
    from cleantext.decoding.utf8 import split

    stretches = split(data)
    others = b"".join(stretch.data for stretch in stretches if stretch.legacy)
    also = None
    if others:
        sound = "".join(s.data.decode("utf-8", "ignore") for s in stretches if not s.legacy)
        also = read(others, None, candidates, "replace", beside=sound).encoding
    pieces: list[str] = []
    damaged: list[lenient.Span] = []
    for start, stretch, legacy in stretches:
        text, spans = lenient.decode(stretch, also if legacy and also else "utf-8", errors)
        pieces.append(text)
        damaged += lenient.shift(spans, start)
    return Decoded("".join(pieces), "utf-8", False, (), tuple(damaged), False, declared, also)
