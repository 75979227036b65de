"""Pipelines: an ordered tuple of filters, and the record of what they did."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

from cleantext.document import Document
from cleantext.edit import Edit, OffsetMap, compose, undo
from cleantext.filter import Filter, Level
from cleantext.gate import Gate
from cleantext.names import catalogued, named

if TYPE_CHECKING:
    from cleantext.decoding import Decoded

B = TypeVar("B")
_Ran = tuple[Document, "list[Pass]"]

#: How often, at most, all filters are asked. One filter's repair can uncover damage for another
#: (an entity that hides a zero-width space that splits an entity); real texts settle in two
#: rounds, and the limit keeps a text that was built to need thousands from costing them.
ROUNDS = 24


class Pass(NamedTuple):
    """The edits of one filter, counted in the text that it was given."""

    filter: str
    edits: tuple[Edit, ...]


class Change(NamedTuple):
    """One edit of a result, placed in the text that went *in*.

    `start` and `end` count code points of the input. `old` is what the filter saw there, which
    can differ from the input where an earlier filter had been at work. `made` is False for a
    finding that was only reported.
    """

    filter: str
    start: int
    end: int
    old: str
    new: str
    note: str
    made: bool = True


class Result:
    """A clean text and the trail of edits that led to it.

    `text` is the clean text, `trail` the passes that changed it, in order, `findings` the passes
    of filters that only report, found in the clean text, `decoded` how the input was read if it came as bytes.

    >>> from cleantext import explain
    >>> result = explain("cafÃ©\\u200b noir")
    >>> result.text
    'café noir'
    >>> [(change.filter, change.start, change.old, change.new) for change in result.changes()]
    [('mojibake', 3, 'Ã©', 'é'), ('zero_width', 5, '\\u200b', '')]
    >>> result.undo()
    'cafÃ©\\u200b noir'
    """

    def __init__(
        self,
        text: str,
        trail: tuple[Pass, ...] = (),
        findings: tuple[Pass, ...] = (),
        decoded: Decoded | None = None,
    ) -> None:
        self.text = text
        self.trail = trail
        self.decoded = decoded
        self.findings = findings

    def __repr__(self) -> str:
        return f"Result({self.text!r}, {len(self.trail)} passes)"

    @property
    def changed(self) -> bool:
        """Whether the text that came out differs from the text that went in."""
        return bool(self.edits)

    def undo(self) -> str:
        """Return the text that went in."""
        text = self.text
        for each in reversed(self.trail):
            text = undo(text, each.edits)
        return text

    @cached_property
    def edits(self) -> list[Edit]:
        """One sound list of edits that leads from the input to `text` at once."""
        edits: list[Edit] = []
        for each in self.trail:
            edits = compose(edits, each.edits)
        return edits

    @cached_property
    def _offsets(self) -> OffsetMap:
        return OffsetMap(self.edits)

    def to_input(self, position: int) -> int:
        """Return where the character at `position` of `text` stood in the input."""
        return self._offsets.to_input(position)

    def to_output(self, position: int) -> int:
        """Return where the character at `position` of the input stands in `text`."""
        return self._offsets.to_output(position)

    def changes(self) -> Iterator[Change]:
        """Yield every edit, made or only reported, placed in the input; pass by pass."""
        offsets: list[OffsetMap] = []
        passes = [(n, each, True) for n, each in enumerate(self.trail)]
        passes += [(len(self.trail), each, False) for each in self.findings]
        for before, each, made in passes:
            while len(offsets) < before:
                offsets.append(OffsetMap(self.trail[len(offsets)].edits))
            for edit in each.edits:
                start, end = edit.start, edit.end
                for back in reversed(offsets[:before]):
                    start, end = back.to_input(start), back.to_input(end)
                yield Change(
                    each.filter, start, max(start, end), edit.old, edit.new, edit.note, made
                )


class Pipeline:
    """An immutable, picklable, ordered tuple of filters.

    `filters` are `Filter` objects or names from the catalogue, in the order in which they run.

    >>> pipeline = Pipeline(["zero_width", "trailing_space"])
    >>> pipeline.clean("in\\u200bvisible ")
    'invisible'
    >>> sound = "sound text, left alone"
    >>> pipeline.clean(sound) is sound
    True

    Raises UnknownFilter for a name that the catalogue does not hold.
    """

    __slots__ = ("_active", "_gate", "_report_gate", "_reports", "_turns", "filters")

    def __init__(self, filters: Iterable[Filter | str]) -> None:
        self.filters = tuple(named(each) for each in filters)
        self._active = tuple(each for each in self.filters if each.level is Level.FIX)
        self._reports = tuple(each for each in self.filters if each.level is Level.REPORT)
        self._gate = Gate(self._active)
        self._report_gate = Gate(self._reports)
        self._turns = ROUNDS * len(self._active)

    def __repr__(self) -> str:
        return f"Pipeline({[each.name for each in self.filters]})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pipeline) and self.filters == other.filters

    def __hash__(self) -> int:
        return hash(self.filters)

    def __reduce__(self) -> tuple[type[Pipeline], tuple[tuple[Filter, ...]]]:
        return Pipeline, (self.filters,)

    def clean(self, source: str | Document) -> str:
        """Return the clean text; the very same object when there was nothing to do."""
        if not isinstance(source, str):
            document = _document(source)
            if document.page or document.blocks:
                return self._run(document, quiet=True)[0].text
            source = document.text
        # Most texts need no more than this, and many are short.
        gate = self._gate
        present, in_vain = gate.within(source, looks=False), 0
        for place in gate.asked(present):
            look = gate.looks[place]
            if look is None or look(source):
                return self._run(Document(source), present, in_vain, quiet=True)[0].text
            in_vain = place + 1
        return source

    def run(self, source: str | Document) -> Result:
        """Return the clean text with the trail of edits, and what was found but left alone."""
        document, trail = self._run(_document(source))
        findings = tuple(self._report(document)) if self._reports else ()
        return Result(document.text, tuple(trail), findings, document.decoded)

    def map(self, texts: Iterable[str], jobs: int = 1) -> Iterator[str]:
        """Yield the clean text of each text, in order, worked on by `jobs` processes.

        Little is read ahead, so `texts` may be endless. With more than one job the filters must be
        such that another process can import them.

        >>> list(Pipeline(["zero_width"]).map(["in\\u200bvisible", "sound"]))
        ['invisible', 'sound']
        """
        from cleantext.parallel import clean_all

        return clean_all(self, texts, jobs)

    def arrow_batch(self, batch: B, column: str = "text") -> B:
        """Return an Arrow RecordBatch or Table with the texts of a column cleaned.

        An Array or ChunkedArray is cleaned itself. The very same object comes back when there was nothing
        to do; nulls stay. This is what Ray Data, Spark, Dask and the like call: see docs/corpora.md.

        Raises KeyError when there is no such column, and TypeError when it holds no text.
        """
        from cleantext.columns import clean_batch

        return cast("B", clean_batch(self, batch, column))

    @property
    def fingerprint(self) -> str:
        """A digest of all that decides what the pipeline does: version, filters, levels, code.

        >>> Pipeline(["zero_width"]).fingerprint == Pipeline(["trailing_space"]).fingerprint
        False
        """
        from cleantext.serial import fingerprint

        return fingerprint(self)

    def to_toml(self) -> str:
        """Return the pipeline as TOML, which `from_toml` reads.

        >>> print(Pipeline(["mixed_scripts", "zero_width"]).to_toml(), end="")
        filters = [
            "mixed_scripts",
            "zero_width",
        ]

        Raises UnknownFilter when a filter is in neither the catalogue nor an installed package.
        """
        from cleantext.serial import to_toml

        return to_toml(self)

    @classmethod
    def from_toml(cls, text: str) -> Pipeline:
        """Return the pipeline that `to_toml` wrote.

        Raises ValueError when the TOML is none, or holds other keys than `to_toml` writes, and
        UnknownFilter for a name that stands for no filter.
        """
        from cleantext.serial import from_toml

        return from_toml(text)

    def stream(self, sources: Iterable[str | Document]) -> Iterator[Result]:
        """Yield the result of each source in turn; nothing is read ahead."""
        return map(self.run, sources)

    def _run(
        self, source: Document, present: int | None = None, in_vain: int = 0, quiet: bool = False
    ) -> _Ran:
        """Ask filter after filter until all are content.

        `present` are the triggers of a text without blocks, if they are known, and looks of filters before the place
        `in_vain` saw nothing in it; `quiet` says that nobody asks for the trail, of which a part may be missing then.
        """
        gate, filters, document = self._gate, self._active, source
        trail: list[Pass] = []
        # Each filter is idempotent, so the text is clean when all the *others* have found nothing
        # since the last edit: until then filters have their turns.
        count = len(filters)
        turn, last = 0, count
        # What a page's markup takes out of it need not be searched for triggers.
        while document.page is not None and turn < count and filters[turn].once:
            each, before = filters[turn], document
            if quiet and each.mends:
                document = each.mends(document)
            else:
                edits = tuple(each.find(document))
                document = document.edited(edits)
                if edits:
                    trail.append(Pass(each.name, edits))
            if document is not before:
                last = turn + count
            turn += 1
        plain = quiet and present is not None
        # A look of a filter's own is taken when its turn comes: others may change the text before.
        present = gate.present(document, looks=False) if present is None else present
        asked = gate.asked(present)
        while asked and (turn := _next_turn(asked, turn, count)) < last:
            each, before = filters[turn % count], document
            look = gate.looks[turn % count]
            if look and ((turn < in_vain and document is source) or not look(document.text)):
                turn += 1
                continue
            if plain and each.swaps:
                document, edits = each.swaps.made_of(document), each.swaps.edits
                present &= ~gate.needs[turn % count]  # of what is swapped nothing is left
            elif plain and each.mends:
                document, edits = each.mends(document), ()
            else:
                edits = () if each.once and turn >= count else tuple(each.find(document))
                document = document.edited(edits)
            if document is not before:
                text = document.text
                present = (
                    gate.update(present, edits, text)
                    if edits
                    else gate.present(document, looks=False)
                )
                asked = gate.asked(present)
                trail.append(Pass(each.name, edits))
                last = min(turn + count, self._turns)
            turn += 1
        return document, trail

    def _report(self, document: Document) -> Iterator[Pass]:
        """Yield what the filters that only report find in a document."""
        for place in self._report_gate.asked(self._report_gate.present(document)):
            edits = tuple(self._reports[place].find(document))
            if edits:
                yield Pass(self._reports[place].name, edits)

    def with_(self, *filters: Filter | str) -> Pipeline:
        """Return a pipeline that has these filters too.

        A filter of the catalogue takes its place in the catalogue's order; any other comes last.
        A filter that is given, with another level say, replaces the one of its name.

        >>> Pipeline(["zero_width"]).with_("control_chars", str.strip.__name__ and "trailing_space")
        Pipeline(['control_chars', 'zero_width', 'trailing_space'])
        """
        added = {each.name: each for each in map(named, filters)}
        kept = [added.pop(each.name, each) for each in self.filters]
        order = {name: place for place, name in enumerate(catalogued())}
        for each in added.values():
            place = order.get(each.name, len(order))
            index = len(kept)
            if each.name in order:
                index = next(
                    (i for i, one in enumerate(kept) if order.get(one.name, len(order)) > place),
                    len(kept),
                )
            kept.insert(index, each)
        return Pipeline(kept)

    def without(self, *names: str) -> Pipeline:
        """Return a pipeline that lacks the filters of these names.

        Raises UnknownFilter for a name that neither the pipeline nor the catalogue holds.
        """
        self._check(names)
        return Pipeline(each for each in self.filters if each.name not in names)

    def only(self, *names: str) -> Pipeline:
        """Return a pipeline of just the filters of these names, in this pipeline's order.

        Raises UnknownFilter for a name that neither the pipeline nor the catalogue holds.
        """
        self._check(names)
        return Pipeline(each for each in self.filters if each.name in names)

    def at(self, level: Level, *names: str) -> Pipeline:
        """Return a pipeline whose filters of these names stand at `level`.

        >>> careful = Pipeline(["zero_width"]).at(Level.REPORT, "zero_width")
        >>> careful.clean("in\\u200bvisible")
        'in\\u200bvisible'

        Raises UnknownFilter for a name that neither the pipeline nor the catalogue holds.
        """
        self._check(names)
        return Pipeline(e._replace(level=level) if e.name in names else e for e in self.filters)

    def _check(self, names: Iterable[str]) -> None:
        own = {each.name for each in self.filters}
        for name in (each for each in names if each not in own):
            named(name)


def _document(source: str | Document) -> Document:
    if isinstance(source, Document):
        return source
    if isinstance(source, str):
        return Document(source)
    raise TypeError(
        f"a pipeline cleans str or Document, not {type(source).__name__}; "
        "cleantext.clean() also reads bytes"
    )


def _next_turn(asked: tuple[int, ...], turn: int, count: int) -> int:
    """The first turn from `turn` on of a filter that is asked; filters have turns round and round."""
    first = turn - turn % count
    place = bisect_left(asked, turn - first)
    return first + asked[place] if place < len(asked) else first + count + asked[0]
