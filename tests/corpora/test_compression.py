"""Compressed streams: those that end too soon, and those that grow like a bomb."""

import gzip
import io

import pytest
import samples

from cleantext.corpora import Settings, compression, run
from cleantext.corpora.compression import Cap, Damaged, decompressed
from cleantext.presets import preset

PACKED = ["gz", "zst", "bz2", "xz"]


def packed(data: bytes, kind: str) -> io.BytesIO:
    return io.BytesIO(samples.pack(data, f".{kind}"))


@pytest.mark.parametrize("kind", PACKED)
def test_what_grows_like_a_bomb_is_refused(kind, monkeypatch):
    monkeypatch.setattr(compression, "_FREE", 1 << 20)
    bomb = bytes(4 << 20)
    stream = decompressed(packed(bomb, kind), kind, Cap(ratio=100))
    with pytest.raises(Damaged, match=r"100 times its size.*--max-ratio"):
        stream.read()
    assert decompressed(packed(bomb, kind), kind, Cap(ratio=0)).read() == bomb


@pytest.mark.parametrize("kind", PACKED)
def test_a_small_file_may_hold_a_line_over_and_over(kind):
    text = b"the same line again\n" * 10_000
    assert decompressed(packed(text, kind), kind, Cap(ratio=2)).read() == text


@pytest.mark.parametrize("kind", PACKED)
def test_a_size_can_be_set(kind):
    text = samples.jsonl(200)
    with pytest.raises(Damaged, match="--max-size 1000"):
        decompressed(packed(text, kind), kind, Cap(size=1000)).read()
    assert decompressed(packed(text, kind), kind, Cap(size=len(text))).read() == text


@pytest.mark.parametrize("kind", PACKED)
def test_a_stream_that_was_cut_is_damaged(kind):
    whole = samples.pack(samples.jsonl(500), f".{kind}")
    with pytest.raises(Damaged):
        decompressed(io.BytesIO(whole[: len(whole) // 2]), kind).read()


def test_a_run_does_the_others(tmp_path, monkeypatch):
    monkeypatch.setattr(compression, "_FREE", 1 << 20)
    (tmp_path / "bomb.jsonl.gz").write_bytes(gzip.compress(bytes(8 << 20)))
    (tmp_path / "sound.jsonl").write_bytes(samples.jsonl(5))
    outcome = run([str(tmp_path)], Settings(preset("repair"), str(tmp_path / "out")), jobs=1)
    assert len(outcome.failed) == 1
    assert "--max-ratio" in str(outcome.failed)
    assert "sound.jsonl" in samples.files(tmp_path / "out")
