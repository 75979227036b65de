r"""UTF-8 that was read as a single-byte charset.

What is fixed: text in UTF-8 that somebody decoded as latin-1, windows-125x, MacRoman or cp437, once
or several times, so that `é` became `Ã©` and `’` became `â€™`. A text that was read amiss as a whole is
restored as a whole, also where one line in eight does not show it by itself.

What is left alone: everything else that looks odd. A line is changed only where it holds a sequence
of characters that sound text does not hold, and where its bytes then are UTF-8.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["mojibake"]).clean
>>> clean("lâ€™humanitÃ©")
'l’humanité'
>>> clean("TRÃS GRAND “Ãœber” naïve")
'TRÃS GRAND “Über” naïve'
>>> clean("À la carte, Ångström, «Déjà vu»…")
'À la carte, Ångström, «Déjà vu»…'

The outcome is that of Robyn Speer's ftfy on each line. What it needs most often is done here, at
the speed of one search through the whole text: the sequences that tell mojibake are looked for at
their rarest character, and bytes that are strictly UTF-8 need no more thought. ftfy itself is asked
only where bytes were lost or altered as well.

Source: the sequences are ftfy's, see the header of `tables/mojibake.txt`.
"""

from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger, differences, paired
from cleantext.sequences import ANCHORS
from cleantext.suspects import suspects, whole

NOTE = "UTF-8 read as a single-byte charset"


def find(document: Document) -> Iterator[Edit]:
    """Yield an edit for each stretch of UTF-8 that was read as something else."""
    everything = document.fact(whole)
    if everything is not None:
        yield from paired(0, document.text, everything, NOTE)
        return
    for start, line, fixed, same_ascii in document.fact(suspects).misread():
        yield from (paired if same_ascii else differences)(start, line, fixed, NOTE)


def mended(document: Document) -> Document:
    """Return the document as the edits would make it, one for each line."""
    everything = document.fact(whole)
    if everything is not None:
        return document.rewritten(everything)
    text, end = document.text, 0
    pieces: list[str] = []
    for at, old, new, _ in document.fact(suspects).misread():
        pieces += (text[end:at], new)
        end = at + len(old)
    return document.rewritten("".join([*pieces, text[end:]])) if pieces else document


FILTER = Filter(
    "mojibake",
    find,
    triggers=(Trigger(chars=ANCHORS),),
    summary=NOTE,
    mends=mended,
)
