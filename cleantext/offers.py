"""Where a text offers what spam sells: drugs, casinos, loans, essays, copies, coins, links, sex.

A good by itself says nothing: sound text names casinos and Viagra. An *offer* is a phrase that only
sellers write (`slot gacor`), or a good with a seller's word near it (`buy`, `rezeptfrei`, `satın al`).
All phrases of the lexicon are looked for at once (`cleantext.phrases`).

Source: `lexicons/spam_phrases.tsv`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from cleantext.grams import Glance, lowered
from cleantext.lazy import pattern
from cleantext.lexicons import Entry, read
from cleantext.phrases import Phrases
from cleantext.tables import read as read_table

#: A seller's word within so many characters of a good offers it.
NEAR = 24
#: No phrase is longer.
_LONGEST = 40
#: Sellers' words matter near a good only, and most texts are full of them.
REACH = 2 * _LONGEST + NEAR
#: The weights of what sells, which by itself sells nothing.
SELLING = ("offer", "address")
#: The class of sellers' words that fit every trade.
ANY = "any"
#: Behind these a seller's word is part of a story: `tried to buy`, `people who order`.
_TELLS = pattern(
    r"\b(?:to|who|not|can|could|would|may|might|did|he|she|they|we|people|patients) \Z"
)
_BEFORE = 12
_HOST = pattern(
    r"(?:https?://|www\.)[^\s<>\"]+"
    r"|\b[a-z0-9-]{3,63}\.(?:com|net|org|info|biz|ru|xyz|top|site|online|shop|club|vip|in|us)\b"
)


class Term(NamedTuple):
    """One phrase of the lexicon, or a bare address, found from `start` to `end`."""

    start: int
    end: int
    phrase: str
    kind: str
    weight: str


@cache
def entries() -> list[Entry]:
    """Return the lexicon, read once."""
    return read("spam_phrases.tsv")


@cache
def senses() -> dict[str, list[tuple[str, str]]]:
    """Return the trades and weights of each phrase."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for entry in entries():
        if entry.source == "observed":
            found[entry.phrase].append((entry.kind, entry.weight))
    return dict(found)


@cache
def phrases() -> Phrases:
    """Return all phrases."""
    return Phrases(senses())


@cache
def telling() -> frozenset[str]:
    """Return the phrases that are more than sellers' words."""
    return frozenset(
        phrase
        for phrase, held in senses().items()
        if any(weight not in SELLING for _, weight in held)
    )


#: Where a text can hold a good or a name of a trade.
GOODS = Glance(lambda: read_table("spam_runs.txt").decode().splitlines())


def terms(text: str, stretches: Iterable[tuple[int, int]] | None = None) -> list[Term]:
    """Return the phrases of the lexicon that stand in a text, as whole words.

    `stretches` are those within `REACH` of where `GOODS` finds something, if somebody has looked already.
    None where there are but sellers' words, which every text has.

    >>> list(dict.fromkeys(term.phrase for term in terms("Buy cheap Viagra; a cialisis is no word")))
    ['buy', 'cheap', 'viagra']
    >>> terms("Buy cheap beans.")
    []
    """
    found: list[Term] = []
    for low, high in GOODS.windows(text, REACH) if stretches is None else stretches:
        near = _terms(lowered(text[low:high]), low)
        if any(term.weight not in SELLING for term in near):
            found += near
    return found


def _terms(text: str, offset: int) -> list[Term]:
    """The terms of a stretch of text, which begins at `offset` of the whole, in order; or none if all are sellers'."""
    found: list[Term] = []
    matches = phrases().find(text)
    # Sellers' words stand in every text, and nothing more need be asked of them alone.
    if telling().isdisjoint([phrase for phrase, _, _ in matches]):
        return found
    for phrase, start, end in matches:
        for kind, weight in senses()[phrase]:
            if weight != "offer" or not is_told(text, start):
                found.append(Term(offset + start, offset + end, phrase, kind, weight))
    # A bare address behind the name of a drug sells it; cinemas and casinos are named by theirs.
    if any(term.kind == "pharma" for term in found):
        for host in _HOST.finditer(text):
            start, end = offset + host.start(), offset + host.end()
            found += [Term(start, end, host.group(), "pharma", weight) for weight in SELLING]
        found.sort()
    return found


def is_told(text: str, start: int) -> bool:
    """Return whether what stands before a seller's word makes it part of a story.

    >>> is_told("he tried to buy it", 12), is_told("now buy it", 4)
    (True, False)
    """
    spaced = text[start - 1 : start] == " "
    return spaced and bool(_TELLS.search(text, max(0, start - _BEFORE), start))


class Offer(NamedTuple):
    """What some terms of one trade in a stretch of text come to.

    `score` counts two for a phrase that only sellers write, one for each name of the trade but the
    first, and one for each seller's word near a good, up to three a good; an address near a drug is
    worth two words.
    """

    kind: str
    score: int
    goods: int
    phrases: tuple[str, ...]


def offers(found: list[Term]) -> list[Offer]:
    """Return what the terms of a stretch of text offer, by trade, the most first.

    >>> [offer[:3] for offer in offers(terms("buy cheap viagra online, slot gacor"))]
    [('pharma', 3, 1), ('gambling', 2, 0)]
    >>> offers(terms("Viagra was discovered by chance; one can buy it."))
    []
    """
    by_kind: dict[str, list[Term]] = defaultdict(list)
    for term in found:
        by_kind[term.kind].append(term)
    kinds = [kind for kind in by_kind if kind != ANY]
    made = [_offer(kind, sorted(by_kind[kind] + by_kind[ANY])) for kind in kinds]
    return sorted(
        (offer for offer in made if offer.score), key=lambda offer: (-offer.score, offer.kind)
    )


def _offer(kind: str, found: list[Term]) -> Offer:
    """What the terms of one trade, in order, and the sellers' words of all come to."""
    cores = {term.phrase for term in found if term.weight == "core"}
    names = {term.phrase for term in found if term.weight == "trade"}
    goods: dict[str, set[tuple[str, str]]] = defaultdict(set)
    sellers = [term for term in found if term.weight in SELLING]
    starts = [each.start for each in sellers]
    for good in found:
        if good.weight in ("good", "trade"):
            low = bisect_left(starts, good.start - NEAR - _LONGEST)
            high = bisect_right(starts, good.end + NEAR)
            words = goods[good.phrase.rstrip("s")]
            # More than a few say nothing more, and a hostile text repeats them without end.
            near = sellers[low : min(high, low + 64)]
            words.update((e.phrase, e.weight) for e in near if good.start - e.end <= NEAR)
    offered = {good: words for good, words in goods.items() if words}
    score = 2 * len(cores) + max(0, len(names) - 1)
    score += sum(min(3, len(words)) for words in offered.values())
    phrases = tuple(dict.fromkeys([*sorted(cores | names), *offered]))
    return Offer(kind, score, len(goods), phrases)
