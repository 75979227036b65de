"""What stands on a page beside its main content: menus, teasers, notices, forms, footers.

What is fixed: blocks of an HTML page that are not what the page is for are removed. A model judges
each block by its markup, by the kinds of its characters and by its surroundings, in any language,
and by words that many sites have on labels and in headings. What one part of a page says again, word
by word, for a screen of another size goes too. A page of a few blocks, which tells a model nothing,
loses only what stands in `nav`, `footer` and the like. What an article, a forum thread, a product, a
list of things, a manual or an offer consists of stays.

What is left alone: text that came without markup; what is said again within its part of the page, as
refrains are, or in fewer than six words; and a page of which next to nothing would stay. Title, byline
and captions are kept or not as the model finds them, unless `include` of `cleantext.extract` says which.

>>> from cleantext import extract
>>> extract("<nav><a href=/>Home</a> <a href=/n>News</a></nav><p>The bridge is open again.</p>")
'The bridge is open again.'
>>> extract("<h1>The bridge</h1><p>It is open again.</p>")
'The bridge\\n\\nIt is open again.'

Source: `training/content_model.py`, from WCXB by M. Foley (CC BY 4.0).
"""

from collections.abc import Iterable

from cleantext.cutting import cut
from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import NEVER, Filter


def find(document: Document) -> Iterable[Edit]:
    """Return a deletion for each block that is not main content."""
    if document.page is None or not document.page.chrome:
        return ()
    chrome = document.page.chrome
    cuts = [(start, end, chrome[number]) for start, end, number in document.places(chrome)]
    return cut(document.text, cuts)


def mended(document: Document) -> Document:
    """Return the document without these blocks."""
    page = document.page
    return document.without(page.dropped) if page and page.dropped else document


FILTER = Filter(
    "main_content",
    find,
    triggers=(NEVER,),
    once=True,
    mends=mended,
    summary="blocks of a page beside its main content",
)
