"""Lines that many documents share: counted first, by whomever, and taken out."""

import json
from pathlib import Path

import pytest
import samples
from commands import run

from cleantext.corpora import CorpusError, Settings
from cleantext.corpora import run as run_corpora
from cleantext.corpora.repeated import Counting, hashed
from cleantext.filters.repeated_lines import TIMES
from cleantext.pipeline import Pipeline

BANNER = "The Valley Post, the paper of the whole valley since 1880"
SPAM = "最新网址高清在线观看免费注册送彩金"


def corpus(folder: Path, documents: int = 40) -> Path:
    folder.mkdir()
    for name in range(2):
        with open(folder / f"{name}.jsonl", "w", encoding="utf-8") as file:
            for number in range(documents):
                own = f"This is sentence number {number} of file {name}, which stands nowhere else."
                file.write(json.dumps({"text": f"{SPAM}\n{own}\nyes\n{BANNER}\n"}) + "\n")
    (folder / "page.txt").write_text(f"{BANNER}\nA text of its own.\n", "utf-8")
    return folder


def texts(folder: Path) -> list[str]:
    files = [path.read_text("utf-8") for path in sorted(folder.glob("*.jsonl"))]
    return [json.loads(line)["text"] for file in files for line in file.splitlines()]


def test_lines_of_many_documents_go_and_others_stay(tmp_path):
    source = corpus(tmp_path / "in")
    settings = Settings(Pipeline([]), str(tmp_path / "out"))
    outcome = run_corpora([str(source)], settings, repeated=20)
    found = texts(tmp_path / "out")
    assert len(found) == 80
    assert all("number" in text and "yes" in text for text in found)
    assert not any(SPAM in text or BANNER in text for text in found)
    assert (tmp_path / "out" / "page.txt").read_text("utf-8") == "A text of its own.\n"
    assert outcome.tally.filters["repeated_lines"].edits == 161


def test_what_stands_in_too_few_documents_stays(tmp_path):
    source = corpus(tmp_path / "in", 3)
    run_corpora([str(source)], Settings(Pipeline([]), str(tmp_path / "out")), repeated=20)
    assert texts(tmp_path / "out") == texts(source)


def test_workers_shards_and_a_second_run_change_nothing(tmp_path):
    source = corpus(tmp_path / "in")
    arguments = ["run", str(source), "--select", "zero_width", "--repeated-lines", "20", "-q"]
    for name, more in (("one", []), ("two", ["--jobs", "2"])):
        done = run(*arguments, "--output", tmp_path / name, *more)
        assert done.code == 0, done.err
    first = samples.files(tmp_path / "one")
    assert first == samples.files(tmp_path / "two")
    assert run(*arguments, "--output", tmp_path / "one").code == 0
    assert samples.files(tmp_path / "one") == first


def test_a_corpus_that_grew_is_counted_anew(tmp_path):
    source = corpus(tmp_path / "in")
    settings = Settings(Pipeline([]), str(tmp_path / "out"))
    run_corpora([str(source)], settings, repeated=20)
    # What is shared now is another set of lines, so what was made with the old one is refused.
    more = "A line of letters that is long enough to count as one, everywhere"
    rows = [json.dumps({"text": more}) for _ in range(30)]
    (source / "more.jsonl").write_text("\n".join(rows), "utf-8")
    with pytest.raises(CorpusError, match="overwrite"):
        run_corpora([str(source)], settings, repeated=20)
    run_corpora([str(source)], settings, repeated=20, overwrite=True)
    assert more not in "".join(texts(tmp_path / "out"))


def test_a_line_counts_once_a_document():
    counting = Counting()
    counting.clean(f"{BANNER}\n" * 5)
    keys, numbers = counting.counts()
    assert (keys.tolist(), numbers.tolist()) == ([hashed(BANNER)], [1])


def test_contradictions_are_told(tmp_path):
    for more in (["--repeated-lines", "1"], ["--repeated-lines", "5", "--dry-run"]):
        done = run("run", tmp_path, "--output", tmp_path / "out", *more)
        assert done.code == 2
        assert "--repeated-lines" in done.err


def test_in_one_document_the_first_stays():
    clean = Pipeline(["repeated_lines"]).clean
    text = "\n".join([BANNER, "one"] * TIMES)
    assert clean(text).count(BANNER) == 1
    assert clean(text).count("one") == TIMES
    few = "\n".join([BANNER, "one"] * (TIMES - 1))
    assert clean(few) == few
