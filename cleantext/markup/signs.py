"""What a page says of its own kind: its structured data, its generator, and its address.

The words are those of schema.org, of Open Graph, of programs, and of addresses: programmers' English,
which pages of all languages share.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cleantext.markup.head import Head


def _numbered(lines: str) -> dict[str, int]:
    """The number of its line for each word."""
    return {
        word: number
        for number, line in enumerate(lines.strip().splitlines())
        for word in line.split()
    }


#: Types of schema.org, by what they say together; a line is a sign.
_TYPES = _numbered("""
article newsarticle blogposting reportagenewsarticle report
product productgroup individualproduct
offer aggregateoffer
itemlist listitem collectionpage searchresultspage offercatalog
discussionforumposting qapage comment answer question
faqpage
techarticle howto apireference softwaresourcecode
localbusiness professionalservice service store
organization corporation
webpage aboutpage contactpage
breadcrumblist
videoobject event recipe jobposting
review aggregaterating
""")
#: What og:type begins with.
_GRAPH = _numbered("""
article
product
website
blog profile video object
""")
#: Programs that make pages: forums, manuals, shops, and others.
_PROGRAMS = _numbered("""
discourse phpbb vbulletin xenforo flarum invision mybb smf nodebb vanilla
sphinx docusaurus mkdocs gitbook docutils vitepress doxygen readme mintlify antora jekyll
shopify woocommerce magento prestashop bigcommerce opencart
wordpress
wix squarespace webflow framer hubspot duda
mediawiki drupal joomla typo3
""")
#: Parts of an address.
_PARTS = _numbered("""
product products p item itm dp buy
collection collections category categories catalog c browse brand brands shop store
forum forums thread threads topic t questions question discussion discussions viewtopic showthread community comments r
blog blogs news article articles post posts story stories magazine press
docs doc documentation guide guides reference api manual help wiki learn tutorial tutorials developer support kb
service services solutions solution about features pricing company platform
tag tags topics archive archives list search index author
""")
_KINDS = (_TYPES, _GRAPH, _PROGRAMS, _PARTS)
_SIZES = tuple(max(each.values()) + 1 for each in _KINDS)
#: How many signs there are.
SIGNS = sum(_SIZES) + 6

#: Of structured data so many characters are looked at.
_LONGEST = 200_000
_TYPE = re.compile(r'"@type"\s*:\s*(?:\[\s*)?"(?:https?://schema\.org/)?(\w+)"')
_WORD = re.compile(r"[a-z]+")
_DATED = re.compile(r"/(?:19|20)\d\d/")


def signs(head: Head) -> list[float]:
    """Return the signs of a page, each a small number.

    >>> from cleantext.markup.head import read_head
    >>> head = read_head([("meta", {"property": "og:type", "content": "article"}), None])
    >>> sum(signs(head)), len(signs(head)) == SIGNS
    (1.0, True)
    """
    url = head.links.get("canonical") or head.metas.get("og:url") or ""
    try:
        parts = urlsplit(url.lower())
        path, host = parts.path, parts.hostname or ""
    except ValueError:
        path = host = ""
    steps = [step for step in path.split("/") if step]
    last = steps[-1] if steps else ""
    address = {*_WORD.findall(" ".join(steps[:-1])), last, *host.split(".")[:-2]}
    types = {each.lower() for each in _TYPE.findall("\n".join(head.data)[:_LONGEST])}
    found: list[float] = []
    for known, size, words in zip(
        _KINDS,
        _SIZES,
        (
            types,
            _WORD.findall(head.metas.get("og:type", "").lower()),
            _WORD.findall(head.metas.get("generator", "").lower()),
            address,
        ),
        strict=True,
    ):
        found += _lit(known, size, words)
    return [
        *found,
        float(bool(url)),
        min(len(steps), 8) / 4,
        float(bool(url) and not steps),
        min(last.count("-"), 15) / 5,
        float(bool(_DATED.search(path))),
        min(sum(map(str.isdigit, last)), 12) / 6,
    ]


def _lit(known: dict[str, int], size: int, words: Iterable[str]) -> list[float]:
    """Of so many signs that some words give, 1 for those that words of a page do, 0 for the others."""
    found = [0.0] * size
    for word in words:
        if word in known:
            found[known[word]] = 1.0
    return found
