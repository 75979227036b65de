r"""Characters that become others wherever they stand.

The simplest filters do nothing else. They yield an edit for each, as all filters do; where nobody asks for the
edits, the text is made at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from cleantext import edit
from cleantext.document import Document
from cleantext.edit import Edit


class Swaps(NamedTuple):
    """Each of `chars` becomes the character at its place in `instead`; `note` is what the edits say.

    None of `instead` is one of `chars`, and `chars` are not further apart than some thousand code points.

    >>> swaps = Swaps("ãâ", "ăa", "another mark")
    >>> list(swaps.find(Document("cã")))
    [Edit(start=1, end=2, old='ã', new='ă', note='another mark')]
    >>> swaps.made("cã â"), swaps.made("sound")
    ('că a', 'sound')
    """

    chars: str
    instead: str
    note: str

    def find(self, document: Document) -> Iterator[Edit]:
        """Yield an edit of one character for each in the document."""
        text, note, new = document.text, self.note, _new(self)
        for match in _search(self.chars).finditer(text):
            at = match.start()
            old = text[at]
            yield Edit(at, at + 1, old, new[old], note)

    @property
    def edits(self) -> tuple[Edit, ...]:
        """What stands for all edits that can be: one that brings in what any of them does."""
        return (Edit(0, 0, "", self.instead, self.note),)

    def made_of(self, document: Document) -> Document:
        """Return the document, one without blocks, with all of them swapped; itself if it has none."""
        return document.rewritten(self.made(document.text))

    def made(self, text: str) -> str:
        """Return the text with all of them swapped; the very same object if it has none."""
        if edit.COMPILED:
            swapped: str = edit.COMPILED.swap(text, self.chars, self.instead)
            return swapped
        for old, new in zip(self.chars, self.instead, strict=True):
            text = text.replace(old, new)
        return text


@cache
def _search(chars: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(chars)}]")


@cache
def _new(swaps: Swaps) -> dict[str, str]:
    return dict(zip(swaps.chars, swaps.instead, strict=True))
