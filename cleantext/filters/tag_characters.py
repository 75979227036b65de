r"""Tag characters: an invisible copy of ASCII.

What is fixed: U+E0000-E007F are removed. They draw nothing, but programs and language models read
them, so they carry instructions that no reader sees. The note of the edit says what they spell.

What is left alone: the flags of England, Scotland and Wales, the only three sequences of tags that
are registered; a black flag with any other tags keeps the flag and loses the tags.

>>> from cleantext import Pipeline, explain
>>> clean = Pipeline(["tag_characters"]).clean
>>> clean("ok\U000e0068\U000e0069")
'ok'
>>> explain("ok\U000e0068\U000e0069").trail[0].edits[0].note
"tag characters spelling 'hi'"
>>> scotland = "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
>>> clean(scotland) == scotland
True

Source: Unicode Technical Standard 51, emoji tag sequences; the RGI sequences of Emoji 17.
"""

from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Trigger
from cleantext.lazy import pattern
from cleantext.payload import spelling

CHARS = "\U000e0000-\U000e007f"
_RUN = pattern(f"[{CHARS}]+")
_FLAGS = tuple(
    "".join(chr(0xE0000 + ord(char)) for char in f"{region}\x7f")
    for region in ("gbeng", "gbsct", "gbwls")
)


def find(document: Document) -> Iterator[Edit]:
    """Yield a deletion for each run of tags that is not one of the three flags."""
    text = document.text
    for run in _RUN.finditer(text):
        start, end = run.span()
        if text[start - 1 : start] == "🏴" and run.group().startswith(_FLAGS):
            start += len(_FLAGS[0])
        if start < end:
            old = text[start:end]
            yield Edit(start, end, old, "", f"tag characters{spelling(old)}")


FILTER = Filter(
    "tag_characters",
    find,
    triggers=(Trigger(chars=CHARS),),
    line_local=True,
    summary="invisible tag characters, which can spell hidden instructions",
)
