"""Lines that stand in a text several times: page headers, banners, the same notice under every comment.

What is fixed, when asked for: of a long line that stands three times and more in one document the first
stays and the others go. `cleantext run --repeated-lines N` does it for a corpus: there every line goes
that stands in N documents and more, which only a look at all of them can tell.

What is left alone: short lines, which many lists and tables repeat; verse and songs, as far as their
lines are short. A long refrain goes: that a line is repeated by right no count can tell, so the filter
is in no preset.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["repeated_lines"]).clean
>>> banner = "The Valley Post, the paper of the whole valley since 1880"
>>> clean(f"{banner}\\none\\n{banner}\\ntwo\\n{banner}\\n") == f"{banner}\\none\\ntwo\\n"
True
>>> clean("Row, row, row your boat\\n" * 3) == "Row, row, row your boat\\n" * 3
True

Source: own observation of flattened pages and of pages of print joined to one text.
"""

import re
from collections import Counter
from collections.abc import Iterator

from cleantext.cutting import Cut, cut
from cleantext.document import Document, forwards
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger
from cleantext.grams import DENSE
from cleantext.lazy import pattern

#: How often a line must stand in a document, and how many letters it must have, of scripts that say a
#: word in a few characters and of others.
TIMES = 3
DENSE_LETTERS, LETTERS = 12, 32

_LETTER: "re.Pattern[str]" = pattern(r"[^\W\d_]")


def find(document: Document) -> Iterator[Edit]:
    """Yield a deletion for each repetition of a line that is repeated often."""
    text = document.text
    lines = [(low, high, folded(text[low:high])) for low, high in forwards(text)]
    counts = Counter(line for _, _, line in lines if is_long(line))
    seen: set[str] = set()
    cuts = []
    for low, high, line in lines:
        if counts[line] >= TIMES:
            if line in seen:
                cuts.append(Cut(low, high, f"a line that stands {counts[line]} times"))
            seen.add(line)
    yield from cut(text, cuts)


def folded(line: str) -> str:
    """Return what makes a line the same as another: all but its white space."""
    return " ".join(line.split())


def is_long(line: str) -> bool:
    """Return whether a line has enough letters to be no item of a list.

    >>> is_long("The Valley Post, the paper of the whole valley since 1880"), is_long("Contents")
    (True, False)
    """
    if len(line) < DENSE_LETTERS:
        return False
    letters = _LETTER.findall(line)
    return len(letters) >= (DENSE_LETTERS if letters and max(letters) >= DENSE else LETTERS)


FILTER = Filter(
    "repeated_lines",
    find,
    triggers=(Trigger(chars="\\n"),),
    summary="long lines that stand in a text time and again; the first stays",
)
