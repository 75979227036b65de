r"""What surrounds an article on its page: where it stands, when and by whom, and who owns it.

What is fixed in flattened text: breadcrumbs, lines of time and source, lines that name the editor,
copyright notices, and lines of a page's controls (share, print, previous, next), where they stand
before the first paragraph or behind the last, and only if the text shows by at least two *different*
kinds of such lines that it was a page.

In a text that holds a control of a page (log in, privacy policy, leave a comment, related articles;
seventeen languages) and as a whole looks like a page, or shows controls of several parts of one, each line
is judged by its looks, its neighbours and its place (`cleantext.chrome`), and what is likelier the page's
than the article's goes, wherever it stands.

What is left alone: in a text that shows no such controls everything between the first and the last
paragraph; source code and markup; a text with a single such line, which may be its own (a file that
ends in a copyright line, a letter that begins with place and date); menus written out in a manual
(`File > Save As > PDF`); and a text that is no page. A page with its markup is a matter for
`main_content`.

>>> from cleantext import Pipeline
>>> clean = Pipeline(["page_chrome"]).clean
>>> prose = "昨天下午，會議在國際會展中心召開，來自各地的代表討論了今后三年的計劃，并通過了決議。"
>>> clean(f"首頁 > 新聞 > 地方\n\n{prose}\n\n（責編：王小明）\n") == f"{prose}\n"
True
>>> sound = f"{prose}\n\n© 2024\n"
>>> clean(sound) == sound
True

Source: own observation of public pages; the names of the parts of a page from the HTML Standard.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache
from itertools import islice
from typing import NamedTuple

from cleantext.chrome.controls import HEAD, UNMARKED, glance, shows_page, signs
from cleantext.cutting import Cut, cut
from cleantext.document import Document, backwards, forwards
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger
from cleantext.lazy import pattern
from cleantext.sources import is_source

#: A text that looks like a page by so much, in log odds, was one; by less, if its parts stand at both ends.
PAGE, FRAMED = 5.0, 2.0
#: But only where so much can be expected, as F1, of what would stay: long lists look like pages, and nobody
#: knows what of them is content.
CLEAR = 0.6
#: Parts of a page that show none without others.
NOTHING = frozenset(["menu", "owner"])
#: How many different kinds of chrome a flattened text must show to count as a page.
KINDS = 2
#: A paragraph is a line of at least so many characters with the end of a sentence in it. Chinese
#: and Japanese say in one character what takes others three.
PROSE, PROSE_HAN = 80, 25
#: A line of so many characters may be the beginning of a sentence that goes on in the next.
BEGUN = 40
#: Where no paragraph is found among so many lines there is no article to surround.
LONGEST = 300


def find(document: Document) -> Iterable[Edit]:
    """Return a deletion for each line or block that is the page's and not the article's."""
    return cut(document.text, [] if document.page else _in_text(document.text))


def _in_text(text: str) -> list[Cut]:
    """What goes from a flattened text, by its controls first and then, from what is left, by its ends."""
    inside, certain = _judged(text) if glance(text) else ([], False)
    # What is written for a program has lines that look like a page's, and pages hold such texts.
    if inside and not certain and is_source(text):
        return []
    left, starts = _without(text, inside) if inside else (text, [])
    around = _around(left)
    if around and is_source(left):
        around = []
    return sorted(inside + [_moved(each, starts) for each in around]) if inside else around


def _judged(text: str) -> tuple[list[Cut], bool]:
    """The lines that are likelier the page's than the article's, if the text was one; whether it is certain."""
    spans = [(low, high) for low, high in forwards(text) if text[low:high].strip()]
    rows = [text[low:high].strip() for low, high in spans]
    found = signs(rows)
    prose = [_is_prose(row) for row in rows]
    shown = _standing(found, prose)
    # An owner by itself says nothing, nor does a menu, which may come about by what goes; and where there
    # is no sentence there is no article to part from the rest.
    if set().union(*shown) <= NOTHING or not any(map(_is_sentence, rows)):
        return [], False
    # Only here numbers are needed.
    from cleantext.chrome.net import content

    judged = content(rows, found)
    framed = any(shown[:HEAD]) and any(shown[-HEAD:])
    certain = judged.page >= (FRAMED if framed else PAGE)
    if not (certain and judged.f1 >= CLEAR) and not shows_page(rows, shown):
        return [], False
    cuts = []
    for (low, high), kinds, kept in zip(spans, found, judged.kept, strict=True):
        # What shows the page goes with it; so what is left shows none.
        if kinds:
            cuts.append(Cut(low, high, f"a control: {', '.join(sorted(kinds))}"))
        elif not kept:
            cuts.append(Cut(low, high, "looks like a part of the page"))
    return (cuts if len(cuts) < len(rows) else []), certain


def _standing(found: list[frozenset[str]], prose: list[bool]) -> list[frozenset[str]]:
    """What lines show, without those that head a paragraph behind another: a manual has headings like these."""
    last = len(prose) - 1
    return [
        frozenset() if 0 < at < last and prose[at - 1] and prose[at + 1] else kinds
        for at, kinds in enumerate(found)
    ]


def _around(text: str) -> list[Cut]:
    head, tail = _margin(text, forwards(text)), _margin(text, backwards(text))
    if not head.paragraph or not tail.paragraph:
        return []
    kinds = {cut.note for cut in head.cuts + tail.cuts}
    # A signed text has an editor and an owner too; only a page has a place among others.
    if len(kinds) < KINDS or kinds <= {"editor", "copyright notice"}:
        return []
    return head.cuts + tail.cuts[::-1]


def _without(text: str, cuts: list[Cut]) -> tuple[str, list[tuple[int, int]]]:
    """A text without some of its lines, and where each line of it began and begins."""
    gone = {each.start for each in cuts}
    kept = [(low, high) for low, high in forwards(text) if low not in gone]
    starts = []
    place = 0
    for low, high in kept:
        starts.append((place, low))
        place += high - low + 1
    return "\n".join(text[low:high] for low, high in kept), starts


def _moved(found: Cut, starts: list[tuple[int, int]]) -> Cut:
    """A cut of a line in what was left, as one of the whole text."""
    _, low = starts[bisect_left(starts, (found.start, 0))]
    return Cut(low, low + found.end - found.start, found.note)


class Margin(NamedTuple):
    """The lines of chrome up to a paragraph, and whether there was one."""

    cuts: list[Cut]
    paragraph: bool


def _margin(text: str, spans: Iterable[tuple[int, int]]) -> Margin:
    cuts = []
    for start, end in islice(spans, LONGEST):
        line = text[start:end].strip()
        kind = _kind(line)
        if kind and not _goes_on(text, start, line):
            cuts.append(Cut(start, end, kind))
        elif _is_prose(line):
            return Margin(cuts, True)
    return Margin([], False)


def _goes_on(text: str, start: int, line: str) -> bool:
    """Whether a line is the rest of a sentence that the line right before it began."""
    before = text[text.rfind("\n", 0, max(0, start - 1)) + 1 : max(0, start - 1)].strip()
    return (
        line[0].islower() and len(before) >= BEGUN and (before[-1].islower() or before[-1] == ",")
    )


def _is_prose(line: str) -> bool:
    if len(line) < PROSE and (len(line) < PROSE_HAN or len(_IDEOGRAPH.findall(line)) < PROSE_HAN):
        return False
    return bool(_STOP.search(line) or UNMARKED.search(line))


def _is_sentence(line: str) -> bool:
    return len(line) >= PROSE_HAN and bool(_STOP.search(line) or UNMARKED.search(line))


def _kind(line: str) -> str:
    """What part of a page a line is; nothing when it is none."""
    ended = line.endswith(_ENDS)
    for kind, needed, whole in _kinds():
        if ended and kind not in _MAY_END:
            continue
        if (needed is None or needed.search(line)) and whole.match(line):
            return kind
    return ""


# `re` passes over the rest by the class in front.
_STOP = pattern(r"[。！？؟।။።.!?…](?:(?<=[。！？؟।။።])|[\"'”’»)\]]*(?:\s|$))")
#: Most lines end so; of chrome only these kinds of lines do.
_ENDS, _MAY_END = (".", "!", "?", "。", "！", "？"), frozenset(["breadcrumb", "copyright notice"])
_IDEOGRAPH = pattern("[\u3040-\u30ff\u4e00-\u9fff]")

#: A date, with or without the time: 2024-04-08 10:39, 8. 4. 2024, 2024年4月8日.
_DATE = (
    r"(?:(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?|\d{1,2}[-/.]\s?\d{1,2}[-/.]\s?"
    r"(?:19|20)\d\d)(?:[\sT,]*\d{1,2}[:：]\d\d(?:[:：]\d\d)?)?"
)
_SOURCE = (
    r"来源|來源|出处|出處|稿源|文章来源|来自|出典|提供元|출처|source|quelle|fuente|fonte|источник"
    r"|kaynak|nguồn|sumber|ที่มา|المصدر"
)
_TIME = (
    r"发布时间|發布時間|发布日期|發佈時間|发表时间|發表時間|发表于|發表於|更新时间|更新時間|时间|時間|日期"
    r"|公開日|更新日|입력|수정|published|updated|posted|veröffentlicht|aktualisiert|publicado|publié"
    r"|pubblicato|опубликовано|обновлено|yayınlanma|ngày đăng|diterbitkan|เผยแพร่"
)
_EDITOR = (
    r"责任编辑|責任編輯|责编|責編|编辑|編輯|编审|校对|审核|編集|担当|편집|기자|editor|edited by|redakteur"
    r"|redaktion|редактор|editör|biên tập|penyunting"
)


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str] | None, re.Pattern[str]], ...]:
    """Each kind of chrome: what a line must hold for a look, and what the whole line must match."""
    short = r"[^。！？.!?\n]{0,40}"
    patterns = {
        # Two steps and more; a step is a few words.
        "breadcrumb": r"^(?:\d{1,2}\.\s*)?[^>›»→。！？\n]{1,30}(?:\s*[>›»]\s*[^>›»。！？\n]{1,40}){2,8}$",
        "time and source": (
            rf"^(?:(?:{_TIME})\s*[:：]?\s*{_DATE}{short}$|{_DATE}{short}(?:{_SOURCE})\s*[:：]{short}$"
            rf"|(?:{_SOURCE})\s*[:：]{short}{_DATE}{short}$)"
        ),
        "editor": rf"^[(（\[【]?\s*(?:{_EDITOR})\s*[:：]\s*[^。！？.!?\n]{{1,30}}[)）\]】]?$",
        "copyright notice": (
            r"^(?:版权声明|版權聲明|版权所有|版權所有|免责声明|免責聲明|凡注明|凡本网|凡本網|转载声明|轉載聲明"
            r"|copyright\b|©|\(c\)\s*(?:19|20)\d\d|all rights reserved|alle rechte vorbehalten"
            r"|tous droits réservés|todos los derechos reservados|todos os direitos reservados"
            r"|tutti i diritti riservati|все права защищены|無断転載|무단\s?전재|저작권자|tüm hakları saklıdır"
            r"|bản quyền thuộc|hak cipta|สงวนลิขสิทธิ์|جميع الحقوق محفوظة)"
        ),
        "controls": (
            r"^(?:(?:分享到|分享至|分享|上一篇|下一篇|上一页|下一页|返回首页|返回首頁|返回顶部|返回頂部|打印本页"
            r"|打印|列印|关闭窗口|收藏|点击下载|字号|字體|字体|相关阅读|相關閱讀|相关新闻|相關新聞|推荐阅读"
            r"|延伸閱讀|关键词|シェア|関連記事|次の記事|前の記事|공유하기|관련기사|목록|share(?: this| on)?"
            r"|tweet|pin it|print|e-?mail this|previous (?:post|article)|next (?:post|article)"
            r"|related (?:posts|articles|stories)|read more|back to top|leave a (?:comment|reply)"
            r"|teilen|drucken|weiterlesen|nach oben|partager|imprimer|lire aussi|compartir|imprimir"
            r"|compartilhar|leia (?:também|mais)|condividi|stampa|leggi anche|поделиться|распечатать"
            r"|читайте также|paylaş|yazdır|chia sẻ|bài viết liên quan|bagikan|baca juga|แชร์|مشاركة)"
            r"(?:\s*[:：|•·/,、]\s*|\s+|$)){1,12}(?:[^。！？.!?\n]{0,30})$"
        ),
    }
    needed = {"breadcrumb": "[>›»]", "time and source": "[0-9]", "editor": "[:：]"}
    signs = {kind: re.compile(sign) for kind, sign in needed.items()}
    return tuple(
        (kind, signs.get(kind), re.compile(pattern, re.IGNORECASE))
        for kind, pattern in patterns.items()
    )


FILTER = Filter(
    "page_chrome",
    find,
    triggers=(Trigger(chars="\\n"),),
    summary="breadcrumbs, time, source, editor and copyright lines around an article",
)
