"""A page's visible text, and blocks with what the markup says of them."""

from __future__ import annotations

import re

from cleantext.decoding import Decoded
from cleantext.document import Document

_OPENING = re.compile(
    r"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)


def is_page(text: str) -> bool:
    """Return whether a text opens like a page."""
    return bool(_OPENING.match(text))


def flatten(html: str, decoded: Decoded | None = None) -> Document:
    """Return the visible text of a page with its blocks."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(html)
    tree.strip_tags(["script", "style", "noscript", "template"])
    body = tree.body
    return Document(body.text(separator="\n", strip=True) if body else "", (), decoded)
