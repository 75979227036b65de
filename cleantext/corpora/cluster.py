"""Shards on a Ray cluster: one task a shard, the same function as on one machine.

What a task returns is small; outputs, manifests and statistics are files, so a task that is done
twice, because its node was lost after the work, does no harm.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable
from typing import Any

from cleantext.corpora import shard as shards
from cleantext.corpora.compression import needs
from cleantext.corpora.local import ATTEMPTS, Event, finished
from cleantext.corpora.plan import Shard
from cleantext.corpora.settings import CorpusError, Settings


def on_ray(
    todo: Iterable[Shard], settings: Settings, address: str | None = None, jobs: int = 0
) -> Generator[Event, None, None]:
    """Do shards as tasks of a cluster, one that is started for the purpose if none is named.

    `jobs` is how many at a time, by default as many as the cluster has processors.
    """
    try:
        import ray
    except ImportError as error:
        raise CorpusError(needs("ray")) from error
    ours = not ray.is_initialized()
    if ours:
        _connect(ray, address, jobs)
    try:
        yield from _tasks(ray, deque(todo), settings, jobs)
    finally:
        if ours:
            ray.shutdown()


def _connect(ray: Any, address: str | None, jobs: int) -> None:
    options: dict[str, Any] = {"log_to_driver": False, "logging_level": "ERROR"}
    if address:
        options["address"] = address
    else:
        options |= {"include_dashboard": False, "num_cpus": jobs or None}
    try:
        ray.init(**options)
    except (ConnectionError, ValueError, RuntimeError) as error:
        raise CorpusError(
            f"no Ray cluster answers at {address or 'this machine'}: {error}"
        ) from error


def _tasks(
    ray: Any, waiting: deque[Shard], settings: Settings, jobs: int
) -> Generator[Event, None, None]:
    task = ray.remote(max_retries=ATTEMPTS - 1, num_cpus=1)(_task)
    shared = ray.put(settings)
    at_once = jobs or max(2, int(ray.cluster_resources().get("CPU", 1)))
    running: dict[Any, Shard] = {}
    try:
        while waiting or running:
            # One more than can run, so that none waits for this process.
            while waiting and len(running) < at_once + (0 if jobs else at_once):
                shard = waiting.popleft()
                running[task.remote(shard, shared)] = shard
            done, _ = ray.wait(list(running), num_returns=1)
            for reference in done:
                shard = running.pop(reference)
                try:
                    event: Event = ray.get(reference)
                except ray.exceptions.RayError as error:
                    message = f"its task failed {ATTEMPTS} times: {str(error).splitlines()[0]}"
                    yield Event("failed", shard, message=message)
                else:
                    yield event._replace(shard=shard)
    finally:
        for reference in running:
            ray.cancel(reference, force=True)


def _task(shard: Shard, settings: Settings) -> Event:
    blank = Shard(shard.name, ())
    try:
        done = shards.do(shard, settings)
    except shards.Failed as error:
        return Event("failed", blank, message=error.message, fatal=error.fatal)
    return finished(blank, done, settings)
