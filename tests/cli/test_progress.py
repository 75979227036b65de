"""Progress: on a terminal, for several files, after a while, and gone before anything else."""

import io
import sys

import pytest

from cleantext.cli import progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def clock(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def test_it_appears_when_work_is_long_and_goes_again(monkeypatch, clock):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    shown = progress.Progress(3, wanted=True)
    shown.show(1, "a")
    assert terminal.getvalue() == ""
    clock[0] = 2.0
    shown.show(2, "b")
    shown.show(3, "c")
    assert terminal.getvalue() == "\r\x1b[K2/3 b"
    shown.hide()
    shown.hide()
    assert terminal.getvalue() == "\r\x1b[K2/3 b\r\x1b[K"


@pytest.mark.parametrize(("total", "wanted"), [(1, True), (3, False)])
def test_it_is_not_for_one_file_nor_where_it_would_be_in_the_way(monkeypatch, clock, total, wanted):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    shown = progress.Progress(total, wanted)
    clock[0] = 2.0
    shown.show(1, "a")
    assert terminal.getvalue() == ""


def test_it_is_not_for_a_pipe(monkeypatch, clock):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    shown = progress.Progress(3, wanted=True)
    clock[0] = 2.0
    shown.show(1, "a")
    assert sys.stderr.getvalue() == ""
