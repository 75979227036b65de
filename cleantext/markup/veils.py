"""What hides which part of a page, by its styles, its scripts, its attributes and its colours."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from cleantext.markup.css import (
    HIDING,
    Declarations,
    declarations,
    hiding,
    how,
    paint,
    presented,
    shows,
)
from cleantext.markup.elements import COMPILED
from cleantext.markup.hiding import nameless
from cleantext.markup.page import Veil
from cleantext.markup.sheet import RULED, SPEAKS, Sheet, join, sheet
from cleantext.markup.walk import CAN_SHOW, COLUMNS, FLAGS, LAST, NAME, READING, TAG, TEXT, Tree

if TYPE_CHECKING:
    from cleantext.markup.head import Head

#: Ways of hiding that an element inside can undo.
_UNDONE = frozenset(
    ("visibility:hidden", "font-size:0", "colour of its background", "transparent colour")
)
# What may hide an element: a rule, an attribute of it, or what it is.
_RULE, _ATTRIBUTE, _ITSELF = SPEAKS & ~RULED, 4, 8
# What shows an element within something hidden.
_SHOWING = frozenset(("visibility", "font", "font-size"))
# Attributes that hide or colour, whatever their value.
_STRONG = frozenset(("hidden", "bgcolor", "color"))
#: All attributes that say something of being seen, but for names.
_SAID = ("style", "hidden", "aria-hidden", "bgcolor", "color", "open", "size", "height", "width")
#: Of a style so many characters are read.
_LONGEST = 4000
#: Colour of text and of its background, where they are known.
Paint = tuple[str, str]


class Styled(NamedTuple):
    """What a style says."""

    given: Declarations
    way: str
    """How it hides; nothing when it does not."""
    paint: Paint


class Own(NamedTuple):
    """What an element is by itself."""

    given: Declarations
    """What its style, and rules, declare for it."""
    way: str
    """How it hides; nothing when it does not."""
    paint: Paint
    for_some: bool
    """Whether it is hidden from readers who listen."""


def veils(tree: Tree, head: Head) -> tuple[list[Veil], bytes]:
    """Return the elements that hide, and for each node which of them, counted from 1.

    The number is 0 where nothing hides any more, and -1 where it is that of the parent.
    """
    rows = memoryview(tree.nodes).cast("i")
    count = len(rows) // COLUMNS
    rules = sheet(tuple(head.styles))
    scripted = head.scripted
    # What may hide elements of these names: a rule for those in the right place, or what they are.
    names = tree.names
    telling = rules.speak_of(names) if rules else bytearray(len(names))
    for number, each in enumerate(names):
        if each[0] in HIDING or (scripted and each[2] in scripted):
            telling[number] |= _ITSELF
    veiled = array("i", [-1]) * count
    found: list[Veil] = []
    # The elements around the one that is looked at, as far as they were looked at themselves: the
    # node behind the last inside, what hides there, and the colours.
    around: list[tuple[int, Veil | None, int, Paint]] = [(count, None, 0, ("", ""))]
    # What elements are by themselves, by their names, those around them, and what else they say.
    known: dict[tuple[int, tuple[object, ...]], Own | None] = {}
    for node in asked(tree, telling):
        row = COLUMNS * node
        name = rows[row + NAME]
        why = telling[name] | (rows[row + FLAGS] & CAN_SHOW and _ATTRIBUTE)
        while around[-1][0] <= node:
            around.pop()
        _, outer, number, painted = around[-1]
        by_name = why & ~RULED == _RULE
        # Those around it matter to rules alone.
        place = tree.contexts[node] if telling[name] & SPEAKS else -1 - name
        key = place, () if by_name else _said(tree.attributes(node))
        if key not in known:
            tells = not by_name or rules.meets(tree.element(node))
            known[key] = _own(tree, node, rules, scripted) if tells else None
        own = known[key]
        if own is None:
            continue
        veil, painted = _look(tree, node, own, outer, painted)
        if veil is not outer:
            number = 0
            if veil:
                found.append(veil)
                number = len(found)
            veiled[node] = number
        around.append((rows[row + LAST], veil, number, painted))
    return found, veiled.tobytes()


def asked(tree: Tree, telling: bytearray, compiled: bool | None = None) -> list[int]:
    """Return the nodes that may hide or show a text, by their names or by their attributes.

    `telling` says of each of the names whether they may; `compiled` asks for one way or the other.
    """
    if COMPILED and compiled is not False and isinstance(tree.source, bytes):
        found = COMPILED.asked(tree.source, tree.nodes, telling, RULED, _tame_style)
        return memoryview(found).cast("i").tolist()
    rows = memoryview(tree.nodes).cast("i")
    names, flags, lasts = (rows[column::COLUMNS].tolist() for column in (NAME, FLAGS, LAST))
    speaks = [tag & (TEXT | READING) > 0 for tag in rows[TAG::COLUMNS].tolist()]
    said = list(accumulate(speaks, initial=0))
    return [
        node
        for node, (name, known, last) in enumerate(zip(names, flags, lasts, strict=True))
        if said[last] > said[node]
        and (
            telling[name] & ~RULED
            # What rules declare for an element could join with its own style.
            or (known & CAN_SHOW and (telling[name] or not _tame(tree.attributes(node))))
        )
    ]


def _said(attributes: Mapping[str, str | None]) -> tuple[object, ...]:
    """What an element says of being seen, other than by its names."""
    return tuple([attributes.get(name, 0) for name in _SAID])


def _tame(attributes: Mapping[str, str | None]) -> bool:
    """Whether attributes neither show, hide nor colour anything."""
    if not _STRONG.isdisjoint(attributes) or attributes.get("aria-hidden") == "true":
        return False
    return "style" not in attributes or _tame_style(attributes["style"] or "")


def _tame_style(style: str) -> bool:
    given, way, colours = _styled(style[:_LONGEST])
    return not way and colours == ("", "") and _SHOWING.isdisjoint(given)


@lru_cache(maxsize=1 << 12)
def _styled(style: str) -> Styled:
    given = declarations(style)
    return Styled(given, how(given), paint(given))


_UNSTYLED = _styled("")


@lru_cache(maxsize=1 << 12)
def _declared(items: tuple[tuple[str, str], ...]) -> Styled:
    """What some declarations say together."""
    given = dict(items)
    return Styled(given, how(given), paint(given))


def _own(tree: Tree, node: int, rules: Sheet, scripted: dict[str, str]) -> Own:
    """What an element is by itself, wherever it stands."""
    attributes = tree.attributes(node)
    called = tree.called(node)
    style = attributes.get("style")
    styled = _styled(style[:_LONGEST]) if style else _UNSTYLED
    # Elements are made only where they must be asked for those around them.
    ruled = rules.declared(tree.element(node)) if rules and rules.rules(called) else None
    if ruled:
        joined = ruled
        if styled.given:
            joined = dict(ruled)
            join(joined, styled.given)
        styled = _declared(tuple(joined.items()))
    given = styled.given
    way = hiding(called[0], attributes)
    if way == "hidden" and given.get("display", "none") != "none":
        way = ""
    way = way or styled.way
    new = styled.paint
    if not given and ("bgcolor" in attributes or "color" in attributes):
        new = paint(presented(attributes))
    if not way and scripted:
        way = scripted.get(attributes.get("id") or "", "")
    return Own(given, way, new, attributes.get("aria-hidden") == "true")


def _look(
    tree: Tree, node: int, own: Own, outer: Veil | None, painted: Paint
) -> tuple[Veil | None, Paint]:
    """What hides an element, given what hides the one around it, and its colours."""
    text, back = painted = own.paint[0] or painted[0], own.paint[1] or painted[1]
    way = own.way
    if not way and text and text == back and text != "?":
        way = "colour of its background"
    elif not way and text == "transparent" and back != "?":
        way = "transparent colour"
    veil = outer
    if veil and veil.how in _UNDONE and not veil.weak and shows(veil.how, own.given, painted):
        veil = None
    # A nameless stretch is hidden by itself, whatever will be shown around it.
    if way and (not veil or veil.weak or nameless(tree.called(node)[0], tree.attributes(node))):
        return Veil(way, tree, node), painted
    if not veil and own.for_some:
        return Veil("aria-hidden", tree, node), painted
    return veil, painted
