"""The gate: which filters can have anything to do in a text, found in one pass.

Most documents of a corpus need no repair. Every filter names triggers that must stand in a text
before it can find anything; the gate looks for all of them at once, so that a clean document
costs one scan instead of one a filter.

ASCII text is settled by looking for the few ASCII triggers, each a C-speed search, and drops
every other trigger unseen. Other text is searched for the union of all triggers still unseen: a
hit settles the triggers that hold that character and the search goes on, from there, for the
rest. So a text is passed over once, however many triggers there are.

Sets of triggers are kept as the bits of an integer, because short documents are many.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from cleantext.classes import highest, union
from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import NEVER, Filter

_ASCII = [chr(code) for code in range(128)]
_Search = Callable[[str, int], "re.Match[str] | None"]
#: How many compiled searches, and how many looked-up characters, a gate remembers at most.
_REMEMBERED = 2048


class Gate:
    """The shared pre-check of a tuple of filters.

    `needs` holds, for each filter in turn, the set of its triggers.

    >>> from cleantext.filter import Trigger
    >>> nul = Filter("nul", find=lambda document: [], triggers=(Trigger(chars="\\x00"),))
    >>> gate = Gate([nul])
    >>> gate.passes(gate.needs[0], gate.present(Document("sound")))
    False
    >>> gate.passes(gate.needs[0], gate.present(Document("\\x00")))
    True
    """

    __slots__ = (
        "_ascii", "_chars", "_classes", "_ends", "_of", "_pages", "_searches", "_words",
        "always", "needs",
    )  # fmt: skip

    def __init__(self, filters: Iterable[Filter]) -> None:
        filters = tuple(filters)
        triggers = dict.fromkeys(trigger for each in filters for trigger in each.triggers)
        bits = {trigger: 1 << place for place, trigger in enumerate(triggers)}
        self.needs = tuple(sum(bits[trigger] for trigger in set(f.triggers)) for f in filters)
        self.always = not all(self.needs)
        self._pages = bits.get(NEVER, 0)
        self._classes = [(bits[trigger], trigger) for trigger in triggers if trigger.chars]
        self._chars = sum(bit for bit, _ in self._classes)
        self._words = tuple((word, bits[each]) for each in triggers for word in each.words)
        self._ends = tuple((each.ends, bits[each]) for each in triggers if each.ends)
        self._of: dict[str, int] = {}
        self._searches: dict[tuple[int, int], _Search] = {}
        self._ascii = tuple((char, self._holding(char)) for char in _ASCII if self._holding(char))

    def present(self, document: Document) -> int:
        """Return the triggers that stand in a document; what needs blocks is there on a page."""
        text = document.text
        if document.page or document.blocks:
            return self._pages | self._stand(text)
        return self._stand(text)

    def _stand(self, text: str) -> int:
        if text.isascii():
            found = 0
            for char, holding in self._ascii:
                # What holds this character and nothing new is settled already.
                if holding & ~found and char in text:
                    found |= holding
        else:
            found = self._scan(text, self._chars)
        return found | self._places(text)

    def _scan(self, text: str, wanted: int) -> int:
        found = 0
        position = 0
        limit = highest(text)
        while wanted:
            search = self._searches.get((wanted, limit)) or self._search(wanted, limit)
            hit = search(text, position)
            if hit is None:
                break
            holding = self._holding(hit.group())
            found |= holding
            wanted &= ~holding
            position = hit.start()
        return found

    def _places(self, text: str) -> int:
        """The triggers present by their words or by how the text ends."""
        found = 0
        for word, bit in self._words:
            # One character is looked for far faster than two, and most texts have no tab.
            if not bit & found and word[0] in text and word in text:
                found |= bit
        for ends, bit in self._ends:
            if text.endswith(ends):
                found |= bit
        return found

    def _holding(self, char: str) -> int:
        """The triggers whose class holds a character."""
        holding = self._of.get(char)
        if holding is None:
            if len(self._of) >= _REMEMBERED:
                self._of.clear()
            holding = sum(bit for bit, each in self._classes if re.match(f"[{each.chars}]", char))
            self._of[char] = holding
        return holding

    def _search(self, wanted: int, limit: int) -> _Search:
        """The search for any character up to `limit` of any of some triggers."""
        if len(self._searches) >= _REMEMBERED:
            self._searches.clear()
        search = union((each.chars for bit, each in self._classes if bit & wanted), limit).search
        self._searches[wanted, limit] = search
        return search

    def update(self, present: int, edits: Sequence[Edit], text: str) -> int:
        """Return `present` with the triggers that `edits`, which gave `text`, brought in.

        Triggers that the edits took away stay: that costs a look, never a repair.
        """
        added = "".join(edit.new for edit in edits)
        present |= self._scan(added, self._chars & ~present)
        # A word can arise where an edit joins its neighbours, so only the text itself tells.
        return present | self._places(text)

    @staticmethod
    def passes(needs: int, present: int) -> bool:
        """Return whether a filter of these needs can have anything to do where these stand."""
        return needs & present == needs
