"""Make the tables about Chinese characters: variants, readings, and which characters meet.

    python training/han_tables.py --data FOLDER [--check]

Variants come from OpenCC's character dictionary, readings from pypinyin, and the model of
neighbouring characters from the words of wordfreq and the training half of NTREX-128.
"""

from __future__ import annotations

import math
import sys
from collections import Counter, defaultdict
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

import common

# The model folds variants, so that both scripts of Chinese train and score as one.
BIGRAMS = 160_000
WORD_TOKENS = 4_000_000  # how many tokens of text the word frequencies stand for
RUNNING_TEXT = 4  # how often a sentence of running text counts


def hanzi() -> list[str]:
    """Return every ideograph that GBK holds, and the other unified ones of the basic block."""
    return [chr(code) for code in range(0x4E00, 0xA000)]


def variants() -> dict[str, str]:
    """Return the simplified form of each traditional character that has one."""
    from opencc import OpenCC

    simplify = OpenCC("t2s").convert
    found = {}
    for char in hanzi():
        plain = simplify(char)
        if len(plain) == 1 and plain != char:
            found[char] = plain
    return found


def readings() -> dict[str, str]:
    """Return the first listed reading of each ideograph."""
    from pypinyin.constants import PINYIN_DICT

    return {
        char: PINYIN_DICT[ord(char)].split(",")[0] for char in hanzi() if ord(char) in PINYIN_DICT
    }


def model(data: Path) -> bytes:
    """Return the bigram model of `cleantext.language`, over the symbols that it counts."""
    from wordfreq import get_frequency_dict

    from cleantext.language import symbols

    pairs: Counter[str] = Counter()
    for word, frequency in get_frequency_dict("zh", "large").items():
        text = symbols(word)
        for pair in map("".join, pairwise(text)):
            pairs[pair] += frequency * WORD_TOKENS
        # A word of one character meets anything; it counts as a character only.
        if len(text) == 1:
            pairs[text] += frequency * WORD_TOKENS
    for language in ("zho-CN", "zho-TW"):
        for line in common.ntrex(data, language, half=0):
            text = symbols(line)
            for pair in map("".join, pairwise(f"\n{text}\n")):
                pairs[pair] += RUNNING_TEXT
    singles: Counter[str] = Counter()
    firsts: dict[str, float] = defaultdict(float)
    for pair, count in pairs.items():
        singles[pair[-1]] += count
        if len(pair) == 2:
            firsts[pair[0]] += count
    total = sum(singles.values())
    alphabet = sorted(char for char, count in singles.items() if count >= 0.05)
    plain = {char: -math.log2((singles[char] + 0.01) / total) for char in alphabet}
    kept = _worth_keeping(pairs, singles, firsts, plain)
    return _layout(alphabet, plain, kept, pairs, firsts)


def _worth_keeping(
    pairs: Counter[str],
    singles: Counter[str],
    firsts: dict[str, float],
    plain: dict[str, float],
) -> list[str]:
    """The pairs that tell most: often seen, and far likelier than their parts."""

    def gain(pair: str) -> float:
        return pairs[pair] * (plain[pair[1]] + math.log2(pairs[pair] / firsts[pair[0]]))

    known = [p for p in pairs if len(p) == 2 and p[0] in plain and p[1] in plain and pairs[p] > 0.2]
    known.sort(key=lambda pair: (-gain(pair), pair))
    return sorted(known[:BIGRAMS])


def _layout(
    alphabet: list[str],
    plain: dict[str, float],
    kept: list[str],
    pairs: Counter[str],
    firsts: dict[str, float],
) -> bytes:
    discount = 0.3
    seen: dict[str, float] = defaultdict(float)
    cost = bytearray()
    for pair in kept:
        share = max(pairs[pair] - discount, pairs[pair] * 0.5) / firsts[pair[0]]
        seen[pair[0]] += share
        cost.append(_quantum(-math.log2(share)))
    backoff = bytes(_quantum(-math.log2(max(1 - seen[char], 0.02))) for char in alphabet)
    single = bytes(_quantum(plain[char]) for char in alphabet)
    return b"\0".join(["".join(alphabet).encode(), "".join(kept).encode(), single + backoff + cost])


def _quantum(bits: float) -> int:
    """Bits as eighths in one byte."""
    return max(0, min(255, round(bits * 8)))


def main() -> int:
    arguments = common.arguments(__doc__.splitlines()[0])
    fold = variants()
    by_reading: dict[str, list[str]] = defaultdict(list)
    for char, reading in readings().items():
        by_reading[reading].append(char)

    def table(name: str, sources: list[str], contents: bytes) -> bool:
        return common.write(name, "han_tables.py", sources, contents, arguments.check)

    # The variants come first: the model reads them.
    current = table(
        "han_variants.txt",
        [f"OpenCC {version('opencc')}, TSCharacters, Apache-2.0"],
        "\n".join(["".join(fold), "".join(fold.values()), ""]).encode(),
    )
    current &= table(
        "pinyin.txt",
        [f"pypinyin {version('pypinyin')}, pinyin_dict, MIT"],
        "".join(f"{key}\t{''.join(by_reading[key])}\n" for key in sorted(by_reading)).encode(),
    )
    current &= table(
        "han_model.bin",
        [
            f"wordfreq {version('wordfreq')}, Chinese word list, CC BY-SA 4.0",
            "NTREX-128, zho-CN and zho-TW, every second sentence, CC BY-SA 4.0",
        ],
        model(arguments.data),
    )
    return 0 if current else 1


if __name__ == "__main__":
    sys.exit(main())
