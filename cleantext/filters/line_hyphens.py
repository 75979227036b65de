r"""Words that a hyphen breaks at the end of a line.

What is changed: where the document itself holds the whole word elsewhere, or a list of words that
the caller gives does, the two halves meet; where it holds the word with its hyphen, the hyphen
stays and only the line break goes. `FILTER` asks the document alone, `with_words(…)` a list too.

What is left alone: everything without such evidence. `Haupt-` at the end of a line may be half of
`Haupt- und Nebensatz`, and a compound may have been broken at its own hyphen.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["line_hyphens"]).clean
>>> clean("infor-\nmation is information")
'information is information'
>>> clean("well-\nknown, that is well-known")
'well-known, that is well-known'
>>> clean("Haupt-\nund Nebensatz")
'Haupt-\nund Nebensatz'
>>> Pipeline([with_words(["information"])]).clean("infor-\nmation")
'information'
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger

_BREAK = re.compile(r"-\n[ \t]*(?=[^\W\d_])(?<=[^\W\d_]-\n)|-\n[ \t]+(?=[^\W\d_])")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HEAD = re.compile(r"[^\W\d_]+\Z")
_TAIL = re.compile(r"[^\W\d_]+")
#: The longest half of a word that is looked at.
_REACH = 48


def find(document: Document, *, words: frozenset[str] = frozenset()) -> Iterator[Edit]:
    """Yield a deletion of the hyphen and line break, or of the line break alone."""
    text = document.text
    for match in _BREAK.finditer(text):
        start, end = match.span()
        head = _HEAD.search(text, max(0, start - _REACH), start)
        tail = _TAIL.match(text, end, end + _REACH)
        if not head or not tail or not tail.group().islower():
            continue
        known = document.fact(_words)
        whole = (head.group() + tail.group()).lower()
        compound = f"{head.group()}-{tail.group()}".lower()
        if compound in known:
            yield Edit(start + 1, end, text[start + 1 : end], "", "line break in a compound")
        elif whole in known or whole in words:
            yield Edit(start, end, text[start:end], "", "hyphen at the end of a line")


def _words(document: Document) -> frozenset[str]:
    """The words and compounds that stand whole in the document."""
    return frozenset(word.lower() for word in _WORD.findall(document.text))


def with_words(words: Iterable[str]) -> Filter:
    """Return the filter that also believes a list of words, in any case."""
    known = frozenset(word.lower() for word in words)
    return FILTER._replace(find=partial(find, words=known))


FILTER = Filter(
    "line_hyphens",
    find,
    triggers=(Trigger(words=("-\n",)),),
    summary="words broken by a hyphen at the end of a line, where the document has them whole",
)
