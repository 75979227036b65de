r"""Messages hidden in characters that nobody sees.

What is found: runs of tag characters, of variation selectors and of zero width characters that
spell something, with the message decoded. In the presets the filters that remove such runs come
first and tell the message in the notes of their edits; alone, or with those filters off, this one
only reports.

What is left alone: runs that spell nothing, the flags that are written in tags, emoji, and the
joiners of Persian or Hindi.

>>> from cleantext import Pipeline
>>> result = Pipeline(["hidden_payload"]).run("ok\U000e0068\U000e0069")
>>> [edit.note for each in result.findings for edit in each.edits]
["hidden text 'hi'"]
>>> Pipeline(["hidden_payload"]).run("❤\ufe0f می\u200cخواهم").findings
()

Source: UTS 51 for tags, the one byte a selector of published examples.
"""

from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Level, Trigger
from cleantext.lazy import pattern
from cleantext.payload import SELECTORS, TAGS, ZERO_WIDTHS, message

_RUN = pattern("|".join(each.pattern for each in (TAGS, SELECTORS, ZERO_WIDTHS)))
_FLAGS = ("gbeng\x7f", "gbsct\x7f", "gbwls\x7f")


def find(document: Document) -> Iterator[Edit]:
    """Yield each run that spells something."""
    for run in _RUN.finditer(document.text):
        old = run.group()
        found = message(old)
        if found and f"{found}\x7f" not in _FLAGS:
            yield Edit(run.start(), run.end(), old, old, f"hidden text {found!r}")


FILTER = Filter(
    "hidden_payload",
    find,
    triggers=(
        Trigger(
            chars="\u200b-\u200d\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f\U000e0100-\U000e01ef"
        ),
    ),
    level=Level.REPORT,
    line_local=True,
    summary="messages spelt in tag characters, variation selectors or zero width characters",
)
