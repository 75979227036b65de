"""The pages of WCXB (M. Foley, CC BY 4.0) as flattened text, one block a line, and their gold.

The flattening is the plainest there is, and not `cleantext.markup`'s, so that what is learnt and
measured here does not change with it.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

FOLDS = 5
_SILENT = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "iframe",
        "object",
        "svg",
        "math",
        "select",
        "textarea",
        "head",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "button",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)


class Page(NamedTuple):
    """A page as it was fetched, its type and domain, and what people marked as its main content."""

    name: str
    kind: str
    domain: str
    gold: str
    html: str

    @property
    def fold(self) -> int:
        """Which fifth it belongs to: pages of one domain stay together."""
        return int(hashlib.sha256(self.domain.encode()).hexdigest(), 16) % FOLDS


def pages(data: Path, every: int = 1) -> Iterator[Page]:
    """Yield every page, or every so-manieth, that has gold; `data` holds `wcxb-dev`."""
    folder = data / "wcxb-dev" / "dev"
    if not (folder / "ground-truth").is_dir():
        raise SystemExit(f"{data}: no folder wcxb-dev/dev/ground-truth within")
    for path in sorted((folder / "ground-truth").glob("*.json"))[::every]:
        entry = json.loads(path.read_text("utf-8"))
        gold = entry["ground_truth"].get("main_content") or ""
        if gold.strip():
            host = urlsplit(entry.get("url") or "").hostname or path.stem
            domain = ".".join(host.split(".")[-2:])
            html = gzip.decompress((folder / "html" / f"{path.stem}.html.gz").read_bytes())
            kind = entry["_internal"]["page_type"]["primary"]
            yield Page(path.stem, kind, domain, gold, html.decode("utf-8", "replace"))


def flatten(html: str) -> list[str]:
    """Return all text of a page's body, one block a line; a line break begins a line too.

    >>> flatten("<p>One <b>paragraph</b>.<ul><li>a<li>b</ul>tail")
    ['One paragraph.', 'a', 'b', 'tail']
    """
    from selectolax.lexbor import LexborHTMLParser

    body = LexborHTMLParser(html).body
    found: list[str] = []
    pieces: list[str] = []
    last = None
    for node in body.traverse(include_text=True) if body else ():
        if node.tag == "br":
            last = None
        if node.tag != "-text" or not (node.text_content or "").strip():
            if node.tag == "-text" and pieces:
                pieces.append(" ")
            continue
        holder, silent = node.parent, False
        while holder is not None and holder.tag not in _BLOCKS and not silent:
            silent = holder.tag in _SILENT
            holder = holder.parent
        if silent or holder is None:
            continue
        if holder.mem_id != last:
            found.append("".join(pieces))
            pieces = []
        last = holder.mem_id
        pieces.append(node.text_content or "")
    found.append("".join(pieces))
    return [line for line in (" ".join(each.split()) for each in found) if line]
