"""Write cleantext/tables/unicode.py from the Unicode Character Database; `--check` proves it current.

The database comes from two packages of one version of Unicode: unicodedata2 (categories,
decompositions, combining classes, directions) and regex (emoji properties, scripts). The script
refuses to run when the two disagree on which code points are assigned.
"""

import argparse
import sys
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import regex
import unicodedata2 as database

TARGET = Path(__file__).resolve().parents[1] / "cleantext" / "tables" / "unicode.py"
CODES = [code for code in range(0x110000) if not 0xD800 <= code < 0xE000]

HEADER = '''"""Character classes from the Unicode Character Database. Generated: do not edit.

Generator: training/unicode_tables.py
Source: Unicode Character Database {version}, through unicodedata2 and regex
Licence: Unicode License v3, see NOTICE

Each value is the inside of a character class of a regular expression.
"""

VERSION = "{version}"
'''


def ranges(codes: Iterable[int]) -> str:
    """Return the inside of a character class for these code points.

    >>> ranges([0x41, 0x42, 0x43, 0x300])
    'A-C\\\\u0300'
    """
    runs: list[list[int]] = []
    for code in sorted(codes):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return "".join(
        _write(low) if low == high else f"{_write(low)}{'-' * (high > low + 1)}{_write(high)}"
        for low, high in runs
    )


def _write(code: int) -> str:
    if code < 128 and chr(code).isalnum():
        return chr(code)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _where(test: Callable[[str], object]) -> list[int]:
    return [code for code in CODES if test(chr(code))]


def _property(name: str) -> list[int]:
    return _where(regex.compile(rf"\p{{{name}}}").match)


#: Grave, acute, tilde, macron, diaeresis, caron: marks that many languages write on letters with
#: which they do not compose.
TONES = frozenset([0x300, 0x301, 0x303, 0x304, 0x308, 0x30C])


@cache
def _compositions() -> list[tuple[int, int]]:
    """All pairs of characters that do not stay as they are side by side, but for reordered marks."""
    found = []
    for code in CODES:
        parts = database.decomposition(chr(code)).split()
        if len(parts) == 2 and not parts[0].startswith("<"):
            first, second = (int(part, 16) for part in parts)
            if len(database.normalize("NFC", chr(first) + chr(second))) == 1:
                found.append((first, second))
    # A letter that holds a mark already can lose it to a mark that belongs nearer to it.
    marks = {second for _, second in found if database.combining(chr(second))}
    for code in CODES:
        letter = chr(code)
        if database.normalize("NFD", letter) != letter == database.normalize("NFC", letter):
            found += [
                (code, mark)
                for mark in marks
                if database.normalize("NFC", letter + chr(mark)) != letter + chr(mark)
            ]
    # Hangul composes by arithmetic: a lead and a vowel, and any syllable without a tail and a tail.
    found += [(lead, vowel) for lead in range(0x1100, 0x1113) for vowel in range(0x1161, 0x1176)]
    found += [(code, tail) for code in range(0xAC00, 0xD7A4) for tail in (0x11A8, 0x11C2)]
    return found


def _bases(tones: bool) -> list[int]:
    """What composes with one of the tones, or with another mark, behind it."""
    return coarse(sorted({one for one, two in _compositions() if (two in TONES) == tones}))


def _seconds(test: Callable[[int], bool]) -> list[int]:
    """What composes with something before it and passes the test."""
    seconds = {two for _, two in _compositions()} | {*range(0x11A8, 0x11C3)}
    return coarse(sorted(filter(test, seconds)))


def _is_mark(code: int) -> bool:
    return database.combining(chr(code)) > 0


def _never() -> list[int]:
    return _where(lambda char: database.normalize("NFC", char) != char)


def _combining(low: int, high: int) -> list[int]:
    return coarse(_where(lambda char: low <= database.combining(char) <= high))


def normalization() -> list[int]:
    """Return what NFC may change: alone, by composing with what stands before, by reordering."""
    seconds = {two for _, two in _compositions()} | {*range(0x11A8, 0x11C3)}
    changed = {*_never(), *_where(database.combining)}
    return sorted(changed | seconds)


def coarse(codes: list[int]) -> list[int]:
    """Return the code points with those beyond U+FFFF widened to blocks of 4096.

    A trigger may be too wide, never too narrow; and `re` tests ranges up there one by one.
    """
    blocks = {code >> 12 for code in codes if code > 0xFFFF}
    wide = [code for block in blocks for code in range(block << 12, (block + 1) << 12)]
    return [code for code in codes if code <= 0xFFFF] + wide


def _nonspacing_codes() -> list[int]:
    return [
        code
        for code in _where(lambda char: database.category(char) == "Mn")
        if not 0xFE00 <= code < 0xFE10 and not 0xE0100 <= code < 0xE01F0
    ]


TABLES: dict[str, tuple[str, Callable[[], list[int]]]] = {
    "NFC_SENSITIVE": (
        "What normalization form C may change: NFC_Quick_Check is not Yes, or the combining class "
        "is not 0.",
        normalization,
    ),
    "NFC_NEVER": (
        "NFC_Quick_Check is No; this and what follows beyond U+FFFF by whole blocks.",
        lambda: coarse(_never()),
    ),
    "NFC_TONES": (
        "Marks that many languages write on what they do not compose with.",
        lambda: sorted(TONES),
    ),
    "NFC_TONE_BASES": (
        "What composes with one of NFC_TONES behind it.",
        lambda: _bases(tones=True),
    ),
    "NFC_SECONDS": (
        "Any other character that composes with one before it.",
        lambda: _seconds(lambda code: code not in TONES),
    ),
    "NFC_BASES": ("What composes with one of NFC_SECONDS behind it.", lambda: _bases(tones=False)),
    "NFC_SECOND_MARKS": (
        "What composes, over other marks, with a character before it.",
        lambda: _seconds(_is_mark),
    ),
    "NFC_OVERLAYS": ("Combining class 1 to 6.", lambda: _combining(1, 6)),
    "NFC_NUKTAS": ("Combining class 7.", lambda: _combining(7, 7)),
    "NFC_KANA": ("Combining class 8.", lambda: _combining(8, 8)),
    "NFC_VIRAMAS": ("Combining class 9.", lambda: _combining(9, 9)),
    "NFC_POINTS": ("Combining class 10 to 199.", lambda: _combining(10, 199)),
    "NFC_MARKS": ("Combining class 200 and above.", lambda: _combining(200, 255)),
    "PICTOGRAPHS": (
        "Emoji or Extended_Pictographic: what an emoji variation selector may follow.",
        lambda: sorted({*_property("Emoji"), *_property("Extended_Pictographic")}),
    ),
    "RIGHT_TO_LEFT": (
        "Letters and marks written from right to left: Bidi_Class R or AL.",
        lambda: [
            code
            for code in _where(lambda char: database.bidirectional(char) in ("R", "AL"))
            if database.category(chr(code)) != "Cf"
        ],
    ),
    "HAN": ("Unified_Ideograph.", lambda: _property("Unified_Ideograph")),
    "LATIN": ("Letters of the Latin script.", lambda: _letters("Latin")),
    "GREEK": ("Letters of the Greek script.", lambda: _letters("Greek")),
    "CYRILLIC": ("Letters of the Cyrillic script.", lambda: _letters("Cyrillic")),
    "ARMENIAN": ("Letters of the Armenian script.", lambda: _letters("Armenian")),
    "CHEROKEE": ("Letters of the Cherokee script.", lambda: _letters("Cherokee")),
    "NONSPACING_TRIGGER": (
        "NONSPACING, beyond U+FFFF by whole blocks: what the gate looks for.",
        lambda: coarse(_nonspacing_codes()),
    ),
    "NONSPACING": (
        "General_Category Mn: marks that stack on a base; without the format-like selectors.",
        _nonspacing_codes,
    ),
}


def _letters(script: str) -> list[int]:
    return [
        code for code in _property(f"Script={script}") if database.category(chr(code))[0] == "L"
    ]


def table() -> str:
    """Return the text of the generated module."""
    assigned = regex.compile(r"\P{Cn}")
    for code in CODES:
        if (database.category(chr(code)) != "Cn") != bool(assigned.match(chr(code))):
            raise SystemExit(
                f"regex and unicodedata2 disagree on U+{code:04X}; install versions of one Unicode"
            )
    parts = [HEADER.format(version=database.unidata_version)]
    for name, (comment, codes) in TABLES.items():
        parts.append(f"\n#: {comment}\n{name} = (\n")
        text = ranges(codes())
        parts += [f'    r"{line}"\n' for line in _lines(text)]
        parts.append(")\n")
    return "".join(parts)


def _lines(text: str, width: int = 90) -> list[str]:
    pieces = regex.findall(r"(?:\\U.{8}|\\u.{4}|[^\\-])(?:-(?:\\U.{8}|\\u.{4}|[^\\-]))?", text)
    lines = [""]
    for piece in pieces:
        if len(lines[-1]) + len(piece) > width:
            lines.append("")
        lines[-1] += piece
    return lines


def main(argv: list[str] | None = None) -> int:
    """Write the table, or with `--check` say whether it is what this script makes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; 1 if it is stale")
    check = parser.parse_args(argv).check
    text = table()
    if TARGET.exists() and TARGET.read_text("utf-8") == text:
        return 0
    if check:
        sys.stderr.write(f"{TARGET.name} is out of date; run training/unicode_tables.py\n")
        return 1
    TARGET.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
