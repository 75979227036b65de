"""What a page says of itself: title, author, date, language, address, and what kind of page it is."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from cleantext.markup.elements import TAG_BIT, hint_bits

if TYPE_CHECKING:
    from cleantext.markup.page import Page

#: Of structured data so many characters are read, and so many of its objects are looked at.
LONGEST, MOST = 1 << 20, 2000


class Metadata(NamedTuple):
    """What is known of a page beside its text; nothing where nothing is known."""

    title: str = ""
    author: str = ""
    date: str = ""
    """When it was published, as year-month-day."""
    language: str = ""
    """As the page names it, a tag of BCP 47."""
    url: str = ""
    """The canonical address."""
    kind: str = ""
    """`article`, `forum`, `product`, `listing`, `documentation`, `service` or `collection`."""


class Extract(NamedTuple):
    """The text of a page with its metadata."""

    text: str
    metadata: Metadata


def metadata(page: Page) -> Metadata:
    """Return what a page says of itself; its kind is what the model finds likeliest.

    >>> from cleantext.markup import flatten
    >>> page = flatten('<html lang=en><title>The bridge | The Post</title>'
    ...     '<meta name=author content="A. Mason"><h1>The bridge</h1>').page
    >>> metadata(page)[:4]
    ('The bridge', 'A. Mason', '', 'en')
    """
    things = list(_things(page.head.data))
    judged = page.judgement
    kinds = judged.kinds if judged else {}
    return Metadata(
        _title(page, things),
        _author(page, things),
        _date(page, things),
        _language(page),
        _url(page),
        max(kinds, key=kinds.__getitem__, default=""),
    )


Thing = dict[str, object]


def _things(data: list[str]) -> Iterator[Thing]:
    """The objects of JSON-LD, outermost first."""
    waiting: deque[object] = deque()
    left = LONGEST
    for text in data:
        if len(text) <= left:
            left -= len(text)
            try:
                waiting.append(json.loads(text, strict=False))
            except (ValueError, RecursionError):
                continue
    for _ in range(MOST):
        if not waiting:
            return
        each = waiting.popleft()
        if isinstance(each, list):
            waiting += each
        elif isinstance(each, dict):
            yield each
            waiting += [value for value in each.values() if isinstance(value, (dict, list))]


def _clean(text: object) -> str:
    return " ".join(text.split())[:500] if isinstance(text, str) else ""


_SEPARATOR = re.compile(r"\s+[|·•»–—-]\s+|\s*[|»]\s*")


def _title(page: Page, things: list[Thing]) -> str:
    headings = [_clean(page.text[row[0] : row[1]]) for row in page.rows if row[3] & TAG_BIT["h1"]]
    whole = _clean(page.head.titles[0]) if page.head.titles else ""
    given = _clean(page.head.metas.get("og:title"))
    for heading in headings:
        if len(heading) > 3 and heading.casefold() in (given or whole).casefold():
            return heading
    headlines = [_clean(thing.get("headline")) for thing in things if thing.get("headline")]
    if headlines and headlines[0]:
        return headlines[0]
    if len(headings) == 1 and not given:
        return headings[0]
    title = given or whole
    site = _clean(page.head.metas.get("og:site_name")).casefold()
    parts = _SEPARATOR.split(title)
    if len(parts) > 1 and (parts[-1].casefold() == site or len(parts[-1]) < len(parts[0])):
        # The site puts its name behind the title of each of its pages.
        return title[: title.rfind(parts[-1])].rstrip(" |·•»–—-")
    return title


def _names(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    found = []
    for each in values[:10]:
        name = each.get("name") if isinstance(each, dict) else each
        name = _clean(name[0] if isinstance(name, list) and name else name)
        if name and not name.startswith(("http:", "https:")):
            found.append(name)
    return found


_BYLINE = hint_bits("byline author")


def _author(page: Page, things: list[Thing]) -> str:
    metas = page.head.metas
    for thing in things:
        names = _names(thing.get("author") or thing.get("creator"))
        if names:
            return ", ".join(dict.fromkeys(names))
    for name in ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author"):
        value = _clean(metas.get(name))
        if value and not value.startswith(("http", "@")):
            return value
    for event, text in zip(page.tape, page.tape[1:], strict=False):
        if type(event) is tuple and type(text) is str and event[1]:
            given = event[1]
            if given.get("rel") == "author" or given.get("itemprop") == "author":
                value = _clean(text)
                if 2 < len(value) < 80:
                    return value
    for row in page.rows:
        if row[4] & _BYLINE and row[1] - row[0] < 80:
            value = _clean(page.text[row[0] : row[1]])
            value = re.sub(r"^(?:by|von|por|par|di|de|av|af|door)[\s:]+", "", value, flags=re.I)
            if value and not any(char.isdigit() for char in value):
                return value
    return ""


_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.]?(0?[1-9]|1[0-2])[-/.]?([12]\d|3[01]|0?[1-9])(?!\d)")
_DATES = (
    "article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "pubdate",
    "publishdate", "publish-date", "parsely-pub-date", "sailthru.date", "og:published_time",
    "dcterms.created", "dc.date.created", "citation_publication_date", "article:modified_time",
)  # fmt: skip


def _day(value: object) -> str:
    match = _DAY.search(value) if isinstance(value, str) else None
    return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}" if match else ""


def _date(page: Page, things: list[Thing]) -> str:
    for name in ("datePublished", "dateCreated", "uploadDate"):
        for thing in things:
            day = _day(thing.get(name))
            if day:
                return day
    for name in _DATES:
        day = _day(page.head.metas.get(name))
        if day:
            return day
    for event in page.tape:
        if type(event) is tuple and event[0] == "time":
            day = _day(event[1].get("datetime"))
            if day:
                return day
    return _day(_url(page).replace("/", "-"))


def _language(page: Page) -> str:
    head = page.head
    found = head.language or head.metas.get("content-language") or head.metas.get("og:locale") or ""
    match = re.match(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*", found.strip())
    return match[0].replace("_", "-") if match else ""


def _url(page: Page) -> str:
    url = page.head.links.get("canonical") or page.head.metas.get("og:url") or ""
    return url.strip() if re.match(r"\s*https?://", url, re.I) else ""
