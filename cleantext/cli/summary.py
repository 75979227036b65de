"""What a run came to: a table on standard output, JSON, and the reports in files."""

from __future__ import annotations

import argparse
import json
import os
from typing import TYPE_CHECKING, Any

from cleantext.cli.report import number, shown
from cleantext.cli.streams import colour, write

if TYPE_CHECKING:
    from cleantext.corpora.running import Outcome
    from cleantext.pipeline import Pipeline
    from cleantext.report import Tally

_TOP = 8


def write_reports(outcome: Outcome, pipeline: Pipeline, options: argparse.Namespace) -> None:
    """Print the report that the options ask for, and write those into files."""
    found = as_dict(outcome, pipeline)
    for path in options.report:
        if path.endswith(".html"):
            from cleantext.report_page import page

            summaries = {each.name: each.summary for each in pipeline.filters}
            text = page(outcome.tally, {**found, "summaries": summaries})
        else:
            text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
        _write_file(path, text)
    if options.quiet:
        return
    if options.output_format == "json":
        write(json.dumps(found, ensure_ascii=False) + "\n")
    else:
        write(table(outcome.tally, outcome, options))


def as_dict(outcome: Outcome, pipeline: Pipeline) -> dict[str, Any]:
    """Return all that is known of a run, for JSON."""
    from cleantext import __version__

    return {
        "version": __version__,
        "fingerprint": pipeline.fingerprint,
        "pipeline": [{"name": e.name, "level": e.level.value} for e in pipeline.filters],
        "shards": len(outcome.plan.shards),
        "done_before": outcome.done_before,
        "failed": [{"shard": s.shown(), "reason": message} for s, message in outcome.failed],
        "stopped": outcome.stopped or None,
        "passed_over": [{"path": p, "reason": why} for p, why in outcome.plan.passed_over],
        **outcome.tally.as_dict(),
    }


def _write_file(path: str, text: str) -> None:
    from cleantext.corpora.settings import CorpusError

    temporary = f"{path}.{os.getpid()}.tmp"
    try:
        try:
            with open(temporary, "wb") as file:
                file.write(text.encode("utf-8", "replace"))
            os.replace(temporary, path)
        except BaseException:
            if os.path.exists(temporary):
                os.unlink(temporary)
            raise
    except OSError as error:
        raise CorpusError(f"{path}: {error.strerror}; the corpus itself is done") from error


def table(tally: Tally, outcome: Outcome, options: argparse.Namespace) -> str:
    """Return the report for a terminal."""
    lines = [_bold(_headline(tally))]
    lines.append(
        f"{number(tally.total_edits(), 'edit')}; {tally.characters:,} characters in, "
        f"{tally.characters_out:,} out"
    )
    for count, words in (
        (tally.quarantined, "in quarantine"),
        (tally.without_text, "without text, kept as they are"),
        (tally.left_out, "left out"),
    ):
        if count:
            lines.append(f"{number(count, 'record')} {words}")
    for reason, count in tally.reasons.most_common(_TOP):
        lines.append(f"    {count:>8,}  {reason}")
    if tally.quarantined and not options.dry_run:
        lines.append(f"    see {os.path.join(options.output, '_cleantext', 'quarantine')}")
    acted = sorted(
        ((name, each) for name, each in tally.filters.items() if each.edits or each.reported),
        key=lambda item: (-item[1].edits, item[0]),
    )
    if acted:
        lines += [
            "",
            f"{'filter':<22} {'documents':>10} {'edits':>10} {'removed':>10} {'added':>10} {'seconds':>8}",
        ]
    for name, each in acted:
        reported = f"  {each.reported:,} reported" if each.reported else ""
        lines.append(
            f"{name:<22} {each.documents:>10,} {each.edits:>10,} {each.removed:>10,} "
            f"{each.added:>10,} {each.seconds:>8.1f}{reported}"
        )
    if tally.edits:
        lines += ["", "commonest edits"]
    for (name, old, new), count in tally.edits.most_common(_TOP):
        lines.append(f"{count:>10,}  {name:<18} {shown(old, 30)} → {shown(new, 30)}")
    charsets = [f"{name} {count:,}" for name, count in tally.charsets.most_common(_TOP)]
    if charsets:
        lines += ["", f"charsets: {', '.join(charsets)}"]
    return "\n".join(lines) + "\n"


def _headline(tally: Tally) -> str:
    share = f" ({tally.touched / tally.documents:.1%})" if tally.documents else ""
    return f"{tally.documents:,} documents, {tally.touched:,} changed{share}"


def _bold(text: str) -> str:
    return f"\x1b[1m{text}\x1b[0m" if colour() else text
