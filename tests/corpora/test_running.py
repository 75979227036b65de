"""Runs that are broken off, resumed, divided and refused."""

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import samples
import soak
from commands import run, run_process

from cleantext.corpora import CorpusError, Settings
from cleantext.corpora import run as run_corpora
from cleantext.corpora.local import in_workers
from cleantext.corpora.plan import plan
from cleantext.filter import Filter
from cleantext.pipeline import Pipeline
from cleantext.presets import preset


def command(source: Path, output: Path, *more: str) -> list[str]:
    return [each for each in soak.command(source, output, *more) if each != "-q"]


def _corpus(folder: Path) -> Path:
    """A corpus, and a file in it that no format is known for."""
    soak.corpus(folder, 600, broken=b"")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    return folder


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory):
    """A corpus, and what an unbroken run by one process makes of it."""
    folder = tmp_path_factory.mktemp("unbroken")
    source = _corpus(folder / "in")
    done = subprocess.run(
        command(source, folder / "out", "--jobs", "1"), capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return source, samples.files(folder / "out"), done.stdout.decode()


def test_the_number_of_workers_changes_nothing(unbroken, tmp_path):
    source, expected, report = unbroken
    done = subprocess.run(
        command(source, tmp_path / "out", "--jobs", "3"), capture_output=True, check=True
    )
    assert samples.files(tmp_path / "out") == expected
    assert _without_seconds(done.stdout.decode()) == _without_seconds(report)
    assert b"picture.png: passed over" in done.stderr


def _without_seconds(report: str) -> str:
    return "".join(
        line[: line.rindex(" ")] if line[:1].islower() else line for line in report.split("\n")
    )


def test_a_cluster_changes_nothing(unbroken, tmp_path):
    pytest.importorskip("ray")
    source, expected, _ = unbroken
    done = subprocess.run(
        command(source, tmp_path / "out", "--engine", "ray", "--jobs", "2"),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert samples.files(tmp_path / "out") == expected


def test_a_second_run_does_nothing_twice(unbroken, tmp_path):
    source, expected, _ = unbroken
    for _ in range(2):
        done = subprocess.run(
            command(source, tmp_path / "out", "--jobs", "1", "--output-format", "json"),
            capture_output=True,
            check=True,
        )
    found = json.loads(done.stdout)
    assert found["done_before"] == found["shards"] > 4
    assert samples.files(tmp_path / "out") == expected


@pytest.mark.parametrize("seed", range(3))
def test_killed_runs_and_workers_leave_what_an_unbroken_run_does(unbroken, tmp_path, seed):
    source, expected, _ = unbroken
    chance = random.Random(seed)
    output = tmp_path / "out"
    for _ in range(4):
        soak.break_off(command(source, output, "--jobs", "2"), chance, 1.2)
    process = subprocess.run(
        command(source, output, "--jobs", "2"), capture_output=True, check=False
    )
    assert process.returncode == 0, process.stderr
    assert samples.files(output) == expected
    assert samples.temporaries(output) == []


def test_an_interrupt_says_how_to_go_on(unbroken, tmp_path):
    source, expected, _ = unbroken
    output = tmp_path / "out"
    process = subprocess.Popen(
        command(source, output, "--jobs", "2"), stderr=subprocess.PIPE, text=True
    )
    assert process.stderr.readline().startswith("cleantext: ")  # the plan stands
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "the same command again does the rest" in err
    assert "Traceback" not in err
    assert samples.temporaries(output) == []
    subprocess.run(command(source, output, "--jobs", "1"), capture_output=True, check=True)
    assert samples.files(output) == expected


def _dies(document):
    if "third" in document.text:
        os.kill(os.getpid(), signal.SIGKILL)
    return ()


def test_a_worker_that_always_dies_costs_its_shard_alone(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "sound"}\n')
    (tmp_path / "b.jsonl").write_bytes(b'{"text": "third"}\n' * 100_000)
    settings = Settings(Pipeline([Filter("dies", _dies)]), str(tmp_path / "out"))
    outcome = run_corpora([str(tmp_path / "a.jsonl"), str(tmp_path / "b.jsonl")], settings, jobs=2)
    ((shard, message),) = outcome.failed
    assert shard.pieces[0].source.endswith("b.jsonl")
    assert "died 3 times (SIGKILL" in message
    assert list(samples.files(tmp_path / "out")) == ["a.jsonl"]


def test_a_filter_that_fails_costs_its_record_alone(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "bad"}\n{"text": "good"}\n')
    fails = Filter("fails", lambda document: [1 / 0] if document.text == "bad" else [])
    outcome = run_corpora(
        [str(tmp_path / "a.jsonl")], Settings(Pipeline([fails]), str(tmp_path / "out"))
    )
    assert outcome.tally.quarantined == 1
    assert dict(outcome.tally.reasons) == {"a filter failed": 1}
    with pytest.raises(CorpusError, match="cannot be sent to another process"):
        run_corpora(
            [str(tmp_path / "a.jsonl")], Settings(Pipeline([fails]), str(tmp_path / "b")), jobs=2
        )


def test_closing_ends_the_workers(tmp_path):
    source = _corpus(tmp_path / "in")
    settings = Settings(preset("repair"), str(tmp_path / "out"), dry=True)
    events = in_workers(plan([str(source)], settings, shard_size=20_000).shards, settings, 2)
    next(events)
    events.close()


def test_changed_input_is_done_again_and_old_parts_go(tmp_path):
    source = tmp_path / "in"
    source.mkdir()
    (source / "a.jsonl").write_bytes(samples.jsonl(300))
    (source / "b.jsonl").write_bytes(samples.jsonl(5))
    settings = Settings(preset("repair"), str(tmp_path / "out"))
    first = run_corpora([str(source)], settings, shard_size=10_000)
    assert len(samples.files(tmp_path / "out")) > 3
    (source / "a.jsonl").write_bytes(samples.jsonl(7))
    again = run_corpora([str(source)], settings, shard_size=10_000)
    assert list(samples.files(tmp_path / "out")) == ["a.jsonl", "b.jsonl"]
    assert (first.done_before, again.tally.documents) == (0, 12)


def test_the_quarantine_is_that_of_the_last_run(tmp_path):
    source, quarantine = tmp_path / "a.jsonl", tmp_path / "out/_cleantext/quarantine"
    settings = Settings(preset("repair"), str(tmp_path / "out"), max_record=2_000_000)
    source.write_bytes(samples.jsonl(5) + b"{broken\n" + b"x" * 3_000_000 + b"\n")
    assert run_corpora([str(source)], settings).tally.quarantined == 2
    assert len(list(quarantine.iterdir())) == 2
    source.write_bytes(samples.jsonl(5))
    assert run_corpora([str(source)], settings).tally.quarantined == 0
    assert list(quarantine.iterdir()) == []


def test_another_pipeline_needs_another_folder(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(samples.jsonl(5))
    arguments = ["run", tmp_path / "a.jsonl", "-o", tmp_path / "out", "-q", "--jobs", "1"]
    assert run(*arguments).code == 0
    refused = run(*arguments, "--preset", "minimal")
    assert refused.code == 2
    assert "--overwrite" in refused.err
    assert run(*arguments, "--preset", "minimal", "--overwrite").code == 0
    assert "\u200b".encode() in (tmp_path / "out" / "a.jsonl").read_bytes()


def test_files_of_others_are_not_overwritten(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(samples.jsonl(5))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.jsonl").write_text("precious")
    done = run("run", tmp_path / "a.jsonl", "-o", tmp_path / "out", "--jobs", "1")
    assert done.code == 2
    assert (tmp_path / "out" / "a.jsonl").read_text() == "precious"
    done = run("run", tmp_path / "a.jsonl", "-o", tmp_path, "--jobs", "1")
    assert done.code == 2
    assert "choose another" in done.err


def test_two_runs_do_not_share_a_folder(tmp_path):
    import fcntl

    (tmp_path / "a.jsonl").write_bytes(samples.jsonl(5))
    state = tmp_path / "out" / "_cleantext"
    state.mkdir(parents=True)
    with open(state / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = run("run", tmp_path / "a.jsonl", "-o", tmp_path / "out", "--jobs", "1")
    assert (done.code, done.err) == (2, f"cleantext: {tmp_path}/out: another run is at work here\n")


def test_a_dry_run_writes_nothing(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(samples.jsonl(10) + b"{broken\n")
    done = run("run", tmp_path / "a.jsonl", "--dry-run", "--jobs", "1", "--preset", "repair")
    assert (done.code, done.lines[0]) == (1, "10 documents, 2 changed (20.0%)")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl"]


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("gzip", "the gz stream"),
        ("truncated", "ends before its end"),
        ("zstd", "ends before its end"),
        ("nameless", "the gz stream"),
        ("parquet", "nothing of it was written"),
        ("link", "No such file"),
    ],
)
def test_bad_inputs_are_said_and_the_others_done(tmp_path, damage, words):
    source = tmp_path / "in"
    source.mkdir()
    (source / "good.jsonl").write_bytes(samples.jsonl(5))
    data = samples.pack(samples.jsonl(900), ".gz")
    if damage == "gzip":
        (source / "bad.jsonl.gz").write_bytes(data[:2000] + b"\x00" * 200 + data[2200:])
    elif damage == "truncated":
        (source / "bad.jsonl.gz").write_bytes(data[:-50])
    elif damage == "zstd":
        (source / "bad.jsonl.zst").write_bytes(samples.pack(samples.jsonl(900), ".zst")[:-50])
    elif damage == "nameless":
        (source / "bad.gz").write_bytes(b"\x1f\x8b\x08garbage")
    elif damage == "parquet":
        made = samples.parquet(900)
        (source / "bad.parquet").write_bytes(made[:100] + bytes(9000) + made[9100:])
    else:
        (source / "bad.jsonl").symlink_to(source / "nowhere")
    done = run("run", source, "-o", tmp_path / "out", "--jobs", "1")
    assert done.code == (0 if damage == "link" else 2)
    assert words in done.err
    assert "bad." in done.err
    assert "Traceback" not in done.err
    assert list(samples.files(tmp_path / "out")) == ["good.jsonl"]
    assert samples.temporaries(tmp_path / "out") == []
    (source / next(p.name for p in source.iterdir() if "bad" in p.name)).unlink()
    again = run("run", source, "-o", tmp_path / "out", "--jobs", "1")
    assert (again.code, again.lines[0][:11]) == (0, "5 documents")


def test_an_input_that_vanishes_is_said(tmp_path, monkeypatch):
    (tmp_path / "a.jsonl").write_bytes(samples.jsonl(5))
    settings = Settings(preset("repair"), str(tmp_path / "out"))

    class Watcher:
        def begin(self, plan, done):
            (tmp_path / "a.jsonl").unlink()

        def event(self, event):
            pass

    outcome = run_corpora([str(tmp_path / "a.jsonl")], settings, watcher=Watcher())
    assert "no longer there" in outcome.failed[0][1]


def test_errors_can_stop_a_run(tmp_path):
    for name in "ab":
        (tmp_path / f"{name}.jsonl").write_bytes(samples.jsonl(5) + b"{broken\n" * 3)
        with (tmp_path / f"{name}.jsonl").open("ab") as file:
            file.write(b" " * (1 << 20))  # so that each is a shard
    arguments = [
        "run",
        tmp_path / "a.jsonl",
        tmp_path / "b.jsonl",
        "-o",
        tmp_path / "out",
        "--jobs",
        "1",
        "-q",
    ]
    done = run(*arguments, "--max-errors", "2")
    assert done.code == 2
    assert "more than 2 errors; the same command again does the rest" in done.err
    assert list(samples.files(tmp_path / "out")) == ["a.jsonl"]
    assert run(*arguments).code == 1
    assert list(samples.files(tmp_path / "out")) == ["a.jsonl", "b.jsonl"]


def test_urls_through_fsspec(tmp_path):
    fsspec = pytest.importorskip("fsspec")
    memory = fsspec.filesystem("memory")
    memory.pipe("/bucket/in/a.jsonl", samples.jsonl(20))
    memory.pipe("/bucket/in/deep/b.parquet", samples.parquet(20))
    settings = Settings(preset("repair"), "memory://bucket/out")
    for _ in range(2):
        outcome = run_corpora(["memory://bucket/in"], settings, shard_size=2000)
        assert not outcome.failed
    assert outcome.done_before == len(outcome.plan.shards)
    names = [path for path in memory.find("/bucket/out") if "_cleantext" not in path]
    assert len(names) == 2
    joined = b"".join(memory.cat(path) for path in sorted(names) if path.endswith("jsonl"))
    assert joined.count(b"\n") == 20
    assert not memory.find("/bucket/out/_cleantext/tmp")
    assert (
        run_corpora(
            [f"file://{_folder(tmp_path)}/*.jsonl"],
            Settings(preset("repair"), str(tmp_path / "out")),
        ).tally.documents
        == 5
    )


def _folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_bytes(samples.jsonl(5))
    return tmp_path / "in"


def test_ten_thousand_small_files_are_few_shards(tmp_path):
    source = tmp_path / "in"
    for number in range(10_000):
        folder = source / str(number % 100)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{number}.txt").write_text("sound")
    before = plan([str(source)], Settings(preset("repair"), str(tmp_path / "out")))
    assert len(before.shards) < 200
    (source / "50" / "new.txt").write_text("sound")
    after = plan([str(source)], Settings(preset("repair"), str(tmp_path / "out")))
    names = {shard.name for shard in before.shards}
    assert sum(shard.name not in names for shard in after.shards) < 8


def test_usage_errors(tmp_path):
    for arguments, words in [
        (["run"], "SOURCE"),
        (["run", "x"], "--output"),
        (["run", tmp_path, "-o", tmp_path], "lies in the output folder"),
        (["run", tmp_path / "nowhere", "-o", tmp_path / "out"], "no file is there"),
        (["run", "x", "-o", "y", "--preset", "cleann"], "did you mean 'clean'"),
        (["run", "x", "-o", "y", "--sample", "7"], "is no share"),
        (["run", "x", "-o", "y", "--address", "auto"], "--engine ray"),
        (["run", "x", "-o", "y", "--report", "r.pdf"], ".html or .json"),
    ]:
        done = run(*arguments)
        assert done.code == 2, arguments
        assert words in done.err
        assert done.err.count("\n") == 1


def test_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(samples.jsonl(5))
    (tmp_path / "file").write_text("no folder")
    done = run("run", tmp_path / "a.jsonl", "-o", tmp_path / "file", "--jobs", "1")
    assert done.code == 2
    assert done.err.count("\n") == 1


def test_a_full_disk_stops_the_run_and_the_rest_follows(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(samples.jsonl(3000))
    limit = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000));"
    code = f"{limit} import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); from cleantext.cli import main; sys.exit(main())"
    arguments = ["run", tmp_path / "a.jsonl", "-o", tmp_path / "out", "--jobs", "1"]
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], capture_output=True, check=False
    )
    assert done.returncode == 2
    assert b"File too large" in done.stderr
    assert b"Traceback" not in done.stderr
    assert samples.files(tmp_path / "out") == {}
    assert samples.temporaries(tmp_path / "out") == []
    assert run_process(*arguments).code == 0


@pytest.mark.parametrize(
    "missing", ["xxhash", "msgspec", "pyarrow", "fastwarc", "zstandard", "isal", "ray", "fsspec"]
)
def test_what_is_not_installed_is_named(tmp_path, missing):
    (tmp_path / "a.jsonl").write_bytes(samples.jsonl(5))
    (tmp_path / "b.parquet").write_bytes(samples.parquet(5))
    (tmp_path / "c.warc").write_bytes(samples.warc([("http://a.example/", "text/plain", b"x")]))
    (tmp_path / "d.jsonl.gz").write_bytes(samples.pack(samples.jsonl(5), ".gz"))
    (tmp_path / "e.jsonl.zst").write_bytes(samples.pack(samples.jsonl(5), ".zst"))
    source = f"file://{tmp_path}/*.jsonl" if missing == "fsspec" else str(tmp_path)
    code = f"import sys; sys.modules[{missing!r}] = None; from cleantext.cli import main; sys.exit(main())"
    engine = ["--engine", "ray"] if missing == "ray" else ["--jobs", "1"]
    arguments = ["run", source, "-o", str(tmp_path / "out"), *engine]
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert f"this needs the package {missing}" in done.stderr
    assert "Traceback" not in done.stderr


def test_files_of_records_need_no_extra(tmp_path):
    (tmp_path / "a.csv").write_text("text\nin\u200bvisible\n")
    (tmp_path / "a.jsonl").write_text('{"text": "in\u200bvisible"}\n')
    extras = ["xxhash", "msgspec", "pyarrow", "fastwarc", "zstandard", "isal", "rich", "fsspec"]
    code = f"import sys; sys.modules.update(dict.fromkeys({extras})); from cleantext.cli import main; sys.exit(main())"
    paths = [str(tmp_path / "a.csv"), str(tmp_path / "a.jsonl")]
    subprocess.run([sys.executable, "-c", code, "-w", *paths], check=True, capture_output=True)
    assert (tmp_path / "a.csv").read_text() == "text\ninvisible\n"
    assert (tmp_path / "a.jsonl").read_text() == '{"text": "invisible"}\n'
