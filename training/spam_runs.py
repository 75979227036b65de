"""Choose for each phrase of spam the run of characters that sound text has least often.

    python training/spam_runs.py --data FOLDER [--check]

Counted in one half of the sentences of NTREX-128, all languages; see `cleantext/grams.py`.
"""

from __future__ import annotations

import sys
from collections import Counter

import common

from cleantext.grams import LONG, fold, runs
from cleantext.lexicons import read


def main() -> int:
    """Write the table, or with `--check` say whether it is what this script makes."""
    arguments = common.arguments(__doc__.splitlines()[0])
    phrases = sorted({e.phrase for e in read("spam_phrases.tsv") if e.weight != "offer"})
    candidates = {run for phrase in phrases for run in runs(phrase)}
    seen: Counter[str] = Counter()
    for path in sorted((arguments.data / "text" / "ntrex" / "NTREX-128").glob("*.txt")):
        sentences = path.read_text("utf-8").splitlines()[0::2]
        folded = " " + " ".join("".join(map(fold, sentence)) for sentence in sentences)
        for width in (2, LONG):
            for at in range(len(folded) - width + 1):
                run = folded[at : at + width]
                if run in candidates:
                    seen[run] += 1
    chosen = {min(runs(phrase), key=lambda run: (seen[run], run)) for phrase in phrases}
    contents = "".join(f"{run}\n" for run in sorted(chosen)).encode()
    source = ["lexicons/spam_phrases.tsv", "NTREX-128, every second sentence, to tell what is rare"]
    current = common.write("spam_runs.txt", "spam_runs.py", source, contents, arguments.check)
    return 0 if current else 1


if __name__ == "__main__":
    sys.exit(main())
