"""What is swapped in one go is what the edits of the same filter make."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import size

from cleantext import Document, Pipeline, edit
from cleantext.edit import Edit, apply
from cleantext.filter import Filter
from cleantext.filters import CATALOGUE
from cleantext.swaps import Swaps

SWAPPING = [each for each in CATALOGUE if each.swaps]
#: Of each width: what comes in may be wider or narrower than all that stays.
KINDS = (
    Swaps("ab", "xy", "ASCII"),
    Swaps("é\u0117", "ee", "to ASCII"),
    Swaps("ax", "\u2019\U0001f600", "wider"),
    Swaps("\U0001f600\U0001f601", ":ß", "narrower"),
    *(each.swaps for each in SWAPPING if each.swaps),
)


@given(
    swaps=st.sampled_from(KINDS),
    filling=st.sampled_from(["", "sound ", "é", "ж", "漢", "😂"]),
    times=st.sampled_from([0, 1, 30]),
    data=st.data(),
)
def test_swaps_are_their_edits(swaps: Swaps, filling: str, times: int, data: st.DataObject):
    some = st.text(st.sampled_from(swaps.chars + "aé’ж漢😀"), max_size=8)
    text = data.draw(some) + filling * times + data.draw(some) + filling * times
    made = apply(text, list(swaps.find(Document(text))))
    assert swaps.made(text) == made
    assert swaps.made(made) is made
    if made != text:
        # As if it had been read: no wider than its widest character.
        assert size(swaps.made(text)) == size("".join(list(made)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(edit, "COMPILED", None)
        assert swaps.made(text) == made


@pytest.mark.parametrize("each", SWAPPING, ids=lambda each: each.name)
def test_a_filter_that_swaps_finds_just_that(each):
    text = f"a{each.swaps.chars}b, {each.swaps.chars[0]}"
    pipeline = Pipeline([each])
    result = pipeline.run(text)
    assert result.text == pipeline.clean(text) == each.swaps.made(text)
    assert len(result.edits) == len(each.swaps.chars) + 1


def test_none_that_comes_in_is_swapped_again():
    for each in SWAPPING:
        assert not set(each.swaps.chars) & set(each.swaps.instead), each.name
        assert len(each.swaps.chars) == len(set(each.swaps.chars)) == len(each.swaps.instead)


def _mine(document: Document) -> list[Edit]:
    return list(KINDS[0].find(document))


def test_what_is_swapped_tells_pipelines_apart():
    filters = [Filter("mine", _mine, swaps=swaps) for swaps in (None, *KINDS[:2])]
    assert len({Pipeline([each]).fingerprint for each in filters}) == 3


@pytest.mark.skipif(edit.COMPILED is None, reason="the extension was not compiled")
def test_what_cannot_be_swapped_is_refused():
    for arguments in (("text", "", ""), ("text", "ab", "x"), ("text", "a\U0001f600", "xy")):
        with pytest.raises(ValueError, match="swap"):
            edit.COMPILED.swap(*arguments)
