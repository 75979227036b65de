"""Whether a text costs no more than sound text does, for less than to add up what it costs."""

from __future__ import annotations

from cleantext.language import added, by_language, weighed

#: So many words are remembered with what they cost.
_MOST = 1 << 13
#: Sums of floats are wrong by less.
_SLIP = 1e-6


class _Costs(dict[str, float]):
    """What words cost in one language of each script: together no less than in the likeliest of a text."""

    def __init__(self, lanes: dict[str, int]) -> None:
        self.lanes = lanes

    def __missing__(self, word: str) -> float:
        rows, cost = weighed(word)
        for name, row in rows:
            # In a script that was not met before any language will do.
            cost += (row >> 32 * self.lanes.get(name, 0) & 0xFFFFFFFF) / 10
        if len(self) >= _MOST:
            self.clear()
        self[word] = cost
        return cost


class _Limit:
    """Asks whether texts cost so much, first in the languages of the text before."""

    def __init__(self) -> None:
        self._costs = _Costs({})

    def __call__(self, text: str, most: float) -> bool:
        """Return whether `language.bits` of a text are so many or fewer; what is sound is told soonest.

        >>> from cleantext.language import bits
        >>> text = "The bridge is open again"
        >>> costs_at_most(text, bits(text)), costs_at_most(text, bits(text) - 1)
        (True, False)
        """
        costs = self._costs
        if sum(map(costs.__getitem__, text.replace("\xad", "").split(" "))) <= most - _SLIP:
            return True
        totals, cost = added(text)
        lanes = dict(costs.lanes)
        for name, total in totals.items():
            each = by_language(name, total)
            cost += min(each) / 10
            lanes[name] = each.index(min(each))
        if cost > most:
            return False
        if lanes != costs.lanes:
            self._costs = _Costs(lanes)
        return True


costs_at_most = _Limit()
