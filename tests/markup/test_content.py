"""The model of main content, and what it decides."""

import gc

import numpy as np
import pytest
from hidden_pages import page

import cleantext
from cleantext.api import read
from cleantext.markup import content, flatten, regions
from cleantext.markup.features import features
from cleantext.markup.parse import MOST_ATTRIBUTES, events

ARTICLE = page("")


def test_an_article_is_found():
    text = cleantext.extract(ARTICLE)
    assert "repair the old bridge before winter" in text
    assert "answered by the engineers" in text
    assert "Mill Lane" not in text
    assert "News" not in text


def test_a_page_is_judged_once():
    document = read(ARTICLE, html=True)
    assert document.page.judgement is document.page.judgement
    result = cleantext.explain(ARTICLE)
    assert result.undo() == document.text
    (_,) = [each for each in result.trail if each.filter == "main_content"]


def test_any_language_is_found():
    sentence = "議会は火曜日の夜に集まり、長い議論の末、冬が来る前に古い橋を直すことを決めた。"
    paragraphs = "".join(f"<p>{sentence * 4}{n}</p>" for n in range(8))
    menu = "".join(f"<li><a href=/{n}>項目{n}</a></li>" for n in range(12))
    html = (
        f"<!doctype html><title>橋</title><body><nav><ul>{menu}</ul></nav><main><article><h1>橋</h1>"
        f"{paragraphs}</article></main><footer><ul>{menu}</ul><p>著作権</p></footer>"
    )
    text = cleantext.extract(html)
    assert text.count(sentence) == 32
    assert "項目" not in text


def test_numbers_are_finite_and_fit_the_model():
    rows, bounds, places, words, said, heads, likes = features(flatten(ARTICLE).page)
    assert np.isfinite(rows).all()
    assert rows.shape[1] == content.model()[0].inputs
    assert (bounds[:, 0] < bounds[:, 1]).all()
    own = np.arange(len(rows))[:, None]
    assert (bounds[places, 0] <= own).all()
    assert (own < bounds[places, 1]).all()
    assert len(said) == len(heads) == len(likes) == len(rows)
    assert said.sum() == len(words)
    assert (heads < own.T).any()
    assert (heads <= own.T).all()


def test_the_table_is_small():
    nets = content.model()
    packed = content.pack(nets)
    assert len(packed) < 1_000_000
    assert content.pack(content.unpack(packed)) == packed


def test_the_border_follows_doubt():
    def border(*likely: float) -> float:
        judged = content.Judgement(list(likely), [10] * len(likely), {})
        return content.border(judged, list(range(len(likely))))

    assert border(0.99, 0.98, 0.3, 0.01) == 0.98
    assert border(0.4, 0.35, 0.3, 0.01) == 0.3


DESCRIPTION = "The bridge of oak and iron carries carts of up to five tons over the river."
REFRAIN = "Oh the bridge, the bridge, the bridge is open again for all."


def test_what_is_said_for_another_screen_is_said_once():
    paragraphs = "".join(f"<p>{DESCRIPTION} It has {n} arches.</p>" for n in range(6))
    wide = f"<section class=desktop><h2>About</h2><div><p>{DESCRIPTION}</p>{paragraphs}</div></section>"
    html = f"<!doctype html><title>Bridge</title><main><h1>Bridge</h1><article>{wide}{wide}</article></main>"
    result = cleantext.explain(html)
    assert result.text.count(DESCRIPTION) == 7
    assert "said before" in {change.note for change in result.changes()}
    assert result.undo() == read(html, html=True).text


def test_a_refrain_stays():
    verses = "".join(f"<p>{DESCRIPTION} It has {n} arches.</p><p>{REFRAIN}</p>" for n in range(6))
    for html in (
        f"<title>Song</title><article><h1>Song</h1><div>{verses}</div></article>",
        f"<title>Song</title><article><h1>Song</h1>{verses}</article>",
        "<title>Song</title><article><h1>Song</h1>"
        + verses.replace("<p>Oh", "<div><p>Oh").replace("all.</p>", "all.</p></div>")
        + "</article>",
    ):
        assert cleantext.extract(html).count(REFRAIN) == 6


def test_few_words_may_be_said_again():
    rows = "".join(f"<tr><td>Bridge {n}<td>open to all carts" for n in range(40))
    html = (
        f"<title>Bridges</title><main><h1>Bridges</h1><p>{DESCRIPTION}<table>{rows}</table></main>"
    )
    assert cleantext.extract(html).count("open to all carts") == 40


def test_a_page_is_given_back_as_soon_as_it_is_done_with():
    style = "<style>.menu p.x{display:none} .y .z{color:red}</style>"
    hidden = "<div class=menu><p class=x>Secret</p></div><div class=y><b class=z style='left:-999px'>Red</b></div>"
    pages = [
        ARTICLE,
        ARTICLE.replace("<p>", f"{style}{hidden}<p>", 1),
        f"{style}{hidden}<p>{DESCRIPTION}",
    ]
    for html in pages:
        cleantext.extract(html)
    gc.collect()
    gc.disable()
    try:
        for html in pages:
            cleantext.extract(html)
        # A circle of objects waits for the collector, with all that it holds.
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_a_page_of_too_many_blocks_is_judged_by_rule(monkeypatch):
    monkeypatch.setattr(regions, "MANY_BLOCKS", 5)
    document = read(ARTICLE, html=True)
    assert document.page.judgement is None
    assert set(document.page.chrome.values()) == {"in <nav>", "in <footer>"}


def test_a_tag_of_too_many_attributes_loses_them():
    many = " ".join(f"a{n}=1" for n in range(MOST_ATTRIBUTES + 1))
    assert ("p", {}) in events(f"<p {many}>x")
    assert ("p", {"title": "x" * 9000}) in events(f"<p title={'x' * 9000}>y")


PROSE = "The council met on Tuesday evening and decided to repair the old bridge. "


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 20_000 + PROSE,
        "<b><i>" * 10_000 + PROSE,
        "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">" + PROSE,
        f"<style>{'@media{' * 50_000}</style>{PROSE}",
        f"<style>{'/*' * 100_000}</style>{PROSE}",
        f"<style>{'.a .b{display:none}' * 5_000}</style><p class=b>{PROSE}",
        f"<p style='{'color:red;' * 50_000}'>{PROSE}",
        f"<meta name=description content='{'words that nobody can see ' * 4_000}'><p>{PROSE * 400}"
        + "".join(
            f"<div id=x{n} hidden>{'words that nobody can see ' * 2}{n}</div>" for n in range(1_000)
        ),
        "\0" * 300_000 + PROSE,
        "<" * 200_000 + " " + PROSE,
        "<p hidden>x" * 2_000 + f"<p>{PROSE}",
        f"<p>{PROSE}<table>" + f"<tr><td>x<td>{PROSE}" * 2_000,
        "<script>" + "a=document.getElementById('x');" * 10_000 + f"</script><p>{PROSE}",
        f"<p>{PROSE}<![CDATA[<!--<!",
        "<p>\ud800" + PROSE,
    ],
    ids=range(15),
)
def test_hostile_pages_give_their_text(html: str):
    assert "old bridge" in cleantext.extract(html)


@pytest.mark.parametrize("charset", ["utf-16", "utf-16-le", "utf-32", "cp1252", "utf-8-sig"])
def test_pages_in_any_charset(charset: str):
    html = f"<!doctype html><html><meta charset={charset}><body><p>{PROSE}déjà vu</p></body></html>"
    assert cleantext.extract(html.encode(charset)) == PROSE + "déjà vu"
