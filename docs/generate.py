"""Write the pages of docs/ that the code itself holds; `--check` proves that they are current.

A filter's page is its docstring, its examples set as code. The index lists the catalogue in its
order, and `presets.md` says which filter stands in which preset.
"""

import argparse
import sys
from importlib import import_module
from pathlib import Path

from cleantext.cli import completion, config, demo, detect, explain, filters, options, run
from cleantext.filter import Filter, Level
from cleantext.filters import CATALOGUE
from cleantext.presets import PRESETS

DOCS = Path(__file__).resolve().parent
_NOTE = "<!-- Written by docs/generate.py from the code; edit the docstring, not this page. -->\n\n"
_DOES = {Level.FIX: "mends", Level.REPORT: "reports, and leaves the text alone"}


def page(each: Filter) -> str:
    """Return the page of one filter."""
    docstring = import_module(f"cleantext.filters.{each.name}").__doc__ or ""
    presets = [f"`{name}`" for name, names in PRESETS.items() if each.name in names]
    facts = [
        f"*{each.summary[:1].upper()}{each.summary[1:]}.*",
        "",
        f"- Level: {_DOES[each.level]}",
        f"- Presets: {', '.join(presets) or 'none; ask for it by name'}",
        f"- Looks at: {'each line for itself' if each.line_local else 'the whole text'}",
    ]
    return f"{_NOTE}# {each.name}\n\n" + "\n".join(facts) + "\n\n" + _prose(docstring)


def _prose(docstring: str) -> str:
    """The docstring as Markdown: each run of examples is a code block."""
    blocks = [
        f"```pycon\n{block}\n```" if block.startswith(">>>") else block
        for block in docstring.strip().split("\n\n")
    ]
    return "\n\n".join(blocks).replace("\n```\n\n```pycon\n", "\n\n") + "\n"


def index() -> str:
    """Return the list of filters, in the order in which they run."""
    rows = [f"| [{each.name}]({each.name}.md) | {each.summary} |" for each in CATALOGUE]
    return (
        f"{_NOTE}# Filters\n\nIn the order in which they run.\n\n"
        "| filter | what it finds |\n|---|---|\n" + "\n".join(rows) + "\n"
    )


def presets() -> str:
    """Return the table of presets and filters."""
    rows = []
    for each in CATALOGUE:
        marks = []
        for names in PRESETS.values():
            mark = "report" if each.level is Level.REPORT else "yes"
            marks.append(mark if each.name in names else "")
        rows.append(f"| [{each.name}](filters/{each.name}.md) | {' | '.join(marks)} |")
    head = " | ".join(f"`{name}`" for name in PRESETS)
    return (
        f"{_NOTE}# Presets\n\nA preset is a tuple of filter names; the filters run in the order of "
        "this table. Any filter can be\nadded to a preset (`preset(name).with_(…)`) or left out "
        "(`.without(…)`).\n\n"
        f"| filter | {head} |\n|---|{'---|' * len(PRESETS)}\n" + "\n".join(rows) + "\n"
    )


def manual() -> str:
    """Return the manual page of the command, in roff."""
    lines = ['.\\" Written by docs/generate.py from the parsers of the command.']
    lines += ['.TH CLEANTEXT 1 "" "cleantext"', ".SH NAME", "cleantext \\- mend damaged text"]
    for module in (options, run, filters, explain, config, detect, completion, demo):
        parser = module.parser()
        formatter = parser.formatter_class(parser.prog)
        usage = parser.usage or formatter._format_usage(None, parser._actions, [], "").strip()
        lines += [f".SH {parser.prog.upper()}", f".B {_roff(usage.removeprefix('usage: '))}", ".PP"]
        lines.append(_roff(parser.description or ""))
        for group in parser._action_groups:
            actions = [each for each in group._group_actions if each.help != argparse.SUPPRESS]
            if actions and group.title:
                lines.append(f".SS {_roff(group.title)}")
            for action in actions:
                names = ", ".join(action.option_strings) or action.metavar or action.dest
                value = f" {action.metavar}" if action.metavar and action.option_strings else ""
                lines += [".TP", f".B {_roff(names + value)}", _roff(action.help or "")]
        if parser.epilog:
            lines += [".PP", ".nf", _roff(parser.epilog.rstrip()), ".fi"]
    return "\n".join(lines) + "\n"


def _roff(text: str) -> str:
    """The text, with what roff takes for a command made harmless."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("%%", "%")
    return "\n".join("\\&" + line if line[:1] in ".'" else line for line in text.split("\n"))


def pages() -> dict[Path, str]:
    """Return the text of each generated page by its path."""
    found = {DOCS / "filters" / f"{each.name}.md": page(each) for each in CATALOGUE}
    found[DOCS / "filters" / "index.md"] = index()
    found[DOCS / "presets.md"] = presets()
    found[DOCS / "cleantext.1"] = manual()
    return found


def main(argv: list[str] | None = None) -> int:
    """Write the pages, or with `--check` name those that are out of date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; 1 if a page is stale")
    check = parser.parse_args(argv).check
    stale = {
        path: text
        for path, text in pages().items()
        if not path.exists() or path.read_text("utf-8") != text
    }
    for path, text in stale.items():
        if check:
            sys.stderr.write(f"{path.relative_to(DOCS)} is out of date; run docs/generate.py\n")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    return int(check and bool(stale))


if __name__ == "__main__":
    raise SystemExit(main())
