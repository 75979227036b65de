r"""Chinese punctuation that was folded to ASCII.

What is fixed: `,` `:` `;` `?` `!` and brackets between Chinese characters become `，` `：` `；` `？`
`！` `（` `）` again, in a text whose other marks are Chinese. Programs that fold the full width
block U+FF01-FF5E to ASCII, NFKC among them, change these marks and leave `。`, `、` and the
quotation marks, which stand elsewhere. A writer who types ASCII commas ends sentences with an ASCII
full stop; a text with `。` and hardly one full width comma was folded.

What is left alone: a text without `。`, or with some ASCII full stops behind Chinese characters; one
without an ASCII comma between Chinese characters, or with full width marks of its own; marks that
are followed by a space; marks between Latin letters or digits; brackets that are set off by a space
or have no Chinese character in them; and everything in numbers, times, URLs and e-mail addresses. A
bracket changes with its partner, or not at all.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["folded_width"]).clean
>>> clean("會后,雙方簽署了協議(草案),時間是10:39:00。他問:為什么?")
'會后，雙方簽署了協議（草案），時間是10:39:00。他問：為什么？'
>>> clean("他说,好的. 我说:行!")
'他说,好的. 我说:行!'

Source: the Halfwidth and Fullwidth Forms block of the Unicode Standard.
"""

from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger
from cleantext.full_width import CHINESE, folded, full, fuller

_NOTE = "full width mark folded to ASCII"


def find(document: Document) -> Iterator[Edit]:
    """Yield the full form of each mark that was folded."""
    text = document.text
    flags = folded(text)
    place = -1
    while (place := flags.find(1, place + 1)) >= 0:
        yield Edit(place, place + 1, text[place], full(text[place]), _NOTE)


def mended(document: Document) -> Document:
    """Return the document as the edits would make it."""
    flags = folded(document.text)
    return document.rewritten(fuller(document.text, flags)) if flags else document


FILTER = Filter(
    "folded_width",
    find,
    triggers=(Trigger(chars="。"), Trigger(pairs=((f"{CHINESE})", ","),))),
    summary="Chinese punctuation folded to ASCII",
    mends=mended,
)
