"""`--lines`: as many lines come out as went in, one by one."""

import json

from commands import run
from hypothesis import given
from hypothesis import strategies as st
from strategies import anything

from cleantext import clean


def test_each_line_is_a_document_and_keeps_its_end():
    data = "cafÃ© \r\nin\u200bvisible\n\nlast ".encode()
    assert run("--lines", stdin=data).out == "café\r\ninvisible\n\nlast".encode()
    assert run("--lines", stdin=b"").out == b""


def test_lines_may_differ_in_encoding():
    text = "Les élèves français étaient déjà prêts à répéter la leçon."
    data = text.encode() + b"\n" + text.encode("cp1252") + b"\n"
    assert run("--lines", "--encoding", "cp1252", stdin=data).lines == [text, text]


def test_places_count_lines_of_the_file():
    done = run("--lines", "--check", stdin="sound\nx\u200by\r\nend \n".encode())
    assert done.code == 1
    assert [line.split(" ")[:2] for line in done.lines] == [
        ["<stdin>:2:2", "zero_width"],
        ["<stdin>:3:4", "trailing_space"],
    ]


def test_a_line_that_is_no_text_stays_as_it_is():
    done = run("--lines", stdin=b"one \nb\0\1in\ntwo \n")
    assert done.out == b"one\nb\0\1in\ntwo\n"
    assert done.code == 2
    assert done.err.startswith("cleantext: <stdin>:2: ")
    assert done.err.endswith("left as it is\n")
    found = [
        json.loads(x) for x in run("--lines", "--output-format", "json", stdin=b"a \nb\0\1\n").lines
    ]
    assert [each["line"] for each in found] == [1, 2]
    assert found[0]["text"] == "a"
    assert found[1]["error"]


def test_a_line_break_that_comes_up_inside_a_line_is_a_space():
    assert run("--lines", stdin=b"one&#10;two\rthree\n").out == b"one two three\n"


def test_the_diff_of_lines():
    done = run("--lines", "--diff", stdin=b"one\ntwo \nthree")
    assert done.lines[2:] == [
        "@@ -1,3 +1,3 @@", " one", "-two ", "+two", " three", "\\ No newline at end of file",
    ]  # fmt: skip


def test_a_byte_order_mark_inside_the_file_is_removed_and_said():
    data = b"\xef\xbb\xbfone\n\xef\xbb\xbftwo\n"
    assert run("--lines", stdin=data).out == b"one\ntwo\n"
    done = run("--lines", "--check", stdin=data)
    assert done.lines == ["<stdin>:2:1 encoding a byte order mark inside the file is removed"]


@given(texts=st.lists(st.binary(max_size=30).map(lambda t: t.replace(b"\n", b"")), max_size=5))
def test_what_would_change_is_listed(texts: list[bytes]):
    done = run("--lines", "--check", stdin=b"".join(text + b"\n" for text in texts))
    if done.code == 1:
        assert done.lines
    if done.code == 0:
        assert not any(" [reported" not in line for line in done.lines)


def test_utf_16_is_read_by_its_mark():
    data = "cafÃ© \nnoir ".encode("utf-16")
    assert run("--lines", stdin=data).text == "café\nnoir"


@given(texts=st.lists(anything.map(lambda t: t.replace("\n", "")), max_size=6))
def test_as_many_lines_come_out_as_went_in(texts: list[str]):
    data = b"".join(text.encode("utf-8", "replace") + b"\n" for text in texts)
    done = run("--lines", stdin=data)
    assert done.code in (0, 2)
    assert done.out.count(b"\n") == len(texts)


@given(texts=st.lists(anything.map(lambda t: t.replace("\n", "").replace("\r", "")), max_size=6))
def test_a_line_comes_out_as_it_would_alone(texts: list[str]):
    # Without a space the first line could not begin with a byte order mark by chance.
    sound = [" " + text.encode("utf-8", "ignore").decode().replace("\0", "") for text in texts]
    done = run("--lines", stdin="".join(f"{text}\n" for text in sound).encode())
    assert done.text.split("\n")[:-1] == [clean(text).replace("\n", " ") for text in sound]
