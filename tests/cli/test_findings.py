"""Findings that do not count, files of records, and reports for CI services."""

import json

import pytest
from commands import run

DAMAGED = "cafÃ© in\u200bvisible\n"


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_comments_keep_changes_away(here):
    text = "cafÃ©  # cleantext: ignore\ncafÃ© in\u200bvisible  <!-- cleantext: ignore[mojibake] -->\ncafÃ©\n"
    (here / "a.txt").write_text(text)
    assert run("--preset", "repair", "a.txt").text == text.replace("\u200b", "")[:-6] + "café\n"
    assert [line.split()[0] for line in run("--check", "a.txt").lines] == ["a.txt:2:9", "a.txt:3:4"]
    (here / "a.txt").write_text("# cleantext: ignore-file\n" + DAMAGED)
    assert run("--check", "a.txt").code == 0
    (here / "a.txt").write_text("\n" * 20 + "# cleantext: ignore-file\n" + DAMAGED)
    assert run("--check", "a.txt").code == 1


def test_a_baseline_hides_what_was_there(here):
    (here / "a.txt").write_text(DAMAGED * 2)
    update = run("--check", "--baseline", "base.json", "--update-baseline", "a.txt")
    assert update == (0, b"", "cleantext: base.json: 4 findings\n")
    known = "--check", "--baseline", "base.json"
    assert run(*known, "a.txt").code == 0
    (here / "a.txt").write_text("a new line\n" + DAMAGED * 2 + "another cafÃ©\n")
    assert [line.split()[0] for line in run(*known, "a.txt").lines] == ["a.txt:4:12"]
    run("-w", "--baseline", "base.json", "a.txt")
    assert (here / "a.txt").read_text() == "a new line\n" + DAMAGED * 2 + "another café\n"
    (here / "a.txt").write_text(DAMAGED * 3)
    assert len(run(*known, "a.txt").lines) == 2  # as many as there were are known
    (here / "b.txt").write_text("\u200bx\n")
    run("--check", "--baseline", "base.json", "--update-baseline", "b.txt")
    assert run(*known, "a.txt").lines
    assert run(*known, "b.txt").code == 0


def test_a_baseline_that_is_none(here):
    (here / "a.txt").write_text(DAMAGED)
    done = run("--check", "--baseline", "nowhere.json", "a.txt")
    assert (done.code, "--update-baseline makes it" in done.err) == (2, True)
    (here / "bad.json").write_text("[]")
    assert run("--check", "--baseline", "bad.json", "a.txt").code == 2
    assert run("--baseline", "bad.json", "--update-baseline", "a.txt").code == 2


def test_json_lines_by_field(here):
    line = '{"id": 1.50, "text": "caf\\u00c3\\u00a9 &quot;au&quot; lait", "more": {"a": "\u200b"}, "t": "in\u200bvisible"}\n'
    (here / "a.jsonl").write_text('{"text": "sound"}\n' + line)
    done = run("-w", "--preset", "repair", "a.jsonl")
    assert done.code == 0
    expected = (
        line.replace("\\u00c3\\u00a9", "\\u00e9").replace("&quot;", '\\"').replace("in\u200b", "in")
    )
    assert (here / "a.jsonl").read_text() == '{"text": "sound"}\n' + expected
    (here / "a.jsonl").write_text(line)
    assert run("-w", "--preset", "repair", "--text-column", "t", "a.jsonl").code == 0
    assert (here / "a.jsonl").read_text() == line.replace("in\u200b", "in")


def test_records_are_checked_and_shown(here):
    (here / "a.jsonl").write_text('{"text": "sound"}\n{"text": "in\u200bvisible"}\n')
    assert (
        run("--check", "a.jsonl").text
        == "a.jsonl:2:10 zero_width zero width space: '\\u200b' → ''\n"
    )
    diff = run("--diff", "a.jsonl").lines
    assert diff[3:] == [
        ' {"text": "sound"}',
        '-{"text": "in\u200bvisible"}',
        '+{"text": "invisible"}',
    ]
    assert run("a.jsonl").text == '{"text": "sound"}\n{"text": "invisible"}\n'


def test_a_broken_record_is_said_and_stays(here):
    text = '{"text": "in\u200bvisible"}\n{"text": \u200b}\n'
    (here / "a.jsonl").write_text(text)
    done = run("-w", "a.jsonl")
    assert done.code == 2
    assert "a.jsonl:2: no JSON" in done.err
    assert (here / "a.jsonl").read_text() == text.replace("in\u200b", "in")


@pytest.mark.parametrize(("name", "by"), [("a.csv", ","), ("a.csv", ";"), ("a.tsv", "\t")])
def test_csv_by_field(here, name, by):
    text = f'id{by}text{by}n\r\n1{by}"say &quot;hi&quot;,{by} in\u200bvisible"{by}1.50\r\n2{by}cafÃ©{by}\r\n'
    (here / name).write_bytes(text.encode())
    assert run("-w", "--preset", "repair", name).code == 0
    expected = text.replace("&quot;", '""').replace("\u200b", "").replace("Ã©", "é")
    assert (here / name).read_bytes().decode() == expected
    assert run("--check", "--preset", "repair", name).code == 0


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_records_keep_the_encoding_that_a_mark_tells(here, encoding):
    (here / "a.csv").write_bytes("text\tn\r\nin\u200bvisible\t1\r\n".encode(encoding))
    assert run("-w", "a.csv").code == 0
    assert (here / "a.csv").read_bytes() == "text\tn\r\ninvisible\t1\r\n".encode(encoding)


def test_sound_records_are_not_touched(here):
    for name, data in [
        ("a.csv", b'a,"b ""c"""\r\n1,"2\n3"\r\n'),
        ("a.jsonl", b'{ "a" :"\\/","b":NaN}\n\n'),
    ]:
        (here / name).write_bytes(data)
        assert run("--check", "--preset", "repair", name).code == 0


def test_binary_files_can_be_passed_over(here):
    (here / "a.bin").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR" * 20)
    assert run("--check", "a.bin").code == 2
    done = run("--check", "--skip-binary", "a.bin")
    assert (done.code, done.err) == (0, "cleantext: a.bin: no text; passed over\n")


def test_sarif(here):
    (here / "a b.txt").write_text(DAMAGED)
    done = run("--check", "--output-format", "sarif", "a b.txt", "nowhere.txt")
    log = json.loads(done.out)
    assert log["version"] == "2.1.0"
    (found,) = log["runs"]
    assert [each["ruleId"] for each in found["results"]] == ["mojibake", "zero_width"]
    place = found["results"][0]["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "a%20b.txt"},
        "region": {"startLine": 1, "startColumn": 4},
    }
    assert {each["id"] for each in found["tool"]["driver"]["rules"]} == {"mojibake", "zero_width"}
    assert found["invocations"][0]["executionSuccessful"] is False
    assert done.code == 2


def test_github(here):
    (here / "a,b.txt").write_text("50% cafÃ©\n")
    done = run("--check", "--output-format", "github", "a,b.txt")
    assert (
        done.text
        == "::warning file=a%2Cb.txt,line=1,col=8,title=mojibake::UTF-8 read as a single-byte charset: 'Ã©' → 'é'\n"
    )
