"""How fast cleantext is, beside ftfy, in the same run.

    python benchmarks/speed.py [--preset NAME] [--seconds N]

Each sample is named after what it stresses. Samples are built from the sound text of `corpus/clean`
and from the hijacked page, so that the benchmark needs nothing but the repository. The two tools
take turns, and medians are compared: machines are noisy, ratios hold. MB are of UTF-8.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import ftfy

import cleantext
from cleantext.presets import preset

ROOT = Path(__file__).resolve().parents[1]
SIZE = 200_000  # characters a sample


def sample(*languages: str) -> str:
    """Return sound text of some languages, repeated to a fixed size."""
    text = "".join((ROOT / f"corpus/clean/{each}.txt").read_text("utf-8") for each in languages)
    return (text * (SIZE // len(text) + 1))[:SIZE]


def ascii_only(text: str) -> str:
    """Return the lines of a text that are ASCII, repeated to the same size."""
    plain = "".join(line for line in text.splitlines(keepends=True) if line.isascii())
    return (plain * (SIZE // len(plain) + 1))[:SIZE]


def samples() -> dict[str, str]:
    """Return each sample under the name of what it stresses."""
    french = sample("fr", "de")
    page = (ROOT / "corpus/pages/hijacked.html.txt").read_text("utf-8")
    return {
        "clean ASCII": ascii_only(sample("en")),
        "clean French, German": french,
        "clean Russian": sample("ru"),
        "clean Chinese": sample("zh-Hans"),
        "clean Japanese": sample("ja"),
        "clean Arabic": sample("ar"),
        "every line mojibake": french.encode().decode("latin-1"),
        "hijacked page": page * 4,
    }


def rate(call: Callable[[str], object], text: str) -> float:
    """Return how many MB a second one call gets through."""
    start = time.perf_counter()
    call(text)
    return len(text.encode("utf-8", "surrogatepass")) / 1e6 / (time.perf_counter() - start)


def race(ours: Callable[[str], object], peer: Callable[[str], object], text: str, seconds: float):  # type: ignore[no-untyped-def]
    """Return the rates of two tools that take turns for some seconds."""
    rates: tuple[list[float], list[float]] = ([], [])
    ours(text)
    peer(text)
    stop = time.perf_counter() + seconds
    while time.perf_counter() < stop or len(rates[0]) < 3:
        rates[0].append(rate(ours, text))
        rates[1].append(rate(peer, text))
    return rates


def wall(*command: str, data: bytes = b"", times: int = 11) -> float:
    """Return the median wall time of a command in milliseconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        subprocess.run(command, input=data, capture_output=True, check=True)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken) * 1000


def start_up() -> None:
    """Print what the command takes, beside a bare interpreter."""
    command = (sys.executable, "-m", "cleantext.cli")
    chinese = sample("zh-Hant")[:3400].encode()
    page = (ROOT / "corpus/pages/hijacked.html.txt").read_bytes()
    rows = {
        "python -c pass": wall(sys.executable, "-c", "pass"),
        "import cleantext": wall(sys.executable, "-c", "import cleantext"),
        "cleantext --version": wall(*command, "--version"),
        "cleantext, 10 KB of ASCII": wall(
            *command, data=ascii_only(sample("en"))[:10_000].encode()
        ),
        "cleantext, 10 KB of Chinese": wall(*command, data=chinese),
        "cleantext, 10 KB of mojibake": wall(
            *command, data=sample("fr")[:9000].encode().decode("latin-1").encode()[:10_000]
        ),
        "cleantext, the hijacked page": wall(*command, data=page),
    }
    print(f"\n{'start-up':28} {'ms':>8}")
    for name, taken in rows.items():
        print(f"{name:28} {taken:8.0f}")


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--preset", default="clean")
    parser.add_argument("--seconds", type=float, default=2.0, help="how long a sample is run")
    arguments = parser.parse_args()
    clean = preset(arguments.preset).clean
    print(f"cleantext {cleantext.__version__} ({arguments.preset}), ftfy {ftfy.__version__}")
    print(f"Python {platform.python_version()}, {platform.machine()}; medians, MB/s")
    print(f"\n{'sample':24} {'ratio':>8} {'cleantext':>10} {'spread':>13} {'ftfy.fix_text':>14}")
    for name, text in samples().items():
        ours, peer = race(clean, ftfy.fix_text, text, arguments.seconds)
        own, other = statistics.median(ours), statistics.median(peer)
        spread = f"{min(ours):.4g}-{max(ours):.4g}"
        print(f"{name:24} {own / other:8.1f} {own:10.4g} {spread:>13} {other:14.4g}")
    start_up()
    return 0


if __name__ == "__main__":
    sys.exit(main())
