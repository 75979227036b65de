"""`cleantext filters`: the catalogue."""

from __future__ import annotations

from cleantext.cli.parser import Parser
from cleantext.cli.streams import write


def parser() -> Parser:
    """Return the parser of this sub-command."""
    made = Parser(
        prog="cleantext filters",
        description="List the filters in the order in which they run, with level and presets.",
    )
    made.add_argument(
        "--output-format",
        choices=["full", "concise", "json"],
        default="full",
        metavar="FORMAT",
        help="full (default), concise (names only) or json (an object a filter)",
    )
    return made


def run(arguments: list[str]) -> int:
    """Print the catalogue."""
    options = parser().parse_args(arguments)
    from cleantext.filters import CATALOGUE

    if options.output_format == "concise":
        for each in CATALOGUE:
            write(f"{each.name}\n")
        return 0
    if options.output_format == "json":
        import json

        for each in CATALOGUE:
            fields = {
                "name": each.name,
                "level": each.level.value,
                "presets": presets_of(each.name),
                "line_local": each.line_local,
                "summary": each.summary,
            }
            write(json.dumps(fields, ensure_ascii=False) + "\n")
        return 0
    rows = [("filter", "level", "presets", "what it finds")]
    rows += [(e.name, e.level.value, ", ".join(presets_of(e.name)), e.summary) for e in CATALOGUE]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for *cells, last in rows:
        padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        write("  ".join((*padded, last)).rstrip() + "\n")
    return 0


def presets_of(name: str) -> list[str]:
    """Return the presets that the filter of this name is in."""
    from cleantext.presets import PRESETS, preset

    return [each for each in PRESETS if any(one.name == name for one in preset(each).filters)]
