"""Reports for the services that run checks: SARIF 2.1.0, and the commands of GitHub's workflows.

Source: docs.oasis-open.org/sarif/sarif/v2.1.0; "Workflow commands" in the manual of GitHub Actions.
"""

from __future__ import annotations

import json
import os
from typing import Any
from urllib.parse import quote

from cleantext.cli.outcome import Outcome
from cleantext.cli.report import Reporter, remarks, shown
from cleantext.cli.streams import write

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


class Github(Reporter):
    """Prints an annotation a change."""

    def add(self, outcome: Outcome) -> None:
        """Print the annotations of one document."""
        for name, line, column, message in remarks(outcome):
            self._print("warning", outcome.path, line, column, name, message)
        for placed in outcome.placed():
            change = placed.change
            message = f"{change.note or 'changed'}: {shown(change.old)} → {shown(change.new)}"
            kind = "warning" if change.made else "notice"
            self._print(kind, outcome.path, placed.line, placed.column, change.filter, message)

    def skip(self, path: str, number: int, line: bytes, message: str) -> None:
        """Print an error."""
        self._print("error", path, number, 1, "cleantext", message)

    def fail(self, path: str, message: str) -> None:
        """Print an error."""
        self._print("error", path, 1, 1, "cleantext", message)

    def _print(
        self, kind: str, path: str, line: int, column: int, title: str, message: str
    ) -> None:
        fields = {"file": path, "line": line, "col": column, "title": title}
        values = ",".join(f"{key}={_property(str(value))}" for key, value in fields.items())
        write(f"::{kind} {values}::{_data(message)}\n")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


class Sarif(Reporter):
    """Prints one SARIF log when all files are done."""

    def __init__(self) -> None:
        super().__init__()
        self._results: list[dict[str, Any]] = []
        self._failures: list[dict[str, Any]] = []

    def add(self, outcome: Outcome) -> None:
        """Take in the changes of one document."""
        for name, line, column, message in remarks(outcome):
            self._result(name, "warning", message, outcome.path, line, column)
        for placed in outcome.placed():
            change = placed.change
            message = f"{change.note or 'changed'}: {shown(change.old)} → {shown(change.new)}"
            level = "warning" if change.made else "note"
            self._result(change.filter, level, message, outcome.path, placed.line, placed.column)

    def _result(
        self, name: str, level: str, message: str, path: str, line: int, column: int
    ) -> None:
        self._results.append(
            {
                "ruleId": name,
                "level": level,
                "message": {"text": message},
                "locations": [_location(path, line, column)],
            }
        )

    def skip(self, path: str, number: int, line: bytes, message: str) -> None:
        """Take in a line that cannot be read."""
        self._failure(path, number, message)

    def fail(self, path: str, message: str) -> None:
        """Take in a file that cannot be read."""
        self._failure(path, 1, message)

    def _failure(self, path: str, line: int, message: str) -> None:
        self._failures.append(
            {
                "level": "error",
                "message": {"text": message},
                "locations": [_location(path, line, 1)],
            }
        )

    def close(self) -> None:
        """Print the log."""
        from cleantext import __version__

        names = dict.fromkeys(each["ruleId"] for each in self._results)
        driver = {
            "name": "cleantext",
            "version": __version__,
            "rules": [{"id": name, "shortDescription": {"text": _summary(name)}} for name in names],
        }
        run = {
            "tool": {"driver": driver},
            "columnKind": "unicodeCodePoints",
            "results": self._results,
            "invocations": [
                {
                    "executionSuccessful": not self._failures,
                    "toolExecutionNotifications": self._failures,
                }
            ],
        }
        log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
        write(json.dumps(log, ensure_ascii=True, indent=1) + "\n")


def _summary(name: str) -> str:
    from cleantext.names import UnknownFilter, named

    try:
        return named(name).summary or name
    except UnknownFilter:
        return "the encoding of the file" if name == "encoding" else name


def _location(path: str, line: int, column: int) -> dict[str, Any]:
    uri = quote(path.replace(os.sep, "/"), errors="surrogateescape")
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": uri},
            "region": {"startLine": line, "startColumn": column},
        }
    }
