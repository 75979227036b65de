"""What shows a page, what its lines look like, and that what was taken for one is taken apart once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import Pipeline
from cleantext.chrome import controls, net
from cleantext.chrome.letters import letters
from cleantext.chrome.looks import looks
from cleantext.lexicons import read

PROSE = "The ferry will cost more from May, said the harbour master, who had asked for it in vain before."
CONTROLS = [entry.phrase for entry in read("page_controls.tsv")]
CLEAN = Pipeline(["page_chrome"]).clean

some_lines = st.lists(
    st.text(st.characters(blacklist_characters="\n"), min_size=1).filter(str.strip), min_size=1
)
page_lines = st.lists(
    st.sampled_from(
        [*CONTROLS[::7], PROSE, PROSE[:30], "\u00a9 2024 The Paper", "12 May 2024", "»"]
    ),
    min_size=1,
    max_size=40,
)


@given(lines=some_lines)
def test_every_line_has_a_row_of_numbers(lines: list[str]):
    rows, words = looks(lines, controls.signs(lines))
    assert rows.shape[0] == len(words) == len(lines)
    assert np.isfinite(rows).all()


@given(lines=some_lines)
def test_words_are_those_of_their_lines(lines: list[str]):
    found = letters(lines)
    assert len(found.words) == len(found.sizes) == len(found.owner) == len(found.hashes)
    assert (found.sizes > 0).all()
    text = "\n".join(lines) + "\n"
    for start, size, owner in zip(found.words, found.sizes, found.owner, strict=True):
        assert text[start : start + size] in lines[owner]


def test_scripts_without_case_look_like_one_another():
    arabic = "سيصبح العبارة أغلى ابتداء من مايو، قال مدير الميناء، الذي طلب ذلك عبثا من قبل."
    (one, _), (other, _) = (looks([line], [frozenset()]) for line in (arabic, PROSE))
    assert np.abs(one - other).max() < 1.5


@given(lines=page_lines)
def test_a_page_is_taken_apart_once(lines: list[str]):
    once = CLEAN("\n".join(lines))
    assert CLEAN(once) == once


@given(lines=page_lines)
def test_the_signs_of_a_text_are_those_of_its_lines(lines: list[str]):
    for line, found in zip(lines, controls.signs(lines), strict=True):
        assert found - {"menu"} == controls.evidence(line)


def test_a_network_is_what_was_packed():
    model = net.model()
    again = net.unpack(net.pack(model))
    for one, other in ((model.weights, again.weights), (model.biases, again.biases)):
        assert one.keys() == other.keys()
        assert all((one[name] == other[name]).all() for name in one)


def test_long_pages_are_judged_as_short_ones_are():
    rows = np.random.default_rng(1).random((40_000, 40), np.float32)
    weights = np.ones((40, 40), np.float32)
    assert np.allclose(net.times(rows, weights), rows @ weights, rtol=1e-4)


@pytest.mark.parametrize(
    "sound",
    [
        "Contents\n\n1 Log in\n2 Share\n3 Privacy policy\n4 Leave a comment\n5 Index",
        "anna: log in\nben: share\nanna: privacy policy?\nben: nobody reads it",
        "The parts of a page are called\n\nLog in\n\nby everybody, and by nobody else.",
        "Home\n\nis where one starts from. As we grow older\nthe world becomes stranger.\n\nShare",
        f"{PROSE}\n{PROSE}\n\n\u00a9 2024 The Paper",
    ],
)
def test_a_text_that_is_no_page_loses_nothing(sound: str):
    assert CLEAN(sound) == sound
