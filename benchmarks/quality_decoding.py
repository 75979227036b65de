"""Decoding: how often each detector gives the right text.

    python benchmarks/quality.py decoding --data FOLDER [--split tune] [--only NAME] [--misses]

FOLDER holds `text/ntrex`; the other texts are Django's translations, read where they are installed. The documents are the sentences that `training/charset_model.py` did not
learn from, written in each legacy charset that their language was written in. Half of those are
there to tune by (`--split tune`), the other half to judge by.

TEXT is the share of cases in which the answer gives exactly the text that the true charset gives:
the only measure that a reader feels. A detector that answers with a name is granted the text of
that name with errors replaced.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "training")]

from decoding_cases import (
    UNLEARNT,
    UNLEARNT_DJANGO,
    Case,
    Corpus,
    Messages,
    beginnings,
    binaries,
    damaged,
    fields,
    mixed,
    whole,
)

import cleantext
from cleantext.decoding import BinaryData

Detector = Callable[[bytes], str | None]


def ours(data: bytes) -> str | None:
    """Return the text by cleantext, None when it refuses."""
    try:
        return cleantext.decode(data).text
    except BinaryData:
        return None


def _by_name(data: bytes, name: str | None) -> str | None:
    if not name:
        return None
    try:
        return data.decode(name, "replace").removeprefix("\ufeff")
    except LookupError:
        return None


def charset_normalizer(data: bytes) -> str | None:
    """Return the text by charset-normalizer."""
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    return _by_name(data, best.encoding if best else None)


def chardet(data: bytes) -> str | None:
    """Return the text by chardet."""
    from chardet import detect

    return _by_name(data, detect(data)["encoding"])


def chardetng(data: bytes) -> str | None:
    """Return the text by chardetng."""
    from chardetng_py import detect

    return _by_name(data, detect(data, allow_utf8=True))


DETECTORS: dict[str, Detector] = {
    "cleantext": ours,
    "charset-normalizer": charset_normalizer,
    "chardet": chardet,
    "chardetng": chardetng,
}


def share(cases: list[Case], detector: Detector, misses: list[str] | None = None) -> float:
    """Return in how many per cent of cases the detector gives the text."""
    right = 0
    for label, data, text in cases:
        found = detector(data)
        right += found == text
        if found != text and misses is not None:
            misses.append(f"    {label}: {text[:60]!r} read as {(found or 'refused')[:60]!r}")
    return 100 * right / len(cases)


def by_charset(cases: list[Case], detector: Detector) -> float:
    """Return the mean over charsets of the share that is right, in per cent."""
    groups: dict[str, list[Case]] = {}
    for case in cases:
        groups.setdefault(case.label.split()[0], []).append(case)
    return statistics.mean(share(group, detector) for group in groups.values())


def speed(cases: list[Case], detectors: dict[str, Detector]) -> None:
    """Print the time that each detector takes."""
    single = [case for case in cases if not case.label.startswith("utf")]
    ten = [
        Case(label, (data * (10_000 // len(data) + 1))[:10_000], text)
        for label, data, text in single[::7]
    ]
    print("\nmilliseconds: median / 95th percentile")
    for title, group in (("a document of about 2 KB", single[::5]), ("10 KB", ten)):
        print(f"  {title} ({len(group)})")
        for name, detector in detectors.items():
            times = []
            for case in group:
                detector(case.data)
                start = time.perf_counter()
                detector(case.data)
                times.append(1000 * (time.perf_counter() - start))
            times.sort()
            print(
                f"    {name:20}{statistics.median(times):8.2f}{times[len(times) * 95 // 100]:8.2f}"
            )
    print("  1 MB, best of five")
    for charset, language in (
        ("ascii", "eng"),
        ("utf-8", "zho-CN"),
        ("cp1252", "fra"),
        ("gbk", "zho-CN"),
    ):
        base = next((c for c in cases if c.label == f"{charset} {language}"), None)
        data = base.data if base else b"Plain words, and some more of them.\n"
        data *= 1_000_000 // len(data)
        row = [f"    {charset:8}"]
        for name, detector in (
            ("bytes.decode", partial(bytes.decode, encoding=charset)),
            *detectors.items(),
        ):
            best = min(_timed(detector, data) for _ in range(5))
            row.append(f"{name} {1000 * best:.2f}")
        print("  ".join(row))


def _timed(detector: Callable[[bytes], object], data: bytes) -> float:
    start = time.perf_counter()
    detector(data)
    return time.perf_counter() - start


def main(argv: list[str]) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(
        prog="quality.py decoding",
        description=__doc__,
        formatter_class=argparse.RawTextHelpFormatter,
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--split", choices=("tune", "judge"), default="judge")
    parser.add_argument("--only", default="", help="only the lines whose name holds this")
    parser.add_argument("--alone", action="store_true", help="cleantext without the others")
    parser.add_argument("--misses", action="store_true", help="print what cleantext got wrong")
    arguments = parser.parse_args(argv)
    detectors = {"cleantext": ours} if arguments.alone else DETECTORS
    corpus = Corpus(arguments.data, arguments.split)
    held_back = whole(corpus, UNLEARNT)
    charsets = len({case.label.split()[0] for case in held_back})
    print(f"TEXT, per cent; {arguments.split} split; {charsets} charsets")
    lines: list[tuple[str, Callable[[], list[Case]]]] = [("whole documents", lambda: held_back)]
    for title, dense in (("first {} bytes", False), ("{} bytes beyond ASCII", True)):
        lines += [
            (title.format(size), partial(beginnings, held_back, size, dense=dense))
            for size in (16, 64, 256, 1024)
        ]
    messages = whole(Messages(arguments.split), UNLEARNT_DJANGO)
    lines.append(("messages", lambda: messages))
    lines += [
        (f"messages, {size} bytes", partial(beginnings, messages, size, dense=True))
        for size in (16, 64, 256)
    ]
    lines += [
        ("one word", lambda: fields(corpus, 1)),
        ("three words", lambda: fields(corpus, 3)),
        ("one word of UTF-8", lambda: fields(corpus, 1, utf8=True)),
        ("mixed, 5 % legacy", lambda: mixed(corpus, 0.05)),
        ("mixed, 50 % legacy", lambda: mixed(corpus, 0.5)),
        ("damaged, cut UTF-8", lambda: damaged(corpus)),
    ]
    print(f"{'':24}{'cases':>7}" + "".join(f"{name:>20}" for name in detectors))
    for title, make in lines:
        if arguments.only not in title:
            continue
        cases = make()
        misses: list[str] | None = [] if arguments.misses else None
        row = [
            share(cases, detector, misses if name == "cleantext" else None)
            for name, detector in detectors.items()
        ]
        print(f"{title:24}{len(cases):7}" + "".join(f"{value:20.2f}" for value in row))
        if misses:
            print("\n".join(misses))
        if title == "whole documents":
            row = [by_charset(cases, detector) for detector in detectors.values()]
            print(f"{'  mean over charsets':24}{charsets:7}" + "".join(f"{v:20.2f}" for v in row))
    if arguments.only in "binary":
        refused = [case.label for case in binaries() if ours(case.data) is None]
        taken = [case.label for case in binaries() if case.label not in refused]
        print(f"binary kinds refused: {len(refused)} of {len(binaries())}; taken for text: {taken}")
    if arguments.only in "speed":
        speed(held_back, detectors)
    return 0
