"""How speed changes with the size of a document, and with the number of processes.

    python benchmarks/scaling.py [--largest MB] [--jobs N]

Near the top is what a call costs whatever it is given; further down the rate stays the same, for all that
is done takes time in proportion. The ratios of the second table are against one process.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time

import samples
from speed import machine

from cleantext.presets import preset

SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000)
NAMES = ("ASCII", "French, German", "Russian", "Chinese")


def rate(text: str, least: float = 0.3) -> tuple[float, float]:
    """Return the median of MB a second, and of microseconds a call."""
    clean, size, taken = preset("clean").clean, len(text.encode()) / 1e6, []
    clean(text)
    stop = time.perf_counter() + least
    while time.perf_counter() < stop or len(taken) < 3:
        start = time.perf_counter()
        clean(text)
        taken.append(time.perf_counter() - start)
    median = statistics.median(taken)
    return size / median, median * 1e6


def sizes(largest: int) -> None:
    """Print a row for each size of document."""
    print(
        f"{'one document':16}" + "".join(f"{name + ' MB/s':>24}{'us a call':>14}" for name in NAMES)
    )
    sound = samples.clean()
    for size in (each for each in SIZES if each <= largest):
        row = f"{size / 1000:,.0f} KB".ljust(16)
        for name in NAMES:
            text = (sound[name] * (size // len(sound[name]) + 1))[:size]
            speed, each = rate(text)
            row += f"{speed:24.1f}{each:14,.0f}"
        print(row, flush=True)


def processes(jobs: int) -> None:
    """Print a row for each number of processes that clean many documents."""
    documents = [
        text[at : at + 5000] for text in samples.clean().values() for at in range(0, 200_000, 5000)
    ]
    size = sum(len(each.encode()) for each in documents) / 1e6 * 8
    print(f"\n{'processes':16}{'MB/s':>10}{'ratio':>8}")
    alone = 0.0
    for count in range(1, jobs + 1):
        start = time.perf_counter()
        for _ in preset("clean").map((each for _ in range(8) for each in documents), jobs=count):
            pass
        speed = size / (time.perf_counter() - start)
        alone = alone or speed
        print(f"{count:<16}{speed:10.1f}{speed / alone:8.2f}", flush=True)


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--largest", type=int, default=100, help="the largest document, in MB")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    arguments = parser.parse_args()
    print(machine() + "\n")
    sizes(arguments.largest * 1_000_000)
    processes(arguments.jobs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
