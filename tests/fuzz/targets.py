"""What the fuzzers feed, and what must hold of any input.

A target takes a source of chance and one input, text or bytes as it wants, and raises AssertionError when a law
does not hold. Each asks one question of the many that it knows, so that many inputs can be asked.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from contextlib import suppress
from random import Random
from typing import NamedTuple

import cleantext
from cleantext import Document, Level, Pipeline
from cleantext.decoding import BinaryData, Reader, decode
from cleantext.edit import apply, undo
from cleantext.filter import Filter
from cleantext.filters import CATALOGUE
from cleantext.gate import Gate
from cleantext.presets import PRESETS, preset

#: What a page that is safe to publish does not hold: cleantext.markup.render writes none of it.
_UNSAFE = re.compile(
    r"<(?:script|style|iframe|object|embed|form|svg|math|base|meta http)\b"
    r"|<[^<>]*\son\w+\s*=|<[^<>]*\s(?:href|src|action)\s*=\s*[\"']?\s*"
    r"(?:(?:javascript|vbscript)\s*(?::|&(?:colon|#0*58|#x0*3a)\b)|data:text)",
    re.IGNORECASE,
)
_GATES = {each.name: Gate([each]) for each in CATALOGUE}
_LINE_LOCAL = [Pipeline([each]) for each in CATALOGUE if each.line_local]
_COMPILED, _SEARCHING = Gate(CATALOGUE), Gate(CATALOGUE, compiled=False)


class Target(NamedTuple):
    """A check, whether it wants text or bytes, and how often it has its turn: slow ones seldom."""

    check: Callable[[Random, str], None] | Callable[[Random, bytes], None]
    text: bool
    weight: int


def filters(chance: Random, text: str) -> None:
    """The edits of a filter are sound, it is idempotent, and its triggers do not hide anything."""
    each = chance.choice(CATALOGUE)
    edits = list(each.find(Document(text)))
    _sound(each, text, edits)
    if each.level is not Level.REPORT:
        once = apply(text, edits)
        assert not list(each.find(Document(once))), f"{each.name} finds more the second time"
    gate = _GATES[each.name]
    if edits:
        present = gate.present(Document(text))
        assert gate.passes(gate.needs[0], present), f"the triggers of {each.name} hide its edits"


def lines(chance: Random, text: str) -> None:
    """A filter that says so does to the lines what it does to the whole."""
    each = chance.choice(_LINE_LOCAL)
    assert each.clean(text) == "\n".join(map(each.clean, text.split("\n"))), each


def presets(chance: Random, text: str) -> None:
    """A preset can be undone, and a clean text is clean."""
    each = preset(chance.choice(list(PRESETS)))
    result = each.run(text)
    assert result.undo() == text, "undo"
    assert undo(result.text, result.edits) == text, "the edits undo something else"
    assert result.text == each.clean(text), "run and clean differ"
    assert each.clean(result.text) == result.text, "not idempotent"
    assert result.trail or result.text is text, "a copy"


def gates(chance: Random, text: str) -> None:
    """Both scanners see the same."""
    assert _COMPILED.present(Document(text)) == _SEARCHING.present(Document(text))


def pages(chance: Random, text: str) -> None:
    """Any text can be read as a page and be written in every form; as HTML it is safe."""
    form = chance.choice(("text", "markdown", "html"))
    page = cleantext.extract(text, to=form, include=chance.choice((None, (), ("title",))))
    assert isinstance(page, str)
    if form == "html":
        assert not _UNSAFE.search(page), "unsafe HTML"


def decoding(chance: Random, data: bytes) -> None:
    """Bytes become text or are refused; the damage is told in order; a stream gives text as well."""
    with suppress(BinaryData):
        found = decode(data)
        end = 0
        for start, stop in found.damaged:
            assert end <= start < stop <= len(data), found.damaged
            end = stop
        assert found.text.count("\ufffd") >= len(found.damaged)
    with suppress(BinaryData):
        window = chance.choice((16, 64, 1000))
        assert isinstance("".join(Reader(io.BytesIO(data), window=window)), str)


def documents(chance: Random, data: bytes) -> None:
    """Bytes of any kind are cleaned or refused."""
    with suppress(BinaryData):
        result = cleantext.explain(data)
        assert cleantext.clean(data) == result.text


def _sound(each: Filter, text: str, edits: list[cleantext.Edit]) -> None:
    position = 0
    for edit in edits:
        assert position <= edit.start <= edit.end <= len(text), f"{each.name}: {edit}"
        assert text[edit.start : edit.end] == edit.old, f"{each.name}: {edit}"
        assert edit.new != edit.old or each.level is Level.REPORT, f"{each.name}: {edit}"
        assert edit.note, f"{each.name}: {edit}"
        position = edit.end


TARGETS = {
    "filters": Target(filters, text=True, weight=50),
    "lines": Target(lines, text=True, weight=24),
    "presets": Target(presets, text=True, weight=6),
    "gates": Target(gates, text=True, weight=1),
    "pages": Target(pages, text=True, weight=3),
    "decoding": Target(decoding, text=False, weight=10),
    "documents": Target(documents, text=False, weight=3),
}
