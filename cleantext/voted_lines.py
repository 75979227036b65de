"""What a line was before a mix-up that its document has voted for.

A document that was read in the wrong charset has hundreds of lines with one plain reading, in which nothing strange is
left: those the compiled loop (`native/scan_voted.c`) tells all at once.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import cache, lru_cache

from cleantext import readings, scan
from cleantext.anchored import Members
from cleantext.classes import bitset
from cleantext.contexts import strange, words_search
from cleantext.language import bits
from cleantext.mix_ups import WIDE, MixUp, table_of, undo
from cleantext.scripts import scripted

MixUps = tuple[MixUp, ...]

#: How many bits a line must gain where the document has voted for its mix-up.
VOTED = 3.0
#: How much more a reading must gain that holds something strange itself.
STRANGE = 30.0
#: So many mix-ups the compiled loop looks at.
_MOST = 8


def plainly_voted(text: str, places: array[int], voted: Sequence[MixUps]) -> Sequence[str | None]:
    """Return what the odd lines at some places of a text were, as `as_voted` tells; None where that is not plain.

    >>> plainly_voted("Ïðèâåò\\nмир", array("q", [0]), [(MixUp("cp1252", "cp1251"),)]) in (["Привет"], [None])
    True
    """
    tables = _swaps(tuple(voted)) if scan.COMPILED is not None else None
    if not tables:
        return [None] * len(places)
    words = words_search()
    assert scan.COMPILED is not None
    found: list[str | None] = scan.COMPILED.voted(
        text, places, tables, _letters_set(), words.members, words.known
    )
    return found


@lru_cache(maxsize=64)
def _swaps(voted: tuple[MixUps, ...]) -> tuple[tuple[object, object], ...] | None:
    """What characters become in some mix-ups; None where that is not settled by each of them."""
    if len(voted) > _MOST or not all(len(each) == 1 and each[0].read != "hybrid" for each in voted):
        return None
    single = [mix_up for (mix_up,) in voted]
    if not all(map(WIDE.isdisjoint, single)):
        return None
    return tuple(
        (table_of(each), table_of(_western(each)) if each.read == "latin-1" else None)
        for each in single
    )


@cache
def _letters_set() -> bytes:
    return bitset(_SCRIPTED.chars + "’")


def as_voted(line: str, odd: bool, voted: Sequence[MixUps]) -> str | None:
    """Return the text of a line before the mix-up that the document agrees on, if it is the better for it.

    Of several that differ the likeliest; what leaves nothing strange in an odd line need not be
    weighed against the line itself.

    >>> as_voted("Ïðèâåò, ìèð", True, [(MixUp("cp1252", "cp1251"),)])
    'Привет, мир'
    >>> as_voted("Привет, мир", False, [(MixUp("cp1252", "cp1251"),)])
    """
    found: dict[str, MixUps] = {}
    before = -1
    for mix_ups in voted:
        text = undone(line, mix_ups)
        if text is not None and text != line and text not in found:
            before = letters(line) if before < 0 else before
            if not _loses_letters(before, text, mix_ups):
                found[text] = mix_ups
    sound = {text: mix_ups for text, mix_ups in found.items() if not strange(text)}
    if odd and len(sound) == 1:
        return next(iter(sound))
    best, chosen = 0.0, None
    for text in sound or found:
        gain = _gain(line, text)
        if chosen is None or gain > best:
            best, chosen = gain, text
    if chosen is None or (odd and sound):
        return chosen
    written = found[chosen][-1].written
    enough = best > VOTED + STRANGE * (not sound) and readings.plausible(line, chosen, written)
    return chosen if enough else None


def _gain(before: str, after: str) -> float:
    """How many bits likelier a reading is, by the words that it changes."""
    olds, news = before.split(" "), after.split(" ")
    if len(olds) == len(news):
        changed = [(old, new) for old, new in zip(olds, news, strict=True) if old != new]
        before, after = " ".join(old for old, _ in changed), " ".join(new for _, new in changed)
    return bits(before) - bits(after)


def _loses_letters(before: int, after: str, mix_ups: MixUps) -> bool:
    """Whether a third of so many letters become marks, though each character stays one.

    No vote makes that likely; a few are quotation marks.
    """
    return 3 * letters(after) < 2 * before and not any(
        not WIDE.isdisjoint(mix_up) for mix_up in mix_ups
    )


_SCRIPTED = Members(scripted())


def letters(text: str) -> int:
    """Return how many letters a text has.

    >>> letters("l’été 2")
    5
    """
    # An apostrophe stands within words as letters do.
    return _SCRIPTED.count(text) + text.count("’")


def undone(text: str, mix_ups: MixUps, cut: bool = False) -> str | None:
    """Return what a text was before some mix-ups, the last one undone first; None if that cannot have been.

    `cut` is as for `mix_ups.undo`.

    >>> undone("Ïðèâåò – ìèð", (MixUp("latin-1", "cp1251"),))
    'Привет – мир'
    """
    found: str | None = text
    for mix_up in mix_ups:
        before, found = found, undo(found, mix_up, cut) if found is not None else None
        if found is None and before is not None and mix_up.read == "latin-1":
            found = undo(before, _western(mix_up), cut)
    return found


def _western(mix_up: MixUp) -> MixUp:
    # Of a long line only a part may tell the two apart.
    return MixUp("cp1252", mix_up.written)
