"""Make the table of which letters meet in each language, and of contexts that sound text has.

    python training/language_model.py --data FOLDER [--check]

Both are learnt from the training half of NTREX-128. `scripts.bin` holds for each script the cost of
every pair of characters in each of its languages; `contexts.bin` the neighbours that characters
which mostly stand for damage have in sound text, and the ideographs that are not rare.
"""

from __future__ import annotations

import math
import struct
import sys
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import common

from cleantext.contexts import contexts
from cleantext.language import letters
from cleantext.scripts import SCRIPT

SOURCE = "NTREX-128, every second sentence of every language, CC BY-SA 4.0"
#: Scripts whose words `tables/han_model.bin` knows, or that sound text does not hold.
WITHOUT = frozenset({"han", "rare", "control", "halfwidth"})
#: How many different ideographs count as not rare.
HANZI = 6000
#: How often a pair must have been seen in a script.
SEEN = 2
#: In how many sentences a context must stand to be no slip of somebody's pen, and how many more
#: where it is a mark within a word, which such slips are.
ENOUGH = 2
SLIPS = 40
#: How often a word of wordfreq's lists must be used for its contexts to be sound.
USED = 3e-6
#: Tenths of bits that a byte holds.
LIMIT = 255


def sentences(data: Path) -> dict[str, list[str]]:
    """Return the training sentences of each file."""
    folder = data / "text" / "ntrex" / "NTREX-128"
    return {
        path.stem.removeprefix("newstest2019-"): path.read_text("utf-8").splitlines()[0::2]
        for path in sorted(folder.glob("newstest2019-*.txt"))
    }


def script_of(lines: list[str]) -> str:
    """Return the script that most letters of a language are in."""
    counts = Counter(SCRIPT[char] for char in "".join(lines))
    del counts[""]
    found = counts.most_common(1)[0][0]
    return "kana" if found == "han" and counts["kana"] else found


def model(texts: dict[str, list[str]]) -> bytes:
    """Return the contents of `scripts.bin`."""
    groups: dict[str, dict[str, Counter[str]]] = defaultdict(dict)
    everywhere: Counter[str] = Counter()
    for language, lines in texts.items():
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for line in lines:
            folded = letters(f" {line} ")
            for before, char in pairwise(folded):
                script = SCRIPT[char] or SCRIPT[before]
                counts[script][before + char] += 1
        everywhere.update(counts.pop("", {}))
        main = script_of(lines)
        if main not in WITHOUT:
            groups[main][language] = counts[main]
    groups[""][""] = everywhere
    return b"".join(group(name, languages) for name, languages in sorted(groups.items()))


def group(name: str, languages: dict[str, Counter[str]]) -> bytes:
    """Return the costs of one script: a header, its characters, its pairs, a lane a language."""
    pooled: Counter[str] = Counter()
    for counts in languages.values():
        pooled.update(counts)
    alphabet = sorted({pair[1] for pair in pooled} | {pair[0] for pair in pooled})
    pairs = sorted(pair for pair, count in pooled.items() if count >= SEEN)
    everywhere: Counter[str] = Counter()
    for pair, count in pooled.items():
        everywhere[pair[1]] += count
    total = sum(everywhere.values())
    columns = []
    for counts in languages.values():
        singles: Counter[str] = Counter()
        firsts: Counter[str] = Counter()
        kinds: Counter[str] = Counter()
        for pair, count in counts.items():
            singles[pair[1]] += count
            firsts[pair[0]] += count
            kinds[pair[0]] += 1
        own = sum(singles.values())
        chance = {
            char: 0.995 * singles[char] / own + 0.004 * everywhere[char] / total + 0.001 / 60_000
            for char in alphabet
        }
        # Witten and Bell's estimate: what was followed by many kinds may be followed by more.
        back = {
            char: kinds[char] / (kinds[char] + firsts[char]) if firsts[char] else 1.0
            for char in alphabet
        }
        column = bytearray(_cost(chance[char]) for char in alphabet)
        column += bytes(_cost(back[char]) for char in alphabet)
        for pair in pairs:
            seen = counts[pair] / firsts[pair[0]] if firsts[pair[0]] else 0.0
            column.append(_cost((1 - back[pair[0]]) * seen + back[pair[0]] * chance[pair[1]]))
        columns.append(bytes(column))
    chars, joined = "".join(alphabet).encode(), "".join(pairs).encode()
    head = f"{name}\t{len(languages)}\t{len(chars)}\t{len(joined)}\n".encode()
    return struct.pack("<H", len(head)) + head + chars + joined + b"".join(columns)


def _cost(chance: float) -> int:
    return min(LIMIT, round(-10 * math.log2(chance)))


def seen(texts: dict[str, list[str]]) -> bytes:
    """Return the contents of `contexts.bin`."""
    found: Counter[str] = Counter()
    hanzi: Counter[str] = Counter()
    for lines in texts.values():
        for line in lines:
            found.update(contexts(line))
        hanzi.update(char for char in "".join(lines) if SCRIPT[char] == "han")
    from wordfreq import available_languages, get_frequency_dict

    sound = {context for context, count in found.items() if count >= _enough(context)}
    for language in available_languages("small"):
        for word, frequency in get_frequency_dict(language, "best").items():
            if frequency >= USED and not word.isascii():
                for form in (word, word.capitalize(), word.upper()):
                    sound |= contexts(f" {form} ")
    weights: dict[str, float] = defaultdict(float)
    for language in ("zh", "ja"):
        for word, frequency in get_frequency_dict(language, "large").items():
            for char in word:
                if SCRIPT[char] == "han":
                    weights[char] += frequency
    total = sum(hanzi.values())
    for char, count in hanzi.items():
        weights[char] += count / total
    common_ones = sorted(weights, key=lambda char: (-weights[char], char))[:HANZI]
    return "\0".join(["".join(common_ones), *sorted(sound)]).encode()


def _enough(context: str) -> int:
    before, char, after = context
    return SLIPS if before.isalpha() and after.isalpha() and not char.isalpha() else ENOUGH


def main() -> int:
    arguments = common.arguments(__doc__.splitlines()[0])
    texts = sentences(arguments.data)
    current = common.write(
        "scripts.bin", "language_model.py", [SOURCE], model(texts), arguments.check
    )
    words = "wordfreq, its word lists, CC BY-SA 4.0"
    current &= common.write(
        "contexts.bin", "language_model.py", [SOURCE, words], seen(texts), arguments.check
    )
    return 0 if current else 1


if __name__ == "__main__":
    sys.exit(main())
