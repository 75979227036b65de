"""`cleantext detect`."""

import json

from commands import run


def test_a_line_a_file(tmp_path):
    names = {"a.txt": "Où ?", "b.txt": "plain"}
    (tmp_path / "a.txt").write_bytes("Le café était fermé.\n".encode("cp1252"))
    (tmp_path / "b.txt").write_text("plain")
    done = run("detect", *(tmp_path / name for name in names))
    assert done == (
        0,
        f"{tmp_path}/a.txt: cp1252, most likely\n{tmp_path}/b.txt: ascii\n".encode(),
        "",
    )
    assert run("detect", "--output-format", "concise", tmp_path / "a.txt").lines == ["cp1252"]


def test_standard_input_as_json():
    data = b"\xef\xbb\xbf" + "Très bien, déjà ".encode() + b"\xc3 vu"
    (line,) = run("detect", "--output-format", "json", stdin=data).lines
    assert json.loads(line) == {
        "path": "<stdin>",
        "encoding": "utf-8",
        "certain": False,
        "alternatives": [],
        "damaged": [[22, 23]],
        "bom": True,
        "declared": None,
        "also": None,
    }


def test_binary_is_an_answer_and_a_missing_file_an_error(tmp_path):
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n....")
    done = run("detect", tmp_path / "a.png")
    assert done == (1, f"{tmp_path}/a.png: binary data: a PNG image\n".encode(), "")
    done = run("detect", tmp_path / "nowhere", tmp_path / "a.png")
    assert done.code == 2
    assert done.err == f"cleantext: {tmp_path}/nowhere: No such file or directory\n"
    assert run("detect", "--output-format", "concise", tmp_path / "a.png").lines == ["binary"]


def test_a_declaration_is_believed_if_it_holds():
    data = "Пример".encode("cp866")
    done = run("detect", "--encoding", "cp855", "--output-format", "concise", stdin=data)
    assert done.lines == ["cp855"]


def test_lines_in_two_charsets_and_damage_are_said():
    first = "Où était-il né ? À Genève, l'été.\nLe café était fermé, hélas.\n"
    done = run("detect", stdin=first.encode() + "Il a cédé à l'élève.\n".encode("cp1252"))
    assert done.lines == ["<stdin>: utf-8, with lines in cp1252"]
    done = run("detect", stdin=first.encode()[:-4] + b"\xc3")
    assert done.lines[0].startswith("<stdin>: utf-8, damaged in 1 place")
