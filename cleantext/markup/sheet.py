"""The style rules of a page that can hide, found by the names of an element."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from cleantext.document import Element
from cleantext.markup.css import TELLING, Declarations, declarations, how
from cleantext.markup.elements import COMPILED
from cleantext.markup.elements import Names as Known

#: Of a page's own style sheets so many characters are read; spam does not hide behind more.
LONGEST = 1 << 20
#: So many rules for one name are kept.
MOST = 64
#: Of the classes of an element so many are read.
MOST_CLASSES = 40
#: What elements of so many names meet is remembered.
MOST_NAMES = 1 << 12
#: The sheets of so many pages are kept: pages of one site share theirs.
KEPT = 16
#: How many bits tell the names around an element; some names share one.
BITS = 512

#: Longer selectors, in bytes, and those for an element of a longer name, are left out.
LONGEST_SELECTOR, LONGEST_TAG = 4000, 64

_BLANKS = " \t\n\v\f\r"
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_COMPOUND = re.compile(
    r"(?:[a-z][a-z0-9-]*|\*)?(?:[.#](?:[\w-]|[^\x00-\x7f])+)*", re.IGNORECASE | re.ASCII
)
_NAMES_ALONE = re.compile(r"(?:[\w.#*> \t\n\v\f\r-]|[^\x00-\x7f])*", re.ASCII)
_PART = re.compile(r"[.#]?[^.#]+")
_SPACE = re.compile(r"\s*>\s*|\s+", re.ASCII)
_LAST = re.compile(r"[^\s>]*\Z", re.ASCII)
_SHOWN_ON_SCREENS = re.compile(
    r"@(?:supports|layer|scope|container)\b|@media\b(?!.*(?:print|max-width|speech|prefers|hover|orient|height))",
    re.DOTALL,
)


class Compound(NamedTuple):
    """One step of a selector: what an element must be called."""

    tag: str
    id: str
    classes: frozenset[str]
    bits: int
    """Of all these names."""


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
#: Tag, `class` and `id` of an element.
Names = tuple[str, str | None, str | None]


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
        #: All rules that elements of the same names have met, wherever they stand.
        self._fitting: dict[Names, list[Rule]] = {}
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
                    key = _key(selector := selector.strip(_BLANKS))
                    if key and _NAMES_ALONE.fullmatch(selector):
                        self.written.setdefault(key, []).append((selector, body))
            if len(heard) > 1:
                heard.pop()
            rule = None

    def _named(self, key: str) -> list[Rule]:
        """The rules whose elements must have a name, which are read when it is first met."""
        rules = self._rules.get(key)
        if rules is None:
            rules = self._rules[key] = []
            for selector, body in self.written[key]:
                given, hides, paints = _told(body[:2000])
                aim = _aim(selector) if given else None
                if aim:
                    steps, ids, classes, needs = aim
                    weight = ids, classes, len(steps), len(rules)
                    hides = hides or (paints and len(steps) == 1)
                    rules.append(Rule(weight, steps, given, needs, hides))
                    if len(rules) == MOST:
                        break
        return rules

    def speaks_of(self, names: Names) -> int:
        """Return whether rules are for elements of these names, wherever they stand.

        The number is `RULED` where there are, `SPEAKS` where one can hide, and 0 where there are none.
        """
        rules = self.rules(names)
        for rule in rules:
            if rule.hides:
                return SPEAKS
        return RULED if rules else 0

    def speak_of(self, names: list[Known], compiled: bool | None = None) -> bytearray:
        """Return `speaks_of` for each of some names; `compiled` asks for one way to leave out most or the other."""
        if not COMPILED or compiled is False:
            return bytearray([self.speaks_of(each[:3]) for each in names])
        met = zip(names, COMPILED.met(names, self.written, MOST_CLASSES), strict=True)
        return bytearray([self.speaks_of(each[:3]) if meets else 0 for each, meets in met])

    def meets(self, element: Element) -> bool:
        """Return whether a rule that can hide means an element."""
        rules = self.rules(element.called)
        return any(rule.hides and self._around(rule, element) for rule in rules)

    def declared(self, element: Element) -> Declarations:
        """Return what the rules that mean an element declare together, by weight."""
        around = self._around
        found = [rule for rule in self.rules(element.called) if around(rule, element)]
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
        found = self._fitting.get(names)
        if found is None:
            written = self.written
            tag, classes, identity = names
            keys = [tag] if tag in written else []
            if classes:
                named = map(".".__add__, classes.split()[:MOST_CLASSES])
                keys += filter(written.__contains__, named)
            if identity and f"#{identity}" in written:
                keys.append(f"#{identity}")
            found = [
                rule for key in keys for rule in self._named(key) if _fits(rule.steps[0], names)
            ]
            if len(self._fitting) >= MOST_NAMES:
                self._fitting.clear()
            self._fitting[names] = found
        return found

    def _around(self, rule: Rule, element: Element) -> bool:
        """Whether the further steps of a rule's selector are found around an element."""
        if not rule.needs:
            return True
        around = element.around
        if around is None:
            around = self._names_around(element)
        if rule.needs & ~around:
            return False
        outer = element.parent
        for tag, identity, classes, _ in rule.steps[1:]:
            while outer and outer.tag:
                its_tag, its_classes, its_identity = outer.called
                if (
                    (not tag or tag == its_tag)
                    and (not identity or identity == its_identity)
                    and (not classes or _holds(its_classes, classes))
                ):
                    break
                outer = outer.parent
            if not outer or not outer.tag:
                return False
            outer = outer.parent
        return True

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
            bits = _bit(tag)
            for name in (classes or "").split():
                bits |= _bit("." + name)
            if identity:
                bits |= _bit("#" + identity)
            self._bits[names] = bits
        return bits


@lru_cache(maxsize=256)
def _is_shown(prelude: str) -> bool:
    """Whether what an at-rule holds is for a screen."""
    return bool(_SHOWN_ON_SCREENS.match(prelude.lower()))


def _bit(name: str) -> int:
    """The bit of a name as a selector writes it."""
    return 1 << hash(name) % BITS


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


def _key(selector: str) -> str:
    """The rarest name of the innermost step of a selector; nothing when that is not understood."""
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


@lru_cache(maxsize=1 << 13)
def _told(body: str) -> tuple[Declarations, bool, bool]:
    """What a rule declares, whether that hides, and whether it colours."""
    given = declarations(body)
    return given, bool(how(given)), not _COLOURS.isdisjoint(given)


class _Aim(NamedTuple):
    """The elements that a selector means."""

    steps: tuple[Compound, ...]
    """The innermost first."""
    ids: int
    classes: int
    needs: int
    """Bits of the names in the further steps."""


@lru_cache(maxsize=1 << 13)
def _aim(selector: str) -> _Aim | None:
    """What a selector means; None when it asks for more than names."""
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
    return _Aim((found[0], *further), ids, classes, needs)


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
        bits |= _bit(name)
    return Compound(tag, identity, frozenset(classes), bits)


def _fits(step: Compound, names: Names) -> bool:
    tag, classes, identity = names
    if step.tag and step.tag != tag:
        return False
    if step.id and identity != step.id:
        return False
    return not step.classes or _holds(classes, step.classes)


def _holds(classes: str | None, wanted: frozenset[str]) -> bool:
    # Most elements have none, and most that have do not hold the letters.
    if not classes:
        return False
    for each in wanted:
        if each not in classes:
            return False
    return wanted <= set(classes.split())
