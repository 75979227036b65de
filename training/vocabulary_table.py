"""Write cleantext/tables/vocabulary.bin: the words of Latin script that have letters beyond ASCII.

    python training/vocabulary_table.py [--check]

A Bloom filter, to be asked whether a word is one: see `cleantext.vocabulary`.
"""

from __future__ import annotations

import sys
from importlib.metadata import version

from common import arguments, write
from wordfreq import available_languages, get_frequency_dict

from cleantext.vocabulary import places, words

#: How often a word must be used. Smaller lists end at one in a million.
USED = 3e-7
#: How many bits of the filter there are for a word.
BITS = 15


def vocabulary() -> list[str]:
    """Return the words of all languages, in order."""
    found: set[str] = set()
    for language in available_languages("small"):
        for word, frequency in get_frequency_dict(language, "best").items():
            if language == "de":
                # The lists fold ß; which of these words are written with one they do not tell.
                found.update({word, word.replace("ss", "ß")} if frequency >= USED else ())
            elif frequency >= USED:
                found.add(word)
    return sorted(word for word in found if not word.isascii() and words(word) == [word])


def table() -> bytes:
    """Return the filter."""
    found = vocabulary()
    bits = bytearray(-(-BITS * len(found) // 8))
    for word in found:
        for place in places(word, 8 * len(bits)):
            bits[place >> 3] |= 1 << (place & 7)
    return bytes(bits)


if __name__ == "__main__":
    current = write(
        "vocabulary.bin",
        "vocabulary_table.py",
        [f"wordfreq {version('wordfreq')}, word lists under CC BY-SA 4.0"],
        table(),
        arguments("Make the table of words with letters beyond ASCII.", data=False).check,
    )
    sys.exit(not current)
