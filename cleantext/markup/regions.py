"""From what is known of its blocks to what goes of a page, and why."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from cleantext.markup.elements import TAG_BIT, hint_bits
from cleantext.markup.page import HINTS, LINK_CHARS, LINKS, TAGS
from cleantext.markup.repeats import repeated

if TYPE_CHECKING:
    from cleantext.markup.content import Judgement
    from cleantext.markup.page import Page

#: A page of fewer blocks, or fewer characters that are seen, tells a model nothing.
FEW_BLOCKS, FEW_CHARACTERS = 5, 300
#: A page of more blocks is no page for a reader, and would take much memory.
MANY_BLOCKS = 50_000
#: Without a model: nothing goes where less than this share would be left.
LEAST_BY_RULE = 0.2
#: What `include` can ask for.
PARTS = frozenset(("title", "byline", "captions"))

_ELEMENTS = {"nav": "<nav>", "footer": "<footer>", "aside": "<aside>", "form": "<form>"}
_BY_RULE = {TAG_BIT[tag]: f"in {name}" for tag, name in _ELEMENTS.items()} | {
    TAG_BIT["button"]: "in <button>",
    TAG_BIT["dialog"]: "in <dialog>",
}
_ANY = sum(_BY_RULE)
_CAPTIONS, _H1 = TAG_BIT["figcaption"] | TAG_BIT["caption"], TAG_BIT["h1"]
_BYLINES = hint_bits("author") | hint_bits("date")
_BYLINE = re.compile(r"\b(?:19|20)\d\d\b|\d{1,2}:\d\d|^(?:by|von|por|par|di|de|av|af|door)\s", re.I)


def judgement(page: Page) -> Judgement | None:
    """Return what the model says of a page; None of one that tells it nothing."""
    sizes = page.sizes
    seen = sum(sizes) - sum([sizes[number] for number in page.hidden])
    if not FEW_BLOCKS <= page.count <= MANY_BLOCKS or seen < FEW_CHARACTERS:
        return None
    from cleantext.markup.content import judge

    return judge(page)


def chrome(page: Page, told: bool = True) -> dict[int, str]:
    """Return why blocks shall go because they are not main content, by their numbers.

    Reasons that take a look at markup are left out where they shall not be `told`.

    >>> from cleantext.markup import flatten
    >>> chrome(flatten("<footer>Contact us</footer><p>The bridge is open again.").page)
    {0: 'in <footer>'}
    >>> chrome(flatten("<p>The bridge is open again.").page)
    {}
    """
    judged = page.judgement
    found = _by_rule(page) if judged is None else _by_model(page, judged, told)
    if page.include is not None:
        _include(page, found)
    return found


def _by_rule(page: Page) -> dict[int, str]:
    hidden, sizes = page.hidden, page.sizes
    shown = [number for number in range(page.count) if number not in hidden]
    reasons = _reasons(page, shown)
    found = {number: why for number, why in zip(shown, reasons, strict=True) if why}
    seen = sum([sizes[number] for number in shown])
    left = seen - sum([sizes[number] for number in found])
    return found if left >= LEAST_BY_RULE * seen else {}


def _reasons(page: Page, numbers: list[int]) -> list[str]:
    """Why each of some blocks is chrome by its markup alone; nothing where that does not tell."""
    tags, links, chars = page.column(TAGS), page.column(LINKS), page.column(LINK_CHARS)
    sizes = page.sizes
    return [
        _within(inside)
        if (inside := tags[n] & _ANY)
        else f"{links[n]} links and little else"
        if links[n] >= 3 and chars[n] > 0.8 * sizes[n]
        else ""
        for n in numbers
    ]


@cache
def _within(tags: int) -> str:
    """The outermost thing that some tags make a block stand in."""
    return next(reason for bit, reason in _BY_RULE.items() if tags & bit)


def _by_model(page: Page, judged: Judgement, told: bool) -> dict[int, str]:
    from cleantext.markup.content import border

    hidden, content = page.hidden, judged.content
    copies = repeated(page)
    shown = [number for number in range(page.count) if number not in hidden]
    least = border(judged, [n for n in shown if n not in copies] if copies else shown)
    going = [number for number in shown if content[number] < least]
    found = dict.fromkeys(going, "")
    if told:
        for number, reason in zip(going, _reasons(page, going), strict=True):
            found[number] = _note(reason, round(100 * content[number]))
    for number, first in copies.items():
        if first not in found:
            found.setdefault(number, "said before")
    return found


@lru_cache(maxsize=1 << 10)
def _note(reason: str, percent: int) -> str:
    return f"{reason or 'not main content'}, {percent}% likely"


def _include(page: Page, found: dict[int, str]) -> None:
    """Keep or drop title, byline and captions as they were asked for."""
    title = page.head.title.casefold()
    seen = False
    wanted = page.include or frozenset()
    told = zip(page.starts, page.ends, page.column(TAGS), page.column(HINTS), strict=True)
    for number, (start, end, tags, hints) in enumerate(told):
        text = page.text[start:end]
        part = ""
        if tags & _CAPTIONS:
            part = "captions"
        elif not seen and (tags & _H1 or (len(text) > 10 and text.casefold() in title)):
            part = "title"
        elif len(text) < 120 and hints & _BYLINES and _BYLINE.search(text):
            part = "byline"
        if part == "title" and number not in page.hidden:
            seen = True
        if not part or number in page.hidden:
            continue
        if part in wanted:
            found.pop(number, None)
        else:
            found.setdefault(number, f"{part.removesuffix('s')}, not asked for")
