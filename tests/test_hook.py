"""The commit hooks, as pre-commit runs them: blocked, repaired, passed."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml  # pre-commit brings it

ROOT = Path(__file__).parents[1]
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
DAMAGED = "cafÃ© in\u200bvisible \n"
CLEAN = "café invisible\n"


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A repository whose configuration names the hooks; the command is this environment's own."""
    if not shutil.which("git"):
        pytest.skip("needs git")
    for key in list(os.environ):
        if key.startswith("GIT_"):
            monkeypatch.delenv(key)
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("HOME", str(tmp_path))
    for key, value in {
        "user.email": "a@b.example",
        "user.name": "a",
        "protocol.file.allow": "always",
        "init.defaultBranch": "main",
    }.items():
        _git(tmp_path, "config", "--global", key, value)
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    # No network in a test: the hook's own environment would be installed from an index.
    manifest = (
        (ROOT / ".pre-commit-hooks.yaml")
        .read_text()
        .replace("language: python", "language: system")
    )
    (hooks / ".pre-commit-hooks.yaml").write_text(manifest)
    _git(hooks, "init", "-q")
    _git(hooks, "add", ".")
    _git(hooks, "commit", "-qm", "hooks")
    made = tmp_path / "repository"
    made.mkdir()
    _git(made, "init", "-q")
    revision = _git(hooks, "rev-parse", "HEAD").strip()
    (made / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {hooks}\n  rev: {revision}\n  hooks:\n  - id: cleantext\n"
    )
    subprocess.run(["pre-commit", "install"], cwd=made, check=True, capture_output=True)
    return made


def _git(folder: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=folder, check=True, capture_output=True, text=True
    ).stdout


def _commit(folder: Path) -> subprocess.CompletedProcess[str]:
    _git(folder, "add", ".")
    return subprocess.run(
        ["git", "commit", "-m", "x"], cwd=folder, check=False, capture_output=True, text=True
    )


def test_a_commit_is_blocked_repaired_and_passes(repository):
    (repository / "a.txt").write_text(DAMAGED)
    (repository / "a.jsonl").write_text('{"text": "caf\\u00c3\\u00a9", "n": 1.0}\n')
    (repository / "a.csv").write_text(f"id,text\n1,{DAMAGED}")
    (repository / "wide.txt").write_bytes(DAMAGED.encode("utf-16"))
    (repository / "page.html").write_text("<p>cafÃ© &eacute;</p>\n")
    (repository / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (repository / "liar.txt").write_bytes(b"\x7fELF\x02\x01\x01\x00\x00\x00\x00" * 40)
    (repository / "vendor").mkdir()
    (repository / "vendor" / "old.txt").write_text(DAMAGED)
    (repository / ".cleantextignore").write_text("vendor/\n")
    blocked = _commit(repository)
    assert blocked.returncode != 0
    assert "files were modified by this hook" in blocked.stdout + blocked.stderr
    assert (repository / "a.txt").read_text() == CLEAN
    assert (repository / "a.jsonl").read_text() == '{"text": "caf\\u00e9", "n": 1.0}\n'
    assert (repository / "a.csv").read_text() == f"id,text\n1,{CLEAN}"
    assert (repository / "wide.txt").read_bytes() == CLEAN.encode("utf-16")
    assert (repository / "page.html").read_text().startswith("<p>café")
    assert (repository / "vendor" / "old.txt").read_text() == DAMAGED
    passed = _commit(repository)
    assert passed.returncode == 0, passed.stdout + passed.stderr


def test_the_check_changes_nothing(repository):
    config = repository / ".pre-commit-config.yaml"
    config.write_text(config.read_text().replace("id: cleantext", "id: cleantext-check"))
    (repository / "a.txt").write_text(DAMAGED)
    blocked = _commit(repository)
    assert blocked.returncode != 0
    assert "a.txt:1:4" in blocked.stdout + blocked.stderr
    assert (repository / "a.txt").read_text() == DAMAGED


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_the_hooks_pass_over_sound_files(hook, tmp_path):
    for number in range(200):
        (tmp_path / f"{number}.txt").write_text(f"Sound text number {number}.\n")
    command = [
        sys.executable,
        "-m",
        "cleantext.cli",
        *hook["entry"].split()[1:],
        *map(str, tmp_path.iterdir()),
    ]
    started = time.monotonic()
    done = subprocess.run(command, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert time.monotonic() - started < 60  # a hang, not a speed: benchmarks/corpora.py has that
