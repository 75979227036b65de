"""Choose for each phrase that is looked for the run of characters that sound text has least often.

    python training/spam_runs.py --data FOLDER [--check]

Counted in one half of the sentences of NTREX-128, all languages; see `cleantext/grams.py`.
"""

from __future__ import annotations

import sys
from collections import Counter

import common

from cleantext.grams import LONG, fold, runs
from cleantext.lexicons import read

#: Each table, the lexicon that it is for, and the words of it that mean something near others only.
TABLES = {
    "spam_runs.txt": ("spam_phrases.tsv", "offer"),
    "instruction_runs.txt": ("instructions.tsv", "order"),
}


def main() -> int:
    """Write the tables, or with `--check` say whether they are what this script makes."""
    arguments = common.arguments(__doc__.splitlines()[0])
    phrases = {
        # What was written for the model of sentences is looked for by the hooks of that.
        table: sorted(
            {e.phrase for e in read(lexicon) if e.weight != beside and e.source == "observed"}
        )
        for table, (lexicon, beside) in TABLES.items()
    }
    candidates = {run for found in phrases.values() for phrase in found for run in runs(phrase)}
    seen: Counter[str] = Counter()
    for path in sorted((arguments.data / "text" / "ntrex" / "NTREX-128").glob("*.txt")):
        sentences = path.read_text("utf-8").splitlines()[0::2]
        folded = " " + " ".join("".join(map(fold, sentence)) for sentence in sentences)
        for width in (2, LONG):
            for at in range(len(folded) - width + 1):
                run = folded[at : at + width]
                if run in candidates:
                    seen[run] += 1
    current = True
    for table, (lexicon, _) in TABLES.items():
        chosen = {min(runs(each), key=lambda run: (seen[run], run)) for each in phrases[table]}
        contents = "".join(f"{run}\n" for run in sorted(chosen)).encode()
        source = [f"lexicons/{lexicon}", "NTREX-128, every second sentence, to tell what is rare"]
        current &= common.write(table, "spam_runs.py", source, contents, arguments.check)
    return 0 if current else 1


if __name__ == "__main__":
    sys.exit(main())
