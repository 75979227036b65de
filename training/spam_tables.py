"""Make the table of spam terms from their lexicon.

    python training/spam_tables.py [--check]

Each term is spelt out in both scripts of Chinese, and the character of it that sound text has least
often is named, so that a search can begin there.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from itertools import product

import common

from cleantext.hanzi import variants
from cleantext.language import surprise
from cleantext.lexicons import read


def main() -> int:
    arguments = common.arguments(__doc__.splitlines()[0], data=False)
    traditional: dict[str, list[str]] = defaultdict(list)
    for char, simplified in variants().items():
        traditional[simplified].append(char)
    rows = []
    for entry in read("spam_han.tsv"):
        phrase = entry.phrase
        rarest = max(range(len(phrase)), key=lambda place: surprise(phrase[place]))
        forms = sorted(map("".join, product(*([char, *traditional[char]] for char in phrase))))
        rows.append("\t".join([entry.weight, phrase, str(rarest), *forms]))
    contents = "".join(f"{row}\n" for row in rows).encode()
    source = ["lexicons/spam_han.tsv", "variants from tables/han_variants.txt"]
    current = common.write("spam_han.txt", "spam_tables.py", source, contents, arguments.check)
    return 0 if current else 1


if __name__ == "__main__":
    sys.exit(main())
