"""Look for the input that costs each filter and preset most, and see how its cost grows.

    python tests/fuzz/endurance.py [--seconds N] [--mb N] [NAME ...]

For each filter, and for the presets, the decoder and `extract`, a search makes texts of a repeated unit,
keeps what takes longest for its length or grows fastest with it, and goes on from there. Then the worst
are made sixteen times as long, twice: of a filter that is linear that takes about sixteen times as long. The
table says how long a million characters of the slowest take, and the ratio of the fastest growing; more than twenty is a failure. With
`--mb 64` each is judged a second time at that size, or at as much as takes some forty seconds.

Nothing here is a test that may fail on a busy machine: a ratio above twenty is measured three times.
"""

from __future__ import annotations

import argparse
import gc
import signal
import sys
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from random import Random
from types import FrameType
from typing import NamedTuple

import inputs

import cleantext
from cleantext import Document
from cleantext.decoding import BinaryData, decode
from cleantext.filters import CATALOGUE
from cleantext.presets import PRESETS, preset

#: The lengths that the search compares, in characters, and those of the verdict.
SHORT, LONG = 500, 4000
VERDICT = 16_000
#: Sixteen times as much may take so many times as long.
MOST = 20.0
#: A call that takes longer, of the processor, is stopped, and counts as that long.
PATIENCE = 60
#: So many seconds may a call take, by what is expected, that is made with as much as possible.
LARGEST = 40
#: So many seconds a character are no more than reading takes.
MEMORY = 1e-9
#: How many of the worst are kept while searching.
KEPT = 6
ATOMS = (
    "\n", " ", "  ", "\n\n", "\t", "a", "A", "1", ".", ",", "?", "-", "(", ")", "<", ">", "&", ";", "#", "\"", "'", "é", "ж",
    "漢", "字", "\ufffd", "\xa0", "\u200b", "\u0301", "\u0323", "Ã", "©", "Â", "<p>", "<b>", "</b>", "<div>", "<a href=/x>x</a>",
    "<style>", "a{b:c}", "<!--", "&amp", "{n}", "{c}", "http://a.b/",
)  # fmt: skip


class Stopped(Exception):
    """A call took too long."""


class Found(NamedTuple):
    """A unit, how bad it is, and the seconds that a million characters of it take."""

    badness: float
    rate: float
    unit: str


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stopped


def repeated(unit: str, length: int, chance: Random) -> str:
    """Return a unit repeated; `{n}` becomes a new number and `{c}` another character each time."""
    if not unit:
        return ""
    if "{n}" not in unit and "{c}" not in unit:
        return (unit * (length // len(unit) + 1))[:length]
    pieces, total = [], 0
    while total < length:
        piece = unit.replace("{n}", str(len(pieces))).replace(
            "{c}", chr(chance.randrange(0x21, 0x3000))
        )
        pieces.append(piece)
        total += len(piece)
    return "".join(pieces)[:length]


def seconds(call: Callable[[str], object], text: str, times: int = 2) -> float:
    """Return how long a call takes, the shortest of some times."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, PATIENCE)
        try:
            call(text)
        except Stopped:
            return float(PATIENCE)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        best = min(best, time.process_time() - start)
        if best > 1:
            break
    return best


def judged(call: Callable[[str], object], unit: str, chance: Random) -> Found:
    """Return how bad a unit is: slow for its length, the more so the longer it is."""
    short = seconds(call, repeated(unit, SHORT, chance), 1)
    long = seconds(call, repeated(unit, LONG, chance), 1)
    growth = long / max(short, 1e-5) / (LONG / SHORT)
    return Found(long * max(1.0, growth), long / LONG * 1e6, unit)


def varied(unit: str, others: list[str], seeds: list[str], chance: Random) -> str:
    """Return a unit somewhat unlike another."""
    place = chance.randrange(len(unit) + 1)
    action = chance.randrange(6)
    if action == 0:
        return unit[:place] + chance.choice(ATOMS) + unit[place:]
    if action == 1:
        return unit[:place] + unit[place + chance.randrange(1, 9) :]
    if action == 2:
        return unit[:place] + chance.choice(others)[: chance.randrange(1, 40)]
    if action == 3:
        return "".join(chance.choices(ATOMS, k=chance.randrange(1, 4)))
    if action == 4:
        return chance.choice(seeds)
    seed = chance.choice(seeds)
    start = chance.randrange(len(seed) + 1)
    return unit[:place] + seed[start : start + chance.randrange(1, 60)]


def search(
    call: Callable[[str], object], limit: float, seeds: list[str], chance: Random
) -> list[Found]:
    """Return the worst units that can be found in some seconds, the worst first."""
    worst = [judged(call, unit, chance) for unit in ATOMS[:1]]
    stop = time.monotonic() + limit
    tried = set()
    while time.monotonic() < stop:
        unit = varied(chance.choice(worst).unit, [w.unit for w in worst], seeds, chance)[:400]
        if unit and unit not in tried:
            tried.add(unit)
            worst = sorted([*worst, judged(call, unit, chance)], reverse=True)[:KEPT]
    return worst


def ratio(call: Callable[[str], object], unit: str, length: int) -> tuple[float, float]:
    """Return how many times as long sixteen times as much takes, and the seconds of that.

    A ratio above twenty is measured again, for other programs can slow one of the two down. Characters that differ differ
    each time: what was learnt of them from the short text is of no use for the long one.
    """
    least = taken = float("inf")
    times = 1 if "{c}" in unit else 2
    for turn in range(3):
        short, long = (repeated(unit, size, Random(size + turn)) for size in (length, 16 * length))
        first = seconds(call, short, times)
        taken = min(taken, seconds(call, long, times))
        # What is as fast as memory is slower where a text outgrows the caches.
        least = min(least, taken / max(first, 1e-4, length * MEMORY))
        if least <= MOST:
            break
    return least, taken


def growth(call: Callable[[str], object], unit: str) -> tuple[float, float]:
    """Return the ratio, and the seconds that a million characters take."""
    length = VERDICT
    # What is done in no time must be long enough to be measured.
    while length < 4_000_000 and seconds(call, repeated(unit, length, Random(1)), 1) < 0.01:
        length *= 4
    least, taken = ratio(call, unit, length)
    return least, taken / (16 * length) * 1e6


def _bytes(text: str) -> object:
    data = text.encode("cp1252", "ignore") + b"\xe9"
    try:
        return decode(data)
    except BinaryData:
        return None


def calls() -> dict[str, Callable[[str], object]]:
    """Return what is tried, by name."""
    found: dict[str, Callable[[str], object]] = {
        # What a list of millions of edits costs the memory is not the filter's.
        each.name: partial(lambda each, text: deque(each.find(Document(text)), 0), each)
        for each in CATALOGUE
    }
    found |= {f"preset {name}": preset(name).run for name in PRESETS}
    found["decode"] = _bytes
    for form in ("text", "markdown", "html"):
        found[f"extract to {form}"] = partial(cleantext.extract, to=form)
    return found


def main() -> int:
    """Search and judge; return 1 when something grows too fast."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=5, help="how long to search for each")
    parser.add_argument("--mb", type=int, help="try the worst at this size too")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("names", nargs="*", help="filters and the like; all, if not given")
    arguments = parser.parse_args()
    signal.signal(signal.SIGPROF, _stop)
    # What Python's collector of cycles does when many objects live is not what is measured here.
    gc.disable()
    known = calls()
    unknown = [name for name in arguments.names if name not in known]
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}; known: {', '.join(known)}")
    print(f"{'':24} {'s a million':>11} {'16 x takes':>10}  worst", flush=True)
    failed = False
    for name in arguments.names or known:
        chance = Random(arguments.seed)
        seeds = [s for s in (inputs.pages() if "extract" in name else inputs.texts()) if s.strip()]
        worst = search(known[name], arguments.seconds, seeds, chance)
        # The slowest and the fastest growing are not always the same.
        found = [(*growth(known[name], each.unit), each.unit) for each in worst[:2]]
        times, _, growing = max(found)
        rate, unit = max((rate, unit) for _, rate, unit in found)
        print(f"{name:24} {rate:11.2f} {times:10.1f}  {unit[:60]!r}", flush=True)
        if arguments.mb:
            size = min(arguments.mb, LARGEST / max(rate, 1e-9))
            again, took = ratio(known[name], growing, int(size * 1e6 / 16))
            print(f"{'':24} {took / size:11.2f} {again:10.1f}  at {size:.3g} million", flush=True)
            times = max(times, again)
        failed |= times > MOST
        if times > MOST:
            print(f"{'too fast!':>48} {growing!r}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
