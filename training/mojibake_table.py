"""Make the table of what looks like UTF-8 read as a single-byte charset.

    python training/mojibake_table.py --data FOLDER [--check]

ftfy's heuristic is a regular expression: a list of short sequences of character classes that sound
text does not hold. This takes the installed ftfy's expression apart and writes its sequences down,
each with the place where it is looked for first: at the class that is rarest in sound text, over
the training half of NTREX-128. With them go the classes of characters that can be the first byte
of a UTF-8 sequence, or a later one.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]

import common


def sequences(pattern: re.Pattern[str]) -> Iterator[list[str]]:
    """Yield the alternatives of an expression, each as a list of one-character expressions."""
    ((operation, (_, alternatives)),) = parser.parse(pattern.pattern, pattern.flags)
    assert operation is sre.BRANCH
    for alternative in alternatives:
        options: list[list[str]] = [[]]
        for op, argument in alternative:
            if op is sre.MAX_REPEAT:
                low, high, repeated = argument
                assert (low, high, len(repeated)) == (0, 1, 1)
                options = [*options, *([*each, element(*repeated[0])] for each in options)]
            else:
                options = [[*each, element(op, argument)] for each in options]
        yield from options


def element(op: object, argument: object) -> str:
    """One node of a parsed expression as the source of an expression."""
    if op is sre.ANY:
        return "."
    if op is sre.AT:
        assert argument is sre.AT_BEGINNING
        return "^"
    items = argument if op is sre.IN else [(op, argument)]
    inside = ""
    for kind, value in items:  # type: ignore[attr-defined]
        if kind is sre.NEGATE:
            inside += "^"
        elif kind is sre.LITERAL:
            inside += spelt(value)
        elif kind is sre.RANGE:
            inside += f"{spelt(value[0])}-{spelt(value[1])}"
        else:
            assert kind is sre.CATEGORY
            inside += {sre.CATEGORY_SPACE: r"\s", sre.CATEGORY_WORD: r"\w"}[value]
    return f"[{inside}]"


def spelt(code: int) -> str:
    """A character as it stands in a character class, in ASCII."""
    if code < 0x7F:
        return re.escape(chr(code))
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def frequencies(data: Path) -> Counter[str]:
    """How often each character stands in sound text."""
    counts: Counter[str] = Counter()
    folder = data / "text" / "ntrex" / "NTREX-128"
    for path in sorted(folder.glob("newstest2019-*.txt")):
        counts.update("".join(path.read_text("utf-8").splitlines()[0::2]))
    return counts


def table(data: Path) -> bytes:
    """Return the table: `before`, `anchor` and `after` of each sequence, then the classes."""
    from ftfy import badness, chardata

    counts = frequencies(data)

    def frequency(element: str) -> int:
        if element in ("^", ".") or element.startswith("[^"):
            return sys.maxsize
        matches = re.compile(element).match
        return sum(count for char, count in counts.items() if matches(char))

    lines = []
    for sequence in sequences(badness.BADNESS_RE):
        place = min(range(len(sequence)), key=lambda i: frequency(sequence[i]))
        parts = sequence[:place], sequence[place : place + 1], sequence[place + 1 :]
        lines.append("\t".join("".join(part) for part in parts))
    for name, inside in chardata.UTF8_CLUES.items():
        ((op, argument),) = parser.parse(f"[{inside}]")
        lines.append(f"{name.removeprefix('utf8_')}\t{element(op, argument)}")
    return "\n".join([*lines, ""]).encode()


def main() -> int:
    arguments = common.arguments(__doc__.splitlines()[0])
    sources = [
        f"ftfy {version('ftfy')} by Robyn Speer, Apache-2.0: badness.py and chardata.py",
        "frequencies of characters in NTREX-128, every second sentence, CC BY-SA 4.0",
    ]
    contents = table(arguments.data)
    current = common.write("mojibake.txt", "mojibake_table.py", sources, contents, arguments.check)
    return 0 if current else 1


if __name__ == "__main__":
    sys.exit(main())
