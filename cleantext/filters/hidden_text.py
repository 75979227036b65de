"""Text of a page that no reader of the page sees.

What is fixed: blocks that the page's markup hides, by `display: none`, `visibility: hidden` or the
`hidden` attribute, are removed. Spam is put into pages this way, to be found by search engines and
not by the owner, and so are instructions to language models.

What is left alone: text that came without markup, which cannot tell; folds that a reader can open;
and a page most of which is hidden, where a script shows it later.

>>> from cleantext import extract
>>> extract("<p>Sound prose.</p><p style='display:none'>cheap pills</p>")
'Sound prose.'
>>> extract("<details><summary>More</summary>Sound prose.</details>")
'More\\nSound prose.'
"""

from collections.abc import Iterator

from cleantext.cutting import Cut, cut
from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import NEVER, Filter

#: A page of which more than this share is hidden shows it in some other way.
MOST = 0.5


def find(document: Document) -> Iterator[Edit]:
    """Yield a deletion for each hidden block."""
    hidden = [block for block in document.blocks if block.hidden]
    if not hidden:
        return
    chars = sum(block.end - block.start for block in hidden)
    if chars <= MOST * sum(block.end - block.start for block in document.blocks):
        cuts = [Cut(block.start, block.end, f"hidden by {block.hidden}") for block in hidden]
        yield from cut(document.text, cuts)


FILTER = Filter(
    "hidden_text",
    find,
    triggers=(NEVER,),
    summary="text of a page that its markup hides from a reader",
)
