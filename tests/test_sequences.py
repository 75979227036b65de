"""Both ways to look for sequences that sound text does not hold give the same answers."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import anything

from cleantext import scan
from cleantext.charmaps import UTF8_READ_AS, decoding_table
from cleantext.sequences import SEQUENCES, implausible, is_implausible

#: Characters of every class of every sequence, and what borders on them.
CHARS = sorted(
    {char for row in SEQUENCES for part in row for char in part}
    | set("\n\t \x85azAZ_9é漢\U0001f600")
)
misread = st.builds(
    lambda text, charset: "".join(map(decoding_table(charset).__getitem__, text.encode())),
    st.text(st.sampled_from("éàüß’“”…€ðþ ñ\n½яШבα漢😀 aZ"), max_size=9),
    st.sampled_from(UTF8_READ_AS),
)
texts = st.one_of(misread, st.text(st.sampled_from(CHARS), max_size=12), anything)


@pytest.mark.skipif(scan.COMPILED is None, reason="the extension was not compiled")
@given(text=texts, start=st.integers(0, 12))
@example(text="Ã ", start=0)
@example(text=" Ã ", start=1)
@example(text="a\nÃ ", start=2)
@example(text="Â£", start=0)
@example(text=" Â£ Ğ¢", start=5)
def test_both_ways_to_look_for_sequences_agree(text: str, start: int):
    assert is_implausible(text, start) == (implausible().search(text, start) is not None)


@pytest.mark.parametrize("sound", ["À la carte, Ångström", "ГЂ", "«Ő»", "½ × 3", "Œuvre", ""])
def test_sound_text_holds_none(sound: str):
    assert not is_implausible(sound)
