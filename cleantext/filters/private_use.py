r"""Characters of private use: what they mean, only their author knows.

What is found: runs of code points that Unicode leaves to private agreement. Icon fonts, logos,
characters that a charset has and Unicode had not, and damage by conversion end there. They are only
reported: another program may well know what to draw.

What is left alone: symbols and pictographs that Unicode has, and unassigned code points.

>>> from cleantext import Document
>>> [(edit.start, edit.note) for edit in find(Document("icon \ue001\ue002 here"))]
[(5, '2 private use characters from U+E001')]
>>> list(find(Document("no icon here ☎")))
[]

Source: Unicode Standard, chapter 23.5.
"""

from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Level, Trigger
from cleantext.lazy import pattern

CHARS = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_RUN = pattern(f"[{CHARS}]+")


def find(document: Document) -> Iterator[Edit]:
    """Yield each run of characters of private use."""
    for run in _RUN.finditer(document.text):
        old = run.group()
        count = f"{len(old)} private use characters from" if len(old) > 1 else "private use"
        yield Edit(run.start(), run.end(), old, old, f"{count} U+{ord(old[0]):04X}")


FILTER = Filter(
    "private_use",
    find,
    triggers=(Trigger(chars=CHARS),),
    level=Level.REPORT,
    line_local=True,
    summary="characters of private use, which mean what some font draws",
)
