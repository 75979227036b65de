"""Feed `decode` and `Reader` with broken bytes until something gives.

    python tests/fuzz/fuzz_decoding.py [--seconds N] [--seed N] [FILE ...]

Starts from the corpus and the files given, and cuts, joins, overwrites and repeats them. What must
hold of any bytes is asked each time: text or BinaryData, spans within the data and in order, the same
text from a stream. Ends with how the time grows with the size of the worst inputs. A failure prints
the bytes in hexadecimal, for a case in `corpus/bytes`.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import time
import tomllib
from contextlib import suppress
from pathlib import Path

from cleantext.decoding import BinaryData, Reader, decode

CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "bytes" / "decoding.toml"
#: Repeated to any length, these are the worst for one part of the decoder or another.
WORST = (
    b"\xe9 ", b"\xff", b"\xc3", b"\x80", b"\xc3\xa9\xe9", b"\xed\xa0\xbd", b"\xe4\xbd\xa0\x81", b"\x1b$B",
    b"~{", b"<meta ", b"@", b"a\xe9\n", b"\xa4\xa2", b"\x00\x4e", b"\x81\x30\x81\x30", b"\xed\xa0\xbd\xed\xb8\x80",
)  # fmt: skip


def check(data: bytes, window: int) -> None:
    """Raise AssertionError when something does not hold for `data`."""
    with suppress(BinaryData):
        found = decode(data)
        end = 0
        for start, stop in found.damaged:
            assert end <= start < stop <= len(data), found.damaged
            end = stop
        assert found.text.count("\ufffd") >= len(found.damaged)
    try:
        text = "".join(Reader(io.BytesIO(data), window=window))
    except BinaryData:
        return
    assert isinstance(text, str)


def mutated(generator: random.Random, seeds: list[bytes]) -> bytes:
    """Return bytes made from some of the seeds."""
    data = bytearray(generator.choice(seeds))
    for _ in range(generator.randrange(6)):
        place = generator.randrange(len(data) + 1)
        other = generator.choice(seeds)
        action = generator.randrange(5)
        if action == 0:
            data[place:place] = other[generator.randrange(len(other) + 1) :]
        elif action == 1:
            del data[place : place + generator.randrange(20)]
        elif action == 2:
            data[place : place + 1] = generator.randbytes(generator.randrange(4))
        elif action == 3:
            data *= generator.randrange(1, 4)
        else:
            data[place:place] = generator.choice(WORST) * generator.randrange(9)
    return bytes(data[:20_000])


def growth() -> None:
    """Print how much longer ten times as much of the worst inputs takes."""
    for unit in WORST:
        times = []
        for size in (100_000, 1_000_000):
            data = unit * (size // len(unit))
            start = time.perf_counter()
            with suppress(BinaryData):
                decode(data)
            times.append(time.perf_counter() - start)
        print(f"{unit!r:24} {1000 * times[1]:8.1f} ms a megabyte, {times[1] / times[0]:5.1f} times")


def main() -> int:
    """Run for the time given; return 1 when something does not hold."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("files", nargs="*", type=Path)
    arguments = parser.parse_args()
    cases = tomllib.loads(CORPUS.read_text())
    seeds = [bytes.fromhex(case["bytes"]) for kind in ("text", "binary") for case in cases[kind]]
    seeds += [path.read_bytes()[:20_000] for path in arguments.files]
    generator = random.Random(arguments.seed)
    stop = time.monotonic() + arguments.seconds
    runs = 0
    while time.monotonic() < stop:
        data = mutated(generator, seeds)
        try:
            check(data, generator.choice((16, 64, 1000)))
        except Exception:
            print(f"after {runs} runs: {data.hex()}")
            raise
        runs += 1
    print(f"{runs} inputs held")
    growth()
    return 0


if __name__ == "__main__":
    sys.exit(main())
