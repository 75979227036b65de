"""Train the model that tells a story about goods from a pitch for them, by what stands around these.

    python training/story_model.py --data FOLDER [--check] [--held FOLDER]

FOLDER holds text/ntrex and wcxb-dev. It is learnt from what is left of sentences without the phrases of
the lexicon: of spam made by `spam_sentences.py` and of sound pages that sell, against stories and articles
made by it and sentences of news. Things in spam stay now and then, for there are things that are on no
list. With `--held` a model is made that has not seen every second phrase, for
`benchmarks/quality.py spam --held FOLDER`. Training is not exact to the last bit from machine to machine,
so `--check` asks whether the model does on new sentences what the table's header says.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from random import Random

import numpy as np
from common import proved, write
from scipy import sparse
from sklearn.linear_model import SGDClassifier
from spam_model import crop, known, matrix, sound, spoken
from spam_sentences import Writer

from cleantext import pitch, stories, wares

TABLE = "spam_stories.bin"
BITS = 16
SPAM, STORIES, ARTICLES, NEWS, CROPS = 100_000, 60_000, 15_000, 60_000, 30_000
#: A sentence of a page sells if it is no longer, in characters, and has so many phrases of sellers. There
#: are few, and they count so often; news in the languages of spam, so often.
SHORT, SELLERS, SELLING, OWN = 200, 2, 3, 2
#: So many of the things in spam stay in what is left of it.
UNKNOWN = 0.5
#: Nothing is learnt from what has fewer letters left.
SHORTEST = 6


def of_spam(writer: Writer, random: Random) -> str:
    """Return what is left of a new sentence of spam."""
    said = pitch.ADDRESS.sub(" ", writer.sentence()[0])
    things = wares.things()
    found = wares.known(said)
    return stories.left(said, [p for p in found if p not in things or random.random() < UNKNOWN])


def of_sound(said: str) -> str:
    """Return what is left of a sound sentence."""
    said = pitch.ADDRESS.sub(" ", said[: stories.LONGEST])
    return stories.left(said, wares.known(said))


def says_something(text: str) -> bool:
    """Return whether something can be learnt from what is left."""
    return sum(map(str.isalpha, text)) >= SHORTEST


def sells(said: str) -> bool:
    """Return whether a sound sentence is full of what sellers say."""
    return len(said) < SHORT and len(set(wares.known(said)) - wares.things()) >= SELLERS


def train(writer: Writer, news: list[str], web: list[str]) -> bytes:
    """Return the table of a model; above 0 is a pitch."""
    random = Random(5)
    random.shuffle(news)
    own = [said for sentences in writer.sound.values() for said in sentences]
    spam = [of_spam(writer, random) for _ in range(SPAM)]
    spam += [of_sound(said) for said in web if sells(said)] * SELLING
    told = [writer.story() for _ in range(STORIES)] + [writer.article() for _ in range(ARTICLES)]
    negative = [of_sound(said) for said in told + news[:NEWS] + own * OWN]
    negative += [crop(random, said) for said in news[NEWS:][:CROPS] + own]
    spam, negative = list(filter(says_something, spam)), list(filter(says_something, negative))
    rows = sparse.vstack([matrix(spam, BITS), matrix(negative, BITS)], format="csr")
    model = SGDClassifier(
        loss="log_loss", alpha=5e-6, max_iter=8, tol=None, average=10, random_state=1
    )
    model.fit(rows, np.arange(rows.shape[0]) < len(spam))
    return pitch.packed(model.coef_[0].astype(np.float32), float(model.intercept_[0]))


def right(table: bytes, data: Path) -> float:
    """Return the share of new stories, and of new spam, that a model tells right, the mean of both."""
    model = pitch.unpacked(table)
    writer, random = Writer(known(False), 2, spoken(data, unseen=True)), Random(6)
    spam = filter(says_something, [of_spam(writer, random) for _ in range(3000)])
    told = filter(says_something, [of_sound(writer.story()) for _ in range(3000)])
    shares = [
        np.mean([pitch.judged(each, model).whole > 0 for each in spam]),
        np.mean([pitch.judged(each, model).whole <= 0 for each in told]),
    ]
    return float(np.mean(shares))


def main() -> int:
    """Train and write, or check."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with text/ntrex, wcxb-dev")
    parser.add_argument("--check", action="store_true", help="prove the table; write nothing")
    parser.add_argument("--held", type=Path, help="make a model that lacks every second phrase")
    arguments = parser.parse_args()
    if arguments.check:
        return 0 if proved(TABLE, lambda table: right(table, arguments.data)) else 1
    held = arguments.held is not None
    table = train(Writer(known(held), 1, spoken(arguments.data)), *sound(arguments.data))
    found = right(table, arguments.data)
    print(f"{found:.4f} of new sentences are told right")
    if held:
        arguments.held.mkdir(parents=True, exist_ok=True)
        (arguments.held / TABLE).write_bytes(table)
        return 0
    sources = [
        "lexicons/spam_phrases.tsv",
        "NTREX-128, every second sentence (Federmann, Kocmi, Xin 2022), CC BY-SA 4.0",
        "WCXB (M. Foley, https://github.com/Murrough-Foley/web-content-extraction-benchmark), CC BY 4.0",
        f"share of new sentences that are told right: {found:.4f}",
    ]
    write(TABLE, "story_model.py", sources, table, False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
