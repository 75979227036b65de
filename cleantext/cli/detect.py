"""`cleantext detect`: which charset files are in, how sure that is, and what is damaged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleantext.cli.parser import Parser
from cleantext.cli.streams import read_all, say, write

if TYPE_CHECKING:
    from cleantext.decoding import Decoded

STDIN = "<stdin>"
#: Spans of damage that one line of the full format names.
_SHOWN = 3


def parser() -> Parser:
    """Return the parser of this sub-command."""
    made = Parser(
        prog="cleantext detect",
        usage="cleantext detect [OPTION ...] [FILE ...]",
        description="Say which charset each file is in. Reads standard input when there is no FILE "
        "or it is -. Exit code 0; 1 if a file is no text; 2 if one cannot be read.",
    )
    made.add_argument("files", nargs="*", metavar="FILE", help="the files")
    made.add_argument(
        "--encoding",
        metavar="NAME",
        help="the declared encoding; believed if the bytes bear it out",
    )
    made.add_argument(
        "--output-format",
        choices=["full", "concise", "json"],
        default="full",
        metavar="FORMAT",
        help="full (default), concise (the charset alone) or json (an object a file)",
    )
    return made


def run(arguments: list[str]) -> int:
    """Print what each file is in."""
    options = parser().parse_args(arguments)
    from cleantext.decoding import BinaryData, decode

    code = 0
    for path in options.files or ["-"]:
        name = STDIN if path == "-" else path
        try:
            found: Decoded | str = decode(_read(path), declared=options.encoding)
        except OSError as error:
            say(f"cleantext: {_shown(name)}: {error.strerror or error}")
            code = 2
            continue
        except BinaryData as error:
            found = str(error)
            code = max(code, 1)
        write(_FORMATS[options.output_format](name, found) + "\n")
    return code


def _read(path: str) -> bytes:
    if path == "-":
        import sys

        if sys.stdin is None:
            raise OSError("there is no standard input")
        return read_all(sys.stdin.buffer)
    with open(path, "rb") as file:
        return read_all(file)


def _shown(name: str) -> str:
    return name if name.isprintable() else ascii(name)[1:-1]


def _full(name: str, found: Decoded | str) -> str:
    if isinstance(found, str):
        return f"{_shown(name)}: {found}"
    words = [f"{_shown(name)}: {found.encoding}"]
    if found.bom:
        words.append("with a byte order mark")
    if found.also:
        words.append(f"with lines in {found.also}")
    if not found.certain and not found.damaged and not found.also:
        words.append("most likely")
    if found.damaged:
        places = ", ".join(f"{start}-{end}" for start, end in found.damaged[:_SHOWN])
        more = ", ..." if len(found.damaged) > _SHOWN else ""
        words.append(f"damaged in {len(found.damaged)} places (bytes {places}{more})")
    return ", ".join(words)


def _concise(name: str, found: Decoded | str) -> str:
    return "binary" if isinstance(found, str) else found.encoding


def _json(name: str, found: Decoded | str) -> str:
    import json

    fields: dict[str, Any] = {"path": name}
    if isinstance(found, str):
        fields |= {"encoding": None, "binary": found}
    else:
        fields |= found._asdict()
        del fields["text"]
    return json.dumps(fields, ensure_ascii=False)


_FORMATS = {"full": _full, "concise": _concise, "json": _json}
