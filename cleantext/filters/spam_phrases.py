r"""Sentences of spam that were put into somebody else's text.

What is fixed: a sentence or a line that offers drugs, games of chance, loans, essays, copies of
brands, coins, links or sex, in a text that is about something else. Its words must offer: a phrase
that only sellers write, several names of the trade strung together, two sellers' words beside a good
(`buy … without prescription`), or a bare address beside a drug. Where one such sentence stands,
weaker ones of the same trade are believed too. Programs put them into pages of others to be found by search engines;
they are spun into paragraphs, so that no tool that judges paragraphs sees them.

What is left alone: a text about the trade, which names its goods in a quarter of its sentences or in
its first line; phrases between quotation marks; a good by itself; and a text that is nothing else.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["spam_phrases"]).clean
>>> story = "We planted beans. It rained all week. The beans came up on Sunday. We ate them in June."
>>> clean(story.replace("It", "Buy cheap viagra online without prescription. It")) == story
True
>>> sound = f"{story} My uncle once tried to buy Viagra online and lost his money."
>>> clean(sound) == sound
True

Source: `lexicons/spam_phrases.tsv`; own observation of injected sentences on public pages.
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
from cleantext.offers import SELLING, Offer, Term, may_offer, offers, terms
from cleantext.spans import Spans

#: What a sentence must score to be spam by itself, and beside one that is.
CERTAIN, LIKELY = 2, 1
#: The trade is what the text is about where this share of its sentences names its goods.
TOPIC = 0.25
_END = pattern(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)|[。！？]+[」』”’）]*|\n")
_OTHER = pattern("[\u0370-\u1dff\u2e80-\uffef]{2}")
# A capital after a letter of another script, and so many words that it can be a sentence.
_LATIN = pattern(r"(?<=[\u0370-\u1dff\u2e80-\uffef]) (?=[A-Z][\w'’,;/-]*(?: [\w'’,;/-]+){4})")
_QUOTED = pattern(r"[“„«「『][^”“»」』\n]{1,200}[”“»」』]|\"[^\"\n]{1,200}\"")


class Sentence(NamedTuple):
    """A sentence that holds terms of the lexicon."""

    start: int
    end: int
    offers: list[Offer]


def find(document: Document) -> Iterator[Edit]:
    """Yield a deletion for each sentence that offers what the text is not about."""
    text, found = document.text, document.fact(terms)
    if not _certain(_sentences(text, found)):
        return
    quoted = Spans([match.span() for match in _QUOTED.finditer(text)])
    said = [term for term in found if not (quoted.holds(term.start) and quoted.holds(term.end))]
    sentences = _sentences(text, said)
    foreign = _certain(sentences) - _topics(text, found)
    cuts = []
    for sentence in sentences:
        sold = [offer for offer in sentence.offers if offer.kind in foreign]
        if sold and sold[0].score >= LIKELY:
            shown = ", ".join(sold[0].phrases[:3])
            cuts.append(Cut(sentence.start, sentence.end, f"{sold[0].kind} spam: {shown}"))
    yield from cut(text, cuts)


def _certain(sentences: list[Sentence]) -> set[str]:
    """The trades of which a sentence by itself is spam."""
    return {o.kind for sentence in sentences for o in sentence.offers if o.score >= CERTAIN}


def _sentences(text: str, found: list[Term]) -> list[Sentence]:
    """The sentences that hold terms, in order."""
    spans: dict[tuple[int, int], list[Term]] = defaultdict(list)
    span = (0, 0)
    for term in found:
        if term.start >= span[1]:
            span = _around(text, term, span[1])
        spans[span].append(term)
    return [Sentence(*span, made) for span, held in spans.items() if (made := offers(held))]


def _around(text: str, term: Term, floor: int) -> tuple[int, int]:
    """The sentence that a term stands in, without the white space before it."""
    low = max(floor, text.rfind("\n", floor, term.start) + 1)
    for end in _END.finditer(text, low, term.start):
        low = end.end()
    stop = _END.search(text, term.end)
    high = len(text) if stop is None else stop.end() - (stop.group() == "\n")
    while low < term.start and text[low].isspace():
        low += 1
    # Spam in Thai has no full stop; where a Latin sentence follows it begins another.
    if _OTHER.search(text, low, high):
        other = _LATIN.search(text, term.end, high)
        if other and not _OTHER.search(text, other.start(), high):
            high = other.start()
    return low, high


def _topics(text: str, found: list[Term]) -> set[str]:
    """The trades that the text is about."""
    first = text.find("\n", len(text) - len(text.lstrip()))
    titled = not offers([each for each in found if each.end <= first])
    ends = [end.end() for end in _END.finditer(text) if end.group() != "\n" or _breaks(text, end)]
    total = len(ends) + 1
    named: Counter[str] = Counter()
    place = 0
    seen: set[tuple[int, str]] = set()
    about: set[str] = set()
    for term in found:
        if term.weight in SELLING:
            continue
        while place < len(ends) and ends[place] <= term.start:
            place += 1
        if (place, term.kind) not in seen:
            seen.add((place, term.kind))
            named[term.kind] += 1
        if titled and term.start < first:
            about.add(term.kind)
    return about | {kind for kind, count in named.items() if count >= TOPIC * total}


def _breaks(text: str, end: re.Match[str]) -> bool:
    """Whether a line end parts two sentences that nothing else parts."""
    return end.start() > 0 and text[end.start() - 1] not in ".!?…。！？\n\"'”’»"


FILTER = Filter(
    "spam_phrases",
    find,
    triggers=(Trigger(holds=may_offer),),
    summary="sentences that sell what the text is not about",
)
