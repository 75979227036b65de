"""How fast corpora are cleaned, beside a bare read-parse-write and datatrove's ftfy step.

    python benchmarks/corpora.py [--mb N] [--preset NAME] [--jobs N] [--only TEXT] [--ray]

The corpus is sound text of `corpus/clean`, as JSON lines and as Parquet. Bare is what nobody can do
without: the same libraries read each record, make a Python string of its text, and write it again,
in as many processes. The ratio is the median of runs that take turns, and ours has its start-up
in it: `--mb 1024 --only ASCII` is the size and the text for which the gate alone is at work. Peak memory is that of the
largest worker. The hook is timed as a process, from start to end.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path

from speed import ascii_only, sample

from cleantext.corpora import Settings, run
from cleantext.presets import preset

PARTS = 8  # files a corpus, so that every contestant divides the work alike
TEXTS = {
    "ASCII": lambda: ascii_only(sample("en")),
    "French, German": lambda: sample("fr", "de"),
    "Russian": lambda: sample("ru"),
    "Chinese": lambda: sample("zh-Hans"),
}


def documents(text: str, characters: int = 2000) -> Iterator[str]:
    """Yield documents of words of a text, drawn at random: they compress as prose does."""
    words = text.split()
    chance = random.Random(0)
    while True:
        held: list[str] = []
        size = 0
        while size < characters:
            line = " ".join(chance.choices(words, k=12 if len(words) > 2000 else 1))
            held.append(line)
            size += len(line) + 1
        yield "\n".join(held)


def write_corpus(folder: Path, text: str, size: int) -> None:
    """Write `size` bytes of JSON lines, and the same documents as Parquet, in parts."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    (folder / "jsonl").mkdir(parents=True)
    (folder / "parquet").mkdir()
    source = documents(text)
    for part in range(PARTS):
        rows = []
        written = 0
        with (folder / "jsonl" / f"{part}.jsonl").open("wb") as file:
            while written < size // PARTS:
                rows.append({"id": f"{part}-{len(rows)}", "text": next(source), "n": 1.5})
                line = json.dumps(rows[-1], ensure_ascii=False).encode() + b"\n"
                written += file.write(line)
        path = folder / "parquet" / f"{part}.parquet"
        pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=5000, compression="zstd")


def bare_jsonl(pair: tuple[str, str]) -> None:
    """Read, parse, make and write lines."""
    import msgspec

    decode, encode = msgspec.json.Decoder().decode, msgspec.json.encode
    source, target = pair
    with open(source, "rb") as file, open(target, "wb") as out:
        for line in file:
            out.write(encode(decode(line)) + b"\n")


def bare_parquet(pair: tuple[str, str]) -> None:
    """Read row groups, make strings of the texts, write the row groups."""
    import pyarrow.parquet as pq

    source, target = pair
    file = pq.ParquetFile(source)
    with pq.ParquetWriter(target, file.schema_arrow, compression="zstd") as writer:
        for group in range(file.num_row_groups):
            table = file.read_row_group(group, use_threads=False)
            table.column("text").to_pylist()
            writer.write_table(table, row_group_size=table.num_rows)


def ftfy_jsonl(pair: tuple[str, str]) -> None:
    """The step of datatrove that mends with ftfy, between the same reading and writing."""
    import msgspec
    from datatrove.data import Document
    from datatrove.pipeline.formatters import FTFYFormatter

    step = FTFYFormatter()
    source, target = pair
    with open(source, "rb") as file, open(target, "wb") as out:
        for number, line in enumerate(file):
            fields = msgspec.json.decode(line)
            document = Document(text=fields["text"], id=str(number))
            (made,) = step.run([document])
            out.write(msgspec.json.encode(fields | {"text": made.text}) + b"\n")


def in_pool(
    work: Callable[[tuple[str, str]], None], source: Path, target: Path, jobs: int
) -> float:
    """Return the seconds that some processes need for all parts."""
    pairs = [(str(path), str(target / path.name)) for path in sorted(source.iterdir())]
    with get_context("forkserver").Pool(jobs) as pool:
        pool.map(os.path.basename, "ab")  # they have started
        started = time.perf_counter()
        pool.map(work, pairs, chunksize=1)
        return time.perf_counter() - started


def ours(source: Path, target: Path, jobs: int, name: str, engine: str = "local") -> float:
    """Return the seconds that cleantext needs, its start-up included."""
    started = time.perf_counter()
    outcome = run([str(source)], Settings(preset(name), str(target)), jobs=jobs, engine=engine)
    assert not outcome.failed, outcome.failed
    return time.perf_counter() - started


def compare(folder: Path, form: str, jobs: int, name: str, rounds: int) -> tuple[float, float]:
    """Return the median seconds of bare work and of ours, taking turns."""
    work = bare_jsonl if form == "jsonl" else bare_parquet
    bare, own = [], []
    for _ in range(rounds):
        for seconds, call in ((bare, "bare"), (own, "ours")):
            target = folder / "out"
            target.mkdir()
            if call == "bare":
                seconds.append(in_pool(work, folder / form, target, jobs))
            else:
                seconds.append(ours(folder / form, target, jobs, name))
            shutil.rmtree(target)
    return statistics.median(bare), statistics.median(own)


def peak(size: int, jobs: int, name: str) -> float:
    """Return the MB that the largest worker of a run ever held, over one file of each format."""
    highest = 0.0
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write_corpus(folder, TEXTS["Russian"](), size)
        big = folder / "big.jsonl"
        with big.open("wb") as file:
            for path in sorted((folder / "jsonl").iterdir()):
                file.write(path.read_bytes())
        command = [sys.executable, "-m", "cleantext", "run", str(big), str(folder / "parquet")]
        command += ["-o", str(folder / "out"), "-q", "--preset", name, "--jobs", str(jobs)]
        process = subprocess.Popen(command)
        while process.poll() is None:
            for child in children(process.pid):
                for worker in children(child):
                    highest = max(highest, high_water(worker))
            time.sleep(0.05)
    return highest


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    try:
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def high_water(pid: int) -> float:
    """Return the most MB that a process has held."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(x.split()[1]) / 1024 for x in lines if x.startswith("VmHWM")), 0.0)


def hook(count: int) -> float:
    """Return the median seconds of the check hook over so many sound files."""
    with tempfile.TemporaryDirectory() as name:
        paths = [Path(name) / f"{number}.md" for number in range(count)]
        for number, path in enumerate(paths):
            path.write_text(
                f"# Page {number}\n\nSound text about the café, number {number}.\n" * 20
            )
        options = ["--check", "--preset", "repair", "--text", "--force-exclude", "--skip-binary"]
        command = [sys.executable, "-m", "cleantext", *options, *map(str, paths)]
        seconds = []
        for _ in range(9):
            started = time.perf_counter()
            subprocess.run(command, check=True, cwd=name)
            seconds.append(time.perf_counter() - started)
    return statistics.median(seconds)


def main() -> None:
    """Print all of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mb", type=int, default=16, help="the size of a corpus of JSON lines")
    parser.add_argument("--preset", default="repair")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=list(TEXTS), help="one of the texts")
    parser.add_argument("--no-peer", action="store_true", help="leave datatrove's step out")
    parser.add_argument("--ray", action="store_true", help="Ray beside local processes")
    options = parser.parse_args()
    size = options.mb << 20
    print(f"preset {options.preset}, {options.mb} MB a corpus, {options.jobs} processes")
    print(f"{'corpus':<26} {'bare s':>8} {'ours s':>8} {'ratio':>7} {'ftfy step s':>12}")
    for name, text in TEXTS.items():
        if options.only not in (None, name):
            continue
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            write_corpus(folder, text(), size)
            for form in ("jsonl", "parquet"):
                bare, own = compare(folder, form, options.jobs, options.preset, options.rounds)
                peer = ""
                if form == "jsonl" and not options.no_peer and find_spec("datatrove"):
                    (folder / "peer").mkdir()
                    peer = (
                        f"{in_pool(ftfy_jsonl, folder / form, folder / 'peer', options.jobs):.2f}"
                    )
                row = f"{form}, {name}"
                print(
                    f"{row:<26} {bare:>8.2f} {own:>8.2f} {own / bare:>7.2f} {peer:>12}", flush=True
                )
            if options.ray and name == "ASCII":
                local = ours(folder / "jsonl", folder / "a", options.jobs, options.preset)
                import ray

                ray.init(num_cpus=options.jobs, include_dashboard=False, log_to_driver=False)
                ours(folder / "jsonl", folder / "b", options.jobs, options.preset, "ray")
                cluster = ours(folder / "jsonl", folder / "c", options.jobs, options.preset, "ray")
                ray.shutdown()
                print(
                    f"ray after start-up {cluster:.2f} s, local {local:.2f} s: {cluster / local:.2f}"
                )
    print(f"peak memory of a worker: {peak(size, options.jobs, options.preset):.0f} MB")
    print(f"the hook: 1 file {hook(1) * 1000:.0f} ms, 200 files {hook(200) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
