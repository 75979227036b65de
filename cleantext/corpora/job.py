"""What a format needs of the shard that it works on: a cleaner, a quarantine, and the options."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable
from hashlib import blake2b

from cleantext.corpora import storage
from cleantext.corpora.cleaner import Cleaner
from cleantext.corpora.plan import Piece
from cleantext.corpora.settings import MEGABYTE, LimitReached, Settings

#: A record up to this size stands in the quarantine file itself, a larger one beside it.
INLINE = MEGABYTE


class Job:
    """The work on one piece.

    `heartbeat` is told now and then how many bytes have been read and how many documents done.
    """

    def __init__(
        self,
        piece: Piece,
        settings: Settings,
        cleaner: Cleaner,
        temporary: str,
        left: int = 0,
        heartbeat: Callable[[], None] = lambda: None,
    ) -> None:
        self.piece = piece
        self.settings = settings
        self.cleaner = cleaner
        self.tally = cleaner.tally
        #: Whether the piece is one document, and that was refused or left out.
        self.empty = False
        self.quarantine: storage.Output | storage.Sink | None = None
        self.beside: list[storage.Output | storage.Sink] = []
        self.heartbeat = heartbeat
        self._temporary = temporary
        self._limit = self.tally.documents + left if left else 0
        self._lines_before: int | None = None
        self._share = int(settings.sample * (1 << 64))

    def wanted(self, key: str) -> bool:
        """Return whether a document is in the sample; raise LimitReached when there are enough.

        `key` is its place, so that the same documents are taken however the work is divided.
        """
        if self._limit and self.tally.documents >= self._limit:
            raise LimitReached
        if self._share >= 1 << 64:
            return True
        digest = blake2b(f"{self.piece.source}\n{key}".encode("utf-8", "replace"), digest_size=8)
        taken = int.from_bytes(digest.digest(), "big") < self._share
        self.tally.left_out += not taken
        return taken

    def left(self) -> int:
        """Return how many documents may still be taken, -1 for any number."""
        return max(0, self._limit - self.tally.documents) if self._limit else -1

    @property
    def picks(self) -> bool:
        """Whether only some of the documents are taken."""
        return bool(self._limit) or self._share < 1 << 64

    def line_number(self, line: int) -> int:
        """Return the number, from 1, in the file of what is line `line`, from 0, of the piece."""
        if self._lines_before is None:
            self._lines_before = 0
            if self.piece.start:
                # The line that the piece begins in is that of the piece before, if it began there.
                self._lines_before = _line_feeds(self.piece.source, self.piece.start - 1) + 1
        return self._lines_before + line + 1

    def reject(self, reason: str, record: bytes, line: int | None, **place: object) -> None:
        """Put a record, and why it is there, into the quarantine; `line` counts from 0."""
        fields = self._rejected(reason, line, place)
        if len(record) > INLINE:
            beside = self.put_beside(fields)
            beside.write(record)
        else:
            fields["bytes"] = len(record)
            try:
                fields["record"] = record.decode()
            except UnicodeDecodeError:
                fields["record_base64"] = b64encode(record).decode()
        self.note(fields)

    def _rejected(
        self, reason: str, line: int | None, place: dict[str, object]
    ) -> dict[str, object]:
        self.tally.quarantined += 1
        self.tally.reasons[reason.partition(":")[0]] += 1
        number = None if line is None else self.line_number(line)
        return {"source": self.piece.source, "line": number, **place, "reason": reason}

    def reject_long(
        self, reason: str, line: int, offset: int
    ) -> tuple[storage.Output | storage.Sink, dict[str, object]]:
        """Begin to quarantine a line too long for memory: return where to, and what to note."""
        fields = self._rejected(reason, line, {"offset": offset})
        return self.put_beside(fields), fields

    def put_beside(self, fields: dict[str, object]) -> storage.Output | storage.Sink:
        """Return a file of its own for a large record."""
        name = f"{self.piece.output}-{len(self.beside) + 1}.raw"
        fields["file"] = name
        made = self._file(name)
        self.beside.append(made)
        return made

    def _file(self, name: str) -> storage.Output | storage.Sink:
        if self.settings.dry:
            return storage.Sink()
        path = storage.join(self.settings.output, storage.STATE, "quarantine", name)
        return storage.Output(path, self._temporary)

    def note(self, fields: dict[str, object]) -> None:
        """Write a line of the quarantine file."""
        if self.quarantine is None:
            self.quarantine = self._file(f"{self.piece.output}.jsonl")
        self.quarantine.write(
            json.dumps(fields, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
        )

    def commit(self) -> list[str]:
        """Put the quarantine files in their places; return where those are."""
        for each in self._files():
            each.commit()
        return [each.path for each in self._files() if isinstance(each, storage.Output)]

    def discard(self) -> None:
        """Remove what was not committed."""
        for each in self._files():
            each.discard()

    def _files(self) -> list[storage.Output | storage.Sink]:
        return self.beside if self.quarantine is None else [*self.beside, self.quarantine]


def _line_feeds(path: str, end: int) -> int:
    """How many line feeds stand before a byte of a file."""
    count = 0
    with storage.opened(path) as stream:
        while end and (data := stream.read(min(end, MEGABYTE))):
            count += data.count(b"\n")
            end -= len(data)
    return count
