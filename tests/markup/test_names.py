"""The compiled loops over what a page says by its names, its sheets and its scripts, and their twins."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import anything

from cleantext.api import read as document_of
from cleantext.decoding import BinaryData
from cleantext.markup import content, flatten
from cleantext.markup.elements import COMPILED, Names
from cleantext.markup.head import does
from cleantext.markup.hiding import host
from cleantext.markup.sheet import MOST, MOST_CLASSES, SPEAKS, Sheet

needs_both = pytest.mark.skipif(not COMPILED, reason="there is no compiled way here")


@needs_both
@given(scores=st.lists(st.one_of(st.floats(-90, 90), st.sampled_from([-60.0, -61.0, 1e9, -1e9]))))
def test_both_ways_to_tell_how_likely_agree(scores: list[float]):
    assert content.likely(scores) == content.likely(scores, compiled=False)


#: Words by which scripts do something, whole and in parts, and what has letters in common with them.
CALLS = [
    ".style",
    ".hide(",
    ".hidden",
    ".css(",
    ".remove(",
    "getElementById",
    "querySelector",
    "$(",
    "jQuery(",
    "<style",
]
codes = st.lists(
    st.one_of(
        st.sampled_from(CALLS), st.sampled_from(CALLS).map(lambda call: call[:-1]),
        st.sampled_from(["yle", "moved", "$", "(", "Query(", "Id", "x" * 62, "x" * 64, "é", "中", "😀", "\ud800"]), st.text(max_size=3),
    ),
    max_size=30,
).map("".join)  # fmt: skip


@needs_both
@given(script=codes)
def test_both_ways_to_tell_what_a_script_does_agree(script: str):
    assert does(script) == does(script, compiled=False)


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("compiled", [None, False])
def test_a_call_is_found_wherever_it_stands(call: str, compiled: bool | None):
    for before in range(140):
        for wide in ("", "中", "😀"):
            assert does("x" * before + call + "x" * 70 + wide, compiled) > 0
            assert not does("x" * before + call[:-1] + "x" * 70 + wide, compiled)


SHEET = ".menu{top:0} p.x, .y{display:none} #z .w{color:red} #Ö{left:0} td{opacity:0} .b{padding:0} a:hover{top:0}"
classes = st.lists(
    st.sampled_from(["menu", "x", "y", "w", "b", "no", "Ö", "中", "\u2003", " ", "\x1c"]),
    max_size=50,
)


@needs_both
@given(
    names=st.lists(
        st.tuples(
            st.sampled_from(["p", "td", "div", ""]), st.one_of(st.none(), classes.map(" ".join), st.text()),
            st.one_of(st.none(), st.sampled_from(["z", "Ö", "", "x"])), st.none(), st.none(),
        )
    )
)  # fmt: skip
def test_both_ways_to_tell_what_a_sheet_speaks_of_agree(names: list[Names]):
    speaks = Sheet([SHEET]).speak_of(names)
    assert speaks == Sheet([SHEET]).speak_of(names, compiled=False)


selectors = st.lists(
    st.sampled_from(["p", "td", "div", ".x", ".y", "#z", "p.x", ".x.y", "*", "*.x", "* p", ">", "a[b]", ":hover"]),
    min_size=1,
    max_size=4,
).map(" ".join)  # fmt: skip
bodies = st.lists(
    st.sampled_from(
        [
            "display:none",
            "display:block",
            "color:red",
            "background:red",
            "left:-9999px",
            "top:0",
            "opacity:0!important",
        ]
    ),
    max_size=3,
).map(";".join)


@given(
    rules=st.lists(st.tuples(selectors, bodies), max_size=8), often=st.sampled_from([1, 1, MOST]),
    tag=st.sampled_from(["p", "td", "div"]), own=classes.map(" ".join), identity=st.sampled_from([None, "z"]),
)  # fmt: skip
def test_rules_that_hide_are_those_of_all_that_do(rules, often, tag, own, identity):
    sheet = Sheet(["".join(f"{selector}{{{body}}}" for selector, body in rules) * often])
    names = tag, own, identity
    hiding = [rule for rule in sheet.rules(names) if rule.hides]
    found = sheet.hiding(names)
    assert [rule[1:] for rule in found] == [rule[1:] for rule in hiding]
    assert sheet.speaks_of(names) >= bool(sheet.rules(names))


def test_a_sheet_speaks_of_so_many_classes():
    names = [
        ("div", " ".join(["no"] * many + ["y"]), None, None, None)
        for many in (MOST_CLASSES - 1, MOST_CLASSES)
    ]
    for compiled in (None, False):
        assert list(Sheet([SHEET]).speak_of(names, compiled)) == [SPEAKS, 0]


@given(data=st.one_of(anything.map(lambda text: text.encode("utf-8", "replace")), st.binary()))
def test_a_page_that_came_as_utf8_is_parsed_as_it_came(data: bytes):
    page = b"<!doctype html><p>" + data
    try:
        document = document_of(page, html=True)
    except BinaryData:
        return
    assert document.text == flatten(document.decoded.text).text


addresses = st.lists(
    st.sampled_from(
        [
            "http:", "https:", "HTTPS:", "//", "/", "example", ".", "co", "uk", "com", "WWW", "@", ":", "80", "x",
            "?", "#", "[", "]", "é", "-", "_", " ", "\n", "\t", "\\", "%", "..",
        ]
    ),
    max_size=10,
).map("".join)  # fmt: skip


@given(url=st.one_of(addresses, addresses.map("https://{}".format)))
def test_the_host_of_a_plain_address_is_that_of_any(url: str):
    try:
        named = urlsplit(url.strip()).hostname or ""
    except ValueError:
        named = ""
    assert host(url) == named
