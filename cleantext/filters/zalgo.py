r"""Towers of marks on one letter.

What is found: five and more non-spacing marks on one character, which no spelling needs. Such text
runs over the lines above and below. It is only reported: what the writer meant by it is not known.

What is left alone: up to four marks, as in Vietnamese, Yoruba, Thai, phonetic transcription
and pointed Hebrew with accents, and the stacked letters of Tibetan.

>>> from cleantext import Document
>>> [edit.note for edit in find(Document("h\u0301\u0302\u0303\u0304\u0305\u0306i"))]
['6 marks on one letter']
>>> list(find(Document("ậ ọ̀ ที่ ɔ̃ː שָׁ֑")))
[]

Source: General_Category Mn of the Unicode Character Database.
"""

import re
from collections.abc import Iterator
from functools import cache

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Level, Trigger
from cleantext.tables.unicode import NONSPACING, NONSPACING_TRIGGER


@cache
def _tower() -> re.Pattern[str]:
    return re.compile(f"[{NONSPACING}](?<![\u0f71-\u0fbc])[{NONSPACING}]{{4,}}")


def find(document: Document) -> Iterator[Edit]:
    """Yield each tower with the letter that it stands on."""
    text = document.text
    for tower in _tower().finditer(text):
        start = max(0, tower.start() - 1)
        old = text[start : tower.end()]
        note = f"{tower.end() - tower.start()} marks on one letter"
        yield Edit(start, tower.end(), old, old, note)


FILTER = Filter(
    "zalgo",
    find,
    triggers=(Trigger(chars=NONSPACING_TRIGGER),),
    level=Level.REPORT,
    line_local=True,
    summary="five and more marks piled on one letter",
)
