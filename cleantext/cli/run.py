"""`cleantext run`: corpora, from one file to a cluster."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from cleantext.cli.options import Help, names
from cleantext.cli.parser import Parser
from cleantext.cli.streams import say

if TYPE_CHECKING:
    from cleantext.corpora.running import Outcome
    from cleantext.pipeline import Pipeline

FORMATS = ("text", "html", "lines", "jsonl", "csv", "tsv", "parquet", "arrow", "warc")

EPILOG = """\
sources:
  Files, folders, globs in quotation marks, and URLs that fsspec knows (s3://bucket/folder).
  Formats are told by name, else by content: plain text, HTML, JSON lines, CSV, TSV, Parquet,
  Arrow IPC, WARC; each also as .gz, .zst, .bz2 or .xz. In JSON lines and CSV the text field
  changes and every other byte stays; Parquet keeps schema, metadata, row groups, compression.

stopping and going on:
  The same command again does what is not done yet, and nothing twice. The number of jobs and
  the engine may change in between.

examples:
  cleantext run corpus/ --output clean/ --jobs 8 --report report.html
  cleantext run 'crawl/*.warc.gz' --output pages/
  cleantext run big.jsonl --output clean/ --dry-run --sample 0.01
  cleantext run s3://bucket/raw --output s3://bucket/clean --engine ray --address auto

exit codes:
  0    done
  1    done, and some records are in the quarantine
  2    an error: wrong usage, or an input that could not be read; the others are done
  130  interrupted; the same command goes on
"""


def parser() -> Parser:
    """Return the parser of this sub-command."""
    made = Parser(
        prog="cleantext run",
        usage="cleantext run SOURCE ... --output FOLDER [OPTION ...]",
        description="Clean the documents of files, folders, globs and URLs into a folder.",
        epilog=EPILOG,
        formatter_class=Help,
    )
    made.add_argument("sources", nargs="+", metavar="SOURCE", help=argparse.SUPPRESS)
    where = made.add_argument_group("where to")
    where.add_argument("-o", "--output", metavar="FOLDER", help="where the clean corpus goes")
    where.add_argument(
        "--overwrite", action="store_true", help="do anew what an earlier run left in the folder"
    )
    where.add_argument(
        "--dry-run", action="store_true", help="clean and report, but write no output"
    )
    which = made.add_argument_group("which filters")
    for option in ("preset", "select", "ignore"):
        what = {
            "preset": "named sets of filters (default: clean)",
            "select": "just these filters, instead of a preset",
            "ignore": "not these filters",
        }[option]
        which.add_argument(
            f"--{option}", action="append", default=[], metavar="NAME[,NAME]", help=what
        )
    which.add_argument(
        "--repeated-lines",
        type=_count,
        default=0,
        metavar="N",
        help="take out long lines that stand in N documents or more; all are read twice (default: off)",
    )
    read = made.add_argument_group("how to read and write")
    read.add_argument(
        "--format",
        choices=FORMATS,
        metavar="FORMAT",
        help="the format of all sources: "
        + ", ".join(FORMATS)
        + "; lines: each line of a text is a document",
    )
    read.add_argument(
        "--to",
        choices=["jsonl", "parquet", "text"],
        metavar="FORMAT",
        help="write jsonl, parquet or text instead of the format that was read (HTML becomes text, WARC jsonl)",
    )
    read.add_argument(
        "--text-column",
        default="text",
        metavar="NAME",
        help="the field that is cleaned (default: text)",
    )
    read.add_argument(
        "--id-column",
        default="id",
        metavar="NAME",
        help="the field that names a document (default: id)",
    )
    read.add_argument(
        "--url-column",
        default="url",
        metavar="NAME",
        help="the field that holds its address (default: url)",
    )
    read.add_argument(
        "--max-record",
        type=_size,
        default=_size("32M"),
        metavar="BYTES",
        help="a longer record goes to the quarantine; K, M and G count (default: 32M)",
    )
    read.add_argument(
        "--max-size",
        type=_size,
        default=0,
        metavar="BYTES",
        help="a compressed file that holds more is an error (default: no limit)",
    )
    read.add_argument(
        "--max-ratio",
        type=_count,
        default=500,
        metavar="N",
        help="so is one that holds N times its size, as one made to fill the disk does; 0 for no limit "
        "(default: 500)",
    )
    read.add_argument(
        "--shard-size",
        type=_size,
        default=_size("128M"),
        metavar="BYTES",
        help="a larger file is divided into parts of about this size (default: 128M)",
    )
    some = made.add_argument_group("only some documents")
    some.add_argument("--limit", type=_count, default=0, metavar="N", help="the first N documents")
    some.add_argument(
        "--sample",
        type=_share,
        default=1.0,
        metavar="SHARE",
        help="a share of the documents, 0.01 for one in a hundred; the same ones each time",
    )
    work = made.add_argument_group("who does the work")
    work.add_argument(
        "-j",
        "--jobs",
        type=_count,
        default=0,
        metavar="N",
        help="processes (default: one a processor)",
    )
    work.add_argument(
        "--engine",
        choices=["local", "ray"],
        default="local",
        help="this machine (the default), or a Ray cluster, one task a shard",
    )
    work.add_argument(
        "--address",
        metavar="ADDRESS",
        help="of the Ray cluster; one is started on this machine if none is given",
    )
    work.add_argument("--fail-fast", action="store_true", help="stop at the first error")
    work.add_argument(
        "--max-errors",
        type=_count,
        metavar="N",
        help="stop when more than N records and files could not be read",
    )
    tell = made.add_argument_group("what to say")
    tell.add_argument(
        "--report",
        action="append",
        default=[],
        metavar="FILE",
        help="write a report as well: .html to look at, .json to compute with",
    )
    tell.add_argument(
        "--output-format",
        choices=["full", "json"],
        default="full",
        metavar="FORMAT",
        help="the report on standard output: full (default) or json",
    )
    tell.add_argument(
        "-q", "--quiet", action="store_true", help="no progress, no report; errors are still said"
    )
    return made


def _size(text: str) -> int:
    """A number of bytes.

    >>> _size("32M"), _size("7")
    (33554432, 7)
    """
    factor = {"K": 1 << 10, "M": 1 << 20, "G": 1 << 30}.get(text[-1:].upper(), 1)
    try:
        found = int(text[:-1] if factor > 1 else text) * factor
    except ValueError:
        found = 0
    if found < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of bytes; write 500K, 32M or 1G")
    return found


def _count(text: str) -> int:
    try:
        found = int(text)
    except ValueError:
        found = -1
    if found < 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 0 on")
    return found


def _share(text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        found = -1
    if not 0 < found <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no share; 0.01 is one document in a hundred")
    return found


def run(arguments: list[str]) -> int:
    """Do a run; return the exit code."""
    made = parser()
    options = made.parse_args(arguments)
    wrong = _contradiction(options)
    if wrong:
        made.error(wrong)
    from cleantext.cli.options import configured
    from cleantext.corpora.settings import CorpusError

    try:
        chosen = configured(options).rules.pipeline()
    except ValueError as error:
        made.error(str(error))
    from cleantext.cli.rewrite import cleaning_up

    try:
        with cleaning_up():
            return _run(options, chosen)
    except CorpusError as error:
        say(f"cleantext: {error}")
        return 2


def _contradiction(options: argparse.Namespace) -> str:
    if not options.output and not options.dry_run:
        return "--output names the folder for the clean corpus (--dry-run needs none)"
    if options.repeated_lines == 1:
        return "--repeated-lines 1 would take out every line; 2 is the least, and 20 a good start"
    if options.repeated_lines and options.dry_run:
        return "--repeated-lines counts in the output folder first: leave out --dry-run"
    if options.address and options.engine != "ray":
        return "--address is of a Ray cluster: add --engine ray"
    for option in ("preset", "select", "ignore"):
        if getattr(options, option) and not names(getattr(options, option)):
            return f"--{option} names no filter"
    if options.select and options.preset:
        return "--select names the filters itself: leave out --preset"
    for path in options.report:
        if not path.endswith((".html", ".json")):
            return f"--report {path}: a name that ends with .html or .json tells the format"
    return ""


def _run(options: argparse.Namespace, pipeline: Pipeline) -> int:
    from cleantext.cli.live import Live
    from cleantext.cli.summary import write_reports
    from cleantext.corpora import run as run_corpora
    from cleantext.corpora.settings import Settings

    settings = Settings(
        pipeline,
        options.output or os.devnull,
        options.text_column,
        options.id_column,
        options.url_column,
        options.to or "",
        options.sample,
        options.limit,
        options.max_record,
        options.dry_run,
        options.max_size,
        options.max_ratio,
    )
    live = Live(quiet=options.quiet)
    try:
        with live:
            outcome = run_corpora(
                options.sources,
                settings,
                form=options.format or "",
                jobs=options.jobs or _processors(),
                engine=options.engine,
                address=options.address,
                overwrite=options.overwrite,
                max_errors=0 if options.fail_fast else options.max_errors,
                shard_size=options.shard_size,
                repeated=options.repeated_lines,
                watcher=live,
            )
    except KeyboardInterrupt:
        if live.begun and not options.dry_run:
            say(f"cleantext: stopped; {live.done} of {live.total} shards are done")
            say("cleantext: the same command again does the rest")
        raise
    write_reports(outcome, pipeline, options)
    return _code(outcome)


def _code(outcome: Outcome) -> int:
    for path, reason in outcome.plan.passed_over[:5]:
        say(f"cleantext: {path}: passed over, {reason}")
    if len(outcome.plan.passed_over) > 5:
        say(f"cleantext: and {len(outcome.plan.passed_over) - 5} more files passed over")
    for _, message in outcome.failed:
        if message != outcome.stopped:
            say(f"cleantext: {message}")
    if outcome.stopped:
        say(f"cleantext: stopped: {outcome.stopped}; the same command again does the rest")
    if outcome.failed or outcome.stopped:
        return 2
    return int(outcome.tally.quarantined > 0)


def _processors() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1
