r"""Chinese, Japanese or Korean text that was read one byte off.

What is fixed: text in GBK out of which a careless program took or into which it put something in
the middle of a character, so that what follows was read from the wrong byte. It searched the bytes
for a mark or a character without regard to where characters begin: `。科` is A1A3 BFC6, and the
A3BF in its middle is a question mark. The lost lead byte shows as `?`, and everything after it is
wrong, until a byte that cannot begin a character puts the reader right again:
`力量??萍疾奎h組` was `力量。科技部黨組`. A reading in Pinyin put in across a border leaves its
closing bracket and says which byte is missing: `域?qū)崿F` was `域實現`.

The wrong characters are turned back into bytes, every way to supply the lost bytes is tried, and
the likeliest text is taken, if it is by far likelier than the text as it stands, without a
character that no text has.

Text in Big5, Shift_JIS and EUC-KR is restored where the first byte of a character was lost and shows
as `?` or `\ufffd`: `楽\ufffdｵみ` was `楽しみ`. As one known byte and its neighbours must tell the
other, this is done only where one way to supply it is likelier by far than all others.

What is left alone: a question mark that is followed by anything else, in any language; places where
no way to supply the bytes gives likely text, or more than one does; bytes that were lost without a
trace at the place; and everything that is not Chinese, Japanese or Korean.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["shifted_bytes"]).clean
>>> clean("獻更大力量??萍疾奎h組書記")
'獻更大力量。科技部黨組書記'
>>> clean("真的嗎?我不知道OK不OK")
'真的嗎?我不知道OK不OK'

>>> clean("하지 않습\ufffd求\ufffd.")
'하지 않습니다.'

Source: the charsets as Python's codecs have them; likelihood from `cleantext.language`.
"""

from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

from cleantext.anchored import Anchored
from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger, difference, layers
from cleantext.hanzi import HAN, PINYIN
from cleantext.lazy import pattern
from cleantext.realign import Slot, encode, patience, readings
from cleantext.shifted_runs import (
    BORDER,
    GLOSS,
    LONGEST,
    LOST,
    WIDE,
    Run,
    cost,
    missing,
    shifted_run,
)
from cleantext.shifts import NAMES, charset_of, stretches
from cleantext.triples import Triples

#: How many bits likelier the restored text must be. Over the training half of NTREX-128, damaged by
#: `benchmarks/rewriter.py`, true restorations with a wrong character in between gain 32 and more.
MARGIN = 24.0
#: What a beginning must pay for that shows no mark and no gloss: few rewriters leave such.
RARE = 8.0
#: How much likelier a reading must be than any other that comes from lost bytes alone.
LEAD = 10.0

_SCRIPTS = f"{HAN}\u3041-\u30fa\uac00-\ud7a3"
_SHIFTED = pattern(f"[{_SCRIPTS}]")
_ENDING = pattern(f"(?s)(.)\\({PINYIN}\\)$")
_SITE = Anchored(LOST)
#: What is not followed by something of which shifted text is never made.
_BEGINNING = Anchored(LOST, r"(?![ \t\r\n\uac00-\ud7a3]|\Z)", by_neighbours=True)
_MARKS = tuple(data for char, data in sorted(WIDE.items()) if not char.isalnum())
_LEADS = tuple(bytes((byte,)) for byte in range(0x81, 0xFF))
_PAIRED = "“”‘’「」『』《》〈〉（）【】〔〕〖〗"
_PAIR = pattern(f"[{_PAIRED}]")
_CLOSING = dict(zip(_PAIRED[::2], _PAIRED[1::2], strict=True))
_OF_TEXT = Triples(_PAIRED)
_OPENING = tuple(char.encode("gbk") for char in "“‘《（「『【〈")
# The model counts letters and digits of full width as any others, but few texts have them.
_WIDE_LETTER = pattern("[０-９Ａ-Ｚａ-ｚ]")
_WIDE = 12.0
_NOTE = "GBK read one byte off"


class Beginning(NamedTuple):
    """What can have been lost, up to some ends; and the bits that it must pay for its rarity."""

    prior: float
    slots: tuple[Slot, ...]
    ends: tuple[int, ...]


class Restored(NamedTuple):
    """What a stretch of the text, up to `end`, was; `sure` if it speaks for itself."""

    end: int
    text: str
    gain: float
    sure: bool


def find(document: Document) -> Iterator[Edit]:
    """Yield the restored text of each stretch that was read one byte off."""
    # Bytes that were shifted leave characters of these scripts, not nothing but marks.
    if _SHIFTED.search(document.text):
        # What is restored may tell more of what stands beside it; each time a mark is gone.
        yield from layers(_layer, document)


def _layer(document: Document) -> list[Edit]:
    return list(_in_gbk(document.text)) or list(_in_others(document.text))


def _in_gbk(text: str) -> Iterator[Edit]:
    found = list(_Search(text).stretches())
    # A stretch without a single wrong character in it is believed in damaged company only.
    certain = any(restored.sure for _, restored in found)
    for start, (end, new, _, sure) in found:
        if sure or certain:
            yield difference(start, text[start:end], new, _NOTE)


def _in_others(text: str) -> Iterator[Edit]:
    charset = charset_of(text)
    for start, end, new in stretches(text, charset):
        yield Edit(start, end, text[start:end], new, f"{NAMES[charset]} read one byte off")


class _Search:
    """The search through one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.in_vain = 0
        self.patience = patience(text)

    @cached_property
    def marks(self) -> frozenset[str]:
        """The brackets and quotation marks that the text has."""
        text = self.text
        found = {three[1] for three in _OF_TEXT.groups(text)}
        return frozenset(found.union(_PAIR.findall(text[:1] + text[-1:])))

    def stretches(self) -> Iterator[tuple[int, Restored]]:
        """Yield where each damaged stretch begins, and what it was."""
        text = self.text
        done = 0
        tail = ""
        for site in _BEGINNING.finditer(text):
            start = site.start()
            if start < done:
                continue
            if self.in_vain > self.patience:
                break
            # What stands before is sound, or what the last stretch was.
            before = _last(tail if tail and start == done else text[max(0, start - 12) : start])
            restored = self._restore(start, before)
            if restored:
                yield start, restored
                done, tail = restored.end, restored.text

    def _restore(self, start: int, before: str) -> Restored | None:
        """What the stretch that begins at `start` was; None if it stands as it was written."""
        text = self.text
        chosen: Restored | None = None
        ambiguous = False
        rivals: list[tuple[float, str]] = []  # gains, and what the text would go on with
        strange: dict[str, float] = {}
        runs: dict[tuple[int, bool], Run | None] = {}
        for prior, lost, lost_ends in _beginnings(text, start, before):
            if chosen and chosen.sure and prior >= RARE and not rivals:
                break
            behind = lost_ends[-1], prior < RARE
            if behind not in runs:
                runs[behind] = shifted_run(text, *behind)
            run = runs[behind]
            if run is None:
                continue
            count, choices = len(lost), lost[-1].choices
            strange = strange or _strange(text, start, self.marks)
            then = "".join([text[end : end + 1] or "\n" for end in lost_ends]) + run.then
            slots, ends = (*lost, *run.slots), (*lost_ends, *run.ends)
            for reading in readings(before, slots, then, strange):
                end = ends[reading.slots - 1]
                after = then[reading.slots - 1]
                gain = _doubt(text[start:end] + after, before) - reading.cost - prior
                gain -= _WIDE * len(_WIDE_LETTER.findall(reading.text))
                letters = any(map(_is_letter, slots[count : reading.slots]))
                border = prior == 0
                closing = after == "\n" and _closes(reading.text[-1], strange, prior < 0)
                if prior >= RARE:
                    rivals.append((gain, reading.text + text[end : end + LONGEST]))
                margin = MARGIN / 3 if border or not letters else MARGIN
                if gain > margin and (chosen is None or gain > chosen.gain):
                    chosen = Restored(end, reading.text, gain, letters or border or closing)
                    ambiguous = choices == _LEADS and reading.lead < LEAD
        if chosen and (ambiguous or _rivalled(chosen, text, rivals)):
            chosen = None
        if strange:
            self.in_vain += -1 if chosen and chosen.sure else 1
        return chosen


def _rivalled(chosen: Restored, text: str, rivals: list[tuple[float, str]]) -> bool:
    """Whether another way to supply the lost bytes is nearly as likely, and comes to another text."""
    whole = chosen.text + text[chosen.end : chosen.end + LONGEST]
    return any(
        chosen.gain - gain < LEAD and not (whole.startswith(other) or other.startswith(whole))
        for gain, other in rivals
    )


def _last(text: str) -> str:
    """The character that a text ends with, behind it perhaps a gloss."""
    match = _ENDING.search(text) if text.endswith(")") else None
    return match[1] if match else text[-1:] or "\n"


def _doubt(text: str, before: str) -> float:
    """What the text as it stands costs; what may stand for lost bytes is not held against it."""
    # A reading in half a pair of brackets behind a question mark is a sign like no other.
    borders = 0
    if ")" in text:
        text, borders = BORDER.subn("", text)
        text = GLOSS.sub("", text)
    text, marks = _SITE.pattern.subn("", text)
    return cost(text, before) + 20.0 * borders + 6.0 * marks


def _is_letter(slot: Slot) -> bool:
    """Whether a slot is for a character of two bytes that is no mark of the first three rows."""
    choices, _ = slot
    return len(choices[0]) == 2 and not b"\xa1" <= choices[0] < b"\xa4"


def _strange(text: str, start: int, marks: frozenset[str]) -> dict[str, float]:
    """Bits that brackets and quotation marks cost where nothing speaks for them.

    A closing mark wants an opening one before it in its paragraph, and a document keeps to one kind
    of quotation marks, those in `marks`. One that closes an open one is to be expected.
    """
    paragraph = text[max(text.rfind("\n", start - 400, start), start - 400, 0) : start]
    found = dict(_unspoken(marks))
    last = {char: place for place, char in enumerate(_PAIR.findall(paragraph))}
    for opening, place in last.items():
        if opening in _CLOSING and place > last.get(_CLOSING[opening], -1):
            found[_CLOSING[opening]] -= 14.0
    return found


@lru_cache(maxsize=64)
def _unspoken(marks: frozenset[str]) -> dict[str, float]:
    """What the same cost where none is open."""
    found = {"\u3000": 16.0, " ": 16.0}
    for opening, closing in _CLOSING.items():
        absent = 0.0 if opening in marks or closing in marks else 8.0
        found[opening] = absent
        found[opening + "\n"] = 16.0
        found[closing] = absent + 8.0
    return found


def _closes(char: str, strange: dict[str, float], full: bool) -> bool:
    """Whether a mark closes an open one, or behind `?！`, at least stands elsewhere in the text."""
    return char in _PAIRED[1::2] and strange[char] < (16 if full else 1)


def _beginnings(text: str, start: int, before: str) -> Iterator[Beginning]:
    """What can have been lost at `start`."""
    border = BORDER.match(text, start)
    if border:
        trails = missing(encode(before), border[1])
        if trails:
            yield Beginning(0.0, (Slot(trails),), (border.end(),))
        return
    leads, marks, behind = Slot(_LEADS), Slot(_MARKS), (start + 1, start + 1)
    mark = _mark(text[start + 1 : start + 2])
    if mark:
        # Nobody writes an ASCII question mark and then a mark of full width.
        full = text[start + 1] > "~"
        yield Beginning(-10.0 if full else 2.0, (leads, Slot((mark,))), (start + 1, start + 2))
    if text[start] == "\ufffd":
        # A decoder put it where it could not read on: most likely for one byte that was lost.
        yield Beginning(RARE, (leads,), behind[:1])
        yield Beginning(RARE + 12.0, (leads, marks), behind)
    else:
        yield Beginning(RARE, (leads, marks), behind)
        yield Beginning(RARE + 4.0, (leads,), behind[:1])
    yield Beginning(RARE + 18.0, (Slot(_OPENING), leads), behind)


def _mark(char: str) -> bytes | None:
    """The bytes of a character of the full width block, given in its full or its ASCII form."""
    if "\uff01" <= char <= "\uff5e":
        char = chr(ord(char) - 0xFEE0)
    return WIDE.get(char)


FILTER = Filter(
    "shifted_bytes",
    find,
    triggers=(Trigger(chars=LOST), Trigger(chars=_SCRIPTS)),
    summary="Chinese, Japanese or Korean text that was read one byte off after bytes were lost",
)
