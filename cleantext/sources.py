"""Whether a text is written for a program: a manual's source, markup, code.

No page that somebody spoilt is, and in such texts much looks like page chrome or like spam that is none.
"""

from __future__ import annotations

from cleantext import scan
from cleantext.classes import bitset
from cleantext.lazy import pattern

#: One line of code in so many is not to be found in an article, in so much of its beginning.
SOURCE, SAMPLE = 8, 20_000
#: What lines are made of that a program reads.
_BEGIN = pattern(
    r"[.'][a-zA-Z\\]"  # a request of roff
    r"|\s*[{}\])]"  # the border of a block
    r"|\s*(?:#include|import|def|class|return|var|let|const)\b"
)
#: One of these stands in each line that `_HOLD` finds something in; `native/scan_sources.c` knows what around them.
_SIGNS = r"\\<{};(=!\-"
# Each begins with a character that is rare in prose, which `re` looks for first if it is no class.
_HOLD = pattern(
    r"\\[fu&(\-]"  # an escape of roff
    r"|</?[a-zA-Z][\w:-]*[^<>]*>"  # a tag
    r"|{\s*$|}\s*$|;\s*$"  # the border of a block, the end of a statement
    r"|\((?<=\w\()[\w\s,.\"']*\)\s*[;{:]"  # a call
    r"|=(?<=\s=)=\s|!(?<=\s!)=\s|->"  # a comparison, an arrow
)


def is_source(text: str) -> bool:
    """Return whether a text is written for a program; its beginning tells.

    >>> is_source(".TH LS 1\\nList files.\\n"), is_source("The town is small.\\nIt has a mill.\\n")
    (True, False)
    """
    if scan.COMPILED is None:
        lines = [line for line in text[:SAMPLE].split("\n") if line.strip()]
        return SOURCE * count(lines) >= len(lines)
    total, some = scan.COMPILED.source_lines(text, bitset(_SIGNS), SAMPLE)
    return bool(SOURCE * count(some) >= total)


def count(lines: list[str]) -> int:
    """Return how many of some lines are code.

    >>> count(["int main() {", "The town is small."])
    1
    """
    return sum(1 for line in lines if _HOLD.search(line) or _BEGIN.match(line))
