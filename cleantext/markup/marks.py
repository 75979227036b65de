"""Ids that a program put on elements that have nothing to do with each other, to find them again.

An id is given once to a page. Programs that put links into other people's pages mark all of their elements,
whatever those are, with one short random id.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from cleantext.markup.elements import split

#: How such an element is hidden.
SHARED_ID = "id of unrelated elements"
#: On how many kinds of element one id must stand.
KINDS = 3
_RANDOM = re.compile(r"[a-z0-9]{4,12}")
#: Drawings have one id on all of their parts.
_DRAWN = frozenset(
    split(
        "svg g path polygon polyline rect circle ellipse line use symbol defs mask filter image text tspan "
        "title stop lineargradient radialgradient clippath pattern"
    )
)


def shared_ids(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the ids of injected elements, given the name and the id of each element of a page.

    >>> shared_ids([("ins", "pjuwb"), ("pre", "pjuwb"), ("sup", "pjuwb"), ("p", "intro")])
    {'pjuwb': 'id of unrelated elements'}
    >>> shared_ids([("p", "intro"), ("p", "intro"), ("div", "intro")])
    {}
    """
    named = list(named)
    # Nearly all ids of nearly all pages stand on one element.
    if len(named) - len({identity for _, identity in named}) < KINDS - 1:
        return {}
    first: dict[str, str] = {}
    kinds: dict[str, set[str]] = {}
    for tag, identity in named:
        if identity and first.setdefault(identity, tag) != tag:
            kinds.setdefault(identity, {first[identity]}).add(tag)
    return {
        identity: SHARED_ID
        for identity, tags in kinds.items()
        if len(tags) >= KINDS and not tags & _DRAWN and _RANDOM.fullmatch(identity)
    }
