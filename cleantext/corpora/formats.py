"""Which format a file is in: by its name, else by how it begins.

>>> by_name("pages/CC-MAIN-1.warc.gz"), by_name("notes.TXT"), by_name("data.bin")
(('warc', 'gz'), ('text', ''), ('', ''))
"""

from __future__ import annotations

import os
from typing import BinaryIO

from cleantext.corpora.compression import MAGIC, SUFFIXES, Damaged, decompressed

_BY_SUFFIX = {
    ".txt": "text", ".text": "text", ".md": "text", ".rst": "text", ".tex": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".jsonlines": "jsonl",
    ".csv": "csv", ".tsv": "tsv", ".tab": "tsv",
    ".parquet": "parquet", ".pq": "parquet",
    ".arrow": "arrow", ".feather": "arrow", ".ipc": "arrow", ".arrows": "arrow",
    ".warc": "warc",
}  # fmt: skip

#: The formats that `--format` takes; `lines` is asked for only: each line a document.
FORMATS = ("text", "html", "lines", "jsonl", "csv", "tsv", "parquet", "arrow", "warc")
#: The formats that `--to` takes.
TARGETS = ("jsonl", "parquet", "text")
#: Formats whose records a byte range can hold, because no line feed stands inside one.
BY_LINE = ("jsonl", "lines")
#: Formats in which a file is one document.
WHOLE = ("text", "html")
_LOOK = 2048


def by_name(path: str) -> tuple[str, str]:
    """Return format and compression that a file name tells; nothing for what it does not."""
    stem, suffix = os.path.splitext(path.lower())
    compression = SUFFIXES.get(suffix, "")
    if compression:
        suffix = os.path.splitext(stem)[1]
    return _BY_SUFFIX.get(suffix, ""), compression


def by_magic(stream: BinaryIO) -> tuple[str, str]:
    """Return format and compression that the first bytes tell; the stream is left anywhere."""
    head = stream.read(_LOOK)
    compression = next((kind for kind, magic in MAGIC.items() if head.startswith(magic)), "")
    if compression:
        stream.seek(0)
        try:
            head = decompressed(stream, compression).read(_LOOK)
        except Damaged:
            # Reading it will say what is wrong, and go on with the other files.
            return "text", compression
    return _of(head), compression


def _of(head: bytes) -> str:
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith((b"ARROW1", b"\xff\xff\xff\xff")):
        return "arrow"
    if head.startswith(b"WARC/"):
        return "warc"
    opening = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if opening.startswith(b"{") and b'"' in opening[:_LOOK]:
        return "jsonl"
    if opening[:15].lower().startswith((b"<!doctype html", b"<html")):
        return "html"
    return "" if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")) else "text"


def suffixes(path: str) -> str:
    """Return the suffixes that say format and compression, as they are written.

    >>> suffixes("a/b.v2.JSONL.gz"), suffixes("README")
    ('.JSONL.gz', '')
    """
    stem, last = os.path.splitext(path)
    if last.lower() in SUFFIXES:
        return os.path.splitext(stem)[1] + last
    return last
