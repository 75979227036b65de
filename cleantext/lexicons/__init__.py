"""Lists of phrases, edited by hand: phrase, language, class, weight, source, note."""

import os
from functools import partial
from typing import NamedTuple


class Entry(NamedTuple):
    """One row of a lexicon."""

    phrase: str
    language: str
    kind: str
    weight: str
    source: str
    note: str


#: As `Entry` does it, but in C: there are ten thousand.
_ENTRY = partial(tuple.__new__, Entry)


def read(name: str) -> list[Entry]:
    """Return the entries of a lexicon; lines that begin with `#`, and the heading, are not ones.

    >>> read("spam_han.tsv")[0].language
    'zh'
    """
    path = os.path.join(os.path.dirname(__file__), name)
    with open(path, encoding="utf-8") as file:
        lines = file.read().split("\n")
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [*map(_ENTRY, rows[1:])]
