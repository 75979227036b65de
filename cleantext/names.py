"""The names of filters, and what is said to one that nothing answers to."""

from __future__ import annotations

from collections.abc import Iterable

from cleantext.filter import Filter


class UnknownFilter(ValueError):
    """A filter or preset name that nothing answers to; the message says what comes near."""


def catalogued() -> tuple[str, ...]:
    """Return the names of the catalogue, in the order in which filters run."""
    from cleantext.filters import NAMES

    return NAMES


def named(name: Filter | str) -> Filter:
    """Return the filter of this name from the catalogue; a filter is returned as it is.

    Raises UnknownFilter, naming what comes near, when there is none.
    """
    if isinstance(name, Filter):
        return name
    if not isinstance(name, str):
        raise TypeError(
            f"a pipeline is made of filters and their names, not {name!r}; "
            "wrap a str -> str function with cleantext.from_function()"
        )
    from cleantext.filters import foreign, load

    if name in catalogued():
        return load(name)
    others = foreign()
    if name not in others:
        raise UnknownFilter(unknown("filter", name, (*catalogued(), *others)))
    return others[name]()


def unknown(kind: str, name: str, known: Iterable[str]) -> str:
    """Return the message for a name that nothing answers to."""
    from difflib import get_close_matches

    known = list(known)
    near = get_close_matches(name, known, n=1)
    hint = f"; did you mean {near[0]!r}?" if near else f"; known: {', '.join(known)}"
    return f"no {kind} is named {name!r}{hint}"
