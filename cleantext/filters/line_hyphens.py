r"""Words that a hyphen breaks at the end of a line.

What is changed: where the document itself holds the whole word elsewhere, or a list of the
commonest words of eighteen languages does, the two halves meet; where the document holds the word
with its hyphen, the hyphen stays and only the line break goes. `with_words(…)` believes another
list, of a trade say, in place of the common one.

What is left alone: everything without such evidence. `Haupt-` at the end of a line may be half of
`Haupt- und Nebensatz`, and a compound may have been broken at its own hyphen.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["line_hyphens"]).clean
>>> clean("infor-\nmation, hydroxy-\nurea, hydroxyurea")
'information, hydroxyurea, hydroxyurea'
>>> clean("well-\nknown, that is well-known")
'well-known, that is well-known'
>>> clean("Haupt-\nund Nebensatz")
'Haupt-\nund Nebensatz'
>>> Pipeline([with_words(["hydroxyurea"])]).clean("hydroxy-\nurea")
'hydroxyurea'

Source: the word lists of wordfreq, see NOTICE.
"""

from collections.abc import Iterable, Iterator
from functools import cache

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger
from cleantext.lazy import pattern

_BREAK = pattern(r"-\n[ \t]*(?=[^\W\d_])(?<=[^\W\d_]-\n)|-\n[ \t]+(?=[^\W\d_])")
_WORD = pattern(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HEAD = pattern(r"[^\W\d_]+\Z")
_TAIL = pattern(r"[^\W\d_]+")
#: The longest half of a word that is looked at.
_REACH = 48


class Finder:
    """Finds by the document and a list of words, or None for the common ones; a value."""

    __slots__ = ("words",)

    def __init__(self, words: frozenset[str] | None = None) -> None:
        self.words = words

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Finder) and self.words == other.words

    def __hash__(self) -> int:
        return hash(self.words)

    def __call__(self, document: Document) -> Iterator[Edit]:
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
            if f"{head.group()}-{tail.group()}".lower() in known:
                yield Edit(start + 1, end, text[start + 1 : end], "", "line break in a compound")
            elif whole in known or whole in (_common() if self.words is None else self.words):
                yield Edit(start, end, text[start:end], "", "hyphen at the end of a line")


@cache
def _common() -> frozenset[str]:
    from cleantext.tables import read

    return frozenset(read("words.bin").decode().split("\n"))


def _words(document: Document) -> frozenset[str]:
    """The words and compounds that stand whole in the document."""
    return frozenset(word.lower() for word in _WORD.findall(document.text))


def with_words(words: Iterable[str]) -> Filter:
    """Return the filter that believes a list of words, in any case, instead of the common ones."""
    known = frozenset(word.lower() for word in words)
    return FILTER._replace(find=Finder(known))


FILTER = Filter(
    "line_hyphens",
    Finder(),
    triggers=(Trigger(words=("-\n",)),),
    summary="words broken by a hyphen at the end of a line, where they are known whole",
)
