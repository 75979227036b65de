"""The options of the main job, and what `--help` says of them."""

from __future__ import annotations

import argparse
import os

from cleantext.api import FORMS, PARTS
from cleantext.cli.parser import Parser
from cleantext.config import Config, Rules, find, load

USAGE = "cleantext [OPTION ...] [FILE ...]"

EPILOG = """\
other commands:
  cleantext run SOURCE ...  clean corpora: folders, JSON lines, Parquet, WARC; many processes
  cleantext filters         list the filters, and the presets that they are in
  cleantext explain NAME    what a filter mends, why, and what it leaves alone
  cleantext config          which settings are in force, and where they come from
  cleantext detect FILE     which charset a file is in, and where it is damaged
  cleantext completion SH   what makes bash, zsh or tcsh complete the command
  cleantext demo            clean a damaged page that is bundled, and say what was wrong
  The first argument decides: a file named filters is reached as ./filters.

examples:
  cleantext < page.html > article.txt       the clean article of a page
  cleantext --to markdown page.html         the article with its headings, lists, tables, links
  cleantext --check --preset repair *.txt   what would change, one line a change
  cleantext -w notes.txt                    rewrite the file if there is something to mend

exit codes:
  0  clean, or fixed
  1  something would change (--check, --diff), or was fixed (--exit-non-zero-on-fix)
  2  an error: wrong usage, or a file that cannot be read, cleaned or written; the others are done
"""


class Options(argparse.Namespace):
    """The options, typed."""

    files: list[str]
    check: bool
    diff: bool
    explain: bool
    in_place: bool
    output_format: str | None
    preset: list[str]
    select: list[str]
    ignore: list[str]
    encoding: str | None
    errors: str
    html: bool | None
    to: str
    include: list[str] | None
    lines: bool
    exit_non_zero_on_fix: bool
    quiet: bool
    text_column: list[str]
    no_fields: bool
    config: str | None
    isolated: bool
    exclude: list[str]
    force_exclude: bool
    skip_binary: bool
    baseline: str | None
    update_baseline: bool

    @property
    def parts(self) -> list[str] | None:
        """The parts of a page that --include names; None when that is left to the model."""
        if self.include is None:
            return None
        return [name for name in names(self.include) if name != "none"]

    @property
    def only_looks(self) -> bool:
        """Whether exit code 1 says that something would change."""
        return self.check or self.diff


class Help(argparse.RawDescriptionHelpFormatter):
    """Keeps the layout of descriptions; options have room on the left."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=26)


def parser() -> Parser:
    """Return the parser of the main job."""
    made = Parser(
        prog="cleantext",
        usage=USAGE,
        description="Mend what is damaged in text, leave the rest alone, say what was done.\n"
        "Reads FILE, or standard input when there is none or it is -; writes UTF-8.",
        epilog=EPILOG,
        formatter_class=Help,
        add_help=False,
    )
    made.add_argument("files", nargs="*", metavar="FILE", help=argparse.SUPPRESS)

    what = made.add_argument_group("what to do (default: print the clean text)")
    what.add_argument(
        "--check",
        action="store_true",
        help="list what would change; exit code 1 if something would",
    )
    what.add_argument(
        "--diff",
        action="store_true",
        help="show a unified diff; exit code 1 if something would change",
    )
    what.add_argument(
        "--explain",
        action="store_true",
        help="show a table of what was done instead of the clean text",
    )
    what.add_argument(
        "-w",
        "--in-place",
        action="store_true",
        help="rewrite the files that change, in one step each; keeps mode, CR LF and byte order "
        "mark; writes UTF-8, or UTF-16 and UTF-32 if a mark said so",
    )

    which = made.add_argument_group("which filters")
    which.add_argument(
        "--preset",
        action="append",
        default=[],
        metavar="NAME[,NAME]",
        help="named sets of filters (default: clean)",
    )
    which.add_argument(
        "--select",
        action="append",
        default=[],
        metavar="NAME[,NAME]",
        help="just these filters, instead of a preset",
    )
    which.add_argument(
        "--ignore", action="append", default=[], metavar="NAME[,NAME]", help="not these filters"
    )

    read = made.add_argument_group("how to read")
    read.add_argument(
        "--encoding",
        metavar="NAME",
        help="the declared encoding; believed if the bytes bear it out",
    )
    read.add_argument(
        "--errors",
        choices=["replace", "backslashreplace", "strict"],
        default="replace",
        help="what becomes of bytes that no reading explains: U+FFFD (the default), \\xNN, or an "
        "error for the file",
    )
    page = read.add_mutually_exclusive_group()
    page.add_argument(
        "--html", dest="html", action="store_const", const=True, help="the input is an HTML page"
    )
    page.add_argument(
        "--text",
        dest="html",
        action="store_const",
        const=False,
        help="the input is text, even if it looks like a page",
    )
    read.add_argument(
        "--include",
        action="append",
        metavar="PART[,PART]",
        help="of a page: title, byline, captions, or none of them (default: as they belong to "
        "the text)",
    )
    read.add_argument(
        "--lines",
        action="store_true",
        help="each line is a document of its own; memory stays bounded",
    )

    read.add_argument(
        "--text-column",
        action="append",
        default=[],
        metavar="NAME[,NAME]",
        help="in .jsonl and .csv, clean these fields only (default: every string, each by itself)",
    )
    read.add_argument(
        "--no-fields", action="store_true", help="read .jsonl and .csv as any text, not by field"
    )

    files = made.add_argument_group("which files and findings count")
    files.add_argument(
        "--exclude", action="append", default=[], metavar="GLOB", help="not the files under GLOB"
    )
    files.add_argument(
        "--force-exclude",
        action="store_true",
        help="leave out what the configuration or .cleantextignore excludes, even if it is named",
    )
    files.add_argument(
        "--skip-binary", action="store_true", help="pass over files that are no text: no error"
    )
    files.add_argument(
        "--baseline", metavar="FILE", help="leave alone the findings that FILE holds"
    )
    files.add_argument(
        "--update-baseline",
        action="store_true",
        help="write all findings to the baseline, change nothing",
    )
    files.add_argument(
        "--config", metavar="FILE", help="the configuration (default: the nearest, upwards)"
    )
    files.add_argument("--isolated", action="store_true", help="read no configuration")

    say = made.add_argument_group("what to say")
    say.add_argument(
        "--to",
        choices=FORMS,
        default="text",
        help="print a clean page as text (the default), markdown, or html that is safe to show",
    )
    say.add_argument(
        "--output-format",
        choices=["full", "concise", "json", "sarif", "github"],
        metavar="FORMAT",
        help="full (a table), concise (a line a change), json (an object a document, with the "
        "clean text unless another report is asked for), sarif or github (for CI services)",
    )
    say.add_argument(
        "--exit-non-zero-on-fix", action="store_true", help="exit code 1 if something was fixed"
    )
    say.add_argument(
        "-q",
        "--quiet",
        action="store_true",
        help="no notes, no list of changes; errors are still said",
    )
    say.add_argument("--version", action="version", version=_version(), help="show the version")
    say.add_argument("-h", "--help", action="help", help="show this help")
    return made


def _version() -> str:
    from cleantext import __version__

    return f"cleantext {__version__}"


def parse(arguments: list[str]) -> tuple[Options, Config]:
    """Return the options and the configuration, theirs on top; a usage error ends with code 2."""
    made = parser()
    options = made.parse_args(arguments, namespace=Options())
    options.files = options.files or ["-"]
    wrong = _contradiction(options)
    if wrong:
        made.error(wrong)
    try:
        return options, configured(options)
    except ValueError as error:
        made.error(str(error))


def _contradiction(options: Options) -> str:
    """What is wrong with the options together, or nothing."""
    if options.in_place:
        if options.only_looks:
            return "-w writes files, --check and --diff do not: choose one"
        if "-" in options.files:
            return "-w rewrites files, and standard input is none: name the files"
    if options.to != "text":
        if options.only_looks or options.explain or options.in_place or options.output_format:
            return f"--to {options.to} says how a clean page is printed: leave out other reports"
        if options.html is False or options.lines:
            return f"--to {options.to} needs a page: leave out --text and --lines"
        options.html = True
    for part in options.parts or ():
        if part not in PARTS:
            return f"a page has no part {part!r}; known: {', '.join(PARTS)}, or none"
    if options.diff and (options.explain or options.output_format):
        return "--diff has a format of its own: leave out --explain and --output-format"
    reports = options.check or options.explain or options.in_place
    if options.output_format not in (None, "json") and not reports:
        form = options.output_format
        return f"--output-format {form} says how --check, --explain or -w report: add one"
    if options.update_baseline and not (options.baseline and options.check):
        return "--update-baseline writes what --check finds to a file: add --check --baseline FILE"
    if options.config and options.isolated:
        return "--isolated reads no configuration: leave out --config"
    for option in ("preset", "select", "ignore"):
        given = getattr(options, option)
        if given and not names(given):
            return f"--{option} names no filter"
    if options.select and options.preset:
        return "--select names the filters itself: leave out --preset"
    if options.encoding is not None:
        from cleantext.decoding.declared import codec

        if codec(options.encoding) is None:
            return f"no encoding of text is named {options.encoding!r}"
    return ""


def configured(options: argparse.Namespace) -> Config:
    """Return the configuration that is in force, with --preset, --select and --ignore on top.

    Raises ConfigError, and UnknownFilter for a name that stands for no filter.
    """
    if getattr(options, "isolated", False):
        config = Config()
    else:
        given = getattr(options, "config", None)
        config = load(given) if given else find(os.getcwd())
    own = Rules(
        tuple(names(options.preset)), tuple(names(options.select)), tuple(names(options.ignore))
    )
    own.pipeline()  # names what is wrong with it
    rules = own.over(config.rules)
    rules.pipeline()
    overrides = tuple((globs, own.over(each)) for globs, each in config.overrides)
    return config._replace(rules=rules, overrides=overrides)


def names(values: list[str]) -> list[str]:
    """Return the names in the values of an option that takes several, separated by commas.

    >>> names(["a,b", "c"])
    ['a', 'b', 'c']
    """
    return [name.strip() for value in values for name in value.split(",") if name.strip()]
