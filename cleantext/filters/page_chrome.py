r"""What surrounds an article on its page: where it stands, when and by whom, and who owns it.

What is fixed in flattened text: breadcrumbs, lines of time and source, lines that name the editor,
copyright notices, and lines of a page's controls (share, print, previous, next), where they stand
before the first paragraph or behind the last, and only if the text shows by at least two *different*
kinds of such lines that it was a page.

In a text that holds a control of a page (log in, privacy policy, leave a comment, related articles;
seventeen languages) and as a whole looks like a page, or shows controls of several parts of one, each line
is judged by its looks, its neighbours and its place (`cleantext.chrome`), and what is likelier the page's
than the article's goes, wherever it stands.

What is left alone: in a text that shows no such controls everything between the first and the last
paragraph; source code and markup; a text with a single such line, which may be its own (a file that
ends in a copyright line, a letter that begins with place and date); menus written out in a manual
(`File > Save As > PDF`); and a text that is no page. A page with its markup is a matter for
`main_content`.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["page_chrome"]).clean
>>> prose = "昨天下午，會議在國際會展中心召開，來自各地的代表討論了今后三年的計劃，并通過了決議。"
>>> clean(f"首頁 > 新聞 > 地方\n\n{prose}\n\n（責編：王小明）\n") == f"{prose}\n"
True
>>> sound = f"{prose}\n\n© 2024\n"
>>> clean(sound) == sound
True

Source: own observation of public pages; the names of the parts of a page from the HTML Standard.
"""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from cleantext.chrome.controls import HEAD, glance, shows_page, signs
from cleantext.chrome.frames import LONGEST, may_frame
from cleantext.chrome.kinds import PROSE_HAN, ends_a_sentence, is_prose, kind
from cleantext.cutting import Cut, cut
from cleantext.document import Document, backwards, forwards
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger
from cleantext.sources import is_source

#: A text that looks like a page by so much, in log odds, was one; by less, if its parts stand at both ends.
PAGE, FRAMED = 5.0, 2.0
#: But only where so much can be expected, as F1, of what would stay: long lists look like pages, and nobody
#: knows what of them is content.
CLEAR = 0.6
#: Parts of a page that show none without others.
NOTHING = frozenset(["menu", "owner"])
#: How many different kinds of chrome a flattened text must show to count as a page.
KINDS = 2
#: A line of so many characters may be the beginning of a sentence that goes on in the next.
BEGUN = 40


def find(document: Document) -> Iterable[Edit]:
    """Return a deletion for each line or block that is the page's and not the article's."""
    return cut(document.text, [] if document.page else _in_text(document.text))


def _in_text(text: str) -> list[Cut]:
    """What goes from a flattened text, by its controls first and then, from what is left, by its ends."""
    inside, certain = _judged(text) if glance(text) else ([], False)
    # What is written for a program has lines that look like a page's, and pages hold such texts.
    if inside and not certain and is_source(text):
        return []
    left, starts = _without(text, inside) if inside else (text, [])
    around = _around(left)
    if around and is_source(left):
        around = []
    return sorted(inside + [_moved(each, starts) for each in around]) if inside else around


def _judged(text: str) -> tuple[list[Cut], bool]:
    """The lines that are likelier the page's than the article's, if the text was one; whether it is certain."""
    spans = [(low, high) for low, high in forwards(text) if text[low:high].strip()]
    rows = [text[low:high].strip() for low, high in spans]
    found = signs(rows)
    prose = [is_prose(row) for row in rows]
    shown = _standing(found, prose)
    # An owner by itself says nothing, nor does a menu, which may come about by what goes; and where there
    # is no sentence there is no article to part from the rest.
    if set().union(*shown) <= NOTHING or not any(map(_is_sentence, rows)):
        return [], False
    # Only here numbers are needed.
    from cleantext.chrome.net import content

    judged = content(rows, found)
    framed = any(shown[:HEAD]) and any(shown[-HEAD:])
    certain = judged.page >= (FRAMED if framed else PAGE)
    if not (certain and judged.f1 >= CLEAR) and not shows_page(rows, shown):
        return [], False
    cuts = []
    for (low, high), kinds, kept in zip(spans, found, judged.kept, strict=True):
        # What shows the page goes with it; so what is left shows none.
        if kinds:
            cuts.append(Cut(low, high, f"a control: {', '.join(sorted(kinds))}"))
        elif not kept:
            cuts.append(Cut(low, high, "looks like a part of the page"))
    return (cuts if len(cuts) < len(rows) else []), certain


def _standing(found: list[frozenset[str]], prose: list[bool]) -> list[frozenset[str]]:
    """What lines show, without those that head a paragraph behind another: a manual has headings like these."""
    last = len(prose) - 1
    return [
        frozenset() if 0 < at < last and prose[at - 1] and prose[at + 1] else kinds
        for at, kinds in enumerate(found)
    ]


def _around(text: str) -> list[Cut]:
    head, tail = _margin(text, forwards(text)), _margin(text, backwards(text))
    if not head.paragraph or not tail.paragraph:
        return []
    kinds = {cut.note for cut in head.cuts + tail.cuts}
    # A signed text has an editor and an owner too; only a page has a place among others.
    if len(kinds) < KINDS or kinds <= {"editor", "copyright notice"}:
        return []
    return head.cuts + tail.cuts[::-1]


def _without(text: str, cuts: list[Cut]) -> tuple[str, list[tuple[int, int]]]:
    """A text without some of its lines, and where each line of it began and begins."""
    gone = {each.start for each in cuts}
    kept = [(low, high) for low, high in forwards(text) if low not in gone]
    starts = []
    place = 0
    for low, high in kept:
        starts.append((place, low))
        place += high - low + 1
    return "\n".join(text[low:high] for low, high in kept), starts


def _moved(found: Cut, starts: list[tuple[int, int]]) -> Cut:
    """A cut of a line in what was left, as one of the whole text."""
    _, low = starts[bisect_left(starts, (found.start, 0))]
    return Cut(low, low + found.end - found.start, found.note)


class Margin(NamedTuple):
    """The lines of chrome up to a paragraph, and whether there was one."""

    cuts: list[Cut]
    paragraph: bool


def _margin(text: str, spans: Iterable[tuple[int, int]]) -> Margin:
    cuts = []
    for start, end in islice(spans, LONGEST):
        line = text[start:end].strip()
        found = kind(line)
        if found and not _goes_on(text, start, line):
            cuts.append(Cut(start, end, found))
        elif is_prose(line):
            return Margin(cuts, True)
    return Margin([], False)


def _goes_on(text: str, start: int, line: str) -> bool:
    """Whether a line is the rest of a sentence that the line right before it began."""
    before = text[text.rfind("\n", 0, max(0, start - 1)) + 1 : max(0, start - 1)].strip()
    return (
        line[0].islower() and len(before) >= BEGUN and (before[-1].islower() or before[-1] == ",")
    )


def _is_sentence(line: str) -> bool:
    return len(line) >= PROSE_HAN and ends_a_sentence(line)


FILTER = Filter(
    "page_chrome",
    find,
    triggers=(Trigger(holds=may_frame),),
    summary="breadcrumbs, time, source, editor and copyright lines around an article",
)
