"""The gate: which filters can have anything to do in a text, found in one pass.

Most documents of a corpus need no repair. Every filter names triggers that must stand in a text
before it can find anything; the gate looks for all of them at once, so that a clean document
costs one scan instead of one a filter.

ASCII text is settled by looking for the few ASCII triggers, each a C-speed search, and drops
every other trigger unseen. Other text is searched for the union of all triggers still unseen: a
hit settles the triggers that hold that character and the search goes on, from there, for the
rest. So a text is passed over once, however many triggers there are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger

_ASCII = [chr(code) for code in range(128)]


class Gate:
    """The shared pre-check of a tuple of filters.

    >>> nul = Filter("nul", find=lambda document: [], triggers=(Trigger(chars="\\x00"),))
    >>> gate = Gate([nul])
    >>> gate.passes(nul, gate.present(Document("sound")))
    False
    >>> gate.passes(nul, gate.present(Document("\\x00")))
    True
    """

    __slots__ = ("_all", "_ascii", "_chars", "_ends", "_words", "always")

    def __init__(self, filters: Iterable[Filter]) -> None:
        filters = tuple(filters)
        self._all = frozenset(trigger for each in filters for trigger in each.triggers)
        self.always = any(not each.triggers for each in filters)
        triggers = dict.fromkeys(trigger for each in filters for trigger in each.triggers)
        self._chars = frozenset(trigger for trigger in triggers if trigger.chars)
        self._words = tuple((word, trigger) for trigger in triggers for word in trigger.words)
        self._ends = tuple(trigger for trigger in triggers if trigger.ends)
        self._ascii = _by_ascii_character(self._chars)

    def present(self, document: Document) -> set[Trigger]:
        """Return the triggers that stand in a document; a page is taken to have them all."""
        text = document.text
        if document.blocks:
            return set(self._all)
        if text.isascii():
            found = {
                trigger
                for character, triggers in self._ascii
                if character in text
                for trigger in triggers
            }
        else:
            found = self._scan(text, self._chars)
        found |= self._places(text)
        return found

    def _places(self, text: str) -> set[Trigger]:
        """The triggers present by their words or by how the text ends."""
        found = {trigger for word, trigger in self._words if word in text}
        found.update(trigger for trigger in self._ends if text.endswith(trigger.ends))
        return found

    def _scan(self, text: str, wanted: frozenset[Trigger]) -> set[Trigger]:
        found: set[Trigger] = set()
        position = 0
        while wanted:
            hit = _union(wanted)(text, position)
            if hit is None:
                break
            here = {trigger for trigger in wanted if _union(frozenset((trigger,)))(hit.group())}
            found |= here
            wanted -= here
            position = hit.start()
        return found

    def update(self, present: set[Trigger], edits: Sequence[Edit], text: str) -> None:
        """Add to `present` the triggers that `edits`, which gave `text`, brought in.

        Triggers that the edits took away stay: that costs a look, never a repair.
        """
        added = "".join(edit.new for edit in edits)
        present |= self._scan(added, self._chars - present)
        # A word can arise where an edit joins its neighbours, so only the text itself tells.
        present |= self._places(text)

    @staticmethod
    def passes(each: Filter, present: set[Trigger]) -> bool:
        """Return whether the filter can have anything to do where these triggers stand."""
        return present.issuperset(each.triggers)


@lru_cache(maxsize=4096)
def _union(triggers: frozenset[Trigger]) -> Callable[..., re.Match[str] | None]:
    """The search for any character of any of the triggers."""
    return re.compile(f"[{''.join(sorted(trigger.chars for trigger in triggers))}]").search


def _by_ascii_character(triggers: Iterable[Trigger]) -> tuple[tuple[str, tuple[Trigger, ...]], ...]:
    """For each ASCII character that is in any trigger: the triggers that it is in."""
    classes = [(trigger, _union(frozenset((trigger,)))) for trigger in triggers]
    found = []
    for character in _ASCII:
        here = tuple(trigger for trigger, search in classes if search(character))
        if here:
            found.append((character, here))
    return tuple(found)
