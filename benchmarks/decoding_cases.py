"""The cases of the decoding benchmark: texts written in each charset, fields, damage, binaries."""

from __future__ import annotations

import random
import re
import struct
import sys
import unicodedata
from pathlib import Path
from typing import NamedTuple

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "training")]
from charset_model import ARABIC_LETTERS, CEDILLAS, TYPEWRITTEN, sentences, vietnamese

from cleantext.decoding.charsets import EBCDIC, MULTI_BYTE, SINGLE_BYTE

#: Charsets that hold a part of another, and other names that real files are written by.
PARTS = {
    "cp1252": ("iso8859-1",),
    "cp1254": ("iso8859-9",),
    "cp874": ("tis-620", "iso8859-11"),
    "gb18030": ("gb2312", "gbk", "hz"),
    "big5hkscs": ("big5", "cp950"),
    "cp932": ("shift_jis", "iso2022_jp"),
    "euc_jp": ("euc_jis_2004",),
    "cp949": ("euc_kr", "iso2022_kr"),
}
#: Languages that the model has not learnt, in charsets that they were written in.
UNLEARNT = {
    "cp1252": ("eus", "msa", "nso", "tsn", "wol", "mlg", "swa", "fil"),
    "cp1250": ("tuk",),
    "cp1251": ("mon",),
}
WIDE = ("utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "utf-16", "utf-32-le", "utf-32-be")
WIDE_LANGUAGES = ("fra", "pol", "rus", "ell", "heb", "arb", "hin", "tha", "jpn", "zho-CN", "kor")

#: The commonest charset of a language, for fields of a word or three.
FIELD_CHARSETS = {
    "cp1252": "fra deu spa por ita nld cat dan swe nob fin isl gle",
    "cp1250": "pol ces slk hun slv hrv ron",
    "cp1254": "tur",
    "cp1257": "est lav lit",
    "cp1251": "rus ukr bel bul mkd",
    "cp1253": "ell",
    "cp1255": "heb",
    "cp1256": "arb fas",
    "cp874": "tha",
    "gb18030": "zho-CN",
    "big5": "zho-TW",
    "cp932": "jpn",
    "cp949": "kor",
}


class Case(NamedTuple):
    """Some bytes and what they say; `label` tells the charset and the language."""

    label: str
    data: bytes
    text: str


def written(text: str, charset: str, language: str) -> bytes | None:
    """Return `text` as a file in `charset` holds it, or None when it cannot."""
    if language == "ron" and charset not in ("iso8859-16", "mac-romanian"):
        text = text.translate(CEDILLAS)
    if language in ("fas", "prs", "urd"):
        try:
            text.encode(charset)
        except UnicodeEncodeError:
            text = text.translate(ARABIC_LETTERS)
    if charset == "cp1258":
        text = vietnamese(text)
    for form in (text, text.translate(TYPEWRITTEN)):
        try:
            return form.encode(charset)
        except UnicodeEncodeError:
            continue
    return None


#: Languages as Django names them and as the charsets here do.
DJANGO = {
    "af": "afr", "ar": "arb", "be": "bel", "bg": "bul", "bs": "bos", "ca": "cat", "cs": "ces",
    "cy": "cym", "da": "dan", "de": "deu", "el": "ell", "es": "spa", "et": "est", "fa": "fas",
    "fi": "fin", "fr": "fra", "ga": "gle", "gl": "glg", "he": "heb", "hr": "hrv", "hu": "hun",
    "is": "isl", "it": "ita", "ja": "jpn", "kk": "kaz", "ko": "kor", "ky": "kir", "lb": "ltz",
    "lt": "lit", "lv": "lav", "mk": "mkd", "nb": "nob", "nl": "nld", "nn": "nno", "pl": "pol",
    "pt": "por", "ro": "ron", "ru": "rus", "sk": "slk", "sl": "slv", "sq": "sqi", "sr": "srp-Cyrl",
    "sr_Latn": "srp-Latn", "sv": "swe", "tg": "tgk-Cyrl", "th": "tha", "tr": "tur", "tt": "tat",
    "uk": "ukr", "vi": "vie", "zh_Hans": "zho-CN", "zh_Hant": "zho-TW",
    "ast": "ast", "br": "bre", "eo": "epo", "eu": "eus", "fy": "fry", "gd": "gla", "hsb": "hsb",
    "dsb": "dsb", "io": "ido", "tk": "tuk", "mn": "mon",
}  # fmt: skip
UNLEARNT_DJANGO = {
    "cp1252": ("ast", "bre", "eus", "fry", "gla"),
    "iso8859-14": ("gla",),
    "iso8859-3": ("epo",),
    "cp1250": ("hsb", "dsb", "tuk"),
    "iso8859-2": ("hsb", "dsb"),
}


class Messages:
    """What Django's translators wrote, where Django is installed: another kind of text.

    Short messages of programs, with place holders and markup, in some sixty languages. Nothing was
    learnt from them; every second one is there to tune by.
    """

    def __init__(self, split: str) -> None:
        import django

        self.part = 0 if split == "tune" else 1
        self._files: dict[str, list[Path]] = {}
        for path in sorted(Path(django.__file__).parent.rglob("LC_MESSAGES/*.po")):
            language = DJANGO.get(path.parent.parent.name)
            if language:
                self._files.setdefault(language, []).append(path)

    def lines(self, language: str) -> list[str]:
        """Return the translated messages in a language."""
        found: dict[str, None] = {}
        for path in self._files.get(language, ()):
            for message in re.findall(
                r'^msgstr(?:\[\d\])? ((?:".*"\n)+)', path.read_text("utf-8"), re.MULTILINE
            ):
                text = "".join(re.findall(r'"(.*)"', message)).replace("\\n", " ")
                if text and "Content-Type:" not in text:
                    found[unicodedata.normalize("NFC", text.replace('\\"', '"'))] = None
        return list(found)[self.part :: 2]


class Corpus:
    """The sentences held back from training, those to tune by or those to judge by."""

    def __init__(self, data: Path, split: str) -> None:
        self.data = data
        self.part = 0 if split == "tune" else 1
        self._lines: dict[str, list[str]] = {}

    def lines(self, language: str) -> list[str]:
        """Return the sentences of a language."""
        if language not in self._lines:
            held_back = sentences(self.data, language, 1)
            self._lines[language] = held_back[self.part :: 2]
        return self._lines[language]


def documents(source: Corpus | Messages, charset: str, language: str, wanted: int) -> list[Case]:
    """Return documents of about 1,500 bytes that the charset can hold."""
    lines = [written(line + "\n", charset, language) for line in source.lines(language)]
    kept = [line for line in lines if line is not None]
    # A language that the charset can hardly write was not written in it.
    if len(kept) * 2 < len(lines):
        return []
    cases: list[Case] = []
    text = ""
    for line in kept:
        text += line.decode(charset).replace("\ufeff", "")
        if len(text) >= 1500 and not text.isascii():
            cases.append(Case(f"{charset} {language}", text.encode(charset), text))
            text = ""
    return cases[:: max(1, len(cases) // wanted)][:wanted]


def whole(
    corpus: Corpus | Messages, unlearnt: dict[str, tuple[str, ...]], wanted: int = 2
) -> list[Case]:
    """Return whole documents in every charset."""
    combinations = []
    for charset in SINGLE_BYTE + EBCDIC:
        languages = [name for name in charset.languages if name != "eng-US"]
        for name in (charset.codec, *PARTS.get(charset.codec, ())):
            combinations += [(name, la) for la in (*languages, *unlearnt.get(name, ()))]
    combinations += [("cp1252", "eng-US"), ("mac-roman", "eng-US"), ("cp1252", "eng-GB")]
    for codec, languages, _ in MULTI_BYTE:
        for name in (codec, *PARTS.get(codec, ())):
            combinations += [(name, language) for language in languages]
    combinations += [(name, language) for name in WIDE for language in WIDE_LANGUAGES]
    return [
        case
        for charset, language in combinations
        for case in documents(corpus, charset, language, wanted)
    ]


def beginnings(cases: list[Case], size: int, *, dense: bool) -> list[Case]:
    """Return the first `size` bytes of each document, or of its part from a word beyond ASCII on."""
    cut = []
    for label, data, text in cases:
        charset = label.split()[0]
        if dense and charset.startswith(("utf", "hz", "iso2022")):
            continue
        start = 0
        if dense:
            place = next((i for i, c in enumerate(text) if c > "\x7f"), 0)
            start = len(text[: text.rfind(" ", 0, place) + 1].encode(charset))
        piece = data[start : start + size]
        truth = piece.decode(charset, "replace").replace("\ufeff", "")
        cut.append(Case(label, piece, truth))
    return cut


def fields(corpus: Corpus, words: int, utf8: bool = False, wanted: int = 60) -> list[Case]:
    """Return fields of so many words, at least one of them beyond ASCII."""
    cases = []
    for charset, languages in FIELD_CHARSETS.items():
        for language in languages.split():
            found: list[Case] = []
            for typed in corpus.lines(language):
                line = typed.translate(TYPEWRITTEN)
                if language in ("zho-CN", "zho-TW", "jpn", "tha"):
                    size = 3 if language != "tha" else 6
                    tokens = [line[i : i + size] for i in range(0, len(line), size)]
                    tokens = [t for t in tokens if all(c.isalpha() for c in t)]
                else:
                    tokens = [t for t in line.split() if t.isalpha()]
                for i in range(0, len(tokens) - words + 1, 3):
                    field = " ".join(tokens[i : i + words])
                    data = written(field, "utf-8" if utf8 else charset, language)
                    if data and not data.isascii():
                        text = data.decode("utf-8" if utf8 else charset)
                        found.append(Case(f"{charset} {language}", data, text))
            chosen = random.Random(language).sample(found, min(wanted, len(found)))
            cases += chosen
    return cases


def mixed(corpus: Corpus, share: float) -> list[Case]:
    """Return files of 60 lines of which a share is in the legacy charset of their language."""
    cases = []
    for charset, languages in FIELD_CHARSETS.items():
        for language in languages.split()[:2]:
            generator = random.Random(f"{language} {share}")
            lines = [
                line.translate(TYPEWRITTEN)
                for line in corpus.lines(language)
                if not line.translate(TYPEWRITTEN).isascii()
                and written(line.translate(TYPEWRITTEN), charset, language)
            ]
            data, text = b"", ""
            legacy = set(generator.sample(range(60), max(1, round(60 * share))))
            for i, line in enumerate(lines[:60]):
                encoded = written(line + "\n", charset, language)
                assert encoded is not None
                decoded = encoded.decode(charset)
                data += encoded if i in legacy else decoded.encode()
                text += decoded
            cases.append(Case(f"{charset} {language}", data, text))
    return cases


def damaged(corpus: Corpus) -> list[Case]:
    """Return UTF-8 documents with bytes lost, overwritten or cut; the text is what Python replaces."""
    cases = []
    for languages in FIELD_CHARSETS.values():
        for language in languages.split():
            generator = random.Random(language)
            data = "\n".join(corpus.lines(language)[:12]).encode()
            high = [i for i, byte in enumerate(data) if byte >= 0x80]
            for kind in ("lost", "overwritten", "cut tail", "cut head", "halved"):
                broken = bytearray(data)
                if kind == "cut tail":
                    last = max(i for i in high if data[i] >= 0xC0)
                    broken = broken[: last + 1]
                elif kind == "cut head":
                    first = next(i for i in high if data[i] < 0xC0)
                    broken = broken[first:]
                elif kind == "halved":
                    # Cut at a fixed number of bytes, as databases and logs do, then joined again.
                    place = next(i for i in high[len(high) // 2 :] if data[i] < 0xC0)
                    broken = broken[:place] + b"...\n" + broken[place + 40 :]
                else:
                    for place in sorted(generator.sample(high, max(1, len(high) // 40)))[::-1]:
                        if kind == "lost":
                            del broken[place]
                        else:
                            broken[place] = generator.choice(b"?#\xff\xfe")
                piece = bytes(broken)
                try:
                    piece.decode()
                except UnicodeDecodeError:
                    cases.append(
                        Case(f"{kind} {language}", piece, piece.decode("utf-8", "replace"))
                    )
    return cases


def binaries() -> list[Case]:
    """Return data that is no text, of many kinds, made here."""
    import bz2
    import gzip
    import io
    import lzma
    import marshal
    import pickle
    import tarfile
    import zipfile

    generator = random.Random(1)
    noise = generator.randbytes(3000)
    prose = b"Some words to pack, over and over again. " * 40
    archive, tar = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("a.txt", prose)
    with tarfile.open(fileobj=tar, mode="w") as packed:
        info = tarfile.TarInfo("a.txt")
        info.size = len(prose)
        packed.addfile(info, io.BytesIO(prose))
    numbers = [generator.gauss(0, 100) for _ in range(400)]
    kinds = {
        "gzip": gzip.compress(prose),
        "bzip2": bz2.compress(prose),
        "xz": lzma.compress(prose),
        "zip": archive.getvalue(),
        "tar": tar.getvalue(),
        "program": Path(sys.executable).resolve().read_bytes()[:20000],
        "program, from its middle": Path(sys.executable).resolve().read_bytes()[9000:12000],
        "compiled Python": b"\xa7\r\r\n\0\0\0\0" + b"\0" * 8 + marshal.dumps(binaries.__code__),
        "float64": struct.pack("<400d", *numbers),
        "float32": struct.pack("<400f", *numbers),
        "float32, other order": struct.pack(">400f", *numbers),
        "int32": struct.pack("<400i", *(round(n * 1000) for n in numbers)),
        "int16 sound": struct.pack("<400h", *(round(n * 60) for n in numbers)),
        "noise": noise,
        "noise of 100 bytes": noise[:100],
        "noise of 500 bytes": noise[500:1000],
        "PNG": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + noise[:300],
        "JPEG": b"\xff\xd8\xff\xe0\0\x10JFIF\0" + noise[:300],
        "GIF": b"GIF89a\x10\0\x10\0\x80\0\0" + noise[:100],
        "PDF": b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n" + noise[:500] + b"%%EOF",
        "MP3": b"\xff\xfb\x90\x64\0" + noise[:500],
        "SQLite": b"SQLite format 3\0" + noise[:300],
        "gettext": b"\xde\x12\x04\x95\0\0\0\0\x02\0\0\0" + prose,
        "BMP": b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0" + noise[:100],
        "zeros": bytes(500),
    }
    for protocol in range(1, 6):
        kinds[f"pickle {protocol}"] = pickle.dumps({"a": numbers[:20], "b": "é"}, protocol)
        kinds[f"pickle {protocol} of words"] = pickle.dumps(prose.decode().split(), protocol)
    return [Case(name, data, "") for name, data in kinds.items()]
