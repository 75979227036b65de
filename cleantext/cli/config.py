"""`cleantext config`: which settings are in force, and where they come from."""

from __future__ import annotations

import os

from cleantext.cli.parser import Parser
from cleantext.cli.streams import say, write


def parser() -> Parser:
    """Return the parser of this sub-command."""
    made = Parser(
        prog="cleantext config",
        usage="cleantext config [FILE]",
        description="Show which settings are in force here, or for a file, and where each comes "
        "from: cleantext.toml or [tool.cleantext] in pyproject.toml, the nearest one upwards.",
    )
    made.add_argument("file", nargs="?", metavar="FILE", help="a file that is to be cleaned")
    return made


def run(arguments: list[str]) -> int:
    """Print the settings; return 2 when the configuration makes no sense."""
    options = parser().parse_args(arguments)
    from cleantext.config import Config, ConfigError, find, matches, relative

    try:
        config = find(os.getcwd())
    except ConfigError as error:
        say(f"cleantext: {error}")
        return 2
    default = Config()
    rows = []
    for key in ("encoding", "exclude", "columns"):
        value = getattr(config, key)
        origin = config.path if value != getattr(default, key) else "default"
        rows.append((key.replace("columns", "text-columns"), value, origin))
    rules = config.rules_for(options.file) if options.file else config.rules
    origins = [config.path] if config.path else []
    if options.file:
        inside = relative(options.file, config.folder)
        origins += [
            f"overrides[{number}]"
            for number, (globs, _) in enumerate(config.overrides, 1)
            if any(matches(inside, glob) for glob in globs)
        ]
    where = ", ".join(origins)
    for key in ("preset", "select", "ignore", "levels"):
        value = getattr(rules, key)
        set_here = bool(value) and bool(where)
        rows.append(
            (
                key,
                value or ("clean" if key == "preset" and not rules.select else ""),
                where if set_here else "default",
            )
        )
    for key, value, origin in rows:
        write(f"{key + ':':<14} {_shown(value) or '-':<40} {origin}\n")
    filters = ", ".join(each.name for each in rules.pipeline().filters)
    write(f"{'filters:':<14} {filters}\n")
    if options.file and config.excludes(options.file):
        write(f"{options.file} is excluded with --force-exclude\n")
    return 0


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(" = ".join(each) if isinstance(each, tuple) else each for each in value)
    return str(value or "")
