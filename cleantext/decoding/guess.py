"""The likeliest legacy charset of some bytes, by what the model says of a sample of them."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cleantext.decoding import model
from cleantext.decoding.binary import looks_ebcdic

#: The sample: up to so many bytes from the first byte beyond ASCII on, and from later places.
_FIRST, _LATER, _PLACES = 1536, 384, 4
#: How much ASCII next to ASCII counts, in sixteenths: it tells of the language only.
_ASCII_WEIGHT = 6

#: Of ASCII, only so many of the commonest pairs.
_ASCII_PAIRS = 160
#: A reading whose cost is so much above the best is given up; asked after every so many characters.
_HOPELESS, _STEP = 400, 256

_HIGH = re.compile(rb"[\x80-\xff]")
_ASCII = bytes(range(0x80))
_SWITCH = re.compile(r"[A-Za-z](?=[^\x00-\x7f])|[^\x00-\x7f](?=[A-Za-z])")


class Reading(NamedTuple):
    """A charset and what the sample costs when read by it, in tenths of a nat."""

    cost: float
    codec: str
    language: str


class Sample(NamedTuple):
    """Pieces of some bytes that say most about their charset, each beginning on a character."""

    pieces: tuple[bytes, ...]
    whole: bool


def sample(data: bytes) -> Sample:
    """Return what to look at: from the first byte beyond ASCII, and at later places like it.

    A piece begins after a space or a line end, where characters of all charsets begin; and every
    byte beyond ASCII that occurs in `data` occurs in some piece, with its neighbours.
    """
    if len(data) <= _FIRST + _LATER * _PLACES:
        return Sample((data,), True)
    found = _HIGH.search(data)
    first = _back(data, found.start() if found else 0)
    pieces = [data[first : first + _FIRST]]
    position = first + _FIRST
    stride = max(_LATER, (len(data) - position) // _PLACES)
    while position < len(data):
        found = _HIGH.search(data, position)
        if not found:
            break
        start = max(position, _back(data, found.start()))
        white = max(data.find(b"\n", start, start + _LATER), data.find(b" ", start, start + 64))
        if white >= 0:
            pieces.append(data[white + 1 : white + 1 + _LATER])
        position = max(position + stride, found.start() + _LATER)
    missing = set(data.translate(None, _ASCII + b"".join(pieces)))
    for byte in missing:
        place = data.index(byte)
        pieces.append(data[max(0, place - 1) : place + 2])
    return Sample(tuple(pieces), False)


def _back(data: bytes, place: int) -> int:
    """The beginning of the line of `place`, or of what stands 64 bytes before."""
    low = max(0, place - 64)
    return max(low, data.rfind(b"\n", low, place) + 1)


def readings(
    data: bytes, candidates: Iterable[str] | None = None, beside: str = ""
) -> list[Reading]:
    """Return the readings of `data`, the likeliest first, each charset once.

    `candidates` restricts them, by any name of a codec. `beside` is text that stands beside the
    data: a charset that cannot hold its letters is less likely.

    Raises LookupError for a candidate that is no charset.
    """
    allowed = None
    if candidates is not None:
        allowed = {codecs.lookup(name).name for name in candidates}
    looked_at = sample(data)
    scored = _single(model.single_byte(), looked_at.pieces)
    ranked = scored.readings
    if looks_ebcdic(looked_at.pieces[0]):
        ranked += _single(model.ebcdic(), looked_at.pieces, ascii_too=True).readings
    ranked += _multi(looked_at, scored.ascii_cost, min(ranked).cost)
    if allowed is not None:
        ranked = [r for r in ranked if codecs.lookup(r.codec).name in allowed]
    if beside:
        letters = "".join({c for c in beside[:20000] if c > "\x7f" and c.isalpha()})
        ranked = [r._replace(cost=r.cost + _missing(letters, r.codec)) for r in ranked]
    ranked.sort()
    return ranked


def _missing(letters: str, codec: str) -> float:
    """The cost of letters that a charset cannot write, though the text needs them."""
    lost = len(letters) - len(letters.encode(codec, "ignore").decode(codec, "ignore"))
    return 300 * lost / max(1, len(letters))


class _Scored(NamedTuple):
    """The readings in single-byte charsets; what a character of ASCII costs in English."""

    readings: list[Reading]
    ascii_cost: float


def _single(scorer: model.Scorer, pieces: tuple[bytes, ...], ascii_too: bool = False) -> _Scored:
    """Score single-byte charsets; pairs of ASCII count for less, unless they are not ASCII."""
    counted = model.pairs(b" ".join(pieces))
    high = [p for p in counted.items() if ascii_too or p[0] & 0x8080]
    costs: Sequence[float] = scorer.costs(high)
    english = 0.0
    if not ascii_too:
        plain = [p for p in counted.most_common(_ASCII_PAIRS) if not p[0] & 0x8080]
        ascii_costs = scorer.costs(plain)
        weight = _ASCII_WEIGHT / 16
        costs = [c + a * weight for c, a in zip(costs, ascii_costs, strict=True)]
        english = ascii_costs[0] * weight / max(1, sum(count for _, count in plain))
    ranked = []
    for (codec, _, languages, rarity), (low, end) in zip(
        scorer.charsets, scorer.spans, strict=True
    ):
        part = costs[low:end]
        best = min(part)
        ranked.append(Reading(best + rarity * 10, codec, languages[part.index(best)]))
    return _Scored(ranked, english)


def _multi(looked_at: Sample, ascii_cost: float, best: float) -> list[Reading]:
    """Score charsets of several bytes a character, but those that are far from the best."""
    limit = best + _HOPELESS
    pieces = [p for p in looked_at.pieces if len(p) > 3 or looked_at.whole]
    ranked = []
    for codec, languages, rarity in model.MULTI_BYTE:
        text = " ".join([_decoded(piece, codec, looked_at.whole) for piece in pieces])
        found: Reading | None = None
        for language in languages:
            cost = rarity * 10
            for start in range(0, len(text), _STEP):
                cost += model.han_cost(text[start : start + _STEP], language, ascii_cost)
                if cost > limit:
                    break
            else:
                cost += model.SWITCH * len(_SWITCH.findall(text))
                reading = Reading(cost, codec, language)
                found = min(found, reading) if found else reading
        if found:
            ranked.append(found)
    return ranked


def _decoded(piece: bytes, codec: str, whole: bool) -> str:
    text = piece.decode(codec, "replace")
    # A character that the end of the sample cuts short is no error.
    return text[:-1] if not whole and text.endswith("\ufffd") else text
