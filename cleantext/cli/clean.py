"""The main job: files, or standard input, to clean text, to a report, or rewritten in place."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from cleantext.cli import report
from cleantext.cli.fields import Broken, kind_of
from cleantext.cli.masks import WORDS, ignoring
from cleantext.cli.options import Options, names, parse
from cleantext.cli.outcome import Outcome
from cleantext.cli.progress import Progress
from cleantext.cli.streams import is_terminal, read_all, say
from cleantext.config import Config, matches, relative
from cleantext.decoding import BinaryData
from cleantext.envelope import unwrap
from cleantext.pipeline import Pipeline, Result

if TYPE_CHECKING:
    from cleantext.cli.baseline import Baseline
    from cleantext.cli.lines import Lines

STDIN = "<stdin>"


class Refused(Exception):
    """A file that could only be rewritten at a loss."""


def run(arguments: list[str]) -> int:
    """Do the main job; return 0 for clean or fixed, 1 for would change, 2 for an error."""
    options, config = parse(arguments)
    try:
        job = Job(options, config)
    except ValueError as error:  # of a baseline
        say(f"cleantext: {error}")
        return 2
    if options.in_place:
        from cleantext.cli.rewrite import cleaning_up

        with cleaning_up():
            return job.run()
    return job.run()


class Job:
    """One run of the main job over all files."""

    def __init__(self, options: Options, config: Config) -> None:
        self.options = options
        self.config = config
        self.encoding = options.encoding or config.encoding
        self.columns = tuple(names(options.text_column)) or config.columns
        self.baseline: Baseline | None = None
        if options.baseline:
            from cleantext.cli.baseline import Baseline

            self.baseline = Baseline(options.baseline, options.update_baseline)
        self.reporter = _reporter(options)
        quiet_output = options.in_place or options.only_looks or not is_terminal(1)
        self.progress = Progress(len(options.files), quiet_output and not options.quiet)
        # Somebody who asks for line feeds by name gets them; otherwise CR LF is the file's own.
        self.keep_crlf = "line_breaks" not in names(options.select)
        self.changed = False
        self.failed = False

    def run(self) -> int:
        """Do every file, and return the exit code."""
        for number, path in enumerate(self.options.files, 1):
            name = STDIN if path == "-" else path
            if self._excluded(path):
                continue
            self.progress.show(number, report.shown_path(name))
            try:
                self._file(path, name)
            except BinaryData as error:
                if self.options.skip_binary:
                    self._note(f"{report.shown_path(name)}: no text; passed over")
                else:
                    self._fail(name, error)
            except (OSError, Refused, Broken, UnicodeError, MemoryError) as error:
                self._fail(name, error)
        self.progress.hide()
        self.reporter.close()
        if self.baseline:
            self._save(self.baseline)
        if self.failed:
            return 2
        return int(self.changed and (self.options.only_looks or self.options.exit_non_zero_on_fix))

    def _excluded(self, path: str) -> bool:
        if path == "-":
            return False
        if self.options.force_exclude and self.config.excludes(path):
            return True
        globs = self.options.exclude
        return bool(globs) and any(matches(relative(path, ""), glob) for glob in globs)

    def _save(self, baseline: Baseline) -> None:
        try:
            count = baseline.save()
        except OSError as error:
            self.failed = True
            self._say(f"{self.options.baseline}: {error.strerror}")
            return
        if self.options.update_baseline:
            self._note(f"{self.options.baseline}: {report.number(count, 'finding')}")

    def _narrowed(self, result: Result, text: str, path: str) -> Result:
        """The result without what comments or the baseline want left alone."""
        if WORDS in text:
            result = ignoring(result, text)
        return self.baseline.without_known(result, text, path) if self.baseline else result

    def _fail(self, name: str, error: Exception) -> None:
        self.failed = True
        message = _reason(error)
        self.reporter.fail(name, message)
        self._say(f"{report.shown_path(name)}: {message}")

    def _say(self, message: str) -> None:
        self.progress.hide()
        say(f"cleantext: {message}")

    def _note(self, message: str) -> None:
        if not self.options.quiet:
            self._say(message)

    def _file(self, path: str, name: str) -> None:
        before = None
        if self.options.in_place:
            from cleantext.cli.rewrite import rewritable

            before = rewritable(path)
        pipeline = self.config.rules_for(path).pipeline()
        kind = "" if self.options.no_fields else kind_of(path)
        with _opened(path) as stream:
            if self.options.lines:
                self._lines(stream, path, name, pipeline, before)
            elif kind:
                self._records(read_all(stream), path, name, pipeline, kind, before)
            else:
                self._whole(read_all(stream), path, name, pipeline, before)

    def _whole(
        self, data: bytes, path: str, name: str, pipeline: Pipeline, before: os.stat_result | None
    ) -> None:
        options = self.options
        document, envelope = unwrap(
            data,
            html=options.html,
            declared=self.encoding,
            errors=options.errors,
            keep_crlf=self.keep_crlf,
            include=options.parts,
        )
        result = self._narrowed(pipeline.run(document), document.text, path)
        outcome = Outcome(name, data, document, envelope, result)
        self._remark(outcome, data)
        if before and outcome.changed:
            from cleantext.cli.rewrite import Rewrite

            self._refuse_losses(outcome)
            with Rewrite(path, before) as rewrite:
                rewrite.write(outcome.wrapped())
                rewrite.commit()
            self._rewritten(name, outcome.repairs, outcome.recoded)
        self.changed |= outcome.changed
        self.reporter.begin(name)
        self.reporter.add(outcome)
        self.reporter.end()

    def _records(
        self,
        data: bytes,
        path: str,
        name: str,
        pipeline: Pipeline,
        kind: str,
        before: os.stat_result | None,
    ) -> None:
        """Clean a file of records field by field."""
        from cleantext.cli.fields import Record, records

        document, envelope = unwrap(
            data, html=False, declared=self.encoding, errors=self.options.errors, keep_crlf=False
        )
        whole = Outcome(name, data, document, envelope, Result(document.text))
        self._remark(whole, data)
        self.reporter.begin(name)
        texts, repairs = [], 0
        for each in records(
            name, document.text, pipeline, kind, self.columns,
            lambda result, text: self._narrowed(result, text, path),
        ):  # fmt: skip
            if isinstance(each, Record):
                texts.append(each.text)
                repairs += each.repairs
                self.reporter.add(each)
                continue
            text, broken = each
            texts.append(text)
            if broken:
                self.failed = True
                self._say(f"{report.shown_path(name)}:{broken.number}: {broken}")
                self.reporter.skip(
                    name, broken.number, text.encode("utf-8", "replace"), str(broken)
                )
            else:
                self.reporter.same(text)
        self.reporter.end()
        clean = Outcome(name, data, document, envelope, Result("".join(texts)))
        self.changed |= clean.changed
        if before and clean.changed:
            from cleantext.cli.rewrite import Rewrite

            self._refuse_losses(whole)
            with Rewrite(path, before) as rewrite:
                rewrite.write(clean.wrapped())
                rewrite.commit()
            self._rewritten(name, repairs, whole.recoded)

    def _lines(
        self,
        stream: BinaryIO,
        path: str,
        name: str,
        pipeline: Pipeline,
        before: os.stat_result | None,
    ) -> None:
        from cleantext.cli.lines import Lines

        options = self.options
        lines = Lines(
            name,
            stream,
            pipeline,
            html=options.html,
            declared=self.encoding,
            errors=options.errors,
        )
        self.reporter.begin(name)
        if before is None:
            changed, _ = self._each_line(lines, lambda line: None)
        else:
            from cleantext.cli.rewrite import Rewrite

            with Rewrite(path, before) as rewrite:
                rewrite.write(lines.mark)
                changed, repairs = self._each_line(lines, rewrite.write)
                if changed:
                    rewrite.commit()
                    self._rewritten(name, repairs)
        self.reporter.end()
        self.changed |= changed

    def _each_line(self, lines: Lines, write: Callable[[bytes], None]) -> tuple[bool, int]:
        """Report and write every line; return whether any changed, and the number of repairs."""
        changed, repairs = False, 0
        encoding = lines.envelope.encoding
        for each in lines:
            if isinstance(each, Outcome):
                if self.options.in_place:
                    if each.changed:
                        self._refuse_losses(each)
                    write(each.text.encode(encoding))
                changed |= each.changed
                repairs += each.repairs
                self.reporter.add(each)
            else:
                self.failed = True
                path = report.shown_path(each.path)
                self._say(f"{path}:{each.number}: {each}; left as it is")
                self.reporter.skip(each.path, each.number, each.line, str(each))
                write(each.line)
        return changed, repairs

    def _rewritten(self, name: str, repairs: int, was: str = "") -> None:
        recoded = f" in UTF-8, was {was}" if was else ""
        count = report.number(repairs, "edit")
        self._note(f"{report.shown_path(name)}: rewritten{recoded}, {count}")

    def _refuse_losses(self, outcome: Outcome) -> None:
        """Raise Refused when rewriting a file would lose something."""
        where = f"line {outcome.number}: " if outcome.number else ""
        decoded = outcome.document.decoded
        if decoded and decoded.damaged:
            raise Refused(
                f"{where}{report.unreadable(decoded.damaged)}; not rewritten, "
                "they would be lost (--encoding may help)"
            )
        if outcome.envelope.page and not self.options.html:
            raise Refused(
                f"{where}an HTML page, whose text would take the place of its markup; "
                "not rewritten (--html to do that, --text to clean the markup as text)"
            )
        try:
            outcome.wrapped()
        except UnicodeEncodeError as error:
            raise Refused(f"{where}a lone surrogate cannot be written; not rewritten") from error

    def _remark(self, outcome: Outcome, data: bytes) -> None:
        """Say on standard error what the clean text alone does not show."""
        decoded = outcome.document.decoded
        if decoded is None or self.options.quiet or self.options.in_place:
            return
        name = report.shown_path(outcome.path)
        declared = self.encoding
        if declared and not decoded.damaged and not _reads_as(data, declared, decoded.text):
            self._note(f"{name}: declared as {declared}, but read as {decoded.encoding}")
        if type(self.reporter) in (report.Text, report.Diff) and decoded.damaged:
            self._note(
                f"{name}: {report.unreadable(decoded.damaged)}; U+FFFD stands for each place"
            )
        if type(self.reporter) is report.Diff and outcome.recoded:
            self._note(f"{name}: {outcome.recoded} would be written as UTF-8")


def _reporter(options: Options) -> report.Reporter:
    silent = options.in_place and not options.explain and not options.output_format
    if options.output_format in ("sarif", "github"):
        from cleantext.cli import ci

        return ci.Sarif() if options.output_format == "sarif" else ci.Github()
    if options.output_format == "json":
        return report.Json(with_text=not (options.check or options.explain or options.in_place))
    if silent or (options.quiet and options.only_looks):
        return report.Reporter()
    if options.diff:
        return report.Diff()
    if not (options.check or options.explain or options.in_place):
        return report.Text(options.to)
    default = "full" if options.explain else "concise"
    return report.Full() if (options.output_format or default) == "full" else report.Concise()


@contextmanager
def _opened(path: str) -> Iterator[BinaryIO]:
    if path == "-":
        if sys.stdin is None:
            raise OSError("closed")
        yield sys.stdin.buffer
    else:
        with open(path, "rb") as stream:
            yield stream


def _reason(error: Exception) -> str:
    """What to tell a user about an error with a file."""
    if isinstance(error, IsADirectoryError):
        return (
            "a folder; name the files in it, for instance with "
            "find FOLDER -type f -name '*.txt' -exec cleantext -w {} +"
        )
    if isinstance(error, MemoryError):
        return "too big for the memory; --lines reads a file line by line"
    if isinstance(error, UnicodeDecodeError):
        return f"damaged {error.encoding}: {error.reason} at byte {error.start}"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error)


def _reads_as(data: bytes, declared: str, text: str) -> bool:
    from cleantext.decoding.declared import codec

    try:
        return data.decode(codec(declared) or declared).removeprefix("\ufeff") == text
    except UnicodeError:
        return False
