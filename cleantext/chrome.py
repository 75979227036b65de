"""What a line of a flattened page looks like, in numbers, and the controls that show it was a page.

The numbers lean on no language: lengths, marks, digits, capitals, repetition, the same of the lines
around, and the place between the first and the last paragraph. The only words are those of the
controls (`lexicons/page_controls.tsv`, seventeen languages), one sign among others.

Source: own observation; the idea to judge a line by its neighbours is that of Kohlschütter, Fankhauser
and Nejdl, Boilerplate Detection using Shallow Text Features, 2010.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import accumulate, pairwise
from math import log
from operator import mul

from cleantext.lazy import pattern
from cleantext.lexicons import read
from cleantext.tables import read as read_table
from cleantext.trees import Tree, probability, unpack

#: No control is longer.
_LONGEST = 44
# What stands around a control: arrows, dots, bars; neither quotation marks nor the signs of code.
_EDGES = pattern(r"^[\s»«›‹→←·•|▪►+×:…-]+|[\s»«›‹→←·•|▪►▼▾+×:：.…!*-]+$")
_END = pattern(r"[.!?…][\"'”’»)\]]*$|[。！？।॥။።؟۔][」』”’）\"]*$")
_INNER = pattern(r"[.!?…][\"'”’»)\]]*\s|[。！？।॥။።؟۔]")
#: Scripts whose sentences end without a mark: Thai, Lao, Burmese, Khmer.
UNMARKED = pattern("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_WORD = pattern(r"\w+")
# Scripts that say in one character what others need three for.
_DENSE = pattern("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_DATE = pattern(r"\b(?:19|20)\d\d\b|\d{1,2}[:/.-]\d\d\b|\d[年月日년월일]")
_PRICE = pattern(r"[$€£¥₹₽₺₩]\s?\d|\d\s?[$€£¥₹₽₺₩%]")
_LINK = pattern(r"https?://|www\.|@\w|\.(?:com|org|net)\b")
_JOIN = pattern(r"\s[|•·/›»>–-]\s|[|•·›»]")
# Who owns the page, and what it stores, wherever in a line.
_OWNER = pattern(
    r"(?i)©\s*(?:\w+\s)?(?:19|20)\d\d|\(c\)\s*(?:19|20)\d\d|\bcopyright\s+(?:19|20)\d\d|\ball rights reserved|alle rechte vorbehalten"
    r"|tous droits réservés|todos los derechos reservados|todos os direitos reservados|tutti i diritti"
    r" riservati|все права защищены|tüm hakları saklıdır|wszelkie prawa zastrzeżone|alle rechten"
    r" voorbehouden|hak cipta|bản quyền thuộc|สงวนลิขสิทธิ์|جميع الحقوق محفوظة|版权所有|版權所有|無断転載|무단\s?전재"
)
_COOKIES = pattern(
    r"(?i)\b(?:site|we|app|platform|store) (?:also )?(?:uses?|utilizes?) (?:\w+ ){0,2}cookies\b|verwende[nt] (?:\w+ ){0,3}cookies\b|utilise des cookies"
    r"|utiliz\w+ cookies\b|utilizza (?:i )?cookie\b|używa\w* plików cookie|использу\w+ (?:файлы )?cookie"
    r"|çerez(?:ler)? kullan|sử dụng cookie|menggunakan cookie|使用\s?cookie|クッキーを使用|쿠키를 사용"
)
#: No notice is longer.
_NOTICE = 400
#: A page shows so many of its parts, or one less with so many different lines.
KINDS, LINES = 3, 4
#: In so many places that something else parts.
PLACES = 2
#: The first of them stands in so many lines, or they are this share of all lines.
HEAD, DENSITY = 30, 0.03
#: So many controls in a row are a menu.
MENU = 4
# How much of either end of a text is looked at first.
_ENDS = 50_000
#: A paragraph holds at least so many characters of a script like Latin, and the end of a sentence.
PROSE = 80


@cache
def _controls() -> dict[str, tuple[str, bool]]:
    """The part of a page that each control belongs to, and whether it says so by itself."""
    return {e.phrase: (e.kind, e.weight == "control") for e in read("page_controls.tsv")}


def control(line: str) -> tuple[str, bool]:
    """Return which part of a page a line is a control of, and whether that is sure.

    >>> control("» Privacy Policy"), control("Security"), control("A bridge")
    (('legal', True), ('legal', False), ('', False))
    """
    if len(line) > _LONGEST:
        return "", False
    return _controls().get(_EDGES.sub("", line.lower()), ("", False))


def evidence(line: str) -> frozenset[str]:
    """Return the parts of a page that a line shows: its controls, one or several, or a notice.

    >>> sorted(evidence("About | Log in | Privacy Policy")), sorted(evidence("\u00a9 2024 The Paper"))
    (['account', 'legal'], ['owner'])
    >>> evidence("A bridge | Privacy Policy"), evidence("Security")
    (frozenset(), frozenset())
    """
    if len(line) > _NOTICE:
        return frozenset()
    kind, sure = control(line)
    if kind:
        return frozenset([kind]) if sure else frozenset()
    if _OWNER.search(line):
        return frozenset(["owner"])
    if _COOKIES.search(line):
        return frozenset(["consent"])
    pieces = _JOIN.split(line)
    if len(pieces) > 1:
        found = [control(piece) for piece in pieces if piece.strip()]
        if all(kind for kind, _ in found):
            return frozenset(kind for kind, sure in found if sure)
    return frozenset()


def signs(lines: Sequence[str]) -> list[frozenset[str]]:
    """Return for each line the parts of a page that it shows; a run of controls is a menu.

    >>> [sorted(each) for each in signs(["Home", "Blog", "Shop", "Help", "A story."])]
    [['menu'], ['menu'], ['menu'], ['menu'], []]
    """
    found = [evidence(line) for line in lines]
    start = 0
    for place in range(len(lines) + 1):
        if place == len(lines) or not control(lines[place])[0]:
            if len(set(lines[start:place])) >= MENU:
                found[start:place] = [each | {"menu"} for each in found[start:place]]
            start = place + 1
    return found


def shows_page(lines: Sequence[str], found: Sequence[frozenset[str]]) -> bool:
    """Return whether lines with these signs were a page: several of its parts, in more places than one.

    >>> page = ["Skip to content", "Log in", "A story.", "Leave a comment"]
    >>> shows_page(page, signs(page)), shows_page(page[:3], signs(page[:3]))
    (True, False)
    """
    kinds: set[str] = set().union(*found)
    shown = {line for line, each in zip(lines, found, strict=True) if each}
    if len(kinds) < KINDS and (len(kinds) < KINDS - 1 or len(shown) < LINES):
        return False
    # One list of controls is a list in a manual.
    places = sum(bool(each) and not before for before, each in pairwise([frozenset(), *found]))
    if places < PLACES:
        return False
    # A page opens with its controls, or is full of them.
    return any(found[:HEAD]) or sum(map(bool, found)) >= DENSITY * len(lines)


def glance(text: str) -> bool:
    """Return whether a text holds a control of a page on a line of its own, at first sight.

    Only the ends of a long text are looked at.

    >>> glance("Home\\nAbout us\\nA story."), glance("A story.\\nAbout beans")
    (True, False)
    """
    ends = text if len(text) <= 2 * _ENDS else f"{text[:_ENDS]}\n{text[-_ENDS:]}"
    # Long lines, of which most texts are made, are never put in lower case.
    short = [line.lower() for line in ends.split("\n") if len(line) <= _LONGEST]
    return not _sure().isdisjoint(short)


@cache
def _sure() -> frozenset[str]:
    return frozenset(phrase for phrase, (_, sure) in _controls().items() if sure)


class Look:
    """What a line looks like by itself."""

    __slots__ = ("control", "numbers", "prose", "size", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        found = _WORD.findall(text)
        self.words = found
        dense = len(_DENSE.findall(text))
        self.size = size = len(text) + 2 * dense
        kind, sure = control(text)
        self.control = bool(kind)
        letters = sum(map(str.isalpha, text))
        upper = sum(map(str.isupper, text))
        digits = sum(map(str.isdigit, text))
        ends = bool(_END.search(text))
        inner = len(_INNER.findall(text))
        count = max(1, len(found))
        first = text[0]
        self.prose = size >= PROSE and (ends or inner > 0 or bool(UNMARKED.search(text)))
        self.numbers = [
            log(size),
            count,
            size / count,
            letters / len(text),
            upper / max(1, letters),
            digits / len(text),
            sum(each[0].isupper() for each in found) / count,
            float(ends),
            inner,
            float(text[-1] in ":："),
            text.count(",") + text.count("，") + text.count("、"),
            float(text[-1] in ">»›→…+"),
            len(_JOIN.findall(text)),
            float("©" in text),
            float(bool(_DATE.search(text))),
            float(bool(_PRICE.search(text))),
            float(bool(_LINK.search(text))),
            float(first.islower()) - float(first.isdigit()) / 2,
            float(first in "•·*-–—▪►#|»"),
            float(bool(kind)) + float(sure),
        ]


#: How far a line's neighbours are looked at one by one, and in windows.
NEAR, WINDOWS = 2, (4, 12, 40)


def features(lines: list[str]) -> list[list[float]]:
    """Return some numbers for each line of a text; none of the lines is empty.

    >>> rows = features(["Home", "About", "A bridge was repaired. " * 5])
    >>> len(rows), len({len(row) for row in rows})
    (3, 1)
    >>> features([])
    []
    """
    if not lines:
        return []
    looks = [Look(line) for line in lines]
    total = len(looks)
    sizes = [look.size for look in looks]
    chars = [0, *accumulate(sizes)]
    prose = [0, *accumulate(look.size if look.prose else 0 for look in looks)]
    ended = [0, *accumulate(look.numbers[7] for look in looks)]
    known = [0, *accumulate(int(look.control) for look in looks)]
    logs = [0.0, *accumulate(look.numbers[0] for look in looks)]
    short = [0, *accumulate(int(size < 40) for size in sizes)]
    capital = [0.0, *accumulate(look.numbers[6] for look in looks)]
    places = [place for place, look in enumerate(looks) if look.prose]
    first, last = (places[0], places[-1]) if places else (total, -1)
    before = _distances(looks)
    behind = _distances(looks[::-1])[::-1]
    runs = _runs(sizes)
    repeated = Counter(line.lower() for line in lines)
    frequent = Counter(word.lower() for look in looks if look.prose for word in set(look.words))
    in_all = Counter(word.lower() for look in looks for word in set(look.words))
    title = {word.lower() for look in looks[:2] for word in look.words}
    rows = []
    whole = max(1, chars[-1])
    document = [
        log(total),
        log(whole),
        prose[-1] / whole,
        len(places) / total,
        known[-1] / total,
    ]
    for place, look in enumerate(looks):
        row = [*look.numbers, *document]
        row += [
            place / total,
            chars[place] / whole,
            prose[place] / max(1, prose[-1]),
            min(place, 200),
            min(total - place, 200),
            float(first <= place <= last),
            max(-50, min(50, place - first)),
            max(-50, min(50, last - place)),
            before[place],
            behind[place],
            *runs[place],
            log(repeated[look.text.lower()]),
        ]
        words = [word.lower() for word in look.words]
        count = max(1, len(words))
        row += [
            sum(frequent[word] > 0 for word in words) / count,
            sum(frequent[word] > 2 for word in words) / count,
            sum(in_all[word] == 1 for word in words) / count,
            sum(word in title for word in words) / count,
        ]
        for step in range(-NEAR, NEAR + 1):
            if step:
                near = place + step
                if 0 <= near < total:
                    numbers = looks[near].numbers
                    row += [numbers[0], numbers[7], numbers[6], numbers[19]]
                else:
                    row += [-1.0, -1.0, -1.0, -1.0]
        for width in WINDOWS:
            for low, high in (
                (max(0, place - width), place),
                (place + 1, min(total, place + width + 1)),
            ):
                span = max(1, high - low)
                row += [
                    (logs[high] - logs[low]) / span,
                    (prose[high] - prose[low]) / max(1, chars[high] - chars[low]),
                    (ended[high] - ended[low]) / span,
                    (known[high] - known[low]) / span,
                    (short[high] - short[low]) / span,
                    (capital[high] - capital[low]) / span,
                ]
        rows.append(row)
    return rows


def _distances(looks: list[Look]) -> list[float]:
    """How many lines each is behind the last paragraph before it, at most 50."""
    found = []
    distance = 50.0
    for look in looks:
        found.append(distance)
        distance = 1.0 if look.prose else min(50.0, distance + 1)
    return found


def _runs(sizes: list[int]) -> list[tuple[float, float]]:
    """How long the run of short lines is in which each stands, and how far in it."""
    found: list[tuple[float, float]] = []
    start = 0
    for place in range(len(sizes) + 1):
        if place == len(sizes) or sizes[place] >= 40:
            length = min(100, place - start)
            found += [(float(length), (at - start) / length) for at in range(start, place)]
            if place < len(sizes):
                found.append((0.0, 0.0))
            start = place + 1
    return found


@cache
def model() -> tuple[Tree, ...]:
    """Return the trees that tell the article's lines from the page's."""
    return unpack(read_table("chrome.bin"))


def content(lines: list[str], trees: tuple[Tree, ...] | None = None) -> list[bool]:
    """Return for each line of a page whether it is the article's; None for trees means `model()`.

    Of all ways to cut off the least likely lines that one is taken for which the F1 of the words
    that stay is highest, as far as one can expect; what is likelier than not always stays.
    """
    trees = trees or model()
    chances = [probability(trees, row) for row in features(lines)]
    weights = [len(_WORD.findall(line)) for line in lines]
    border = _border(chances, weights)
    return [chance >= border for chance in chances]


def _border(chances: list[float], weights: list[int]) -> float:
    """The chance from which a line stays."""
    wanted = sum(map(mul, chances, weights))
    best, border, hit, kept = 0.0, 0.5, 0.0, 0
    for chance, weight in sorted(zip(chances, weights, strict=True), reverse=True):
        hit += chance * weight
        kept += weight
        expected = 2 * hit / max(1.0, kept + wanted)
        if expected > best:
            best, border = expected, chance
    return min(border, 0.5)
