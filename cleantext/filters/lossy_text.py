r"""Text whose characters are lost for good, and how they were lost. Reported, never changed.

What is reported: the remains of characters that no tool can bring back, because the bytes that said
which they were are gone. The note of each finding names the kind:

- *replacement characters*: `\ufffd`, which a decoder puts where it could not read;
- *question marks for letters*: runs of `?` within words or lines, which an encoder puts for
  characters that its charset lacks;
- *replacement characters read as GBK*: `锟斤拷`, the UTF-8 of U+FFFD read as GBK;
- *memory that was never written*: `烫烫烫` and `屯屯屯`, the fillers CC and CD of a debugger as GBK;
- *UTF-8 read as GBK three times or more*: `闂傚倸鍊`, whose odd bytes were dropped on the way.

What is left alone: everything. A question mark after a word, several for emphasis, and the words
that these characters really write (`滚烫`) are not reported.

>>> from cleantext import Document
>>> [edit.note for edit in FILTER.find(Document("锟斤拷锟斤拷 and ?????? ???"))]
['replacement characters read as GBK', 'question marks for letters']
>>> list(FILTER.find(Document("Really??? 滚烫的水")))
[]

Source: what GBK makes of EF BF BD, CC and CD, by Python's codecs.
"""

from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Level, Trigger
from cleantext.lazy import pattern

_KINDS = {
    "replacement": "replacement characters",
    "gbk": "replacement characters read as GBK",
    "filler": "memory that was never written",
    "thrice": "UTF-8 read as GBK three times or more",
    "marks": "question marks for letters",
}
# U+FFFD twice in UTF-8 is EF BF BD EF BF BD, which is three characters of GBK; it may begin at any.
_GBK = "锟斤拷"
# What the first bytes of Chinese in UTF-8 become when they are read as GBK time and again.
_THRICE = "闂傚倸鍊濠电姷鏁缂傚偓閻犲洦绻"
_LOST = pattern(
    "(?P<replacement>\ufffd+)"
    f"|(?P<gbk>[{_GBK}]{{0,2}}(?:{_GBK})+[{_GBK}]{{0,2}})"
    "|(?P<filler>烫{3,}|屯{3,})"
    f"|(?P<thrice>闂傚[{_THRICE}\\w]{{2,}})"
    # Words of question marks, or one within a word; emphasis stands behind a word and ends there.
    r"|(?P<marks>(?<![^\s(\"'])\?{2,}(?:[ ,.-]+\?{2,})+|(?<=[^\W\d_])\?{2,}(?=[^\W\d_]))"
)


def find(document: Document) -> Iterator[Edit]:
    """Yield a finding, `new` being `old`, for each stretch of lost characters."""
    for hit in _LOST.finditer(document.text):
        note = _KINDS[hit.lastgroup or ""]
        yield Edit(hit.start(), hit.end(), hit[0], hit[0], note)


FILTER = Filter(
    "lossy_text",
    find,
    triggers=(Trigger(chars="\ufffd锟烫屯闂", words=("??",)),),
    level=Level.REPORT,
    line_local=False,
    summary="characters that are lost for good",
)
