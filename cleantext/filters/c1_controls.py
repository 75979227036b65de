r"""C1 controls that stand for characters of windows-1252.

What is fixed: U+0080-009F become the character that windows-1252 has for that byte: `\x92` an
apostrophe, `\x96` a dash, `\x80` the euro sign. They are what is left when windows-1252 was read as
latin-1; browsers read such bytes the same way. The five that windows-1252 leaves undefined are
removed, as no text has a use for them.

What is left alone: U+0085 in a text without any other C1 control is a line end of mainframes and
the business of `line_breaks`; beside others of them it is the ellipsis. U+009B before a terminal's
parameters belongs to `terminal_escapes`. The text is looked at as a whole.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["c1_controls"]).clean
>>> clean("it\x92s \x93ok\x94\x85")
'it’s “ok”…'
>>> clean("one\x85two, “three”")
'one\x85two, “three”'

Source: the windows-1252 index of the WHATWG Encoding Standard.
"""

from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger
from cleantext.lazy import pattern

_CONTROL = pattern(r"[\x80-\x9a\x9c-\x9f]|\x9b(?![0-9;?]+[A-Za-z])")
#: What only windows-1252 explains; U+0085 may also be a line end.
_EVIDENCE = pattern(r"[\x80-\x84\x86-\x8c\x8e\x91-\x9c\x9e\x9f]")


def find(document: Document) -> Iterator[Edit]:
    """Yield the character of windows-1252 for each C1 control."""
    text = document.text
    ellipsis = bool(_EVIDENCE.search(text))
    for match in _CONTROL.finditer(text):
        old = match.group()
        if old != "\x85" or ellipsis:
            new = old.encode("latin-1").decode("cp1252", "ignore")
            note = "windows-1252 read as latin-1" if new else f"C1 control U+{ord(old):04X}"
            yield Edit(match.start(), match.end(), old, new, note)


FILTER = Filter(
    "c1_controls",
    find,
    triggers=(Trigger(chars=r"\x80-\x9f"),),
    summary="C1 controls that are characters of windows-1252",
)
