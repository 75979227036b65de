"""The compiled loops and their twins in Python give the same answers."""

import importlib
import os
import re
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import anything

from cleantext import Document, Edit, scan
from cleantext.anchored import Anchored, Members, Pairs
from cleantext.around import Words
from cleantext.classes import bitset, partition, ranges
from cleantext.filter import Filter, Trigger
from cleantext.filters import CATALOGUE
from cleantext.gate import Gate
from cleantext.presets import PRESETS, preset
from cleantext.scripts import SCRIPT, STARTS, scripts, scripts_in_python
from cleantext.triples import Triples

compiled = pytest.mark.skipif(scan.COMPILED is None, reason="the extension was not compiled")

#: Triggers of each kind over few characters, so that they are often met.
few = st.text(alphabet="ab \n?é漢\U0001f600", max_size=12)
chars = st.sampled_from(["a", "ab", "é", " \\n", "\u4e00-\u9fff", "\U0001f600-\U0001f64f", "a-é"])
triggers = st.builds(
    Trigger,
    chars=st.one_of(st.just(""), chars),
    words=st.lists(st.sampled_from(["  ", " \n", "??", "aab", "é漢", "b", "?\n?\n"]), max_size=2).map(tuple),
    ends=st.sampled_from([(), ("a", " ")]),
    pairs=st.lists(st.tuples(chars, chars), max_size=2).map(tuple),
    holds=st.sampled_from([None, str.isdigit]),
)  # fmt: skip

#: Longer than what is looked at at once, with what is looked for anywhere.
lengthened = st.builds(
    lambda text, filling, times, more: text + times * filling + more,
    anything,
    st.sampled_from([" ", "é", "日", "\U0001f600", "ab \xa0", "\ud800漢"]),
    st.integers(0, 90),
    anything,
)


def gates(filters: list[Filter]) -> tuple[Gate, Gate]:
    return Gate(filters, compiled=True), Gate(filters, compiled=False)


def asking(each: Trigger, number: int) -> Filter:
    return Filter(f"t{number}", lambda document: (), triggers=(each,))


@compiled
@given(each=st.lists(triggers, min_size=1, max_size=6), text=few, more=few)
def test_both_scanners_see_the_same(each: list[Trigger], text: str, more: str):
    in_c, in_python = gates([asking(one, number) for number, one in enumerate(each)])
    expected = in_python.present(Document(text))
    assert in_c.present(Document(text)) == expected
    for needs, one in zip(in_python.needs, each, strict=True):
        assert Gate.passes(needs, expected) == one.present(text)
    edits = [Edit(0, len(text), text, more)]
    updated = in_python.update(expected, edits, more)
    assert in_c.update(expected, edits, more) & in_python.present(Document(more)) == updated & (
        in_python.present(Document(more))
    )


@compiled
@pytest.mark.parametrize("name", [*PRESETS, "everything"])
@given(text=anything)
def test_both_scanners_see_the_same_for_real_filters(name: str, text: str):
    filters = CATALOGUE if name == "everything" else preset(name).filters
    in_c, in_python = gates(list(filters))
    assert in_c.present(Document(text)) == in_python.present(Document(text))


@compiled
@given(
    each=st.lists(triggers, min_size=1, max_size=6),
    filling=few,
    text=few,
    old=st.sampled_from("ab \n?é漢\U0001f600"),
    new=st.text(alphabet="ab \n?é漢", min_size=1, max_size=6),
)
@example([Trigger(words=("?\n?\n",))], "ab", "?\n?a", "a", "\n")
@example([Trigger(words=("aab",)), Trigger(chars="é")], "é?", "aa?", "?", "b")
def test_what_comes_into_a_long_text_is_seen(
    each: list[Trigger], filling: str, text: str, old: str, new: str
):
    gate = Gate([asking(one, number) for number, one in enumerate(each)], compiled=True)
    before = text + 1100 * filling + text
    after = before.replace(old, new)
    was, expected = (gate.within(text, looks=False) for text in (before, after))
    updated = gate.update(was, [Edit(0, 1, old, new)], after)
    assert expected & ~updated == updated & ~(was | expected) == 0


@compiled
@given(text=anything)
def test_letters_are_counted_alike(text: str):
    beyond = sum(each.isalpha() for each in text if each > "\x7f")
    assert scan.letters(text) == (sum(map(str.isalpha, text)) - beyond, beyond)
    for most in (0, 1, 5):
        assert (scan.letters(text, most)[1] > most) == (beyond > most)


#: Sound text of one byte a character, long enough to be looked at in pieces, and what may stand in it.
sound = st.sampled_from(
    ["The mill, by the river. ", "L'\xe9t\xe9 \xab \xe0 venir\xa0\xbb", "a\n", "\xff\x00 b", "a"]
)
loud = st.sampled_from(
    ["  ", " \n", "\t\n", "\n\n\n\n", "(a", "),", "?", "=", "&", ";", "\x08", "\x1b", "\x7f", "\x85", "\xa0", "\xad", "\xff", "aab", "b", "?\n?\n", "\xe9"]
)  # fmt: skip


@compiled
@given(
    each=st.lists(triggers, max_size=6),
    base=sound,
    extra=st.lists(st.tuples(st.integers(0, 20_000), loud), max_size=5),
)
@example(each=[], base="a", extra=[(1023, "  "), (8190, "),"), (5119, " \n"), (20_000, " \n")])
@example(each=[], base="\xff\x00 b", extra=[(9_216, "&")])
def test_both_scanners_see_the_same_in_long_text(
    each: list[Trigger], base: str, extra: list[tuple[int, str]]
):
    text = (base * 20_000)[:20_000]
    for place, more in extra:
        text = text[:place] + more + text[place:]
    chosen = [asking(one, number) for number, one in enumerate(each)]
    in_c, in_python = gates(chosen or list(preset("clean").filters))
    assert in_c.present(Document(text)) == in_python.present(Document(text))


@compiled
@given(text=lengthened, start=st.integers(-3, 90), end=st.integers(-3, 300))
@example(text="\xa0" * 3 + "a", start=1, end=9)
@example(text="a" * 127 + "\xa0", start=0, end=127)
@example(text="a" * 127 + "\xa0", start=0, end=128)
def test_the_next_member_of_a_set_is_found(text: str, start: int, end: int):
    assert scan.COMPILED is not None
    for inside in ("\xa0", "\xa0\u2000-\u200a", "\x00-\x08b", "\ud800-\U0010ffff"):
        hit = re.compile(f"[{inside}]").search(text, max(0, start), max(0, end))
        found = scan.COMPILED.following(text, bitset(inside), start, end)
        assert found == (hit.start() if hit else -1)


@given(text=lengthened)
def test_members_are_counted(text: str):
    for inside in ("b", "a-\xff", "\x00-\U0010ffff", "\ud800-\udfff"):
        members = Members(inside)
        assert members.count(text) == len(members.pattern.findall(text))


@given(text=lengthened)
def test_pairs_are_found(text: str):
    for first, second in (
        ("b", "a-\xff"),
        ("\x00-\U0010ffff", "\ud800-\udfff"),
        ("a-\xff", "\u65e5"),
    ):
        pairs = Pairs(first, second)
        assert pairs.each(text) == [match.start() for match in pairs.pattern.finditer(text)]


@given(
    text=st.lists(
        st.text(alphabet=" a\xe9\u65e5\U0001f600", max_size=12)
        | st.integers(50, 70).map("b".__mul__)
    ).map("".join),
    char=st.sampled_from(" \xe9\u65e5\U0001f600"),
    times=st.integers(1, 4),
    start=st.integers(0, 140),
)
@example(text=63 * "a" + "    " + 62 * "a" + "  ", char=" ", times=4, start=0)
@example(text=127 * "a" + "   ", char=" ", times=3, start=0)
def test_several_in_a_row_are_found(text: str, char: str, times: int, start: int):
    assert scan.repeated(text, char, times, start) == text.find(times * char, start)


@given(
    text=st.lists(st.sampled_from(["\n", "a", "\xe9", "\u65e5", "\U0001f600", "b" * 63])).map(
        "".join
    ),
    most=st.integers(0, 64),
)
def test_short_lines_are_found(text: str, most: int):
    assert scan.short_lines(text, most) == [e for e in text.split("\n") if len(e) <= most]


@given(text=few, rest=st.sampled_from(["", "+", "(?=b)", "(?<=a.)", "[^\n]*"]), inside=chars)
def test_an_anchored_pattern_finds_what_re_finds(text: str, rest: str, inside: str):
    anchored = Anchored(inside, rest, re.DOTALL)
    expected = [match.span() for match in re.finditer(f"[{inside}]{rest}", text, re.DOTALL)]
    assert [match.span() for match in anchored.finditer(text)] == expected
    first = anchored.search(text)
    assert (first.span() if first else None) == (expected[0] if expected else None)


@given(
    st.lists(
        st.text(st.sampled_from("aא日?\ufffd .\xa0\u2003\u2010\u2011\u2800\u200c\u200dم\n")),
        max_size=4,
    )
)
@pytest.mark.parametrize(
    "name", ["filters.odd_spaces", "filters.odd_hyphens", "filters.joiners", "shifts"]
)
def test_neighbours_are_passed_over_only_where_nothing_matches(name: str, texts: list[str]):
    module = importlib.import_module(f"cleantext.{name}")
    found = [each for each in vars(module).values() if isinstance(each, Anchored)]
    assert found
    for anchored, text in product(found, [*texts, *texts]):
        expected = [match.span() for match in anchored.pattern.finditer(text)]
        assert [match.span() for match in anchored.finditer(text)] == expected
        expected = [match.span() for match in anchored.pattern.finditer(text, 2)]
        assert [match.span() for match in anchored.finditer(text, 2)] == expected


@given(
    text=lengthened, inside=st.sampled_from(["\xa0", "a-z", "\ud800-\U0010ffff", "\x00-\U0010ffff"])
)
@example(text="".join(map(chr, range(32, 9000))), inside="\x00-\U0010ffff")
def test_triples_are_those_that_re_finds(text: str, inside: str):
    triples = Triples(inside)
    found = triples.groups(text)
    assert found == set(triples.pattern.findall(text))
    known = set(sorted(found)[::2])
    triples.pass_over(known)
    again = triples.groups(text)
    ends = {place for place in (0, len(text) - 1) if re.match(f"[{inside}]", text[place:])}
    assert list(triples.each(text)) == sorted(
        ends | {each.start() for each in triples.pattern.finditer(text, 1) if each[1] in again}
    )
    places, place = [], triples.place(text)
    while place >= 0:
        places.append(place)
        place = triples.place(text, place + 1)
    expected = [each.start() for each in triples.pattern.finditer(text) if each[1] in again]
    assert places == [place for place in expected if place > 0]
    assert triples.places(text, len(places) + 1) == places
    assert triples.places(text, 2, 3) == [place for place in places if place >= 3][:2]
    both = [(each.start(), each[1]) for each in triples.pattern.finditer(text, 1)]
    assert list(triples.places_of(known, text)) == [place for place, each in both if each in known]
    # A few may have found no place.
    assert found - known <= triples.groups(text) <= found
    assert len(triples.groups(text) & known) <= len(known) // 4


@compiled
@given(
    text=st.text(alphabet=" ab,\xe9\u65e5\U0001f600\ud800", max_size=12),
    places=st.lists(st.integers(0, 13), max_size=4),
    longest=st.integers(0, 5),
)
def test_words_around_places_are_found(text: str, places: list[int], longest: int):
    places = [min(place, len(text)) for place in places]
    words = Words(" ,", longest)
    assert words.around(text, places) == words.around_in_python(text, places)


@given(st.lists(chars, max_size=6), st.characters())
def test_a_partition_tells_the_classes_apart(classes: list[str], char: str):
    parted = partition(classes)
    assert parted is not None
    parts, holding = parted
    assert [bool(holding[parts[ord(char)]] >> place & 1) for place in range(len(classes))] == [
        any(low <= ord(char) <= high for low, high in ranges(each)) for each in classes
    ]


@compiled
def test_tables_of_the_wrong_size_are_refused():
    assert scan.COMPILED is not None
    with pytest.raises(ValueError, match="size"):
        scan.COMPILED.adjacent("text", bytearray(3), 2, bytes(128), bytes(16), "")
    with pytest.raises(ValueError, match="size"):
        scan.COMPILED.adjacent("text", bytearray(0x110000), 2, bytes(127), bytes(16), "")
    with pytest.raises(ValueError, match="size"):
        scan.COMPILED.adjacent("text", bytearray(0x110000), 2, bytes(128), bytes(15), "")
    with pytest.raises(TypeError, match="set of"):
        scan.COMPILED.following("text", b"short", 0, 4)
    with pytest.raises(ValueError, match="size"):
        scan.COMPILED.count("text", b"short")
    with pytest.raises(ValueError, match="size"):
        scan.COMPILED.pairs("text", bitset("a"), b"short")
    with pytest.raises(ValueError, match="size"):
        scan.COMPILED.unknown_places("text", bitset("a"), b"short", 0, 4, False)
    with pytest.raises(ValueError, match="step"):
        scan.COMPILED.wide("text", 0)
    with pytest.raises(ValueError, match="size"):
        scan.COMPILED.words("text", [0], b"short", 4)


def test_more_triggers_than_the_compiled_scanner_has_bits_for():
    gate = Gate([asking(Trigger(chars=chr(0x4E00 + n)), n) for n in range(80)])
    present = gate.present(Document("\u4e00 and \u4e4f"))
    assert [Gate.passes(needs, present) for needs in gate.needs] == [True, *[False] * 78, True]


def test_the_package_works_without_the_extension():
    program = "import cleantext, cleantext.scan as s; print(s.COMPILED, cleantext.clean('cafÃ©'))"
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        env={**os.environ, "CLEANTEXT_PURE": "1", "PYTHONIOENCODING": "utf-8"},
        cwd=Path(__file__).resolve().parents[1],
        check=True,
    )
    assert done.stdout.decode("utf-8").split() == ["None", "café"]


BORDERS = [chr(code + step) for code, _ in STARTS for step in (-1, 0, 1) if code + step >= 0]


@given(st.one_of(anything, st.text(st.sampled_from(BORDERS))))
@example("".join(BORDERS) + "\U0010ffff")
def test_both_ways_to_count_scripts_agree(text: str):
    assert scripts(text) == scripts_in_python(text)
    assert sum(scripts(text).values()) == len(text)


@compiled
def test_lines_give_their_first_three_that_is_not_known():
    triples = Triples("é")
    triples.pass_over(["bén"])
    text = "\nbénigne été\nsound\nl'été\n"
    assert triples.lines(text) == [text.index(" été") + 1, text.rindex("'été") + 1]


def test_scripts_are_those_of_characters():
    assert all(scripts(char) == {SCRIPT[char]: 1} for char in BORDERS)
