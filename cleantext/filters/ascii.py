r"""Everything that is not ASCII, where a program takes nothing else.

What is changed: each run of other characters becomes a readable ASCII transliteration: `é` an e,
`Москва` Moskva, `北京` BeiJing. Much is lost, and nothing can be read back; the last resort.

What is left alone: ASCII, and what the table has no reading for disappears only if it is invisible.

This filter needs the package anyascii: `pip install 'cleantext-toolkit[ascii]'`. Without it, it
raises ImportError when it meets a text that is not ASCII.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["ascii"]).clean
>>> clean("café, Москва, 北京")
'cafe, Moskva, BeiJing'
>>> clean("plain ASCII -- it's fine")
"plain ASCII -- it's fine"

Source: the tables of anyascii.
"""

from collections.abc import Callable, Iterator
from functools import cache

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger
from cleantext.lazy import pattern

_RUN = pattern(r"[^\x00-\x7f]+")


def find(document: Document) -> Iterator[Edit]:
    """Yield the transliteration of each run that is not ASCII."""
    for run in _RUN.finditer(document.text):
        old = run.group()
        yield Edit(run.start(), run.end(), old, _transliterate()(old), "not ASCII")


@cache
def _transliterate() -> Callable[[str], str]:
    try:
        from anyascii import anyascii
    except ImportError as error:
        raise ImportError(
            "the filter 'ascii' needs anyascii: pip install 'cleantext-toolkit[ascii]'"
        ) from error
    return anyascii


FILTER = Filter(
    "ascii",
    find,
    triggers=(Trigger(chars=r"\x80-\U0010ffff"),),
    line_local=True,
    summary="everything that is not ASCII, transliterated (needs anyascii)",
)
