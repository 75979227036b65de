"""Which hidden parts of a page shall go.

Hiding is evidence and no verdict: half of the hidden words of the web are answers in accordions,
panels of tabs, paragraphs that fade in, and whole pages that a script will show. What stays: folds
that a reader opens, what is hidden many times over in one way, and what makes up much of its page.
What goes: the rest; and anything hidden, folds too, that speaks of spam.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cleantext.lexicons import read
from cleantext.markup.elements import hint_bits, split
from cleantext.markup.marks import SHARED_ID
from cleantext.markup.page import COLUMNS, LINK_CHARS

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

    from cleantext.document import Element
    from cleantext.markup.page import Page, Veil

#: What is more than this share of its page is its content, whoever shows it.
MOST = 0.5
#: Spam of no spam's words and links is short; a longer part, in words, belongs to the page.
LONG = 250
#: So many elements of one name, hidden in one way, are a component of the page.
COMPONENT = 4
#: Where less than this share of the text is seen, a script will show the page.
LEAST = 0.15
#: So many hosts that are not the page's own, and as many links, are no reference list.
HOSTS = 3
#: In a list of links, more than this share of the characters is linked.
LINKED = 0.3

_FOLDS = hint_bits("accordion") | hint_bits("tabpanel")
_FOLD = re.compile(
    r"expand|collaps|toggle|truncat|more|accordion|faq|answer|panel|dropdown|drawer|spoiler",
    re.IGNORECASE,
)
_MOVES = re.compile(
    r"fade|anim|reveal|aos|wow|motion|framer|lazy|slide|swiper|carousel|slick|transit|load|appear"
    r"|scroll|inview|sr-item",
    re.IGNORECASE,
)
_MOVING = re.compile(r"transition|animation|will-change")
_INLINE = frozenset(split("span a b i em strong font small sup sub ins u s big tt abbr cite"))
_STREAMED = re.compile(r"[SB]:[0-9a-f]+")
_WORD = re.compile(r"\w+")


def hidden(page: Page) -> dict[int, str]:
    """Return why blocks shall go because no reader sees them, by their numbers.

    >>> from cleantext.markup import flatten
    >>> hidden(flatten("<p>Sound prose.<p style='display:none'>cheap pills").page)
    {1: 'display:none'}
    >>> hidden(flatten("<p>Sound prose.<div hidden role=tabpanel>More of it.</div>").page)
    {}
    """
    sizes = page.sizes
    total = sum(sizes)
    own_kinds = [veil.kind for veil in page.veils]
    kinds = Counter(own_kinds)
    opened = _opened(page)
    own = _own_host(page)
    found: dict[int, str] = {}
    lawful: set[int] = set()
    gone: list[Element] = []
    for veil, kind in zip(page.veils, own_kinds, strict=True):
        chars = sum([sizes[number] for number in veil.blocks])
        if chars > MOST * total:
            continue
        spam = _spam(page, veil, own)
        inside = (
            bool(gone)
            and nameless(veil.tag, veil.attributes)
            and any(each in gone for each in veil.element.lineage())
        )
        if not spam and not inside:
            if veil.weak or kinds[kind] >= COMPONENT:
                continue
            if _fold(veil, opened) or _words(page, veil) >= LONG or _described(page, veil):
                continue
        reason = f"{veil.how}, {spam}" if spam and spam != SHARED_ID else spam or veil.how
        found |= dict.fromkeys(veil.blocks, reason)
        gone.append(veil.element)
        if not spam:
            lawful |= set(veil.blocks)
    # Look again without hiding when little is left.
    if total - sum([sizes[number] for number in found]) < LEAST * total:
        found = {number: why for number, why in found.items() if number not in lawful}
    return found


def _words(page: Page, veil: Veil) -> int:
    return sum(1 for text in _texts(page, veil) for _ in _WORD.finditer(text))


def _described(page: Page, veil: Veil) -> bool:
    """Whether a page says of itself, in JSON-LD or its description, what is hidden."""
    long = [text[:60] for text in _texts(page, veil) if len(text) > 40]
    told = page.told if long else ""
    return any(text in told for text in long)


def _texts(page: Page, veil: Veil) -> Iterator[str]:
    for number in veil.blocks:
        yield page.text[page.starts[number] : page.ends[number]]


def _fold(veil: Veil, opened: set[str]) -> bool:
    """Whether a reader can open what is hidden, or it comes into sight by itself."""
    element: Element | None = veil.element
    own = veil.element
    names = own.names
    if nameless(own.tag, own.attributes) or (not names and veil.how.startswith("off-screen")):
        return False
    # A fold's own names, or those of what it is the body of.
    for step in range(3):
        if element is None or not element.tag or (step and element.tag in ("body", "html")):
            return False
        given = element.attributes
        names = element.names if step else names
        identity = given.get("id") or ""
        role = given.get("role") or ""
        if identity and (identity in opened or _STREAMED.fullmatch(identity)):
            return True
        if role in ("tabpanel", "region") or "data-state" in given or "aria-expanded" in given:
            return True
        if element.tag == "details" or hint_bits(names) & _FOLDS or _FOLD.search(names):
            return True
        moves = veil.how.startswith(("opacity", "transform", "visibility", "off-screen"))
        if moves and step < 2 and _moving(names, given, veil.how.startswith("opacity")):
            return True
        element = element.parent
    return False


def nameless(tag: str, attributes: Mapping[str, str | None]) -> bool:
    """Return whether an element is a stretch of a line that nothing but its style tells of.

    What has no name cannot be found again to be opened.
    """
    return tag in _INLINE and attributes.keys() <= {"style", "hidden"}


def _moving(names: str, given: Mapping[str, str | None], faint: bool) -> bool:
    """Whether something lets an element come into sight; what is `faint` also by moving."""
    style = given.get("style") or ""
    if _MOVES.search(names) or _MOVING.search(style) or (faint and "transform" in style):
        return True
    moves = any(name.startswith("data-") and _MOVES.search(name) for name in given)
    return moves or "data-w-id" in given


def _opened(page: Page) -> set[str]:
    """The ids that some control of the page names: what it opens is a fold."""
    found: set[str] = set()
    if all(veil.weak or not veil.id for veil in page.veils):
        return found
    for name, value in page.tree.controls:
        if name == "href":
            found.add(value[1:])
        elif name == "onclick":
            found |= set(_QUOTED.findall(value[:500]))
        else:
            found |= {each.lstrip("#") for each in value.split()}
    return found


_QUOTED = re.compile(r"""["']#?([\w-]{1,80})["']""")


def _own_host(page: Page) -> str:
    """The registrable part of the host that a page says it is from, or nothing."""
    head = page.head
    return registrable(
        head.links.get("canonical") or head.metas.get("og:url") or head.links.get("alternate") or ""
    )


def host(url: str) -> str:
    """Return the host that an address names, or nothing."""
    plain = _PLAIN.match(url)
    if plain:
        return plain[1]
    try:
        return urlsplit(url.strip()).hostname or ""
    except ValueError:
        return ""


# An address of which nothing need be put right before its host can be read.
_PLAIN = re.compile(r"(?:https?:)?//([a-z0-9-]+(?:\.[a-z0-9-]+)*)(?::[0-9]*)?(?:[/?#]|\Z)")


@lru_cache(maxsize=1 << 12)
def registrable(url: str) -> str:
    """Return the part of an address's host that one owner has: `example.co.uk`, `example.org`.

    >>> registrable("https://www.example.co.uk/a"), registrable("/relative"), registrable("http://[")
    ('example.co.uk', '', '')
    """
    parts = host(url).split(".")
    # A short name before a country's is a registry's: co.uk, com.au.
    short = len(parts) > 2 and len(parts[-1]) == 2 and len(parts[-2]) <= 3
    return ".".join(parts[-3:] if short else parts[-2:])


def _spam(page: Page, veil: Veil, own: str) -> str:
    """What speaks for spam in a hidden part; nothing when nothing does."""
    if page.head.scripted.get(veil.id) == SHARED_ID:
        return SHARED_ID
    if len(veil.links) >= HOSTS and _linked(page, veil) > LINKED:
        hosts = _foreign(page, veil, own)
        if len(hosts) >= HOSTS:
            return f"{len(veil.links)} links to {len(hosts)} foreign domains"
    text = " ".join(_texts(page, veil))[:20000].lower()
    found = _terms().findall(text) if _automaton().find_matches_as_indexes(text) else []
    if not found:
        return ""
    terms = set(found)
    # Long texts have a term here and there.
    dense = len(found) * 200 >= len(_WORD.findall(text))
    if dense and (len(terms) >= 2 or _foreign(page, veil, own)):
        return "spam terms: " + ", ".join(sorted(terms)[:3])
    return ""


def _linked(page: Page, veil: Veil) -> float:
    """The share of the characters of a hidden part that stand in links."""
    chars = sum([page.evidence[COLUMNS * number + LINK_CHARS] for number in veil.blocks])
    return chars / max(1, sum([page.sizes[number] for number in veil.blocks]))


def _foreign(page: Page, veil: Veil, own: str) -> set[str]:
    """The hosts that a hidden part links to, not the page's own, and not those of every page."""
    links = {page.tree.attributes(node)["href"] or "" for node in veil.links[:500]}
    return {registrable(link) for link in links if "//" in link} - _KNOWN - {"", own}


#: Where every page has links to.
_KNOWN = frozenset(
    split(
        "facebook.com twitter.com x.com instagram.com linkedin.com youtube.com pinterest.com "
        "whatsapp.com wa.me tiktok.com reddit.com google.com apple.com github.com vk.com t.me "
        "telegram.me weibo.com line.me medium.com tumblr.com snapchat.com threads.net bsky.app"
    )
)


@cache
def _automaton() -> AhoCorasick:
    """Finds the terms, also within words, far sooner than the pattern does."""
    from ahocorasick_rs import AhoCorasick

    return AhoCorasick(sorted({entry.phrase for entry in read("spam_words.tsv")}))


@cache
def _terms() -> re.Pattern[str]:
    phrases = sorted({entry.phrase for entry in read("spam_words.tsv")}, key=len, reverse=True)
    # Scripts without spaces have no borders of words.
    spaced = [re.escape(each) for each in phrases if each.isascii() or each[0] < "\u0e00"]
    others = [re.escape(each) for each in phrases if not (each.isascii() or each[0] < "\u0e00")]
    return re.compile(rf"\b(?:{'|'.join(spaced)})\b|{'|'.join(others)}")
