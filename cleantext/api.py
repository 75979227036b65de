"""The public calls: from whatever somebody has to clean text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, overload

from cleantext.document import Document
from cleantext.sniffing import is_page

if TYPE_CHECKING:
    from cleantext.decoding import Decoded
    from cleantext.markup.metadata import Extract
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


def clean_bytes(data: bytes, *, preset: str = "clean") -> bytes:
    """Return the clean text of some bytes, in any charset or a page, as UTF-8.

    The very same bytes when they were sound UTF-8 and there was nothing to do. A byte order mark goes.

    >>> clean_bytes("cafÃ©".encode()), clean_bytes("café".encode("cp1252"))
    (b'caf\\xc3\\xa9', b'caf\\xc3\\xa9')
    >>> sound = "The café is sound.".encode()
    >>> clean_bytes(sound) is sound
    True

    Raises `cleantext.decoding.BinaryData`, a ValueError, when the bytes are no text, and what `clean` raises.
    """
    document = read(data)
    decoded = document.decoded
    if decoded is None:
        raise TypeError(f"clean_bytes() reads bytes, not {type(data).__name__}")
    text = _pipeline(preset).clean(document)
    # A page's text is not what was decoded, nor is text that was changed.
    if text is decoded.text and _is_sound_utf8(decoded):
        return bytes(data)
    return text.encode("utf-8", "replace")


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


@overload
def extract(
    html: str | bytes,
    *,
    include: Iterable[str] | None = None,
    with_metadata: Literal[False] = False,
    to: str = "text",
) -> str: ...


@overload
def extract(
    html: str | bytes,
    *,
    include: Iterable[str] | None = None,
    with_metadata: Literal[True],
    to: str = "text",
) -> Extract: ...


def extract(
    html: str | bytes,
    *,
    include: Iterable[str] | None = None,
    with_metadata: bool = False,
    to: str = "text",
) -> str | Extract:
    """Return the main content of an HTML page, without spam, hidden text and page chrome.

    `include` says which of `title`, `byline` and `captions` belong to it: none of them for `()`.
    When None, each is kept where the model of main content finds that it belongs to the text.
    `with_metadata` asks for an `Extract` instead of a string: the text, and title, author, date,
    language, canonical address and kind of page, as far as the page tells. `to` is `text`,
    `markdown`, or `html`: a page of plain elements, without scripts, styles, or addresses that run.

    >>> extract("<p>One paragraph.</p><p hidden>Buy now!</p>")
    'One paragraph.'
    >>> extract("<h1>Title</h1><p>A <b>bold</b> word.</p>", to="markdown")
    '# Title\\n\\nA **bold** word.\\n'
    >>> extract("<title>Title</title><p>Text.</p>", with_metadata=True).metadata.title
    'Title'

    Raises ValueError for a part or a form that nobody knows, and what `clean` raises.
    """
    include = _parts(include)
    if to not in FORMS:
        raise ValueError(f"a page cannot become {to!r}; known: {', '.join(FORMS)}")
    document = _undecoded(html, include) or read(html, html=True, include=include)
    pipeline = _pipeline("clean")
    if to == "text":
        text = pipeline.clean(document)
    else:
        text = render(document, pipeline.run(document), to)
    if not with_metadata:
        return text
    from cleantext.markup.metadata import Extract, metadata

    assert document.page is not None  # it was read as a page
    return Extract(text, metadata(document.page))


def _undecoded(html: str | bytes, include: Iterable[str] | None) -> Document | None:
    """A page that is UTF-8 as it stands, flattened; None of any other."""
    from cleantext.markup import flatten, is_plain

    return flatten(html, include=include) if isinstance(html, bytes) and is_plain(html) else None


#: What a clean page can be written as.
FORMS = ("text", "markdown", "html")
#: What `include` can ask for.
PARTS = ("title", "byline", "captions")


def _parts(include: Iterable[str] | None) -> tuple[str, ...] | None:
    if include is None:
        return None
    parts = (include,) if isinstance(include, str) else tuple(include)
    for part in parts:
        if part not in PARTS:
            raise ValueError(f"a page has no part {part!r}; known: {', '.join(PARTS)}")
    return parts


def render(document: Document, result: Result, to: str) -> str:
    """Return a page after cleaning as `to`, one of `FORMS`; a document that is no page as text."""
    if document.page is None or to == "text":
        return result.text
    from cleantext.markup.render import RENDER

    return RENDER[to](document.page, result)


def read(
    data: str | bytes,
    *,
    html: bool | None = None,
    declared: str | None = None,
    errors: str = "replace",
    include: Iterable[str] | None = None,
) -> Document:
    """Return `data` as a document: decoded if it is bytes, flattened if it is a page.

    `html` says whether it is a page; None lets the data tell. `declared` and `errors` are as for
    `decode`, `include` is as for `extract`.
    """
    decoded = written = None
    if isinstance(data, (bytes, bytearray, memoryview)):
        data = bytes(data)
        decoded = decode(data, declared=declared, errors=errors)
        text = decoded.text
        if _is_sound_utf8(decoded):
            written = data
    elif isinstance(data, str):
        text = data
    else:
        raise TypeError(f"cleantext reads str or bytes, not {type(data).__name__}")
    if html or (html is None and is_page(text)):
        from cleantext.markup import flatten

        return flatten(text if written is None else written, decoded, include=include)
    return Document(text, (), decoded)


def _is_sound_utf8(decoded: Decoded) -> bool:
    """Whether some bytes were UTF-8 from the first to the last, and its text alone."""
    return decoded.certain and decoded.encoding in ("ascii", "utf-8") and not decoded.bom


def _pipeline(name: str) -> Pipeline:
    from cleantext.presets import preset

    return preset(name)
