"""What is printed about outcomes: the clean text, one line a change, a table, JSON, or a diff.

A reporter is told of each file (`begin`), of each document in it (`add`), and of the file's end
(`end`, or `fail`). A file is one document, or one a line with `--lines`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from unicodedata import combining, east_asian_width

from cleantext.api import render
from cleantext.cli.diff import UnifiedDiff, line_changes
from cleantext.cli.outcome import Outcome, Placed
from cleantext.cli.streams import colour, write
from cleantext.envelope import utf8
from cleantext.pipeline import Change

BOLD, RED, GREEN, CYAN = "1", "31", "32", "36"

#: How many characters of a text are shown before it is cut, except in JSON.
SHOWN = 40

#: The name under which a change of the file's encoding is listed; no filter has it.
ENCODING = "encoding"
#: And the one under which a page is listed.
MARKUP = "markup"

#: Variation selectors, Hangul fillers and the grapheme joiner count as printable to Python.
_UNSEEN = "\ufe0e\ufe0f\u115f\u1160\u3164\uffa0\u034f"


class Reporter:
    """Says nothing; the others say more."""

    def __init__(self) -> None:
        self._colour = colour()

    def _paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._colour else text

    def _arrow(self, change: Change) -> str:
        old, new = self._paint(shown(change.old), RED), self._paint(shown(change.new), GREEN)
        return f"{old} → {new}"

    def begin(self, path: str) -> None:
        """A file begins."""

    def add(self, outcome: Outcome) -> None:
        """A document was cleaned."""

    def same(self, text: str) -> None:
        """A record, with its line end, has nothing to be done in it."""

    def skip(self, path: str, number: int, line: bytes, message: str) -> None:
        """A line, with its line end, is no text and stays as it is."""

    def end(self) -> None:
        """The file has ended."""

    def fail(self, path: str, message: str) -> None:
        """The file could not be read, cleaned or written."""

    def close(self) -> None:
        """All files are done."""


class Text(Reporter):
    """Prints the clean text, or a page in another form."""

    def __init__(self, to: str = "text") -> None:
        self._to = to

    def add(self, outcome: Outcome) -> None:
        """Print it as UTF-8, with the line ends of the file."""
        if self._to == "text":
            write(utf8(outcome.text))
        else:
            write(utf8(render(outcome.document, outcome.result, self._to)))

    def same(self, text: str) -> None:
        """Print it as it is."""
        write(utf8(text))

    def skip(self, path: str, number: int, line: bytes, message: str) -> None:
        """Pass it on as it is."""
        write(line)


class Concise(Reporter):
    """Prints `path:line:column filter message`, one line a change."""

    def add(self, outcome: Outcome) -> None:
        """Print the changes of one document."""
        path = shown_path(outcome.path)
        for name, line, column, message in remarks(outcome):
            write(f"{path}:{line}:{column} {self._paint(name, '1')} {message}\n")
        for placed in outcome.placed():
            change = placed.change
            only = "" if change.made else " [reported, not changed]"
            write(
                f"{path}:{placed.line}:{placed.column} {self._paint(change.filter, '1')} "
                f"{change.note or 'changed'}: {self._arrow(change)}{only}\n"
            )


class Full(Reporter):
    """Prints a table of what was done to each file, and counts."""

    def begin(self, path: str) -> None:
        """Print the name of the file."""
        self._counts: Counter[str] = Counter()
        self._reported = 0
        self._read_as = ""
        write(self._paint(shown_path(path), BOLD) + "\n")

    def add(self, outcome: Outcome) -> None:
        """Print a row for each change."""
        if outcome.document.decoded and outcome.number is None:
            self._read_as = f"; read as {outcome.document.decoded.encoding}"
        for name, line, column, message in remarks(outcome):
            self._row(line, column, name, message, "")
            self._counts[name] += 1
        for placed in outcome.placed():
            change = placed.change
            note = change.note if change.made else f"{change.note} [reported, not changed]"
            self._row(placed.line, placed.column, change.filter, self._arrow(change), note)
            if change.made:
                self._counts[change.filter] += 1
            else:
                self._reported += 1

    def _row(self, line: int, column: int, name: str, what: str, note: str) -> None:
        row = (
            f"  {f'{line}:{column}':<9} {self._paint(name.ljust(16), '1')} {_pad(what, 36)}  {note}"
        )
        write(row.rstrip() + "\n")

    def end(self) -> None:
        """Print the counts."""
        total = sum(self._counts.values())
        parts = [f"{name} {count}" for name, count in self._counts.most_common()]
        counts = f"{number(total, 'change')}: {', '.join(parts)}" if total else "no change"
        reported = f"; {self._reported} reported only" if self._reported else ""
        write(f"  {counts}{reported}{self._read_as}\n")


class Json(Reporter):
    """Prints one JSON object a document, each on a line of its own; see docs/command.md."""

    def __init__(self, with_text: bool) -> None:
        super().__init__()
        self._with_text = with_text

    def add(self, outcome: Outcome) -> None:
        """Print the object of one document."""
        decoded = outcome.document.decoded
        self._print(
            path=outcome.path,
            line=outcome.number,
            encoding=decoded.encoding if decoded else outcome.envelope.encoding,
            certain=decoded.certain if decoded else True,
            bom=outcome.envelope.bom,
            damaged=[list(span) for span in decoded.damaged] if decoded else [],
            page=outcome.envelope.page,
            changed=outcome.changed,
            changes=[_as_object(placed) for placed in outcome.placed()],
            text=outcome.text.removesuffix(outcome.ending) if self._with_text else None,
            error=None,
        )

    def skip(self, path: str, number: int, line: bytes, message: str) -> None:
        """Print an object that holds nothing but the error."""
        self._error(path, number, message)

    def fail(self, path: str, message: str) -> None:
        """Print an object that holds nothing but the error."""
        self._error(path, None, message)

    def _error(self, path: str, number: int | None, message: str) -> None:
        self._print(
            path=path, line=number, encoding=None, certain=None, bom=None, damaged=[], page=None,
            changed=None, changes=[], text=None, error=message,
        )  # fmt: skip

    def _print(self, **fields: object) -> None:
        import json

        line = json.dumps(fields, ensure_ascii=False)
        try:
            data = line.encode()
        except UnicodeEncodeError:  # a lone surrogate is fine as an escape
            data = json.dumps(fields).encode()
        write(data + b"\n")


def _as_object(placed: Placed) -> dict[str, object]:
    change = placed.change
    return {
        "filter": change.filter,
        "line": placed.line,
        "column": placed.column,
        "start": placed.start,
        "end": placed.end,
        "old": change.old,
        "new": change.new,
        "note": change.note,
        "made": change.made,
    }


class Diff(Reporter):
    """Prints a unified diff of each file that would change."""

    def begin(self, path: str) -> None:
        """Start the diff of a file."""
        self._diff = UnifiedDiff(shown_path(path), self._line)

    def _line(self, line: str) -> None:
        code = {"-": RED, "+": GREEN, "@": CYAN}.get(line[:1], "")
        if code and self._colour:
            body = line.rstrip("\n")
            line = self._paint(body, code) + line[len(body) :]
        write(utf8(line))

    def add(self, outcome: Outcome) -> None:
        """Take in one document: the whole file, or its next line."""
        if not outcome.result.changed:
            self._diff.same(outcome.before)
            return
        if outcome.number is not None:
            self._diff.changed(outcome.before, outcome.text)
            return
        text, line_ends = outcome.document.text, outcome.envelope.line_ends
        position = 0
        for start, end, new in line_changes(text, outcome.result.edits):
            self._diff.same(line_ends(text[position:start]))
            self._diff.changed(line_ends(text[start:end]), line_ends(new))
            position = end
        self._diff.same(line_ends(text[position:]))

    def same(self, text: str) -> None:
        """Take in a record that stays."""
        self._diff.same(text)

    def skip(self, path: str, number: int, line: bytes, message: str) -> None:
        """Count it as a line that stays."""
        self._diff.same(line.decode("utf-8", "replace"))

    def end(self) -> None:
        """Print what is left of it."""
        self._diff.close()


def remarks(outcome: Outcome) -> list[tuple[str, int, int, str]]:
    """Return what happens to a document besides the edits of filters: name, line, column, message."""
    line = outcome.number or 1
    remarks = []
    if outcome.recoded:
        remarks.append((ENCODING, line, 1, f"{outcome.recoded} is written as UTF-8"))
    decoded = outcome.document.decoded
    if decoded and decoded.bom and outcome.number:
        remarks.append((ENCODING, line, 1, "a byte order mark inside the file is removed"))
    if decoded and decoded.damaged:
        remarks.append((ENCODING, line, 1, unreadable(decoded.damaged)))
    if outcome.envelope.page:
        remarks.append((MARKUP, line, 1, "an HTML page; its text is taken, places count in that"))
    if outcome.changed and not remarks and not outcome.result.changed:
        # Two encodings in one file, for instance: the text is sound, its bytes were not.
        remarks.append((ENCODING, line, 1, "the bytes are not those of UTF-8"))
    return remarks


def unreadable(damaged: Sequence[tuple[int, int]]) -> str:
    """Return what to say about bytes that no reading explains.

    >>> unreadable([(7, 9)])
    '2 bytes from offset 7 cannot be read'
    """
    count = sum(end - start for start, end in damaged)
    return f"{number(count, 'byte')} from offset {damaged[0][0]} cannot be read"


def shown(text: str, limit: int = SHOWN) -> str:
    r"""Return `text` quoted, cut to `limit` characters, what cannot be seen as an escape.

    >>> print(shown("na\u200bïve\n"))
    'na\u200bïve\n'
    """
    cut = text if len(text) <= limit else text[: limit - 1]
    pieces = (_escape(each) for each in cut)
    return f"'{''.join(pieces)}{'' if cut is text else '…'}'"


def _escape(character: str) -> str:
    if character in "\\'":
        return "\\" + character
    seen = character.isprintable() and not combining(character) and character not in _UNSEEN
    return character if seen else character.encode("unicode_escape").decode()


def shown_path(path: str) -> str:
    """Return a path as it is, or with escapes when it would break the line."""
    return path if path.isprintable() else path.encode("unicode_escape").decode()


def _pad(text: str, width: int) -> str:
    """Fill up with spaces to a width in terminal columns, colour not counted."""
    used = escape = 0
    for character in text:
        if character == "\x1b":
            escape = 1
        if not escape:
            used += 2 if east_asian_width(character) in "WF" else 1
        if character == "m":
            escape = 0
    return text + " " * max(0, width - used)


def number(count: int, what: str) -> str:
    """Return a count and what is counted.

    >>> number(1, "edit"), number(2, "edit")
    ('1 edit', '2 edits')
    """
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
