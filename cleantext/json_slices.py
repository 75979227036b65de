r"""Where the values of a JSON object stand in its bytes, so that one can be changed alone.

>>> line = rb'{"id": 7, "text": "caf\u00c3\u00a9", "n": 1.50}'
>>> [(each.key, line[each.start:each.end]) for each in slices(line)]
[('id', b'7'), ('text', b'"caf\\u00c3\\u00a9"'), ('n', b'1.50')]
>>> replace(line, slices(line)[1], "caf\u00e9")
b'{"id": 7, "text": "caf\\u00e9", "n": 1.50}'
"""

from __future__ import annotations

import json
import re
from typing import NamedTuple

# Possessive, or the pattern would remember every character of a long string.
_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+"|[{}\[\]:,]', re.S)
_OPEN, _CLOSE = b"{[", b"}]"


class Slice(NamedTuple):
    """The value of `key`, from byte `start` to byte `end`; `is_text` says that it is a string."""

    key: str
    start: int
    end: int
    is_text: bool


def slices(line: bytes) -> list[Slice]:
    """Return the values of an object, those of nested objects as a whole.

    `line` must be a well-formed object in an encoding that ASCII is part of; what comes of one
    that is not has no meaning.
    """
    found: list[Slice] = []
    depth = 0
    key: str | None = None
    start = -1
    last = b""
    for token in _TOKEN.finditer(line):
        kind = token.group()[:1]
        if depth == 1 and kind in (b",", b"}") and key is not None and start >= 0:
            raw = line[start : token.start()]
            begin = start + len(raw) - len(raw.lstrip())
            end = start + len(raw.rstrip())
            found.append(Slice(key, begin, end, line[begin : begin + 1] == b'"'))
            key, start = None, -1
        if kind in _OPEN:
            depth += 1
        elif kind in _CLOSE:
            depth -= 1
        elif depth == 1:
            if kind == b'"' and key is None:
                last = token.group()
            elif kind == b":" and key is None:
                key, start = str(json.loads(last.decode("utf-8", "replace"))), token.end()
    return found


def text_of(line: bytes, place: Slice) -> str:
    """Return the string that a slice holds.

    Raises ValueError when it is none, or is not UTF-8.
    """
    found = json.loads(line[place.start : place.end].decode(), strict=False)
    if not isinstance(found, str):
        raise ValueError(f"{place.key} is no string")
    return found


def replace(line: bytes, place: Slice, text: str) -> bytes:
    """Return the line with another string in a slice, escaped as the line escapes."""
    own = line[place.start : place.end]
    escapes = own.isascii() and (b"\\u" in own or (b"\\u" in line and line.isascii()))
    value = json.dumps(text, ensure_ascii=escapes)
    try:
        data = value.encode()
    except UnicodeEncodeError:  # half a character can be written as an escape alone
        data = json.dumps(text).encode()
    return line[: place.start] + data + line[place.end :]
