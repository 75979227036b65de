"""`cleantext demo`: the main job on a page that comes with the package."""

from __future__ import annotations

from collections import defaultdict

from cleantext.cli.parser import Parser
from cleantext.cli.report import shown
from cleantext.cli.streams import colour, write
from cleantext.pipeline import Change

PAGE = "hijacked.html.txt"
EXAMPLES = 3


def parser() -> Parser:
    """Return the parser of this sub-command."""
    return Parser(
        prog="cleantext demo",
        description="Clean a damaged page that comes with cleantext: a news article whose bytes "
        "were rewritten to inject spam. Prints what was wrong, and the clean text.",
    )


def page() -> bytes:
    """Return the bundled page as it was found."""
    from importlib.resources import files

    return files("cleantext").joinpath("pages", PAGE).read_bytes()


def run(arguments: list[str]) -> int:
    """Clean the bundled page; print counts and examples a filter, and the text."""
    parser().parse_args(arguments)
    from cleantext.api import explain

    result = explain(page())
    found: dict[str, list[Change]] = defaultdict(list)
    for change in sorted(result.changes(), key=lambda each: each.start):
        if change.made:
            found[change.filter].append(change)
    total = sum(map(len, found.values()))
    write(_title(f"What was wrong with {PAGE}: {total} repairs by {len(found)} filters"))
    for name, changes in sorted(found.items(), key=lambda item: -len(item[1])):
        write(f"\n{name}: {len(changes)}\n")
        for change in _examples(changes):
            write(f"    {shown(change.old)} → {shown(change.new)}  {change.note}".rstrip() + "\n")
    write("\n" + _title("The clean text"))
    write(f"\n{result.text.rstrip()}\n")
    return 0


def _examples(changes: list[Change]) -> list[Change]:
    """The first few that differ from each other."""
    different = {(each.old, each.new): each for each in reversed(changes)}
    return sorted(different.values(), key=lambda each: each.start)[:EXAMPLES]


def _title(text: str) -> str:
    return f"\x1b[1m{text}\x1b[0m\n" if colour() else f"{text}\n{'=' * len(text)}\n"
