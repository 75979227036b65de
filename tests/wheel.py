"""Try an installed wheel, away from the source: `make wheel` and the recipe for forges run this."""

import subprocess
import sys

import cleantext
from cleantext import edit, scan
from cleantext.decoding import counts
from cleantext.markup import elements

SOUND = "Sound text: naïve façade, Привет, 漢字。"


def main() -> int:
    """Return 0 when the package works and holds the compiled scan."""
    for module in (scan, edit, counts, elements):
        assert module.COMPILED is not None, f"the wheel lacks what {module.__name__} has in C"
    assert cleantext.extract("<p>One<p hidden>Two") == "One"
    assert cleantext.clean("l’humanitÃ©") == "l’humanité"
    assert cleantext.clean(SOUND) is SOUND
    command = [sys.executable, "-m", "cleantext"]
    done = subprocess.run(command, input="cafÃ©".encode(), capture_output=True, check=True)
    assert done.stdout.decode() == "café"
    print(f"cleantext {cleantext.__version__} works, compiled loops included")
    return 0


if __name__ == "__main__":
    sys.exit(main())
