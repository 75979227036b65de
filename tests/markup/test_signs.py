"""What a page says of its own kind."""

from hypothesis import given
from hypothesis import strategies as st

from cleantext.markup.head import read_head
from cleantext.markup.signs import SIGNS, signs
from cleantext.markup.walk import read


def lit(html: str) -> set[int]:
    return {place for place, value in enumerate(signs(read_head(read(html).head))) if value}


def test_signs_are_told_apart():
    data = '<script type="application/ld+json">{"@type": ["Product"], "name": "x"}</script>'
    graph = '<meta property=og:type content="product.item">'
    program = '<meta name=generator content="Discourse 3.2">'
    address = '<link rel=canonical href="https://forum.example.org/t/a-long-topic/12">'
    found = [lit(page) for page in (data, graph, program, address)]
    assert all(found)
    assert not set.intersection(*found)
    assert lit("<p>A product, in a forum.") == set()


def test_the_same_page_in_another_case_has_the_same_signs():
    page = (
        "<meta property=og:type content=article><link rel=canonical href=https://a.example/News/x>"
    )
    assert lit(page) == lit(page.replace("article", "Article").replace("News", "news"))


@given(url=st.text(), kind=st.text(), data=st.text())
def test_any_page_has_so_many_signs(url: str, kind: str, data: str):
    head = read_head([])._replace(
        metas={"og:url": url, "og:type": kind, "generator": kind}, data=[data]
    )
    found = signs(head)
    assert len(found) == SIGNS
    assert all(0 <= value <= 5 for value in found)
