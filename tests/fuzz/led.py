"""Let libFuzzer look for input that reaches code not yet reached; `fuzz.py --coverage` runs this.

    python tests/fuzz/led.py TARGET SECONDS

Wants atheris. Ends at the first input that breaks a law or takes too long, and keeps it under `build/fuzz`.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from contextlib import suppress
from pathlib import Path
from random import Random

import atheris

FOLDER = Path(__file__).resolve().parents[2] / "build" / "fuzz"
#: So many inputs to begin with.
SEEDS = 500
#: No input may take so many seconds.
HANG = 10


def instrumented() -> None:
    """Import the package so that each branch that is taken in it is seen."""
    with atheris.instrument_imports(include=["cleantext"]):
        import cleantext

        for module in pkgutil.walk_packages(cleantext.__path__, "cleantext."):
            # What is for the command alone is not fed here, and imports much that is not ours.
            if not module.name.startswith(("cleantext.cli", "cleantext.corpora", "cleantext.__")):
                # Atheris does not know all bytecode; what it fails at is imported later as it is.
                with suppress(AssertionError):
                    importlib.import_module(module.name)


def main() -> None:
    """Feed one target for some seconds; does not return."""
    name, seconds = sys.argv[1:]
    instrumented()
    import inputs
    from targets import TARGETS

    target = TARGETS[name]

    def once(data: bytes) -> None:
        seed = int.from_bytes(data[:4], "big")
        rest = data[4:]
        target.check(Random(seed), rest.decode("utf-8", "surrogateescape") if target.text else rest)  # type: ignore[arg-type]

    corpus = FOLDER / f"corpus-{name}"
    corpus.mkdir(parents=True, exist_ok=True)
    chance = Random(0)
    for number in range(SEEDS):
        found = inputs.text(chance, name == "pages") if target.text else inputs.raw(chance)
        data = found.encode("utf-8", "surrogatepass") if isinstance(found, str) else found
        (corpus / f"seed-{number}").write_bytes(chance.randbytes(4) + data)
    limits = [f"-max_total_time={int(float(seconds))}", f"-timeout={HANG}"]
    atheris.Setup([sys.argv[0], str(corpus), *limits, f"-artifact_prefix={FOLDER}/"], once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
