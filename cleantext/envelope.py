"""What of a file's bytes is not its text: encoding, byte order mark, and the line end it uses.

The text is cleaned; the envelope is the file's own convention and is put around the clean text
again. A file that uses CR LF throughout is not damaged, so the filters see line feeds and the
file keeps its CR LF.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from cleantext.api import read
from cleantext.document import Document

_SURROGATE = re.compile("[\ud800-\udfff]")


#: The byte order marks; that of UTF-32-LE begins like that of UTF-16-LE, so the longer come first.
MARKS = tuple(
    ("\ufeff".encode(name), name)
    for name in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be", "utf-8")
)


class Envelope(NamedTuple):
    """How clean text goes back into a file.

    `encoding` is UTF-8 unless a byte order mark said otherwise; `bom` says whether the file
    begins with one; `crlf` whether every line ends with CR LF; `page` whether the text was taken
    out of HTML, in which case the clean text does not go back into it.
    """

    encoding: str = "utf-8"
    bom: bool = False
    crlf: bool = False
    page: bool = False

    def wrap(self, text: str) -> bytes:
        """Return the bytes of a file that holds `text`.

        >>> Envelope(bom=True, crlf=True).wrap("one\\n")
        b'\\xef\\xbb\\xbfone\\r\\n'

        Raises UnicodeEncodeError for a lone surrogate, which no file can hold.
        """
        mark = "\ufeff" if self.bom else ""
        return (mark + self.line_ends(text)).encode(self.encoding)

    def line_ends(self, text: str) -> str:
        """Return `text` with the file's line ends."""
        return text.replace("\n", "\r\n") if self.crlf else text


def unwrap(
    data: bytes,
    *,
    html: bool | None,
    declared: str | None,
    errors: str = "replace",
    keep_crlf: bool = True,
    include: Iterable[str] | None = None,
) -> tuple[Document, Envelope]:
    """Return the document that some bytes hold, with line feeds, and their envelope.

    >>> document, envelope = unwrap(b"one\\r\\ntwo\\r\\n", html=None, declared=None)
    >>> document.text, envelope
    ('one\\ntwo\\n', Envelope(encoding='utf-8', bom=False, crlf=True, page=False))

    Raises BinaryData when the bytes are no text, and UnicodeDecodeError when they are damaged and
    `errors` is "strict".
    """
    document = read(data, html=html, declared=declared, errors=errors, include=include)
    decoded = document.decoded
    assert decoded is not None  # read() was given bytes
    page = document.text is not decoded.text
    crlf = keep_crlf and is_crlf(decoded.text)
    if crlf and not page:
        document = Document(document.text.replace("\r\n", "\n"), (), decoded)
    encoding = decoded.encoding if decoded.bom else "utf-8"
    return document, Envelope(encoding, decoded.bom, crlf, page)


def is_crlf(text: str) -> bool:
    r"""Return whether every line end of `text` is CR LF, and there is one.

    >>> is_crlf("a\r\nb\r\n"), is_crlf("a\r\nb\n"), is_crlf("a\rb\r\n"), is_crlf("a")
    (True, False, False, False)
    """
    pairs = text.count("\r\n")
    return pairs > 0 and pairs == text.count("\n") == text.count("\r")


def utf8(text: str) -> bytes:
    """Return `text` as well-formed UTF-8: U+FFFD stands for a lone surrogate.

    >>> utf8("\\ud800é")
    b'\\xef\\xbf\\xbd\\xc3\\xa9'
    """
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text).encode()
