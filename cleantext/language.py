"""How likely a stretch of characters is as text of its script.

One model, shared by whatever must choose between two readings of the same bytes. It counts how
often two characters stand side by side, with a back-off to single characters, in *bits*: a text
that costs 10 bits less than another is 1024 times as likely. Variants of one Chinese character
count as one, digits as one, Latin letters as one, and a punctuation mark as its full form.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from cleantext.hanzi import variants
from cleantext.tables import read

#: What a character that the model never saw costs.
UNSEEN = 24.0
_EIGHTH = 1 / 8


@cache
def _classes() -> dict[int, str | int]:
    """What a character counts as, where that is not itself."""
    full: dict[int, str | int] = {code: chr(code + 0xFEE0) for code in range(0x21, 0x7F)}
    full.update(dict.fromkeys(map(ord, "0123456789０１２３４５６７８９"), "0"))
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    letters += letters.lower()
    full.update(dict.fromkeys(map(ord, letters), "a"))
    full.update(dict.fromkeys((ord(char) + 0xFEE0 for char in letters), "a"))
    full.update({0x09: " ", 0xA0: " ", 0x3000: " "})
    return full | str.maketrans(variants())


def symbols(text: str) -> str:
    """Return `text` as the model counts it.

    >>> symbols("漢字,2024 abc")
    '汉字，0000 aaa'
    """
    return text.translate(_classes())


@cache
def _model() -> tuple[dict[str, float], dict[str, float], dict[str, float]]:
    """Costs of single characters, back-off costs after a character, and costs of pairs."""
    alphabet, pairs, costs = read("han_model.bin").split(b"\0", 2)
    chars, joined = alphabet.decode(), pairs.decode()
    eighths = [value * _EIGHTH for value in costs]
    count = len(chars)
    single = dict(zip(chars, eighths, strict=False))
    backoff = dict(zip(chars, eighths[count:], strict=False))
    keys = map("".join, zip(joined[::2], joined[1::2], strict=True))
    return single, backoff, dict(zip(keys, eighths[2 * count :], strict=True))


def pair_cost() -> Callable[[str, str], float]:
    """Return the function that says what a symbol costs after another, in bits.

    >>> cost = pair_cost()
    >>> cost("中", "国") < cost("中", "萍")
    True
    """
    single, backoff, pairs = _model()

    def cost(before: str, char: str) -> float:
        found = pairs.get(before + char)
        if found is not None:
            return found
        return backoff.get(before, 0.0) + single.get(char, UNSEEN)

    return cost


def surprise(char: str) -> float:
    """Return how many bits a character costs on its own: few when it is common.

    >>> surprise("网") < 12 < surprise("饕")
    True
    """
    return _model()[0].get(symbols(char), UNSEEN)


def cost(text: str, before: str = "\n") -> float:
    """Return what `text` costs in bits where it follows the character `before`.

    >>> cost("科技部黨組書記") < cost("萍疾奎h組書記")
    True
    """
    counted = symbols(before + text)
    step = pair_cost()
    return sum(map(step, counted, counted[1:]))
