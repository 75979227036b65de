"""The public calls: from whatever somebody has to clean text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cleantext.document import Document

if TYPE_CHECKING:
    from cleantext.decoding import Decoded
    from cleantext.pipeline import Pipeline, Result


def clean(data: str | bytes, *, preset: str = "clean") -> str:
    """Return the clean text of `data`.

    Bytes are decoded first; what opens like an HTML page, or is more markup than text, is
    flattened first. `preset` names the filters that run: `clean`, the default, is all that
    cleantext is for; `repair` mends characters and never removes a word.

    >>> clean("cafÃ©")
    'café'
    >>> clean("The café is sound, and so is “this”.")
    'The café is sound, and so is “this”.'

    Raises UnknownFilter for a preset that does not exist, and TypeError for other data.
    """
    return _pipeline(preset).clean(read(data))


def explain(data: str | bytes, *, preset: str = "clean") -> Result:
    """Return what `clean` does to `data` as a Result: the text, and every edit with its reason.

    >>> explain("in\\u200bvisible").trail
    (Pass(filter='zero_width', edits=(Edit(start=2, end=3, old='\\u200b', new='', note='zero width space'),)),)
    >>> explain("visible").trail
    ()

    Raises what `clean` raises.
    """
    return _pipeline(preset).run(read(data))


def decode(
    data: bytes,
    *,
    declared: str | None = None,
    candidates: Iterable[str] | None = None,
    errors: str = "replace",
) -> Decoded:
    """Return the text of some bytes, and how sure that reading is.

    `declared` is the encoding that a header or the like named; it is believed only if the bytes
    bear it out. `candidates` are the legacy charsets that come into question, all when None.
    `errors` says what becomes of bytes that no reading explains: "replace" makes each U+FFFD,
    "strict" raises, "surrogateescape" and "backslashreplace" are as in Python.

    >>> decode("déjà vu".encode()).text
    'déjà vu'

    Raises `cleantext.decoding.BinaryData`, a ValueError, when the bytes are no text, and
    UnicodeDecodeError when they are damaged and `errors` is "strict".
    """
    from cleantext.decoding import decode

    return decode(data, declared=declared, candidates=candidates, errors=errors)


def extract(html: str | bytes) -> str:
    """Return the text that a reader of an HTML page sees, spam and page chrome removed.

    >>> extract("<p hidden>Buy now!</p><p>One paragraph.</p>")
    'One paragraph.'
    """
    return _pipeline("clean").clean(read(html, html=True))


def read(
    data: str | bytes,
    *,
    html: bool | None = None,
    declared: str | None = None,
    errors: str = "replace",
) -> Document:
    """Return `data` as a document: decoded if it is bytes, flattened if it is a page.

    `html` says whether it is a page; None lets the data tell. `declared` and `errors` are as for
    `decode`.
    """
    decoded = None
    if isinstance(data, (bytes, bytearray, memoryview)):
        decoded = decode(bytes(data), declared=declared, errors=errors)
        text = decoded.text
    elif isinstance(data, str):
        text = data
    else:
        raise TypeError(f"cleantext reads str or bytes, not {type(data).__name__}")
    if html or (html is None and "<" in text and _is_page(text)):
        from cleantext.markup import flatten

        return flatten(text, decoded)
    return Document(text, (), decoded)


def _is_page(text: str) -> bool:
    from cleantext.markup import is_page

    return is_page(text)


def _pipeline(name: str) -> Pipeline:
    from cleantext.presets import preset

    return preset(name)
