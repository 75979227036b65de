"""How good cleantext is at what it does, beside other tools, on data it has not seen.

    python benchmarks/quality.py NAME [options]

runs `benchmarks/quality_NAME.py`. `--help` after a name says what it measures.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main(argv: list[str]) -> int:
    """Run the benchmark that the first argument names."""
    names = sorted(path.stem.removeprefix("quality_") for path in HERE.glob("quality_*.py"))
    if not argv or argv[0] not in names:
        print(f"usage: python benchmarks/quality.py {{{','.join(names)}}} [options]")
        return 2
    sys.path.insert(0, str(HERE))
    status: int = import_module(f"quality_{argv[0]}").main(argv[1:])
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
