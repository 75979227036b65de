r"""Characters of no width that hide inside words.

What is fixed: ZERO WIDTH SPACE, WORD JOINER and ZERO WIDTH NO-BREAK SPACE (a byte order mark that
strayed into the text) go when they stand between Latin, Greek or Cyrillic letters, digits or ASCII
punctuation, or at the border of the text or a line. They come from web pages, rich text editors
and joined files, and break every search and tokenizer that meets them.

What is left alone: U+200B beside any other script. Thai, Lao, Khmer, Burmese, Tibetan and
Javanese mark word borders with it, and Chinese and Japanese pages line breaks. The joiners U+200C
and U+200D are spelling in Persian, in the scripts of India, and in emoji.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["zero_width"]).clean
>>> clean("in\u200bvisible \ufeffmark")
'invisible mark'
>>> clean("ខ្ញុំ\u200bទៅ") == "ខ្ញុំ\u200bទៅ"
True

Source: Unicode Standard, chapters 23.2 and 23.8.
"""

import re
from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger

CHARS = "\u200b\u2060\ufeff"
_NAMES = {
    "\u200b": "zero width space",
    "\u2060": "word joiner",
    "\ufeff": "byte order mark inside the text",
}
_RUN = re.compile(f"[{CHARS}]+")
#: ASCII, Latin, Greek, Cyrillic and the punctuation that they share.
_PLAIN = re.compile("[\x00-\u052f\u1e00-\u1fff\u2010-\u205f\u20a0-\u20cf]")


def find(document: Document) -> Iterator[Edit]:
    """Yield a deletion for each run that stands where no script needs it."""
    text = document.text
    for run in _RUN.finditer(text):
        start, end = run.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        # U+2060 and U+FEFF only ever forbid a line break; U+200B separates words.
        if "\u200b" not in run.group() or (_plain(before) and _plain(after)):
            yield Edit(start, end, run.group(), "", _NAMES[run.group()[0]])


def _plain(neighbour: str) -> bool:
    return not neighbour or bool(_PLAIN.match(neighbour))


FILTER = Filter(
    "zero_width",
    find,
    triggers=(Trigger(chars=CHARS),),
    line_local=True,
    summary="zero width spaces, word joiners and stray byte order marks inside words",
)
