r"""Soft hyphens: invisible hints on where a word may break.

What is fixed: U+00AD inside or beside a word is removed, so that the word is one word again for
search and tokenizers. At the end of a line the word was broken there, so the line end goes with it
and the halves meet. Between digits, or alone between spaces, it was a hyphen that an old charset
took for a soft one: it becomes a hyphen, since `1990-2000` must not turn into one number.

What is left alone: every other hyphen, and a soft hyphen in a cell of a table, between tabs, where it
is what the table is about.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["soft_hyphens"]).clean
>>> clean("inter\xadnational, 1990\xad2000, hyphen\xad\nation")
'international, 1990-2000, hyphenation'
>>> clean("a hard-\nworking hyphen")
'a hard-\nworking hyphen'

Source: Unicode Standard, chapter 6.2, "Soft Hyphen".
"""

from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger
from cleantext.lazy import pattern

_RUN = pattern("\xad+(?:\n(?=[^\\W\\d_])(?<=[^\\W\\d_]\xad\n))?")


def find(document: Document) -> Iterator[Edit]:
    """Yield a deletion, or a hyphen where one was meant."""
    text = document.text
    for run in _RUN.finditer(text):
        start, end = run.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        if before == after == "\t":
            continue
        new, note = "", "soft hyphen"
        if run.group()[-1] == "\n":
            if not after.islower():
                end -= 1
            else:
                note = "soft hyphen where a line breaks a word"
        elif (before.isdigit() and after.isdigit()) or (
            after == " " and (not before or before in " \n")
        ):
            new, note = "-", "soft hyphen that was a hyphen"
        yield Edit(start, end, text[start:end], new, note)


FILTER = Filter(
    "soft_hyphens",
    find,
    triggers=(Trigger(chars="\xad"),),
    summary="soft hyphens, which split words for search and tokenizers",
)
