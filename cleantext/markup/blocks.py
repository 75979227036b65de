"""From a page's events to its text, and blocks with the evidence of its markup."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import compress

from cleantext.decoding import Decoded
from cleantext.document import Document
from cleantext.markup.flow import flow, spans
from cleantext.markup.head import read_head
from cleantext.markup.marks import shared_ids
from cleantext.markup.page import Page
from cleantext.markup.veils import veils
from cleantext.markup.walk import follow, read


def flatten(
    html: str | bytes,
    decoded: Decoded | None = None,
    *,
    parser: str = "lexbor",
    include: Iterable[str] | None = None,
) -> Document:
    """Return a page, a text or sound UTF-8, as its text, with the blocks that it is made of.

    The text is all that stands in the page's body, hidden or not; each block says what is known of
    its part of it, and filters decide. White space is folded as a browser does it, paragraphs are
    parted by a blank line, cells by a tab, and readings stand in brackets. `include` says which of
    `title`, `byline` and `captions` belong to the main content; None leaves that to the model.

    >>> flatten("<p>One\\n paragraph.<p hidden>Another.").text
    'One paragraph.\\n\\nAnother.'
    """
    tree = read(html, parser)
    head = read_head(tree.head)
    head.scripted.update(shared_ids([(names[0], names[2]) for names in tree.names if names[2]]))
    hiding, veiled = veils(tree, head)
    text, evidence, containers, owners, links = flow(tree, veiled)
    if hiding:
        numbers = owners[1::2].tolist()
        for number, veil in compress(enumerate(numbers), numbers):
            hiding[veil - 1].blocks.append(number)
        for veil, node in zip(links[::2].tolist(), links[1::2].tolist(), strict=True):
            hiding[veil - 1].links.append(node)
    wanted = None if include is None else frozenset(include)
    page = Page(html, parser, text, tree, head, evidence, containers, hiding, owners, wanted)
    return Document(text, None, decoded, page)


def trace(page: Page) -> dict[int, tuple[int, int]]:
    """Return where each text of a page's tape stands in its flattened text, by its place there."""
    tree = follow(page.tape)
    return spans(tree, veils(tree, page.head)[1])
