"""The soak test: kill workers and whole runs at random, and compare with an unbroken run.

    python tests/corpora/soak.py 200

Each round kills a run or one of its workers; when a run has been broken off a few times it is let
through, and its output must be that of the unbroken run, byte for byte, with nothing beside it.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

import samples

COMMAND = [sys.executable, "-m", "cleantext.cli", "run"]


def command(source: Path, output: Path, *more: str) -> list[str]:
    """The command of a run."""
    options = ["--preset", "repair", "--shard-size", "20K", "-q", *more]
    return [*COMMAND, str(source), "-o", str(output), *options]


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    try:
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def kill_worker(parent: int, chance: random.Random) -> bool:
    """Kill a worker of a run: what its fork server has started. Return whether there was one."""
    workers = [worker for child in children(parent) for worker in children(child)]
    if not workers:
        return False
    with suppress(ProcessLookupError):
        os.kill(chance.choice(workers), signal.SIGKILL)
        return True
    return False


def break_off(arguments: list[str], chance: random.Random, longest: float) -> int:
    """Start a run, kill some of its workers and then all of it; return how many kills that were."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(arguments, stdout=quiet, stderr=quiet)
    kills = 0
    until = time.monotonic() + chance.uniform(0.05, longest)
    while time.monotonic() < until and process.poll() is None:
        if chance.random() < 0.1:
            kills += kill_worker(process.pid, chance)
        time.sleep(0.03)
    kills += process.poll() is None
    process.kill()
    process.wait()
    return kills


def corpus(folder: Path, count: int, broken: bytes = b"{broken\n") -> Path:
    """A corpus of several formats in several shards."""
    (folder / "more").mkdir(parents=True)
    (folder / "a.jsonl").write_bytes(samples.jsonl(count) + broken)
    (folder / "b.jsonl.gz").write_bytes(samples.pack(samples.jsonl(count // 3), ".gz"))
    (folder / "more" / "c.parquet").write_bytes(samples.parquet(count, rows=50))
    (folder / "more" / "d.csv").write_bytes(samples.delimited(count // 3))
    for number in range(30):
        (folder / "more" / f"{number}.txt").write_text(samples.DAMAGED + str(number))
    return folder


def state(output: Path) -> dict[str, bytes]:
    """All that a run leaves, but for the seconds in its statistics."""
    return {
        str(path.relative_to(output)): path.read_bytes()
        for path in sorted(output.rglob("*"))
        if path.is_file() and "statistics" not in path.parts
    }


def main() -> int:
    """Kill as often as asked; return 1 when an output was not that of the unbroken run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kills", type=int, nargs="?", default=200)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as name:
        source = corpus(Path(name) / "in", 3000)
        expected_at = Path(name) / "expected"
        started = time.monotonic()
        subprocess.run(command(source, expected_at, "--jobs", "1"), check=False)
        longest = 0.6 * (time.monotonic() - started)
        expected = state(expected_at)
        kills = rounds = 0
        while kills < options.kills:
            output = Path(name) / "out"
            for _ in range(chance.randint(2, 6)):
                jobs = str(chance.randint(1, 3))
                kills += break_off(command(source, output, "--jobs", jobs), chance, longest)
            last = subprocess.run(command(source, output, "--jobs", "2"), check=False)
            rounds += 1
            same = last.returncode == 1 and state(output) == expected
            sys.stdout.write(f"round {rounds}: {kills} kills, {'same' if same else 'DIFFERENT'}\n")
            sys.stdout.flush()
            if not same:
                return 1
            shutil.rmtree(output)
    sys.stdout.write(f"{kills} kills in {rounds} runs; every output was that of an unbroken run\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
