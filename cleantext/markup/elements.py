"""What the names of elements, and of their classes, say about the text that they hold."""

from __future__ import annotations

import os
import re
from array import array
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

try:
    from cleantext import _pages
except ImportError:  # no compiler was there when the package was installed
    _pages = None  # type: ignore[assignment]

#: The compiled loops; None where they are missing, or not wanted (`CLEANTEXT_PURE=1`).
COMPILED: ModuleType | None = None if os.environ.get("CLEANTEXT_PURE") else _pages


#: Tag, `class`, `id`, `role` and `itemprop` of an element; None for what it has not.
Names = tuple[str, str | None, str | None, str | None, str | None]


def split(names: str) -> list[str]:
    """Return names that are written one behind the other."""
    return names.split()


#: Elements whose content is no text for a reader.
SILENT = frozenset(
    split(
        "head script style template iframe frame noframes noembed object embed svg math canvas audio "
        "video map select datalist textarea rp"
    )
)
#: Elements that stand apart from what is before and behind them.
PARAGRAPHS = frozenset(
    split(
        "p h1 h2 h3 h4 h5 h6 blockquote pre ul ol dl table figure hr article section main listing xmp "
        "plaintext"
    )
)
#: Elements that begin on a line of their own.
LINES = frozenset(
    split(
        "address aside body button caption center details dialog dd dt dir div fieldset figcaption "
        "footer form frameset header hgroup html legend li menu nav optgroup option search summary "
        "tbody tfoot thead tr"
    )
)
CELLS = frozenset(("td", "th"))
#: Elements that keep their white space.
PREFORMATTED = frozenset(("pre", "listing", "xmp", "plaintext"))

#: Elements that a block is told apart by; a bit each.
TELLING = split(
    "article main section nav header footer aside form ul ol dl table tr td th figure figcaption "
    "details summary dialog button a blockquote pre code li dt dd p h1 h2 h3 h4 h5 h6 label time "
    "address span em strong b i cite small sup noscript fieldset center font caption img"
)
TAG_BIT = {tag: 1 << place for place, tag in enumerate(TELLING)}

#: What is looked for in `class`, `id`, `role` and `itemprop`; one line is one bit. These are names
#: that programmers give, in English all over the world.
_VOCABULARY = """\
nav navigation navbar topbar toolbar
menu megamenu dropdown submenu
breadcrumb crumb
sidebar aside rail complementary
footer contentinfo colophon bottom
header masthead banner topbar
comment disqus respond discuss
share social facebook twitter linkedin pinterest whatsapp follow
related recommend similar suggested upsell crosssell readnext
ad ads advert sponsor promo adsbygoogle dfp outbrain taboola affiliate
cookie consent gdpr privacy
newsletter subscribe signup optin mailchimp
popup modal overlay lightbox offcanvas drawer toast
author byline writer contributor bio
date time publish updated meta
title headline heading subtitle
article post entry story blog
content body text prose rte richtext markdown copy
main primary
product pdp sku variant
price cost amount currency discount sale
review rating star testimonial
cart basket checkout wishlist addto
grid list row collection catalog
item card tile teaser thumb
tag tags topic categor label badge chip
pagination pager paging next prev loadmore
login account user avatar profile member
search filter facet sort refine
hidden hide sr visuallyhidden screenreader invisible offscreen
caption credit figure gallery image photo media
forum thread topic message reply answer question
signature quote cite
button btn cta
accordion collapse faq toggle expand
tab tabs tabpanel tabpane tabcontent
lang locale country region translate
copyright legal disclaimer terms
hero jumbotron intro lead lede summary excerpt dek standfirst abstract
toc contents outline
widget module block
skip jump backtotop
code highlight snippet example
spec attribute detail feature description
shipping delivery return stock availab
contact address phone email map
latest recent popular trending archive
notice alert warning error
logo brand
vote score like count stat view
footnote reference source biblio
container wrapper layout wrap
timeline event schedule
video player audio podcast
"""
_LINES = _VOCABULARY.splitlines()
_BITS: dict[str, int] = {}
for _place, _line in enumerate(_LINES):
    for _word in _line.split():
        _BITS[_word] = _BITS.get(_word, 0) | 1 << _place
#: How many kinds of hint there are.
HINTS = len(_LINES)

_NAME = re.compile(r"[a-z]{2,}")


def _alternatives(words: list[str], depth: int = 0) -> str:
    """A pattern of the longest of some words, told apart by their first letters.

    A search tries all alternatives at every place, so each shall be one of a few.
    """
    if depth == 3 or len(words) < 3:
        ordered = sorted(words, key=lambda word: (-len(word), word))
        return "|".join(word[depth:] for word in ordered)
    branches: dict[str, list[str]] = {}
    for word in words:
        branches.setdefault(word[depth], []).append(word)
    return "|".join(
        f"{letter}(?:{_alternatives(branch, depth + 1)})" for letter, branch in branches.items()
    )


# Parts of a word that is written together; shorter ones stand in many words by chance.
_PARTS = re.compile(_alternatives([word for word in _BITS if len(word) > 3]))


#: Of the names of an element so many characters are read.
_LONGEST = 300


def hint_bits(names: str) -> int:
    """Return which lines of the vocabulary the words in some names speak of, as bits.

    >>> hint_bits("site-nav") == hint_bits("NAVBAR navbar-dark"), hint_bits("x y z")
    (True, 0)
    """
    bits = 0
    for name in names[:_LONGEST].lower().split():
        bits |= _name_bits(name)
    return bits


def all_hint_bits(names: list[Names], compiled: bool | None = None) -> tuple[bytes, bytes]:
    """Return `hint_bits` of each of some names, as 64-bit numbers, and whether each has any name.

    `compiled` asks for one way to find them or the other.
    """
    if COMPILED and compiled is not False:
        found: tuple[bytes, bytes] = COMPILED.hints(names, _vocabulary(), _LONGEST)
        return found
    joined = [" ".join([name for name in each[1:] if name is not None]) for each in names]
    return array("Q", map(hint_bits, joined)).tobytes(), bytes(map(bool, joined))


@cache
def _vocabulary() -> object:
    """The words, as the compiled way looks them up."""
    assert COMPILED
    made: object = COMPILED.vocabulary(_BITS)
    return made


@lru_cache(maxsize=1 << 14)
def _name_bits(name: str) -> int:
    bits = 0
    for word in _NAME.findall(name):
        known = _BITS.get(word, 0)
        if not known:
            for part in _PARTS.findall(word):
                known |= _BITS[part]
        bits |= known
    return bits
