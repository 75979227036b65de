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
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cleantext.cutting import Cut, cut
from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger
from cleantext.lazy import pattern

#: On how many kinds of element one id must stand to be a program's mark.
KINDS = 3

_TAG = pattern(r"<(/?)([a-z][a-z0-9]{0,15})(?:\s[^<>]{0,200}?)?\s*/?>", re.IGNORECASE)
# Each tag is one of these; most texts have few different ones.
_ANGLED = pattern(r"<[^<>]*>")
# What a list writes before an item; the item is gone, the mark stays behind.
_BULLET = pattern(r"\s*(?:[•·▪*–-]|\d{1,3}[.)])\s*")
_ID = pattern(r"""\sid\s*=\s*["']?([a-z0-9]{4,12})["'\s/>]""", re.IGNORECASE)


class Kind(NamedTuple):
    """What a tag says: its name, whether it closes an element, and its id if it opens one."""

    name: str
    closes: bool
    id: str


#: Where a tag starts and ends in the text, and what it says.
Tag = tuple[int, int, Kind]


class _Kinds(dict[str, Kind | None]):
    """What each tag of a text says; None for what is none."""

    def __missing__(self, tag: str) -> Kind | None:
        match = _TAG.fullmatch(tag)
        kind = None
        if match:
            found = None if match[1] else _ID.search(tag)
            kind = Kind(match[2].lower(), bool(match[1]), found[1] if found else "")
        self[tag] = kind
        return kind


def find(document: Document) -> Iterable[Edit]:
    """Return a deletion for each run of tags that an injected id holds together."""
    text = document.text
    said = _Kinds()
    tags = [
        (*match.span(), kind) for match in _ANGLED.finditer(text) if (kind := said[match.group()])
    ]
    kinds: dict[str, set[str]] = defaultdict(set)
    for kind in said.values():
        if kind and kind.id:
            kinds[kind.id].add(kind.name)
    marks = {each for each, names in kinds.items() if len(names) >= KINDS}
    if not marks:
        return ()
    runs = list(_runs(text, tags, marks))
    # The elements must all be empty: one that holds text is somebody's markup.
    for run, following in runs:
        if following and following.closes and following.name in _unclosed(run):
            marks -= {kind.id for _, _, kind in run}
    cuts = []
    for run, _ in runs:
        own = {kind.id for _, _, kind in run if kind.id}
        if own <= marks:
            start, end = run[0][0], run[-1][1]
            note = f"{len(run)} tags with the injected id {', '.join(sorted(own))}"
            cuts.append(Cut(_listed(text, start, end), end, note))
    return cut(text, cuts)


def _listed(text: str, start: int, end: int) -> int:
    """Where a run starts, the bullet or number before it counted if the line holds nothing else."""
    line = text.rfind("\n", 0, start) + 1
    behind = text.find("\n", end)
    alone = not text[end : behind if behind >= 0 else len(text)].strip()
    return line if alone and _BULLET.fullmatch(text, line, start) else start


def _runs(text: str, tags: list[Tag], marks: set[str]) -> Iterator[tuple[list[Tag], Kind | None]]:
    """Each run of marked tags and closing tags that only white space parts, and what the tag behind says."""
    run: list[Tag] = []
    behind = 0
    for tag in tags:
        start, end, kind = tag
        is_marked = kind.id in marks
        if run and (not (kind.closes or is_marked) or text[behind:start].strip()):
            yield run, kind
            run = []
        if is_marked or (kind.closes and run):
            run.append(tag)
            behind = end
    if run:
        yield run, None


def _unclosed(run: list[Tag]) -> set[str]:
    """The names of the elements that a run opens and does not close."""
    closed = Counter(kind.name for _, _, kind in run if kind.closes)
    return set(Counter(kind.name for _, _, kind in run if not kind.closes) - closed)


FILTER = Filter(
    "injected_markup",
    find,
    triggers=(Trigger(chars="<"), Trigger(chars="=")),
    summary="left-over tags that share one random id",
)
