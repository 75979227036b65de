"""How much of what a byte-level rewriter did to Chinese pages is undone.

    python benchmarks/quality.py hijacked --data FOLDER

Sound sentences of NTREX-128 (zho-CN and zho-TW, the half that nothing was trained or tuned on) are
put on pages of twenty, each page is damaged by a rewriter of its own (benchmarks/rewriter.py), and
cleaned as a whole. A sentence counts as restored when it comes out character for character. No
other tool repairs any of this, so ftfy stands beside it only to say so.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

import ftfy
from rewriter import MARKS, Rewriter, random_rewriter

import cleantext
from cleantext.hanzi import first_reading, in_gb2312

Make = Callable[[Random, list[str]], Rewriter]
LANGUAGES = ("zho-CN", "zho-TW")


def sentences(data: Path, language: str) -> list[str]:
    """Return the unseen sentences of a language that GBK can write."""
    (path,) = (data / "text/ntrex/NTREX-128").glob(f"newstest2019-*.{language}.txt")
    found = []
    for line in path.read_text("utf-8").splitlines()[1::2]:
        try:
            line.encode("gbk")
        except UnicodeEncodeError:
            continue
        found.append(line.strip())
    return found


def kind(rewriter: Rewriter, sound: str, damaged: str) -> str:
    """Return what became of a sentence's bytes."""
    plain = Rewriter(rewriter.glossed, "", cuts=False, folds=False, swallows=False)
    if "?" not in damaged.replace("?", "", sound.count("?") + sound.count("？")):
        return "glosses and folding only" if plain.damage(sound) != sound else "folding at most"
    if rewriter.swallows:
        keeps = rewriter._replace(swallows=False).damage(sound)
        if len(keeps.replace("(", "")) > len(damaged.replace("(", "")):
            return "bytes, and a letter or digit lost for good"
    if rewriter.cuts:
        return "bytes, and the mark between them cut"
    return "bytes"


def as_on_the_page(random: Random, pool: list[str]) -> Rewriter:
    """Return a rewriter like that of the hijacked page: it glosses what GB 2312 lacks."""
    outside = sorted({c for c in "".join(pool) if first_reading(c) and not in_gb2312(c)})
    glossed = random.sample(outside, k=min(len(outside), random.choice([60, 200, 400])))
    marks = random.sample(MARKS, k=random.randint(1, len(MARKS)))
    return Rewriter(frozenset(glossed), "".join(marks), cuts=False, folds=True, swallows=True)


def of_any_kind(random: Random, pool: list[str]) -> Rewriter:
    """Return a rewriter that does what it likes: any characters, marks cut, any decoder."""
    return random_rewriter(random, "".join(pool))


def judge(title: str, pools: list[list[str]], make: Make, pages: int) -> None:
    """Damage pages, clean them, and print the share of sentences that came out as they were."""
    random = Random(7)
    seen: Counter[str] = Counter()
    restored: Counter[str] = Counter()
    peer = 0
    for number in range(pages):
        pool = pools[number % len(pools)]
        rewriter = make(random, pool)
        start = random.randrange(len(pool) - 20)
        page = pool[start : start + 20]
        damaged = list(map(rewriter.damage, page))
        cleaned = cleantext.clean("\n".join(damaged), preset="repair").split("\n")
        for sound, broken, clean in zip(page, damaged, cleaned, strict=True):
            what = kind(rewriter, sound, broken)
            seen[what] += 1
            restored[what] += clean == sound
            peer += broken != sound and ftfy.fix_text(broken) == sound
    print(f"\n{title:45} {'sentences':>9} {'restored':>9}")
    for what, count in seen.most_common():
        print(f"{what:45} {count:9,} {restored[what] / count:9.1%}")
    print(f"{'all':45} {seen.total():9,} {restored.total() / seen.total():9.1%}")
    print(f"{'all, ftfy.fix_text':45} {seen.total():9,} {peer / seen.total():9.1%}")


def main(argv: list[str]) -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="quality.py hijacked", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds text/ntrex")
    parser.add_argument("--pages", type=int, default=200, help="how many pages to damage")
    arguments = parser.parse_args(argv)
    pools = [sentences(arguments.data, language) for language in LANGUAGES]
    judge("rewriters as on the page, traditional text", pools[1:], as_on_the_page, arguments.pages)
    judge("rewriters of any kind, both scripts", pools, of_any_kind, arguments.pages)
    sound = [sentence for pool in pools for sentence in pool]
    changed = sum(cleantext.clean(each, preset="repair") != each for each in sound)
    print(f"\nsound sentences changed: {changed} of {len(sound):,}")
    return 0
