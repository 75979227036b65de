"""What a selector of CSS means, as far as it asks for tags, classes and ids, one within the other."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

#: How many bits tell the names around an element; some names share one.
BITS = 512

#: Longer selectors, in bytes, and those for an element of a longer name, are left out.
LONGEST_SELECTOR, LONGEST_TAG = 4000, 64

_COMPOUND = re.compile(
    r"(?:[a-z][a-z0-9-]*|\*)?(?:[.#](?:[\w-]|[^\x00-\x7f])+)*", re.IGNORECASE | re.ASCII
)
_PART = re.compile(r"[.#]?[^.#]+")
_SPACE = re.compile(r"\s*>\s*|\s+", re.ASCII)
_LAST = re.compile(r"[^\s>]*\Z", re.ASCII)

#: Tag, `class` and `id` of an element.
Names = tuple[str, str | None, str | None]


class Compound(NamedTuple):
    """One step of a selector: what an element must be called."""

    tag: str
    id: str
    classes: frozenset[str]
    bits: int
    """Of all these names."""


class Aim(NamedTuple):
    """The elements that a selector means."""

    steps: tuple[Compound, ...]
    """The innermost first."""
    ids: int
    classes: int
    needs: int
    """Bits of the names in the further steps."""


@lru_cache(maxsize=1 << 13)
def aim_of(selector: str) -> Aim | None:
    """Return what a selector means; None when it asks for more than names."""
    steps = [_compound(step) for step in _SPACE.split(selector)]
    if len(steps) > 8 or not all(steps) or not steps[-1] or not steps[-1].bits:
        return None
    found = [step for step in reversed(steps) if step]
    # A step without a name is nothing to look for.
    further = [step for step in found[1:] if step.bits]
    ids = sum([bool(step.id) for step in found])
    classes = sum([len(step.classes) for step in found])
    needs = 0
    for step in further:
        needs |= step.bits
    return Aim((found[0], *further), ids, classes, needs)


@lru_cache(maxsize=1 << 13)
def _compound(step: str) -> Compound | None:
    """One step of a selector; None when it asks for more than names."""
    if not step or not _COMPOUND.fullmatch(step):
        return None
    tag = identity = ""
    classes = []
    for part in _PART.findall(step):
        if part[0] == ".":
            classes.append(part[1:])
        elif part[0] == "#":
            identity = part[1:]
        elif part != "*":
            tag = part.lower()
    names = [f".{each}" for each in classes] + [f"#{identity}"] * bool(identity) + [tag] * bool(tag)
    bits = 0
    for name in names:
        bits |= bit_of(name)
    return Compound(tag, identity, frozenset(classes), bits)


def fits(step: Compound, names: Names) -> bool:
    """Return whether an element of these names is what a step asks for."""
    tag, classes, identity = names
    if step.tag and step.tag != tag:
        return False
    if step.id and identity != step.id:
        return False
    return not step.classes or holds(classes, step.classes)


def holds(classes: str | None, wanted: frozenset[str]) -> bool:
    """Return whether all of some classes are among those that are written one behind the other."""
    # Most elements have none, and most that have do not hold the letters.
    if not classes:
        return False
    for each in wanted:
        if each not in classes:
            return False
    return wanted <= set(classes.split())


def bit_of(name: str) -> int:
    """Return the bit of a name as a selector writes it."""
    return 1 << hash(name) % BITS


def key_of(selector: str) -> str:
    """Return the rarest name of the innermost step of a selector; nothing when that is not understood."""
    last: str = _LAST.findall(selector)[0]
    if not last or not _COMPOUND.fullmatch(last):
        return ""
    parts: list[str] = _PART.findall(last)
    if len(parts) == 1:
        if last[0] in ".#":
            return last
        return last.lower() if len(last) <= LONGEST_TAG else ""
    identities = [part for part in parts if part[0] == "#"]
    classes = [part for part in parts if part[0] == "."]
    return identities[-1] if identities else min(classes)
