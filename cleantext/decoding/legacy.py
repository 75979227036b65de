"""Which legacy charset: what was declared, then what statistics say.

Asked only about bytes that are neither UTF-8 nor wide, and are text.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable

from cleantext.decoding import declared as labels
from cleantext.decoding import lenient
from cleantext.decoding.charsets import EBCDIC
from cleantext.decoding.guess import Reading, readings
from cleantext.decoding.result import Decoded
from cleantext.decoding.strict import strict


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
    label = declared
    if label is None:
        label = labels.within(data)
    if label is not None:
        found = _by_label(data, label)
        if found:
            return found
    ranked = readings(data, candidates, beside, _OFFERED)
    alternatives = tuple(reading.codec for reading in ranked)
    found = _strict(data, ranked)
    if found is None and candidates is None:
        found = _second_opinion(data)
    best = found.encoding if found else ranked[0].codec
    text, damaged = (found.text, ()) if found else lenient.decode(data, best, errors)
    alternatives = tuple(name for name in alternatives if name != best)
    return Decoded(text, best, False, alternatives, damaged, False, label)


#: How many readings are tried strictly and offered as alternatives.
_OFFERED = 4
#: What a whole text that does not decode must be likelier by (tenths of a nat) than one that does.
_DAMAGE = 220


def _strict(data: bytes, ranked: list[Reading]) -> Decoded | None:
    """What the likeliest codec that decodes all of `data` makes of it, if it is not much less likely."""
    for reading in ranked:
        if reading.cost > ranked[0].cost + _DAMAGE:
            break
        text = strict(data, reading.codec)
        if text is not None:
            return Decoded(text, reading.codec, False)
    return None


def _second_opinion(data: bytes) -> Decoded | None:
    """What charset-normalizer makes of bytes that no charset of the model explains without loss.

    It is believed about charsets that the model does not know, such as the later editions of JIS;
    of the others the model has seen more text.
    """
    from charset_normalizer import from_bytes

    from cleantext.decoding.charsets import EBCDIC, MULTI_BYTE, SINGLE_BYTE

    known = {codecs.lookup(each.codec).name for each in (*SINGLE_BYTE, *EBCDIC)}
    known |= {codecs.lookup(codec).name for codec, *_ in MULTI_BYTE}
    for match in from_bytes(data):
        name = codecs.lookup(match.encoding).name
        if codecs.lookup(labels.SUPERSETS.get(name, name)).name in known:
            continue
        try:
            return Decoded(data.decode(name), name, False)
        except UnicodeDecodeError:
            continue
    return None


def read_ebcdic(data: bytes, declared: str | None) -> Decoded | None:
    """Return the text of seven-bit `data` if it is likelier in EBCDIC than in ASCII, or None.

    Hebrew in EBCDIC stays within seven bits.
    """
    best = readings(data, most=1)[0].codec
    if best not in {charset.codec for charset in EBCDIC}:
        return None
    try:
        return Decoded(data.decode(best), best, False, declared=declared)
    except UnicodeDecodeError:
        return None


#: U+0080 to U+009F, which text in ISO 8859 does not hold: files labelled so are in a superset.
_C1 = dict.fromkeys(range(0x80, 0xA0))


def _by_label(data: bytes, label: str) -> Decoded | None:
    name = labels.codec(label)
    if name is None or name == "utf-8" or name.startswith(("utf-16", "utf-32")):
        return None
    fallback = None
    for reading in labels.readings(name):
        text = strict(data, reading)
        if text is None:
            continue
        found = Decoded(text, reading, False, declared=label)
        if name.startswith("iso8859") and len(text.translate(_C1)) < len(text):
            fallback = fallback or found
            continue
        return found
    return fallback
