"""The pages of WCXB (M. Foley, CC BY 4.0), its gold, its measure, and five folds by domain."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from cleantext.markup.hiding import registrable

TYPES = ("article", "forum", "product", "listing", "documentation", "service", "collection")
FOLDS = 5
_WORD = re.compile(r"\w+")


class Sample(NamedTuple):
    """A page as it was fetched, its type, and what people marked as its main content."""

    name: str
    kind: str
    domain: str
    gold: str
    title: str
    raw: bytes

    @property
    def fold(self) -> int:
        """Which fifth it belongs to: pages of one domain stay together."""
        return int(hashlib.sha256(self.domain.encode()).hexdigest(), 16) % FOLDS


def samples(data: Path, every: int = 1) -> Iterator[Sample]:
    """Yield every page, or every so-manieth, that has gold; `data` holds `dev`, or `wcxb-dev`."""
    for folder in (data / "dev", data / "wcxb-dev" / "dev", data):
        if (folder / "ground-truth").is_dir():
            break
    else:
        raise SystemExit(f"{data}: no folder dev/ground-truth within; is this WCXB?")
    for path in sorted((folder / "ground-truth").glob("*.json"))[::every]:
        entry = json.loads(path.read_text("utf-8"))
        truth = entry["ground_truth"]
        gold = truth.get("main_content") or ""
        if gold.strip():
            kind = entry["_internal"]["page_type"]["primary"]
            url = entry.get("url") or truth.get("url") or path.stem
            raw = gzip.decompress((folder / "html" / f"{path.stem}.html.gz").read_bytes())
            domain = registrable(url) or path.stem
            yield Sample(path.stem, kind, domain, gold, truth.get("title") or "", raw)


def words(text: str) -> list[str]:
    """Return the words of a text, in lower case: runs of letters, digits and underscores."""
    return _WORD.findall(text.lower())


def word_f1(found: str, gold: str) -> float:
    """Return how well two texts agree: the harmonic mean of precision and recall of their words.

    Words count as often as they occur.

    >>> word_f1("a b c", "b c d"), word_f1("", "a")
    (0.6666666666666666, 0.0)
    """
    one, other = Counter(words(found)), Counter(words(gold))
    both = (one & other).total()
    return 2 * both / (one.total() + other.total()) if both else 0.0
