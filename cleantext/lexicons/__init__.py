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
    path = os.path.join(os.path.dirname(__file__), name)
    with open(path, encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file if not line.startswith("#")]
    return [Entry(*row) for row in rows[1:]]
