"""Sound text, each sample named after what is special about it.

Texts are put together from many lines in an order of their own, because a text that repeats every kilobyte
flatters whatever remembers.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[2]
#: Characters a sample.
SIZE = 200_000

CLEAN = {
    "ASCII": ("en",),
    "French, German": ("fr", "de"),
    "Polish, Czech": ("pl", "cs"),
    "Vietnamese": ("vi",),
    "Russian": ("ru", "uk"),
    "Greek": ("el",),
    "Arabic, Persian": ("ar", "fa"),
    "Hebrew": ("he",),
    "Hindi": ("hi",),
    "Thai": ("th",),
    "Chinese": ("zh-Hans", "zh-Hant"),
    "Japanese": ("ja",),
    "Korean": ("ko",),
}


@cache
def sentences(*languages: str) -> tuple[str, ...]:
    """Return the lines of sound text of some languages."""
    return tuple(
        line
        for each in languages
        for line in (ROOT / f"corpus/clean/{each}.txt").read_text("utf-8").splitlines()
        if line
    )


def mixed(lines: tuple[str, ...], size: int = SIZE) -> str:
    """Return a text of so many characters made of lines of a few sentences in an order by chance."""
    chance = Random(len(lines))
    pieces, total = [], 0
    while total < size:
        pieces.append(" ".join(chance.choices(lines, k=chance.randrange(1, 6))))
        total += len(pieces[-1]) + 1
    # A space at the very end would have to be mended.
    return "\n".join(pieces)[: size - 1].rstrip() + "\n"


def clean() -> dict[str, str]:
    """Return sound texts."""
    found = {name: mixed(sentences(*languages)) for name, languages in CLEAN.items()}
    found["ASCII"] = mixed(tuple(line for line in sentences("en") if line.isascii()))
    return found
