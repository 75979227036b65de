"""Make `cleantext/tables/charsets.bin`: which characters follow which, in each language.

    python training/charset_model.py --data FOLDER [--check]

FOLDER holds `text/ntrex/NTREX-128`: 1,997 sentences in each of 128 languages (NTREX-128,
https://github.com/MicrosoftTranslator/NTREX, CC BY-SA 4.0). Every second sentence is learnt from, the
others are kept for `benchmarks/quality.py decoding`. With `--check` nothing is written; the exit
status says whether the table is what this script makes.

The model is of characters, not of bytes. For each group of languages that share charsets it holds

- the cost of each character in each language (unigram), and of falling back to it after another;
- the cost of each pair of characters that was seen in any language of the group;

for each charset the characters of its bytes, so that no codec need be loaded to score it; and for
Chinese, Japanese and Korean the cost of each character seen. A cost is the negative natural
logarithm of a probability, in tenths.
"""

from __future__ import annotations

import struct
import sys
import unicodedata
from collections import Counter
from functools import cache
from itertools import pairwise
from math import log
from pathlib import Path
from typing import NamedTuple

import common

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from cleantext.decoding.charsets import EBCDIC, GROUPS, MULTI_BYTE, SINGLE_BYTE, Charset

SOURCE = (
    "NTREX-128, https://github.com/MicrosoftTranslator/NTREX, CC BY-SA 4.0 "
    "(this table is under the same licence)"
)
#: How much of English every other language holds (names, markup, code), and how much of the
#: others in its group and script, for the languages that nobody trained.
ENGLISH, OTHERS = 0.03, 0.03
#: The most that a lane of a byte holds is the two together.
UNI_LIMIT, BOW_LIMIT = 195, 60
#: How often a pair must have been seen in some language to stand in the table.
SEEN = 1.0
#: Stands for a byte that a charset does not define.
UNDEFINED = 0xFFFF

#: Marks that any text may hold, though the news of one language does not.
TYPOGRAPHIC = "«»„“”‘’–—…"
SYMBOLS = "‚‹›•·©®™°€£§½¼¾²³×±´¡¿ªº†‡\xa0µ¶¹"
#: Those that follow any character alike: what a letter is followed by says how words are built, and
#: nothing of quotes and dots.
MARKS = frozenset("’”»›–—…•·©®™°€£\xa0")
#: Those that begin a word, and follow a space as often as they occur.
OPENING = "«„“‘‚‹"
TYPEWRITTEN = str.maketrans({
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‟": '"', "‘": "'", "’": "'", "‚": "'",
    "–": "-", "—": "-", "‒": "-", "−": "-", "…": "...", "\u200b": "", "\u00ad": "", "\u200e": "",
    "\u200f": "", "\u202f": " ", "\u2009": " ", "\u00a0": " ", "\ufeff": "",
})  # fmt: skip
#: Letters that a charset lacks and the letters that its files hold for them.
CEDILLAS = str.maketrans("șțȘȚ", "şţŞŢ")
ARABIC_LETTERS = str.maketrans("یکۀ", "يكه")


def sentences(data: Path, language: str, half: int = 0) -> list[str]:
    """Return every second sentence in `language`: half 0 to learn from, half 1 to judge by."""
    return [
        unicodedata.normalize("NFC", line) for line in common.ntrex(data, language, half) if line
    ]


def vietnamese(text: str) -> str:
    """Return `text` as Windows-1258 writes it: vowels composed, tones as combining marks."""
    pieces = []
    for character in text:
        parts = unicodedata.normalize("NFD", character)
        tone = "".join(mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323")
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tone))
        try:
            character.encode("cp1258")
        except UnicodeEncodeError:
            pieces.append(base + tone)
        else:
            pieces.append(character)
    return "".join(pieces)


def fold(character: str) -> str:
    """Return the character that stands for `character` in the model."""
    if character in " \t\n\r\x0b\x0c":
        return " "
    if character in "0123456789":
        return "0"
    return "\x01" if character < " " or character == "\x7f" else character


FOLD = {ord(c): fold(c) for c in map(chr, range(128))}


def corpus(data: Path, language: str) -> list[tuple[str, float]]:
    """Return texts to learn `language` from, with their weights."""
    plain = "\n".join(sentences(data, language))
    texts = [(plain, 1.0), (plain.translate(TYPEWRITTEN), 1.0)]
    if language == "ron":
        texts += [(plain.translate(TYPEWRITTEN).translate(CEDILLAS), 4.0)]
    if language in ("fas", "prs", "urd"):
        texts += [(plain.translate(ARABIC_LETTERS), 1.0)]
    if language == "vie":
        texts = [(vietnamese(text), weight) for text, weight in texts]
    straight = plain.translate(TYPEWRITTEN)
    if language == "vie":
        straight = vietnamese(straight)
    if straight.lower() != straight:
        texts += [(straight.upper(), 0.06), (straight.title(), 0.06)]
    return [(f" {text} ".translate(FOLD), weight) for text, weight in texts]


def pseudo_count(character: str, main_script: str) -> float:
    """Return how often a character is thought to have been seen before any text was read."""
    if character == "’":
        return 100.0
    if character in TYPOGRAPHIC:
        return 20.0
    if character in SYMBOLS:
        return 3.0
    code = ord(character)
    if code < 0x80:
        return 0.5
    if code < 0xA0:
        return 0.002
    kind = unicodedata.category(character)
    name = unicodedata.name(character, "")
    if kind[0] == "L":
        if not name.startswith(main_script):
            return 0.02 if name.startswith("LATIN") else 0.005
        return 0.3 if kind != "Lu" else 0.15
    if name.startswith("BOX DRAWINGS"):
        return 0.03
    return {"M": 0.05, "P": 0.2, "S": 0.05, "Z": 0.05, "N": 0.05}.get(kind[0], 0.002)


def script(text: str) -> str:
    """Return the script that most letters of `text` belong to, as their names begin."""
    names = Counter(unicodedata.name(c, "?").split()[0] for c in text[:5000] if c.isalpha())
    return names.most_common(1)[0][0]


class Counts(NamedTuple):
    """How often characters, and pairs of them, were seen."""

    script: str
    single: Counter[str]
    pairs: Counter[str]

    def add(self, other: Counts, share: float) -> None:
        """Count the other's texts too, as a share of one's own."""
        share *= sum(self.single.values()) / sum(other.single.values())
        for mine, theirs in ((self.single, other.single), (self.pairs, other.pairs)):
            for key, count in theirs.items():
                mine[key] += share * count  # type: ignore[assignment]


@cache
def counts(data: Path, name: str) -> Counts:
    """Return the counts of the texts of one language."""
    texts = corpus(data, name)
    single: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for text, weight in texts:
        for counter, found in (
            (single, Counter(text)),
            (pairs, Counter(map("".join, pairwise(text)))),
        ):
            for key, count in found.items():
                counter[key] += weight * count  # type: ignore[assignment]
    for mark in OPENING:
        pairs[" " + mark] += pseudo_count(mark, "")  # type: ignore[assignment]
    return Counts(script(texts[0][0]), single, pairs)


class Language:
    """What characters cost in one language."""

    def __init__(self, own: Counts, english: Counts, others: list[Counts]) -> None:
        mixed = Counts(own.script, Counter(own.single), Counter(own.pairs))
        if own is not english:
            mixed.add(english, ENGLISH)
            kin = [each for each in others if each.script == own.script and each is not own]
            for each in kin:
                mixed.add(each, OTHERS / len(kin))
        self.script, self.single, self.pairs = mixed
        self.follow: Counter[str] = Counter()
        self.kinds: Counter[str] = Counter()
        for pair, count in self.pairs.items():
            self.follow[pair[0]] += count
            self.kinds[pair[0]] += min(1, count)  # type: ignore[assignment]

    def prepare(self, alphabet: list[str]) -> None:
        """Fix the probability of each character of `alphabet`."""
        counts = {c: self.single[c] + pseudo_count(c, self.script) for c in alphabet}
        total = sum(counts.values())
        self.uni = {c: count / total for c, count in counts.items()}

    def back_off(self, first: str) -> float:
        """Return the probability that what follows `first` is something never seen after it."""
        seen = self.follow[first]
        return self.kinds[first] / (seen + self.kinds[first]) if seen else 1.0

    def pair(self, first: str, second: str) -> float:
        """Return the probability that `second` follows `first`."""
        back_off = (
            1.0 if second in MARKS and not self.pairs[first + second] else self.back_off(first)
        )
        seen = self.follow[first]
        found = self.pairs[first + second] / seen if seen else 0.0
        return (1 - back_off) * found + back_off * self.uni[second]


def cost(probability: float, limit: int = 255) -> int:
    """Return the cost of a probability, in tenths of a nat."""
    return min(limit, round(-10 * log(probability)))


def alphabet_of(group: str) -> list[str]:
    """Return the characters that the charsets of `group` can hold, folded, in order."""
    characters = set()
    for charset in SINGLE_BYTE + EBCDIC:
        if charset.group == group:
            for byte in range(256):
                text = bytes((byte,)).decode(charset.codec, "ignore")
                characters.update(map(fold, text))
    return sorted(characters)


def group_table(data: Path, group: str) -> tuple[str, bytes]:
    """Return the head line and the body of the table of one group."""
    alphabet = alphabet_of(group)
    index = {character: place for place, character in enumerate(alphabet)}
    own = [counts(data, name) for name in GROUPS[group]]
    languages = [Language(each, counts(data, "eng-US"), own) for each in own]
    for language in languages:
        language.prepare(alphabet)
    uni = bytes(cost(la.uni[c], UNI_LIMIT) for c in alphabet for la in languages)
    bow = bytes(cost(la.back_off(c), BOW_LIMIT) for c in alphabet for la in languages)
    seen = {
        pair
        for language in languages
        for pair, count in language.pairs.items()
        if count >= SEEN and pair[0] in index and pair[1] in index
    }
    pairs = sorted(seen, key=lambda pair: (index[pair[1]], index[pair[0]]))
    size = len(alphabet)
    keys = struct.pack(f"<{len(pairs)}I", *(index[p[0]] * size + index[p[1]] for p in pairs))
    # Column by column, the costs of one language stand together and compress better.
    rows = bytes(cost(la.pair(*pair)) for la in languages for pair in pairs)
    marks = "".join(c for c in alphabet if c in MARKS)
    head = "\t".join((group, str(len(pairs)), "".join(alphabet), marks))
    return head, uni + bow + keys + rows


def han_table(data: Path, language: str) -> tuple[str, bytes]:
    """Return the head line and the body of the table of a language of many characters."""
    counts = Counter(c for line in sentences(data, language) for c in line if c > "\x7f")
    total = sum(counts.values())
    kinds = len(counts)
    characters = sorted(counts)
    costs = bytes(cost(counts[c] / (total + kinds)) for c in characters)
    return f"{language}\t0\t{''.join(characters)}\t", costs


def charset_table(charset: Charset) -> tuple[str, bytes]:
    """Return the head line and the body of a charset: the place of each byte in its alphabet."""
    index = {character: place for place, character in enumerate(alphabet_of(charset.group))}
    places = []
    for byte in range(256):
        text = bytes((byte,)).decode(charset.codec, "ignore")
        places.append(index[fold(text)] if text else UNDEFINED)
    return f"{charset.codec}\t0\t\t", struct.pack("<256H", *places)


def make(data: Path) -> bytes:
    """Return the contents of the table."""
    tables = [group_table(data, group) for group in GROUPS]
    languages = dict.fromkeys(name for _, names, _ in MULTI_BYTE for name in names)
    tables += [han_table(data, language) for language in languages]
    tables += [charset_table(charset) for charset in SINGLE_BYTE + EBCDIC]
    heads = "\n".join(head for head, _ in tables).encode("utf-8")
    return struct.pack("<I", len(heads)) + heads + b"".join(body for _, body in tables)


if __name__ == "__main__":
    arguments = common.arguments(__doc__.split("\n")[0])
    contents = make(arguments.data)
    current = common.write(
        "charsets.bin", "charset_model.py", [SOURCE], contents, check=arguments.check
    )
    sys.exit(not current)
