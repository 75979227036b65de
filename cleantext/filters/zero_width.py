r"""Characters of no width that hide inside words.

What is fixed: ZERO WIDTH SPACE goes where it stands between characters of scripts that put spaces
between words (Latin, Greek, Cyrillic, Hebrew, Armenian, Georgian, Hangul), digits or punctuation,
or at the border of the text or a line. WORD JOINER and ZERO WIDTH NO-BREAK SPACE (a byte order
mark that strayed into the text), the deprecated shaping controls U+206A-206F and the Mongolian
vowel separator away from Mongolian go everywhere; so do COMBINING GRAPHEME JOINERs beside white
space, with which mail programs pad a preview. They come from web pages, rich text editors and
joined files, and break every search and tokenizer that meets them. A run that spells bits is
decoded in the note.

What is left alone: U+200B beside any other script. Thai, Lao, Khmer, Burmese, Tibetan and
Javanese mark word borders with it, and Chinese and Japanese pages line breaks. The joiners U+200C
and U+200D are the business of `joiners`; the invisible operators U+2061-2064 belong to mathematics.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["zero_width"]).clean
>>> clean("in\u200bvisible \ufeffmark")
'invisible mark'
>>> clean("ខ្ញុំ\u200bទៅ") == "ខ្ញុំ\u200bទៅ"
True

Source: Unicode Standard, chapters 23.2, 23.3 and 23.8.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from cleantext.anchored import Anchored
from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger
from cleantext.lazy import pattern
from cleantext.payload import spelling

CHARS = "\u034f\u180e\u200b\u2060\u206a-\u206f\ufeff"
_NAMES = {
    "\u034f": "combining grapheme joiner",
    "\u180e": "mongolian vowel separator",
    "\u200b": "zero width space",
    "\u2060": "word joiner",
    "\ufeff": "byte order mark inside the text",
}
_EACH = [*_NAMES, *map(chr, range(0x206A, 0x2070))]
# Scripts that put spaces between words, and the punctuation that they share.
_SPACED = (
    "\x00-\u052f\u0531-\u058f\u05be-\u05f4\u10a0-\u11ff\u1e00-\u1fff\u2010-\u205f\u20a0-\u20cf"
    "\u3130-\u318f\uac00-\ud7af"
)
# A space of no width by itself is passed over where its neighbours need it: some scripts are full of them.
_RUN = Anchored(
    CHARS,
    f"(?:(?<!\u200b)[{CHARS}]*|(?<=\u200b)(?:[{CHARS}]+|(?<![^{_SPACED}]\u200b)(?![^{_SPACED}])))",
    by_neighbours=True,
)
_IS_SPACED = pattern(f"[{_SPACED}]")
_PARTS = pattern(r"(.)\1*")
_MONGOLIAN = pattern("[\u1800-\u18af]")


def find(document: Document) -> Iterator[Edit]:
    """Yield a deletion for each run that stands where no script needs it."""
    text = document.text
    for run in _RUN.finditer(text):
        start, end = run.span()
        around = text[start - 1 : start], text[end : end + 1]
        if end - start == 1:
            char = text[start]
            if not _needed(char, *around):
                yield Edit._make((start, end, char, "", _note(char)))
            continue
        for part in _PARTS.finditer(text, start, end):
            if not _needed(part[1], *around):
                old = part.group()
                yield Edit(*part.span(), old, "", _note(old[0]) + spelling(old))


def mended(document: Document) -> Document:
    """Return the document as the edits would make it."""
    text = document.text
    if not _RUN.search(text):
        return document
    present = [char for char in _EACH if char in text]
    parts = text.split(present[0]) if len(present) == 1 else [""]
    # Most texts have one of them, always by itself and never needed.
    if all(parts) and not any(
        _needed(present[0], before, after)
        for before, after in {(one[-1], two[0]) for one, two in pairwise(parts)}
    ):
        return document.rewritten("".join(parts))
    return document.edited(list(find(document)))


def _note(char: str) -> str:
    return _NAMES.get(char, "deprecated shaping control")


# The neighbours of these are few letters.
@lru_cache(maxsize=1 << 12)
def _needed(char: str, before: str, after: str) -> bool:
    """Whether a script or a mark can have a use for the character between these two."""
    if char == "\u200b":
        return not (_spaced(before) and _spaced(after))
    if char == "\u180e":
        return bool(_MONGOLIAN.match(before) or _MONGOLIAN.match(after))
    if char == "\u034f":
        return not (_blank(before) or _blank(after))
    # U+2060 and U+FEFF only ever forbid a line break.
    return False


def _spaced(neighbour: str) -> bool:
    return not neighbour or bool(_IS_SPACED.match(neighbour))


def _blank(neighbour: str) -> bool:
    return not neighbour or neighbour.isspace()


FILTER = Filter(
    "zero_width",
    find,
    triggers=(Trigger(chars=CHARS),),
    line_local=True,
    mends=mended,
    summary="zero width spaces, word joiners and stray byte order marks inside words",
)
