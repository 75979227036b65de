"""From a page to its text, its blocks, and the edits that leave the article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import markup

from cleantext import Document, clean, explain, extract
from cleantext.markup import events, flatten
from cleantext.markup.parse import DEEPEST, harmless, shallow
from cleantext.sniffing import is_page

PAGE = """<!doctype html><html><head><title>Title</title><style>p{color:red}</style></head>
<body><nav><a href="/">Home</a> <a href="/n">News</a> <a href="/l">Local</a></nav>
<main><h1>The  bridge</h1><p>The council met on Tuesday&nbsp;evening and decided to repair the old
bridge <em>before</em> winter.</p><div style="display:none">cheap pills online</div>
<ul><li>First</li><li>Second</li></ul><table><tr><td>a</td><td>b</td></tr></table>
<pre>def f():
    return 1</pre></main><script>alert(1)</script><footer>Contact us</footer></body></html>"""


def test_white_space_is_folded_as_a_browser_does_it():
    assert flatten("<p>one\n  two</p><p> three<br>four </p>").text == "one two\n\nthree\nfour"
    assert flatten("<p>a<b> b</b> <i>c</i></p>").text == "a b c"
    assert flatten("<pre>  a\n   b</pre>").text == "  a\n   b"


def test_an_article_is_what_is_left_of_a_page():
    assert extract(PAGE) == (
        "The bridge\n\nThe council met on Tuesday evening and decided to repair the old bridge"
        " before winter.\n\nFirst\nSecond\n\na\tb\n\ndef f():\n    return 1"
    )
    assert clean(PAGE) == extract(PAGE.encode())


def test_every_block_that_goes_is_an_edit_with_a_reason():
    notes = [change.note for change in explain(PAGE).changes()]
    assert notes == [
        "hidden by display:none",
        "in <nav>",
        "in <footer>",
        "U+00A0 in place of a space",
    ]
    assert explain(PAGE).undo() == flatten(PAGE).text


def test_repair_removes_nothing_from_a_page():
    assert "cheap pills" in clean(PAGE, preset="repair")


def test_a_page_that_is_all_chrome_or_hidden_keeps_its_text():
    assert extract("<nav>Only a menu</nav>") == "Only a menu"
    assert extract("<div hidden>All that there is, shown by a script.</div>").startswith("All")


def test_blocks_carry_evidence():
    block, other = flatten('<div class="Nav x" id=Y><a href=/>Home</a></div><p>Text').blocks
    assert (block.links, block.link_density, block.hints.split()) == (1, 1.0, ["nav", "x", "y"])
    assert other.path == ("html", "body", "p")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!DOCTYPE html>x", True),
        ("  <html><p>x", True),
        ("<!-- c --><head>", True),
        ("<p><a href=/x>a</a></p><p><b>b</b></p>", True),
        ("Use <b>bold</b> and <i>italics</i>, like this, in your text.", False),
        ("a < b > c", False),
        ("", False),
    ],
)
def test_what_counts_as_a_page(text: str, expected: bool):
    assert is_page(text) is expected


def test_deep_nesting_is_no_trouble():
    page = "<div>" * 100_000 + "deep" + "</div>" * 100_000
    assert flatten(page).text == "deep"


def test_end_tags_that_end_nothing_hide_no_depth():
    page = shallow("<i></b></b>" * 5_000)
    assert page.count("<i>") == DEEPEST
    assert flatten("<i></b></b>" * 50_000 + "deep").text == "deep"


def test_drawings_nest_nothing():
    drawn = "<svg><g>" + "<path d=M0/>" * 600 + "</g></svg>"
    page = f"<p>one<style>.a{{top:0}}</style>{drawn}<style>.b{{top:0}}</style>two<SVG/><p>three"
    assert flatten(page).text == "onetwo\n\nthree"
    script = f"<script>'<svg>'</script>{'<p>sound' * 3}{drawn}"
    assert flatten(script).text == "sound\n\nsound\n\nsound"
    # What stands in none of them, or breaks out of one, still does.
    for deep in ("<path/>" * 5_000, drawn + "<svg>" * 5_000, "<svg>" * 5_000 + "</svg>"):
        assert harmless(deep.encode()).count(b"<") <= DEEPEST + 4


@pytest.mark.parametrize("parser", ["lexbor", "html5lib"])
def test_instructions_are_no_text(parser: str):
    assert flatten("<?x a><p>one<?php echo 1 ?> two", parser=parser).text == "one two"
    assert events("<p><?x?>a")[-4:] == ["a", None, None, None]


def test_no_parser_of_that_name():
    with pytest.raises(ValueError, match="lexbor, html5lib"):
        events("", parser="lxml")


@given(html=st.one_of(markup, st.text()))
def test_any_page_is_flattened_and_its_blocks_lie_in_its_text(html: str):
    document = flatten(html)
    place = 0
    for block in document.blocks:
        assert place <= block.start < block.end <= len(document.text)
        place = block.end
    assert isinstance(document, Document)
    result = explain(html)
    assert result.undo() == (document.text if is_page(html) else html)


@given(html=markup.filter(lambda html: "\ud800" not in html))
def test_the_parsers_agree_on_the_text(html: str):
    # html5lib drops a line feed behind <pre> even when an end tag stands between.
    one, other = flatten(html).text, flatten(html, parser="html5lib").text
    assert one.split() == other.split()
