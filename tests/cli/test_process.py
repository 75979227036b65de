"""The command as a process: pipes, signals, exit codes, and files when it is killed."""

import io
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest
from commands import COMMAND, run_process, start

from cleantext.cli.streams import read_all

DAMAGED = "cafÃ© in\u200bvisible \n".encode()
CLEAN = "café invisible\n".encode()


def test_bytes_in_utf_8_out_whatever_the_locale():
    done = run_process(stdin=DAMAGED, LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert done == (0, CLEAN, "")
    explained = run_process("--explain", stdin=DAMAGED, PYTHONIOENCODING="ascii")
    assert explained.code == 0
    assert "'Ã©' → 'é'" in explained.text


def test_help_and_messages_in_a_plain_locale(tmp_path):
    assert run_process("--help", PYTHONIOENCODING="ascii").code == 0
    done = run_process(tmp_path / "nöwhere", PYTHONIOENCODING="ascii")
    assert done.code == 2
    assert done.err.count("\n") == 1


def test_exit_codes(tmp_path):
    assert run_process(stdin=DAMAGED).code == 0
    assert run_process("--check", stdin=DAMAGED).code == 1
    assert run_process("--check", stdin=CLEAN).code == 0
    assert run_process("--nope").code == 2
    assert run_process(tmp_path / "nowhere").code == 2


@pytest.mark.parametrize("module", ["cleantext", "cleantext.cli"])
def test_both_modules_are_the_command(module):
    done = subprocess.run(
        [sys.executable, "-m", module], input=DAMAGED, capture_output=True, check=True
    )
    assert done.stdout == CLEAN


def test_version_imports_nothing_heavy():
    code = (
        "import sys; from cleantext.cli import main; main(['--version']);"
        "heavy = {'argparse', 'json', 'ftfy', 'selectolax', 'charset_normalizer', 'html5lib',"
        " 'difflib', 'dataclasses', 'inspect', 'importlib.resources', 'cleantext.filters'};"
        "sys.exit(f'{heavy & set(sys.modules)}' if heavy & set(sys.modules) else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", code],
        capture_output=True, check=False, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"cleantext ")


def test_sound_text_imports_nothing_heavy():
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "cleantext.cli"],
        input="Sound text, naïve, 漢字。\n".encode(), capture_output=True, check=True,
    )  # fmt: skip
    imported = {line.split(b"|")[-1].strip().decode() for line in done.stderr.splitlines()}
    assert not imported & {
        "ftfy",
        "selectolax",
        "charset_normalizer",
        "html5lib",
        "json",
        "difflib",
    }


@pytest.mark.parametrize(
    "arguments",
    [(), ("--lines",), ("--explain",), ("--check",), ("--diff",), ("--output-format", "json")],
)
def test_a_pipe_that_nobody_reads_ends_quietly(arguments):
    process = start(*arguments)
    process.stdout.close()
    feed = threading.Thread(target=_feed, args=(process, DAMAGED * 20_000))
    feed.start()
    err = process.stderr.read()
    assert process.wait() == 141
    feed.join()
    process.stderr.close()
    assert err == b""


@pytest.mark.parametrize("arguments", [("--version",), ("--help",), ("filters",), ("demo",)])
def test_listings_that_nobody_reads_end_quietly(arguments):
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [*COMMAND, *arguments], stdout=writer, stderr=subprocess.PIPE, check=False
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


def _feed(process, data):
    with suppress(BrokenPipeError), process.stdin:
        process.stdin.write(data)


class _Endless(io.RawIOBase):
    """Zeros, until somebody interrupts."""

    def __init__(self, reads):
        self.left = reads

    def read(self, size=-1):
        assert size > 0
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt
        return bytes(size)


def test_a_stream_without_an_end_can_be_interrupted():
    with pytest.raises(KeyboardInterrupt):
        read_all(_Endless(3))


@pytest.mark.parametrize("size", [0, 1, (1 << 24) - 1, 1 << 24, (1 << 24) + 1, 1 << 25])
def test_a_stream_is_read_to_its_end(size):
    data = bytes(size)
    assert read_all(io.BytesIO(data)) == data


def test_standard_streams_that_are_closed():
    command = " ".join(COMMAND)
    for redirect, code in ((">&-", 2), ("<&-", 2), ("2>&-", 0)):
        done = subprocess.run(
            ["/bin/sh", "-c", f"{command} {redirect}"],
            input=DAMAGED,
            capture_output=True,
            check=False,
        )
        assert done.returncode == code
        assert b"Traceback" not in done.stderr
        assert b"Exception ignored" not in done.stderr
        assert done.stderr.count(b"\n") == (code == 2)


def test_interrupted_with_one_line(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    process = start(pipe)
    with open(pipe, "wb"):  # opened once the command has come to read it
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
    assert (process.returncode, out, err) == (130, b"", b"cleantext: interrupted\n")


def _limited():
    """Let no file grow past 4096 bytes, which is how a full disk is had without filling one."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))


@pytest.mark.parametrize("lines", [(), ("--lines",)])
def test_a_full_disk_leaves_the_old_file(tmp_path, lines):
    big, small = tmp_path / "big.txt", tmp_path / "small.txt"
    big.write_bytes(DAMAGED * 1000)
    small.write_bytes(DAMAGED)
    process = start("-w", *lines, big, small, preexec_fn=_limited)
    _, err = process.communicate()
    assert process.returncode == 2
    assert err.decode().splitlines() == [
        f"cleantext: {big}: File too large",
        f"cleantext: {small}: rewritten, 3 edits",
    ]
    assert big.read_bytes() == DAMAGED * 1000
    assert small.read_bytes() == CLEAN
    assert sorted(each.name for each in tmp_path.iterdir()) == ["big.txt", "small.txt"]


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_standard_output_on_a_full_disk_is_one_line(tmp_path, unbuffered):
    with open(tmp_path / "out", "wb") as out:
        done = subprocess.run(
            COMMAND, input=DAMAGED * 1000, stdout=out, stderr=subprocess.PIPE,
            preexec_fn=_limited, check=False,
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (2, b"cleantext: standard output: File too large\n")


def _kill_while_writing(path: Path, number: int) -> int:
    process = start("-w", "--lines", path)
    while process.poll() is None:
        if any(each.stat().st_size for each in path.parent.glob(".cleantext-*")):
            process.send_signal(number)
            break
        time.sleep(0.001)
    process.communicate()
    return process.returncode


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_killed_while_writing(tmp_path, number):
    path = tmp_path / "a.txt"
    path.write_bytes(DAMAGED * 50_000)
    code = _kill_while_writing(path, number)
    assert code == {signal.SIGKILL: -9, signal.SIGTERM: 143, signal.SIGINT: 130}[number]
    assert path.read_bytes() == DAMAGED * 50_000
    if number != signal.SIGKILL:
        assert list(tmp_path.iterdir()) == [path]


def test_lines_come_out_in_bounded_memory(tmp_path):
    code = (
        "import resource, sys; from cleantext.cli import main; code = main(['--lines']);"
        "peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss;"
        "print(peak // (1024 if sys.platform == 'darwin' else 1), file=sys.stderr)"
    )
    peaks = []
    for size in (10, 4_000):
        # From a file: the peak of a new process counts what its parent holds.
        path = tmp_path / "lines"
        with path.open("wb") as file:
            for _ in range(size):
                file.write(b"sound text, and more of it " * 100 + b"\n")
        with path.open("rb") as file:
            done = subprocess.run(
                [sys.executable, "-c", code], stdin=file, capture_output=True, check=True
            )
        assert done.stdout.count(b"\n") == size
        peaks.append(int(done.stderr))
    assert peaks[1] - peaks[0] < 5_000  # KB, for 11 MB of text


def test_colour_is_for_terminals_that_want_it(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(DAMAGED)
    assert "\x1b[31m" in _on_a_terminal("--diff", path)
    assert "\x1b[" in _on_a_terminal("--explain", path)
    assert "\x1b[" not in _on_a_terminal("--diff", path, NO_COLOR="1")
    assert "\x1b[" not in _on_a_terminal("--diff", path, TERM="dumb")
    assert "\x1b[" not in run_process("--diff", path).text


def _on_a_terminal(*arguments, **environment):
    kept = {k: v for k, v in os.environ.items() if k != "NO_COLOR"}
    master, slave = os.openpty()
    with subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        stdout=slave, stderr=slave, env={**kept, "TERM": "xterm", **environment},
    ) as process:  # fmt: skip
        os.close(slave)
        pieces = []
        while True:
            try:
                piece = os.read(master, 4096)
            except OSError:  # how Linux says that the other end is closed
                break
            if not piece:
                break
            pieces.append(piece)
        process.wait()
    os.close(master)
    return b"".join(pieces).decode()
