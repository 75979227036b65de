"""Text of a page that no reader of the page sees.

What is fixed: blocks that the page's markup hides are removed: by a style of their own, by a rule of
the page's `<style>` or by a script, with no display, visibility, opacity, size or room, beyond the
screen, cut off, scaled away, or in the colour of what is behind them. Spam is put into pages this
way, to be found by search engines and not by the owner, and so are instructions to language models.

What is left alone: text that came without markup, which cannot tell. Hiding by itself is no verdict:
folds that a reader can open (`details`, accordions, tabs, read more), what fades in, what stands in
`noscript`, what is hidden many times over in one way, and what makes up most of the page stay,
unless what they hold speaks of spam: links to several foreign domains, or its terms.

>>> from cleantext import extract
>>> extract("<p>Sound prose.</p><p style='display:none'>cheap pills</p>")
'Sound prose.'
>>> extract("<details><summary>More</summary>Sound prose.</details>")
'More\\nSound prose.'
"""

from collections.abc import Iterable

from cleantext.cutting import cut
from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import NEVER, Filter


def find(document: Document) -> Iterable[Edit]:
    """Return a deletion for each hidden block that shall go."""
    if document.page is None or not document.page.hidden:
        return ()
    hidden = document.page.hidden
    places = document.places(hidden)
    return cut(
        document.text,
        [(start, end, f"hidden by {hidden[number]}") for start, end, number in places],
    )


def mended(document: Document) -> Document:
    """Return the document without these blocks."""
    page = document.page
    return document.without(page.hidden) if page and page.hidden else document


FILTER = Filter(
    "hidden_text",
    find,
    triggers=(NEVER,),
    once=True,
    mends=mended,
    summary="text of a page that its markup hides from a reader",
)
