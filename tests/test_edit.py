"""Edits are made, and found, in C as in Python."""

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import cleantext.filter
from cleantext import edit
from cleantext.cutting import cut
from cleantext.edit import Edit, EditError, apply

compiled = pytest.mark.skipif(edit.COMPILED is None, reason="the extension was not compiled")
#: ASCII of every sort that counts, and characters of one, two and four bytes.
few = st.text(alphabet="aZ0 -\n\x7fé\x80漢\ud800😀", max_size=14)


def both(call: Callable[[], object]) -> list[object]:
    """What the two ways give, or what they raise."""
    found: list[object] = []
    for module in (edit.COMPILED, None):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(edit, "COMPILED", module)
            try:
                found.append(call())
            except EditError as error:
                found.append(str(error))
    return found


@compiled
@given(text=few, cuts=st.lists(st.integers(0, 14), max_size=8), news=st.lists(few, min_size=4))
@example(text="a漢", cuts=[1, 2], news=["", "", "", ""])
def test_sound_edits(text: str, cuts: list[int], news: list[str]):
    cuts = sorted(min(cut, len(text)) for cut in cuts)
    spans = zip(cuts[::2], cuts[1::2], strict=False)
    edits = [Edit(a, b, text[a:b], new) for (a, b), new in zip(spans, news, strict=False)]
    in_c, in_python = both(lambda: apply(text, edits))
    assert in_c == in_python
    assert in_c.encode("utf-8", "surrogatepass") == in_python.encode("utf-8", "surrogatepass")


@compiled
@given(text=few, edits=st.lists(st.builds(Edit, st.integers(-2, 9), st.integers(-2, 9), few, few)))
@example(text="abc", edits=[Edit(1, 2, "b", ""), Edit(1, 2, "b", "")])
@example(text="abc", edits=[Edit(2, 4, "c", "")])
@example(text="abc", edits=[Edit(1, 2, "x", "")])
@example(text="abc", edits=[Edit(2, 1, "", "")])
@example(text="abc", edits=[Edit(1 << 70, 1 << 70, "", "")])
@example(text="abc", edits=[Edit(9, 9, "", "end")])
def test_edits_that_do_not_fit(text: str, edits: list[Edit]):
    in_c, in_python = both(lambda: apply(text, edits))
    assert in_c == in_python


@compiled
@given(old=few, new=few)
@example(old="é-漢 😀", new="ü-漢 é")
@example(old="é-- -é", new="ü-- -ü")
def test_pairs(old: str, new: str):
    in_c, in_python = both(lambda: cleantext.filter.paired(7, old, new, "note"))
    assert in_c == in_python
    assert all(type(each) is Edit for each in in_c)


@compiled
@given(old=few, new=few)
@example(old="é-漢 😀", new="ü-漢 é")
@example(old="aé-é b", new="aé-ü b")
@example(old="éa-b", new="a-bü")
def test_differences(old: str, new: str):
    in_c, in_python = both(lambda: list(cleantext.filter.differences(7, old, new, "note")))
    assert in_c == in_python
    assert all(type(each) is Edit for each in in_c)
    edits = [each._replace(start=each.start - 7, end=each.end - 7) for each in in_c]
    assert apply(old, edits) == new


@compiled
def test_what_is_no_edit_is_refused():
    assert edit.COMPILED
    with pytest.raises(TypeError):
        edit.COMPILED.paired(list, 0, "é", "ü", "")
    with pytest.raises(TypeError):
        edit.COMPILED.aligned(list, 0, "é", "ü", "")
    with pytest.raises(TypeError):
        edit.COMPILED.apply("text", 3)
    assert edit.COMPILED.apply("text", [(1, 2)]) is None
    assert edit.COMPILED.apply("text", [("a", 2, "", "", "")]) is None


@compiled
@given(
    text=st.text(alphabet="ab \n\u3000é", max_size=30),
    places=st.lists(st.integers(0, 30), max_size=8).map(sorted),
)
def test_both_ways_to_cut_agree(text: str, places: list[int]):
    inside = [place for place in places if place <= len(text)]
    cuts = [(start, end, str(start)) for start, end in zip(inside[::2], inside[1::2], strict=False)]
    edits = list(cut(text, cuts))
    assert edits == list(cut(text, cuts, compiled=False))
    assert all(type(each) is Edit for each in edits)
    kept = "".join(c for i, c in enumerate(text) if not any(s <= i < e for s, e, _ in cuts))
    # White space may go along, and nothing else does.
    assert "".join(apply(text, edits).split()) == "".join(kept.split())


@compiled
def test_what_is_no_cut_is_refused():
    for cuts in ([(2, 1, "")], [(0, 9, "")], [(-1, 1, "")], [(2, 3, ""), (0, 1, "")]):
        with pytest.raises(ValueError, match="no cuts"):
            edit.COMPILED.cut(Edit, "sound", cuts)
    for cuts in ([(0, 1)], [None], [("a", 1, "")]):
        with pytest.raises((TypeError, ValueError)):
            edit.COMPILED.cut(Edit, "sound", cuts)
    with pytest.raises(TypeError):
        edit.COMPILED.cut(str, "sound", [])
