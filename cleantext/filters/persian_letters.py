r"""Arabic letters and digits in Persian text.

What is changed: Arabic yeh, alef maksura and kaf become the letters of Persian, Arabic-Indic digits
the Persian ones. Arabic keyboards and old code pages leave them, and a search for the word finds
nothing. Only to be asked for where the text is Persian: in Arabic the same letters are right.

What is left alone: all other letters, teh marbuta and hamza included, and the joiners.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["persian_letters"]).clean
>>> clean("كتاب علي ٤٥") == "کتاب علی ۴۵"
True
>>> clean("می\u200cخواهم") == "می\u200cخواهم"
True

Source: Iranian standard ISIRI 6219.
"""

from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger
from cleantext.swaps import Swaps

SWAPS = Swaps("كىي٠١٢٣٤٥٦٧٨٩", "کیی۰۱۲۳۴۵۶۷۸۹", "Arabic letter in Persian")


def find(document: Document) -> Iterator[Edit]:
    """Yield the Persian letter or digit for each Arabic one."""
    return SWAPS.find(document)


FILTER = Filter(
    "persian_letters",
    find,
    triggers=(Trigger(chars=SWAPS.chars),),
    line_local=True,
    summary="Arabic yeh, kaf and digits, to those of Persian",
    swaps=SWAPS,
)
