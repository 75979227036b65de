r"""UTF-8 that was read as a single-byte charset.

What is fixed: text in UTF-8 that somebody decoded as latin-1, windows-125x, MacRoman or cp437, once
or several times, so that `é` became `Ã©` and `’` became `â€™`.

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
from cleantext.misread import as_utf8, fix, is_settled
from cleantext.sequences import ANCHORS, is_implausible
from cleantext.suspects import suspects, whole

#: So many sound lines are remembered.
_FEW = 1 << 12
NOTE = "UTF-8 read as a single-byte charset"


def find(document: Document) -> Iterator[Edit]:
    """Yield an edit for each stretch of UTF-8 that was read as something else."""
    everything = document.fact(whole)
    if everything is not None:
        yield from paired(0, document.text, everything, NOTE)
        return
    for start, line, fixed, same_ascii in _misread(document):
        yield from (paired if same_ascii else differences)(start, line, fixed, NOTE)


def mended(document: Document) -> Document:
    """Return the document as the edits would make it, one for each line."""
    everything = document.fact(whole)
    if everything is not None:
        return document.rewritten(everything)
    lines = _misread(document)
    return document.edited([Edit(at, at + len(old), old, new, NOTE) for at, old, new, _ in lines])


def _misread(document: Document) -> Iterator[tuple[int, str, str, bool]]:
    """Yield where each misread line begins, its text, what that was, and whether nothing but bytes was read again."""
    sound = document.known("settled lines")  # which were looked at closely
    for start, _, line, _, _, _, restored in document.fact(suspects).misread():
        if restored is not None:
            yield start, line, restored, True
        elif line not in sound:
            fixed, same_ascii = (None, False) if is_settled(line) else _fixed(line)
            if fixed is not None:
                yield start, line, fixed, same_ascii
            elif len(sound) < _FEW:
                sound[line] = True


def _fixed(line: str) -> tuple[str | None, bool]:
    """What an implausible line was, if anything else, and whether nothing but bytes was read again."""
    _, fixed = as_utf8(line)
    if fixed is not None and not is_implausible(fixed):
        return fixed, True
    fixed = fix(line)
    # Nothing but NEL, which ftfy takes for windows-1252 and Unicode for the end of a line.
    same = fixed == line.replace("\x85", "…")
    return None if same or fixed == line or "\n" in fixed else fixed, False


FILTER = Filter(
    "mojibake",
    find,
    triggers=(Trigger(chars=ANCHORS),),
    line_local=True,
    summary=NOTE,
    mends=mended,
)
