"""Bytes that do not say in which charset they are."""

from __future__ import annotations

from samples.clean import SIZE, mixed, sentences

CHARSETS = {
    "ASCII": ("ascii", ("en",)),
    "UTF-8": ("utf-8", ("fr", "ru", "ja")),
    "windows-1252": ("cp1252", ("fr", "de")),
    "windows-1251": ("cp1251", ("ru", "bg")),
    "ISO 8859-2": ("iso8859-2", ("pl", "cs")),
    "GBK": ("gbk", ("zh-Hans",)),
    "Shift_JIS": ("cp932", ("ja",)),
}


def encoded() -> dict[str, bytes]:
    """Return bytes of several charsets."""
    found = {}
    for name, (codec, languages) in CHARSETS.items():
        text = mixed(sentences(*languages), SIZE // 4)
        found[name] = text.encode(codec, "ignore")
    return found
