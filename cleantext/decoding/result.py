"""What decoding gives back, and what it refuses with."""

from __future__ import annotations

from typing import NamedTuple


class BinaryData(ValueError):
    """The bytes are no text; the message, one line, names the kind of data."""


class Decoded(NamedTuple):
    """A text and how it was read from bytes.

    `text` has no byte order mark. `encoding` is a name that Python's codecs know. `certain` says
    whether a mark, an escape sequence or strict UTF-8 proved it; otherwise it is the likeliest
    reading, and `alternatives` names the next ones, likeliest first. `damaged` lists the spans
    (byte offsets) that no reading explains; in the text each has become U+FFFD, or what the error
    handler makes of it. `bom` says whether the bytes began with a byte order mark. `declared`
    repeats the charset that was declared, by the caller or by the data itself. `also` names the
    charset of those lines that are not in `encoding`, when a file mixes two.
    """

    text: str
    encoding: str
    certain: bool
    alternatives: tuple[str, ...] = ()
    damaged: tuple[tuple[int, int], ...] = ()
    bom: bool = False
    declared: str | None = None
    also: str | None = None
