"""The controls of a page, each on a line of its own once the page is flattened, and what they show.

A control is what a reader can press: log in, privacy policy, leave a comment. A text that shows those of
several parts of a page was one. Besides there are its notices: who owns it, and what it stores.

Source: `lexicons/page_controls.tsv`, in seventeen languages; own observation.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from cleantext.lazy import pattern
from cleantext.lexicons import read
from cleantext.scan import short_lines

#: The parts of a page: those that controls belong to, who owns it, and a row of controls.
PARTS = (
    *("legal", "navigation", "shop", "related", "social", "consent", "comments", "pagination"),
    *("newsletter", "account", "owner", "menu"),
)
#: No control is longer.
LONGEST_CONTROL = 44
# What stands around a control: arrows, dots, bars; neither quotation marks nor the signs of code.
_EDGES = pattern(r"^[\s»«›‹→←·•|▪►+×:…-]+|[\s»«›‹→←·•|▪►▼▾+×:：.…!*-]+$")
#: Scripts whose sentences end without a mark: Thai, Lao, Burmese, Khmer.
UNMARKED = pattern("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
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
# What every notice holds, in lower case.
_NOTICED = (
    *(
        "©",
        "(c)",
        "copyright",
        "rights reserved",
        "alle rechte",
        "tous droits",
        "derechos reservados",
    ),
    *(
        "direitos reservados",
        "tutti i diritti",
        "все права",
        "hakları saklıdır",
        "prawa zastrzeżone",
    ),
    *(
        "hak cipta",
        "bản quyền",
        "สงวนลิขสิทธิ์",
        "جميع الحقوق",
        "版权所有",
        "版權所有",
        "無断転載",
        "무단",
    ),
    *("cookie", "çerez", "クッキー", "쿠키"),
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
#: How much of either end of a text is looked at first.
ENDS = 50_000


@cache
def _controls() -> dict[str, tuple[str, bool]]:
    """The part of a page that each control belongs to, and whether it says so by itself."""
    return {e.phrase: (e.kind, e.weight == "control") for e in read("page_controls.tsv")}


def control(line: str) -> tuple[str, bool]:
    """Return which part of a page a line is a control of, and whether that is sure.

    >>> control("» Privacy Policy"), control("Security"), control("A bridge")
    (('legal', True), ('legal', False), ('', False))
    """
    if len(line) > LONGEST_CONTROL:
        return _NONE
    low = line.lower()
    found = _controls().get(low)
    if found or (low[:1].isalnum() and low[-1:].isalnum()):
        return found or _NONE
    return _controls().get(_EDGES.sub("", low), _NONE)


_NONE = ("", False)


def evidence(line: str, noticed: Sequence[str] = _NOTICED) -> frozenset[str]:
    """Return the parts of a page that a line shows: its controls, one or several, or a notice.

    `noticed` are the words of notices that there are in its text.

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
    if noticed:
        low = line.lower()
        if any(each in low for each in noticed):
            if _OWNER.search(line):
                return frozenset(["owner"])
            if _COOKIES.search(line):
                return frozenset(["consent"])
    # The first of several controls ends soon.
    if _JOIN.search(line, 0, LONGEST_CONTROL + 4):
        found = [control(piece) for piece in _JOIN.split(line) if piece.strip()]
        if all(kind for kind, _ in found):
            return frozenset(kind for kind, sure in found if sure)
    return frozenset()


def signs(lines: Sequence[str]) -> list[frozenset[str]]:
    """Return for each line the parts of a page that it shows; a run of controls is a menu.

    >>> [sorted(each) for each in signs(["Home", "Blog", "Shop", "Help", "A story."])]
    [['menu'], ['menu'], ['menu'], ['menu'], []]
    """
    low = "\n".join(lines).lower()
    noticed = [each for each in _NOTICED if each in low]
    found = [evidence(line, noticed) for line in lines]
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
    # A licence names many owners.
    if len(kinds - {"owner"}) < KINDS - 1:
        return False
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
    """Return whether a text holds a control of a page on a line of its own, or an owner, at first sight.

    Only the ends of a long text are looked at.

    >>> glance("Home\\nAbout us\\nA story."), glance("A story.\\nAbout beans")
    (True, False)
    """
    ends = text if len(text) <= 2 * ENDS else f"{text[:ENDS]}\n{text[-ENDS:]}"
    if "©" in ends:
        return True
    # Long lines, of which most texts are made, are never put in lower case.
    return not sure().isdisjoint(map(str.lower, short_lines(ends, LONGEST_CONTROL)))


@cache
def sure() -> frozenset[str]:
    """Return the controls that show a page by themselves."""
    return frozenset(phrase for phrase, (_, sure) in _controls().items() if sure)
