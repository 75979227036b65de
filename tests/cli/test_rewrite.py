"""Rewriting in place: all or nothing, and only when there is something to mend."""

import errno
import os
import stat
from pathlib import Path

import pytest
from commands import run
from hypothesis import given
from hypothesis import strategies as st
from strategies import anything

from cleantext.cli import rewrite

DAMAGED, CLEAN = "cafÃ© \n", "café\n"


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "a.txt"
    made.write_bytes(DAMAGED.encode())
    return made


def others(path: Path) -> list[str]:
    """What else stands in the folder."""
    return [each.name for each in path.parent.iterdir() if each != path]


@pytest.mark.parametrize("lines", [(), ("--lines",)])
def test_a_damaged_file_is_rewritten_and_said(path, lines):
    path.chmod(0o640)
    done = run("-w", *lines, path)
    assert done == (0, b"", f"cleantext: {path}: rewritten, 2 edits\n")
    assert path.read_text() == CLEAN
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert others(path) == []


@pytest.mark.parametrize("lines", [(), ("--lines",)])
def test_a_sound_file_is_not_touched(path, lines):
    path.write_text("sound\n")
    os.utime(path, ns=(1, 1))
    before = path.stat()
    assert run("-w", *lines, path) == (0, b"", "")
    after = path.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert others(path) == []


@pytest.mark.parametrize("lines", [(), ("--lines",)])
@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_mark_encoding_and_crlf_are_kept(path, codec, lines):
    path.write_bytes("cafÃ© \r\nnoir\r\n".encode(codec))
    assert run("-w", *lines, path).code == 0
    assert path.read_bytes() == "café\r\nnoir\r\n".encode(codec)
    assert run("-w", *lines, path) == (0, b"", "")


def test_a_legacy_encoding_becomes_utf_8(path):
    text = "Les élèves français étaient déjà prêts à répéter la leçon.\n" * 3
    path.write_bytes(text.encode("cp1252"))
    done = run("-w", "--encoding", "cp1252", path)
    assert path.read_text() == text
    assert done.err == f"cleantext: {path}: rewritten in UTF-8, was cp1252, 0 edits\n"


def test_a_symbolic_link_stays_a_link(path):
    link = path.with_name("link")
    link.symlink_to("a.txt")
    assert run("-w", link).code == 0
    assert link.is_symlink()
    assert path.read_text() == CLEAN


@pytest.mark.parametrize("lines", [(), ("--lines",)])
def test_bytes_that_would_be_lost_keep_the_file_as_it_is(path, lines):
    data = (
        b"\xef\xbb\xbfd\xc3\xa9j\xc3\xa0 \xff vu \n"
        if not lines
        else b"\xff\xfea\x00\x00\xd8\n\x00"
    )
    path.write_bytes(data)
    done = run("-w", *lines, path)
    assert done.code == 2
    assert done.err.count("\n") == 1
    assert ("cannot be read" in done.err) or ("damaged utf-16" in done.err)
    assert path.read_bytes() == data
    assert others(path) == []


def test_a_page_is_only_replaced_by_its_text_when_asked(path):
    page = b"<!doctype html><html><body><p>One.</p></body></html>\n"
    path.write_bytes(page)
    done = run("-w", path)
    assert (done.code, path.read_bytes()) == (2, page)
    assert "--html" in done.err
    assert run("-w", "--text", path).code == 0
    assert run("-w", "--html", path).code == 0
    assert path.read_text().strip() == "One."


def test_what_is_no_regular_file_is_not_rewritten(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    done = run("-w", tmp_path / "pipe")
    assert done.code == 2
    assert "not a regular file" in done.err


def test_a_write_protected_file_is_left_alone(path, monkeypatch):
    # Root may write anything, so the answer of the system is given here.
    monkeypatch.setattr(os, "access", lambda *_: False)
    done = run("-w", path)
    assert done.code == 2
    assert "write-protected" in done.err
    assert path.read_text() == DAMAGED
    assert others(path) == []


def test_a_file_that_changed_meanwhile_is_left_alone(path, monkeypatch):
    create = rewrite._create

    def slow(folder):
        path.write_text("new words\n")
        return create(folder)

    monkeypatch.setattr(rewrite, "_create", slow)
    done = run("-w", path)
    assert done.code == 2
    assert "meanwhile" in done.err
    assert path.read_text() == "new words\n"
    assert others(path) == []


@pytest.mark.parametrize("step", ["fsync", "replace", "fchmod"])
def test_a_failure_at_any_step_leaves_the_old_file_and_nothing_else(path, monkeypatch, step):
    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    other = path.with_name("b.txt")
    other.write_text("x ")
    monkeypatch.setattr(os, step, full)
    done = run("-w", path, other)
    assert done.code == 2
    assert done.err.splitlines()[0] == f"cleantext: {path}: No space left on device"
    assert path.read_text() == DAMAGED
    assert others(path) == ["b.txt"]


def test_the_report_of_what_was_rewritten(path):
    done = run("-w", "--explain", "-q", path)
    assert "mojibake" in done.text
    assert done.err == ""
    assert path.read_text() == CLEAN


def _crlf(text: str) -> bytes:
    return text.replace("\r", "").replace("\n", "\r\n").encode("utf-8", "replace")


@given(
    data=st.one_of(
        st.binary(max_size=120),
        anything.map(lambda text: text.encode("utf-8", "replace")),
        anything.map(_crlf),
        anything.map(lambda text: text.encode("utf-16", "replace")),
    )
)
def test_in_place_is_idempotent_and_check_foretells_it(tmp_path_factory, data: bytes):
    path = tmp_path_factory.getbasetemp() / "any.txt"
    path.write_bytes(data)
    foretold = run("--check", "--text", path).code
    first = run("-w", "--text", path)
    once = path.read_bytes()
    if first.code == 0:
        assert (once != data) == (foretold == 1)
        assert run("-w", "--text", path) == (0, b"", "")
    assert "Traceback" not in first.err
    if first.code == 2 or foretold == 0:
        assert once == data
    again = run("-w", "--text", path)
    assert path.read_bytes() == once
    assert again.code == first.code
