r"""UTF-8 that was read as a single-byte charset.

What is fixed: text in UTF-8 that somebody decoded as latin-1, windows-125x, MacRoman or cp437, once
or several times, so that `é` became `Ã©` and `’` became `â€™`.

What is left alone: everything else that looks odd. A line is changed only where it holds a sequence
of characters that sound text does not hold, and where its bytes then are UTF-8.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["mojibake"]).clean
>>> clean("lâ€™humanitÃ©")
'l’humanité'
>>> clean("TRÃS GRAND “Ãœber” naïve")
'TRÃS GRAND “Über” naïve'
>>> clean("À la carte, Ångström, «Déjà vu»…")
'À la carte, Ångström, «Déjà vu»…'

The outcome is that of Robyn Speer's ftfy on each line. What it needs most often is done here, at
the speed of one search through the whole text: the sequences that tell mojibake are looked for at
their rarest character, and bytes that are strictly UTF-8 need no more thought. ftfy itself is asked
only where bytes were lost or altered as well.

Source: the sequences are ftfy's, see the header of `tables/mojibake.txt`.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from cleantext.charmaps import UTF8_READ_AS, encode
from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger, difference
from cleantext.tables import read

NOTE = "UTF-8 read as a single-byte charset"
_ROWS = [line.split("\t") for line in read("mojibake.txt").decode().splitlines()]
#: Characters at which the sequences are looked for; each holds one. The inside of a class.
_ANCHORS = "".join(row[1][1:-1] for row in _ROWS if len(row) == 3)

# Bytes that are not UTF-8 but would be if one had not become a space, a question mark or U+FFFD
# (which is written 1A here), or if Java had not written NUL or surrogates in a way of its own.
_ALTERED = re.compile(
    rb"[\xc2\xc3\xc5\xce\xd0\xd9][ ]|[\xc2\xc3]\?|[\xe0-\xef](?:[ ?][\x80-\xbf]|[\x80-\xbf][ ?])"
    rb"|[\xf0-\xf4](?:[ ?][\x80-\xbf]{2}|[\x80-\xbf][ ?][\x80-\xbf]|[\x80-\xbf]{2}[ ?])"
    rb"|\xc0\x80|\xed[\xa0-\xbf]|\x1a"
)
#: Characters that are not ASCII, and at most two marks between them.
_RUN = re.compile(r"[^\x00-\x7f]+(?:[\x00-/:-@[-`{-\x7f]{1,2}[^\x00-\x7f]+)*")


@cache
def _implausible() -> re.Pattern[str]:
    """What sound text does not hold.

    A class in front lets the search run from anchor to anchor at the speed of a scan.
    """
    alternatives = []
    for before, anchor, after in (row for row in _ROWS if len(row) == 3):
        behind = f"(?<={anchor})(?<![^\\n]." if before == "^" else f"(?<={before}{anchor}"
        alternatives.append(behind + ")" + (f"(?={after})" if after else ""))
    return re.compile(f"[{_ANCHORS}](?:{'|'.join(alternatives)})")


@cache
def _embedded() -> re.Pattern[str]:
    """A stretch that may be UTF-8 read as some charset, amid text that is not."""
    classes = dict(row for row in _ROWS if len(row) == 2)
    then = classes["continuation"]
    longer = zip(("first_of_2", "first_of_3", "first_of_4"), (1, 2, 3), strict=True)
    sequences = "|".join(f"{classes[first]}{then}{{{count}}}" for first, count in longer)
    return re.compile(f"(?<!{classes['continuation_strict']})(?:{sequences})+")


def find(document: Document) -> Iterator[Edit]:
    """Yield an edit for each stretch of UTF-8 that was read as something else."""
    text = document.text
    search = _implausible().search
    hit = search(text)
    while hit:
        start = text.rfind("\n", 0, hit.start()) + 1
        end = text.find("\n", hit.start())
        end = len(text) if end < 0 else end
        line = text[start:end]
        if search(line):
            yield from _edits(start, line)
        hit = search(text, end)


def _edits(start: int, line: str) -> Iterable[Edit]:
    """Return the edits for an implausible line that begins at `start`."""
    _, fixed = _decoded(line)
    if fixed is not None and not _implausible().search(fixed):
        # All that is not ASCII was damaged, and all ASCII stands in both.
        return [
            Edit(start + run.start(), start + run.end(), run[0], new, NOTE)
            for run, new in zip(_RUN.finditer(line), _RUN.findall(fixed), strict=True)
        ]
    fixed = _fix(line)
    return () if "\n" in fixed else _stretches(start, line, fixed)


def _fix(text: str) -> str:
    """Return `text` with all layers of mojibake undone."""
    while _implausible().search(text):
        fixed = _step(text)
        if fixed is None:
            from ftfy import TextFixerConfig, fix_encoding

            return fix_encoding(text, TextFixerConfig(explain=False))
        if fixed == text:
            break
        text = fixed
    return text


def _step(text: str) -> str | None:
    """Return `text` with one layer undone, or None where it takes more than that."""
    data, fixed = _decoded(text)
    if fixed is not None:
        return fixed
    if _ALTERED.search(data):
        return None
    fixed = _embedded().sub(lambda match: _fix_within(match[0], text), text)
    # Controls that nothing explains may have been meant as windows-1252.
    return None if fixed == text and re.search("[\x80-\x9f]", text) else fixed


def _decoded(text: str) -> tuple[bytes, str | None]:
    """Return the bytes that `text` was read from, and the text that they are in UTF-8.

    Without a text where it was read from no such bytes, or from bytes that have been altered since.
    """
    data = b""
    for charset in UTF8_READ_AS:
        found = encode(text, charset)
        if found is None:
            continue
        data = found
        try:
            fixed = data.decode("utf-8")
        except UnicodeDecodeError:
            if _ALTERED.search(data):
                break
        else:
            return data, None if b"\x1a" in data else fixed
    return data, None


def _fix_within(stretch: str, text: str) -> str:
    return _fix(stretch) if len(stretch) < len(text) else stretch


def _stretches(start: int, old: str, new: str) -> Iterator[Edit]:
    """Yield the edits between an old and a new line, parted where both hold the same ASCII."""
    position = place = end = 0
    for run in _RUN.finditer(old):
        kept = old[end : run.start()]
        # What was damaged never grows by much, so what is not near has itself changed.
        found = new.find(kept, place, place + 2 * (end - position) + len(kept) + 1)
        if found >= 0:
            yield from _difference(start + position, old[position:end], new[place:found])
            position, place = run.start(), found + len(kept)
        end = run.end()
    kept = old[end:]
    if kept and new.endswith(kept) and len(new) - len(kept) >= place:
        old, new = old[:end], new[: len(new) - len(kept)]
    yield from _difference(start + position, old[position:], new[place:])


def _difference(start: int, old: str, new: str) -> Iterator[Edit]:
    if old != new:
        yield difference(start, old, new, NOTE)


FILTER = Filter(
    "mojibake",
    find,
    triggers=(Trigger(chars=_ANCHORS),),
    line_local=True,
    summary=NOTE,
)
