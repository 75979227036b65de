"""What sentences share with a text: of one that somebody put into it, most runs of letters stand nowhere else there."""

from __future__ import annotations

from cleantext import scan
from cleantext.grams import folding
from cleantext.pitch import runs as runs_of


def shared(sentences: list[str], rest: str) -> list[tuple[int, int]]:
    """Return how many different runs of three letters each sentence has, and how many a text has of these.

    >>> shared(["the mill", "a mill"], "the windmill")
    [(8, 6), (6, 3)]
    """
    if scan.COMPILED is None:
        return shared_in_python(sentences, rest)
    found: list[tuple[int, int]] = scan.COMPILED.shared(sentences, rest, folding())
    return found


def shared_in_python(sentences: list[str], rest: str) -> list[tuple[int, int]]:
    """Return the same, without the compiled loop."""
    host = _threes(rest)
    return [(len(runs), len(runs & host)) for runs in map(_threes, sentences)]


def _threes(text: str) -> set[str]:
    codes, _, _ = runs_of(text)
    folded = "".join(map(chr, codes))
    return {folded[at : at + 3] for at in range(len(folded) - 2)}
