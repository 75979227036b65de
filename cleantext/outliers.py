"""Which sentences of a document sell what the document is not about.

A sentence that sounds like spam (`cleantext.pitch`) says little by itself: shops, and articles about shops,
have such sentences. Spam that was put into somebody else's text is not of that text besides: it is of
another script, or its runs of letters stand nowhere else in it; and much of it are phrases that are known.
These are added up; the weights were chosen on sentences of phrases that the model had not seen, and on
sound texts that it had not: a fifth of WCXB, half of NTREX-128, manuals in fifteen languages.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from math import log2

from cleantext.document import Document
from cleantext.foreign import foreign, strange_scripts
from cleantext.hearing import (
    CODE,
    IS_DENSE,
    JOINER_MARK,
    LETTER,
    LONG_ENOUGH,
    LONGEST,
    Loud,
    glimpsed,
    has_words,
    heard,
    speaks,
)
from cleantext.lazy import pattern
from cleantext.pitch import ADDRESS, Pitch, may_hold_address
from cleantext.rest import rest
from cleantext.sentences import Cited, sentence
from cleantext.shares import shared
from cleantext.stories import told
from cleantext.wares import (
    is_at_home,
    known,
    languages,
    names_a_thing,
    of_one_language,
    spoken_of,
    things,
    trades,
)

#: What a sentence must come to: how loud its loudest stretch is, whether it names a known thing for sale,
#: and, by these weights, the share of its runs of three letters that the rest of the text lacks, above what
#: is usual, how quiet it is as a whole, and the share of it that known phrases cover.
CERTAIN, NAMED = 1.2, 0.6
#: So much each bit that speaks for a story speaks against it.
TOLD = 2.0
#: One that is louder than this needs to name nothing.
BLATANT = 3.0
#: Of other languages than these far less sound text was learnt from, so more must speak for it there.
WELL_HEARD, LITTLE_HEARD = frozenset({"en", "zh", "mul"}), 0.6
#: So much speaks for it that a thing stands right between two phrases of sellers.
FLANKED = 1.2
#: So much, that an address stands right behind a known phrase, and the sentence goes on behind it.
ADDRESSED = 1.5
#: In a text of fewer letters it must come to so much more.
SHORT, MORE = 500, 2.5
STRANGE = 4.0
#: A text of so many letters lacks such a share of another sentence's runs; one of twice as many, less.
LETTERS_OF_HOST, USUAL, LESS, NEVER_LESS = 200, 0.69, 0.125, 0.05
QUIET, LEAST = 0.15, -5.0
COVERED, MOST, SOME = 4.0, 0.7, 0.15
#: It has so many known phrases, or is a list with one, or a list that is so loud.
KNOWN, LIST = 2, 1.5
#: What stands beside spam is spam if it is so loud.
BESIDE = -1.0
#: Where more than this share of the sentences is so loud, the text is about selling.
TOPIC, HEARD = 0.15, -1.5
#: Softer than this no sentence of a text's own script is spam.
SOFT = -2.0
#: So much of a text tells what its runs of letters are.
ENOUGH = 60_000
#: So few sentences are weighed before their text is asked what of them is strange.
FEW = 64
#: The more is said the likelier something sounds like spam by chance: in a text of more letters, so much
#: more for every doubling.
LONG, LONGER = 25_000, 0.7

_GOES_ON = pattern(r"\s+[^\W\d_]{2}")


def outliers(document: Document) -> list[Loud]:
    """Return the sentences that sell and stand out, in order; a fact to share.

    >>> story = "We planted beans in April. It rained all week. They came up on Sunday. {} We ate them."
    >>> spam = "Cheap generic pills online without prescription"
    >>> [text[each.start : each.end] for text in [story.format(spam + ".")]
    ...  for each in outliers(Document(text))]
    ['Cheap generic pills online without prescription.']
    >>> outliers(Document(story.format("We bought a spade at a shop.")))
    []
    """
    text = document.text
    loud = [_continued(text, each) for each in document.fact(glimpsed).loud]
    strange = _strange(text, loud)
    scripts = strange_scripts(text, loud)
    if not strange and not scripts:
        return []
    cited = Cited(text)
    free = [each for each in loud if not cited.holds((each.start + each.end) // 2)]
    cited = Cited(text)
    parts = foreign(text, loud, scripts) if scripts else {}
    found = [each for each in parts.values() if not cited.holds((each.start + each.end) // 2)]
    own = [each for each in free if each.start not in parts]
    if strange:
        found += _own(text, loud, own, {each.start for each in strange})
    return sorted(found + _beside(text, found))


def _continued(text: str, each: Loud) -> Loud:
    """A question with the call that answers it, if that is too short to be heard and makes it louder."""
    place = _behind(text, each.end) if text[each.end - 1] in "?？" else -1
    if place < 0:
        return each
    low, high = sentence(text, place, each.end)
    said = text[low:high]
    if len(said) > LONG_ENOUGH or speaks(said) or CODE.search(said) or not LETTER.search(said):
        return each
    both = heard(text[each.start : high][-LONGEST:])
    return Loud(each.start, high, both) if both.best > each.pitch.best else each


class _Said:
    """A loud sentence, and what may speak for it as spam."""

    def __init__(self, loud: Loud, text: str) -> None:
        self.loud, self.text, self._held = loud, text, known(text)

    @cached_property
    def says_enough(self) -> bool:
        """Whether enough of it is known to ask further: of most it is not."""
        return _says_enough(self._held, self.loud) or bool(JOINER_MARK.search(self.text))

    @cached_property
    def _most(self) -> float:
        return _at_most(self.text, self.loud, self._held)

    @cached_property
    def _at_best(self) -> float:  # no less than that, sooner
        named = [phrase in things() for phrase in self._held]
        return (
            self.loud.pitch.best
            + STRANGE * (1 - NEVER_LESS)
            + COVERED * (min(MOST, sum(map(len, self._held)) / len(self.text)) - SOME)
            + NAMED * any(named)
            + FLANKED * any(named[1:-1])
            + ADDRESSED * may_hold_address(self.text)
        )

    def weighs(self, floor: float) -> bool:
        """Return whether more than so much may."""
        return self.says_enough and self._at_best >= floor and self._most > floor


def is_told(said: str, above: float) -> bool:
    """Return whether so much speaks for a story that a sentence is no spam which may come to so much more than it must."""
    return TOLD * told(said, known(said)) > above


def _strange(text: str, loud: list[Loud]) -> list[Loud]:
    """Those loud sentences that are likely to be spam, and strange enough to their text."""
    made: dict[tuple[str, Pitch], _Said] = {}  # many texts repeat their sentences
    said = []
    for each in loud:
        if each.pitch.best > SOFT:
            key = text[each.start : each.end], each.pitch
            words = made[key] = made.get(key) or _Said(each, key[0])
            if words.says_enough:
                said.append((each, words))
    if len(said) <= FEW:
        said = [(each, words) for each, words in said if words.weighs(CERTAIN)]
    if not said:
        return []
    rest = _less(text, loud)
    # What may speak for it at most holds if the rest has none of its runs.
    spared = _least(len(text) - sum(each.end - each.start for each in loud))
    spared += STRANGE * (_usual(len(rest)) + 1 - NEVER_LESS)
    texts = list(dict.fromkeys(words.text for _, words in said))
    shares = {
        said: common / own for said, (own, common) in zip(texts, shared(texts, rest), strict=True)
    }
    strange = [
        each
        for each, words in said
        if words.weighs(max(CERTAIN, spared - STRANGE * (1 - shares[words.text])))
    ]
    if not strange:
        return []
    low = _less(text, (each for each, words in said if words.weighs(CERTAIN))).lower()
    return [
        each
        for each in strange
        if not is_at_home(text[each.start : each.end], low)
        and (each.pitch.best > BLATANT or names_a_thing(text[each.start : each.end], low))
    ]


def _least(size: int) -> float:
    """What a sentence must come to in a text of which the rest has so many letters."""
    return CERTAIN + (MORE if size < SHORT else LONGER * max(0.0, log2(size / LONG)))


def _own(text: str, loud: list[Loud], own: list[Loud], strange: set[int]) -> list[Loud]:
    """Those sentences of a text's own script that are spam, of the loud ones and the strange among them."""
    odd = [each for each in own if each.start in strange]
    found = _off_topic(text, loud, odd) if odd else []
    if not found:
        return []
    # Where one stands others of its trade are believed that would not be by themselves.
    sold = {kind for each in found for _, kind in trades(text[each.start : each.end])}
    taken = {each.start for each in found}
    return found + [
        each
        for each in own
        if each.start not in taken
        and each.pitch.best > BESIDE
        and any(kind in sold for _, kind in trades(text[each.start : each.end]))
    ]


def _at_most(said: str, each: Loud, held: list[str]) -> float:
    """What may speak for a sentence as spam at most; nothing where too little is known of it."""
    phrases = of_one_language(held)
    if not _says_enough(phrases, each):
        listed = len(JOINER_MARK.findall(said)) >= KNOWN and not CODE.search(said)
        if not (listed and (phrases or each.pitch.best > LIST)):
            return LEAST
    if not has_words(said) and not IS_DENSE.search(said):
        return LEAST
    low = said.lower()
    covered = min(MOST, sum(map(len, phrases)) / len(said))
    most = (
        each.pitch.best
        - LITTLE_HEARD * _is_little_heard(phrases)
        + STRANGE * (1 - NEVER_LESS)
        + QUIET * max(LEAST, min(0.0, each.pitch.whole))
        + COVERED * (covered - SOME)
        + NAMED * any(phrase in things() for phrase in phrases)
        + FLANKED * _flanked(low, phrases)
        + ADDRESSED * _addressed(low, phrases)
    )
    return most - TOLD * told(said, held) if most > CERTAIN else most


def _says_enough(phrases: list[str], each: Loud) -> bool:
    """Whether there are known phrases enough; of a sentence that is very loud, one that names a thing."""
    return len(set(phrases)) >= KNOWN or (
        each.pitch.best > BLATANT and any(phrase in things() for phrase in phrases)
    )


def _is_little_heard(phrases: list[str]) -> bool:
    """Whether there are known phrases, all of languages of which little sound text was learnt from."""
    return bool(phrases) and all(WELL_HEARD.isdisjoint(languages()[phrase]) for phrase in phrases)


def _flanked(low: str, phrases: list[str]) -> bool:
    """Whether a known thing stands right between two phrases of sellers: `order … online`."""
    return any(
        thing in things()
        and before not in things()
        and behind not in things()
        and f"{before} {thing} {behind}" in low
        for before, thing, behind in zip(phrases, phrases[1:], phrases[2:], strict=False)
    )


def _addressed(low: str, phrases: list[str]) -> bool:
    """Whether an address stands right behind a known phrase, in the middle of a sentence."""
    if not may_hold_address(low):
        return False
    return any(
        low[: address.start()].rstrip().endswith(tuple(phrases))
        and _GOES_ON.match(low, address.end())
        for address in ADDRESS.finditer(low)
    )


def _usual(size: int) -> float:
    """The share of the runs of a sentence that a text of so many letters is likely to lack."""
    return max(NEVER_LESS, USUAL - LESS * log2(max(1, size) / LETTERS_OF_HOST))


def _less(text: str, loud: Iterable[Loud]) -> str:
    """The beginning of a text without some sentences, of which no more are asked for than stand in it."""
    pieces = []
    place, missing = 0, ENOUGH
    for each in loud:
        pieces.append(text[place : each.start])
        missing -= len(pieces[-1]) + 1
        place = each.end
        if missing < 0:
            break
    return " ".join([*pieces, text[place : place + ENOUGH]])[:ENOUGH]


def _off_topic(text: str, own: list[Loud], strange: list[Loud]) -> list[Loud]:
    """Those of some sentences whose trade is not what the text is about."""
    found = rest(text, (each.start for each in own), HEARD)
    levels = [each.pitch.best for each in own]
    loud = sum(level > HEARD for level in levels) + found.loud
    if loud - 1 > TOPIC * (len(levels) + found.total):
        return []
    about = {trade for trade, count in found.named.items() if count > TOPIC * found.total}
    return [each for each in strange if about.isdisjoint(spoken_of(text[each.start : each.end]))]


def topics(text: str, spans: list[tuple[int, int]]) -> set[tuple[str, str]]:
    """Return the trades, by language, that a text is about, some stretches of it left out."""
    found = rest(text, (low for low, _ in spans), BESIDE, quiet=True)
    sentences = found.total - found.loud
    return {trade for trade, count in found.named.items() if count > TOPIC * sentences}


def _beside(text: str, found: list[Loud]) -> list[Loud]:
    """The sentences before and behind spam, on its line, that sound like a part of it."""
    taken = {each.start for each in found}
    more: list[Loud] = []
    end = 0
    for each in sorted(found):
        # A line is not looked at from its beginning for each of its sentences.
        beside = (_before(text, each.start), end), (_behind(text, each.end), each.end)
        end = each.end
        for place, floor in beside:
            if place < floor:
                continue
            low, high = sentence(text, place, floor)
            if low in taken or not LETTER.search(text, low, high):
                continue
            said = heard(text[low:high][:LONGEST])
            if said.best > BESIDE:
                taken.add(low)
                more.append(Loud(low, high, said))
    return more


def _before(text: str, start: int) -> int:
    """A place within the sentence before one, on its line; -1 where there is none."""
    place = start - 1
    while place >= 0 and text[place] in " \t":
        place -= 1
    return -1 if place < 0 or text[place] == "\n" else max(0, place - 1)


def _behind(text: str, end: int) -> int:
    """A place within the sentence behind one, on its line; -1 where there is none."""
    place = end
    while place < len(text) and text[place] in " \t":
        place += 1
    return -1 if place == len(text) or text[place] == "\n" else place
