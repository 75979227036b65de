"""What of the lexicon of spam stands in a sentence, and which trades that is of.

All of it counts here, also what was written for `cleantext.pitch` to learn from and stands in sound text.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache, lru_cache

from cleantext.grams import is_spaced, lowered
from cleantext.lazy import pattern
from cleantext.offers import entries, is_told
from cleantext.phrases import Phrases
from cleantext.pitch import ADDRESS

#: What the rest of a text says so often is at home there, whatever else it may stand for.
AT_HOME = 4
_NAME = pattern(r"[^\W_]{3,}")


def known(said: str) -> list[str]:
    """Return the phrases of the lexicon in a sentence, as whole words; none that is part of a story.

    >>> known("Buy cheap Viagra at the mill"), known("who buy a rolex")
    (['buy', 'cheap viagra'], ['rolex'])
    """
    return list(_known(said))


# Of each of the few sentences that are loud this is asked half a dozen times.
@lru_cache(maxsize=64)
def _known(said: str) -> tuple[str, ...]:
    low = lowered(said)
    return tuple([p for p, start, _ in lexicon().find(low) if not is_told(low, start)])


@cache
def lexicon() -> Phrases:
    """Return all phrases, observed or not."""
    return Phrases(each.phrase for each in entries())


def of_one_language(phrases: list[str]) -> list[str]:
    """Return those phrases that are of the language which most of them are of, or of every language."""
    own = _own(frozenset(phrases))
    return [phrase for phrase in phrases if not own.isdisjoint(languages()[phrase])]


# A text uses few phrases, again and again.
@lru_cache(maxsize=1 << 12)
def _own(phrases: frozenset[str]) -> frozenset[str]:
    """The language of most phrases, and the name for every language."""
    counts = Counter(each for phrase in phrases for each in languages()[phrase] - {"mul"})
    # The first by name among equals, so that the outcome is the same every time.
    return frozenset(["mul", *sorted(counts, key=lambda name: (-counts[name], name))[:1]])


@cache
def languages() -> dict[str, set[str]]:
    """Return the languages of each phrase of the lexicon."""
    found: dict[str, set[str]] = defaultdict(set)
    for each in entries():
        found[each.phrase].add(each.language)
    return found


@cache
def _trades(offers: bool) -> dict[str, set[tuple[str, str]]]:
    """The trades, by language, of each phrase that is of some; of those that only offer too, if asked."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for each in entries():
        if each.kind != "any" and (offers or each.weight != "offer"):
            found[each.phrase].add((each.language, each.kind))
    return found


@cache
def things() -> frozenset[str]:
    """Return the phrases that name what is sold, and not how."""
    return frozenset(
        [each.phrase for each in entries() if each.kind != "any" and each.weight != "offer"]
    )


def trades(said: str) -> set[tuple[str, str]]:
    """Return the trades, by language, of the things that a sentence names."""
    return {trade for phrase in known(said) for trade in _trades(offers=False).get(phrase, ())}


def is_at_home(said: str, rest: str) -> bool:
    """Return whether the rest of a text, in lower case, often says what makes a sentence sound like spam.

    That is a thing for sale, or all but one of the words that sellers use.

    >>> is_at_home("Use a replica nearby", "a replica here, one replica there, " * 2)
    True
    """
    phrases = set(known(said))
    own = {phrase for phrase in phrases if rest.count(phrase) >= AT_HOME}
    return any(phrase in things() for phrase in own) or (bool(own) and len(phrases - own) < 2)


def names_a_thing(said: str, rest: str) -> bool:
    """Return whether a sentence names what is sold: a known thing, or a word that the rest has not.

    `rest` is the rest of its text, in lower case. Who sells in earnest says what; `best price guaranteed`
    belongs to its page. Where no spaces part words the answer is always yes.

    >>> names_a_thing("Buy wegovex online", "a mill"), names_a_thing("Best price guaranteed", "a mill")
    (True, False)
    """
    phrases = known(said)
    if any(phrase in things() for phrase in phrases) or not all(map(is_spaced, said)):
        return True
    low = ADDRESS.sub(" ", said.lower())
    for phrase in phrases:
        low = low.replace(phrase, " ")
    return any(word not in rest for word in _NAME.findall(low))


def spoken_of(said: str) -> set[tuple[str, str]]:
    """Return the trades, by language, of the things that a sentence names and of how it offers them.

    >>> spoken_of("no credit check"), trades("no credit check")
    ({('en', 'loan')}, set())
    """
    return {trade for phrase in known(said) for trade in _trades(offers=True).get(phrase, ())}
