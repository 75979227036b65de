"""Text in which something has to be done, here and there or everywhere."""

from __future__ import annotations

from samples.clean import ROOT, clean


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
