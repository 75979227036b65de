"""Regular expressions that are compiled when they are first used.

A pipeline imports dozens of filters, and a document needs few of them; compiling what the others
look for is most of what starting would cost.
"""

from __future__ import annotations

import re
from typing import cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


class _Lazy:
    """Stands for a pattern until one of its methods is asked for."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._source = pattern, flags

    def __getattr__(self, name: str) -> object:
        if name not in (*_METHODS, "pattern", "flags"):
            raise AttributeError(name)
        compiled = re.compile(*self._source)
        # From now on the methods are found without coming here.
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        self.pattern, self.flags = compiled.pattern, compiled.flags
        return getattr(self, name)


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return what behaves as `re.compile(source, flags)` does, but costs nothing yet.

    >>> pattern("[0-9]+").findall("1 and 23")
    ['1', '23']
    """
    return cast("re.Pattern[str]", _Lazy(source, flags))
