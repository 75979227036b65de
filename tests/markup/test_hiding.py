"""Hidden parts of pages: what goes, what stays, and why."""

import pytest
from hidden_pages import LAWFUL, SECRET, WAYS, page

import cleantext
from cleantext.api import read

PROSE = f"<p>Visitors of the {SECRET} workshop learn to bake bread with rye and spelt.</p>"
CASINO = f"<p>{SECRET} online casino, free spins, and viagra without prescription.</p>"


@pytest.mark.parametrize("what", ["prose", "links"])
@pytest.mark.parametrize("way", WAYS)
def test_nothing_hidden_leaks(way: str, what: str):
    html = WAYS[way][what]
    assert SECRET in html
    text = cleantext.extract(html)
    assert SECRET not in text
    assert "built in 1786" in text


@pytest.mark.parametrize("name", LAWFUL)
def test_lawful_folds_stay(name: str):
    document = read(LAWFUL[name], html=True)
    assert document.page is not None
    assert document.page.hidden == {}
    assert SECRET in cleantext.extract(LAWFUL[name])


@pytest.mark.parametrize(
    "inside",
    [
        f'<div role="tabpanel" hidden>{CASINO}</div>',
        f"<noscript>{CASINO}</noscript>",
        f'<div class="fade-in" style="opacity:0;transition:1s">{CASINO}</div>',
    ],
)
def test_spam_goes_from_folds_too(inside: str):
    assert SECRET not in cleantext.extract(page(inside))


def test_the_reason_is_said():
    html = WAYS["off-screen, absolute"]["links"]
    (note,) = {c.note for c in cleantext.explain(html).changes() if c.filter == "hidden_text"}
    assert note == "hidden by off-screen, left:-9999px, 8 links to 8 foreign domains"


@pytest.mark.parametrize(
    "inside",
    [
        f'<div style="visibility:hidden"><p style="visibility:visible">{SECRET}</p></div>',
        f'<div style="font-size:0"><p style="font-size:16px">{SECRET}</p></div>',
        f'<div style="color:#fff;background:#000"><p>{SECRET}</p></div>',
        f'<div style="background:url(dark.png);color:#fff"><p>{SECRET}</p></div>',
        "<style>.a{display:none} .a.b{display:block}</style>" + f'<p class="a b">{SECRET}</p>',
        f'<p hidden style="display:block">{SECRET}</p>',
    ],
)
def test_what_is_shown_again_is_not_hidden(inside: str):
    document = read(page(inside), html=True)
    assert all(SECRET not in document.text[b.start : b.end] for b in document.blocks if b.hidden)


def test_a_page_that_a_script_shows_keeps_its_text():
    body = page(PROSE, body=' style="opacity:0"')
    assert "built in 1786" in cleantext.extract(body)


def test_what_the_page_says_of_itself_is_no_spam():
    told = "Visitors of the workshop learn to bake bread with rye and spelt."
    html = page(f"<div hidden><p>{told}</div>")
    assert read(html, html=True).page.hidden
    data = f'<script type="application/ld+json">{{"description": "{told}"}}</script>'
    assert not read(page(f"<div hidden><p>{told}</div>", script=data), html=True).page.hidden


def test_many_parts_hidden_in_one_way_are_a_component():
    parts = "".join(
        f'<div class="q" style="display:none"><p>Answer {n}.</p></div>' for n in range(5)
    )
    assert read(page(parts), html=True).page.hidden == {}


def test_what_a_script_both_hides_and_shows_is_a_fold():
    script = (
        "<script>function a(){document.getElementById('k').style.display='none'}"
        "function b(){document.getElementById('k').style.display='block'}</script>"
    )
    assert read(page(f'<div id="k">{PROSE}</div>', script=script), html=True).page.hidden == {}


def test_an_id_on_unrelated_elements_hides_what_they_hold():
    marks = f'<ins id="pjuwb"></ins><pre id="pjuwb"></pre><sup id="pjuwb">{SECRET}</sup>'
    assert SECRET not in cleantext.extract(page(marks))
    assert read(page(marks), html=True).page.hidden
    twice = f'<p id="intro">{SECRET}</p><p id="intro">{PROSE}</p><div id="intro"></div>'
    assert not read(page(twice), html=True).page.hidden


@pytest.mark.parametrize("around", ['<div class="more-content">', '<div style="opacity:0">'])
def test_a_nameless_hidden_stretch_goes_wherever_it_stands(around: str):
    prose = "<p>The mill <span style='display:none'>quibblewort</span> was sold in 1801.</p>"
    text = cleantext.extract(page(f"{around}{prose}</div>"))
    assert SECRET not in text
