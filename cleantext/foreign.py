"""Which sentences of a text sell in a script that is not the text's.

Who writes English quotes a word of Russian, but puts no offer of pills between two sentences in it: so less
must speak for such a sentence than for one of the text's own script (`cleantext.outliers`). One that is
only in another script, and names nothing that is sold, must be loud all the same.
"""

from __future__ import annotations

from cleantext.hearing import LONGEST, Loud, heard
from cleantext.sentences import names, script
from cleantext.sentences import scripts as scripts_of
from cleantext.stories import told
from cleantext.wares import known, things

#: So many known phrases speak for an offer as well as one thing.
KNOWN = 2
#: How loud one of another script must be, with and without a known thing or phrases, in a text of so
#: many letters that has so few of that script.
FOREIGN, UNKNOWN, HOST, RARE = -2.5, 0.0, 200, 0.01
#: So much each bit that speaks for a story speaks against it.
TOLD = 2.0
#: One is of another script if this share of its letters is; else only the part with so many that is.
OTHER, FEW = 0.15, 3
#: A script that stands in so many characters at either end of a text, and in its middle, is its own.
PROBE = 300


def strange_scripts(text: str, loud: list[Loud]) -> set[str]:
    """Return the scripts of some sentences of a text that the rest of it has not.

    >>> text = "We planted beans. Купить диплом недорого. " + "It rained and the beans came up. " * 8
    >>> from cleantext.hearing import glimpse
    >>> strange_scripts(text, glimpse(text).loud), strange_scripts(text, [])
    ({'cyrillic'}, set())
    """
    # Latin words stand in texts of every script; and what stands at three places is at home.
    found = names("".join(text[each.start : each.end] for each in loud)) - {"latin"}
    if found:
        ends = text[:PROBE], text[len(text) // 2 :][:PROBE], text[-PROBE:]
        first, second, third = map(names, ends)
        found -= first & second & third
    if not found:
        return found
    scripts = scripts_of(text)
    for each in loud:
        scripts -= scripts_of(text[each.start : each.end])
    total = scripts.total()
    if total < HOST:
        return set()
    return {name for name in found if scripts[name] < RARE * total}


def foreign(text: str, loud: list[Loud], scripts: set[str]) -> dict[int, Loud]:
    """Return those sentences, or parts of them, that are of some scripts and loud enough, by their starts."""
    found = {}
    for each in loud:
        held = scripts_of(text[each.start : each.end])
        letters = sum(held[name] for name in scripts)
        if letters < FEW:
            continue
        part = each if letters >= OTHER * held.total() else _trimmed(text, each, scripts)
        said = text[part.start : part.end]
        phrases = set(known(said))
        sells = len(phrases) >= KNOWN or any(phrase in things() for phrase in phrases)
        if part.pitch.best - TOLD * told(said, phrases) > (FOREIGN if sells else UNKNOWN):
            found[each.start] = part
    return found


def _trimmed(text: str, each: Loud, scripts: set[str]) -> Loud:
    """The stretch of a sentence from the first to the last letter of some scripts."""
    places = [p for p in range(each.start, each.end) if script(text[p]) in scripts]
    low, high = places[0], places[-1] + 1
    return Loud(low, high, heard(text[low:high][:LONGEST]))
