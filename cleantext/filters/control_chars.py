r"""Control characters that no text has a use for.

What is fixed: the C0 controls U+0000-0008, U+000E-001F and U+007F are removed.
They come from binary formats, terminals and broken exports; a reader never sees them, and parsers,
databases and XML choke on them. U+001C-001F, the field separators of old tape formats, go too.

What is left alone: tab, line feed, form feed (a page break in RFCs and source code), carriage
return and vertical tab (the business of `line_breaks`), and U+0080-009F, which are mostly letters
of windows-1252 in disguise (`c1_controls`). `terminal_escapes` has been at work before, so that an
ESC takes the rest of its sequence along.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["control_chars"]).clean
>>> clean("ab\x00c\x7f")
'abc'
>>> clean("name\tvalue\n\x0c")
'name\tvalue\n\x0c'

Source: the C0 set of ISO/IEC 6429 and Unicode Standard, chapter 23.1.
"""

from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger
from cleantext.lazy import pattern

CHARS = r"\x00-\x08\x0e-\x1f\x7f"
_RUN = pattern(f"[{CHARS}]+")


def find(document: Document) -> Iterator[Edit]:
    """Yield a deletion for each run of control characters."""
    for run in _RUN.finditer(document.text):
        old = run.group()
        count = f"{len(old)} control characters" if len(old) > 1 else "control character"
        yield Edit(run.start(), run.end(), old, "", f"{count} U+{ord(old[0]):04X}")


FILTER = Filter(
    "control_chars",
    find,
    triggers=(Trigger(chars=CHARS),),
    line_local=True,
    summary="invisible C0 control characters such as NUL and DEL",
)
