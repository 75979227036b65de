"""Spam of the shapes that are met on public pages, made of phrases of the project's lexicons.

A phrase is held back from the rules by a digest of itself (`is_held`): so the same phrases are held
in every run. The sentences around the phrases are the benchmark's own.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import NamedTuple

from cleantext import hearing, listener, offers, pitch, stories, wares
from cleantext.filters import spam_lines
from cleantext.lexicons import Entry, read

#: One phrase in so many is held back.
PART = 2
#: What offers a thing, by language: the thing stands for {}.
THINGS = {
    "ar": ["يمكنك شراء {} اون لاين اليوم.", "{} رخيص بدون وصفة هنا."],
    "de": ["{} rezeptfrei online bestellen und günstig kaufen.", "Hier {} billig kaufen."],
    "en": [
        "Buy {} online with next day delivery.",
        "Get cheap {} without prescription from our shop.",
        "Looking for {} for sale at the best price? Order now.",
        "Many doctors state that order {} online https://bestdeals.example.com is essential.",
    ],
    "es": ["Comprar {} sin receta con envío gratis.", "Aquí {} baratos, comprar en línea."],
    "fr": ["Acheter {} en ligne sans ordonnance.", "{} pas cher, livraison gratuite."],
    "id": ["Beli {} murah dan terpercaya di sini.", "Daftar {} gratis sekarang."],
    "it": ["Acquistare {} senza ricetta a prezzo economico."],
    "ja": ["{}を激安で購入できる通販サイトです。", "{} 通販 最安値。"],
    "ko": ["{} 구매는 안전 보장 사이트에서.", "{} 처방전없이 구입."],
    "ru": ["Купить {} недорого без рецепта.", "Заказать {} дешево с доставкой."],
    "th": ["ซื้อ {} ราคาถูกได้ที่นี่"],
    "tr": ["{} ucuz satın al, hemen sipariş ver."],
    "vi": ["Mua {} giá rẻ uy tín tại đây."],
    "zh": ["正品{}购买，官網推荐。", "哪里买{}？正品代购。"],
}
#: What strings names together; the names stand for {} and {}.
NAMES = "{} - {} | {}"


class Injection(NamedTuple):
    """A sentence of spam, its language, and the phrases that must not be left."""

    text: str
    language: str
    phrases: tuple[str, ...]


def is_held(phrase: str) -> bool:
    """Return whether a phrase is one of those that the rules must do without."""
    return hashlib.sha256(phrase.encode()).digest()[0] % PART == 0


def without_held(name: str) -> list[Entry]:
    """Return a lexicon without the phrases that are held back; what sellers say is not held back."""
    return [e for e in read(name) if is_sellers(e) or not is_held(e.phrase)]


def is_sellers(entry: Entry) -> bool:
    """Return whether a phrase is how something is sold, whatever that is."""
    return entry.weight == "offer" or entry.kind == "any"


def _listen_for(hooks: Callable[[], Iterable[str]]) -> None:
    for glance in (hearing.HOOKS, hearing.EITHER):
        glance.find_runs = hooks
        vars(glance).pop("tables", None)


@contextmanager
def rules_without_held(model: Path) -> Iterator[None]:
    """Let the filters forget, for a while, the phrases that are held back.

    `model` is the folder that `training/spam_model.py --held` and `training/story_model.py --held` wrote
    models to that lack them.
    """
    senses, table = offers.senses, spam_lines._table
    weights, hooks, told = pitch.weights, hearing.HOOKS.find_runs, stories.model
    other = pitch.unpacked((model / "spam_pitch.bin").read_bytes())
    others_told = pitch.unpacked((model / "spam_stories.bin").read_bytes())
    runs = (model / "spam_hooks.txt").read_text("utf-8").split("\n")[:-1]
    held = {
        phrase: kept
        for phrase, found in senses().items()
        if (kept := [each for each in found if each[1] == "offer" or not is_held(phrase)])
    }
    rows = [row for row in table() if not is_held(row[1])]
    entries = wares.entries
    known = without_held("spam_phrases.tsv")
    stays = {each.phrase for each in known}
    caches = (
        wares.languages,
        wares.lexicon,
        wares.things,
        wares._known,
        wares._trades,
        offers.phrases,
        offers.telling,
        listener.listener,
        spam_lines._core,
        spam_lines._any,
        spam_lines._terms,
        spam_lines._rarest,
    )
    try:
        offers.senses, spam_lines._table = lambda: held, lambda: rows  # type: ignore[assignment]
        pitch.weights = lambda: other  # type: ignore[assignment]
        stories.model = lambda: others_told  # type: ignore[assignment]
        _listen_for(lambda: runs)
        wares.entries = lambda: known  # type: ignore[assignment]
        for each in caches:
            each.cache_clear()
        if any(is_held(phrase) and phrase not in stays for phrase in wares.lexicon().phrases):
            raise RuntimeError("the rules still know phrases that are held back")
        yield
    finally:
        offers.senses, spam_lines._table = senses, table
        wares.entries = entries
        pitch.weights, stories.model = weights, told
        _listen_for(hooks)
        for each in caches:
            each.cache_clear()


class Maker:
    """Makes injections of phrases that are held back, or of all."""

    def __init__(self, held: bool) -> None:
        self.things: dict[str, list[Entry]] = defaultdict(list)
        self.names: dict[tuple[str, str], list[str]] = defaultdict(list)
        for entry in read("spam_phrases.tsv"):
            if held and not is_held(entry.phrase):
                continue
            if entry.weight == "good":
                self.things[entry.language].append(entry)
            elif entry.weight in ("core", "trade"):
                self.names[entry.language, entry.kind].append(entry.phrase)
        self.names = {key: found for key, found in self.names.items() if len(found) >= 3}
        self.han = [e.phrase for e in read("spam_han.tsv") if not held or is_held(e.phrase)]

    def sentence(self, random: Random) -> Injection:
        """Return a sentence that sells something, or strings names of a trade together."""
        if random.random() < 0.3 and self.names:
            language, kind = random.choice(sorted(self.names))
            chosen = random.sample(self.names[language, kind], 3)
            return Injection(NAMES.format(*chosen) + ".", language, tuple(chosen))
        language = random.choice(sorted(THINGS))
        # What is named alike everywhere is sold in every language; most of it is drugs.
        pool = self.things[language] + [e for e in self.things["mul"] if e.kind == "pharma"]
        thing = random.choice(pool).phrase
        return Injection(random.choice(THINGS[language]).format(thing), language, (thing,))

    def keywords(self, random: Random) -> Injection:
        """Return a line of search terms of pornography in Chinese characters."""
        # Programs glue several terms to one search, and string five and more searches together.
        glued = ["".join(random.sample(self.han, 3)) for _ in range(random.randint(5, 8))]
        return Injection(random.choice([",", "_", "-", " I ", "|"]).join(glued), "zh", tuple(glued))


def identifier(random: Random) -> str:
    """Return a random id as spammers' programs make them."""
    return "".join(random.choices("abcdefghijklmnopqrstuvwxyz", k=5))
