"""The likeliest legacy charset of some bytes, by what the model says of a sample of them."""

from __future__ import annotations

import codecs
import re
import sys
from array import array
from collections import Counter
from collections.abc import Iterable
from functools import cache, partial
from operator import itemgetter
from typing import NamedTuple

from cleantext.decoding import counts, model
from cleantext.decoding.binary import EBCDIC_SIGNS, looks_ebcdic
from cleantext.decoding.charsets import EBCDIC, MULTI_BYTE, SINGLE_BYTE
from cleantext.decoding.counts import Cost, dense
from cleantext.decoding.declared import SUPERSETS
from cleantext.decoding.eastern import English, eastern
from cleantext.decoding.strict import strict

#: How many bytes the sample holds, half of them from the first byte beyond ASCII on, the others
#: from later places: of text with few such bytes, and of text with many.
_SPARSE, _DENSE, _PLACES = 3072, 1024, 4
_SINGLE = frozenset(charset.codec for charset in SINGLE_BYTE)

#: What it costs that a letter of another script stands beside a Latin one, and where it does.
_CROSSING = 60
_OTHER = "\u0370-\u03ff\u0400-\u052f\u0530-\u10ff\ufb1d-\ufdff\ufe70-\ufefc\uff66-\uff9f"
#: The same as the compiled loop wants them.
_BOUNDS = array("H", map(ord, _OTHER.replace("-", "")))
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
#: As `Reading` does it, but in C.
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
    if counts.COMPILED:
        return Sample(*counts.COMPILED.sample(data, _SPARSE, _DENSE, _PLACES, EBCDIC_SIGNS))
    return _sample(data)


def _sample(data: bytes) -> Sample:
    """The same without the compiled loop."""
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
    # Where ASCII is not ASCII, its rare bytes tell charsets apart as well.
    known = seen if looks_ebcdic(seen[:512]) else seen + _ASCII
    rest = map(data.index, sorted(set(data.translate(None, known))))
    pieces += [data[max(0, place - 1) : place + 2] for place in rest]
    return Sample(b" ".join(pieces), cut)


def _back(data: bytes, place: int) -> int:
    """The beginning of the line of `place`, or of what stands 64 bytes before."""
    low = max(0, place - 64)
    return max(low, data.rfind(b"\n", low, place) + 1)


def readings(
    data: bytes,
    candidates: Iterable[str] | None = None,
    beside: str = "",
    most: int | None = None,
) -> list[Reading]:
    """Return the readings of `data`, the likeliest first, each charset once: all, or so many at the `most`.

    `candidates` restricts them, by any name of a codec. `beside` is text that stands beside the
    data: a charset that cannot hold its letters is less likely.

    Raises LookupError for a candidate that is no charset, ValueError when there is none.
    """
    allowed = None if candidates is None else _codecs(candidates)
    looked_at = sample(data)
    ranked, ascii_cost, plain = model.single_byte().scored(looked_at.data)
    if looks_ebcdic(looked_at.data[:512]):
        ranked += model.ebcdic().scored(looked_at.data)[0]
    ranked.sort(key=_COST)
    runs = dense(looked_at.data)
    english = English(ascii_cost / 8, ascii_cost / 8 / max(1, plain))
    ranked += eastern(runs, looked_at.cut, english, ranked[0][0])
    if allowed is not None:
        known = {codecs.lookup(codec).name: (cost, codec, each) for cost, codec, each in ranked}
        worst = max(ranked)[0]
        # Of charsets that the model does not know, all that can be said is whether they decode.
        ranked = [known.get(name) or (worst + 1, name, "") for name in allowed]
    if beside:
        letters = _letters(beside[:20000])
        missing = _missing(letters, [codec for _, codec, _ in ranked])
        ranked = [
            (cost + more, codec, language)
            for (cost, codec, language), more in zip(ranked, missing, strict=True)
        ]
    return [*map(_READING, _uncrossed(ranked, looked_at.data, runs)[:most])]


def _uncrossed(ranked: list[Cost], data: bytes, runs: bytes) -> list[Cost]:
    """The readings in order, the first of them charged for words of two scripts.

    `runs` is what stands beyond ASCII in `data`, with its neighbours.

    The model sees a letter and the one before it; that Latin letters go on behind a strange one, as
    they do around the accents of names, is what it does not see.
    """
    waiting = sorted(ranked, key=_COST)
    charged: set[str] = set()
    # Where no letter of ASCII is a neighbour, ASCII being ASCII, nothing crosses.
    apart = () if runs.translate(None, _NO_LETTERS) else model.single_byte().codecs
    while (first := waiting[0])[1] not in charged:
        cost, codec, language = first
        charged.add(codec)
        if codec in apart or not _may_cross(codec):
            break
        text = strict(data, codec) if codec in _SINGLE else None
        crossings = _crossings(data.decode(codec, "ignore") if text is None else text)
        if not crossings:
            break
        waiting[0] = (cost + _CROSSING * crossings, codec, language)
        waiting.sort(key=_COST)
    return waiting


def _crossings(text: str) -> int:
    """How often a letter of ASCII and one of another script stand side by side."""
    if counts.COMPILED:
        return counts.COMPILED.crossings(text, _BOUNDS)  # type: ignore[no-any-return]
    beside: list[str] = []
    for found in _LATIN.finditer(text):
        start, end = found.span()
        beside += (text[max(0, start - 1) : start], text[end : end + 1])
    return len(_OTHERS.findall("".join(beside)))


@cache
def _may_cross(codec: str) -> bool:
    """Whether a charset can write letters beside Latin ones that cross into another script."""
    if any(codec == wide for wide, *_ in MULTI_BYTE):
        return True
    return _OTHERS.search(bytes(range(256)).decode(codec, "ignore")) is not None


def _codecs(candidates: Iterable[str]) -> list[str]:
    """The names of the codecs that are meant, each by its superset that the model knows."""
    names = [codecs.lookup(name).name for name in candidates]
    if not names:
        raise ValueError("no candidates to choose from")
    return list(dict.fromkeys(codecs.lookup(SUPERSETS.get(name, name)).name for name in names))


def _letters(text: str) -> set[str]:
    """The letters beyond ASCII in a text."""
    if counts.COMPILED:
        return set(filter(str.isalpha, counts.COMPILED.distinct(text)))
    return {character for character in set(text) if character > "\x7f" and character.isalpha()}


def _missing(letters: set[str], codecs: Iterable[str]) -> list[float]:
    """What letters cost that a charset cannot write, though the text needs them, for each of some."""
    lanes, writable = _writers()
    counted = sum([writable.get(letter, 0) for letter in letters])
    found = array("H", counted.to_bytes(2 * len(lanes), sys.byteorder))
    text, most = "".join(letters), max(1, len(letters))
    return [
        300 * (len(text) - (found[lanes[codec]] if codec in lanes else _held(text, codec))) / most
        for codec in codecs
    ]


def _held(letters: str, codec: str) -> int:
    """How many of some letters a charset has."""
    return len(letters.encode(codec, "ignore").decode(codec, "ignore"))


@cache
def _writers() -> tuple[dict[str, int], dict[str, int]]:
    """The charsets of a byte a character, a lane of 16 bits each; and for each character a 1 in the lanes of those
    that have it, so that numbers of letters are added up for all charsets at once.
    """
    lanes = {charset.codec: lane for lane, charset in enumerate((*SINGLE_BYTE, *EBCDIC))}
    writable: Counter[str] = Counter()
    for codec, lane in lanes.items():
        place = lane if sys.byteorder == "little" else len(lanes) - 1 - lane
        held = set(bytes(range(256)).decode(codec, "ignore"))
        writable.update(dict.fromkeys(held, 1 << 16 * place))
    return lanes, writable
