"""A pipeline at work on the documents of a shard, and the tally of what it did."""

from __future__ import annotations

from collections.abc import Iterable
from time import perf_counter

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Level
from cleantext.gate import Gate
from cleantext.pipeline import Pipeline, Result
from cleantext.report import Counts, Tally


class Unfit(Exception):
    """A record that cannot be cleaned, and why; it goes to the quarantine."""


class Cleaner:
    """Cleans documents, counts them, and times every filter.

    >>> cleaner = Cleaner(Pipeline(["zero_width"]))
    >>> cleaner.clean("sound") is None, cleaner.clean("in\\u200bvisible").text
    (True, 'invisible')
    >>> cleaner.tally.documents
    2
    """

    def __init__(self, pipeline: Pipeline) -> None:
        self.tally = Tally()
        self.pipeline = Pipeline(_timed(each, self.tally) for each in pipeline.filters)
        # One gate for repairs and reports: most documents of a corpus end there.
        gate = Gate(each for each in pipeline.filters if each.level is not Level.OFF)
        #: Whether a text is sound beyond doubt; such a text need not be given to `clean`, and is
        #: counted by whoever asks.
        self.lets_by = gate.lets_by

    def clean(self, source: str | Document) -> Result | None:
        """Return what was done to a document, or None when nothing was; count it.

        Raises Unfit when a filter fails.
        """
        document = Document(source) if isinstance(source, str) else source
        try:
            result = self.pipeline.run(document)
        except Exception as error:
            raise Unfit(f"a filter failed: {type(error).__name__}: {error}") from error
        self.tally.sound(1, len(document.text))
        return result if result.trail or result.findings else None


def _timed(each: Filter, tally: Tally) -> Filter:
    find = each.find
    counts: list[Counts] = []

    def timed(document: Document) -> Iterable[Edit]:
        started = perf_counter()
        edits = tuple(find(document))
        if not counts:
            counts.append(tally.of(each.name))
        counts[0].seconds += perf_counter() - started
        return edits

    return each._replace(find=timed)
