"""A run: plan, do what is not done yet, add up.

The same call again, after an end of whatever kind, does the shards that lack a manifest and no
others. The number of workers and the engine are not part of what a shard is, so they may change.
"""

from __future__ import annotations

import json
import os
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import NamedTuple, Protocol

from cleantext.corpora import columnar, delimited, jsonl, storage
from cleantext.corpora.compression import Damaged, decompressed
from cleantext.corpora.local import Event, here, in_workers
from cleantext.corpora.plan import SHARD, Plan, Shard, plan
from cleantext.corpora.repeated import is_counted, shared
from cleantext.corpora.settings import CorpusError, Settings
from cleantext.corpora.shard import (
    Manifest,
    inputs_of,
    manifest_path,
    statistics_path,
    temporary_folder,
)
from cleantext.pipeline import Pipeline
from cleantext.report import Tally


class Watcher(Protocol):
    """Who is told how a run goes on."""

    def begin(self, plan: Plan, done: Sequence[Shard]) -> None:
        """The plan stands; some shards are done already."""

    def event(self, event: Event) -> None:
        """Something happened to a shard."""


class Outcome(NamedTuple):
    """What came of a run: the tally of all shards that are done, those of earlier calls included.

    `failed` holds what could not be done, and why; `stopped` says why the rest was not tried.
    """

    plan: Plan
    tally: Tally
    done_before: int
    failed: tuple[tuple[Shard, str], ...] = ()
    stopped: str = ""


class _Silent:
    def begin(self, plan: Plan, done: Sequence[Shard]) -> None:
        pass

    def event(self, event: Event) -> None:
        pass


def run(
    sources: Sequence[str],
    settings: Settings,
    *,
    form: str = "",
    jobs: int = 1,
    engine: str = "local",
    address: str | None = None,
    overwrite: bool = False,
    max_errors: int | None = None,
    shard_size: int = SHARD,
    repeated: int = 0,
    watcher: Watcher | None = None,
) -> Outcome:
    """Clean all documents of some sources into `settings.output`, and return what was done.

    `sources` are files, folders, globs and URLs; `form` is their format, by default told by name or
    content. `engine` is "local", with `jobs` processes, or "ray", on the cluster at `address`.
    `overwrite` does anew what is done already. The run stops when more than `max_errors` records
    and inputs could not be read. `repeated` takes out lines that stand in so many documents, which are
    counted first.

    >>> import os, tempfile
    >>> from cleantext.presets import preset
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     source, output = os.path.join(folder, "a.jsonl"), os.path.join(folder, "out")
    ...     with open(source, "w") as file:
    ...         _ = file.write('{"text": "cafÃ©", "n": 1.0}\\n{"text": "sound"}\\n')
    ...     outcome = run([source], Settings(preset("repair"), output))
    ...     with open(os.path.join(output, "a.jsonl")) as file:
    ...         print(file.read(), outcome.tally.documents, outcome.tally.touched)
    {"text": "café", "n": 1.0}
    {"text": "sound"}
     2 1

    Raises CorpusError for what the user can set right, before anything is written.
    """
    watcher = watcher or _Silent()
    planned = plan(sources, settings, form=form, shard_size=shard_size)
    _check_columns(planned, settings)
    if repeated and (settings.dry or storage.is_url(settings.output)):
        raise CorpusError(
            "repeated lines are counted in a folder: --output names one on this machine"
        )
    if settings.dry:
        return _do(planned, [], settings, jobs, engine, address, max_errors, watcher)
    with _state(settings.output):
        if repeated:
            storage.make_folder(storage.join(settings.output, storage.STATE, "lines"))
            counting = settings._replace(counts=True, pipeline=Pipeline([]))
            stamp = counting.fingerprint()
            done = [s for s in planned.shards if is_counted(settings.output, s, stamp)]
            counted = _do(planned, done, counting, jobs, engine, address, None, watcher)
            whole = [s for s in planned.shards if is_counted(settings.output, s, stamp)]
            if counted.stopped:
                return counted
            temporary = temporary_folder(settings.output)
            lines, digest = shared(settings.output, whole, repeated, temporary)
            filters = [each for each in settings.pipeline.filters if each.name != lines.name]
            settings = settings._replace(pipeline=Pipeline([lines, *filters]), shared=digest)
        done = _done(planned, settings, overwrite, shard_size)
        return _do(planned, done, settings, jobs, engine, address, max_errors, watcher)


def _do(
    planned: Plan,
    done: list[Shard],
    settings: Settings,
    jobs: int,
    engine: str,
    address: str | None,
    max_errors: int | None,
    watcher: Watcher,
) -> Outcome:
    watcher.begin(planned, done)
    finished = {shard.name for shard in done}
    todo = [shard for shard in planned.shards if shard.name not in finished]
    tallies: dict[str, Tally] = {}
    failed: list[tuple[Shard, str]] = []
    bad: dict[str, int] = {}
    stopped = ""
    events = _events(todo, settings, jobs, engine, address)
    try:
        for event in events:
            watcher.event(event)
            bad[event.shard.name] = event.numbers[2] + len(event.failed)
            failed += [(event.shard, message) for message in event.failed]
            if event.kind == "failed":
                failed.append((event.shard, event.message))
                bad[event.shard.name] = 1
                if event.fatal:
                    stopped = event.message
            elif event.kind == "done":
                finished.add(event.shard.name)
                if event.tally:
                    tallies[event.shard.name] = Tally.from_dict(event.tally)
            if max_errors is not None and sum(bad.values()) > max_errors:
                stopped = f"more than {max_errors} errors" if max_errors else "an error"
            if stopped:
                break
    finally:
        events.close()
    total = Tally()
    for shard in planned.shards:
        if shard.name in finished:
            total.merge(tallies.get(shard.name) or _tally(settings.output, shard))
    return Outcome(planned, total, len(done), tuple(failed), stopped)


def _events(
    todo: list[Shard], settings: Settings, jobs: int, engine: str, address: str | None
) -> Generator[Event, None, None]:
    if settings.limit or not todo:
        # Which documents are the first is known only when those before them are counted.
        return here(todo, settings)
    if engine == "ray":
        from cleantext.corpora.cluster import on_ray

        return on_ray(todo, settings, address, jobs if jobs > 1 else 0)
    return here(todo, settings) if jobs <= 1 else in_workers(todo, settings, jobs)


def _tally(folder: str, shard: Shard) -> Tally:
    try:
        return Tally.from_dict(json.loads(storage.read(statistics_path(folder, shard.name))))
    except (OSError, ValueError, KeyError):
        return Tally()


def _check_columns(planned: Plan, settings: Settings) -> None:
    """Raise CorpusError when the first file of a format lacks the text column."""
    seen: set[str] = set()
    for shard in planned.shards:
        for piece in shard.pieces:
            if piece.format in seen or piece.format not in ("jsonl", "csv", "tsv"):
                continue
            seen.add(piece.format)
            try:
                with storage.opened(piece.source) as raw:
                    stream = decompressed(raw, piece.compression)
                    if piece.format == "jsonl":
                        names = jsonl.columns(stream)
                    else:
                        names = delimited.columns(stream, piece.format)
                    wide = _is_wide(names)
            except (OSError, Damaged):
                continue  # said when its turn comes
            if wide:
                raise CorpusError(
                    f"{piece.source}: is in UTF-16 or UTF-32, where no byte is a comma or a line "
                    "feed by itself; convert it first: iconv -t UTF-8"
                )
            if names is not None and settings.text not in names:
                raise CorpusError(columnar.missing(piece.source, settings.text, names))


def _is_wide(names: list[str] | None) -> bool:
    """Whether the names of columns are those of a file in UTF-16, read as UTF-8."""
    return bool(names) and any("\0" in name for name in names or ())


@contextmanager
def _state(folder: str) -> Iterator[None]:
    """Make the folder of a run, hold it, and leave no temporary file in it."""
    temporary = temporary_folder(folder)
    try:
        for name in ("tmp", "manifests", "statistics", "quarantine"):
            storage.make_folder(storage.join(folder, storage.STATE, name))
    except OSError as error:
        raise CorpusError(f"{folder}: {error.strerror or error}") from error
    with _held(folder):
        _sweep(temporary)
        try:
            yield
        finally:
            _sweep(temporary)


@contextmanager
def _held(folder: str) -> Iterator[None]:
    """Let no second run work in a local folder; the system lets go when the process ends."""
    try:
        import fcntl
    except ImportError:  # no such system
        yield
        return
    if storage.is_url(folder):
        yield
        return
    path = storage.join(folder, storage.STATE, "lock")
    try:
        number = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise CorpusError(f"{folder}: {error.strerror}") from error
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(number)
        raise CorpusError(f"{folder}: another run is at work here") from error
    try:
        yield
    finally:
        os.close(number)


def _sweep(temporary: str) -> None:
    with suppress(FileNotFoundError):
        for path in storage.files(temporary):
            storage.remove(path)


def _done(planned: Plan, settings: Settings, overwrite: bool, shard_size: int) -> list[Shard]:
    """The shards that need not be done again; what is left of others is taken away."""
    folder = settings.output
    note = storage.join(folder, storage.STATE, "run.json")
    asked = {"settings": settings.fingerprint(), "shard_size": shard_size}
    known = storage.exists(note)
    if known and not overwrite and _loaded(note) not in (asked, None):
        raise CorpusError(
            f"{folder}: holds what another pipeline, version or option made; choose another folder, "
            "or --overwrite"
        )
    manifests = dict(_manifests(folder))
    if overwrite:
        _forget(folder, manifests, keep=set())
        manifests = {}
    elif not known:
        _refuse_foreign(folder, planned)
    data = json.dumps(asked).encode() + b"\n"
    if not known or overwrite:
        storage.put(note, data, temporary_folder(folder))
    done = [
        shard
        for shard in planned.shards
        if (found := manifests.get(shard.name))
        and found.inputs == inputs_of(shard)
        and found.holds(folder)
    ]
    stale = _stale(planned, manifests, done)
    _forget(folder, stale, keep=set(_outputs(planned)))
    return done


def _loaded(path: str) -> object:
    try:
        return json.loads(storage.read(path))
    except ValueError:
        return None


def _outputs(planned: Plan) -> Iterator[str]:
    for shard in planned.shards:
        for piece in shard.pieces:
            yield piece.output


def _manifests(folder: str) -> Iterator[tuple[str, Manifest]]:
    for path in storage.files(storage.join(folder, storage.STATE, "manifests")):
        found = Manifest.read(path)
        if found:
            yield path.replace(os.sep, "/").rpartition("/")[2].removesuffix(".json"), found


def _stale(planned: Plan, manifests: dict[str, Manifest], done: list[Shard]) -> dict[str, Manifest]:
    """The shards of earlier runs that are to be done again, or over sources now divided otherwise."""
    names = {shard.name for shard in done}
    sources = {piece.source for shard in planned.shards for piece in shard.pieces}
    return {
        name: found
        for name, found in manifests.items()
        if name not in names and any(each[0] in sources for each in found.inputs)
    }


def _forget(folder: str, manifests: dict[str, Manifest], keep: set[str]) -> None:
    for name, found in manifests.items():
        storage.remove(manifest_path(folder, name))
        storage.remove(statistics_path(folder, name))
        paths = [path for path, _, _ in found.outputs if path not in keep]
        for path in (*paths, *found.quarantine):
            storage.remove(storage.join(folder, path))


def _refuse_foreign(folder: str, planned: Plan) -> None:
    """Raise CorpusError when a file that no run made stands where an output would go."""
    for output in dict.fromkeys(_outputs(planned)):
        path = storage.join(folder, output)
        if storage.exists(path):
            raise CorpusError(
                f"{path}: is there already, and no run made it; choose another folder"
            )
