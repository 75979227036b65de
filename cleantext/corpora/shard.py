"""One shard, done: the function that local processes and a cluster both call.

What comes of a shard depends on its input and the settings alone. Its outputs are renamed into
place one by one, then its statistics, and last its manifest, without which the shard counts as not
done: a process that dies at any point leaves nothing that a second one would not overwrite.
"""

from __future__ import annotations

import errno
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import groupby
from tempfile import TemporaryFile
from time import perf_counter
from typing import Any, BinaryIO, NamedTuple

from cleantext import __version__
from cleantext.corpora import columnar, delimited, jsonl, storage, texts, warc
from cleantext.corpora.cleaner import Cleaner, Unfit
from cleantext.corpora.compression import Cap, Damaged, decompressed, needs
from cleantext.corpora.job import Job
from cleantext.corpora.plan import Piece, Shard
from cleantext.corpora.records import WRITERS, Record
from cleantext.corpora.repeated import Counting, keep
from cleantext.corpora.settings import CorpusError, LimitReached, Settings
from cleantext.report import Tally

Write = Callable[[bytes], object]
Heartbeat = Callable[[Tally], None]

#: Rewrite a stream of a format in the same format.
REWRITE: dict[str, Callable[[BinaryIO, Job, Write], None]] = {
    "text": texts.rewrite,
    "html": texts.rewrite,
    "lines": texts.rewrite_lines,
    "jsonl": jsonl.rewrite,
    "csv": delimited.rewrite,
    "tsv": delimited.rewrite,
    "parquet": columnar.rewrite_parquet,
    "arrow": columnar.rewrite_arrow,
}
#: Yield the documents of a stream for another format.
DOCUMENTS: dict[str, Callable[[BinaryIO, Job], Iterator[Record]]] = {
    "text": texts.documents,
    "html": texts.documents,
    "lines": texts.documents_of_lines,
    "jsonl": jsonl.documents,
    "csv": delimited.documents,
    "tsv": delimited.documents,
    "parquet": columnar.documents,
    "arrow": columnar.documents,
    "warc": warc.documents,
}
#: Formats that are read from any place, so what is compressed around them is unpacked first.
_SEEKING = ("parquet", "arrow")


class Failed(Exception):
    """A shard that could not be done; the message says why. `fatal` if no other can be either."""

    def __init__(self, message: str, fatal: bool = False) -> None:
        super().__init__(message, fatal)
        self.message = message
        self.fatal = fatal


class Manifest(NamedTuple):
    """What is known of a shard that is done; the same for the same input and settings."""

    version: str
    settings: str
    inputs: list[list[Any]]
    outputs: list[list[Any]]
    quarantine: list[str]
    failed: list[str]
    counts: dict[str, int]

    @classmethod
    def read(cls, path: str) -> Manifest | None:
        """Return the manifest in a file, or None when there is none that makes sense."""
        try:
            found = json.loads(storage.read(path))
            return cls(**found)
        except (OSError, ValueError, TypeError):
            return None

    def holds(self, folder: str) -> bool:
        """Return whether every output stands where it should, as large as it was.

        A shard of which some inputs failed is to be done again.
        """
        if self.failed:
            return False
        try:
            return all(
                storage.stamp(storage.join(folder, path)).size == size
                for path, size, _ in self.outputs
            )
        except OSError:
            return False


def inputs_of(shard: Shard) -> list[list[Any]]:
    """Return what a manifest says of the input."""
    return [[p.source, p.size, p.version, p.start, p.end, p.format, p.output] for p in shard.pieces]


def manifest_path(folder: str, name: str) -> str:
    """Return where the manifest of a shard is."""
    return storage.join(folder, storage.STATE, "manifests", f"{name}.json")


def statistics_path(folder: str, name: str) -> str:
    """Return where the tally of a shard is."""
    return storage.join(folder, storage.STATE, "statistics", f"{name}.json")


class Done(NamedTuple):
    """A shard that is done: its tally, and what could not be read of several small inputs."""

    tally: Tally
    failed: tuple[str, ...] = ()


def do(shard: Shard, settings: Settings, left: int = 0, heartbeat: Heartbeat | None = None) -> Done:
    """Clean a shard and write all that comes of it; return what was done.

    `left` is how many documents may be taken, 0 for any number. `heartbeat` is called now and then.

    Raises Failed when the shard cannot be done, in which case none of its outputs is new.
    """
    started = perf_counter()
    counting = Counting() if settings.counts else None
    cleaner = counting or Cleaner(settings.pipeline)
    tally = cleaner.tally
    failed: list[str] = []
    written = settings._replace(dry=True) if counting else settings
    try:
        work = Work(shard, written, cleaner, left, heartbeat or (lambda tally: None), failed)
        outputs, quarantine = work.outputs()
        tally.bytes_out = sum(size for _, size, _ in outputs)
        tally.seconds = perf_counter() - started
        if counting:
            folder, stamp = settings.output, settings.fingerprint()
            keep(counting, folder, shard, stamp, temporary_folder(folder))
        elif not settings.dry:
            manifest = Manifest(
                __version__, settings.fingerprint(), inputs_of(shard), outputs, quarantine, failed,
                {name: getattr(tally, name) for name in Tally.NUMBERS if name != "seconds"},
            )  # fmt: skip
            _record(shard.name, settings.output, manifest, tally)
    except CorpusError as error:
        raise Failed(str(error)) from error
    except ImportError as error:
        raise Failed(needs((error.name or str(error)).partition(".")[0])) from error
    except MemoryError as error:
        raise Failed("out of memory") from error
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
        # The error names a file of the input, but not what was being written.
        name = f"{error.filename}: " if error.filename and not full else ""
        raise Failed(f"{name}{error.strerror or error}", fatal=full) from error
    return Done(tally, tuple(failed))


def _record(name: str, folder: str, manifest: Manifest, tally: Tally) -> None:
    temporary = temporary_folder(folder)
    storage.put(statistics_path(folder, name), json.dumps(tally.as_dict()).encode(), temporary)
    data = json.dumps(manifest._asdict(), indent=1).encode() + b"\n"
    storage.put(manifest_path(folder, name), data, temporary)


def temporary_folder(folder: str) -> str:
    """Return where files lie that are not whole yet."""
    return storage.join(folder, storage.STATE, "tmp")


class Work(NamedTuple):
    """The work on one shard."""

    shard: Shard
    settings: Settings
    cleaner: Cleaner
    left: int
    heartbeat: Heartbeat
    failed: list[str]

    def outputs(self) -> tuple[list[list[Any]], list[str]]:
        """Write the outputs; return path, size and digest of each, and the quarantine files.

        Where several inputs were gathered, one that cannot be read costs its own output alone.
        """
        written: list[list[Any]] = []
        quarantine: list[str] = []
        for path, group in groupby(self.shard.pieces, key=lambda piece: piece.output):
            pieces = tuple(group)
            try:
                written += self._output(path, pieces, quarantine)
            except CorpusError as error:
                if len(self.shard.pieces) == 1:
                    raise
                self.failed.append(str(error))
        prefix = storage.join(self.settings.output, "")
        return written, [each.removeprefix(prefix) for each in quarantine]

    def _output(
        self, path: str, pieces: Sequence[Piece], quarantine: list[str]
    ) -> Iterator[list[Any]]:
        tally, temporary = self.cleaner.tally, temporary_folder(self.settings.output)
        with ExitStack() as stack:
            output = stack.enter_context(_output(pieces[0], self.settings))
            jobs: list[Job] = []
            writer: Any = None
            for piece in pieces:
                rest = max(0, self.left - tally.documents) if self.left else 0
                if self.left and not rest:
                    break
                beat = partial(self.heartbeat, tally)
                job = Job(piece, self.settings, self.cleaner, temporary, rest, beat)
                stack.callback(job.discard)
                try:
                    writer = _piece(job, output, writer)
                except CorpusError as error:
                    if len(pieces) == 1:
                        raise
                    self.failed.append(str(error))
                else:
                    jobs.append(job)
            if writer:
                writer.close()
            for job in jobs:
                quarantine += job.commit()
            # A text that was refused, or left out, leaves no empty file.
            if not self.settings.dry and any(not job.empty for job in jobs):
                output.finish()
                output.commit()
                yield [path, output.size, output.digest]


def _output(piece: Piece, settings: Settings) -> Any:
    if settings.dry:
        return storage.Sink()
    plain = piece.output.endswith(".parquet") or piece.output.startswith("documents-")
    made = storage.join(settings.output, piece.output)
    compression = "" if plain else piece.compression
    return storage.Output(made, temporary_folder(settings.output), compression)


def _piece(job: Job, output: Any, writer: Any) -> Any:
    """Do one piece; return the writer of documents, if there is one, for the next piece."""
    piece, settings = job.piece, job.settings
    same = (settings.to or piece.format) == piece.format and piece.format != "warc"
    same = same or (piece.format == "html" and settings.to == "text")
    try:
        with storage.opened(piece.source) as raw, ExitStack() as stack:
            stream = decompressed(
                raw, piece.compression, Cap(settings.max_size, settings.max_ratio)
            )
            if piece.compression and piece.format in _SEEKING:
                stream = stack.enter_context(_unpacked(stream))
            if same:
                REWRITE[piece.format](stream, job, output.write)
            else:
                writer = writer or WRITERS[settings.to or "jsonl"](output.write, settings)
                for record in DOCUMENTS[piece.format](stream, job):
                    writer.add(record)
    except LimitReached:
        pass
    except (Damaged, Unfit, EOFError) as error:
        raise CorpusError(f"{piece.source}: {error}; nothing of it was written") from error
    except FileNotFoundError as error:
        raise CorpusError(f"{piece.source}: is no longer there") from error
    except (PermissionError, IsADirectoryError) as error:
        raise CorpusError(f"{piece.source}: {error.strerror}") from error
    except Exception as error:
        # Arrow raises OSError without a number for pages that cannot be unpacked.
        of_arrow = isinstance(error, OSError) and error.errno is None
        if of_arrow or type(error).__module__.startswith("pyarrow"):
            raise CorpusError(f"{piece.source}: {error}; nothing of it was written") from error
        raise
    if not _unchanged(piece):
        raise CorpusError(f"{piece.source}: was changed by somebody while it was read")
    return writer


def _unchanged(piece: Piece) -> bool:
    found = storage.stamp(piece.source)
    return (found.size, found.version) == (piece.size, piece.version)


@contextmanager
def _unpacked(stream: BinaryIO) -> Iterator[BinaryIO]:
    """A file that holds what a stream does, to be read from any place."""
    with TemporaryFile() as file:
        shutil.copyfileobj(stream, file, 1 << 20)
        file.seek(0)
        yield file
