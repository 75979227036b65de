"""What a run is asked to do, in a shape that travels to every worker."""

from __future__ import annotations

from typing import NamedTuple

from cleantext.pipeline import Pipeline

MEGABYTE = 1 << 20


class CorpusError(Exception):
    """Something that the user can set right; the message says what, and how."""


class TooManyErrors(Exception):
    """More records went to the quarantine, or inputs failed, than the user allows."""


class LimitReached(Exception):
    """As many documents as the user asked for have been taken."""


class Settings(NamedTuple):
    """How every shard of a run is done.

    `text`, `id` and `url` name columns; an `id` or `url` that a record lacks is not missed.
    `to` is the format of the output, nothing for that of the input. `sample` is the share of
    documents, 0 to 1, that is taken; `limit` how many at most, 0 for all. A record of more than
    `max_record` bytes goes to the quarantine. `dry` writes no output. A compressed file may hold
    `max_size` bytes, and `max_ratio` times its own size; 0 sets no limit. `counts` only counts lines, see
    `repeated`; `shared` is a digest of those that the pipeline takes out.
    """

    pipeline: Pipeline
    output: str
    text: str = "text"
    id: str = "id"
    url: str = "url"
    to: str = ""
    sample: float = 1.0
    limit: int = 0
    max_record: int = 32 * MEGABYTE
    dry: bool = False
    max_size: int = 0
    max_ratio: int = 500
    counts: bool = False
    shared: str = ""

    def fingerprint(self) -> str:
        """Return a digest of all that decides what comes out, the input apart."""
        from hashlib import blake2b

        decisive = (
            self.pipeline.fingerprint, self.text, self.id, self.url, self.to, self.sample,
            self.limit, self.max_record,
        )  # fmt: skip
        shared = f" {self.shared}" if self.shared else ""
        return blake2b(f"{decisive!r}{shared}".encode(), digest_size=16).hexdigest()
