"""Write cleantext/tables/words.bin: common words, to tell which halves of a line make one.

Longer words that end lines are the ones that get hyphenated, so short ones are left out, but for
those that can be half of a compound.
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import version

from common import arguments, write
from wordfreq import top_n_list

#: How many of the commonest words of each language are looked at.
LANGUAGES = {
    "en": 24_000,
    **dict.fromkeys(("de", "fr", "es", "it", "pt", "nl"), 6_000),
    **dict.fromkeys(("sv", "da", "nb", "fi", "pl", "cs", "hu", "ro", "tr", "ru", "uk"), 4_000),
}
SHORTEST = 5
_WORD = re.compile(r"[^\W\d_]+")


def words() -> bytes:
    """Return the words of all languages, in order, one a line."""
    found = set()
    for language, count in LANGUAGES.items():
        for word in top_n_list(language, count):
            if len(word) >= SHORTEST and _WORD.fullmatch(word):
                found.add(word)
    return "\n".join(sorted(found)).encode()


if __name__ == "__main__":
    current = write(
        "words.bin",
        "word_tables.py",
        [f"wordfreq {version('wordfreq')}, word lists under CC BY-SA 4.0"],
        words(),
        arguments("Make the list of common words.", data=False).check,
    )
    sys.exit(not current)
