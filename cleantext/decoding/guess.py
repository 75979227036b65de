"""The likeliest legacy charset of some bytes, by what the model says of a sample of them."""

from __future__ import annotations

import codecs
import re
import sys
from array import array
from collections.abc import Iterable
from functools import cache, partial
from operator import getitem, itemgetter
from typing import NamedTuple

from cleantext.decoding import model
from cleantext.decoding.binary import looks_ebcdic
from cleantext.decoding.counts import cheapest, dense, pairs, strange
from cleantext.decoding.declared import SUPERSETS

#: How many bytes the sample holds, half of them from the first byte beyond ASCII on, the others
#: from later places: of text with few such bytes, and of text with many.
_SPARSE, _DENSE, _PLACES = 3072, 1024, 4
#: How much ASCII next to ASCII counts, in eighths: it tells of the language only.
_ASCII_WEIGHT = 4

#: Of ASCII, only so many of the commonest pairs.
_ASCII_PAIRS = 160
#: A reading whose cost is so much above the best is given up; asked after every so many characters.
_HOPELESS, _STEP = 400, 96
#: And before all of it is decoded, of so many bytes of those beyond ASCII.
_HEAD = 192

#: What it costs that a letter of another script stands beside a Latin one, and where it does.
_CROSSING = 60
_OTHER = "\u0370-\u03ff\u0400-\u052f\u0530-\u10ff\ufb1d-\ufdff\ufe70-\ufefc\uff66-\uff9f"
_OTHERS = re.compile(f"[{_OTHER}]")
#: Written so that the search for its first letter is a fast one.
_LATIN = re.compile("[A-Za-z][A-Za-z]*")

_HIGH = re.compile(rb"[\x80-\xff]")
_ASCII = bytes(range(0x80))
_NO_LETTERS = bytes(byte for byte in range(0x100) if not chr(byte).isalpha() or byte >= 0x80)


class Reading(NamedTuple):
    """A charset and what the sample costs when read by it, in tenths of a nat."""

    cost: float
    codec: str
    language: str


_COST = itemgetter(0)
_READING = partial(tuple.__new__, Reading)


class Sample(NamedTuple):
    """Pieces of some bytes, a space between, and how many of them may end within a character."""

    data: bytes
    cut: int


def sample(data: bytes) -> Sample:
    """Return what to look at: from the first byte beyond ASCII, and at later places like it.

    A piece begins after a space or a line end, where characters of all charsets begin; and every
    byte beyond ASCII that occurs in `data` occurs in some piece, with its neighbours.
    """
    if len(data) <= _DENSE:
        return Sample(data, 0)
    found = _HIGH.search(data)
    place = found.start() if found else 0
    # Where most bytes are beyond ASCII, fewer tell as much.
    near = data[place : place + 256]
    share = _SPARSE if len(near.translate(None, _ASCII)) * 3 < len(near) else _DENSE
    if len(data) <= share:
        return Sample(data, 0)
    first = _back(data, place)
    position = first + share // 2
    pieces = [data[first:position]]
    length = share // (2 * _PLACES)
    stride = max(length, (len(data) - position) // _PLACES)
    while position < len(data):
        found = _HIGH.search(data, position)
        if not found:
            break
        start = max(position, _back(data, found.start()))
        white = max(data.find(b"\n", start, start + length), data.find(b" ", start, start + 64))
        if white >= 0:
            pieces.append(data[white + 1 : white + 1 + length])
        position = max(position + stride, found.start() + length)
    cut = sum(1 for piece in pieces if piece[-1:] >= b"\x80" and not data.endswith(piece))
    seen = b"".join(pieces)
    if looks_ebcdic(seen[:512]):
        # Where ASCII is not ASCII, its rare bytes tell charsets apart as well.
        rest = [*map(data.index, sorted(set(data.translate(None, seen))))]
    else:
        rest = strange(data, seen)
    pieces += [data[max(0, place - 1) : place + 2] for place in rest]
    return Sample(b" ".join(pieces), cut)


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

    Raises LookupError for a candidate that is no charset, ValueError when there is none.
    """
    allowed = None if candidates is None else _codecs(candidates)
    looked_at = sample(data)
    scored = _single(model.single_byte(), looked_at.data)
    ranked, best = scored.readings, scored.least
    if looks_ebcdic(looked_at.data[:512]):
        other = _single(model.ebcdic(), looked_at.data, any_byte=True)
        ranked, best = ranked + other.readings, min(best, other.least)
    runs = dense(looked_at.data)
    ranked += _multi(runs, looked_at.cut, scored, best)
    if allowed is not None:
        known = {codecs.lookup(r.codec).name: r for r in ranked}
        worst = max(ranked).cost
        # Of charsets that the model does not know, all that can be said is whether they decode.
        ranked = [known.get(name) or Reading(worst + 1, name, "") for name in allowed]
    if beside:
        letters = "".join({c for c in beside[:20000] if c > "\x7f" and c.isalpha()})
        ranked = [r._replace(cost=r.cost + _missing(letters, r.codec)) for r in ranked]
    return _uncrossed(ranked, looked_at.data, runs)


def _uncrossed(ranked: list[Reading], data: bytes, runs: bytes) -> list[Reading]:
    """The readings in order, the first of them charged for words of two scripts.

    `runs` is what stands beyond ASCII in `data`, with its neighbours.

    The model sees a letter and the one before it; that Latin letters go on behind a strange one, as
    they do around the accents of names, is what it does not see.
    """
    waiting = sorted(ranked, key=_COST)
    charged: set[str] = set()
    # Where no letter of ASCII is a neighbour, ASCII being ASCII, nothing crosses.
    apart = () if runs.translate(None, _NO_LETTERS) else model.single_byte().codecs
    while (first := waiting[0]).codec not in charged:
        charged.add(first.codec)
        cost = 0
        if first.codec not in apart and _may_cross(first.codec):
            cost = _CROSSING * _crossings(data.decode(first.codec, "ignore"))
        if cost:
            waiting[0] = first._replace(cost=first.cost + cost)
            waiting.sort(key=_COST)
    return waiting


def _crossings(text: str) -> int:
    """How often a letter of ASCII and one of another script stand side by side."""
    beside: list[str] = []
    for found in _LATIN.finditer(text):
        start, end = found.span()
        beside += (text[max(0, start - 1) : start], text[end : end + 1])
    return len(_OTHERS.findall("".join(beside)))


@cache
def _may_cross(codec: str) -> bool:
    """Whether a charset can write letters beside Latin ones that cross into another script."""
    if any(codec == wide for wide, *_ in model.MULTI_BYTE):
        return True
    return _OTHERS.search(bytes(range(256)).decode(codec, "ignore")) is not None


def _codecs(candidates: Iterable[str]) -> list[str]:
    """The names of the codecs that are meant, each by its superset that the model knows."""
    names = [codecs.lookup(name).name for name in candidates]
    if not names:
        raise ValueError("no candidates to choose from")
    return list(dict.fromkeys(codecs.lookup(SUPERSETS.get(name, name)).name for name in names))


def _missing(letters: str, codec: str) -> float:
    """The cost of letters that a charset cannot write, though the text needs them."""
    lost = len(letters) - len(letters.encode(codec, "ignore").decode(codec, "ignore"))
    return 300 * lost / max(1, len(letters))


class _Scored(NamedTuple):
    """The readings in single-byte charsets, and the least that one costs; what all ASCII costs in
    English, and one character.
    """

    readings: list[Reading]
    least: float
    ascii_cost: float
    ascii_mean: float


def _single(scorer: model.Scorer, data: bytes, any_byte: bool = False) -> _Scored:
    """Score single-byte charsets; pairs of ASCII count for less, where it is ASCII."""
    counted, plain = pairs(data, 0x10000 if any_byte else _ASCII_PAIRS)
    if any_byte:
        counted, plain = counted + plain, b""
    low = scorer.total(plain, _ASCII_WEIGHT)
    cost = int.from_bytes(low[:4], sys.byteorder) / 8
    mean = cost / max(1, sum(array("I", plain)[1::2]))
    # Whoever writes ASCII can write English: no other script explains it better than Latin does.
    least, places = cheapest(scorer.total(counted, 8), low, scorer.widths, scorer.latin)
    costs = [eighths / 8 + rarity for eighths, rarity in zip(least, scorer.rarities, strict=True)]
    languages = map(getitem, scorer.languages, places)
    # As `Reading` makes them, but all of them in C.
    ranked = [*map(_READING, zip(costs, scorer.codecs, languages, strict=True))]
    return _Scored(ranked, min(costs), cost, mean)


def _multi(runs: bytes, cut: int, scored: _Scored, best: float) -> list[Reading]:
    """Score charsets of several bytes a character, but those that are far from the best.

    `runs` is what stands beyond ASCII, with its neighbours; `cut` of its characters are no whole ones.

    In all of them a character begins after every byte of ASCII, so what is only ASCII can be left
    out; a byte of ASCII that turns out to be the second of a character costs nothing as ASCII.
    """
    plain = len(runs) - len(runs.translate(None, _ASCII))
    # What remains when all of them are taken: no reading costs less than that.
    least = scored.ascii_cost - plain * scored.ascii_mean - model.ERROR * cut
    head = runs[:_HEAD] if len(runs) >= 2 * _HEAD else b""
    share = min(1.0, 1.5 * _HEAD / max(1, len(runs)))
    ranked = []
    for codec, languages, rarity in model.MULTI_BYTE:
        if (
            head
            and _least(head.decode(codec, "replace"), languages) > best * share + _HOPELESS - least
        ):
            continue
        text = runs.decode(codec, "replace")
        taken = plain - len(text.encode("ascii", "ignore"))
        cost = rarity * 10 + scored.ascii_cost - taken * scored.ascii_mean
        errors = text.count("\ufffd")
        cost -= model.ERROR * min(cut, errors)
        # Each error costs at least this, so far too many of them need no closer look.
        if cost + model.ERROR * errors > best + _HOPELESS:
            continue
        cost += model.run_cost(text)
        found = None
        for language in languages:
            own = _han(text, language, cost, best)
            if own is not None and (found is None or own < found.cost):
                found = Reading(own, codec, language)
                best = min(best, own)
        if found:
            ranked.append(found)
    return ranked


def _least(text: str, languages: Iterable[str]) -> float:
    """What `text` costs in the language in which it costs least."""
    return min([model.han_cost(text, language) for language in languages])


def _han(text: str, language: str, cost: float, best: float) -> float | None:
    """The cost of `text` added to `cost`; None when it is far above the share of the best."""
    for start in range(0, len(text), _STEP):
        end = start + _STEP
        cost += model.han_cost(text, language, start, end)
        if cost > best * min(1.0, 1.5 * end / len(text)) + _HOPELESS:
            return None
    return cost
