"""Texts that the laws are tested on: any text, and text that is damaged the way texts are."""

from hypothesis import strategies as st

#: What filters look for, in pieces: every trigger, its neighbours, and things that look like it.
FRAGMENTS = [
    *"\x00\x07\x0b\x0c\x1b\x7f\x85\xa0\xad\u200b\u200c\u200d\u200e\u2028\u2029\u202e\u2060\ufeff\ufffd",
    *"\ud800\udfff\ue2fd\U000e0041\ufe0f\u0301\u0327\u1161\u11a8\ufa19",
    *"\r\n\t ,:;!?.()<>&_-|/'\"，：；！？（）。、“”《》",
    *"aeiouésßñøжщёאبกไあア한漢網網实實",
    *"\x08\x80\x85\x92\x9b\x9d\u034f\u061c\u115f\u180b\u180e\u200f\u202c\u202d\u202f\u2066\u2067\u2069\u206a\u2003",
    *"\u2800\u3000\u3164\uffa0\ufb01\ufb2a\ufb50\ufbd3\ufe73\ufe8d\ufefb\ufe0e\U000e0100\U000e007f\U0010ffff",
    *"\u2010\u2011😀🏴❤👩می\u094d\u0bbeᠠ⠓’‘”“—–…０ｱﾞ",
    "\x1b[0m", "\x1b]8;;x\x07", "\x1b$B", "\x9b31m", "a\x08a", "_\x08", "\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "\xa0", "\xa0 ", "one  two ", "\n\n\n", "co-\n", "infor-\nmation ", "information ", "...", "--", "!!!!", "'90s", "5'10\"",
    "\r\n", " \n", "\n\n", "&amp;", "&eacute;", "&#233;", "&lt;", "&#x27;", "&#8203;", "&nosuch;",
    "Ã©", "â€™", "Ã", "Â ", "Ð¿Ñ€Ð¸Ð²ÐµÑ‚", "Ã¢â‚¬â„¢", "ä¸\xadæ–‡", "Å‚", "ï»¿", "É™",
    "网(wǎng)", "網(wǎng)", "(xiàn)", "?qū)", "力量??萍疾奎h組", "學?！按蟀囝~”", "勇?lián)\ue2fd?dāng)作",
    "<p id=\"utfaj\"></p>", "<b>", "</b>", "<script>", "<!-- x -->", "http://example.org/a,b?c=d",
    "国产精品无码,", "久久", "精品一区二区三区", "首页 > 新闻 > 地方", "(责编:李文治)", "版权声明:",
    "發布時間:2024-04-08 10:39:00來源: 北京日報", "Home > News", "昨天下午,部市", "会后,",
]  # fmt: skip

damaged = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=5)), max_size=30).map(
    "".join
)

#: Any text: lone surrogates, unassigned and private code points included.
anything = st.one_of(damaged, st.text(st.characters(), max_size=60))

#: Markup that is broken in every way.
markup = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<b>", "</b>", "<div hidden>", "</div>", "text", " ", "\n", "&amp;", "<br>",
         "<ul><li>", "</ul>", "<pre>", "</pre>", "é", "漢", "\0", "\ud800", "<a href=x>", "</a>"]
    ),
    max_size=25,
).map("".join)  # fmt: skip


def size(text: str) -> int:
    """Tell how many bytes `text` takes by its width, without what Python may cache beside it.

    A character by itself is shared by the whole process, and may carry its UTF-8 with it; what is
    joined to it is new, and as wide.
    """
    return (text + "a").__sizeof__()
