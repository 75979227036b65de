"""The fuzzers run; for longer than a moment they are run by hand, see CONTRIBUTING.md."""

import subprocess
import sys
from pathlib import Path

FUZZ = Path(__file__).parent / "fuzz"


def run(script: str, *options: str, codes: tuple[int, ...] = (0,)) -> str:
    done = subprocess.run(
        [sys.executable, str(FUZZ / script), *options], capture_output=True, text=True, check=False
    )
    assert done.returncode in codes, done.stdout + done.stderr
    return done.stdout


def test_some_inputs_hold():
    assert "400 inputs" in run("fuzz.py", "--inputs", "400", "--jobs", "1", "--seed", "1")


def test_a_worst_case_is_found():
    # Its verdict is about time, which a busy machine may spoil.
    found = run("endurance.py", "--seconds", "0.1", "trailing_space", codes=(0, 1))
    assert "trailing_space" in found
