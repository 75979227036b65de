"""Many texts, a few processes: what comes out is in the order of what went in."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cleantext.pipeline import Pipeline

#: Texts that travel to a process together, and characters at which the bundle is full.
_TEXTS, _CHARACTERS = 256, 1 << 20
#: Bundles that are ready or being worked on, for each process.
_AHEAD = 3

_pipeline: Pipeline | None = None


def clean_all(pipeline: Pipeline, texts: Iterable[str], jobs: int) -> Iterator[str]:
    """Yield the clean text of each text; `jobs` processes work on them, or this one if it is 1."""
    if jobs < 1:
        raise ValueError(f"jobs is at least 1, not {jobs}")
    if jobs == 1:
        return map(pipeline.clean, texts)
    return _in_processes(pipeline, texts, jobs)


def _in_processes(pipeline: Pipeline, texts: Iterable[str], jobs: int) -> Iterator[str]:
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing import get_context

    bundles = _bundled(texts)
    # Not by fork: a copy of a process with threads can hang.
    context = get_context("spawn")
    pool = ProcessPoolExecutor(jobs, context, initializer=_begin, initargs=(pipeline,))
    with pool:
        waiting: deque[tuple[list[str], Future[list[str | None]]]] = deque()
        try:
            while True:
                for bundle in islice(bundles, jobs * _AHEAD - len(waiting)):
                    waiting.append((bundle, pool.submit(_clean, bundle)))
                if not waiting:
                    return
                bundle, future = waiting.popleft()
                for old, new in zip(bundle, future.result(), strict=True):
                    yield old if new is None else new
        finally:
            pool.shutdown(cancel_futures=True)


def _bundled(texts: Iterable[str]) -> Iterator[list[str]]:
    bundle: list[str] = []
    size = 0
    for text in texts:
        bundle.append(text)
        size += len(text)
        if len(bundle) >= _TEXTS or size >= _CHARACTERS:
            yield bundle
            bundle, size = [], 0
    if bundle:
        yield bundle


def _begin(pipeline: Pipeline) -> None:
    global _pipeline  # noqa: PLW0603 - an initializer has no other way
    _pipeline = pipeline


def _clean(bundle: list[str]) -> list[str | None]:
    """The clean texts; None for one that stays, which need not travel back."""
    assert _pipeline is not None  # _begin was called
    cleaned = [(text, _pipeline.clean(text)) for text in bundle]
    return [None if new is old else new for old, new in cleaned]
