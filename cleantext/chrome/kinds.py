"""The kinds of lines that surround an article on its page, known by how they begin.

Source: own observation of public pages, in the languages of the lists.
"""

from __future__ import annotations

import re
from functools import cache

from cleantext.chrome.controls import UNMARKED
from cleantext.lazy import pattern

#: A paragraph is a line of at least so many characters with the end of a sentence in it. Chinese
#: and Japanese say in one character what takes others three.
PROSE, PROSE_HAN = 80, 25

#: What ends a sentence whatever stands behind it, in all scripts that have a sign of their own for that.
_FULL_STOPS = "。！？؟\u06d4\u0589\u0964\u0f0d\u104b\u1362\u1803"
# `re` passes over the rest by the class in front.
_STOP = pattern(rf"[{_FULL_STOPS}.!?…](?:(?<=[{_FULL_STOPS}])|[\"'”’»)\]]*(?:\s|$))")
#: Most lines end so; of chrome only these kinds of lines do.
_ENDS, _MAY_END = (".", "!", "?", "。", "！", "？"), frozenset(["breadcrumb", "copyright notice"])
_IDEOGRAPH = pattern("[\u3040-\u30ff\u4e00-\u9fff]")

#: A date, with or without the time: 2024-04-08 10:39, 8. 4. 2024, 2024年4月8日.
_DATE = (
    r"(?:(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?|\d{1,2}[-/.]\s?\d{1,2}[-/.]\s?"
    r"(?:19|20)\d\d)(?:[\sT,]*\d{1,2}[:：]\d\d(?:[:：]\d\d)?)?"
)
# What lines begin with, but for dates and steps: each up to a bracket or a backslash is plain text.
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
_OWNER = (
    r"版权声明|版權聲明|版权所有|版權所有|免责声明|免責聲明|凡注明|凡本网|凡本網|转载声明|轉載聲明"
    r"|copyright\b|©|all rights reserved|alle rechte vorbehalten"
    r"|tous droits réservés|todos los derechos reservados|todos os direitos reservados"
    r"|tutti i diritti riservati|все права защищены|無断転載|무단\s?전재|저작권자"
    r"|tüm hakları saklıdır|bản quyền thuộc|hak cipta|สงวนลิขสิทธิ์|جميع الحقوق محفوظة"
)
_CONTROL = (
    r"分享到|分享至|分享|上一篇|下一篇|上一页|下一页|返回首页|返回首頁|返回顶部|返回頂部|打印本页"
    r"|打印|列印|关闭窗口|收藏|点击下载|字号|字體|字体|相关阅读|相關閱讀|相关新闻|相關新聞|推荐阅读"
    r"|延伸閱讀|关键词|シェア|関連記事|次の記事|前の記事|공유하기|관련기사|목록|share this|share on|share"
    r"|tweet|pin it|print|e-mail this|email this|previous post|previous article|next post|next article"
    r"|related posts|related articles|related stories|read more|back to top|leave a comment|leave a reply"
    r"|teilen|drucken|weiterlesen|nach oben|partager|imprimer|lire aussi|compartir|imprimir"
    r"|compartilhar|leia também|leia mais|condividi|stampa|leggi anche|поделиться|распечатать"
    r"|читайте также|paylaş|yazdır|chia sẻ|bài viết liên quan|bagikan|baca juga|แชร์|مشاركة"
)


def is_prose(line: str) -> bool:
    """Return whether a line, without white space around it, is a paragraph.

    >>> is_prose("The ferry will cost more from May, said the harbour master, who had asked for it in vain.")
    True
    >>> is_prose("The ferry will cost more.")
    False
    """
    if len(line) < PROSE and (len(line) < PROSE_HAN or len(_IDEOGRAPH.findall(line)) < PROSE_HAN):
        return False
    return ends_a_sentence(line)


def ends_a_sentence(line: str) -> bool:
    """Return whether the end of a sentence stands in a line, or its script marks none."""
    return bool(_STOP.search(line) or UNMARKED.search(line))


def kind(line: str) -> str:
    """Return what part of a page a line is, without white space around it; nothing when it is none.

    >>> kind("Home > News > Local"), kind("The ferry will cost more.")
    ('breadcrumb', '')
    """
    ended = line.endswith(_ENDS)
    for name, needed, whole in _kinds():
        if ended and name not in _MAY_END:
            continue
        if (needed is None or needed.search(line)) and whole.match(line):
            return name
    return ""


def openings() -> list[str]:
    """Return what lines of these kinds begin with, as plain text, but for dates, steps and the mark of an owner."""
    alternatives = "|".join((_SOURCE, _TIME, _EDITOR, _OWNER, _CONTROL)).split("|")
    return [re.split(r"[\\(]", each)[0] for each in alternatives] + ["(c) 19", "(c) 20"]


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
        "copyright notice": rf"^(?:{_OWNER}|\(c\)\s*(?:19|20)\d\d)",
        "controls": rf"^(?:(?:{_CONTROL})(?:\s*[:：|•·/,、]\s*|\s+|$)){{1,12}}(?:[^。！？.!?\n]{{0,30}})$",
    }
    needed = {"breadcrumb": "[>›»]", "time and source": "[0-9]", "editor": "[:：]"}
    signs = {kind: re.compile(sign) for kind, sign in needed.items()}
    return tuple(
        (kind, signs.get(kind), re.compile(pattern, re.IGNORECASE))
        for kind, pattern in patterns.items()
    )
