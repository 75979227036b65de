r"""ASCII punctuation in Chinese and Japanese text.

What is changed: `,`, `:`, `;`, `!` and `?` after a hanzi or kana, and a full stop there at the end
of a sentence, become the full width marks, with the space that followed; a pair of parentheses
around or between such characters becomes a pair of full width ones; three and more full stops
become `……`; a bullet between hanzi becomes the middle dot of names. In a text with kana the comma
and the full stop are those of Japanese. Taste, not repair, though much of it is damage by width
folding: `folded_width` mends that by the evidence of the document.

What is left alone: punctuation after Latin words and digits unless a hanzi follows at once,
addresses, code, times, numbers and versions, and Korean.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["cjk_punctuation"]).clean
>>> clean("(记者 张三)昨天说, 你好!走了...")
'（记者 张三）昨天说，你好！走了……'
>>> clean("比分3:2, 见 http://a.cn/页,1 f(x)")
'比分3:2, 见 http://a.cn/页,1 f(x)'

Source: the Chinese standard GB/T 15834 and Requirements for Japanese Text Layout.
"""

import re
from collections.abc import Iterator
from functools import cache

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger, layers
from cleantext.lazy import pattern
from cleantext.spans import protected

_CJK = "\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"


@cache
def _cjk_letter() -> re.Pattern[str]:
    return re.compile(f"[{_CJK}]")


@cache
def _closer() -> re.Pattern[str]:
    return re.compile(f"[{_CLOSERS}]")


@cache
def _kana() -> re.Pattern[str]:
    return re.compile("[\u3041-\u309f\u30a1-\u30fa]")


#: What a mark that punctuates Chinese or Japanese may follow.
_CLOSERS = f"{_CJK}\u3001\u3002\u3009-\u3011\u3015\u3017\uff01\uff09\uff1f\uff3d\uff5d"
_MARK = pattern(r"\.{3,}|[,:;!?.()\u2022\u30fb]")
_PAIR = pattern(r"\(([^()\n]{1,200})\)")
_WIDE = {",": "，", ":": "：", ";": "；", "!": "！", "?": "？", ".": "。", "(": "（", ")": "）"}
#: What may stand behind a full stop that ends a sentence.
_END = pattern("[\\s\"')」』）”’\u3000]")


def find(document: Document) -> Iterator[Edit]:
    """Yield the full width mark for each ASCII one that punctuates Chinese or Japanese."""
    # Brackets come from the inside out, and a wide mark tells of what follows it.
    yield from layers(_layer, document)


def _layer(document: Document) -> Iterator[Edit]:
    text = document.text
    spans = document.fact(protected)
    brackets = _brackets(document)
    japanese = bool(_kana().search(text))
    end = -1  # where the last mark that was made wide ended
    for match in _MARK.finditer(text):
        start, mark = match.start(), match.group()
        if start < end or spans.holds(start):
            continue
        follows = _follows(text, start, end)
        new = _wide(text, start, mark, follows, start in brackets)
        if new is None:
            continue
        if japanese and new in "，。":
            new = "、" if new == "，" else "。"
        stop = match.end()
        # The space that Latin typing puts behind a mark is part of the mark's width.
        if mark in ",:;!?." and text[stop : stop + 1] == " " and _letter(text, stop + 1):
            stop += 1
        yield Edit(start, stop, text[start:stop], new, "ASCII punctuation in CJK text")
        end = stop


def _follows(text: str, start: int, end: int) -> bool:
    """Whether what stands before a mark is Chinese or Japanese, or a mark made so, which ended at `end`."""
    # Quotation marks and ellipses close Latin text too, so what stands before them decides.
    back = start - 1
    while back > start - 4 and back >= 0 and text[back] in "”’…":
        back -= 1
    return back >= 0 and (back + 1 == end or bool(_closer().match(text[back])))


def _wide(text: str, start: int, mark: str, follows: bool, bracket: bool) -> str | None:
    """The full width mark for the one at `start`, or None to let it be."""
    after = text[start + len(mark) : start + len(mark) + 1]
    if mark in "()":
        return _WIDE[mark] if bracket else None
    if mark in "\u2022\u30fb":
        between = _letter(text, start - 1) and _letter(text, start + 1)
        return "·" if mark == "\u2022" and between else None
    if mark.startswith("..."):
        return "……" if follows else None
    if mark == ".":
        return "。" if follows and (not after or _END.match(after)) else None
    return _WIDE[mark] if follows or _letter(text, start + 1) else None


def _letter(text: str, place: int) -> bool:
    return place >= 0 and bool(_cjk_letter().match(text[place : place + 1]))


def _brackets(document: Document) -> set[int]:
    """The places of parentheses that are wide as a pair."""
    text = document.text
    spans = document.fact(protected)
    found: set[int] = set()
    for match in _PAIR.finditer(text):
        start, last = match.start(), match.end() - 1
        inside = bool(_cjk_letter().search(match[1]))
        outside = _letter(text, start - 1) and _letter(text, last + 1)
        if (inside or outside) and not (spans.holds(start) or spans.holds(last)):
            found.update((start, last))
    return found


FILTER = Filter(
    "cjk_punctuation",
    find,
    triggers=(Trigger(chars=r",:;!?.()\u2022"), Trigger(chars=_CLOSERS)),
    summary="ASCII punctuation in Chinese and Japanese, to full width",
)
