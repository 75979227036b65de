"""Inputs that are likely to break something: the corpus, cut, joined, repeated and damaged."""

from __future__ import annotations

import ast
import sys
import tomllib
from functools import cache
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from strategies import FRAGMENTS

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
#: Read as something else, text becomes what charsets make of each other.
CODECS = (
    "utf-8", "cp1252", "latin-1", "cp1251", "koi8-r", "cp1250", "cp437", "mac-roman", "gbk", "big5",
    "cp932", "euc-jp", "cp949", "utf-16-le",
)  # fmt: skip
TAGS = (
    "<p>", "</p>", "<div style='position:absolute;left:-999px'>", "</div>", "<a href='javascript:x'>", "</a>",
    "<style>.a{display:none}</style>", "<p class=a>", "<ul><li>", "</ul>", "<table><tr><td>", "</table>", "<pre>",
    "<!--", "-->", "<script>", "</script>", "<title>", "<svg onload=x>", "<br>", "&nbsp;", "&#x26;lt;", "<h1>", "<",
)  # fmt: skip
#: Repeated to any length, these are the worst for one part of the decoder or another.
BYTES = (
    b"\xe9 ", b"\xff", b"\xc3", b"\x80", b"\xc3\xa9\xe9", b"\xed\xa0\xbd", b"\xe4\xbd\xa0\x81", b"\x1b$B",
    b"~{", b"<meta ", b"@", b"a\xe9\n", b"\xa4\xa2", b"\x00\x4e", b"\x81\x30\x81\x30", b"\xed\xa0\xbd\xed\xb8\x80",
)  # fmt: skip
#: No input is longer; what length does is asked by `endurance.py`.
LONGEST = 2000


@cache
def texts() -> list[str]:
    """The texts of all cases of the corpus, and a few lines of each language."""
    found: list[str] = []
    for path in sorted(CORPUS.glob("pairs/*/*.toml")):
        for case in tomllib.loads(path.read_text("utf-8"))["case"]:
            for key in ("before", "after", "text"):
                if key in case:
                    text = case[key]
                    found.append(ast.literal_eval(f'"{text}"') if case.get("escaped") else text)
    for path in sorted(CORPUS.glob("clean/*.txt")):
        found += path.read_text("utf-8").splitlines()[:8]
    return found


@cache
def pages() -> list[str]:
    """The pages of the corpus, in pieces."""
    found = []
    for path in sorted(CORPUS.glob("pages/*.html*")):
        page = path.read_text("utf-8", "surrogateescape")
        found += [page[at : at + 400] for at in range(0, len(page), 400)]
    return found


@cache
def data() -> list[bytes]:
    """The broken bytes of the corpus."""
    cases = tomllib.loads((CORPUS / "bytes" / "decoding.toml").read_text("utf-8"))
    return [bytes.fromhex(case["bytes"]) for kind in ("text", "binary") for case in cases[kind]]


def text(chance: Random, page: bool = False) -> str:
    """Return a text; with more markup for a `page`."""
    made = _piece(chance, page)
    for _ in range(chance.randrange(6)):
        place = chance.randrange(len(made) + 1)
        action = chance.randrange(7)
        if action == 0:
            made = made[:place] + _piece(chance, page) + made[place:]
        elif action == 1:
            made = made[:place] + made[place + chance.randrange(1, 20) :]
        elif action == 2:
            made = made[:place] + chance.choice(TAGS if page else FRAGMENTS) + made[place:]
        elif action == 3:
            made = made[:place] + made[place : place + chance.randrange(1, 30)] * chance.randrange(
                4
            )
        elif action == 4:
            made = made[:place] + chr(
                chance.choice((chance.randrange(0x250), chance.randrange(0x110000)))
            )
        elif action == 5:
            wrong, true = chance.choice(CODECS), chance.choice(CODECS)
            made = made.encode(true, "ignore").decode(wrong, chance.choice(("replace", "ignore")))
        else:
            made += "\n" + _piece(chance, page)
    return made[:LONGEST]


def _piece(chance: Random, page: bool) -> str:
    whole = chance.choice(pages() if page and chance.random() < 0.5 else texts())
    start = chance.randrange(len(whole) + 1) if chance.random() < 0.5 else 0
    return whole[start : start + chance.randrange(1, 400)]


def raw(chance: Random) -> bytes:
    """Return bytes, of which most are no valid text."""
    made = bytearray(chance.choice(data()) if chance.random() < 0.5 else _encoded(chance))
    for _ in range(chance.randrange(6)):
        place = chance.randrange(len(made) + 1)
        action = chance.randrange(5)
        if action == 0:
            made[place:place] = chance.choice(data())[:200]
        elif action == 1:
            del made[place : place + chance.randrange(20)]
        elif action == 2:
            made[place : place + 1] = chance.randbytes(chance.randrange(4))
        elif action == 3:
            made[place:place] = _encoded(chance)
        else:
            made[place:place] = chance.choice(BYTES) * chance.randrange(9)
    return bytes(made[:LONGEST])


def _encoded(chance: Random) -> bytes:
    return text(chance, chance.random() < 0.2)[:300].encode(chance.choice(CODECS), "ignore")
