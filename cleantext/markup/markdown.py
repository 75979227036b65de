"""Markdown from the pieces of a clean page: headings, lists, tables, code, quotations and links."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cleantext.markup.elements import split

_SPACE = re.compile(r"[ \t\n\r\f]+")
_SPECIAL = re.compile(r"([\\`*\[\]<])|(?<!\w)_|_(?!\w)")
_LINE_START = re.compile(r"(?m)^(\s*)(#{1,6}(?=\s)|[-+>](?=\s)|\d{1,9}[.)](?=\s)|={3,}$|-{3,}$)")
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "del": "~~", "s": "~~"}
_CODE = frozenset(("code", "kbd", "samp"))
_HEADINGS = {f"h{level}": "#" * level + " " for level in range(1, 7)}
_LANGUAGE = re.compile(r"lang(?:uage)?-([\w+#.-]+)")

Attributes = dict[str, str | None]


class _Open:
    """An element that is being written."""

    def __init__(self, tag: str, attributes: Attributes, start: int) -> None:
        self.tag = tag
        self.attributes = attributes
        self.start = start  # where its text begins in the paragraph
        self.number = 0  # of list items so far
        self.rows: list[list[str]] = []  # of a table


class Writer:
    """Writes Markdown, a piece after the other.

    >>> pieces = [("h1", {}), "The  bridge", None, ("ul", {}), ("li", {}), "old *", None, None]
    >>> print(Writer().write(pieces), end="")
    # The bridge
    <BLANKLINE>
    - old \\*
    """

    def __init__(self) -> None:
        self._parts: list[str] = []  # finished blocks, with their prefixes
        self._line: list[str] = []  # the paragraph that is being gathered
        self._open: list[_Open] = []
        self._prefixes: list[tuple[_Open, str]] = []
        self._last: list[_Open] = []  # what the last block stands in
        self._marker = ""  # of the list item whose first block comes next
        self._tight = False
        self._pre = 0
        self._tables: list[_Open] = []
        self._language = ""  # of the code that is being written

    def write(self, pieces: Iterable[str | tuple[str, Attributes] | None]) -> str:
        """Return the Markdown of some pieces, which end what they start."""
        for piece in pieces:
            if piece is None:
                self._end(self._open.pop())
            elif isinstance(piece, str):
                self._text(piece)
            else:
                self._start(*piece)
        self._flush()
        return "".join(self._parts).strip("\n") + "\n" if self._parts else ""

    def _text(self, text: str) -> None:
        if not self._pre and not any(each.tag in _CODE for each in self._open):
            text = _SPECIAL.sub(lambda match: "\\" + match[0], text)
        self._line.append(text)

    def _start(self, tag: str, attributes: Attributes) -> None:
        if tag == "br":
            self._line.append("\n" if self._pre else "\\\n")
        elif tag == "img":
            alt = _SPACE.sub(" ", attributes.get("alt") or "").strip()
            if attributes.get("src"):
                self._line.append(f"![{alt}]({attributes['src']})")
        elif tag not in _INLINE:
            self._flush()
        each = _Open(tag, attributes, len(self._line))
        self._open.append(each)
        if tag == "pre":
            self._pre += 1
        elif tag == "table":
            self._tables.append(each)
        elif tag == "tr" and self._tables:
            self._tables[-1].rows.append([])
        elif tag == "blockquote":
            self._prefixes.append((each, "> "))
        elif tag in ("li", "dd"):
            self._item(each)

    def _item(self, item: _Open) -> None:
        around = next(
            (each for each in reversed(self._open[:-1]) if each.tag in ("ol", "ul")), None
        )
        marker = "- "
        if item.tag == "dd":
            marker = ": "
        elif around and around.tag == "ol":
            first = around.attributes.get("start") or "1"
            number = around.number + (int(first) if first.isdecimal() else 1)
            around.number += 1
            marker = f"{number}. "
        self._marker = marker
        self._prefixes.append((item, " " * len(marker)))

    def _end(self, each: _Open) -> None:
        tag = each.tag
        if tag in _INLINE:
            self._inline(each)
            return
        if tag in ("td", "th") and self._tables and self._tables[-1].rows:
            cell = _SPACE.sub(" ", "".join(self._line).replace("\\\n", "<br>")).strip()
            self._line.clear()
            self._tables[-1].rows[-1].append(cell.replace("|", "\\|"))
            return
        if tag in _HEADINGS:
            self._flush(_HEADINGS[tag])
            return
        if tag == "pre":
            self._code(each)
            return
        if tag == "hr":
            self._block("---")
            return
        self._flush()
        if tag == "table":
            self._tables.pop()
            self._table(each.rows)
        elif tag in ("li", "dd"):
            self._prefixes.pop()
            self._marker = ""
        elif tag == "blockquote":
            self._prefixes.pop()
        elif tag in ("ul", "ol", "dl"):
            # The items of a list go on as they began, whatever lists they hold.
            self._tight = any(outer.tag in ("ul", "ol") for outer in self._open)

    def _inline(self, each: _Open) -> None:
        inner = "".join(self._line[each.start :])
        core = inner.strip()
        mark = _MARKS.get(each.tag, "")
        if each.tag in _CODE and not self._pre:
            mark = "``" if "`" in core else "`"
        if each.tag == "code" and self._pre:
            self._language = _language(each)
        href = each.attributes.get("href") if each.tag == "a" else None
        if each.tag == "rt":
            core = f"({core})" if core and core[0] not in "(（" else core
        elif not core or self._pre or not (mark or href):
            return
        if href:
            target = f"<{href}>" if re.search(r"[()\s]", href) else href
            core = f"[{core}]({target})"
        elif mark:
            core = mark + core + mark
        lead = inner[: len(inner) - len(inner.lstrip())]
        tail = inner[len(inner.rstrip()) :]
        self._line[each.start :] = [lead + core + tail]

    def _flush(self, prefix: str = "") -> None:
        """Write the paragraph that was gathered."""
        if self._pre or not self._line:
            return
        if self._tables and any(each.tag in ("td", "th") for each in self._open):
            # Cells are one line each.
            self._line.append(" ")
            return
        lines = [_SPACE.sub(" ", line).strip() for line in "".join(self._line).split("\\\n")]
        self._line.clear()
        for each in self._open:
            each.start = 0
        text = "\\\n".join(filter(None, lines))
        if text:
            self._block(prefix + (text if prefix else _LINE_START.sub(r"\1\\\2", text)))

    def _code(self, each: _Open) -> None:
        code = "".join(self._line)
        self._line.clear()
        self._pre -= 1
        code = code.removeprefix("\n").rstrip("\n")
        fence = "```"
        while fence in code:
            fence += "`"
        language = _language(each) or self._language
        self._language = ""
        if code.strip():
            self._block(f"{fence}{language}\n{code}\n{fence}")

    def _table(self, rows: list[list[str]]) -> None:
        rows = [row for row in rows if any(row)]
        width = max(map(len, rows), default=0)
        if width < 2:
            for row in rows:
                self._block(row[0])
            return
        lines = ["| " + " | ".join(row + [""] * (width - len(row))) + " |" for row in rows]
        lines.insert(1, "|" + " --- |" * width)
        self._block("\n".join(lines))

    def _block(self, text: str) -> None:
        before = "".join([prefix for _, prefix in self._prefixes])
        first = before
        item = bool(self._marker)
        if item:
            first = before[: len(before) - len(self._marker)] + self._marker
            self._marker = ""
        lines = text.split("\n")
        written = "\n".join([first + lines[0], *((before + line).rstrip() for line in lines[1:])])
        if self._parts and not (item and self._tight):
            # A blank line belongs to what both blocks stand in.
            both = [prefix for each, prefix in self._prefixes if each in self._last]
            self._parts.append("".join(both).rstrip() + "\n")
        self._parts.append(written + "\n")
        self._last = [each for each, _ in self._prefixes]
        self._tight = item or (self._tight and bool(self._prefixes))


def _language(each: _Open) -> str:
    match = _LANGUAGE.search(each.attributes.get("class") or "")
    return match[1] if match else ""


_INLINE = frozenset(
    split(
        "code kbd samp var q cite a em strong b i u s del ins sub sup small mark abbr dfn time ruby rt "
        "br img"
    )
)
