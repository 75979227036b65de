"""A baseline: the findings that were there when a repository took the tool into use.

They are kept in a file, and neither reported nor made; what comes new is. A finding is known by
its file, its filter, what it changes into what, and the line that it stands in, so lines may move.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from hashlib import blake2b

from cleantext.cli.masks import Lines, masked
from cleantext.pipeline import Change, Result

_VERSION = 1


class BaselineError(ValueError):
    """A baseline file that cannot be used."""


class Baseline:
    """The known findings in the file `path`; with `update` those of this run are written to it."""

    def __init__(self, path: str, update: bool) -> None:
        self._path = path
        self._update = update
        self._folder = os.path.dirname(os.path.abspath(path))
        self._new: Counter[str] = Counter()
        self._known: Counter[str] = Counter()
        if not update or os.path.exists(path):
            self._known = _load(path)

    def without_known(self, result: Result, text: str, path: str) -> Result:
        """Return a result without the known findings; they are all known when updating."""
        name = os.path.relpath(os.path.abspath(path), self._folder).replace(os.sep, "/")
        if self._update:
            for key in [key for key in self._known if key.startswith(f"{name}\n")]:
                del self._known[key]
        if not (result.trail or result.findings):
            return result
        lines = Lines(text)
        left = self._known.copy()

        def drop(change: Change) -> bool:
            key = _key(name, change, lines)
            if self._update:
                self._new[key] += 1
                return True
            left[key] -= 1
            return left[key] >= 0

        return masked(result, text, drop)

    def save(self) -> int:
        """Write the file when updating; return how many findings are in it.

        Raises OSError when it cannot be written.
        """
        if not self._update:
            return 0
        found = self._known + self._new
        lines = [
            json.dumps([*key.split("\n"), found[key]], ensure_ascii=False) for key in sorted(found)
        ]
        text = f'{{"version": {_VERSION}, "findings": [\n' + ",\n".join(lines) + "\n]}\n"
        temporary = f"{self._path}.{os.getpid()}.tmp"
        with open(temporary, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        os.replace(temporary, self._path)
        return found.total()


def _key(name: str, change: Change, lines: Lines) -> str:
    line = lines.at(change.start).strip().encode("utf-8", "surrogatepass")
    what = f"{change.old}\n{change.new}".encode("utf-8", "surrogatepass")
    digests = (blake2b(each, digest_size=8).hexdigest() for each in (line, what))
    return "\n".join((name, change.filter, *digests))


def _load(path: str) -> Counter[str]:
    try:
        with open(path, encoding="utf-8") as file:
            found = json.load(file)
        if found["version"] != _VERSION:
            raise BaselineError(f"{path}: a baseline of another version; make it anew")
        return Counter({"\n".join(each[:-1]): int(each[-1]) for each in found["findings"]})
    except OSError as error:
        raise BaselineError(f"{path}: {error.strerror}; --update-baseline makes it") from error
    except (ValueError, KeyError, TypeError, IndexError) as error:
        if isinstance(error, BaselineError):
            raise
        raise BaselineError(f"{path}: is no baseline; --update-baseline makes it anew") from error
