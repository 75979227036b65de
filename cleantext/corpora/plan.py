"""From what the user names to shards: the units of work, the same whoever does them.

A large file is split by row group or by byte range into parts, each with an output of its own;
small files are gathered. Which files are gathered depends on their names alone, so a file that is
added later disturbs one shard. Nothing here depends on the number of workers.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from glob import glob, has_magic
from hashlib import blake2b
from typing import NamedTuple

from cleantext.corpora import columnar, formats, storage
from cleantext.corpora.settings import MEGABYTE, CorpusError, Settings

#: Bytes of a part of a large file.
SHARD = 128 * MEGABYTE
#: Small files are gathered up to this many bytes and files.
GATHERED, GATHERED_FILES = 16 * MEGABYTE, 512
#: A file up to this size is small.
SMALL = MEGABYTE


class Piece(NamedTuple):
    """A file, or a part of one, and where it goes.

    `start` and `end` are bytes, or row groups; `end` is 0 for the whole file. `output` is a path
    within the output folder.
    """

    source: str
    size: int
    version: str
    format: str
    compression: str
    output: str
    start: int = 0
    end: int = 0


class Shard(NamedTuple):
    """Pieces that are done together, and their name, a digest of the outputs."""

    name: str
    pieces: tuple[Piece, ...]

    @property
    def size(self) -> int:
        """Bytes to read."""
        return sum(
            p.end - p.start if p.end and p.format in formats.BY_LINE else p.size
            for p in self.pieces
        )

    def shown(self) -> str:
        """What to call it in a message."""
        first = self.pieces[0]
        more = len(self.pieces) - 1
        part = f" ({first.output})" if first.end else ""
        return f"{first.source}{part}" + (f" and {more} more" if more else "")


class Plan(NamedTuple):
    """All shards of a run, and what was passed over in the folders named, with the reason."""

    shards: tuple[Shard, ...]
    passed_over: tuple[tuple[str, str], ...] = ()

    @property
    def size(self) -> int:
        """Bytes to read."""
        return sum(each.size for each in self.shards)


def plan(
    sources: Sequence[str], settings: Settings, *, form: str = "", shard_size: int = SHARD
) -> Plan:
    """Return the plan of a run over files, folders, globs and URLs.

    `form` is the format of all files, by default what each one's name or first bytes tell.

    Raises CorpusError when a source is not there or lies in the output folder, a format is not
    known, or two inputs would have the same output.
    """
    pieces: list[Piece] = []
    passed_over: list[tuple[str, str]] = []
    for path, name, explicit in _inputs(sources, settings.output):
        try:
            found, compression = _format(path, form)
            size, version = storage.stamp(path)
        except OSError as error:
            reason = error.strerror or str(error)
            if explicit:
                raise CorpusError(f"{path}: {reason}") from error
            passed_over.append((path, reason))
            continue
        if not found:
            if explicit:
                raise CorpusError(
                    f"{path}: neither name nor content tells the format; --format names it "
                    f"({', '.join(formats.FORMATS)})"
                )
            passed_over.append((path, "no format is known for it"))
            continue
        output = _output(name, found, compression, settings.to)
        whole = Piece(path, size, version, found, compression, output)
        pieces += _parts(whole, shard_size)
    shards = tuple(_shards(pieces, settings))
    _check_outputs(shards, settings)
    return Plan(shards, tuple(passed_over))


def _inputs(sources: Sequence[str], output: str) -> Iterator[tuple[str, str, bool]]:
    """Each file once: its path, its path below the source, and whether the user named it."""
    seen: set[str] = set()
    inside = _real(output)
    for source in sources:
        found = False
        if f"{_real(source)}/".startswith(f"{inside.rstrip('/')}/"):
            raise CorpusError(f"{source} lies in the output folder; choose another --output")
        for path, name, explicit in _expanded(source):
            found = True
            real = _real(path)
            own = not explicit and real.startswith(inside.rstrip("/") + "/")
            if real in seen or own:
                continue
            seen.add(real)
            yield path, name.replace(os.sep, "/"), explicit
        if not found:
            raise CorpusError(f"{source}: no file is there")


def _real(path: str) -> str:
    """A path without symbolic links; quick for many files of one folder."""
    if storage.is_url(path):
        return path
    folder, name = os.path.split(os.path.abspath(path))
    if os.path.islink(path):
        return os.path.realpath(path)
    return os.path.join(_real_folder(folder), name)


@lru_cache(maxsize=1024)
def _real_folder(path: str) -> str:
    return os.path.realpath(path)


def _expanded(source: str) -> Iterator[tuple[str, str, bool]]:
    if storage.is_url(source):
        fs, inside = storage.filesystem(source)
        if has_magic(source):
            base = _base(inside)
            for path in sorted(fs.glob(inside)):
                yield str(fs.unstrip_protocol(path)), path[len(base) :].lstrip("/"), True
        elif fs.isdir(inside):
            for path in storage.files(source):
                below = str(fs._strip_protocol(path))[len(inside) :]
                yield path, below.lstrip("/"), False
        elif fs.exists(inside):
            yield source, source.rpartition("/")[2], True
    elif os.path.isdir(source):
        for path in storage.files(source):
            yield path, os.path.relpath(path, source), False
    elif os.path.lexists(source):
        yield source, os.path.basename(source), True
    elif has_magic(source):
        base = _base(source)
        for path in sorted(glob(source, recursive=True)):
            if os.path.isfile(path):
                yield path, os.path.relpath(path, base or "."), True


def _base(pattern: str) -> str:
    """The part of a glob before its first magic part.

    >>> _base("data/2024/**/*.jsonl"), _base("*.txt")
    ('data/2024', '')
    """
    plain: list[str] = []
    for part in pattern.split("/")[:-1]:
        if has_magic(part):
            break
        plain.append(part)
    return "/".join(plain)


def _format(path: str, form: str) -> tuple[str, str]:
    named, compression = formats.by_name(path)
    if form:
        return form, compression
    if named:
        return named, compression
    with storage.opened(path) as stream:
        return formats.by_magic(stream)


def _output(name: str, form: str, compression: str, to: str) -> str:
    """Where the output of an input goes, below the output folder.

    >>> _output("a.warc.gz", "warc", "gz", ""), _output("a.html", "html", "", "")
    ('a.jsonl.gz', 'a.html.txt')
    >>> _output("a.jsonl.gz", "jsonl", "gz", ""), _output("a.csv", "csv", "", "parquet")
    ('a.jsonl.gz', 'a.parquet')
    """
    if (to or form) == form and form not in ("html", "warc"):
        return name
    packed = f".{compression}" if compression else ""
    if form in formats.WHOLE:
        return f"{name}.txt" if to in ("", "text") else f"{name}.{to}"
    stem = name.removesuffix(formats.suffixes(name))
    if to == "text":
        return f"{stem}.txt{packed}"
    return f"{stem}.parquet" if to == "parquet" else f"{stem}.jsonl{packed}"


def _parts(whole: Piece, shard_size: int) -> Iterable[Piece]:
    """A file in parts, if it is large and can be read from its midst."""
    if whole.size < shard_size * 1.5 or whole.compression:
        return [whole]
    if whole.format in formats.BY_LINE:
        count = round(whole.size / shard_size)
        bounds = [whole.size * i // count for i in range(count + 1)]
    elif whole.format == "parquet":
        bounds = columnar.row_group_bounds(whole.source, shard_size)
    else:
        return [whole]
    count = len(bounds) - 1
    if count < 2:
        return [whole]
    tail = formats.suffixes(whole.output)
    stem = whole.output.removesuffix(tail)
    return [
        whole._replace(
            output=f"{stem}-{i:05}-of-{count:05}{tail}", start=bounds[i], end=bounds[i + 1]
        )
        for i in range(count)
    ]


def _shards(pieces: Iterable[Piece], settings: Settings) -> Iterator[Shard]:
    gathered: list[Piece] = []
    size = 0
    for piece in pieces:
        if piece.size > SMALL or piece.end:
            yield _shard([piece], settings)
            continue
        gathered.append(piece)
        size += piece.size
        # One name in 128 ends a shard, so the ends do not move when files come and go.
        ends = blake2b(piece.output.encode("utf-8", "surrogateescape")).digest()[0] < 2
        if ends or size >= GATHERED or len(gathered) >= GATHERED_FILES:
            yield _shard(gathered, settings)
            gathered, size = [], 0
    if gathered:
        yield _shard(gathered, settings)


def _shard(pieces: list[Piece], settings: Settings) -> Shard:
    digest = blake2b(digest_size=8)
    for piece in pieces:
        digest.update(f"{piece.output}\n".encode("utf-8", "surrogateescape"))
    name = digest.hexdigest()
    if settings.to in ("jsonl", "parquet"):
        # Files that are one document each become the rows of one file.
        together = f"documents-{name}.{settings.to}"
        pieces = [p._replace(output=together) if p.format in formats.WHOLE else p for p in pieces]
    return Shard(name, tuple(pieces))


def _check_outputs(shards: Iterable[Shard], settings: Settings) -> None:
    """Raise CorpusError when an output is that of two inputs, or is itself an input."""
    owners: dict[str, tuple[str, str]] = {}
    inside = _real(settings.output)
    for shard in shards:
        for piece in shard.pieces:
            owner = (
                (shard.name, "")
                if piece.output.startswith("documents-")
                else (shard.name, piece.source)
            )
            other = owners.setdefault(piece.output, owner)
            if other != owner:
                raise CorpusError(
                    f"{piece.source} and {other[1]} would both be written to {piece.output}; "
                    "run them into two folders"
                )
            if storage.join(inside, piece.output) == _real(piece.source):
                raise CorpusError(
                    f"{piece.source}: the output folder is where the input lies; choose another "
                    "(cleantext -w rewrites texts in place)"
                )
