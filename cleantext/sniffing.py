"""What a text is, by a look from outside; whoever asks need not load what reads it."""

import re

from cleantext.lazy import pattern

_OPENING = pattern(
    r"\ufeff?\s*(?:<!--.{0,4000}?-->\s*|<\?xml[^>]{0,400}>\s*)*"
    r"<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = pattern(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>")
#: Markup that outweighs the text around it makes a page, from this many tags on.
FEW_TAGS = 4


def is_page(text: str) -> bool:
    """Return whether a text is an HTML page: opens like one, or is more markup than text.

    >>> is_page("<!doctype html><title>T</title>"), is_page("<b>Bold</b> words are emphatic.")
    (True, False)
    """
    if "<" not in text:
        return False
    if _OPENING.match(text):
        return True
    tags = [match.end() - match.start() for match in _TAG.finditer(text)]
    return len(tags) >= FEW_TAGS and 2 * sum(tags) > len(text)
