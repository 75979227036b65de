"""Counts of what was done to many documents, which add up over shards, machines and runs.

A tally is filled in by whoever cleans, written beside the output, and merged with others. What is
in it depends on the documents alone, the seconds apart: samples are those documents whose digest
is lowest, so that any division of the same documents gives the same samples.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any, NamedTuple

from cleantext.pipeline import Change, Result

#: How many samples are kept of each filter, and how many different edits are counted.
SAMPLES = 6
EDITS = 2000
#: Characters of an edit that count as the same edit, and of the text shown around one.
SHOWN = 60
AROUND = 120
#: Characters of one removal that a sample holds.
REMOVED = 1200


class Counts:
    """What one filter did."""

    __slots__ = ("added", "documents", "edits", "removed", "reported", "seconds")

    def __init__(self) -> None:
        self.documents = 0
        self.edits = 0
        self.removed = 0
        self.added = 0
        self.reported = 0
        self.seconds = 0.0


class Sample(NamedTuple):
    """A stretch of a document before and after.

    `key` names the document. `pieces` are `(before, after, filter, note)`, in order; where nothing
    was done `before` and `after` are the same and `filter` is empty.
    """

    digest: str
    key: str
    pieces: tuple[tuple[str, str, str, str], ...]


class Tally:
    """What was done to some documents.

    >>> from cleantext import explain
    >>> tally = Tally()
    >>> for key, text in [("a", "sound"), ("b", "in\\u200bvisible")]:
    ...     tally.add(key, text, explain(text))
    >>> tally.documents, tally.touched, tally.filters["zero_width"].edits
    (2, 1, 1)
    """

    #: What is simply summed.
    NUMBERS = (
        "documents", "touched", "quarantined", "without_text", "left_out", "characters",
        "characters_out", "bytes_in", "bytes_out", "seconds",
    )  # fmt: skip

    def __init__(self) -> None:
        self.documents = 0
        self.touched = 0
        self.quarantined = 0
        self.without_text = 0
        self.left_out = 0
        self.characters = 0
        self.characters_out = 0
        self.bytes_in = 0
        self.bytes_out = 0
        self.seconds = 0.0
        self.filters: dict[str, Counts] = {}
        self.edits: Counter[tuple[str, str, str]] = Counter()
        self.charsets: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.samples: dict[str, list[Sample]] = {}

    def add(self, key: str, text: str, result: Result) -> None:
        """Count a document that was `text`; `key` names it."""
        self.sound(1, len(text))
        if result.trail or result.findings:
            self.note(key, text, result)

    def sound(self, documents: int, length: int) -> None:
        """Count documents of so many characters, of which nothing is known yet but that."""
        self.documents += documents
        self.characters += length
        self.characters_out += length

    def note(self, key: str, text: str, result: Result) -> None:
        """Take in what was done to a document that is counted already."""
        self.touched += bool(result.changed)
        self.characters_out += len(result.text) - len(text)
        touching: set[str] = set()
        for each in result.trail:
            counts = self.of(each.filter)
            counts.documents += each.filter not in touching
            touching.add(each.filter)
            counts.edits += len(each.edits)
            for edit in each.edits:
                counts.removed += len(edit.old)
                counts.added += len(edit.new)
                self.edits[each.filter, edit.old[:SHOWN], edit.new[:SHOWN]] += 1
        for each in result.findings:
            self.of(each.filter).reported += len(each.edits)
            touching.add(each.filter)
        if len(self.edits) > 2 * EDITS:
            self.edits = _commonest(self.edits)
        self._sample(key, text, result, touching)

    def of(self, name: str) -> Counts:
        """Return the counts of a filter."""
        if name not in self.filters:
            self.filters[name] = Counts()
        return self.filters[name]

    def _sample(self, key: str, text: str, result: Result, names: set[str]) -> None:
        digest = blake2b(key.encode("utf-8", "replace"), digest_size=8).hexdigest()
        changes: list[Change] | None = None
        for name in names:
            kept = self.samples.setdefault(name, [])
            if len(kept) >= SAMPLES and kept[-1].digest <= digest:
                continue
            if changes is None:
                changes = sorted(result.changes(), key=lambda each: (each.start, each.end))
            kept.append(Sample(digest, key, tuple(_pieces(name, text, changes))))
            kept.sort()
            del kept[SAMPLES:]

    def merge(self, other: Tally) -> None:
        """Add the counts of another tally."""
        for name in self.NUMBERS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name, counts in other.filters.items():
            own = self.of(name)
            for field in Counts.__slots__:
                setattr(own, field, getattr(own, field) + getattr(counts, field))
        self.edits = _commonest(self.edits + other.edits)
        self.charsets += other.charsets
        self.reasons += other.reasons
        for name, samples in other.samples.items():
            self.samples[name] = sorted(set(self.samples.get(name, []) + samples))[:SAMPLES]

    def as_dict(self) -> dict[str, Any]:
        """Return all of it in a shape that JSON can hold; see docs/corpora.md."""
        return {
            **{name: getattr(self, name) for name in self.NUMBERS},
            "filters": {
                name: {field: getattr(self.filters[name], field) for field in Counts.__slots__}
                for name in sorted(self.filters)
            },
            "edits": [
                {"filter": name, "old": old, "new": new, "count": count}
                for (name, old, new), count in _ordered(self.edits)
            ],
            "charsets": dict(sorted(self.charsets.items())),
            "reasons": dict(sorted(self.reasons.items())),
            "samples": {
                name: [{"key": s.key, "digest": s.digest, "pieces": s.pieces} for s in samples]
                for name, samples in sorted(self.samples.items())
            },
        }

    @classmethod
    def from_dict(cls, found: dict[str, Any]) -> Tally:
        """Return the tally that `as_dict` was asked of."""
        tally = cls()
        for name in cls.NUMBERS:
            setattr(tally, name, found[name])
        for name, fields in found["filters"].items():
            for field in Counts.__slots__:
                setattr(tally.of(name), field, fields[field])
        for each in found["edits"]:
            tally.edits[each["filter"], each["old"], each["new"]] = each["count"]
        tally.charsets.update(found["charsets"])
        tally.reasons.update(found["reasons"])
        for name, samples in found["samples"].items():
            tally.samples[name] = [
                Sample(s["digest"], s["key"], tuple(tuple(piece) for piece in s["pieces"]))
                for s in samples
            ]
        return tally

    def total_edits(self) -> int:
        """Return how many edits all filters made."""
        return sum(each.edits for each in self.filters.values())


def _ordered(edits: Counter[tuple[str, str, str]]) -> list[tuple[tuple[str, str, str], int]]:
    return sorted(edits.items(), key=lambda item: (-item[1], item[0]))


def _commonest(edits: Counter[tuple[str, str, str]]) -> Counter[tuple[str, str, str]]:
    if len(edits) <= EDITS:
        return edits
    return Counter(dict(_ordered(edits)[:EDITS]))


def _pieces(name: str, text: str, changes: list[Change]) -> Iterator[tuple[str, str, str, str]]:
    """The text around the first change of a filter, in pieces, with all changes that fall there."""
    first = next(each for each in changes if each.filter == name)
    low = max(0, first.start - AROUND)
    high = min(len(text), max(first.end, first.start) + AROUND)
    position = low
    if low:
        yield "…", "…", "", ""
    for each in changes:
        # What an earlier filter has changed is shown as that filter saw it.
        if each.start < position or each.start > high:
            continue
        if each.start > position:
            sound = text[position : each.start]
            yield sound, sound, "", ""
        old, new = _cut(text[each.start : each.end] or each.old), _cut(each.new)
        yield old, new if each.made else old, each.filter, each.note
        position = max(each.end, each.start)
    if position < high:
        yield text[position:high], text[position:high], "", ""
    if max(high, position) < len(text):
        yield "…", "…", "", ""


def _cut(text: str) -> str:
    return text if len(text) <= REMOVED else text[:REMOVED] + "…"
