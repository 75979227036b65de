"""`cleantext explain NAME`: the page of a filter, which is its module's docstring."""

from __future__ import annotations

from importlib import import_module

from cleantext.cli.filters import presets_of
from cleantext.cli.parser import Parser
from cleantext.cli.streams import write
from cleantext.filter import Filter, Trigger

WIDTH = 40


def parser() -> Parser:
    """Return the parser of this sub-command."""
    made = Parser(
        prog="cleantext explain",
        description="Say what a filter mends, why it occurs, and what it leaves alone. "
        "For what is done to a file: cleantext --explain FILE.",
    )
    made.add_argument("name", metavar="NAME", help="a filter; cleantext filters lists them")
    return made


def run(arguments: list[str]) -> int:
    """Print the page of a filter."""
    made = parser()
    name = made.parse_args(arguments).name
    from cleantext.names import UnknownFilter, named

    try:
        found = named(name)
    except UnknownFilter as error:
        made.error(f"{error} (for what is done to a file: cleantext --explain FILE)")
    write(page(found))
    return 0


def page(found: Filter) -> str:
    """Return what there is to say about a filter of the catalogue."""
    document = import_module(f"cleantext.filters.{found.name}").__doc__ or found.summary
    facts = [
        ("level", found.level.value),
        ("presets", ", ".join(presets_of(found.name)) or "none; ask for it with --select"),
        ("scope", "line by line" if found.line_local else "the whole text"),
    ]
    facts += [("needs", _needs(trigger)) for trigger in found.triggers]
    lines = "".join(f"{label + ':':<9} {value}\n" for label, value in facts)
    return f"{found.name}: {document.strip()}\n\n{lines}"


def _needs(trigger: Trigger) -> str:
    """What must stand in a text before the filter looks at it."""
    needs = []
    if trigger.chars:
        needs.append(f"a character of [{_cut(_visible(trigger.chars))}]")
    if trigger.words:
        needs.append("one of " + _cut(", ".join(map(ascii, trigger.words))))
    if trigger.ends:
        needs.append("an end in " + _cut(", ".join(map(ascii, trigger.ends))))
    if trigger.pairs:
        seconds = "".join(dict.fromkeys(second for _, second in trigger.pairs))
        needs.append(f"[{_cut(_visible(seconds))}] behind certain others")
    if trigger.holds:
        needs.append("something that a look of its own finds")
    return ", or ".join(needs)


def _visible(characters: str) -> str:
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode()
        for each in characters
    )


def _cut(text: str) -> str:
    return text if len(text) <= WIDTH else text[: WIDTH - 1] + "…"
