"""The order of decisions where bytes are no UTF-8 from end to end: half of `ladder`, and loaded when there is need."""

from __future__ import annotations

from collections.abc import Iterable

from cleantext.decoding import binary, counts, lenient, utf8, wide
from cleantext.decoding.legacy import read
from cleantext.decoding.result import BinaryData, Decoded
from cleantext.decoding.strict import strict


def beyond_utf8(
    data: bytes,
    wrong: int,
    declared: str | None,
    candidates: Iterable[str] | None,
    errors: str,
) -> Decoded:
    """Return what bytes are that are no UTF-8 at `wrong`, where nothing is wrong before.

    Other arguments and errors are as for `ladder.decode`.
    """
    encoding = wide.declared_wide(data, declared) or (wide.guess(data) if b"\0" in data else None)
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
    return read(data, declared, candidates, errors)


def decode_by_line(
    data: bytes, declared: str | None, candidates: Iterable[str] | None, errors: str
) -> Decoded:
    """Return UTF-8 that is damaged, or has lines in a legacy charset among its own.

    For bytes that are known to be UTF-8 in the main; arguments and errors are as for `ladder.decode`.
    """
    stretches = utf8.split(data)
    others = b"".join(stretch.data for stretch in stretches if stretch.legacy)
    also = None
    if others:
        sound = "".join(s.data.decode("utf-8", "ignore") for s in stretches if not s.legacy)
        also = read(others, None, candidates, "replace", beside=sound).encoding
    pieces: list[str] = []
    damaged: list[lenient.Span] = []
    for start, stretch, legacy in stretches:
        encoding = also if legacy and also else "utf-8"
        text = strict(stretch, encoding)
        if text is None:
            text, spans = lenient.decode(stretch, encoding, errors)
            damaged += lenient.shift(spans, start)
        pieces.append(text)
    return Decoded("".join(pieces), "utf-8", False, (), tuple(damaged), False, declared, also)
