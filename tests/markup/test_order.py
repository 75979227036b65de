"""Pages that are in order are written as lexbor writes them; all others are left to it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from cleantext.markup import flatten
from cleantext.markup.elements import COMPILED, split
from cleantext.markup.parse import in_order, source, utf8
from cleantext.markup.walk import COLUMNS, PLACE, STOP, TAG, TAGS, TEXT, Tree

pytestmark = pytest.mark.skipif(COMPILED is None, reason="needs the extension")

#: What stands around what is looked at.
BODY = "<html><head></head><body>", "</body></html>"


@pytest.mark.parametrize(
    ("html", "written"),
    [
        ("sound", "sound"),
        ("<p>One<p>Two", "<p>One</p><p>Two</p>"),
        ("<P CLASS=a ID='b' id=c hidden>x", '<p class="a" id="b" hidden="">x</p>'),
        ("a &lt b &amp; c &copy; &#8364;&#x80; > \xa0", "a &lt; b &amp; c © €€ &gt; &nbsp;"),
        ("<a href='?a=1&copy=2&lang&reg'>&notit;", '<a href="?a=1&amp;copy=2&amp;lang®">¬it;</a>'),
        ("<ul><li>a<li>b<ul><li>c</ul></ul>", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>"),
        ("<dl><dt>a<dd>b<dt>c</dl>", "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>"),
        ("<table><tr><td>a<td>b<tr><th>c</table>d", "<table><tbody><tr><td>a</td><td>b</td></tr><tr><th>c</th></tr></tbody></table>d"),
        ("<table><caption>a<tfoot><tr><td>b", "<table><caption>a</caption><tfoot><tr><td>b</td></tr></tfoot></table>"),
        ("<table><col><tr><td>a", "<table><colgroup><col></colgroup><tbody><tr><td>a</td></tr></tbody></table>"),
        ("<select><option>a<option selected>b</select>", '<select><option>a</option><option selected="">b</option></select>'),
        ("<p><b>a<p>b</b>c", "<p><b>a</b></p><p><b>b</b>c</p>"),
        ("<b>a</div></p>b", "<b>a<p></p>b</b>"),
        ("<a>1<a>2", "<a>1</a><a>2</a>"),
        ("<h1>a<h2>b</h1>c", "<h1>a</h1><h2>b</h2>c"),
        ("<pre>\n\na</pre><textarea>\n<b></textarea>", "<pre>\na</pre><textarea>&lt;b&gt;</textarea>"),
        ("<script>if (a<b) '</p>' </SCRIPT >c", "<script>if (a<b) '</p>' </script>c"),
        ("<svg viewBox=x><style>a{}</style><g/></svg>a", "<svg></svg>a"),
        ("<template><tr><script></template></script></template>a", "<template></template>a"),
        ("a<!-- - -->b<![endif]-->", "a<!-- - -->b<!--[endif]---->"),
        ("1 < 2 <3", "1 &lt; 2 &lt;3"),
        ("<form>a<form>b</form>c", "<form>ab</form>c"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("<x-y a/>b</X-Y>c", '<x-y a="">b</x-y>c'),
    ],
)  # fmt: skip
def test_what_is_in_order(html: str, written: str):
    page = f"<body>{html}".encode()
    found = in_order(page)
    assert found is not None
    assert found.decode() == written.join(BODY)


@pytest.mark.parametrize(
    ("html", "written"),
    [
        ("", "<html><head></head><body></body></html>"),
        ("<!doctype html>\n<title>a", None),
        ("<title>a</title> b", "<html><head><title>a</title> </head><body>b</body></html>"),
        ("<!DOCTYPE html><html lang=en>\n<head>\n</head>\n<body id=a>\n</body>\n<!--b-->\n</html>\n<!--c-->", '<!DOCTYPE html><html lang="en"><head>\n</head>\n<body id="a">\n\n\n\n</body><!--b--></html><!--c-->'),
        ("<head></head> <script>1</script><body>", "<html><head><script>1</script></head> <body></body></html>"),
        ("<head><noscript><img></noscript><body class=a>", '<html><head><noscript></noscript></head><body class="a"><img></body></html>'),
        ("</body><p>a", None),
        ("<body>a</body>b</html>c", "<html><head></head><body>abc</body></html>"),
        ("<p>a<table><td>b", "<html><head></head><body><p>a<table><tbody><tr><td>b</td></tr></tbody></table></p></body></html>"),
        ("<!doctype html><p>a<table><td>b", "<!DOCTYPE html><html><head></head><body><p>a</p><table><tbody><tr><td>b</td></tr></tbody></table></body></html>"),
    ],
)  # fmt: skip
def test_the_outside_of_a_page(html: str, written: str | None):
    found = in_order(html.encode())
    assert found == (None if written is None else written.encode())


@pytest.mark.parametrize(
    "html",
    [
        "<b><p>a</b>b",
        "<table>a<tr><td>b",
        "<table><tr><td>a</td><div>b",
        "<form><div></form>a</div>",
        "<select><div>a",
        "<frameset><frame>",
        "<svg><p>a</svg>",
        "<math><mi><b>a</b></mi></math>",
        "<script><!--<script></script>--></script>",
        "<script>a",
        "<a b='c",
        "<!--a--!>",
        "<div>" * 600,
        "<p " + " ".join(f"a{n}" for n in range(100)) + ">",
        "<plaintext>a",
        "<p><b>a<p><textarea>b</textarea>",
        "\ufeffa",
    ],
)
def test_what_takes_a_tree_is_left_to_the_parser(html: str):
    assert in_order(html.encode()) is None


def test_a_page_that_grows_is_left_to_the_parser():
    # Each paragraph opens all of these again.
    page = "".join(f"<font size={n}>" for n in range(150)) + "<p>a" * 20000
    assert in_order(page.encode()) is None


soup = st.lists(
    st.one_of(
        st.tuples(
            st.sampled_from(("<", "<", "</", "</", "<")),
            st.sampled_from(
                (
                    *split("a b p div span ul ol li dl dt dd table tr td th tbody caption col form"),
                    *split("button select option h1 h2 pre br hr img i em font noscript body head"),
                    *split("section object address details x-y rt ruby label colgroup html"),
                )
            ),
            st.sampled_from((">", ">", ">", " id=a>", "/>", " CLASS='b c' x>", " href=?a&amp;b=1&gt>")),
        ).map("".join),
        st.sampled_from(
            (
                *("a", " ", "\n", "&nbsp;", "&copy", "&#65", "<", "\xa0", "é", "&notin;", "&"),
                *("<!-- a -->", "<!doctype html>", "<?b?>", "<style>p>a{}</style>", "<title>a&lt;</title>"),
                *("<script>'</b>'</script>", "<svg><path d=a /></svg>", "<textarea>\n<p></textarea>"),
                *("<template><p></template>", "<meta a=b>", "<link rel=c>", "</body></html>", "\r\n"),
            )
        ),
        st.text(max_size=3),
    ),
    max_size=24,
).map("".join)  # fmt: skip


def _told(tree: Tree) -> tuple[object, ...]:
    rows = np.frombuffer(tree.nodes, np.int32).reshape(-1, COLUMNS).copy()
    texts = [tree.source[row[PLACE] : row[STOP]] for row in rows.tolist() if row[TAG] >= TEXT]
    attributes = [tree.attributes(n) for n, row in enumerate(rows) if row[TAG] < TEXT]
    rows[:, [PLACE, STOP]] = 0
    return rows.tolist(), texts, attributes, tree.names, tree.head, tree.controls


@settings(max_examples=400)
@given(html=soup)
def test_what_is_in_order_is_what_a_parser_would_write(html: str):
    page = source(html)
    written = in_order(page)
    if written is not None:
        parsed = utf8(LexborHTMLParser(page).html or "")
        one, other = (Tree(each, *COMPILED.read(each, TAGS)) for each in (written, parsed))
        assert _told(one) == _told(other)


def test_a_drawing_of_many_strokes_costs_no_paragraph():
    # Strokes close themselves, which looks like nesting to whoever counts tags alone.
    page = "<svg>" + "<path d=M1 />" * 600 + "</svg><p>One.<div>Two.</div>"
    assert flatten(page).text == "One.\n\nTwo."
