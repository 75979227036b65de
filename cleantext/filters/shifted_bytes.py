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
from cleantext.hanzi import HAN, PINYIN, first_reading
from cleantext.language import cost
from cleantext.lazy import pattern
from cleantext.realign import Slot, encode, pairs, patience, readings
from cleantext.shifts import NAMES, charset_of, stretches

LOST = "?\ufffd"
#: No longer shifted stretch is looked for; this bounds the search at each question mark.
LONGEST = 120
#: How many bits likelier the restored text must be. Over the training half of NTREX-128, damaged by
#: `benchmarks/rewriter.py`, true restorations with a wrong character in between gain 32 and more.
MARGIN = 24.0
#: What a beginning must pay for that shows no mark and no gloss: few rewriters leave such.
RARE = 8.0
#: How much likelier a reading must be than any other that comes from lost bytes alone.
LEAD = 10.0

_SCRIPTS = f"{HAN}\u3041-\u30fa\uac00-\ud7a3"
_SHIFTED = pattern(f"[{_SCRIPTS}]")
_GLOSS = pattern(f"\\(({PINYIN})\\)")
# A decoder that swallows the bracket after a lead byte leaves only the closing one.
_BORDER = pattern(f"[{LOST}]\\(?({PINYIN})\\)")
_ENDING = pattern(f"(?s)(.)\\({PINYIN}\\)$")
_SITE = Anchored(LOST)
#: What is not followed by something of which shifted text is never made.
_BEGINNING = Anchored(LOST, r"(?![ \t\r\n\uac00-\ud7a3]|\Z)", by_neighbours=True)
_MARK = {chr(code): bytes((0xA3, code + 0x80)) for code in range(0x21, 0x7F)}
_FOLDED = frozenset(char for char in _MARK if not char.isalnum())
_MARKS = tuple(_MARK[char] for char in sorted(_FOLDED))
_LEADS = tuple(bytes((byte,)) for byte in range(0x81, 0xFF))
_TRAILS = tuple(bytes((byte,)) for byte in range(0x40, 0xFF) if byte != 0x7F)
_PAIRED = "“”‘’「」『』《》〈〉（）【】〔〕〖〗"
_PAIR = pattern(f"[{_PAIRED}]")
_OPENING = tuple(char.encode("gbk") for char in "“‘《（「『【〈")
# The model counts letters and digits of full width as any others, but few texts have them.
_WIDE_LETTER = pattern("[０-９Ａ-Ｚａ-ｚ]")
_WIDE = 12.0
_NOTE = "GBK read one byte off"


class Token(NamedTuple):
    """A piece of the text as it stands, up to `end`, and the bytes that it may have been."""

    end: int
    choices: tuple[bytes, ...]
    gloss: str = ""


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
        return frozenset(_PAIR.findall(self.text))

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
        runs: dict[tuple[int, bool], list[Token] | None] = {}
        for prior, beginning in _beginnings(text, start, before):
            if chosen and chosen.sure and prior >= RARE and not rivals:
                break
            behind = beginning[-1].end, prior < RARE
            if behind not in runs:
                run = _run(text, *behind)
                runs[behind] = run if _plausible(text, run, *behind) else None
            rest = runs[behind]
            if rest is None:
                continue
            tokens = [*beginning, *rest]
            strange = strange or _strange(text, start, self.marks)
            then = [text[token.end : token.end + 1] or "\n" for token in tokens]
            slots = [Slot(token.choices, token.gloss) for token in tokens]
            for reading in readings(before, slots, then, strange):
                end = tokens[reading.slots - 1].end
                after = then[reading.slots - 1]
                gain = _doubt(text[start:end] + after, before) - reading.cost - prior
                gain -= _WIDE * len(_WIDE_LETTER.findall(reading.text))
                letters = any(map(_is_letter, tokens[len(beginning) : reading.slots]))
                border = prior == 0
                closing = after == "\n" and _closes(reading.text[-1], strange, prior < 0)
                if prior >= RARE:
                    rivals.append((gain, reading.text + text[end : end + LONGEST]))
                margin = MARGIN / 3 if border or not letters else MARGIN
                if gain > margin and (chosen is None or gain > chosen.gain):
                    chosen = Restored(end, reading.text, gain, letters or border or closing)
                    ambiguous = beginning[-1].choices == _LEADS and reading.lead < LEAD
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
    match = _ENDING.search(text)
    return match[1] if match else text[-1:] or "\n"


def _doubt(text: str, before: str) -> float:
    """What the text as it stands costs; what may stand for lost bytes is not held against it."""
    # A reading in half a pair of brackets behind a question mark is a sign like no other.
    text, borders = _BORDER.subn("", text)
    text, marks = _SITE.pattern.subn("", _GLOSS.sub("", text))
    return cost(text, before) + 20.0 * borders + 6.0 * marks


def _is_letter(token: Token) -> bool:
    """Whether a token is a character of two bytes that is no mark of the first three rows."""
    return len(token.choices[0]) == 2 and not b"\xa1" <= token.choices[0] < b"\xa4"


def _strange(text: str, start: int, marks: frozenset[str]) -> dict[str, float]:
    """Bits that brackets and quotation marks cost where nothing speaks for them.

    A closing mark wants an opening one before it in its paragraph, and a document keeps to one kind
    of quotation marks, those in `marks`. One that closes an open one is to be expected.
    """
    paragraph = text[max(text.rfind("\n", start - 400, start), start - 400, 0) : start]
    found = {"\u3000": 16.0, " ": 16.0}
    for opening, closing in zip(_PAIRED[::2], _PAIRED[1::2], strict=True):
        absent = 0.0 if opening in marks or closing in marks else 8.0
        is_open = paragraph.rfind(opening) > paragraph.rfind(closing)
        found[opening] = absent
        found[opening + "\n"] = 16.0
        found[closing] = absent + (-6.0 if is_open else 8.0)
    return found


def _closes(char: str, strange: dict[str, float], full: bool) -> bool:
    """Whether a mark closes an open one, or behind `?！`, at least stands elsewhere in the text."""
    return char in _PAIRED[1::2] and strange[char] < (16 if full else 1)


def _beginnings(text: str, start: int, before: str) -> Iterator[tuple[float, list[Token]]]:
    """What can have been lost at `start`, each with the bits that it must pay for its rarity."""
    border = _BORDER.match(text, start)
    if border:
        trails = _missing(encode(before), border[1])
        if trails:
            yield 0.0, [Token(border.end(), trails)]
        return
    leads = Token(start + 1, _LEADS)
    mark = _mark(text[start + 1 : start + 2])
    if mark:
        # Nobody writes an ASCII question mark and then a mark of full width.
        full = text[start + 1] > "~"
        yield (-10.0 if full else 2.0), [leads, Token(start + 2, (mark,))]
    if text[start] == "\ufffd":
        # A decoder put it where it could not read on: most likely for one byte that was lost.
        yield RARE, [leads]
        yield RARE + 12.0, [leads, Token(start + 1, _MARKS)]
    else:
        yield RARE, [leads, Token(start + 1, _MARKS)]
        yield RARE + 4.0, [leads]
    yield RARE + 18.0, [Token(start + 1, _OPENING), leads]


def _plausible(text: str, tokens: list[Token], start: int, without: bool) -> bool:
    """Whether the characters between the lost bytes and the end, which are known, are likelier.

    This settles nearly every question mark in sound text without a search. `without` says whether
    there need not be any such characters.
    """
    known = pairs()
    shifted = ""
    lead = -1  # the trail of the first character is known, its lead is lost
    for token in tokens:
        if len(token.choices) > 2:  # one more lost byte
            break
        choice = token.choices[0] if token.choices[0] >= b"@" else token.choices[-1]
        for byte in choice:
            if lead < 0:
                lead = 0
            elif lead:
                if lead << 8 | byte not in known:
                    return False
                shifted += known[lead << 8 | byte][0]
                lead = 0
            elif byte > 0x80:
                lead = byte
        if not lead:
            break
    else:
        return False
    if not shifted:
        return without
    return cost(shifted) < cost(_GLOSS.sub("", text[start : token.end]))


def _mark(char: str) -> bytes | None:
    """The bytes of a character of the full width block, given in its full or its ASCII form."""
    if "\uff01" <= char <= "\uff5e":
        char = chr(ord(char) - 0xFEE0)
    return _MARK.get(char)


def _missing(data: bytes | None, reading: str) -> tuple[bytes, ...]:
    """The bytes that make, behind the last byte of `data`, a character with this reading."""
    return _trails(data[-1], reading) if data else ()


# A table that would have many rows, of which few are ever asked for.
@lru_cache(maxsize=1 << 12)
def _trails(lead: int, reading: str) -> tuple[bytes, ...]:
    lead <<= 8
    return tuple(
        bytes((trail,))
        for trail in range(0x80, 0xFF)
        if lead | trail in pairs() and first_reading(pairs()[lead | trail][0]) == reading
    )


def _run(text: str, position: int, first: bool) -> list[Token]:
    """The pieces from `position` to the first that can have put the reader right again.

    Nothing when the text goes on in a way in which shifted text cannot, which is what nearly
    every question mark in sound text is followed by.
    """
    tokens: list[Token] = []
    previous = b""
    enough = 0  # how many tokens may do, if the text goes on in a way that shifted text cannot
    while position < len(text) and len(tokens) < LONGEST:
        border = _BORDER.match(text, position)
        if border and previous:
            trails = _missing(previous, border[1])
            return [*tokens, Token(border.end(), trails)] if trails else tokens[:enough]
        char = text[position]
        position += 1
        if char in LOST:
            return [*tokens, Token(position, _TRAILS)] if tokens or first else []
        data = encode(char)
        if data is None:
            break
        gloss = _GLOSS.match(text, position)
        if gloss:
            position = gloss.end()
        choices: tuple[bytes, ...] = (data,)
        if len(data) == 1 and char in _MARK:
            choices = (data, _MARK[char]) if data >= b"@" else (_MARK[char],)
        tokens.append(Token(position, choices, gloss[1] if gloss else ""))
        if len(data) == 1 and data >= b"@":
            enough = len(tokens)
        if choices == (data,) and len(data) == 1:
            break
        previous = choices[-1]
    return tokens[:enough]


FILTER = Filter(
    "shifted_bytes",
    find,
    triggers=(Trigger(chars=LOST), Trigger(chars=_SCRIPTS)),
    summary="Chinese, Japanese or Korean text that was read one byte off after bytes were lost",
)
