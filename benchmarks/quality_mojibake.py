"""How much mojibake is restored exactly, beside ftfy and plsfix, and how much sound text is altered.

    python benchmarks/quality.py mojibake --data FOLDER [--half 1] [--sentences 40] [--rows WORD]
                                    [--only {quality,sound,shifted,speed}]

Sentences of NTREX-128 are damaged by reading their bytes in the wrong charset, in every way below.
What cannot be undone from the text alone (bytes lost) is counted apart and not judged. Each row
says which share of the sentences each tool restores to the letter, one sentence at a time; `lines`
is ours on documents of 20 such lines. `wrong` is the share that ours alters into something else.
Half 1 of the sentences was not used to train or to tune anything.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable, Iterator
from gettext import GNUTranslations
from pathlib import Path
from random import Random
from typing import NamedTuple

import ftfy
import plsfix

from cleantext import Pipeline
from cleantext.charmaps import decoding_table, encode

WESTERN = ("deu", "fra", "spa", "por", "swe", "isl", "ita", "fin")
CENTRAL = ("pol", "ces", "hun", "hrv", "slk", "slv")
MIXED = ("deu", "fra", "ces", "pol", "tur", "lit", "rus", "bul", "ell", "heb", "arb", "fas", "tha",
         "hin", "vie", "zho-CN", "zho-TW", "jpn", "kor", "isl")  # fmt: skip
EASTERN = {"gbk": "zho-CN", "cp950": "zho-TW", "cp932": "jpn", "euc_jp": "jpn", "cp949": "kor"}
SINGLE = frozenset({
    "latin-1", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1257", "iso8859-2",
    "iso8859-7+", "cp874+", "koi8-r", "cp866", "mac-roman", "cp437", "cp850",
})  # fmt: skip


#: A language for each script in which sound text is timed.
SCRIPTS = {
    "Chinese": "zho-CN", "Japanese": "jpn", "Korean": "kor", "Greek": "ell", "Arabic": "arb",
    "Hebrew": "heb", "Hindi": "hin", "Thai": "tha", "Vietnamese": "vie", "Polish": "pol",
    "Turkish": "tur", "Georgian": "kat", "Amharic": "amh", "Icelandic": "isl",
}  # fmt: skip


class Row(NamedTuple):
    """A kind of damage: mix-ups as pairs of charsets (written, read), and the languages hit."""

    name: str
    mix_ups: tuple[tuple[str, str], ...]
    languages: tuple[str, ...]


def rows() -> list[Row]:
    """Return every kind of damage that is measured."""
    found = [
        Row(f"UTF-8 read as {' / '.join(read)}", tuple(("utf-8", each) for each in read), MIXED)
        for read in (
            ("latin-1", "cp1252", "cp1254"), ("cp1250", "cp1257"), ("cp1253",), ("cp1251",),
            ("cp437", "mac-roman", "cp850"), ("koi8-r", "cp866"), ("iso8859-7+",), ("cp874+",),
            ("gbk",), ("cp932",), ("cp950",), ("cp949",),
        )
    ]  # fmt: skip
    for read in ("latin-1", "cp1252", "gbk"):
        found += [
            Row(f"{written} read as {read}", ((written, read),), (language,))
            for written, language in EASTERN.items()
            if written != read
        ]
    cyrillic = ("cp1251", "koi8-r", "cp866")
    for read in (*cyrillic, "cp1252"):
        pairs = tuple((written, read) for written in cyrillic if written != read)
        found.append(Row(f"Cyrillic read as {read}", pairs, ("rus", "bul")))
    old = ("mac-roman", "cp437", "cp850")
    found += [Row(f"cp1252 read as {each}", (("cp1252", each),), WESTERN) for each in old]
    found += [Row(f"{each} read as cp1252", ((each, "cp1252"),), WESTERN) for each in old]
    found += [
        Row("cp1250 read as cp1252", (("cp1250", "cp1252"),), CENTRAL),
        Row("iso8859-2 read as cp1252", (("iso8859-2", "cp1252"),), CENTRAL),
        Row("cp1252 read as cp1250", (("cp1252", "cp1250"),), WESTERN),
        Row("iso8859-2 read as cp1250", (("iso8859-2", "cp1250"),), CENTRAL),
        Row("Greek read as cp1252", (("cp1253", "cp1252"),), ("ell",)),
        Row("Hebrew read as cp1252", (("cp1255", "cp1252"),), ("heb",)),
        Row("Arabic read as cp1252", (("cp1256", "cp1252"),), ("arb",)),
        Row("Thai read as cp1252", (("cp874", "cp1252"),), ("tha",)),
        Row("Turkish read as cp1252", (("cp1254", "cp1252"),), ("tur",)),
        Row("Baltic read as cp1252", (("cp1257", "cp1252"),), ("lit", "lav")),
        Row("hybrid decoders", tuple((w, "hybrid") for w in (*EASTERN, "cp1251")),
            (*EASTERN.values(), "rus")),
    ]  # fmt: skip
    return found


def read_as(data: bytes, charset: str) -> str:
    """Return bytes as a careless program reads them."""
    if charset == "hybrid":
        return hybrid(data)
    if charset in SINGLE:
        table = decoding_table(charset)
        return "".join(table[byte] for byte in data)
    return data.decode(charset, "replace")


def hybrid(data: bytes) -> str:
    """Read UTF-8 where it is valid, and windows-1252 where not."""
    text = ""
    table = decoding_table("cp1252")
    while data:
        try:
            return text + data.decode("utf-8")
        except UnicodeDecodeError as error:
            text += data[: error.start].decode("utf-8") + table[data[error.start]]
            data = data[error.start + 1 :]
    return text


def reversible(text: str, damaged: str, written: str, read: str) -> bool:
    """Whether the bytes of a text can be had back from the damaged text."""
    if read == "hybrid":
        return True
    if read in SINGLE:
        return encode(damaged, read) == text.encode(written)
    try:
        return damaged.encode(read) == text.encode(written)
    except UnicodeEncodeError:
        return False


def sentences(data: Path, language: str, half: int, count: int) -> list[str]:
    """Return sentences of a language, evenly drawn from one half."""
    folder = data / "text" / "ntrex" / "NTREX-128"
    path = folder / f"newstest2019-ref.{language}.txt"
    lines = path.read_text("utf-8").splitlines()[half::2]
    return lines[:: max(1, len(lines) // count)][:count]


def damaged(row: Row, data: Path, half: int, count: int) -> Iterator[tuple[str, str, bool]]:
    """Yield sound text, damaged text, and whether the damage can be undone."""
    eastern = row.languages[:-1] == tuple(EASTERN.values())
    for place, language in enumerate(row.languages):
        for written, read in row.mix_ups[place : place + 1] if eastern else row.mix_ups:
            for text in sentences(data, language, half, count):
                encoded = text.encode(written, "ignore")
                kept = encoded.decode(written)
                broken = read_as(encoded, read)
                if broken != kept:
                    yield kept, broken, reversible(kept, broken, written, read)


def seconds(*calls: Callable[[], object]) -> list[float]:
    """Return how long each call takes: the best of five rounds, in which they take turns.

    Short calls are made several times a turn. What others do on the machine is not counted.
    """
    best = [float("inf")] * len(calls)
    for _ in range(5):
        for place, call in enumerate(calls):
            start = time.process_time()
            times = 0
            while time.process_time() < start + 0.01:
                call()
                times += 1
            best[place] = min(best[place], (time.process_time() - start) / times)
    return best


def quality(arguments: argparse.Namespace) -> None:
    """Print the table of what is restored."""
    clean = Pipeline(["wrong_charset", "mojibake"]).clean
    head = ("reversible", "ftfy", "plsfix", "cleantext", "wrong", "lines")
    print(f"{'damage':34}" + "".join(f"{each:>11}" for each in head))
    for row in rows():
        if arguments.rows not in row.name:
            continue
        cases = list(damaged(row, arguments.data, arguments.half, arguments.sentences))
        kept = [(text, broken) for text, broken, possible in cases if possible]
        total = max(1, len(kept))
        ours = [clean(broken) for _, broken in kept]
        right = sum(new == text for (text, _), new in zip(kept, ours, strict=True))
        wrong = sum(new not in pair for pair, new in zip(kept, ours, strict=True))
        lines = 0
        for start in range(0, len(kept), 20):
            part = kept[start : start + 20]
            new = clean("\n".join(broken for _, broken in part)).split("\n")
            lines += sum(pair[0] == each for pair, each in zip(part, new, strict=False))
        peers = [
            sum(fix(broken) == text for text, broken in kept)
            for fix in (ftfy.fix_encoding, plsfix.fix_text)
        ]
        shares = [len(kept) / max(1, len(cases))]
        shares += [each / total for each in (*peers, right, wrong, lines)]
        print(f"{row.name:34}" + "".join(f"{100 * each:11.1f}" for each in shares), flush=True)


def sound(arguments: argparse.Namespace) -> None:
    """Print how many sound sentences of all languages are altered, and of a second domain.

    Sentences that hold C1 controls are damaged in the source itself, and counted apart.
    """
    clean = Pipeline(["wrong_charset", "mojibake"]).clean
    paths = sorted((arguments.data / "text/ntrex/NTREX-128").glob("newstest2019-*.txt"))
    domains = {
        f"sound text, {len(paths)} files": [
            (path.stem.partition(".")[2], line)
            for path in paths
            for line in path.read_text("utf-8").splitlines()[arguments.half :: 2]
        ],
        "translations of Django": list(messages(arguments.half)),
    }
    for name, lines in domains.items():
        changed = [(code, line, after) for code, line in lines if (after := clean(line)) != line]
        damaged = [each for each in changed if re.search("[\x80-\x9f]", each[1])]
        for code, line, after in changed:
            print(f"  {code}: {line!r}\n    -> {after!r}")
        print(
            f"{name}: {len(changed)} of {len(lines):,} changed, "
            f"{len(damaged)} of them damaged in the source"
        )


def messages(half: int) -> Iterator[tuple[str, str]]:
    """Yield language and text of every second line of Django's translations, if it is installed."""
    try:
        import django
    except ImportError:
        return
    for path in sorted(Path(django.__file__).parent.rglob("LC_MESSAGES/*.mo")):
        catalog = GNUTranslations(path.open("rb"))._catalog  # type: ignore[attr-defined]
        texts = sorted({each for each in catalog.values() if isinstance(each, str)})
        for text in texts[half::2]:
            yield from ((path.parts[-3], line) for line in text.split("\n"))


def speed(arguments: argparse.Namespace) -> None:
    """Print how fast the filters are, as multiples of the others in this run."""
    clean = Pipeline(["wrong_charset", "mojibake"]).clean
    alone = Pipeline(["mojibake"]).clean

    def lines(*languages: str) -> list[str]:
        count = 1000 // len(languages)
        return [s for each in languages for s in sentences(arguments.data, each, 1, count)]

    def broken(texts: list[str], written: str, read: str) -> list[str]:
        return [read_as(text.encode(written, "ignore"), read) for text in texts]

    french, russian = lines("fra", "deu"), lines("rus")
    samples = {
        "ASCII": [line.encode("ascii", "ignore").decode() for line in lines("eng-US")],
        "French, German": french,
        "Russian": russian,
        **{name: lines(code) for name, code in SCRIPTS.items()},
        "French, German, damaged": broken(french, "utf-8", "cp1252"),
        "Russian, damaged": broken(russian, "utf-8", "cp1252"),
        "suspects: cp1251 as cp1252": broken(russian, "cp1251", "cp1252"),
        "suspects: gbk as cp1252": broken(lines("zho-CN"), "gbk", "cp1252"),
        "suspects: cp1250 as cp1252": broken(lines("pol", "ces"), "cp1250", "cp1252"),
    }
    suspects = broken(russian + lines("bul"), "cp1251", "cp1252")
    samples["suspects: 1 MB"] = (suspects * (1 + 1_000_000 // len("".join(suspects))))[:6000]
    print(
        f"\n{'speed on 1,000 lines':34}{'MB/s':>11}{'x ftfy':>11}{'x plsfix':>11}{'mojibake':>11}{'x ftfy':>11}"
    )
    for name, texts in samples.items():
        text = "\n".join(texts)
        ours, first, theirs, rust = seconds(
            lambda text=text: clean(text),
            lambda text=text: alone(text),
            lambda texts=texts: [ftfy.fix_encoding(line) for line in texts],
            lambda text=text: plsfix.fix_text(text),
        )
        rate = len(text.encode()) / 1e6 / ours
        print(
            f"{name:34}{rate:11.1f}{theirs / ours:11.1f}{rust / ours:11.1f}"
            f"{rate * ours / first:11.1f}{theirs / first:11.1f}",
            flush=True,
        )


def shifted(arguments: argparse.Namespace) -> None:
    """Print how much is restored of sentences in which the first byte of one character was lost."""
    clean = Pipeline(["shifted_bytes"]).clean
    print(
        f"\n{'one first byte lost':34}{'sentences':>11}{'restored':>11}{'wrong':>11}{'sound':>11}"
    )
    for charset in ("gbk", "cp950", "cp932", "cp949"):
        for mark in "?\ufffd":
            random = Random(charset + mark)
            texts = sentences(arguments.data, EASTERN[charset], arguments.half, 400)
            cases = [each for text in texts if (each := _lose(text, charset, mark, random))]
            after = [clean(broken) for _, broken in cases]
            right = sum(new == text for (text, _), new in zip(cases, after, strict=True))
            wrong = sum(new not in pair for pair, new in zip(cases, after, strict=True))
            altered = sum(clean(text) != text for text in texts)
            name = f"{charset}, shown as {'?' if mark == '?' else 'U+FFFD'}"
            print(
                f"{name:34}{len(cases):11}{100 * right / len(cases):11.1f}"
                f"{100 * wrong / len(cases):11.1f}{altered:11}",
                flush=True,
            )


def _lose(text: str, charset: str, mark: str, random: Random) -> tuple[str, str] | None:
    """Return a text that a charset has, and what it is read as without the first byte of a character."""
    text = text.encode(charset, "ignore").decode(charset)
    sizes = [len(char.encode(charset)) for char in text]
    places = [place for place, size in enumerate(sizes) if size == 2]
    if not places:
        return None
    place = random.choice(places)
    data = text.encode(charset)
    lost = sum(sizes[:place])
    return text, text[:place] + mark + _stream(data[lost + 1 :], charset, mark)


def _stream(data: bytes, charset: str, mark: str) -> str:
    """Read bytes as most decoders do: a byte that begins no character is a mark."""
    found = ""
    place = 0
    while place < len(data):
        for size in (1, 2):
            try:
                found += data[place : place + size].decode(charset)
            except UnicodeDecodeError:
                continue
            place += size
            break
        else:
            found += mark
            place += 1
    return found


def main(argv: list[str]) -> int:
    """Run the parts that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with text/ntrex within")
    parser.add_argument("--half", type=int, default=1, choices=(0, 1), help="which sentences")
    parser.add_argument("--sentences", type=int, default=40, help="for each language and mix-up")
    parser.add_argument("--rows", default="", help="only the kinds of damage named so")
    parser.add_argument("--only", choices=("quality", "sound", "shifted", "speed"))
    arguments = parser.parse_args(argv)
    parts = (("quality", quality), ("sound", sound), ("shifted", shifted), ("speed", speed))
    for name, part in parts:
        if arguments.only in (None, name):
            part(arguments)
    return 0
