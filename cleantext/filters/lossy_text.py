r"""Text whose characters are lost for good, and how they were lost. Reported, never changed.

What is reported: the remains of characters that no tool can bring back, because the bytes that said
which they were are gone. The note of each finding names the kind:

- *replacement characters*: `\ufffd`, which a decoder puts where it could not read;
- *question marks for letters*: runs of `?` within words or lines, which an encoder puts for
  characters that its charset lacks;
- *replacement characters read as GBK*, `锟斤拷`, *as Big5*, `嚙踝蕭`, *as EUC-KR*, `占쏙옙`, *as
  Shift_JIS*, `ｿｽ`, *as EUC-JP*, `鐃緒申`: the UTF-8 of U+FFFD read so;
- *memory that was never written*: `烫烫烫`, `屯屯屯` and `葺葺葺`, the fillers CC, CD and DD of
  debuggers as GBK;
- *UTF-8 read as GBK three times or more*: `闂傚倸鍊`, whose odd bytes were dropped on the way;
- *UTF-8 read as a Western charset three times or more*, `ÃƒÆ’Ã‚`, with something lost on the way;
- *high bytes dropped*: `W(xu)D(sh)^`, Chinese with readings in Pinyin, of which ASCII is left.

What is left alone: everything. A question mark after a word, several for emphasis, in any language,
those of an address, and the words that these characters really write (`滚烫`) are not reported.

>>> from cleantext import Document
>>> [edit.note for edit in FILTER.find(Document("锟斤拷锟斤拷 and ?????? ???"))]
['replacement characters read as GBK', 'question marks for letters']
>>> list(FILTER.find(Document("Really??? 真的吗??我不信？？好 滚烫的水, f(x) + g(xu)")))
[]

Source: what the charsets make of EF BF BD, CC, CD and DD, by Python's codecs; which ideographs come
of rounds of UTF-8 read as GBK, and are rare elsewhere, from the training half of NTREX-128; readings
as in `cleantext.hanzi`.
"""

import re
from collections.abc import Iterator
from functools import cache

from cleantext.anchored import Anchored
from cleantext.document import Document
from cleantext.edit import Edit
from cleantext.filter import Filter, Level, Trigger
from cleantext.hanzi import TONED, readings
from cleantext.lazy import pattern

_KINDS = {
    "replacement": "replacement characters",
    "gbk": "replacement characters read as GBK",
    "big5": "replacement characters read as Big5",
    "euckr": "replacement characters read as EUC-KR",
    "sjis": "replacement characters read as Shift_JIS",
    "eucjp": "replacement characters read as EUC-JP",
    "filler": "memory that was never written",
    "thrice": "UTF-8 read as GBK three times or more",
    "western": "UTF-8 read as a Western charset three times or more",
    "marks": "question marks for letters",
}
_DROPPED = "high bytes dropped"
# U+FFFD twice in UTF-8 is EF BF BD EF BF BD, which is three characters of two bytes; the run may
# begin and end at any.
_REPLACED = {"gbk": "锟斤拷", "big5": "嚙踝蕭", "euckr": "占쏙옙", "eucjp": "鐃緒申"}
# Ideographs that three and more rounds of UTF-8 read as GBK make often, and that are rare elsewhere.
_ROUNDS = (
    "闁閸闂閻婵濠濞缁閹宕柛閺鏌濡佸哄缂柣梺鐎閵稿澶瀹妤浣ュ鍐靛鍛傚绘娑濮绮炲犲鍨佺銊婂鍫銉鐐绋鍕鎾鍔鎴樺佹骞鍌鍥瑰鐗诲寮涢鐟戞"
    "鍋柟夊紒┑炴婢瀣娴"
)
# A letter of an alphabet whose words are parted by spaces.
_LETTER = "[^\\W\\d_\u0e00-\u109f\u1780-\u17ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef]"
_SIGNS = "\ufffd锟嚙占鐃ｿ烫屯葺Ã" + _ROUNDS
_SIGN = Anchored(_SIGNS)
_LOST = pattern(
    "(?P<replacement>\ufffd+)|"
    + "|".join(
        f"(?P<{name}>[{chars}]{{0,2}}(?:{chars})+[{chars}]{{0,2}})"
        for name, chars in _REPLACED.items()
    )
    + "|(?P<sjis>(?:ｿｽ){2,}|(?<=\ufffd)ｿｽ)"
    "|(?P<filler>烫{3,}|屯{3,}|葺{3,})"
    f"|(?P<thrice>(?:[{_ROUNDS}][^\x00-\u024f]{{0,3}}){{3,}}|闂傚\\w{{2,}})"
    "|(?P<western>(?:Ã[\x80-\x9fƒ†‚]|Æ[\x92’]|Â[\x80-\x9f‚¢¬š]|[â€šžŸ™¢¬]){3,})"
    # Words of question marks, or one within a word; emphasis stands behind a word and ends there.
    r"|(?P<marks>(?<![^\s(\"'])\?{2,}(?:[ ,.-]+\?{2,})+"
    rf"|(?<={_LETTER})\?{{2,}}(?={_LETTER})(?![A-ZÀ-ÞΑ-ΩА-Я]))"
)
#: What all of these begin with.
_BEGIN = Anchored("?\ufffdｿ烫屯葺ÃÆÂâ€šžŸ™¢¬" + "".join(_REPLACED.values()) + _ROUNDS)
# What is left of two syllables and more in brackets, each behind what is left of a character.
_GLOSSED = pattern(r"\([a-z]{1,5}\)(?:[!-~]{1,6}\([a-z]{1,5}\))+[!-~]?")
_SYLLABLE = pattern(r"\(([a-z]{1,5})\)")
_VOWELS = frozenset("aeiou")
#: So many characters of an address are looked at.
_ADDRESS = 200


def find(document: Document) -> Iterator[Edit]:
    """Yield a finding, `new` being `old`, for each stretch of lost characters."""
    text = document.text
    found = [*_lost(text)] if "??" in text or _SIGN.search(text) else []
    if "(" in text:
        found += [(span, _DROPPED) for span in _dropped(text)]
    end = 0
    for span, note in sorted(found):
        if span[0] >= end:
            end = span[1]
            old = text[span[0] : end]
            yield Edit(*span, old, old, note)


def _lost(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    """The spans of lost characters, and how they were lost."""
    end = 0
    for sign in _BEGIN.finditer(text):
        hit = _LOST.match(text, sign.start()) if sign.start() >= end else None
        if hit:
            end = hit.end()
            if hit.lastgroup != "marks" or not _is_in_address(text, hit.start()):
                yield hit.span(), _KINDS[hit.lastgroup or ""]


def _is_in_address(text: str, place: int) -> bool:
    """Whether what stands right before a place is the beginning of an address."""
    before = text[max(0, place - _ADDRESS) : place].rsplit(maxsplit=1)
    return bool(before) and not text[place - 1].isspace() and "://" in before[-1]


def _dropped(text: str) -> Iterator[tuple[int, int]]:
    """The spans of readings in Pinyin that have lost their vowels with a tone."""
    for hit in _GLOSSED.finditer(text):
        found = _SYLLABLE.findall(hit[0])
        # What still has a vowel may be an argument of a function.
        toneless = [each for each in found if _VOWELS.isdisjoint(each) and len(each) > 1]
        if toneless and _remains().issuperset(found):
            start = hit.start()
            yield max(0, start - (text[start - 1 : start] > " ")), hit.end()


@cache
def _remains() -> frozenset[str]:
    """What is left of each syllable of Pinyin when all that is not ASCII goes."""
    return frozenset(re.sub(f"[{TONED}ü]", "", each) for each in readings())


FILTER = Filter(
    "lossy_text",
    find,
    triggers=(Trigger(chars=_SIGNS + "(", words=("??",)),),
    level=Level.REPORT,
    line_local=False,
    summary="characters that are lost for good",
)
