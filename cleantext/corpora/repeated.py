"""Lines that many documents of a corpus share: counted in a first pass, taken out in the second.

Spam that was put on every page of a host is the same line on each; so are a host's own banners. Each
shard's lines are counted by documents, as hashes, in sorted arrays on disk; the arrays are added up in
parts, so that memory stays bounded however large the corpus is; what stands in enough documents is a
sorted array again, which every worker maps into memory. Nothing depends on who counts, or in what order.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from cleantext.corpora import storage
from cleantext.corpora.cleaner import Cleaner
from cleantext.corpora.compression import needs
from cleantext.corpora.plan import Shard
from cleantext.corpora.settings import CorpusError
from cleantext.cutting import Cut, cut
from cleantext.document import Document, forwards
from cleantext.edit import Edit
from cleantext.filter import Filter
from cleantext.filters.repeated_lines import folded, is_long
from cleantext.pipeline import Pipeline

if TYPE_CHECKING:
    import numpy as np

#: Hashes of lines that are held before they are sorted.
_HELD = 1 << 22
#: Into so many parts, by their first bits, hashes are divided to be added up.
_PARTS = 64
#: What a file of counts begins with: what it was counted from.
_HEAD = 16


class Counting(Cleaner):
    """Counts in how many documents each long line stands, and cleans nothing.

    >>> counting = Counting()
    >>> line = "The Valley Post, the paper of the whole valley since 1880"
    >>> [counting.clean(f"{line}\\n{line}\\n{text}") for text in ("one", "two")]
    [None, None]
    >>> counting.counts()[1].tolist()
    [2]
    """

    def __init__(self) -> None:
        super().__init__(Pipeline([]))
        self.lets_by = self._count
        self._new: array[int] = array("Q")
        self._sorted: list[tuple[np.ndarray, np.ndarray]] = []

    def clean(self, source: str | Document) -> None:
        """Count the lines of a document."""
        text = source if isinstance(source, str) else source.text
        self.tally.sound(1, len(text))
        self._count(text)

    def _count(self, text: str) -> bool:
        self._new.extend({hashed(line) for line in _lines(text)})
        if len(self._new) >= _HELD:
            self._sort()
        return True

    def _sort(self) -> None:
        import numpy as np

        ones = np.ones(len(self._new), np.uint32)
        self._sorted.append(_added([(np.frombuffer(self._new, np.uint64), ones), *self._sorted]))
        del self._sorted[:-1]
        self._new = array("Q")

    def counts(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the hashes of all lines, sorted, and in how many documents each stands."""
        self._sort()
        return self._sorted[0]


def _lines(text: str) -> Iterator[str]:
    return (line for low, high in forwards(text) if is_long(line := folded(text[low:high])))


def hashed(line: str) -> int:
    """Return the number, of 64 bits, that stands for a line."""
    try:
        from xxhash import xxh3_64_intdigest
    except ImportError as error:
        raise CorpusError(needs("xxhash")) from error
    return int(xxh3_64_intdigest(line.encode("utf-8", "surrogatepass")))


def _added(counts: Iterable[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    """Several counts as one."""
    import numpy as np

    keys, numbers = zip(*counts, strict=True)
    every, places = np.unique(np.concatenate(keys), return_inverse=True)
    sums = np.bincount(places, np.concatenate(numbers), len(every))
    return every, sums.astype(np.uint32)


def _path(folder: str, shard: Shard) -> str:
    return storage.join(folder, storage.STATE, "lines", f"{shard.name}.bin")


def _stamp(shard: Shard, settings: str) -> bytes:
    """What a count was counted from."""
    return blake2b(f"{settings}\n{shard.pieces!r}".encode(), digest_size=_HEAD).digest()


def is_counted(folder: str, shard: Shard, settings: str) -> bool:
    """Return whether the lines of a shard, as it is now, have been counted."""
    try:
        with open(_path(folder, shard), "rb") as file:
            return file.read(_HEAD) == _stamp(shard, settings)
    except OSError:
        return False


def keep(counting: Counting, folder: str, shard: Shard, settings: str, temporary: str) -> None:
    """Write down what was counted in a shard."""
    keys, numbers = counting.counts()
    data = _stamp(shard, settings) + keys.tobytes() + numbers.tobytes()
    storage.put(_path(folder, shard), data, temporary)


def shared(folder: str, shards: Iterable[Shard], least: int, temporary: str) -> tuple[Filter, str]:
    """Return the filter that takes out lines of so many documents of some shards, and its digest."""
    import numpy as np

    counts = []
    for shard in shards:
        path = _path(folder, shard)
        size = (os.path.getsize(path) - _HEAD) // 12
        if size:
            keys = np.memmap(path, np.uint64, "r", _HEAD, (size,))
            counts.append((keys, np.memmap(path, np.uint32, "r", _HEAD + 8 * size, (size,))))
    found = [np.zeros(0, np.uint64)]
    for part in range(_PARTS):
        cuts = []
        for keys, numbers in counts:
            low = np.searchsorted(keys, np.uint64(part * (1 << 64) // _PARTS))
            last = part + 1 == _PARTS
            border = np.uint64(0 if last else (part + 1) * (1 << 64) // _PARTS)
            high = len(keys) if last else np.searchsorted(keys, border)
            cuts.append((keys[low:high], numbers[low:high]))
        if cuts:
            lines, documents = _added(cuts)
            found.append(lines[documents >= least])
    data = np.concatenate(found).astype(np.uint64).tobytes()
    path = storage.join(folder, storage.STATE, "lines", "shared")
    storage.put(path, data, temporary)
    digest = blake2b(data, digest_size=8).hexdigest()
    find: Callable[[Document], Iterator[Edit]] = Shared(path, least, digest).find
    return Filter("repeated_lines", find, summary="lines of many documents"), f"{least} {digest}"


class Shared(NamedTuple):
    """Finds the lines whose hashes stand in a file: those of so many documents and more."""

    path: str
    least: int
    digest: str

    def find(self, document: Document) -> Iterator[Edit]:
        """Yield a deletion for each such line of a document."""
        text = document.text
        known = _loaded(self.path, self.digest)
        cuts = [
            Cut(low, high, f"a line of {self.least} documents and more")
            for low, high in forwards(text)
            if is_long(line := folded(text[low:high])) and _holds(known, hashed(line))
        ]
        yield from cut(text, cuts)


_LOADED: dict[tuple[str, str], np.ndarray] = {}


def _loaded(path: str, digest: str) -> np.ndarray:
    import numpy as np

    found = _LOADED.get((path, digest))
    if found is None:
        _LOADED.clear()
        size = os.path.getsize(path)
        found = np.memmap(path, np.uint64, "r") if size else np.zeros(0, np.uint64)
        _LOADED[path, digest] = found
    return found


def _holds(known: np.ndarray, key: int) -> bool:
    import numpy as np

    place = int(np.searchsorted(known, np.uint64(key)))
    return place < len(known) and int(known[place]) == key
