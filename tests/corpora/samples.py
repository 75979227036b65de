"""Corpora in every format, damaged here and there, and what a folder holds."""

import bz2
import csv
import gzip
import io
import json
import lzma
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

DAMAGED = "cafÃ© au lait, in\u200bvisible"
CLEAN = "café au lait, invisible"
SOUND = "Sound text, “quoted” – and left alone. 更大力量。"
TEXTS = [SOUND, DAMAGED, "", "third\nwith lines", SOUND * 3]
CLEANED = [SOUND, CLEAN, "", "third\nwith lines", SOUND * 3]


def jsonl(count: int) -> bytes:
    """Lines whose bytes are odd in every way that JSON allows."""
    lines = []
    for i in range(count):
        text = json.dumps(TEXTS[i % len(TEXTS)], ensure_ascii=i % 2 == 0)
        lines.append(
            f'{{ "id":"doc{i}" ,"n": 1.50, "big":12345678901234567890123,"text" :{text}, "x":"\\/\u2028"}}\n'
        )
    return "".join(lines).encode()


def table(count: int) -> pa.Table:
    made = pa.table(
        {
            "id": [f"doc{i}" for i in range(count)],
            "text": [None if i % 11 == 10 else TEXTS[i % len(TEXTS)] for i in range(count)],
            "n": pa.array(range(count), pa.int16()),
            "tags": [["a", "b"][: i % 3] for i in range(count)],
        }
    )
    return made.replace_schema_metadata({"origin": "a test"})


def parquet(count: int, rows: int = 7) -> bytes:
    sink = io.BytesIO()
    pq.write_table(
        table(count),
        sink,
        row_group_size=rows,
        compression={"id": "zstd", "text": "snappy", "n": "none", "tags.list.element": "gzip"},
    )
    return sink.getvalue()


def delimited(count: int, by: str = ",") -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=by)
    writer.writerow(["id", "text", "n"])
    writer.writerows([f"doc{i}", TEXTS[i % len(TEXTS)], "1.50"] for i in range(count))
    return out.getvalue().encode()


def arrow(count: int) -> bytes:
    sink = io.BytesIO()
    made = table(count)
    with pa.ipc.new_file(
        sink, made.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")
    ) as writer:
        writer.write_table(made, max_chunksize=9)
    return sink.getvalue()


def warc(pages: list[tuple[str, str, bytes]]) -> bytes:
    out = b""
    for number, (url, kind, body) in enumerate(pages):
        http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
            f"WARC-Target-URI: {url}\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n"
            f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        )
        out += head.encode() + http + b"\r\n\r\n"
    return out


def pack(data: bytes, suffix: str) -> bytes:
    """Two members or frames, because readers that stop after the first are common."""
    half = len(data) // 2
    packer = {
        "": lambda part: part,
        ".gz": lambda part: gzip.compress(part, mtime=0),
        ".bz2": bz2.compress,
        ".xz": lzma.compress,
        ".zst": lambda part: zstandard.ZstdCompressor().compress(part),
    }[suffix]
    return packer(data[:half]) + packer(data[half:])


def unpack(data: bytes, suffix: str) -> bytes:
    opener = {
        "": lambda d: d,
        ".gz": gzip.decompress,
        ".bz2": bz2.decompress,
        ".xz": lzma.decompress,
    }
    if suffix == ".zst":
        return zstandard.ZstdDecompressor().stream_reader(data, read_across_frames=True).read()
    return opener[suffix](data)


def files(folder: Path) -> dict[str, bytes]:
    """What a corpus folder holds, what a run notes for itself left out."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "_cleantext" not in path.parts
    }


def temporaries(folder: Path) -> list[Path]:
    return list((folder / "_cleantext" / "tmp").iterdir())
