"""What declarations, attributes and rules say about being seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.document import Element
from cleantext.markup.css import colour, declarations, hiding, how, paint, pixels
from cleantext.markup.elements import COMPILED
from cleantext.markup.sheet import Sheet


@pytest.mark.parametrize(
    "style",
    [
        "display:none", "DISPLAY : None !important", "a:b;/* x */visibility:hidden",
        "display:none;;", "opacity:0", "opacity:.0", "opacity:0%", "text-indent:-9999px",
        "position:absolute;left:-9999px", "position:fixed;top:-200em", "margin-left:-5000px",
        "margin:0 0 0 -9999px", "clip:rect(0,0,0,0)", "clip:rect(1px 1px 1px 1px)",
        "clip-path:inset(50%)", "clip-path:circle(0)", "transform:scale(0)",
        "transform:translateX(-10000px)", "transform:rotate(3deg) scale3d(0,0,0)", "scale:0",
        "zoom:0", "font-size:0", "font-size:1px", "font:0/0 a", "max-height:0;overflow:hidden",
        "height:1px;width:1px;overflow:hidden", "filter:opacity(0)", "content-visibility:hidden",
        "letter-spacing:-1em", r"d\69splay:none",
    ],
)  # fmt: skip
def test_what_hides(style: str):
    assert how(declarations(style))


@pytest.mark.parametrize(
    "style",
    [
        "", "display:block", "display:none;display:block", "color:red;content:'display:none'",
        "opacity:.5", "opacity:1", "text-indent:-2em", "left:-20px", "position:relative;left:-5px",
        "margin-left:-15px", "clip:auto", "clip:rect(0,100px,100px,0)", "clip-path:inset(10%)",
        "transform:scale(1)", "transform:translateX(-50%)", "transform:none", "font-size:12px",
        "height:0", "max-height:0;overflow:visible", "max-height:100px;overflow:hidden",
        "filter:opacity(0.5)", "display:none!important;visibility:visible;display:block!important",
        "letter-spacing:-1px", "display", ":", "x:none",
    ],
)  # fmt: skip
def test_what_does_not_hide(style: str):
    assert not how(declarations(style))


@pytest.mark.parametrize(
    ("tag", "attributes", "way"),
    [
        ("p", {"hidden": None}, "hidden"),
        ("p", {"hidden": "until-found"}, ""),
        ("dialog", {}, "closed dialog"),
        ("dialog", {"open": ""}, ""),
        ("noscript", {}, "noscript"),
        ("marquee", {"width": "0"}, "width 0"),
        ("marquee", {"width": "100%"}, ""),
        ("img", {"width": "1"}, ""),
        ("p", {"class": "hidden"}, ""),
    ],
)
def test_what_elements_hide_by_themselves(tag: str, attributes: dict, way: str):
    assert hiding(tag, attributes) == way


@pytest.mark.parametrize(
    ("selector", "means"),
    [
        (".b", True), ("p", True), ("#i", True), ("p.b#i", True), (".a .b", True), (".a > .b", True),
        ("div p", True), ("BODY P", True), ("* .b", True), (".c", False), ("div.b", False),
        (".b .a", False), (".b:hover", False), ("[class]", False), (".a + .b", False), ("", False),
    ],
)  # fmt: skip
def test_which_element_a_rule_means(selector: str, means: bool):
    body = Element("body", {})
    inner = Element("p", {"class": "b x", "id": "i"}, Element("div", {"class": "a"}, body))
    sheet = Sheet([f"{selector} {{ display: none }}"])
    assert bool(sheet.declared(inner)) is means


@pytest.mark.parametrize(
    ("style", "hidden"),
    [
        ("@media screen { .b { display: none } }", True),
        ("@media print { .b { display: none } }", False),
        ("@media (max-width: 600px) { .b { display: none } }", False),
        (".b { display: none } .b { display: block }", False),
        ("#i { display: block } .b { display: none }", False),
        (".b { display: none !important } #i { display: block }", True),
        ("/* .b { display: none } */", False),
        (".b { display: none", False),
        ("@import 'x'; .b { display: none }", True),
        ("} .b { display: none }", True),
    ],
)
def test_which_rule_wins(style: str, hidden: bool):
    given_ = Sheet([style]).declared(Element("p", {"class": "b", "id": "i"}))
    assert bool(how(given_)) is hidden


def test_colours():
    assert colour("#abc") == "aabbcc"
    assert colour("rgba(0, 0, 0, 0)") == "transparent"
    assert colour("var(--x)") == ""
    assert paint(declarations("color:#FFF;background:#ffffff none")) == ("ffffff", "ffffff")
    clipped = "color:transparent;background:linear-gradient(red,blue);-webkit-background-clip:text"
    assert paint(declarations(clipped)) == ("transparent", "?")
    assert pixels("1e9") is None


@given(st.text(alphabet="{}@;:.#a b/*\\!,>-0(%", max_size=60))
def test_any_style_is_read(style: str):
    Sheet([style]).declared(Element("a", {"class": "a", "id": "b"}))
    how(declarations(style))
    paint(declarations(style))


@pytest.mark.skipif(COMPILED is None, reason="there is no compiled way here")
@given(
    st.lists(
        st.one_of(
            st.sampled_from(("{", "}", "{", "}", ";", ":", ",", " ", "\n", ".", "#", ">", "*", "/*", "*/")),
            st.sampled_from(("a", "DIV", ".b", "#c", ".b.c", "a:hover", "[d]", "@media print", "@media screen")),
            st.sampled_from(("display", "Color : red", "cursor:x", " width:0", "\\64 isplay:none", "--x:y")),
            st.sampled_from((".a{display:none}", "b .c{cursor:x;COLOR:red}", "b~c{left:0}", ".d,e:f{top:1px}")),
            st.text(max_size=2),
        ),
        max_size=16,
    ).map("".join)
)  # fmt: skip
def test_both_ways_to_read_a_sheet_agree(style: str):
    assert Sheet([style]).written == Sheet([style], compiled=False).written


@pytest.mark.parametrize("compiled", [None, False])
def test_rules_that_cannot_hide_are_not_kept(compiled: bool | None):
    style = ".a{cursor:help} .b:hover .c{display:none} .d{Cursor:help; DISPLAY :none} .e{\\64 isplay:none}"
    assert list(Sheet([style], compiled).written) == [".d", ".e"]
