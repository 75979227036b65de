"""Diffs: they say what the edits do, whatever the edits are."""

import re

from hypothesis import given
from hypothesis import strategies as st

from cleantext.cli.diff import UnifiedDiff, line_changes, split
from cleantext.edit import Edit, apply

texts = st.text(st.sampled_from("ab\n\r\u2028"), max_size=80)


@st.composite
def edited(draw):
    """A text and sound edits of it."""
    text = draw(texts)
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=12)))
    edits = []
    for start, end in zip(places[::2], places[1::2], strict=False):
        new = draw(st.text(st.sampled_from("cd\n"), max_size=4))
        if new != text[start:end]:
            edits.append(Edit(start, end, text[start:end], new))
    return text, edits


def diff_of(text, edits):
    written = []
    diff = UnifiedDiff("a.txt", written.append)
    position = 0
    for start, end, new in line_changes(text, edits):
        diff.same(text[position:start])
        diff.changed(text[start:end], new)
        position = end
    diff.same(text[position:])
    diff.close()
    return "".join(written)


def patch(text, diff):
    """Apply a unified diff strictly: every count and every line of context must be right."""
    old, new = split(text), []
    lines = diff.split("\n")[:-1]
    done = 0
    index = 2
    while index < len(lines):
        header = re.fullmatch(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@", lines[index])
        first, olds, first_new, news = (1 if n is None else int(n) for n in header.groups())
        start = first - 1 if olds else first
        new += old[done:start]
        assert len(new) == (first_new - 1 if news else first_new)
        done, index = start, index + 1
        while olds or news:
            sign, body = lines[index][0], lines[index][1:] + "\n"
            index += 1
            if index < len(lines) and lines[index].startswith("\\"):
                body, index = body[:-1], index + 1
            if sign in " -":
                assert old[done] == body
                done, olds = done + 1, olds - 1
            if sign in " +":
                new.append(body)
                news -= 1
    return "".join(new + old[done:])


@given(edited())
def test_line_changes_are_whole_lines_in_order(case):
    text, edits = case
    position = 0
    made = []
    for start, end, new in line_changes(text, edits):
        assert position <= start <= end
        assert start == 0 or text[start - 1] == "\n"
        assert end == len(text) or text[end - 1 : end] == "\n" or start == end
        assert end == len(text) or not new or new.endswith("\n")
        made += [text[position:start], new]
        position = end
    assert "".join([*made, text[position:]]) == apply(text, edits)


@given(edited())
def test_a_diff_applied_gives_the_clean_text(case):
    text, edits = case
    assert patch(text, diff_of(text, edits)) == apply(text, edits)


@given(texts)
def test_no_edits_no_diff(text):
    assert diff_of(text, []) == ""


def test_hunks_that_are_far_apart_are_two():
    text = "".join(f"{n}\n" for n in range(100))
    edits = [Edit(0, 1, "0", "x"), Edit(len(text) - 3, len(text) - 1, "99", "y")]
    diff = diff_of(text, edits)
    assert re.findall("^@@.*", diff, re.M) == ["@@ -1,4 +1,4 @@", "@@ -97,4 +97,4 @@"]
    assert diff.count("\n") == 2 + 2 + 10


def test_a_removed_line_takes_no_other_with_it():
    assert diff_of("a\nspam\nb\n", [Edit(2, 7, "spam\n", "")]) == (
        "--- a.txt\n+++ a.txt\n@@ -1,3 +1,2 @@\n a\n-spam\n b\n"
    )


def test_the_last_line_feed_is_shown():
    assert diff_of("a\n", [Edit(1, 2, "\n", "")]).endswith("-a\n+a\n\\ No newline at end of file\n")


def test_many_edits_in_one_long_line_and_in_many_lines():
    for piece in ("ab", "ab\n"):
        text = piece * 200_000
        step = len(piece)
        edits = [Edit(n, n + 1, "a", "c") for n in range(0, len(text), step)]
        assert diff_of(text, edits).count("+") >= 1
