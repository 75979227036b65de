"""Draw a run of `speed.py` as bars: how many times as fast as each peer, on a scale of tens.

python benchmarks/speed.py --json RUN.json
python benchmarks/chart.py RUN.json docs/speed.svg
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from html import escape
from pathlib import Path

COLOURS = ("#2b6cb0", "#c05621", "#2f855a", "#805ad5")
WIDTH, LABEL, BAR, GAP = 760, 230, 11, 8


def drawn(run: dict[str, object], tables: list[str]) -> str:
    """Return the SVG of some tables of a run."""
    pieces: list[str] = []
    top = 24
    found: dict[str, list[dict[str, object]]] = run["tables"]  # type: ignore[assignment]
    ratios = {
        name: [(row["sample"], _ratios(row["rates"])) for row in found[name]]  # type: ignore[arg-type]
        for name in tables
    }
    every = [each for rows in ratios.values() for _, peers in rows for each in peers.values()]
    low = min(-1, math.floor(math.log10(min(every))))
    high = max(1, math.ceil(math.log10(max(every))))
    unit = (WIDTH - LABEL - 60) / (high - low)
    zero = LABEL - low * unit
    for name, rows in ratios.items():
        pieces.append(_text(0, top, f"{name}: times as fast as", bold=True))
        for place, peer in enumerate(rows[0][1]):
            pieces.append(_text(LABEL + 130 * place, top, peer, COLOURS[place], bold=True))
        top += 12
        for sample, peers in rows:
            pieces.append(_text(0, top + BAR, str(sample)))
            for place, ratio in enumerate(peers.values()):
                length = math.log10(ratio) * unit
                pieces.append(
                    f'<rect x="{zero + min(0, length):.1f}" y="{top}" width="{abs(length):.1f}" height="{BAR}" '
                    f'fill="{COLOURS[place]}"/>'
                )
                pieces.append(_text(zero + max(0, length) + 4, top + BAR - 1, f"{ratio:.3g}"))
                top += BAR + 2
            top += GAP
        top += 16
    grid = [
        f'<line x1="{LABEL + step * unit:.1f}" x2="{LABEL + step * unit:.1f}" y1="30" y2="{top - 20}" '
        f'stroke="{"#444" if step == -low else "#ddd"}"/>'
        for step in range(high - low + 1)
    ]
    body = "\n".join([*grid, *pieces, _text(0, top, str(run["machine"]), "#777", size=8)])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{top + 12}" '
        f'font-family="sans-serif" font-size="11">\n{body}\n</svg>\n'
    )


def _ratios(rates: dict[str, float]) -> dict[str, float]:
    own = rates["cleantext"]
    return {peer: own / rate for peer, rate in rates.items() if peer != "cleantext"}


def _text(
    x: float, y: float, text: str, colour: str = "#222", bold: bool = False, size: int = 11
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}"{weight}>{escape(text)}</text>'


def main() -> int:
    """Draw."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("run", type=Path)
    parser.add_argument("svg", type=Path)
    parser.add_argument("--tables", nargs="*", help="all of the run, if not given")
    arguments = parser.parse_args()
    run = json.loads(arguments.run.read_text("utf-8"))
    arguments.svg.write_text(drawn(run, arguments.tables or list(run["tables"])), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
