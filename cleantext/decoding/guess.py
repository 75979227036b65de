"""The likeliest legacy charset of some bytes, by what the model says of a sample of them."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cleantext.decoding import model
from cleantext.decoding.binary import looks_ebcdic

#: The sample: up to so many bytes from the first byte beyond ASCII on, and from later places.
_FIRST, _LATER, _PLACES = 2048, 512, 4
#: How much ASCII next to ASCII counts, in sixteenths: it tells of the language only.
_ASCII_WEIGHT = 6

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
    found = _single(model.single_byte(), looked_at.pieces)
    ascii_pairs, ascii_cost = found.ascii_pairs, found.ascii_cost
    ranked = found.readings
    if looks_ebcdic(looked_at.pieces[0]):
        ranked += _single(model.ebcdic(), looked_at.pieces, ascii_too=True).readings
    ranked += _multi(looked_at, ascii_cost / max(1, ascii_pairs))
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
    readings: list[Reading]
    ascii_pairs: int
    ascii_cost: float


def _single(scorer: model.Scorer, pieces: tuple[bytes, ...], ascii_too: bool = False) -> _Scored:
    """Score single-byte charsets; pairs of ASCII count for less, unless they are not ASCII."""
    counted = model.pairs(b" ".join(pieces))
    plain = [] if ascii_too else [p for p in counted.items() if not p[0] & 0x8080]
    high = [p for p in counted.items() if ascii_too or p[0] & 0x8080]
    costs: Sequence[float] = scorer.costs(high)
    if plain:
        ascii_costs = scorer.costs(plain)
        weight = _ASCII_WEIGHT / 16
        costs = [c + a * weight for c, a in zip(costs, ascii_costs, strict=True)]
        english = ascii_costs[0] * weight
    else:
        english = 0
    ranked = []
    for charset, (low, end) in zip(scorer.charsets, scorer.spans, strict=True):
        part = costs[low:end]
        best = min(part)
        ranked.append(
            Reading(best + charset.rarity * 10, charset.codec, charset.languages[part.index(best)])
        )
    return _Scored(ranked, sum(count for _, count in plain), english)


def _multi(looked_at: Sample, ascii_cost: float) -> list[Reading]:
    ranked = []
    pieces = [p for p in looked_at.pieces if len(p) > 3 or looked_at.whole]
    for codec, languages, rarity in model.MULTI_BYTE:
        texts = []
        for piece in pieces:
            text = piece.decode(codec, "replace")
            if not looked_at.whole and text.endswith("\ufffd"):
                text = text[:-1]
            texts.append(text)
        text = " ".join(texts)
        letters = len(text) - len(text.encode("ascii", "ignore"))
        base = ascii_cost * (len(text) - letters) + model.SWITCH * len(_SWITCH.findall(text))
        for language in languages:
            cost = base + rarity * 10 + model.han_cost(text, language)
            ranked.append(Reading(cost, codec, language))
    best: dict[str, Reading] = {}
    for reading in sorted(ranked):
        best.setdefault(reading.codec, reading)
    return list(best.values())
