"""Lists of phrases, edited by hand: phrase, language, class, weight, source, note."""

import os
from typing import NamedTuple


class Entry(NamedTuple):
    """One row of a lexicon."""

    phrase: str
    language: str
    kind: str
    weight: str
    source: str
    note: str


def read(name: str) -> list[Entry]:
    """Return the entries of a lexicon; lines that begin with `#`, and the heading, are not ones.

    >>> read("spam_han.tsv")[0].language
    'zh'
    """
    return [Entry(*line.split("\t")) for line in _lines(name)]


def phrases(name: str) -> list[str]:
    """Return the phrases of a lexicon, each once and in order, which is far sooner done than `read`.

    >>> len(phrases("spam_han.tsv")) == len({entry.phrase for entry in read("spam_han.tsv")})
    True
    """
    return sorted({line[: line.index("\t")] for line in _lines(name)})


def _lines(name: str) -> list[str]:
    path = os.path.join(os.path.dirname(__file__), name)
    with open(path, encoding="utf-8") as file:
        lines = file.read().split("\n")
    return [line for line in lines if line and not line.startswith("#")][1:]
