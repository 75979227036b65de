"""How many of a rewriter's glosses in Pinyin go, and how many of a writer's.

    python benchmarks/quality.py glosses --data FOLDER

FOLDER holds text/ntrex. Pages of sound sentences (zho-CN and zho-TW, the half that nothing was tuned on)
are glossed as sites do it: each has a list of characters of its own, drawn from those that simplified
Chinese lacks or from all, of some size; it glosses all of their places or a share of them; and its pages
are short or long. Beside them are glosses that must stay: a writer's, who gives the reading of a rare
word once, and a teacher's, who gives all. No other tool knows either.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from random import Random

from quality_hijacked import LANGUAGES, sentences

from cleantext import Pipeline
from cleantext.hanzi import first_reading, in_gb2312
from cleantext.language import surprise

SIZES, DENSITIES, LENGTHS = (10, 30, 100, 300), (1.0, 0.9, 0.6), (4, 12, 40)
#: Bits that a character costs which a writer glosses.
RARE = 13.5
_GLOSS = re.compile(r"\([^()]+\)")

Gloss = Callable[[str], bool]


def glossed(text: str, wanted: Gloss) -> str:
    """Return a text with the first reading behind each character that is wanted."""
    found = []
    for char in text:
        reading = first_reading(char)
        found.append(f"{char}({reading})" if reading and wanted(char) else char)
    return "".join(found)


def of_a_site(random: Random, pool: list[str], size: int, density: float, outside: bool) -> Gloss:
    """Return how a site glosses: what is on its list, as often as not at all places."""
    known = sorted(
        {c for c in "".join(pool) if first_reading(c) and not (outside and in_gb2312(c))}
    )
    listed = set(random.sample(known, min(size, len(known))))
    return lambda char: char in listed and random.random() < density


def once(wanted: Gloss) -> Gloss:
    """Return a way of glossing that gives each reading once."""
    seen: set[str] = set()

    def first(char: str) -> bool:
        new = char not in seen and wanted(char)
        if new:
            seen.add(char)
        return new

    return first


def _rare(char: str) -> bool:
    return surprise(char) > RARE


def pages(pools: list[list[str]], length: int, count: int, random: Random) -> Iterator[list[str]]:
    """Yield pages of so many sentences, of either script in turn."""
    for number in range(count):
        pool = pools[number % len(pools)]
        start = random.randrange(len(pool) - length)
        yield pool[start : start + length]


def main(argv: list[str]) -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="quality.py glosses", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds text/ntrex")
    parser.add_argument("--pages", type=int, default=40, help="how many pages of each sort")
    arguments = parser.parse_args(argv)
    pools = [sentences(arguments.data, language) for language in LANGUAGES]
    clean = Pipeline(["pinyin_glosses"]).clean
    random = Random(5)
    print(f"{'glosses of a rewriter that go':38}" + "".join(f"{n:>6} lines" for n in LENGTHS))
    for outside, size, density in product((True, False), SIZES, DENSITIES):
        row = []
        for length in LENGTHS:
            put = left = 0
            for page in pages(pools, length, arguments.pages, random):
                gloss = of_a_site(random, pools[1] if outside else page, size, density, outside)
                text = glossed("\n".join(page), gloss)
                put += len(_GLOSS.findall(text)) - len(_GLOSS.findall("\n".join(page)))
                left += len(_GLOSS.findall(clean(text))) - len(_GLOSS.findall("\n".join(page)))
            row.append(f"{1 - left / put:11.1%}" if put else f"{'-':>11}")
        title = f"{size} {'traditional' if outside else 'of any'}, {density:.0%} of places"
        print(f"  {title:36}" + " ".join(row))
    print(f"{'pages that lose a sound gloss':38}" + "".join(f"{n:>6} lines" for n in LENGTHS))
    for title, make in (
        ("a writer's, of rare characters, once", lambda: once(_rare)),
        ("a writer's, of rare characters", lambda: _rare),
        ("a teacher's, of every character", lambda: lambda char: True),
        ("a teacher's, of each once", lambda: once(lambda char: True)),
    ):
        row = []
        for length in LENGTHS:
            texts = [
                glossed("\n".join(page), make())
                for page in pages(pools, length, arguments.pages, random)
            ]
            row.append(f"{sum(clean(text) != text for text in texts):5} of {len(texts):<3}")
        print(f"  {title:36}" + " ".join(row))
    return 0
