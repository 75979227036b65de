r"""Escape sequences for a terminal.

What is fixed: colours and cursor moves (CSI: `ESC [ … m`), window titles and hyperlinks (OSC:
`ESC ] … BEL`), device strings, and the short sequences that choose a character set or reset the
terminal are removed; the text that they dress stays. An escape character that opens nothing goes
too. Logs, captured sessions and scraped build output are full of them.

What is left alone: the words `[0m` or `^[[31m` without an escape character, as a text about
terminals has them, and a text with the escapes of ISO-2022 (`ESC $ B`), which is Japanese, Chinese
or Korean still to be decoded.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["terminal_escapes"]).clean
>>> clean("\x1b[1;31mred\x1b[0m, \x1b]8;;http://x.y\x07link\x1b]8;;\x07")
'red, link'
>>> clean("^[[31m is how red begins")
'^[[31m is how red begins'

Source: ECMA-48, fifth edition; the operating system commands of xterm.
"""

import re
from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger
from cleantext.lazy import pattern

_ESCAPE = pattern(
    r"""
      (?:\x1b\[|\x9b) [0-?]* [ -/]* [@-~]                      # CSI: parameters and a final byte
    | (?:\x1b\]|\x9d) [^\x07\x1b\x9b-\x9d\n]* (?:\x07|\x1b\\|\x9c)  # OSC: up to BEL or ST
    | \x1b [PX^_] [^\x1b\x9c\n]* (?:\x1b\\|\x9c)               # DCS, SOS, PM, APC: up to ST
    | \x1b [()*+\-./] [0-9A-Za-z]                              # a set of characters
    | \x1b [#%] [0-9@G]
    | \x1b [=>78cDEHMNOZ<-\?\\]
    | [\x1b\x9b\x9d]                                           # what opens nothing
    """,
    re.VERBOSE,
)


def find(document: Document) -> Iterator[Edit]:
    """Yield a deletion for each sequence, a single letter for each overstrike."""
    text = document.text
    if "\x1b$" in text:
        return
    for match in _ESCAPE.finditer(text):
        yield Edit(*match.span(), match.group(), "", "terminal escape sequence")


FILTER = Filter(
    "terminal_escapes",
    find,
    triggers=(Trigger(chars=r"\x1b\x9b\x9d"),),
    summary="escape sequences of a terminal: colours, titles, hyperlinks",
)
