"""How fast cleantext is, beside the tools that people use instead, in the same run.

    python benchmarks/speed.py [TABLE ...] [--seconds N] [--json FILE] [--check | --raise | --lower]

A table a capability. Ratios come first: so many times as fast as the fastest peer named. The tools take
turns on each sample, and medians are compared, for machines are noisy and ratios hold. MB are of UTF-8.
A peer that is not installed is left out.

`--check` measures quickly and compares with `floors.json`: the ratios that nobody may lose. `--raise` writes
the higher of the floor and four tenths of what was measured; only `--lower` writes a lower one.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

import samples

import cleantext
from cleantext import scan
from cleantext.presets import MOSES, REPAIR, preset

FLOORS = Path(__file__).with_name("floors.json")
#: What of a measured ratio becomes a floor: machines differ, and so do versions of the peers.
SHARE = 0.4
#: How many seconds a tool has its turn.
TURN = 0.05
#: What may be missing at a floor before `--check` complains, and how often it measures again.
TRIES = 3

Call = Callable[[str], object] | Callable[[bytes], object]


class Row(NamedTuple):
    """A sample: megabytes a second of each tool, ours first, with the spread of ours."""

    sample: str
    rates: dict[str, float]
    spread: tuple[float, float]

    def ratio(self, peer: str) -> float:
        """Return how many times as fast as a peer we are."""
        return self.rates["cleantext"] / self.rates[peer]


class Table(NamedTuple):
    """A capability: what is measured on which samples, beside whom."""

    title: str
    tools: Callable[[], dict[str, Call]]
    samples: Callable[[], dict[str, str] | dict[str, bytes]]


def _peers(**makers: Callable[[], Call]) -> dict[str, Call]:
    """The peers that are installed."""
    found = {}
    for name, make in makers.items():
        try:
            found[name.replace("_", "-")] = make()
        except ImportError:
            print(f"  ({name} is not installed)", file=sys.stderr)
    return found


def _ftfy() -> Call:
    import ftfy

    return ftfy.fix_text


def _plsfix() -> Call:
    import plsfix

    return plsfix.fix_text


def _sacremoses() -> Call:
    from sacremoses import MosesPunctNormalizer

    return MosesPunctNormalizer("en").normalize


def _charset_normalizer() -> Call:
    from charset_normalizer import from_bytes

    return lambda data: str(from_bytes(data).best())


def _chardet() -> Call:
    from chardet import detect

    return lambda data: data.decode(detect(data)["encoding"] or "latin-1", "replace")


def _trafilatura() -> Call:
    from trafilatura import extract

    return extract


def _cleaning() -> dict[str, Call]:
    return {"cleantext": preset("clean").clean} | _peers(ftfy=_ftfy, plsfix=_plsfix)


def _punctuation() -> dict[str, Call]:
    # What Moses does, and no repair of encodings; its own preset does both.
    own = [name for name in MOSES if name not in REPAIR]
    alone = preset("moses").only("line_breaks", "odd_spaces", "trailing_space", "blank_runs", *own)
    return {"cleantext": alone.clean} | _peers(sacremoses=_sacremoses)


def _decoding() -> dict[str, Call]:
    ours = {"cleantext": lambda data: cleantext.decode(data).text}
    return ours | _peers(charset_normalizer=_charset_normalizer, chardet=_chardet)


def _pages() -> dict[str, Call]:
    return {"cleantext": cleantext.extract} | _peers(trafilatura=_trafilatura)


def _bytes() -> dict[str, Call]:
    return {
        "cleantext": cleantext.clean_bytes,
        "decode-encode": lambda data: data.decode().encode(),
    }


TABLES = {
    "clean": Table("whole default pipeline on sound text, str to str", _cleaning, samples.clean),
    "damaged": Table("whole default pipeline on damaged text", _cleaning, samples.damaged),
    "punctuation": Table("punctuation as Moses has it", _punctuation, samples.clean),
    "decoding": Table("bytes that do not say what they are", _decoding, samples.encoded),
    "pages": Table("main content of a page, parsing included", _pages, samples.pages),
    "bytes": Table(
        "sound UTF-8, bytes to bytes, beside bytes.decode and str.encode",
        _bytes,
        lambda: {name: text.encode() for name, text in samples.clean().items()},
    ),
}


def race(tools: dict[str, Call], sample: str | bytes, seconds: float) -> dict[str, list[float]]:
    """Return the rates of tools that take turns for some seconds, three turns at least.

    A turn is as long for each, and at least a call: one that is done in a millisecond would else always
    find the caches as another has left them in a hundred, which no corpus does to it.
    """
    size = len(sample.encode("utf-8", "surrogatepass") if isinstance(sample, str) else sample) / 1e6
    rates: dict[str, list[float]] = {name: [] for name in tools}
    for call in tools.values():
        call(sample)  # type: ignore[arg-type]
    stop, turns = time.perf_counter() + seconds, 0
    while time.perf_counter() < stop or turns < 3:
        turns += 1
        for name, call in tools.items():
            start = begun = time.perf_counter()
            while start - begun < TURN:
                call(sample)  # type: ignore[arg-type]
                end = time.perf_counter()
                rates[name].append(size / (end - start))
                start = end
    return rates


def measured(table: Table, seconds: float) -> Iterator[Row]:
    """Yield the rows of a table, each when it is measured."""
    tools = table.tools()
    for name, sample in table.samples().items():
        rates = race(tools, sample, seconds)
        own = rates["cleantext"]
        medians = {tool: statistics.median(found) for tool, found in rates.items()}
        yield Row(name, medians, (min(own), max(own)))


def show(table: Table, seconds: float) -> list[Row]:
    """Print a table while it is measured; return its rows."""
    rows: list[Row] = []
    for row in measured(table, seconds):
        peers = [tool for tool in row.rates if tool != "cleantext"]
        if not rows:
            heads = "".join(f"{'x ' + peer:>21}" for peer in peers)
            rates = "".join(f"{peer:>20}" for peer in peers)
            print(f"\n{table.title}\n{'':30}{heads}{'cleantext MB/s':>16}{'spread':>16}{rates}")
        ratios = "".join(f"{row.ratio(peer):21.1f}" for peer in peers)
        rates = "".join(f"{row.rates[peer]:20.4g}" for peer in peers)
        spread = f"{row.spread[0]:.4g}-{row.spread[1]:.4g}"
        print(
            f"{row.sample:30}{ratios}{row.rates['cleantext']:16.4g}{spread:>16}{rates}", flush=True
        )
        rows.append(row)
    return rows


def wall(*command: str, data: bytes = b"", times: int = 11) -> float:
    """Return the median wall time of a command in milliseconds.

    Modules are compiled before, as they are where a package is installed.
    """
    taken = []
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"PYTHONPYCACHEPREFIX": folder}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for _ in range(times + 1):
            start = time.perf_counter()
            subprocess.run(command, input=data, capture_output=True, check=True, env=environment)
            taken.append(time.perf_counter() - start)
    return statistics.median(taken[1:]) * 1000


def start_up() -> None:
    """Print what the command takes, beside a bare interpreter."""
    command = (sys.executable, "-m", "cleantext.cli")
    sound = samples.clean()
    french = sound["French, German"][:9000]
    page = (samples.ROOT / "corpus/pages/hijacked.html.txt").read_bytes()
    rows = {
        "python -c pass": wall(sys.executable, "-c", "pass"),
        "import cleantext": wall(sys.executable, "-c", "import cleantext"),
        "cleantext --version": wall(*command, "--version"),
        "10 KB of ASCII": wall(*command, data=sound["ASCII"][:10_000].encode()),
        "10 KB of Chinese": wall(*command, data=sound["Chinese"][:3400].encode()),
        "10 KB of mojibake": wall(
            *command, data=french.encode().decode("latin-1").encode()[:10_000]
        ),
        "the hijacked page": wall(*command, data=page),
    }
    print(f"\n{'the command, from start to end':30}{'ms':>8}")
    for name, taken in rows.items():
        print(f"{name:30}{taken:8.0f}")


def machine() -> str:
    """Return what the figures were measured with."""
    names = ("ftfy", "plsfix", "sacremoses", "charset-normalizer", "chardet", "trafilatura")
    peers = []
    for name in names:
        try:
            peers.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    how = "compiled" if scan.COMPILED else "without the extension"
    return (
        f"cleantext {cleantext.__version__} ({how}), {', '.join(peers)}; "
        f"Python {platform.python_version()}, {platform.machine()}; medians"
    )


def floors() -> dict[str, dict[str, dict[str, float]]]:
    """Return the ratios that must hold: by table, sample and peer."""
    found: dict[str, dict[str, dict[str, float]]] = json.loads(FLOORS.read_text("utf-8"))
    return found


def check(names: list[str], seconds: float) -> int:
    """Compare quick measurements with the floors; return 1 when one does not hold."""
    if scan.COMPILED is None:
        print("the floors are those of the compiled scan, which is missing here; not checked")
        return 0
    failed = False
    for name, rows in floors().items():
        if names and name not in names:
            continue
        table = TABLES[name]
        tools, all_samples = table.tools(), table.samples()
        for sample, least in rows.items():
            wanted = {"cleantext": tools["cleantext"]} | {p: tools[p] for p in least if p in tools}
            for attempt in range(TRIES):
                rates = race(wanted, all_samples[sample], seconds * (attempt + 1))
                medians = {tool: statistics.median(found) for tool, found in rates.items()}
                ratios = {p: medians["cleantext"] / medians[p] for p in wanted if p in least}
                missed = {peer: each for peer, each in ratios.items() if each < least[peer]}
                if not missed:
                    break
            for peer, each in missed.items():
                failed = True
                print(f"{name}, {sample}: {each:.2f} times as fast as {peer}, floor {least[peer]}")
    print("a floor does not hold" if failed else "the floors of speed hold")
    return int(failed)


def write_floors(found: dict[str, list[Row]], lower: bool) -> None:
    """Write what was measured as floors, higher ones only unless `lower`."""
    known = floors() if FLOORS.exists() else {}
    for name, rows in found.items():
        for row in rows:
            least = known.setdefault(name, {}).setdefault(row.sample, {})
            for peer in row.rates:
                if peer != "cleantext":
                    new = float(f"{row.ratio(peer) * SHARE:.2g}")
                    least[peer] = new if lower else max(new, least.get(peer, 0.0))
    FLOORS.write_text(json.dumps(known, indent=2, ensure_ascii=False) + "\n", "utf-8")


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("tables", nargs="*", metavar="TABLE", help=f"{', '.join(TABLES)}, start-up")
    parser.add_argument("--seconds", type=float, default=2.0, help="how long a sample is run")
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--check", action="store_true", help="compare with the floors, quickly")
    what.add_argument("--raise", dest="higher", action="store_true", help="write higher floors")
    what.add_argument("--lower", action="store_true", help="write floors, lower ones too")
    arguments = parser.parse_args()
    unknown = set(arguments.tables) - {*TABLES, "start-up"}
    if unknown:
        parser.error(f"no table is named {', '.join(sorted(unknown))}")
    if arguments.check:
        return check(arguments.tables, min(arguments.seconds, 0.2))
    names = arguments.tables or [*TABLES, "start-up"]
    print(machine())
    found = {name: show(TABLES[name], arguments.seconds) for name in TABLES if name in names}
    if "start-up" in names:
        start_up()
    if arguments.json:
        figures = {name: [row._asdict() for row in rows] for name, rows in found.items()}
        arguments.json.write_text(
            json.dumps({"machine": machine(), "tables": figures}, indent=1) + "\n"
        )
    if arguments.higher or arguments.lower:
        write_floors(found, arguments.lower)
    return 0


if __name__ == "__main__":
    sys.exit(main())
