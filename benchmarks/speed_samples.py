"""Texts, bytes and pages to measure speed on, each named after what it stresses.

All are made from the sound texts of `corpus/clean` and the page of `corpus/pages`, so that the benchmarks
need nothing but the repository. Those sound texts were chosen because they are hard: they are full of what
looks like damage, so prose of every day is faster. Texts are put together from many lines in an order of their own,
because a text that repeats every kilobyte flatters whatever remembers.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]
#: Characters, or bytes, a sample.
SIZE = 200_000

#: Sound text, by what is special about it.
CLEAN = {
    "ASCII": ("en",),
    "French, German": ("fr", "de"),
    "Polish, Czech": ("pl", "cs"),
    "Vietnamese": ("vi",),
    "Russian": ("ru", "uk"),
    "Greek": ("el",),
    "Arabic, Persian": ("ar", "fa"),
    "Hebrew": ("he",),
    "Hindi": ("hi",),
    "Thai": ("th",),
    "Chinese": ("zh-Hans", "zh-Hant"),
    "Japanese": ("ja",),
    "Korean": ("ko",),
}
#: Bytes that do not say what they are, by charset.
CHARSETS = {
    "ASCII": ("ascii", ("en",)),
    "UTF-8": ("utf-8", ("fr", "ru", "ja")),
    "windows-1252": ("cp1252", ("fr", "de")),
    "windows-1251": ("cp1251", ("ru", "bg")),
    "ISO 8859-2": ("iso8859-2", ("pl", "cs")),
    "GBK": ("gbk", ("zh-Hans",)),
    "Shift_JIS": ("cp932", ("ja",)),
}


@cache
def sentences(*languages: str) -> tuple[str, ...]:
    """Return the lines of sound text of some languages."""
    return tuple(
        line
        for each in languages
        for line in (ROOT / f"corpus/clean/{each}.txt").read_text("utf-8").splitlines()
        if line
    )


def mixed(lines: tuple[str, ...], size: int = SIZE) -> str:
    """Return a text of so many characters made of lines of a few sentences in an order by chance."""
    chance = Random(len(lines))
    pieces, total = [], 0
    while total < size:
        pieces.append(" ".join(chance.choices(lines, k=chance.randrange(1, 6))))
        total += len(pieces[-1]) + 1
    # A space at the very end would have to be mended.
    return "\n".join(pieces)[: size - 1].rstrip() + "\n"


def clean() -> dict[str, str]:
    """Return sound texts."""
    found = {name: mixed(sentences(*languages)) for name, languages in CLEAN.items()}
    found["ASCII"] = mixed(tuple(line for line in sentences("en") if line.isascii()))
    return found


def damaged() -> dict[str, str]:
    """Return texts in which something has to be done, here and there or everywhere."""
    sound = clean()
    french, russian = sound["French, German"], sound["Russian"]
    some = french.split("\n")
    some[::20] = [line.encode().decode("latin-1") for line in some[::20]]
    page = (ROOT / "corpus/pages/hijacked.html.txt").read_text("utf-8")
    return {
        "mojibake in a line of twenty": "\n".join(some),
        "mojibake in every line": french.encode().decode("latin-1"),
        "mojibake, Russian": russian.encode().decode("cp1252", "replace"),
        "wrong charset, Russian": russian.encode("cp1251", "ignore").decode("cp1252", "replace"),
        "entities": french.replace("é", "&eacute;").replace("ü", "&#252;"),
        "zero width spaces": french.replace(" d", " \u200bd"),
        "carriage returns": french.replace("\n", "\r\n"),
        "hijacked page, as text": page * 4,
    }


def encoded() -> dict[str, bytes]:
    """Return bytes of several charsets."""
    found = {}
    for name, (codec, languages) in CHARSETS.items():
        text = mixed(sentences(*languages), SIZE // 4)
        found[name] = text.encode(codec, "ignore")
    return found


def pages() -> dict[str, str]:
    """Return pages: the hijacked one, and plain ones with much and with little around the text."""
    lines = sentences("en", "de", "fr")
    chance = Random(1)
    paragraphs = [" ".join(chance.choices(lines, k=6)) for _ in range(60)]
    body = "".join(f"<p class=text>{each}</p>\n" for each in paragraphs)
    menu = "".join(
        f"<li class=item><a href=/{n}>{chance.choice(lines)[:18]}</a></li>" for n in range(60)
    )
    head = "<!doctype html><html><head><title>A page</title></head><body>"
    return {
        "hijacked page": (ROOT / "corpus/pages/hijacked.html.txt").read_text("utf-8"),
        "article": f"{head}<article><h1>A page</h1>{body}</article></body></html>",
        "article among menus": f"{head}<nav><ul>{menu}</ul></nav><main>{body[:9000]}</main>"
        f"<aside><ul>{menu}</ul></aside><footer><ul>{menu}</ul></footer></body></html>",
    }
