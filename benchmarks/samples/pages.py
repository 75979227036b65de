"""Pages: the hijacked one, and plain ones with much and with little around the text."""

from __future__ import annotations

from random import Random

from samples.clean import ROOT, sentences


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
