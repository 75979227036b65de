"""Which legacy charset: what was declared, then what statistics say.

Asked only about bytes that are neither UTF-8 nor wide, and are text.
"""

from __future__ import annotations

from collections.abc import Iterable

from cleantext.decoding import lenient
from cleantext.decoding.result import BinaryData, Decoded


def read(
    data: bytes,
    declared: str | None,
    candidates: Iterable[str] | None,
    errors: str,
    *,
    beside: str = "",
) -> Decoded:
    """Return the text of `data` by the charset declared, or by the likeliest of `candidates`.

    `beside` is text known to stand beside `data`, in the same language as far as one can tell.

    Raises what `decode` raises.
    """
    from cleantext.decoding.declared import within

    label = declared
    if label is None:
        label = within(data)
    if label is not None:
        found = _by_label(data, label)
        if found:
            return found
    from charset_normalizer import from_bytes

    matches = from_bytes(data)
    best = matches.best()
    if best is None:
        raise BinaryData("binary data: no charset explains it")
    text, damaged = lenient.decode(data, best.encoding, errors)
    return Decoded(text, best.encoding, False, (), damaged, False, label)


#: U+0080 to U+009F, which text in ISO 8859 does not hold: files labelled so are in a superset.
_C1 = dict.fromkeys(range(0x80, 0xA0))


def _by_label(data: bytes, label: str) -> Decoded | None:
    from cleantext.decoding.declared import codec, readings

    name = codec(label)
    if name is None or name == "utf-8" or name.startswith(("utf-16", "utf-32")):
        return None
    fallback = None
    for reading in readings(name):
        try:
            text = data.decode(reading)
        except UnicodeDecodeError:
            continue
        found = Decoded(text, reading, False, declared=label)
        if name.startswith("iso8859") and len(text.translate(_C1)) < len(text):
            fallback = fallback or found
            continue
        return found
    return fallback
