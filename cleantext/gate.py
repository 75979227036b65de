"""The gate: which filters can have anything to do in a text, found in one pass.

Most documents of a corpus need no repair. Every filter names triggers that must stand in a text
before it can find anything; the gate looks for all of them at once (`cleantext.scan`), so that a
clean document costs one scan instead of one a filter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import NEVER, Filter, Trigger
from cleantext.scan import scanner

#: How many sets of triggers a gate remembers what to do with, at most.
_REMEMBERED = 2048


class Gate:
    """The shared pre-check of a tuple of filters.

    `needs` holds, for each filter in turn, the set of its triggers, `looks` the look of its own that it takes, or
    None. `compiled` asks for one way of scanning or the other; None for the faster one.

    >>> from cleantext.filter import Trigger
    >>> nul = Filter("nul", find=lambda document: [], triggers=(Trigger(chars="\\x00"),))
    >>> gate = Gate([nul])
    >>> gate.passes(gate.needs[0], gate.present(Document("sound")))
    False
    >>> gate.passes(gate.needs[0], gate.present(Document("\\x00")))
    True
    """

    __slots__ = ("_asked", "_pages", "_scanner", "looks", "needs")

    def __init__(self, filters: Iterable[Filter], compiled: bool | None = None) -> None:
        filters = tuple(filters)
        triggers = dict.fromkeys(trigger for each in filters for trigger in each.triggers)
        bits = {trigger: 1 << place for place, trigger in enumerate(triggers)}
        self.needs = tuple(sum(bits[trigger] for trigger in set(f.triggers)) for f in filters)
        self.looks = tuple(map(_look, filters))
        self._asked: dict[int, tuple[int, ...]] = {}
        self._pages = bits.get(NEVER, 0)
        self._scanner = scanner(bits, compiled)

    def present(self, document: Document, looks: bool = True) -> int:
        """Return the triggers that stand in a document; what needs blocks is there on a page.

        Without `looks`, those that take a look of a filter's own are there as well.
        """
        found = self._scanner.present(document.text, looks)
        return found | self._pages if document.page or document.blocks else found

    def within(self, text: str, looks: bool = True) -> int:
        """Return the same of a text that has no blocks."""
        return self._scanner.present(text, looks)

    def update(self, present: int, edits: Sequence[Edit], text: str) -> int:
        """Return the triggers that stand in `text`, which `edits` gave, where `present` were before.

        Some that the edits took away may stay, and all that take a look of a filter's own: that costs a look,
        never a repair.
        """
        return self._scanner.update(present, edits, text) | present & self._pages

    def asked(self, present: int) -> tuple[int, ...]:
        """Return the places of the filters that can have anything to do where these triggers stand."""
        found = self._asked.get(present)
        if found is None:
            if len(self._asked) >= _REMEMBERED:
                self._asked.clear()
            needed = enumerate(self.needs)
            found = tuple(place for place, needs in needed if self.passes(needs, present))
            self._asked[present] = found
        return found

    def lets_by(self, text: str) -> bool:
        """Return whether no filter can have anything to do in a text that has no blocks."""
        looks = self.looks
        for place in self.asked(self._scanner.present(text, looks=False)):
            look = looks[place]
            if look is None or look(text):
                return False
        return True

    @staticmethod
    def passes(needs: int, present: int) -> bool:
        """Return whether a filter of these needs can have anything to do where these stand."""
        return needs & present == needs


def _look(each: Filter) -> Callable[[str], bool] | None:
    """The look that a filter takes, of those of its triggers that are nothing else; there is no more than one."""
    looks = [one.holds for one in each.triggers if one.holds and one == Trigger(holds=one.holds)]
    return looks[0] if looks else None
