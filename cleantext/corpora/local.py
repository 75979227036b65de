"""Shards on one machine: in this process, or in workers that may die without harm.

A worker that dies, for want of memory say, takes one attempt at one shard with it; the shard is
given to another. Workers watch a pipe that only this process holds the other end of, so when this
process dies they end at once, whatever they are at.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterable
from contextlib import suppress
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection, wait
from time import monotonic
from typing import Any, NamedTuple

from cleantext.corpora import shard as shards
from cleantext.corpora.plan import Shard
from cleantext.corpora.settings import CorpusError, Settings
from cleantext.report import Tally

#: How often a shard is tried whose worker dies.
ATTEMPTS = 3
#: Seconds between two signs of life of a shard.
_BEAT = 0.25


class Event(NamedTuple):
    """News of a shard: `kind` is beat, done or failed.

    `numbers` are the documents, touched, quarantined and bytes read so far; `tally` is given at the
    end where it is written nowhere; `message` says why a shard failed, `fatal` that others would; `failed` which
    of its small inputs did though the shard is done.
    """

    kind: str
    shard: Shard
    numbers: tuple[int, int, int, int] = (0, 0, 0, 0)
    tally: dict[str, Any] | None = None
    message: str = ""
    fatal: bool = False
    failed: tuple[str, ...] = ()


def numbers(tally: Tally) -> tuple[int, int, int, int]:
    """Return what progress shows of a tally."""
    return tally.documents, tally.touched, tally.quarantined, tally.bytes_in


def finished(shard: Shard, done: shards.Done, settings: Settings) -> Event:
    """Return the news that a shard is done."""
    kept = done.tally.as_dict() if settings.dry else None
    return Event("done", shard, numbers(done.tally), kept, failed=done.failed)


def here(todo: Iterable[Shard], settings: Settings) -> Generator[Event, None, None]:
    """Do shards one after the other in this process, until the limit is reached."""
    left = settings.limit
    for shard in todo:
        if settings.limit and left <= 0:
            return
        try:
            done = shards.do(shard, settings, left)
        except shards.Failed as error:
            yield Event("failed", shard, message=error.message, fatal=error.fatal)
            continue
        left = max(0, left - done.tally.documents)
        yield finished(shard, done, settings)


def in_workers(
    todo: Iterable[Shard], settings: Settings, jobs: int
) -> Generator[Event, None, None]:
    """Do shards in `jobs` processes; close the generator to end them."""
    method = "forkserver" if "forkserver" in get_all_start_methods() else "spawn"
    context = get_context(method)
    if method == "forkserver":
        # What the server has imported, no worker imports again.
        found = (getattr(each.find, "__module__", "") for each in settings.pipeline.filters)
        filters = [name for name in found if name.startswith("cleantext.")]
        context.set_forkserver_preload(["cleantext.corpora.shard", *dict.fromkeys(filters)])
    waiting = deque((shard, 1) for shard in todo)
    workers: list[_Worker] = []
    try:
        workers += [_Worker(context, settings) for _ in range(min(jobs, len(waiting)))]
        yield from _all(waiting, workers, context, settings)
    finally:
        for worker in workers:
            worker.end()


def _all(
    waiting: deque[tuple[Shard, int]], workers: list[_Worker], context: Any, settings: Settings
) -> Generator[Event, None, None]:
    while True:
        for worker in workers:
            if waiting and worker.shard is None:
                worker.give(*waiting.popleft())
        busy = {worker.connection: worker for worker in workers if worker.shard is not None}
        if not busy:
            return
        for connection in wait(list(busy)):
            worker = busy[connection]
            shard = worker.shard
            assert shard is not None
            try:
                event: Event = worker.connection.recv()
            except (EOFError, OSError):
                worker.end()
                workers[workers.index(worker)] = _Worker(context, settings)
                if worker.attempt < ATTEMPTS:
                    waiting.appendleft((shard, worker.attempt + 1))
                    yield Event("beat", shard)
                else:
                    yield Event("failed", shard, message=_died(worker.process.exitcode))
                continue
            if event.kind != "beat":
                worker.shard = None
            yield event._replace(shard=shard)


def _died(code: int | None) -> str:
    name = f"exit code {code}"
    if code is not None and code < 0:
        with suppress(ValueError):
            name = signal.Signals(-code).name
    return f"its worker died {ATTEMPTS} times ({name}; SIGKILL is often a want of memory: fewer --jobs)"


class _Worker:
    """A process that does one shard at a time."""

    def __init__(self, context: Any, settings: Settings) -> None:
        self.shard: Shard | None = None
        self.attempt = 0
        self.connection, theirs = context.Pipe()
        watched, self._lifeline = context.Pipe(duplex=False)
        self.process = context.Process(target=_work, args=(theirs, watched, settings), daemon=True)
        try:
            self.process.start()
        except (AttributeError, TypeError) as error:  # what pickle says of a function in a function
            raise CorpusError(
                f"the pipeline cannot be sent to another process ({error}); define its filters at "
                "the top of a module, or use one job"
            ) from error
        finally:
            theirs.close()
            watched.close()

    def give(self, shard: Shard, attempt: int) -> None:
        self.shard, self.attempt = shard, attempt
        with suppress(OSError):  # it is dead already, which its connection tells next
            self.connection.send(shard)

    def end(self) -> None:
        if self.process.is_alive():
            self.process.kill()
        self.process.join()
        self.connection.close()
        self._lifeline.close()


def _work(connection: Connection, lifeline: Connection, settings: Settings) -> None:
    """What a worker does until it is ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt means
    threading.Thread(target=_watch, args=(lifeline,), daemon=True).start()
    while True:
        try:
            shard: Shard = connection.recv()
        except EOFError:
            return
        connection.send(_event(shard, settings, connection))


def _watch(lifeline: Connection) -> None:
    with suppress(EOFError, OSError):
        lifeline.recv()
    os._exit(1)


def _event(shard: Shard, settings: Settings, connection: Connection) -> Event:
    # The shard itself need not travel back.
    blank = Shard(shard.name, ())
    last = monotonic()

    def beat(tally: Tally) -> None:
        nonlocal last
        if monotonic() - last > _BEAT:
            last = monotonic()
            connection.send(Event("beat", blank, numbers(tally)))

    try:
        done = shards.do(shard, settings, heartbeat=beat)
    except shards.Failed as error:
        return Event("failed", blank, message=error.message, fatal=error.fatal)
    return finished(blank, done, settings)
