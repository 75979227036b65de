"""The policy by example: what each preset does, by language (corpus/policy/pairs.tsv)."""

import re
from pathlib import Path

import pytest

from cleantext.filters import BY_NAME
from cleantext.filters.typographic_quotes import for_locale
from cleantext.presets import preset

PAIRS = Path(__file__).resolve().parents[1] / "corpus" / "policy" / "pairs.tsv"
_NAMED = {r"\n": "\n", r"\r": "\r", r"\t": "\t", r"\b": "\b", r"\\": "\\"}


def unescape(text: str) -> str:
    def character(match: re.Match[str]) -> str:
        code = match[1] or match[2]
        return chr(int(code, 16)) if code else _NAMED[match[0]]

    return re.sub(r"\\u([0-9a-f]{4})|\\U([0-9a-f]{8})|\\[nrtb\\]", character, text)


def rows() -> list[object]:
    """Each row of the table as a parameter: kind, what it asks for, before, after."""
    found = []
    for number, line in enumerate(PAIRS.read_text("utf-8").splitlines()[1:], 2):
        language, kind, before, after = line.split("\t")
        kind, _, asked = kind.partition(":")
        values = (kind, asked, unescape(before), unescape(after))
        found.append(pytest.param(*values, id=f"{number}-{language}-{kind}"))
    return found


@pytest.mark.parametrize(("kind", "asked", "before", "after"), rows())
def test_the_policy_holds(kind: str, asked: str, before: str, after: str):
    if kind in ("fix", "keep"):
        assert preset("clean").clean(before) == after
        assert preset("repair").clean(before) == after
    elif kind == "report":
        result = preset("clean").run(before)
        assert result.text == before == after
        assert asked in {each.filter for each in result.findings}
    else:
        assert kind == "opt"
        assert preset("clean").clean(before) == before
        name, _, locale = asked.rstrip(")").partition("(")
        chosen = for_locale(locale) if locale else BY_NAME[name]
        assert preset("repair").with_(chosen).clean(before) == after


@pytest.mark.parametrize("name", ["clean", "repair"])
def test_every_emoji_sequence_is_left_alone(name: str):
    import emoji

    sequences = list(emoji.EMOJI_DATA)
    assert len(sequences) > 4000
    for sequence in sequences:
        assert preset(name).clean(sequence) == sequence
    text = " ".join(sequences)
    assert preset(name).clean(text) == text
