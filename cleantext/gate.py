"""The gate: which filters can have anything to do in a text, found in one pass.

Most documents of a corpus need no repair. Every filter names triggers that must stand in a text
before it can find anything; the gate looks for all of them at once (`cleantext.scan`), so that a
clean document costs one scan instead of one a filter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import NEVER, Filter
from cleantext.scan import scanner

#: How many sets of triggers a gate remembers what to do with, at most.
_REMEMBERED = 2048


class Gate:
    """The shared pre-check of a tuple of filters.

    `needs` holds, for each filter in turn, the set of its triggers. `compiled` asks for one way of
    scanning or the other; None for the faster one.

    >>> from cleantext.filter import Trigger
    >>> nul = Filter("nul", find=lambda document: [], triggers=(Trigger(chars="\\x00"),))
    >>> gate = Gate([nul])
    >>> gate.passes(gate.needs[0], gate.present(Document("sound")))
    False
    >>> gate.passes(gate.needs[0], gate.present(Document("\\x00")))
    True
    """

    __slots__ = ("_asked", "_pages", "_scanner", "needs")

    def __init__(self, filters: Iterable[Filter], compiled: bool | None = None) -> None:
        filters = tuple(filters)
        triggers = dict.fromkeys(trigger for each in filters for trigger in each.triggers)
        bits = {trigger: 1 << place for place, trigger in enumerate(triggers)}
        self.needs = tuple(sum(bits[trigger] for trigger in set(f.triggers)) for f in filters)
        self._asked: dict[int, tuple[int, ...]] = {}
        self._pages = bits.get(NEVER, 0)
        self._scanner = scanner(bits, compiled)

    def present(self, document: Document) -> int:
        """Return the triggers that stand in a document; what needs blocks is there on a page."""
        found = self.within(document.text)
        return found | self._pages if document.page or document.blocks else found

    def within(self, text: str) -> int:
        """Return the triggers that stand in a text that has no blocks."""
        return self._scanner.present(text)

    def update(self, present: int, edits: Sequence[Edit], text: str) -> int:
        """Return the triggers that stand in `text`, which `edits` gave, where `present` were before.

        Some that the edits took away may stay: that costs a look, never a repair.
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
        present = self._scanner.present(text)
        found = self._asked.get(present)
        return not (self.asked(present) if found is None else found)

    @staticmethod
    def passes(needs: int, present: int) -> bool:
        """Return whether a filter of these needs can have anything to do where these stand."""
        return needs & present == needs
