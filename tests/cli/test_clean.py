"""The main job, in-process: what comes out, and with which exit code."""

import json

import pytest
from commands import run
from hypothesis import given
from hypothesis import strategies as st
from strategies import anything

import cleantext
from cleantext import decoding
from cleantext.decoding import Decoded

DAMAGED = "cafÃ© noir\nin\u200bvisible \nend\n"
CLEAN = "café noir\ninvisible\nend\n"


@pytest.fixture
def damaged(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(DAMAGED.encode())
    return path


@pytest.mark.parametrize("arguments", [(), ("-",)])
def test_standard_input_to_standard_output(arguments):
    assert run(*arguments, stdin=DAMAGED.encode()) == (0, CLEAN.encode(), "")


def test_files_are_concatenated_in_order(damaged, tmp_path):
    other = tmp_path / "b.txt"
    other.write_text("sound\n")
    assert run(other, damaged, other).text == "sound\n" + CLEAN + "sound\n"


def test_a_sub_command_word_is_a_file_when_it_has_a_folder_or_is_not_first(tmp_path, monkeypatch):
    (tmp_path / "filters").write_text("a file ")
    monkeypatch.chdir(tmp_path)
    assert run("./filters").text == "a file"
    assert run("--", "filters").text == "a file"
    assert run("--preset", "repair", "filters").text == "a file"
    assert "zero_width" in run("filters").text


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32", "utf-16-be"])
def test_output_is_utf_8_without_a_mark(codec):
    mark = "\ufeff" if codec == "utf-16-be" else ""
    assert run(stdin=(mark + DAMAGED).encode(codec)).out == CLEAN.encode()


def test_a_uniform_crlf_is_the_files_own_and_a_mixture_is_damage():
    assert run(stdin=b"one \r\ntwo\r\n").out == b"one\r\ntwo\r\n"
    assert run("--check", stdin=b"one\r\ntwo\r\n").code == 0
    assert run(stdin=b"one\r\ntwo\n").out == b"one\ntwo\n"
    assert run("--select", "line_breaks", stdin=b"one\r\ntwo\r\n").out == b"one\ntwo\n"


def test_check_lists_changes_with_lines_and_columns_of_the_input(damaged):
    done = run("--check", damaged)
    assert done.code == 1
    assert done.err == ""
    assert [line.split(" ")[:2] for line in done.lines] == [
        [f"{damaged}:1:4", "mojibake"],
        [f"{damaged}:2:3", "zero_width"],
        [f"{damaged}:2:11", "trailing_space"],
    ]
    assert run("--check", stdin=CLEAN.encode()) == (0, b"", "")


def test_columns_count_code_points():
    done = run("--check", stdin="漢字😀é\u200bx \n".encode())
    assert [line.split(" ")[0] for line in done.lines] == ["<stdin>:1:5", "<stdin>:1:7"]


def test_a_legacy_encoding_is_something_that_would_change():
    text = "Les élèves français étaient déjà prêts à répéter la leçon.\n" * 3
    done = run("--check", "--encoding", "cp1252", stdin=text.encode("cp1252"))
    assert done.code == 1
    assert done.lines == ["<stdin>:1:1 encoding cp1252 is written as UTF-8"]
    assert run("--encoding", "cp1252", stdin=text.encode("cp1252")).text == text


def test_explain_shows_a_table_and_no_text(damaged):
    done = run("--explain", damaged)
    assert done.code == 0
    assert done.lines[0] == str(damaged)
    assert done.lines[1].split()[:5] == ["1:4", "mojibake", "'Ã©'", "→", "'é'"]
    assert "'\\u200b' → ''" in done.lines[2]
    assert "3 changes" in done.lines[-1]
    assert "utf-8" in done.lines[-1]
    assert "no change" in run("--explain", stdin=b"sound").text


def test_diff_shows_what_would_change(damaged):
    done = run("--diff", damaged)
    assert done.code == 1
    expected = [
        f"--- {damaged}", f"+++ {damaged}", "@@ -1,3 +1,3 @@",
        "-cafÃ© noir", "+café noir", "-in\u200bvisible ", "+invisible", " end",
    ]  # fmt: skip
    assert done.lines == expected
    assert run("--diff", stdin=CLEAN.encode()) == (0, b"", "")


def test_json_is_one_object_a_file(damaged):
    done = run("--output-format", "json", damaged, "-", stdin=b"sound\r\n")
    first, second = map(json.loads, done.lines)
    assert done.code == 0
    assert first["text"] == CLEAN
    assert first["changed"]
    assert [(c["filter"], c["line"], c["column"]) for c in first["changes"]] == [
        ("mojibake", 1, 4), ("zero_width", 2, 3), ("trailing_space", 2, 11),
    ]  # fmt: skip
    assert second == {
        "path": "<stdin>", "line": None, "encoding": "ascii", "certain": True, "bom": False,
        "damaged": [], "page": False, "changed": False, "changes": [], "text": "sound\r\n",
        "error": None,
    }  # fmt: skip
    assert json.loads(run("--check", "--output-format", "json", damaged).text)["text"] is None


@given(text=anything)
def test_json_positions_are_those_of_the_input(text: str):
    text = text.replace("\ud800", "").replace("\udfff", "").replace("\n", "\r\n")
    text = text.encode("utf-8", "ignore").decode()
    done = run("--text", "--select", "zero_width", "--output-format", "json", stdin=text.encode())
    if done.code == 0:
        for change in json.loads(done.out)["changes"]:
            start = change["start"] + text.startswith("\ufeff")
            assert text[start : start + len(change["old"])] == change["old"]
            lines = text.removeprefix("\ufeff").split("\n")
            assert lines[change["line"] - 1][change["column"] - 1 :].startswith(change["old"])


def test_an_error_leaves_the_other_files_to_be_done(damaged, tmp_path):
    (tmp_path / "binary").write_bytes(b"\x7fELF\0\1\2")
    done = run(tmp_path / "nowhere", damaged, tmp_path / "binary", tmp_path, damaged)
    assert done.code == 2
    assert done.text == CLEAN * 2
    missing, binary, folder = done.err.splitlines()
    assert missing == f"cleantext: {tmp_path}/nowhere: No such file or directory"
    assert binary.startswith(f"cleantext: {tmp_path}/binary: ")
    assert "binary" in binary.removeprefix(f"cleantext: {tmp_path}/binary: ")
    assert "find" in folder


def test_an_error_is_an_object_in_json(tmp_path):
    done = run("--output-format", "json", tmp_path / "nowhere")
    assert done.code == 2
    assert json.loads(done.out)["error"] == "No such file or directory"


def test_bytes_that_no_reading_explains_are_said():
    data = b"\xef\xbb\xbfd\xc3\xa9j\xc3\xa0 vu \xff\xfe en fran\xc3\xa7ais\n"
    done = run(stdin=data)
    assert (done.code, "\ufffd" in done.text) == (0, True)
    assert done.err.startswith("cleantext: <stdin>: ")
    assert "cannot be read" in done.err
    assert run("-q", stdin=data).err == ""
    assert run("--check", stdin=data).code == 1


def test_a_declaration_that_the_bytes_do_not_bear_out_is_said():
    done = run("--encoding", "cp1252", stdin="déjà".encode())
    assert done.text == "déjà"
    assert done.err == "cleantext: <stdin>: declared as cp1252, but read as utf-8\n"


def test_sound_text_in_strange_bytes_is_listed_too(monkeypatch):
    def decode(data, **options):
        return Decoded("déjà", "utf-8", False)

    monkeypatch.setattr(decoding, "decode", decode)
    done = run("--check", stdin=b"d\xc3\xa9j\xe0")
    assert done == (1, b"<stdin>:1:1 encoding the bytes are not those of UTF-8\n", "")


def test_html_and_text_decide_what_is_a_page():
    page = b"<!doctype html><html><body><p>One.</p></body></html>"
    assert run(stdin=page).text.strip() == "One."
    assert run("--text", stdin=page).out == page
    assert run("--html", stdin=b"<p>One.</p>").text.strip() == "One."
    check = run("--check", stdin=page)
    assert (check.code, check.lines[0].split(" ")[:2]) == (1, ["<stdin>:1:1", "markup"])


def test_which_filters(damaged):
    data = DAMAGED.encode()
    assert run("--select", "zero_width,mojibake", stdin=data).text == "café noir\ninvisible \nend\n"
    assert run("--select", "zero_width", "--select", "mojibake", stdin=data).text == (
        "café noir\ninvisible \nend\n"
    )
    assert run("--ignore", "trailing_space", stdin=data).text == "café noir\ninvisible \nend\n"
    assert run("--preset", "repair", stdin=data).text == CLEAN


def test_exit_non_zero_on_fix(damaged):
    assert run("--exit-non-zero-on-fix", damaged).code == 1
    assert run("--exit-non-zero-on-fix", stdin=b"sound").code == 0
    assert run("-w", "--exit-non-zero-on-fix", damaged).code == 1
    assert run("-w", "--exit-non-zero-on-fix", damaged).code == 0


def test_quiet_check_answers_by_its_exit_code(damaged):
    assert run("-q", "--check", damaged) == (1, b"", "")
    assert run("-q", "--check", stdin=b"sound") == (0, b"", "")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--select", "zero_widht"], "did you mean 'zero_width'?"),
        (["--ignore", "mojibak"], "did you mean 'mojibake'?"),
        (["--preset", "repiar"], "did you mean 'repair'?"),
        (["--select", "zero_width", "--preset", "repair"], "--preset"),
        (["--select", ","], "names no filter"),
        (["--encoding", "latin-one"], "no encoding of text is named"),
        (["--encoding", "rot13"], "no encoding of text"),
        (["-w"], "name the files"),
        (["-w", "--check", "a"], "choose one"),
        (["-w", "--diff", "a"], "choose one"),
        (["--diff", "--explain"], "format of its own"),
        (["--output-format", "concise"], "add one"),
        (["--output-format", "sarif"], "sarif"),
        (["--html", "--text"], "not allowed with"),
        (["--chek"], "--chek"),
        (["filters", "--nope"], "--nope"),
        (["explain"], "NAME"),
        (["explain", "zerowidth"], "did you mean 'zero_width'?"),
        (["explain", "page.txt"], "cleantext --explain FILE"),
        (["demo", "x"], "x"),
    ],
)
def test_a_usage_error_is_one_line(arguments, said):
    done = run(*arguments)
    assert (done.code, done.out) == (2, b"")
    assert said in done.err
    assert done.err.count("\n") == 1


def test_a_path_that_would_break_the_line_is_escaped(tmp_path):
    path = tmp_path / "two\nlines"
    path.write_text("x \n")
    assert run("--check", path).lines[0].startswith(f"{tmp_path}/two\\nlines:1:2 trailing_space")


@given(
    data=st.one_of(st.binary(max_size=200), anything.map(lambda t: t.encode("utf-8", "replace")))
)
def test_any_bytes_are_cleaned_or_refused_in_one_line(data: bytes):
    done = run(stdin=data)
    assert done.code in (0, 2)
    assert "Traceback" not in done.err
    done.out.decode()
    check = run("--check", stdin=data)
    assert (check.code == 2) == (done.code == 2)
    if check.code == 0:
        assert done.text == cleantext.decode(data).text
    elif check.code == 1:
        assert check.lines


@given(text=anything)
def test_check_is_quiet_exactly_when_cleaning_changes_nothing(text: str):
    data = text.encode("utf-8", "replace")
    check, clean = run("--check", "--text", stdin=data), run("--text", stdin=data)
    if check.code != 2:
        assert (check.code == 0) == (clean.out == data.removeprefix(b"\xef\xbb\xbf"))
        assert (run("--diff", "--text", stdin=data).code == 1) == (check.code == 1)


def test_a_lone_surrogate_does_not_stop_the_command():
    data = "é\ud800".encode("utf-7", "surrogatepass")
    for arguments in ((), ("--check",), ("--diff",), ("--explain",), ("--output-format", "json")):
        done = run("--encoding", "utf-7", *arguments, stdin=data)
        assert done.code in (0, 1)
        done.out.decode()


def test_errors_chooses_what_becomes_of_bytes_that_no_reading_explains():
    data = "naïveté, déjà vu\xff été\n".encode().replace("\xff".encode(), b"\xff")
    assert "\ufffd" in run(stdin=data).text
    assert "\\xff" in run("--errors", "backslashreplace", stdin=data).text
    strict = run("--errors", "strict", stdin=data)
    assert (strict.code, strict.out) == (2, b"")
    assert "damaged utf-8" in strict.err
    lines = run("--errors", "strict", "--lines", stdin=data + b"sound\n")
    assert (lines.code, lines.out) == (2, data + b"sound\n")


def test_a_web_label_is_an_encoding():
    assert run("--encoding", "x-sjis", stdin="日本語".encode("cp932")).text == "日本語"
