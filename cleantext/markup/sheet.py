"""The style rules of a page that can hide, found by the names of an element."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from cleantext.document import Element
from cleantext.markup.css import TELLING, Declarations, declarations, how
from cleantext.markup.elements import COMPILED
from cleantext.markup.elements import Names as Known
from cleantext.markup.selectors import (
    LONGEST_SELECTOR,
    Compound,
    Names,
    aim_of,
    bit_of,
    fits,
    holds,
    key_of,
)

#: Of a page's own style sheets so many characters are read; spam does not hide behind more.
LONGEST = 1 << 20
#: So many rules for one name are kept.
MOST = 64
#: Of the classes of an element so many are read.
MOST_CLASSES = 40
#: Of what a rule declares so many characters are read.
LONGEST_BODY = 2000
#: What elements of so many names meet is remembered.
MOST_NAMES = 1 << 12
#: The sheets of so many pages are kept: pages of one site share theirs.
KEPT = 16

_BLANKS = " \t\n\v\f\r"
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_NAMES_ALONE = re.compile(r"(?:[\w.#*> \t\n\v\f\r-]|[^\x00-\x7f])*", re.ASCII)
_PARTED = re.compile(r"[\s>]", re.ASCII)
_SHOWN_ON_SCREENS = re.compile(
    r"@(?:supports|layer|scope|container)\b|@media\b(?!.*(?:print|max-width|speech|prefers|hover|orient|height))",
    re.DOTALL,
)


class Rule(NamedTuple):
    """What a rule declares for the elements that its selector means."""

    weight: tuple[int, int, int, int]
    """Specificity, and place in the sheet."""
    steps: tuple[Compound, ...]
    """The innermost first; each must be found further out than the one before."""
    given: Declarations
    needs: int
    """Bits of the names that must stand around the element."""
    hides: bool
    """Whether it can hide by itself, or colours."""


#: That there are rules for an element; and that one of them can hide.
RULED, SPEAKS = 1, 3


class Sheet:
    """The rules of a page, by the rarest name that an element must have.

    Selectors of tags, classes and ids, also within others, are known; what needs a state, an
    attribute or a sibling is not.

    >>> sheet = Sheet([".x, p.y { display: none } @media print { p { display: none } }"])
    >>> sheet.declared(Element("div", {"class": "a x"})), sheet.declared(Element("p", {}))
    ({'display': 'none'}, {})
    """

    def __init__(self, styles: Iterable[str], compiled: bool | None = None) -> None:
        #: Selectors and what is declared for them, as they are written, by name: most are never asked for.
        self.written: dict[str, list[tuple[str, str]]] = {}
        self._rules: dict[str, list[Rule]] = {}
        #: Those that can hide: of the others no selector need be read to tell which they are.
        self._hidings: dict[str, list[Rule]] = {}
        #: All rules that elements of the same names have met, wherever they stand, and those that can hide.
        self._fitting: dict[Names, list[Rule]] = {}
        self._fitting_hidings: dict[Names, list[Rule]] = {}
        #: Bits of the names of elements.
        self._bits: dict[Names, int] = {}
        left = LONGEST
        for style in styles:
            if COMPILED and compiled is not False:
                data = style[:left].encode("utf-8", "replace")
                COMPILED.rules(data, self.written, _is_shown, tuple(TELLING))
            else:
                self._read(style[:left])
            left = max(0, left - len(style))

    def __bool__(self) -> bool:
        return bool(self.written)

    def _read(self, style: str) -> None:
        if "/*" in style:
            style = _COMMENT.sub("", style)
        heard = [True]  # whether each open block counts
        rule: str | None = None
        for closed in style.split("}")[:-1]:
            *opened, body = closed.split("{")
            for before in opened:
                prelude = before.rpartition(";")[2].strip(_BLANKS)
                if prelude.startswith("@"):
                    heard.append(heard[-1] and _is_shown(prelude))
                    rule = None
                else:
                    # What nests within a rule is for some state of the element.
                    heard.append(heard[-1] and rule is None)
                    rule = prelude if rule is None else ""
            wanted = rule and heard[-1] and _may_tell(body)
            if rule and wanted and len(rule.encode("utf-8", "replace")) <= LONGEST_SELECTOR:
                for selector in rule.split(","):
                    key = key_of(selector := selector.strip(_BLANKS))
                    if key and _NAMES_ALONE.fullmatch(selector):
                        self.written.setdefault(key, []).append((selector, body))
            if len(heard) > 1:
                heard.pop()
            rule = None

    def _named(self, key: str) -> list[Rule]:
        """The rules whose elements must have a name, which are read when somebody asks for them."""
        rules = self._rules.get(key)
        if rules is None:
            rules = []
            for selector, body in self.written[key]:
                rule = _rule(selector, body, len(rules))
                if rule:
                    rules.append(rule)
                    if len(rules) == MOST:
                        break
            self._rules[key] = rules
        return rules

    def _hiding(self, key: str) -> list[Rule]:
        """Those of them that can hide."""
        rules = self._hidings.get(key)
        if rules is None:
            written = self.written[key]
            if len(written) > MOST:
                rules = [rule for rule in self._named(key) if rule.hides]
            else:
                telling = [_rule(*each) for each in written if _may_hide(*each)]
                rules = [rule for rule in telling if rule and rule.hides]
            self._hidings[key] = rules
        return rules

    def speaks_of(self, names: Names) -> int:
        """Return whether rules may be for elements of these names, wherever they stand.

        The number is `SPEAKS` where one can hide, `RULED` where others may be, and 0 where there are none.
        """
        if self.hiding(names):
            return SPEAKS
        return RULED if self._keys(names) else 0

    def speak_of(self, names: list[Known], compiled: bool | None = None) -> bytearray:
        """Return `speaks_of` for each of some names; `compiled` asks for one way to leave out most or the other."""
        if not COMPILED or compiled is False:
            return bytearray([self.speaks_of(each[:3]) for each in names])
        told = bytearray(COMPILED.met(names, self.written, MOST_CLASSES))
        place = told.find(RULED)
        while place >= 0:
            if self.hiding(names[place][:3]):
                told[place] = SPEAKS
            place = told.find(RULED, place + 1)
        return told

    def meets(self, element: Element) -> bool:
        """Return whether a rule that can hide means an element."""
        return bool(self._meant(self.hiding(element.called), element))

    def declared(self, element: Element) -> Declarations:
        """Return what the rules that mean an element declare together, by weight."""
        found = self._meant(self.rules(element.called), element)
        if not found:
            return _NOTHING
        if len(found) == 1:
            return found[0].given
        joined: dict[str, str] = {}
        for rule in sorted(found, key=lambda rule: rule.weight):
            join(joined, rule.given)
        return joined

    def rules(self, names: Names) -> list[Rule]:
        """Return the rules whose innermost step fits elements of these names."""
        return _fitting(names, self._fitting, self._keys, self._named)

    def hiding(self, names: Names) -> list[Rule]:
        """Return those of them that can hide."""
        return _fitting(names, self._fitting_hidings, self._keys, self._hiding)

    def _keys(self, names: Names) -> list[str]:
        """The names under which rules for elements of these names are written."""
        written = self.written
        tag, classes, identity = names
        keys = [tag] if tag in written else []
        if classes:
            named = map(".".__add__, classes.split()[:MOST_CLASSES])
            keys += filter(written.__contains__, named)
        if identity and f"#{identity}" in written:
            keys.append(f"#{identity}")
        return keys

    def _meant(self, rules: list[Rule], element: Element) -> list[Rule]:
        """Those of some rules whose further steps are found around an element, too."""
        needs = 0
        for rule in rules:
            needs |= rule.needs
        if not needs:
            return rules
        around = element.around
        if around is None:
            around = self._names_around(element)
        missing = ~around
        return [
            rule
            for rule in rules
            if not rule.needs or (not rule.needs & missing and _around(rule, element))
        ]

    def _names_around(self, element: Element) -> int:
        """Bits of the names of all elements around one; each element is looked at once."""
        line = []
        each = element
        while each.around is None and each.parent is not None:
            line.append(each)
            each = each.parent
        bits = each.around = each.around or 0
        for inner in reversed(line):
            bits |= self._own(each)
            inner.around = bits
            each = inner
        return bits

    def _own(self, element: Element) -> int:
        """Bits of the names of an element."""
        names = element.called
        bits = self._bits.get(names)
        if bits is None:
            if len(self._bits) >= MOST_NAMES:
                self._bits.clear()
            tag, classes, identity = names
            bits = bit_of(tag)
            for name in (classes or "").split():
                bits |= bit_of("." + name)
            if identity:
                bits |= bit_of("#" + identity)
            self._bits[names] = bits
        return bits


@lru_cache(maxsize=256)
def _is_shown(prelude: str) -> bool:
    """Whether what an at-rule holds is for a screen."""
    return bool(_SHOWN_ON_SCREENS.match(prelude.lower()))


def sheet(styles: tuple[str, ...]) -> Sheet:
    """Return the sheet of some styles, which may have served another page.

    >>> sheet(("p{display:none}",)) is sheet(("p{display:none}",))
    True
    """
    sizes = tuple(map(len, styles))
    if sum(sizes) > LONGEST:
        return Sheet(styles)
    kept = _KEPT.get(sizes)
    if kept is None or kept[0] != styles:
        if len(_KEPT) >= KEPT:
            _KEPT.clear()
        kept = _KEPT[sizes] = styles, Sheet(styles)
    return kept[1]


#: Sheets with their styles, by the lengths of these: a hash of all that they say would take longer than to compare it.
_KEPT: dict[tuple[int, ...], tuple[tuple[str, ...], Sheet]] = {}


_NOTHING: Declarations = {}
_COLOURS = frozenset(("color", "background", "background-color", "-webkit-text-fill-color"))


def join(joined: dict[str, str], given: Mapping[str, str]) -> None:
    """Let later declarations win over those in `joined`, unless those are important."""
    for name, value in given.items():
        if not joined.get(name, "").endswith("!") or value.endswith("!"):
            joined[name] = value


def _may_tell(body: str) -> bool:
    """Whether declarations may say something of a property that can hide."""
    names = [each.partition(":")[0].strip() for each in body.split(";")]
    return "\\" in body or any(not name.isascii() or name.lower() in TELLING for name in names)


def _fitting(
    names: Names,
    known: dict[Names, list[Rule]],
    keys: Callable[[Names], list[str]],
    named: Callable[[str], list[Rule]],
) -> list[Rule]:
    """The rules under some of the keys of these names that fit them, as far as they are not known yet."""
    found = known.get(names)
    if found is None:
        found = [rule for key in keys(names) for rule in named(key) if fits(rule.steps[0], names)]
        if len(known) >= MOST_NAMES:
            known.clear()
        known[names] = found
    return found


def _around(rule: Rule, element: Element) -> bool:
    """Whether the further steps of a rule's selector are found around an element."""
    outer = element.parent
    for tag, identity, classes, _ in rule.steps[1:]:
        while outer and outer.tag:
            its_tag, its_classes, its_identity = outer.called
            if (
                (not tag or tag == its_tag)
                and (not identity or identity == its_identity)
                and (not classes or holds(its_classes, classes))
            ):
                break
            outer = outer.parent
        if not outer or not outer.tag:
            return False
        outer = outer.parent
    return True


def _rule(selector: str, body: str, place: int = 0) -> Rule | None:
    """What a rule says, the so-manieth for its name; None where that is nothing, or not understood."""
    given, hides, paints = _told(body[:LONGEST_BODY])
    aim = aim_of(selector) if given else None
    if aim is None:
        return None
    steps, ids, classes, needs = aim
    weight = ids, classes, len(steps), place
    return Rule(weight, steps, given, needs, hides or (paints and len(steps) == 1))


def _may_hide(selector: str, body: str) -> bool:
    """Whether a rule may be one that can hide: what only colours is that for elements wherever they stand."""
    _, hides, paints = _told(body[:LONGEST_BODY])
    return hides or (paints and not (_PARTED.search(selector) and "*" not in selector))


@lru_cache(maxsize=1 << 13)
def _told(body: str) -> tuple[Declarations, bool, bool]:
    """What a rule declares, whether that hides, and whether it colours."""
    given = declarations(body)
    return given, bool(how(given)), not _COLOURS.isdisjoint(given)
