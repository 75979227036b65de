r"""Sentences of spam that were put into somebody else's text.

What is fixed: a sentence or a line that offers drugs, games of chance, loans, essays, copies of
brands, coins, links or sex, in a text that is about something else. Its words must offer: a phrase
that only sellers write, several names of the trade strung together, two sellers' words beside a good
(`buy … without prescription`), or a bare address beside a drug. Where one such sentence stands,
weaker ones of the same trade are believed too. Programs put them into pages of others to be found by search engines;
they are spun into paragraphs, so that no tool that judges paragraphs sees them.

Phrases that no list has are told by a model of what such sentences sound like (`cleantext.pitch`). It
is believed where a sentence stands out of its text: in another script, or far louder than all others.

What is left alone: a text about the trade, which names its goods in a quarter of its sentences or in
its first line; phrases between quotation marks; a good by itself; a sentence that tells a story
(`cleantext.stories`); and a text that is nothing else.

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

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from cleantext.cutting import Cut, cut
from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger, layers
from cleantext.grams import DENSE
from cleantext.hearing import Loud, glimpsed, heard
from cleantext.offers import SELLING, Offer, Term, offers, terms
from cleantext.outliers import outliers, topics
from cleantext.pitch import stretch
from cleantext.selling import may_sell
from cleantext.sentences import QUOTED, sentence, stops
from cleantext.sources import is_source
from cleantext.spans import Spans
from cleantext.stories import told
from cleantext.wares import known, trades

#: What a sentence must score to be spam by itself, and beside one that is.
CERTAIN, LIKELY = 2, 1
#: In a text that is written for a program, only what is so loud, and has more words, is spam.
PLAIN, WORDS = 3.0, 4
#: So many bits speak for a story if it is one.
TOLD = 1.0
#: The trade is what the text is about where this share of its sentences names its goods.
TOPIC = 0.25


class Sentence(NamedTuple):
    """A sentence that holds terms of the lexicon."""

    start: int
    end: int
    offers: list[Offer]


def find(document: Document) -> list[Edit]:
    """Return a deletion for each sentence that offers what the text is not about."""
    # Where nothing is loud, and nothing named that is sold, there is no more to ask.
    if not any(document.fact(glimpsed)):
        return []
    # What goes can tell more of what stands beside it.
    return layers(_find, document, may_sell)


def mended(document: Document) -> Document:
    """Return the document as the edits would make it."""
    while any(document.fact(glimpsed)) and (cuts := _cuts(document, noted=False)):
        document = document.edited(list(cut(document.text, cuts)))
        if not may_sell(document.text):
            break
    return document


def _find(document: Document) -> Iterable[Edit]:
    return cut(document.text, _cuts(document))


def _cuts(document: Document, noted: bool = True) -> list[Cut]:
    """What goes, and why; not so of what is only loud where nobody wants it to be `noted`."""
    text = document.text
    found = terms(text, document.fact(glimpsed).goods)
    loud = outliers(document)
    if not found and not loud:
        return []
    cuts = [Cut(each.start, each.end, _note(text, each) if noted else "") for each in loud]
    named = _offering(text, found)
    about = topics(text, [(each.start, each.end) for each in named]) if named else set()
    named = [each for each in named if about.isdisjoint(trades(text[each.start : each.end]))]
    merged = _merged(named, cuts)
    # The languages of programs, and of their manuals, have words and orders of words of their own.
    if merged and document.page is None and is_source(_without(text, merged)):
        merged = [each for each in merged if _plain(text[each.start : each.end])]
    return merged


def _note(text: str, each: Loud) -> str:
    return f"sells, in a text that does not: {stretch(text[each.start : each.end])}"


def _plain(said: str) -> bool:
    """Whether a sentence in a text for programs is for none, and loud."""
    words = len(said) if max(said) >= DENSE else len(said.split())
    return words > WORDS and heard(said).best > PLAIN and not is_source(said)


def _without(text: str, cuts: list[Cut]) -> str:
    """What the cuts leave; so that a second look at it comes to the same."""
    places = [0, *(place for each in cuts for place in (each.start, each.end)), len(text)]
    return "".join(text[low:high] for low, high in zip(places[::2], places[1::2], strict=True))


def _merged(named: list[Cut], heard: list[Cut]) -> list[Cut]:
    """The cuts of both, in order; where they overlap, those of what was named."""
    merged: list[Cut] = []
    for each in sorted([*named, *heard], key=lambda each: (each.start, each not in named)):
        if merged and each.start < merged[-1].end:
            if each.end > merged[-1].end:
                merged[-1] = merged[-1]._replace(end=each.end)
        else:
            merged.append(each)
    return merged


def _offering(text: str, found: list[Term]) -> list[Cut]:
    """The sentences that offer, by their words, what the text is not about."""
    if not _certain(_sentences(text, found)):
        return []
    quoted = Spans([match.span() for match in QUOTED.finditer(text)])
    said = [term for term in found if not (quoted.holds(term.start) and quoted.holds(term.end))]
    sentences = _sentences(text, said)
    own = [each for each in sentences if not _is_told(text[each.start : each.end], each.offers)]
    foreign = _certain(own) - _topics(text, found)
    cuts = []
    for each in sentences:
        sold = [offer for offer in each.offers if offer.kind in foreign]
        if sold and sold[0].score >= LIKELY:
            shown = ", ".join(sold[0].phrases[:3])
            cuts.append(Cut(each.start, each.end, f"{sold[0].kind} spam: {shown}"))
    return cuts


def _is_told(said: str, offers: list[Offer]) -> bool:
    """Whether a sentence with one phrase that only sellers write is a part of a story.

    Spun text reads like one too; but it names goods.
    """
    alone = offers[0].score <= CERTAIN and not offers[0].goods
    return alone and told(said, known(said)) > TOLD


def _certain(sentences: list[Sentence]) -> set[str]:
    """The trades of which a sentence by itself is spam."""
    return {o.kind for sentence in sentences for o in sentence.offers if o.score >= CERTAIN}


def _sentences(text: str, found: list[Term]) -> list[Sentence]:
    """The sentences that hold terms, in order."""
    spans: dict[tuple[int, int], list[Term]] = defaultdict(list)
    span = (0, 0)
    for term in found:
        if term.start >= span[1]:
            span = sentence(text, term.start, span[1])
        spans[span].append(term)
    return [Sentence(*span, made) for span, held in spans.items() if (made := offers(held))]


def _topics(text: str, found: list[Term]) -> set[str]:
    """The trades that the text is about."""
    first = text.find("\n", len(text) - len(text.lstrip()))
    titled = not offers([each for each in found if each.end <= first])
    ends = [end for end, breaks in stops(text) if not breaks or _parts(text, end - 1)]
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


def _parts(text: str, place: int) -> bool:
    """Whether the line end at a place parts two sentences that nothing else parts."""
    return place > 0 and text[place - 1] not in ".!?…。！？\n\"'”’»"


FILTER = Filter(
    "spam_phrases",
    find,
    triggers=(Trigger(holds=may_sell),),
    summary="sentences that sell what the text is not about",
    mends=mended,
)
