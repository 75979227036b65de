"""What lines were before a mix-up that was voted for: where that is told at once, it is what is told of each."""

from array import array

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import anything

from cleantext import scan
from cleantext.mix_ups import MIX_UPS, WIDE, MixUp
from cleantext.voted_lines import as_voted, plainly_voted

compiled = pytest.mark.skipif(scan.COMPILED is None, reason="the extension was not compiled")
SINGLE = [
    MixUp(read, written)
    for read in MIX_UPS
    for written in MIX_UPS[read]
    if read != "hybrid" and WIDE.isdisjoint((read, written))
]
#: Sound words of scripts that these charsets have, marks, and what may become anything.
WORDS = ["Привет", "мир", "ВНИМАНИЕ", "Ελληνικά", "λόγος", "příliš", "żółw", "naïve", "שלום", "l’été", "–", "«да»", "2", "a", "\x98", "…"]  # fmt: skip
mix_ups = st.lists(st.sampled_from(SINGLE), min_size=1, max_size=3, unique=True)


@st.composite
def misread(draw: st.DrawFn) -> tuple[list[str], list[tuple[MixUp]]]:
    """Lines that one of some mix-ups made, as far as it can, and others."""
    voted = draw(mix_ups)
    lines = []
    for words in draw(st.lists(st.lists(st.sampled_from(WORDS), max_size=14), max_size=4)):
        mix_up = draw(st.sampled_from(voted))
        line = " ".join(words)
        if draw(st.booleans()):
            data = line.encode(mix_up.written.rstrip("+"), "ignore")
            line = data.decode(mix_up.read.rstrip("+"), "replace")
        lines.append(line.replace("\n", ""))
    lines.append(draw(anything).replace("\n", " "))
    return lines, [(each,) for each in voted]


RUSSIAN = "Привет, мир: это длинная строка, в которой шестьдесят четыре знака и ещё немного"


@compiled
@given(misread())
@example(([RUSSIAN.encode("cp1251").decode("latin-1")], [(MixUp("latin-1", "cp1251"),)]))
@example((["Ïðèâåò – ìèð"], [(MixUp("latin-1", "cp1251"),), (MixUp("cp1252", "cp1251"),)]))
def test_what_is_plain_is_what_each_line_was(given: tuple[list[str], list[tuple[MixUp]]]):
    lines, voted = given
    text = "\n".join(lines)
    places = array("q", [sum(len(line) + 1 for line in lines[:n]) for n in range(len(lines))])
    for _ in range(2):  # the second time more is known to be sound
        for line, plain in zip(lines, plainly_voted(text, places, voted), strict=True):
            assert plain is None or plain == as_voted(line, True, voted)


@compiled
def test_sound_readings_are_plain():
    voted = [(MixUp("latin-1", "cp1251"),)]
    line = RUSSIAN.encode("cp1251").decode("latin-1")
    as_voted(line, True, voted)
    assert plainly_voted(line, array("q", [0]), voted) == [RUSSIAN]
    # What another charset of one byte explains as well, or one of many bytes, is weighed.
    assert plainly_voted(line, array("q", [0]), [*voted, (MixUp("latin-1", "koi8-r"),)]) == [None]
    assert plainly_voted(line, array("q", [0]), [(MixUp("latin-1", "gbk"),)]) == [None]
