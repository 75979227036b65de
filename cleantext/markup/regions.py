"""From what is known of its blocks to what goes of a page, and why."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleantext.markup.elements import TAG_BIT, hint_bits
from cleantext.markup.page import END, LINK_CHARS, LINKS, START, TAGS

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
_BYLINES = hint_bits("author") | hint_bits("date")
_BYLINE = re.compile(r"\b(?:19|20)\d\d\b|\d{1,2}:\d\d|^(?:by|von|por|par|di|de|av|af|door)\s", re.I)


def judgement(page: Page) -> Judgement | None:
    """Return what the model says of a page; None of one that tells it nothing."""
    count = len(page.evidence)
    sizes = page.evidence[:, END] - page.evidence[:, START]
    seen = sizes.sum() - sizes[list(page.hidden)].sum()
    if not FEW_BLOCKS <= count <= MANY_BLOCKS or seen < FEW_CHARACTERS:
        return None
    from cleantext.markup.content import judge

    return judge(page)


def chrome(page: Page) -> dict[int, str]:
    """Return why blocks shall go because they are not main content, by their numbers.

    >>> from cleantext.markup import flatten
    >>> chrome(flatten("<footer>Contact us</footer><p>The bridge is open again.").page)
    {0: 'in <footer>'}
    >>> chrome(flatten("<p>The bridge is open again.").page)
    {}
    """
    judged = page.judgement
    found = _by_rule(page) if judged is None else _by_model(page, judged)
    if page.include is not None:
        _include(page, found)
    return found


def _by_rule(page: Page) -> dict[int, str]:
    found = {}
    seen = left = 0
    for number, row in enumerate(page.rows):
        if number in page.hidden:
            continue
        seen += row[1] - row[0]
        reason = _reason(row)
        if reason:
            found[number] = reason
        else:
            left += row[1] - row[0]
    return found if left >= LEAST_BY_RULE * seen else {}


def _reason(row: list[int]) -> str:
    """Why a block is chrome by its markup alone; nothing when that does not tell."""
    if row[TAGS] & _ANY:
        return next(reason for bit, reason in _BY_RULE.items() if row[TAGS] & bit)
    if row[LINKS] >= 3 and row[LINK_CHARS] > 0.8 * (row[END] - row[START]):
        return f"{row[LINKS]} links and little else"
    return ""


def _by_model(page: Page, judged: Judgement) -> dict[int, str]:
    import numpy as np

    from cleantext.markup.content import border

    likely = judged.content
    shown = [number for number in range(len(likely)) if number not in page.hidden]
    least = border(judged, shown)
    rows = page.evidence[:, : LINK_CHARS + 1].tolist()
    return {
        number: f"{_reason(rows[number]) or 'not main content'}, {percent}% likely"
        for number, percent, less in zip(
            shown,
            np.rint(likely[shown] * 100).astype(int).tolist(),
            (likely[shown] < least).tolist(),
            strict=True,
        )
        if less
    }


def _include(page: Page, found: dict[int, str]) -> None:
    """Keep or drop title, byline and captions as they were asked for."""
    title = page.head.title.casefold()
    seen = False
    wanted = page.include or frozenset()
    for number, row in enumerate(page.rows):
        text = page.text[row[0] : row[1]]
        part = ""
        if row[3] & TAG_BIT["figcaption"] or row[3] & TAG_BIT["caption"]:
            part = "captions"
        elif not seen and (row[3] & TAG_BIT["h1"] or (len(text) > 10 and text.casefold() in title)):
            part = "title"
        elif len(text) < 120 and row[4] & _BYLINES and _BYLINE.search(text):
            part = "byline"
        if part == "title" and number not in page.hidden:
            seen = True
        if not part or number in page.hidden:
            continue
        if part in wanted:
            found.pop(number, None)
        else:
            found.setdefault(number, f"{part.removesuffix('s')}, not asked for")
