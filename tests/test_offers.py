"""Looking for what spam sells: the quick look never misses what the automaton finds."""

from contextlib import contextmanager

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import anything

from cleantext import pitch, scan
from cleantext.grams import LONG, Glance, fold, folding, runs
from cleantext.lexicons import read
from cleantext.offers import SELLING, terms

ENTRIES = read("spam_phrases.tsv")
PHRASES = sorted({e.phrase for e in ENTRIES if e.weight not in SELLING and e.source == "observed"})


@pytest.fixture(scope="session")
def monkeypatch_pure():
    """A context in which the compiled loops are missing."""

    @contextmanager
    def pure():
        kept, scan.COMPILED = scan.COMPILED, None
        try:
            yield
        finally:
            scan.COMPILED = kept

    return pure


compiled = pytest.mark.skipif(scan.COMPILED is None, reason="the extension was not compiled")


def test_the_lexicon_is_in_order():
    keys = [(entry.kind, entry.weight, entry.language, entry.phrase) for entry in ENTRIES]
    assert len(set(keys)) == len(keys)
    assert {entry.weight for entry in ENTRIES} == {"core", "trade", "good", "offer"}
    assert all(entry.phrase == entry.phrase.strip().lower() for entry in ENTRIES)
    assert max(len(entry.phrase) for entry in ENTRIES if entry.source == "observed") <= 40
    assert len({entry.language for entry in ENTRIES}) >= 13


@given(
    before=st.sampled_from(["", "x ", "(", "漢", "\n", "я-"]),
    after=st.sampled_from(["", " y", ")", "字", "\n"]),
    phrase=st.sampled_from(PHRASES),
    change=st.sampled_from([str, str.upper, str.title]),
)
def test_every_phrase_is_found_where_it_is_a_word(before, after, phrase, change):
    changed = change(phrase)
    # A short word of Latin letters is none when it touches a letter of another script.
    apart = not any(map(str.isalnum, before[-1:] + after[:1])) or len(phrase) >= LONG
    if changed.lower() == phrase and (apart or phrase[0] >= "\u2e80"):
        found = terms(before + changed + after)
        assert any(len(before) <= term.start for term in found), (phrase, found)


@compiled
@given(
    text=anything, chosen=st.lists(st.sampled_from(PHRASES), max_size=3), place=st.integers(0, 9)
)
@example(text="A", chosen=["milf"], place=0)
@example(text="é" * 600 + "A" * 5, chosen=["casino", "百家乐", "viagra"], place=509)
@example(text="\U0001f600" * 1023, chosen=["milf", "百家乐"], place=511)
def test_both_quick_looks_see_the_same(text, chosen, place):
    text = text[:place] + " ".join(chosen) + text[place:]
    glance = Glance(lambda: [run for phrase in PHRASES[::7] for run in runs(phrase)[:1]])
    for reach in (1, 3, 30):
        in_c = list(glance._ends(text, reach))
        assert in_c == list(glance._ends_in_python(text, reach))
        assert glance.may_hold(text) == bool(in_c)


#: Runs of six, and what holds five of their characters: many of them make a crowd.
SIXES = sorted({run for phrase in PHRASES[::7] for run in runs(phrase)[:1] if len(run) == 6})
NEARLY = [near for run in SIXES for near in (f"{run[:5]}x", f"x{run[1:]}", f"{run[:5]}日")]


@compiled
@given(
    crowd=st.lists(st.sampled_from(NEARLY), min_size=1, max_size=40),
    amid=st.lists(st.tuples(st.integers(0, 2600), st.sampled_from(SIXES)), max_size=4),
)
def test_runs_are_found_in_a_crowd_of_what_is_nearly_one(crowd, amid):
    text = ("".join(crowd) * 2600)[:2600]
    for place, run in amid:
        text = text[:place] + run + text[place:]
    glance = Glance(lambda: SIXES)
    assert list(glance._ends(text, 1)) == list(glance._ends_in_python(text, 1))


@compiled
def test_tables_that_a_search_would_not_leave_are_refused():
    from array import array

    sixes, twos = (array("Q", scan.COMPILED.table([], [], width)) for width in (6, 2))
    fold = array("H", [0] * 0x10000)
    assert scan.COMPILED.run("text", fold, sixes, twos, 0) == -1
    for bad in (array("Q", [1] * len(twos)), twos[1:], array("Q", [])):
        with pytest.raises(ValueError, match="size"):
            scan.COMPILED.run("text", fold, sixes, bad, 0)
    for bad in (array("Q", [1] * len(sixes)), sixes[1:], twos):
        with pytest.raises(ValueError, match="size"):
            scan.COMPILED.run("text", fold, bad, twos, 0)
    with pytest.raises(TypeError, match="a run is a str"):
        scan.COMPILED.table(["casino", "\U0001f600" * 6], [], 6)
    with pytest.raises(ValueError, match="six characters wide"):
        scan.COMPILED.table(["casino"], [], 5)
    with pytest.raises(ValueError, match="size"):
        scan.COMPILED.run("text", array("H", [0]), sixes, twos, 0)


@compiled
@given(
    text=anything,
    more=st.sampled_from(["", "buy cheap pills online", "哪里买春药", "x\U0001f600y"]),
)
@example(text="", more="")
def test_a_text_weighs_the_same_in_both_ways(text, more):
    text = f"{text} {more}"
    arguments = pitch.folding(), pitch.weights().table, pitch.STRETCHES, pitch.DENSE_STRETCHES
    assert scan.COMPILED.weigh(text, *arguments) == pitch.weighed(text, pitch.weights().table)


@given(
    st.lists(
        st.one_of(
            anything, st.sampled_from(["", " ", "buy  pills", "買春藥", "a買春藥 哪里", "ซื้อยา"])
        ),
        max_size=8,
    )
)
@example(["buy cheap pills online without prescription, " * 3, "", "哪里买春药" * 9])
def test_many_texts_weigh_what_each_weighs(texts):
    table = pitch.weights().table
    assert pitch.weighed_all(texts, table) == [pitch.weighed(text, table)[:2] for text in texts]


@compiled
def test_weights_of_an_odd_size_are_refused():
    arguments = pitch.STRETCHES, pitch.DENSE_STRETCHES
    for folded, table in ((pitch.folding(), bytes(3)), (pitch.folding()[:7], bytes(4))):
        with pytest.raises(ValueError, match="size"):
            scan.COMPILED.weigh("a text", folded, table, *arguments)


def test_all_characters_fold_at_once_as_one_by_one():
    assert folding().tolist() == [ord(fold(chr(code))) for code in range(0x10000)]


@compiled
def test_only_the_neighbourhood_of_a_run_is_worth_a_look():
    glance = Glance(lambda: ["casino", "百家"])
    text = "a CASINO, a hall, and much else " + "far away " * 9 + "百家樂"
    assert glance.windows(text, 5) == [(2, 12), (109, 116)]
    assert glance.windows("a hall", 5) == []
    assert not glance.may_hold("a hall")
