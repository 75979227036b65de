"""Corpora: millions of documents in files of many formats, cleaned on one machine or on many.

`run` is all that most callers need; the command `cleantext run` is a thin layer over it. The
floors of this package, from the ground: `storage` and `compression` move bytes, `formats` knows
formats by name and magic, a module a format rewrites records, `plan` divides inputs into shards,
`shard` does one of them, `local` and `cluster` do many, and `running` sees to it that all are done
once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cleantext.corpora.running import Outcome, run
    from cleantext.corpora.settings import CorpusError, Settings

__all__ = ["CorpusError", "Outcome", "Settings", "run"]


def __getattr__(name: str) -> object:
    from importlib import import_module

    homes = {
        "Outcome": "running",
        "run": "running",
        "CorpusError": "settings",
        "Settings": "settings",
    }
    if name not in homes:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"cleantext.corpora.{homes[name]}"), name)
