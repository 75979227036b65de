"""The charset that somebody named: an HTTP header, the page's own markup, a coding cookie.

A declaration is a witness, not a proof: it is believed only if the bytes decode strictly by it.
Labels are those of the Encoding Standard (https://encoding.spec.whatwg.org/), through webencodings,
and beyond them the names that Python's codecs know.
"""

from __future__ import annotations

import codecs
import re

#: Codecs of Python that no text is stored in.
NOT_CHARSETS = frozenset(
    ("idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "mbcs", "oem")
)

#: The charset that files so labelled hold in truth, where the label's own fails or gives C1
#: controls. Each is a superset, or differs only in those controls.
SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "shift_jis": "cp932",
    "euc_jp": "euc_jis_2004",
}

#: Labels that the Encoding Standard gives to a charset whose codec Python calls otherwise.
_WEB_ONLY = {"x-user-defined": None, "replacement": None}

_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([^\s\"';,]+)", re.IGNORECASE)
_XML = re.compile(rb"\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"']\s*([A-Za-z0-9._:-]{2,40})")
_META = re.compile(
    rb"<meta\s[^>]{0,500}?charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]{2,40})", re.IGNORECASE
)
_CSS = re.compile(rb"@charset\s+\"([A-Za-z0-9._:-]{2,40})\"")
_COOKIE = re.compile(
    rb"(?:[^\n]{0,200}\n)?[ \t\f]*(?:#|//|/\*|--|%|;|\")[^\n]{0,200}?"
    rb"(?:file)?(?:en)?coding\s*[:=]\s*([A-Za-z0-9._-]{2,40})"
)
#: The Encoding Standard looks for a declaration in so many first bytes.
_HEAD = 1024


def codec(label: str) -> str | None:
    """Return the name of Python's codec for a charset label, or None when it is no charset.

    `label` may be a whole header value. ISO 8859-1 and its kin keep their own name here: see
    `readings` for what such a declaration is taken to mean.

    >>> codec("text/html; charset=Windows-1250")
    'cp1250'
    >>> codec("latin1"), codec("x-sjis"), codec("rot13"), codec("no such charset")
    ('iso8859-1', 'cp932', None, None)
    """
    header = _HEADER.search(label)
    if header:
        label = header[1]
    label = label.strip().strip("\"'")
    if not label.isascii() or "\0" in label:
        return None
    info: codecs.CodecInfo | None
    try:
        info = codecs.lookup(label)
    except (LookupError, ValueError):
        info = _web(label)
    if info is None or info.name in NOT_CHARSETS or not getattr(info, "_is_text_encoding", True):
        return None
    return "utf-8" if info.name == "utf-8-sig" else info.name


def _web(label: str) -> codecs.CodecInfo | None:
    import webencodings

    found = webencodings.lookup(label)
    if found is None or found.name in _WEB_ONLY:
        return None
    return found.codec_info


def readings(name: str) -> tuple[str, ...]:
    """Return the codecs by which bytes declared as `name` are to be read, the first choice first.

    >>> readings("gb2312"), readings("cp1251")
    (('gb2312', 'gb18030'), ('cp1251',))
    """
    superset = SUPERSETS.get(name)
    return (name, superset) if superset else (name,)


def within(data: bytes) -> str | None:
    """Return the charset label that `data` declares for itself in its first 1024 bytes, or None.

    An XML declaration, a `<meta>` of HTML, `@charset` of CSS, or the coding cookie of a source
    file in its first two lines (PEP 263, and the same in Emacs and Vim).

    >>> within(b'<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">')
    'koi8-r'
    >>> within(b"#!/bin/sh\\n# -*- coding: euc-jp -*-\\n")
    'euc-jp'
    >>> within(b"The charset=latin-1 of old.")
    """
    head = data[:_HEAD]
    # What is in each of them, and found at once where it is not.
    if b"=" not in head and b":" not in head and b'"' not in head:
        return None
    if b"cod" not in head and b"harset" not in head.lower():
        return None
    found = _XML.match(head) or _META.search(head) or _CSS.match(head) or _COOKIE.match(head)
    return found[1].decode("ascii") if found else None
