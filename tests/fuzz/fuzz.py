"""Feed broken input to everything until something gives.

    make fuzz SECONDS=60
    python tests/fuzz/fuzz.py [--seconds N | --inputs N] [--target NAME] [--jobs N] [--seed N] [--coverage]

Inputs come from the corpus, cut, joined, repeated and damaged. What must hold of any input is asked each
time (`targets.py`). What fails is made as short as it can be, printed, and kept under `build/fuzz`: it belongs
into the corpus, as a case. An input that takes the processor ten seconds is a failure too. With
`--coverage`, and `pip install atheris`, libFuzzer leads one target to code not yet reached.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import signal
import sys
import time
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from importlib.util import find_spec
from pathlib import Path
from random import Random
from types import FrameType
from typing import NamedTuple

import inputs
from targets import TARGETS, Target

FOLDER = Path(__file__).resolve().parents[2] / "build" / "fuzz"
#: No input of this size may take so many seconds.
HANG = 10
#: How many inputs a process takes before it says how it goes.
BATCH = 4000


class Failure(NamedTuple):
    """What failed, with which input, as short as could be."""

    target: str
    message: str
    found: str | bytes


def _hung(number: int, frame: FrameType | None) -> None:
    raise AssertionError(f"took longer than {HANG} seconds")


def failing(target: Target, seed: int, found: str | bytes) -> str:
    """Return what is wrong with an input; nothing if all holds."""
    # Of the processor: on a busy machine the clock says nothing.
    signal.setitimer(signal.ITIMER_PROF, HANG)
    try:
        target.check(Random(seed), found)  # type: ignore[arg-type]
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return ""


def shortest(target: Target, seed: int, found: str | bytes) -> str | bytes:
    """Return the shortest input that still fails, as far as cutting leads."""
    step = max(1, len(found) // 2)
    stop = time.monotonic() + 60
    while step and time.monotonic() < stop:
        place = 0
        while place < len(found) and time.monotonic() < stop:
            shorter = found[:place] + found[place + step :]  # type: ignore[operator]
            if failing(target, seed, shorter):
                found = shorter
            else:
                place += step
        step //= 2
    return found


def batch(names: list[str], seed: int, count: int) -> tuple[int, list[Failure]]:
    """Try some inputs; return how many, and what failed."""
    signal.signal(signal.SIGPROF, _hung)
    chance = Random(seed)
    failures = []
    weights = [TARGETS[name].weight for name in names]
    for name in chance.choices(names, weights, k=count):
        target, own = TARGETS[name], chance.getrandbits(32)
        found = inputs.text(chance, name == "pages") if target.text else inputs.raw(chance)
        message = failing(target, own, found)
        if message:
            failures.append(Failure(name, message, shortest(target, own, found)))
            if len(failures) > 4:
                break
    return count, failures


def keep(failure: Failure) -> None:
    """Print a failure, and keep its input."""
    found = failure.found
    data = found.encode("utf-8", "surrogatepass") if isinstance(found, str) else found
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{failure.target}-{hashlib.sha256(data).hexdigest()[:12]}"
    path.write_bytes(data)
    print(f"\n{failure.target}: {failure.message}\n  {found!r}\n  kept as {path}", flush=True)


def covered(name: str, seconds: float) -> None:
    """Let libFuzzer look for input that reaches new code; does not return."""
    if find_spec("atheris") is None:
        sys.exit("--coverage needs atheris: pip install atheris")
    # In a process of its own, for it must be there before the package is imported.
    script = str(Path(__file__).with_name("led.py"))
    os.execv(sys.executable, [sys.executable, script, name, str(seconds)])


def main() -> int:
    """Run for the time or the number given; return 1 when something does not hold."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--inputs", type=int, help="so many inputs, however long that takes")
    parser.add_argument("--target", choices=TARGETS, action="append", help="all, if not given")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seed", type=int, default=time.time_ns() % (1 << 32))
    parser.add_argument("--coverage", action="store_true", help="led by coverage; needs atheris")
    arguments = parser.parse_args()
    names = arguments.target or list(TARGETS)
    if arguments.coverage:
        if len(names) != 1:
            parser.error("--coverage takes one --target")
        covered(names[0], arguments.seconds)
    print(f"targets: {', '.join(names)}; seed {arguments.seed}", flush=True)
    start = shown = time.monotonic()
    tried = failed = 0
    seeds = iter(range(arguments.seed, 1 << 62))
    share = min(BATCH, arguments.inputs or BATCH)
    with ProcessPoolExecutor(arguments.jobs) as pool:
        running = {pool.submit(batch, names, next(seeds), share) for _ in range(arguments.jobs)}
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for each in done:
                count, failures = each.result()
                tried += count
                failed += len(failures)
                for failure in failures:
                    keep(failure)
            now = time.monotonic()
            enough = (
                tried >= arguments.inputs if arguments.inputs else now - start > arguments.seconds
            )
            if not enough and failed < 20:
                running |= {pool.submit(batch, names, next(seeds), share) for _ in done}
            if now - shown > 10 or not running:
                shown = now
                print(f"{tried:,} inputs in {now - start:,.0f} s, {failed} failed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
