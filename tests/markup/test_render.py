"""Pages as Markdown and as HTML, and what they say of themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import markup

from cleantext import extract
from cleantext.markup.render import safe


def markdown(html: str) -> str:
    return extract(html, to="markdown")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h2>A  b</h2><p>c", "## A b\n\nc\n"),
        ("<p>a <b>b</b><i> c </i>d", "a **b** *c* d\n"),
        ("<p>a<br>b", "a\\\nb\n"),
        ("<ul><li>a<li>b<ul><li>c</ul></ul><p>d", "- a\n- b\n  - c\n\nd\n"),
        ("<ul><li>a<ul><li>b</ul><li>c</ul><p>d", "- a\n  - b\n- c\n\nd\n"),
        ("<ul><li><p>a<p>b<li>c</ul>", "- a\n\n  b\n- c\n"),
        ("<ol start=3><li>a<li>b</ol>", "3. a\n4. b\n"),
        ("<p>a<blockquote>b</blockquote><p>c", "a\n\n> b\n\nc\n"),
        ("<blockquote>a</blockquote><blockquote>b</blockquote>", "> a\n\n> b\n"),
        ("<ul><li>a</ul><blockquote>b<ul><li>c</ul></blockquote>", "- a\n\n> b\n>\n> - c\n"),
        ("<blockquote><p>a<p>b</blockquote>", "> a\n>\n> b\n"),
        ("<pre><code class=language-py>a\n  *b*</code></pre>", "```py\na\n  *b*\n```\n"),
        ("<p><code>a*b</code>", "`a*b`\n"),
        ("<p><a href=/x>a</a>", "[a](/x)\n"),
        ("<p><a href='javascript:x()'>a</a>", "a\n"),
        (
            "<table><tr><th>a<th>b<tr><td>1|2<td>3</table>",
            "| a | b |\n| --- | --- |\n| 1\\|2 | 3 |\n",
        ),
        ("<table><tr><td>a</table>", "a\n"),
        ("<dl><dt>a<dd>b</dl>", "a\n\n: b\n"),
        ("<p>1. a", "\\1. a\n"),
        ("<p>2 * 3 [x] &lt;b> a_b _c_", "2 \\* 3 \\[x\\] \\<b> a_b \\_c\\_\n"),
        ("<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "漢(kan)\n"),
        ("<p>a <img src=x.png alt='an image'>", "a ![an image](x.png)\n"),
        ("<p>A paragraph.<div hidden>spam</div>", "A paragraph.\n"),
        ("", ""),
    ],
)
def test_markdown(html: str, expected: str):
    assert markdown(f"<body>{html}") == expected


def test_damage_is_mended_in_every_form():
    page = "<h1>cafÃ©</h1><p>in\u200bvisible <b>cafÃ©</b>"
    assert markdown(page) == "# café\n\ninvisible **café**\n"
    assert "<h1>café</h1><p>invisible <b>café</b></p>" in extract(page, to="html")


def test_html_is_safe():
    page = (
        "<p onclick=x() style='color:red'>a<script>x()</script><iframe src=y></iframe>"
        "<a href=' java&#9;script:x()' title=t>b</a><img src=data:x onerror=x()>"
    )
    html = extract(page, to="html")
    assert '<p>a<a title="t">b</a><img></p>' in html
    assert html.startswith("<!DOCTYPE html><html>")


@pytest.mark.parametrize(
    "url", ["javascript:x", "JAVASCRIPT:x", "\x01javascript:x", "data:x", "vbscript:x"]
)
def test_addresses_that_run(url: str):
    assert safe(url) == ""


@pytest.mark.parametrize(
    "url", ["/a", "a.html", "#a", "?a:b", "//x/y", "HTTP://x", "mailto:a@b", "javascript<", ""]
)
def test_addresses_that_lead_somewhere(url: str):
    assert safe(url) == url


@given(html=st.one_of(markup, st.text()))
def test_any_page_can_be_written(html: str):
    for form in ("markdown", "html"):
        written = extract(html, to=form)
        assert "<script" not in written


def test_metadata():
    page = """<html lang="de-AT"><title>Die Brücke | Die Post</title>
    <link rel=canonical href="https://post.example/bruecke">
    <script type="application/ld+json">{"@graph": [{"@type": "NewsArticle",
    "headline": "Die Brücke", "author": [{"name": "A. Maurer"}, {"name": "B. Stein"}],
    "datePublished": "2024-04-08T10:39:00+02:00"}]}</script><h1>Die Brücke</h1><p>Text."""
    text, about = extract(page, with_metadata=True)
    assert "Text." in text
    assert about[:5] == (
        "Die Brücke", "A. Maurer, B. Stein", "2024-04-08", "de-AT", "https://post.example/bruecke"
    )  # fmt: skip


@pytest.mark.parametrize("data", ["{", "[[[", '{"author": 3}', '[{"author": [[]]}]', "null", '"x"'])
def test_broken_data_is_no_trouble(data: str):
    page = f'<script type="application/ld+json">{data}</script><p>Text.'
    assert extract(page, with_metadata=True).metadata.author == ""


def test_parts():
    page = (
        "<title>The bridge</title><h1>The bridge</h1><p class=byline>By A. Mason, 3 May 2024</p>"
        "<p>It is open again.</p><figure><img src=x><figcaption>The bridge</figcaption></figure>"
    )
    assert extract(page, include=()) == "It is open again."
    assert extract(page, include="title").startswith("The bridge\n\nIt is")
    assert "By A. Mason" in extract(page, include=["byline"])
    with pytest.raises(ValueError, match="title, byline, captions"):
        extract(page, include=["header"])
    with pytest.raises(ValueError, match="markdown"):
        extract(page, to="pdf")
