"""The legacy charsets that cleantext knows, and the languages that each is written in.

Names are those of Python's codecs. Where a charset is a true superset of another, only it is listed:
Windows-1252 for ISO 8859-1, Windows-1254 for ISO 8859-9, Windows-874 for TIS-620 and ISO 8859-11,
code page 949 for EUC-KR, GB 18030 for GBK and GB 2312, code page 932 for Shift JIS.
"""

from __future__ import annotations

from typing import NamedTuple

#: Languages (ISO 639-3, with a region or a script where there are several) that share charsets.
#: English stands in every group: for text whose only letters beyond ASCII are in names, and for
#: markup and code.
GROUPS: dict[str, tuple[str, ...]] = {
    "western": (
        "eng-US", "fra", "deu", "spa", "por", "ita", "nld", "cat", "glg", "dan", "swe", "nob", "nno",
        "fin", "est", "isl", "fao", "gle", "sqi", "afr", "ltz", "ind",
    ),
    "central": (
        "eng-US", "pol", "ces", "slk", "hun", "slv", "hrv", "bos", "srp-Latn", "ron", "sqi", "deu",
        "fra", "gle",
    ),
    "turkish": ("eng-US", "tur", "kmr", "deu"),
    "maltese": ("eng-US", "mlt", "ita"),
    "baltic": (
        "eng-US", "est", "lav", "lit", "pol", "fin", "swe", "dan", "nob", "deu", "isl", "fao", "mri",
    ),
    "celtic": ("eng-US", "cym", "gle"),
    "vietnamese": ("eng-US", "vie"),
    "cyrillic": (
        "eng-US", "rus", "ukr", "bel", "bul", "mkd", "srp-Cyrl", "kaz", "tat", "bak", "kir",
        "tgk-Cyrl",
    ),
    "greek": ("eng-US", "ell"),
    "hebrew": ("eng-US", "heb"),
    "arabic": ("eng-US", "arb", "fas", "prs", "urd"),
    "thai": ("eng-US", "tha"),
}  # fmt: skip

#: The groups of languages in other scripts than Latin; below, their charsets come last.
OTHERS = frozenset(["cyrillic", "greek", "hebrew", "arabic", "thai"])


class Charset(NamedTuple):
    """A single-byte charset: its codec, its group of languages, those of them that it can write.

    `rarity` is how much evidence (in nats) text must bring that it is in this charset, and not in
    the commonest one for its language.
    """

    codec: str
    group: str
    languages: tuple[str, ...]
    rarity: float


def _charset(codec: str, group: str, rarity: float, languages: str = "") -> Charset:
    return Charset(codec, group, tuple(languages.split()) or GROUPS[group], rarity)


_SLAVS = "eng-US rus ukr bel bul mkd srp-Cyrl"

SINGLE_BYTE: tuple[Charset, ...] = (
    _charset("cp1252", "western", 0.0),
    _charset("iso8859-15", "western", 2.0),
    _charset("mac-roman", "western", 4.0),
    _charset("cp850", "western", 4.0),
    _charset("cp858", "western", 6.0),
    _charset("cp437", "western", 4.5),
    _charset("hp-roman8", "western", 7.0),
    _charset("mac-iceland", "western", 6.0, "eng-US isl fao"),
    _charset("cp860", "western", 6.0, "eng-US por"),
    _charset("cp861", "western", 6.0, "eng-US isl"),
    _charset("cp863", "western", 6.0, "eng-US fra"),
    _charset("cp865", "western", 6.0, "eng-US dan nob nno swe fin"),
    _charset("cp1250", "central", 1.5, "eng-US pol ces slk hun slv hrv bos srp-Latn ron sqi deu"),
    _charset(
        "iso8859-2", "central", 1.8, "eng-US pol ces slk hun slv hrv bos srp-Latn ron sqi deu"
    ),
    _charset("cp852", "central", 4.0, "eng-US pol ces slk hun slv hrv bos srp-Latn ron sqi deu"),
    _charset("mac-latin2", "central", 5.0, "eng-US pol ces slk hun slv hrv deu"),
    _charset("mac-croatian", "central", 6.0, "eng-US slv hrv bos srp-Latn"),
    _charset("mac-romanian", "central", 6.0, "eng-US ron"),
    _charset("iso8859-16", "central", 4.5),
    _charset("cp1254", "turkish", 2.0),
    _charset("cp857", "turkish", 4.5, "eng-US tur kmr"),
    _charset("mac-turkish", "turkish", 5.0, "eng-US tur kmr"),
    _charset("iso8859-3", "maltese", 3.5),
    _charset("cp1257", "baltic", 2.0, "eng-US est lav lit pol deu mri"),
    _charset("iso8859-13", "baltic", 3.0, "eng-US est lav lit pol deu mri"),
    _charset("iso8859-4", "baltic", 3.5, "eng-US est lav lit fin swe dan nob deu mri"),
    _charset("cp775", "baltic", 4.5, "eng-US est lav lit pol deu mri"),
    _charset("iso8859-10", "baltic", 5.0),
    _charset("iso8859-14", "celtic", 4.0),
    _charset("cp1258", "vietnamese", 1.0),
    _charset("cp1251", "cyrillic", 0.2, _SLAVS),
    _charset("koi8-r", "cyrillic", 1.0, "eng-US rus bul"),
    _charset("koi8-u", "cyrillic", 1.5, "eng-US rus ukr bel"),
    _charset("cp866", "cyrillic", 2.5, _SLAVS),
    _charset("iso8859-5", "cyrillic", 2.5, _SLAVS),
    _charset("mac-cyrillic", "cyrillic", 3.0, _SLAVS),
    _charset("cp855", "cyrillic", 4.0, _SLAVS),
    _charset("cp1125", "cyrillic", 4.5, "eng-US rus ukr bel"),
    _charset("koi8-t", "cyrillic", 4.0, "eng-US rus tgk-Cyrl"),
    _charset("kz1048", "cyrillic", 4.0, "eng-US rus kaz"),
    _charset("ptcp154", "cyrillic", 5.0, "eng-US rus kaz tat bak kir"),
    _charset("cp1253", "greek", 0.5),
    _charset("iso8859-7", "greek", 1.0),
    _charset("cp737", "greek", 3.5),
    _charset("cp869", "greek", 4.5),
    _charset("mac-greek", "greek", 4.5),
    _charset("cp1255", "hebrew", 0.5),
    _charset("iso8859-8", "hebrew", 2.0),
    _charset("cp862", "hebrew", 3.5),
    _charset("cp856", "hebrew", 5.5),
    _charset("cp1256", "arabic", 0.5),
    _charset("iso8859-6", "arabic", 2.0, "eng-US arb"),
    _charset("cp720", "arabic", 4.0, "eng-US arb"),
    _charset("mac-arabic", "arabic", 7.0, "eng-US arb urd"),
    _charset("mac-farsi", "arabic", 8.0, "eng-US fas prs"),
    _charset("cp874", "thai", 0.5),
)

#: Charsets of IBM's large machines, in which not even ASCII is where ASCII is.
EBCDIC: tuple[Charset, ...] = (
    _charset("cp037", "western", 0.0),
    _charset("cp500", "western", 1.0),
    _charset("cp1140", "western", 2.0),
    _charset("cp273", "western", 1.5, "eng-US deu"),
    _charset("cp1026", "turkish", 2.0, "eng-US tur kmr"),
    _charset("cp875", "greek", 1.0),
    _charset("cp424", "hebrew", 1.0),
)

#: Charsets of one and two bytes (GB 18030: four) a character: codec, languages, rarity.
MULTI_BYTE: tuple[tuple[str, tuple[str, ...], float], ...] = (
    ("gb18030", ("zho-CN",), 0.5),
    ("big5hkscs", ("zho-TW", "yue"), 0.5),
    ("cp932", ("jpn",), 0.5),
    ("euc_jp", ("jpn",), 0.7),
    ("cp949", ("kor",), 0.5),
    ("johab", ("kor",), 4.0),
)
