"""What the scripts that make tables share: the header, the writing, and `--check`."""

from __future__ import annotations

import argparse
import zlib
from collections.abc import Callable
from pathlib import Path

TABLES = Path(__file__).parent.parent / "cleantext" / "tables"

#: A table's contents for a folder of training data.
Make = Callable[[Path], bytes]


def write(name: str, script: str, sources: list[str], contents: bytes, check: bool) -> bool:
    """Write a table, or with `check` compare it; return whether it was (or now is) current.

    The first lines say where the table comes from; a blank line ends them. A table named `.bin` is
    compressed.
    """
    header = [
        f"# Made by training/{script}; do not edit.",
        *(f"# Source: {each}" for each in sources),
    ]
    body = zlib.compress(contents, 9) if name.endswith(".bin") else contents
    table = "\n".join(header).encode() + b"\n\n" + body
    path = TABLES / name
    if check:
        # Compressors differ between builds, so a compressed table is compared by what it holds.
        current = path.exists() and _contents(path.read_bytes(), name) == contents
        print(f"{name}: {'current' if current else 'NOT what its script makes'}")
        return current
    path.write_bytes(table)
    print(f"{name}: {len(table):,} bytes written")
    return True


def _contents(table: bytes, name: str) -> bytes:
    body = table.partition(b"\n\n")[2]
    return zlib.decompress(body) if name.endswith(".bin") else body


def proved(name: str, measure: Callable[[bytes], float], tolerance: float = 0.005) -> bool:
    """Print, and return, whether a model does what the last line of its header claims.

    Training is not exact to the last bit from machine to machine, so the model is not made again.
    """
    header, _, _ = (TABLES / name).read_bytes().partition(b"\n\n")
    claimed = float(header.rpartition(b": ")[2])
    measured = measure(_contents((TABLES / name).read_bytes(), name))
    current = abs(measured - claimed) < tolerance
    verdict = "current" if current else "NOT what its header says"
    print(f"{name}: {measured:.4f}, {claimed:.4f} claimed: {verdict}")
    return current


def arguments(description: str, data: bool = True) -> argparse.Namespace:
    """Return the arguments that every such script takes."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument(
        "--check", action="store_true", help="compare with the table there is; write nothing"
    )
    if data:
        parser.add_argument(
            "--data", type=Path, required=True, help="folder of training data (text/ntrex within)"
        )
    return parser.parse_args()


def ntrex(data: Path, language: str, half: int) -> list[str]:
    """Return every second sentence of a language: half 0 is for training, half 1 for judging."""
    folder = data / "text" / "ntrex" / "NTREX-128"
    # Spanish was translated twice; the first has the shorter name.
    path = min(folder.glob(f"newstest2019-*.{language}.txt"), key=lambda path: len(path.name))
    return path.read_text("utf-8").splitlines()[half::2]
