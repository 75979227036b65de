"""What shows a page, what its lines look like, and that what was taken for one is taken apart once."""

import re

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleantext import Pipeline, scan, tables
from cleantext.chrome import controls, frames, kinds, net
from cleantext.chrome.letters import letters
from cleantext.chrome.looks import looks
from cleantext.chrome.openings import FEW, MANY, SHORT, Openings, openings
from cleantext.document import Document
from cleantext.filters.page_chrome import find
from cleantext.lexicons import read

compiled = pytest.mark.skipif(scan.COMPILED is None, reason="the extension was not compiled")

PROSE = "The ferry will cost more from May, said the harbour master, who had asked for it in vain before."
#: Scripts that end sentences in their own way.
URDU = "بندرگاہ کے سربراہ نے کہا کہ مئی سے کشتی کا کرایہ بڑھ جائے گا، جس کی وہ عرصے سے درخواست کر رہے تھے۔"
ARMENIAN = "Նավահանգստի պետն ասաց, որ մայիսից լաստանավի վճարը կբարձրանա, ինչը նա վաղուց էր խնդրել։"
CONTROLS = [entry.phrase for entry in read("page_controls.tsv")]
CLEAN = Pipeline(["page_chrome"]).clean

some_lines = st.lists(
    st.text(st.characters(blacklist_characters="\n"), min_size=1).filter(str.strip), min_size=1
)
page_lines = st.lists(
    st.sampled_from(
        [
            *CONTROLS[::7],
            PROSE,
            PROSE[:30],
            URDU,
            ARMENIAN,
            "\u00a9 2024 The Paper",
            "12 May 2024",
            "»",
        ]
    ),
    min_size=1,
    max_size=40,
)


@given(lines=some_lines)
def test_every_line_has_a_row_of_numbers(lines: list[str]):
    rows, words, _ = looks(lines, controls.signs(lines))
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


@pytest.mark.parametrize("line", [PROSE, URDU, ARMENIAN])
def test_a_paragraph_has_the_end_of_a_sentence(line: str):
    assert kinds.is_prose(line)
    assert not kinds.is_prose(line[:-1])


def test_scripts_without_case_look_like_one_another():
    arabic = "سيصبح العبارة أغلى ابتداء من مايو، قال مدير الميناء، الذي طلب ذلك عبثا من قبل."
    one, other = (looks([line], [frozenset()]).rows for line in (arabic, PROSE))
    assert np.abs(one - other).max() < 1.5


@given(lines=page_lines)
def test_a_page_is_taken_apart_once(lines: list[str]):
    once = CLEAN("\n".join(lines))
    assert CLEAN(once) == once


@given(lines=page_lines)
def test_the_signs_of_a_text_are_those_of_its_lines(lines: list[str]):
    for line, found in zip(lines, controls.signs(lines), strict=True):
        assert found - {"menu"} == controls.evidence(line)


def test_networks_are_what_was_packed():
    nets = net.model()
    again = net.unpack(net.pack(nets))
    assert len(again) == len(nets)
    for before, after in zip(nets, again, strict=True):
        for one, other in ((before.weights, after.weights), (before.biases, after.biases)):
            assert one.keys() == other.keys()
            assert all((one[name] == other[name]).all() for name in one)
        assert (after.words == before.words).all()
        assert (after.known == before.known).all()


def test_words_are_known_by_number_and_others_are_not_heard():
    deaf, model = net.model()
    assert (np.diff(model.words.astype(np.int64)) > 0).all()
    places = np.array([0, len(model.words) - 1, 1])
    unknown = np.setdiff1d(np.arange(4, dtype=np.uint32), model.words)[:1]
    said = Openings(np.concatenate((model.words[places], unknown)), np.array([0, 0, 2, 3]))
    heard = model.heard(said, 5)
    assert np.allclose(heard[0], model.known[places[:2]].sum(0))
    assert (heard[2] == model.known[1]).all()
    assert not heard[[1, 3, 4]].any()
    assert not deaf.heard(said, 5).any()


@given(lines=some_lines)
def test_a_line_opens_with_few_words_and_short_ones_with_all_of_them_besides(lines: list[str]):
    said = openings(letters(lines))
    assert (np.diff(said.lines) >= 0).all()
    for at, line in enumerate(lines):
        alone = openings(letters([line]))
        assert sorted(said.numbers[said.lines == at]) == sorted(alone.numbers)
        assert len(alone.numbers) <= (MANY + 1 if len(line) < SHORT else FEW)


def test_one_network_is_deaf_and_the_other_tells_pages_by_words():
    lines = ["Skip to content", "Log in", *[PROSE] * 3, "Privacy policy", "Careers"]
    seen = looks(lines, controls.signs(lines))
    unheard = seen._replace(said=Openings(seen.said.numbers[:0], seen.said.lines[:0]))
    deaf, hearing = net.model()
    assert (net.judge(seen, (deaf,)).content == net.judge(unheard, (deaf,)).content).all()
    assert net.judge(seen, (hearing,)).page > net.judge(unheard, (hearing,)).page


def test_of_a_line_the_mean_is_told_and_of_a_page_the_least():
    lines = ["Skip to content", "Log in", *[PROSE] * 3, "Privacy policy", "Careers"]
    seen = looks(lines, controls.signs(lines))
    deaf, hearing = net.model()
    one, other = (net.judge(seen, (each,)) for each in (deaf, hearing))
    both = net.judge(seen, (deaf, hearing))
    assert both.page == min(one.page, other.page)
    odds = [np.log(each.content / (1 - each.content)) for each in (one, other, both)]
    assert np.allclose((net.DEAF * odds[0] + odds[1]) / (net.DEAF + 1), odds[2], atol=0.02)


def test_the_f1_that_can_be_expected_is_that_of_the_words_that_stay():
    lines = ["Log in", *[PROSE] * 3, "Careers"]
    signs = controls.signs(lines)
    found = net.content(lines, signs)
    seen = looks(lines, signs)
    likely = net.judge(seen, net.model()).content
    kept, words = np.array(found.kept), seen.words
    right = (likely * words)[kept].sum()
    assert found.f1 == pytest.approx(2 * right / (words[kept].sum() + (likely * words).sum()))


@pytest.mark.parametrize(
    ("page", "likely", "acts"), [(9, 0.95, True), (9, 0.2, False), (1, 0.95, False)]
)
def test_a_page_is_acted_on_where_it_is_sure_to_be_one_and_what_stays_is_clear(
    monkeypatch: pytest.MonkeyPatch, page: float, likely: float, acts: bool
):
    lines = ["A shed", "Log in", *[PROSE] * 3, "Blue paint", "A brush"]
    content = np.array([likely if line == PROSE else 0.1 for line in lines])
    monkeypatch.setattr(net, "judge", lambda seen, nets: net.Judgement(content, page))
    text = "\n".join(lines)
    assert (CLEAN(text) != text) == acts


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


def test_a_list_of_thousands_of_words_is_no_page_though_it_holds_controls():
    hooks = tables.read("spam_hooks.txt").decode()
    signs = controls.signs(hooks.splitlines())
    assert any(signs)
    assert CLEAN(hooks) == hooks


#: Lines of chrome, of prose, and what is nearly one of them.
framing = st.one_of(
    st.sampled_from(
        [*CONTROLS[::7], *kinds.openings(), PROSE, PROSE[:79], "日" * 24 + "。", "日" * 25 + "。"]
    ),
    st.sampled_from(
        [
            "",
            "Home > News > Local",
            f"{PROSE[:33]} » x",
            "[ Editor: A. Mill]",
            "2024-04-08 Source: x",
            "\u00a9 2024",
        ]
    ),
    st.text(alphabet='a \t.!»>")。ກ\U0001f600', max_size=90),
    st.text(alphabet="1290\u0663\u5e74-/. \xa0", max_size=12),
    st.builds(
        lambda stop, place: f"{85 * 'a'}{stop}{place}",
        st.sampled_from("。！？؟\u0964\u104b\u1362\u06d4.!?…ก\u1000\u1780;"),
        st.sampled_from(["", "a", "\u2019)", "\u2019a", " a"]),
    ),
    st.text(max_size=5),
)
changes = st.sampled_from(
    [str, str.upper, str.title, lambda line: f" {line}.", lambda line: f"» {line}\xa0"]
)
framed = st.lists(st.builds(lambda change, line: change(line), changes, framing), max_size=9).map(
    "\n".join
)


@compiled
@given(text=framed)
@example(text=f"Share\n{PROSE}\nShare")
@example(text=f'Share\n{PROSE}\n{PROSE}.""\n')
@example(text=f"{'日' * 25}。\nShare\n{PROSE}\nShare")
@example(text="\n" * 400 + "Share\n" * 2 + "\n" * 400)
def test_the_same_texts_may_be_pages(text: str):
    assert frames.may_frame(text) == frames.may_frame_in_python(text)


@compiled
@given(text=framed, most=st.integers(1, 60))
def test_the_same_ends_of_texts_may_be_pages(text: str, most: int):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frames, "ENDS", most)
        patch.setattr(frames, "LONGEST", 3)
        assert frames.may_frame(text) == frames.may_frame_in_python(text)


@given(text=framed)
def test_what_cannot_be_a_page_has_no_chrome(text: str):
    assert frames.may_frame(text) or not list(find(Document(text)))


def test_what_is_alike_where_case_does_not_matter_is_alike_at_first_sight():
    chars = "".join(map(chr, [*range(0xD800), *range(0xE000, 0x10000)]))
    bare = frames._fold()
    letters = {char for opening in kinds.openings() for char in opening if char.isalnum()}
    for letter in letters:
        alike = re.findall(letter, chars, re.IGNORECASE)
        assert {bare[ord(char)] for char in alike} == {bare[ord(letter)]}, letter
    assert all(
        bare[ord(char)] == bare[ord(char.lower())] for char in chars if len(char.lower()) == 1
    )
    assert not any("\u0307" in control for control in controls.sure())
    assert max(map(len, kinds.openings())) <= frames.BEGINNING


@compiled
def test_lists_of_lines_of_an_odd_size_are_refused():
    assert scan.COMPILED is not None
    fold, openings, found = frames._tables()
    for odd in (
        (fold[:7], openings, found, 44, 10, 10),
        (fold, openings[:-4], found, 44, 10, 10),
        (fold, openings, found, 99, 10, 10),
        (fold, openings, found, 44, -1, 10),
    ):
        with pytest.raises(ValueError, match="size"):
            scan.COMPILED.framed("a mill", *odd)
