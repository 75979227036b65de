"""Markup with a random id that was injected into a page and left over in its text.

What is fixed: tags that share one id on elements that have nothing to do with each other (`<style>`,
`<p>`, `<noscript>`, `<meter>`, `<rp>`, `<tbody>`, all `id="utfaj"`), with their closing tags, where
nothing but white space stands between them, and the bullet or number of a list before them. A program
that hides links in other people's pages marks the places this way; when such a page is flattened the
tags stay behind as text.

What is left alone: markup in any other company. An id is given once to a page, so a tutorial or a
sample of code has it on one element, or on several of one kind; and an element that holds text
keeps it, tags and all.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["injected_markup"]).clean
>>> clean('<p id="utfaj"></p><rp id="utfaj"><tbody id="utfaj"></tbody></rp>\\nThe article.')
'The article.'
>>> clean('1. <p id="utfaj"></p><rp id="utfaj"></rp><dd id="utfaj"></dd>\\nThe article.')
'The article.'
>>> clean('<p id="intro"></p>\\n<p id="intro"></p>\\nTwo paragraphs with one id are a mistake.')
'<p id="intro"></p>\\n<p id="intro"></p>\\nTwo paragraphs with one id are a mistake.'
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from cleantext.cutting import Cut, cut
from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger
from cleantext.lazy import pattern

#: On how many kinds of element one id must stand to be a program's mark.
KINDS = 3

_TAG = pattern(r"<(/?)([a-z][a-z0-9]{0,15})(?:\s[^<>]{0,200}?)?\s*/?>", re.IGNORECASE)
# What a list writes before an item; the item is gone, the mark stays behind.
_BULLET = pattern(r"\s*(?:[•·▪*–-]|\d{1,3}[.)])\s*")
_ID = pattern(r"""\sid\s*=\s*["']?([a-z0-9]{4,12})["'\s/>]""", re.IGNORECASE)


class Tag(NamedTuple):
    """A tag in the text: its place, its name, and its id if it opens an element."""

    start: int
    end: int
    name: str
    closes: bool
    id: str


def find(document: Document) -> Iterator[Edit]:
    """Yield a deletion for each run of tags that an injected id holds together."""
    text = document.text
    tags = list(_tags(text))
    kinds: dict[str, set[str]] = defaultdict(set)
    for tag in tags:
        if tag.id:
            kinds[tag.id].add(tag.name)
    marks = {each for each, names in kinds.items() if len(names) >= KINDS}
    if not marks:
        return
    runs = list(_runs(text, tags, marks))
    # The elements must all be empty: one that holds text is somebody's markup.
    for run, following in runs:
        if following and following.closes and following.name in _unclosed(run):
            marks -= {tag.id for tag in run}
    cuts = []
    for run, _ in runs:
        own = {tag.id for tag in run if tag.id}
        if own <= marks:
            note = f"{len(run)} tags with the injected id {', '.join(sorted(own))}"
            cuts.append(Cut(_listed(text, run[0].start, run[-1].end), run[-1].end, note))
    yield from cut(text, cuts)


def _listed(text: str, start: int, end: int) -> int:
    """Where a run starts, the bullet or number before it counted if the line holds nothing else."""
    line = text.rfind("\n", 0, start) + 1
    behind = text.find("\n", end)
    alone = not text[end : behind if behind >= 0 else len(text)].strip()
    return line if alone and _BULLET.fullmatch(text, line, start) else start


def _tags(text: str) -> Iterator[Tag]:
    for match in _TAG.finditer(text):
        found = None if match[1] else _ID.search(match.group())
        yield Tag(
            match.start(),
            match.end(),
            match[2].lower(),
            bool(match[1]),
            found[1] if found else "",
        )


def _runs(text: str, tags: list[Tag], marks: set[str]) -> Iterator[tuple[list[Tag], Tag | None]]:
    """Each run of marked tags and closing tags that only white space parts, and the tag behind."""
    run: list[Tag] = []
    for tag in tags:
        parted = bool(run) and bool(text[run[-1].end : tag.start].strip())
        if run and (parted or (not tag.closes and tag.id not in marks)):
            yield run, tag
            run = []
        if tag.id in marks or (tag.closes and run):
            run.append(tag)
    if run:
        yield run, None


def _unclosed(run: list[Tag]) -> set[str]:
    """The names of the elements that a run opens and does not close."""
    closed = Counter(tag.name for tag in run if tag.closes)
    return set(Counter(tag.name for tag in run if not tag.closes) - closed)


FILTER = Filter(
    "injected_markup",
    find,
    triggers=(Trigger(chars="<"), Trigger(chars="=")),
    summary="left-over tags that share one random id",
)
