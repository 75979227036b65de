"""Lines of search spam that were injected into a page.

What is fixed: a line, or a block of a page, that strings together the search terms of pornography or
gambling in Chinese characters: three and more different terms that cover a third and more of its
characters, at least one of them at home nowhere else, and no end of a sentence anywhere. A program
puts such lines first or last in other people's pages, with commas, hyphens, underscores or blanks
between the terms; a question mark alone on the line behind it is what is left of its last one. Such a
line is known by its looks alone where it opens or ends a text in another script: four and more long
strings of Chinese characters, joined, in a text that has none elsewhere.

What is left alone: sentences about these trades, which have verbs and full stops; titles and lists
with one or two such terms; and lines of which most is something else.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["spam_lines"]).clean
>>> clean("国产精品无码在线观看,亚洲欧美日韩一区二区,人妻久久精品\\n新學期開始了。")
'新學期開始了。'
>>> clean("警方查處色情網站三家，無碼影片全部銷毀。")
'警方查處色情網站三家，無碼影片全部銷毀。'

Source: `lexicons/spam_han.tsv`, spelt out in both scripts by `training/spam_tables.py`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from cleantext import scan
from cleantext.classes import bitset
from cleantext.cutting import Cut, cut
from cleantext.document import Document, backwards, forwards
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger
from cleantext.hanzi import HAN
from cleantext.lazy import pattern
from cleantext.phrases import Phrases
from cleantext.tables import read

#: How many different terms a line must hold, and the share of it that they must cover.
TERMS = 3
SHARE = 1 / 3

#: So many strings of characters make a line of search terms in a text of another script, which has
#: so many letters, of which no more than this share are Chinese characters.
STRINGS, HOST, FOREIGN = 4, 300, 0.01

_HAN = pattern(f"[{HAN}]")
_STRING = pattern(f"[{HAN}]{{6,}}")
# Letters, digits and the marks that join; verse has the marks of its own script, and is left alone.
_JOINED = pattern(f"[{HAN}A-Za-z0-9\u3040-\u30ff ,_|-]+\\??")
_JOINER = pattern(r"[,_|-]| I ")
_LETTER = pattern(r"[^\W\d_]")
# What ends a sentence; a question mark may be what is left of a damaged term.
_STOP = pattern("[。！!](?![?？]?$)")
_WORD = pattern(r"\w")
_LONE = ("?", "？")


def find(document: Document) -> Iterable[Edit]:
    """Return a deletion for each line that is nothing but spam terms."""
    text = document.text
    cuts = []
    end = -1
    for place in _cores(text):
        if place < end:
            continue
        start = text.rfind("\n", max(0, end), place) + 1 or max(0, end)
        end = text.find("\n", place)
        end = len(text) if end < 0 else end
        terms = _spam(text[start:end])
        if terms:
            note = f"{len(terms)} search terms: {', '.join(terms[:3])} …"
            cuts.append(Cut(start, _with_lone_mark(text, end), note))
    cuts = sorted([*cuts, *_foreign(text, cuts)])
    return cut(text, cuts) if cuts else ()


def _foreign(text: str, cuts: list[Cut]) -> list[Cut]:
    """Lines at either end that look like search terms, in a text that has no such characters else."""
    known = {each.start for each in cuts}
    found: dict[int, Cut] = {}
    for spans in (forwards(text), backwards(text)):
        for start, end in spans:
            line = text[start:end].strip()
            if not line or line in _LONE or start in known:
                continue
            # A mark of sentences, which the first line of most texts has, tells soonest.
            strings = _STRING.findall(line) if _JOINED.fullmatch(line) else []
            if len(strings) < STRINGS or len(_JOINER.findall(line)) < STRINGS - 1:
                break
            note = f"{len(strings)} strings of another script: {strings[0]} …"
            found[start] = Cut(start, _with_lone_mark(text, end), note)
    if not found:
        return []
    host = _less(text, sorted([*cuts, *found.values()]))
    letters = len(_LETTER.findall(host))
    own = letters >= HOST and len(_HAN.findall(host)) <= letters * FOREIGN
    return sorted(found.values()) if own else []


def _less(text: str, cuts: list[Cut]) -> str:
    """A text without some stretches of it."""
    pieces = []
    place = 0
    for low, high, _ in cuts:
        pieces.append(text[place:low])
        place = max(place, high)
    return "".join([*pieces, text[place:]])


def _with_lone_mark(text: str, end: int) -> int:
    """The end of a line, or of the one behind it if that is but a question mark."""
    behind = text.find("\n", end + 1)
    behind = len(text) if behind < 0 else behind
    return behind if text[end + 1 : behind].strip() in _LONE else end


def _spam(line: str) -> list[str]:
    """The different terms of a line that is spam, in order; none for a sound line."""
    if _STOP.search(line):
        return []
    found = _found(line)
    terms, covered = list(dict.fromkeys(found)), sum(map(len, found))
    enough = len(terms) >= TERMS and covered >= SHARE * len(_WORD.findall(line))
    return terms if enough else []


def _found(line: str) -> list[str]:
    """The terms in a line: of those that begin at one place the longest, and none within another."""
    if scan.COMPILED is None:
        return _any().findall(line)
    terms = _terms()
    found = scan.COMPILED.phrases(line, terms.table, False)
    return [terms.phrases[number] for number, _, _ in found]


@cache
def _table() -> list[list[str]]:
    return [row.split("\t") for row in read("spam_han.txt").decode().splitlines()]


def _cores(text: str) -> Iterable[int]:
    """Where core terms stand, one at least for each line that has any."""
    if scan.COMPILED is None:
        return _cores_in_python(text)
    members, terms, longest = _rarest()
    found: list[int] = scan.COMPILED.terms(text, members, terms.table, longest)
    return found


def _cores_in_python(text: str) -> Iterable[int]:
    """The same, without the compiled loop."""
    return [match.start() for match in _core().finditer(text)]


def _core_terms() -> list[tuple[str, int]]:
    """The core terms, each with the place of the character that is rarest in it."""
    return [
        (form, int(rarest))
        for weight, _, rarest, *forms in _table()
        if weight == "core"
        for form in forms
    ]


@cache
def _core() -> re.Pattern[str]:
    """Every core term, from its rarest character outwards, so that `re` skips from one of these to the next."""
    around: dict[str, list[str]] = defaultdict(list)
    for form, place in sorted(_core_terms()):
        around[form[place]].append(f"(?<={form[: place + 1]}){form[place + 1 :]}")
    return re.compile("|".join(f"{key}(?:{'|'.join(each)})" for key, each in around.items()))


@cache
def _rarest() -> tuple[bytes, Phrases, int]:
    """What the compiled loop reads: the rarest characters, the core terms, and how long these are at most."""
    terms = [form for form, _ in _core_terms()]
    rarest = "".join(sorted({form[place] for form, place in _core_terms()}))
    return bitset(rarest), Phrases(terms), max(map(len, terms))


@cache
def _terms() -> Phrases:
    """Every term of the lexicon."""
    return Phrases(form for _, _, _, *forms in _table() for form in forms)


@cache
def _any() -> re.Pattern[str]:
    """Every term of the lexicon, the longer before the shorter that it holds."""
    forms = [form for _, _, _, *forms in _table() for form in forms]
    return re.compile("|".join(sorted(forms, key=lambda form: (-len(form), form))))


FILTER = Filter(
    "spam_lines",
    find,
    triggers=(Trigger(chars=HAN),),
    summary="lines of search terms that were injected into a page",
)
