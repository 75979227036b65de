"""How fast the default pipeline is on real text of many languages, beside ftfy and plsfix, in the same run.

    python benchmarks/languages.py --data FOLDER [--ways WAY ...] [--languages NAME ...] [--json FILE]

FOLDER holds a file a language, named like `newstest2019-ref.deu.txt`, in UTF-8: the lines of NTREX-128, or any
others. None of it is in the samples of `speed.py`, nor was anything tuned on it. A text is made of LINES lines and taken
whole, and cut into documents of forty, which is what a corpus is made of. It is measured sound (as the pipeline
leaves it) and damaged in several ways. The tools take turns, and medians are compared; MB are of
UTF-8. The last lines tell how many languages reach which ratio.
"""

from __future__ import annotations

import argparse
import html
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from speed import TURN, machine

from cleantext.presets import preset

LINES, DOCUMENT = 800, 40
TURNS = 3
#: What is asked for: so many times as fast as a peer, on sound and on damaged text.
WANTED = {"sound": {"ftfy": 20.0, "plsfix": 1.5}}
DAMAGED = {"ftfy": 20.0, "plsfix": 1.0}

Tool = Callable[[str], str]


def misread(line: str) -> str:
    """A line whose UTF-8 was read as windows-1252, what that lacks as latin-1."""
    return "".join(
        bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in line.encode("utf-8")
    )


def _some(every: int, damage: Callable[[str], str]) -> Callable[[list[str]], list[str]]:
    """Damage to one line in so many."""
    return lambda lines: [
        damage(line) if place % every == 0 else line for place, line in enumerate(lines)
    ]


def _escaped(line: str) -> str:
    return html.escape(line).encode("ascii", "xmlcharrefreplace").decode()


def _with_space(line: str) -> str:
    return f"{line[: len(line) // 2]}\u200b{line[len(line) // 2 :]}"


WAYS: dict[str, Callable[[list[str]], list[str]]] = {
    "sound": lambda lines: lines,
    "mojibake": _some(1, misread),
    "some mojibake": _some(20, misread),
    "references": _some(3, _escaped),
    "zero width": _some(1, _with_space),
    "CR LF": lambda lines: [f"{line}\r" for line in lines],
}


class Row(NamedTuple):
    """A language and a way: megabytes a second of each tool, of the whole text and of documents."""

    language: str
    way: str
    whole: dict[str, float]
    documents: dict[str, float]


def rates(tools: dict[str, Tool], texts: list[str]) -> dict[str, float]:
    """The megabytes a second of tools that take turns on some texts; a turn is as long for each, or all texts."""
    size = sum(len(text.encode()) for text in texts) / 1e6
    taken: dict[str, list[float]] = {name: [] for name in tools}
    for _ in range(TURNS):
        for name, tool in tools.items():
            start = begun = time.perf_counter()
            while start - begun < TURN:
                for text in texts:
                    tool(text)
                end = time.perf_counter()
                taken[name].append(end - start)
                start = end
    return {name: size / statistics.median(each) for name, each in taken.items()}


def measured(path: Path, ways: list[str], tools: dict[str, Tool]) -> list[Row]:
    """The rows of a language."""
    clean = tools["cleantext"]
    lines = clean("\n".join(path.read_text("utf-8").split("\n")[:LINES])).split("\n")
    found = []
    for way in ways:
        made = WAYS[way](lines)
        parts = ["\n".join(made[at : at + DOCUMENT]) for at in range(0, len(made), DOCUMENT)]
        if way == "sound":
            parts = [clean(part) for part in parts]
        language = path.stem.rpartition(".")[2]
        found.append(Row(language, way, rates(tools, ["\n".join(made)]), rates(tools, parts)))
    return found


def tell(row: Row) -> str:
    """A line about a row."""
    told = f"{row.language:12}{row.way:15}"
    for form in (row.whole, row.documents):
        own = form["cleantext"]
        ratios = "".join(f"{own / form[peer]:9.1f}" for peer in form if peer != "cleantext")
        told += f"{own:9.1f}{ratios}"
    return told


def summary(rows: list[Row]) -> str:
    """What all rows of one way come to."""
    way = rows[0].way
    told = []
    for form in ("whole", "documents"):
        for peer, wanted in WANTED.get(way, DAMAGED).items():
            ratios = []
            for row in rows:
                found: dict[str, float] = getattr(row, form)
                if peer in found:
                    ratios.append(found["cleantext"] / found[peer])
            if ratios:
                reached = sum(ratio >= wanted for ratio in ratios)
                told.append(
                    f"{way:15}{form:11}{peer:8}least {min(ratios):6.1f}  median {statistics.median(ratios):6.1f}"
                    f"  at least {wanted:g}: {reached} of {len(ratios)}"
                )
    return "\n".join(told)


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument(
        "--data", type=Path, required=True, help="where the files are, at any depth"
    )
    parser.add_argument("--languages", nargs="*", help="only these")
    parser.add_argument("--ways", nargs="*", choices=WAYS, default=["sound"], help="only these")
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    arguments = parser.parse_args()
    files = {path.stem.rpartition(".")[2]: path for path in sorted(arguments.data.rglob("*.*.txt"))}
    wanted = arguments.languages or sorted(files)
    unknown = [name for name in wanted if name not in files]
    if unknown or not files:
        parser.error(f"no file of {', '.join(unknown) or 'any language'} in {arguments.data}")
    tools: dict[str, Tool] = {"cleantext": preset("clean").clean}
    for peer in ("ftfy", "plsfix"):
        try:
            tools[peer] = __import__(peer).fix_text
        except ImportError:
            print(f"({peer} is not installed)", file=sys.stderr)
    print(machine())
    heads = "MB/s" + "".join(f"{'x ' + peer:>9}" for peer in tools if peer != "cleantext")
    print(f"{'':27}{'whole: ' + heads:>27}{'documents: ' + heads:>34}")
    rows = []
    for name in wanted:
        for row in measured(files[name], arguments.ways, tools):
            rows.append(row)
            print(tell(row), flush=True)
    for way in arguments.ways:
        print(summary([row for row in rows if row.way == way]))
    if arguments.json:
        figures = {"machine": machine(), "rows": [row._asdict() for row in rows]}
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
