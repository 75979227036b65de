"""The laws of the house, over every filter and every preset."""

import pickle
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import anything

from cleantext import Document, Edit, Level, Pipeline
from cleantext.edit import apply, compose, undo
from cleantext.filter import Filter
from cleantext.filters import CATALOGUE
from cleantext.gate import Gate
from cleantext.presets import PRESETS, preset

every_filter = pytest.mark.parametrize("each", CATALOGUE, ids=lambda each: each.name)
every_preset = pytest.mark.parametrize("name", PRESETS)


@every_filter
@given(text=anything)
def test_edits_are_sound(each: Filter, text: str):
    position = 0
    for edit in each.find(Document(text)):
        assert position <= edit.start <= edit.end <= len(text)
        assert text[edit.start : edit.end] == edit.old
        assert edit.new != edit.old or each.level is Level.REPORT
        assert edit.note
        position = edit.end


@every_filter
@given(text=anything)
def test_a_filter_is_idempotent(each: Filter, text: str):
    if each.level is not Level.REPORT:
        once = apply(text, list(each.find(Document(text))))
        assert list(each.find(Document(once))) == []


@pytest.mark.parametrize(
    "each", [each for each in CATALOGUE if each.mends], ids=lambda each: each.name
)
@given(text=anything)
def test_what_mends_makes_what_the_edits_make(each: Filter, text: str):
    document = Document(text)
    edits = list(each.find(Document(text)))
    assert each.mends is not None
    mended = each.mends(document)
    assert mended.text == apply(text, edits)
    assert (mended is document) == (not edits)


@every_filter
@given(text=anything)
def test_triggers_are_sound(each: Filter, text: str):
    gate = Gate([each])
    if not gate.passes(gate.needs[0], gate.present(Document(text))):
        assert list(each.find(Document(text))) == []


@given(text=anything)
def test_the_gate_sees_what_each_trigger_sees(text: str):
    gate = Gate(CATALOGUE)
    present = gate.present(Document(text))
    for each, needs in zip(CATALOGUE, gate.needs, strict=True):
        expected = all(trigger.present(text) for trigger in each.triggers)
        assert gate.passes(needs, present) == expected


@given(text=anything, start=anything)
def test_the_gate_sees_what_edits_bring_in(text: str, start: str):
    gate = Gate(CATALOGUE)
    edits = [Edit(0, len(start), start, text)]
    updated = gate.update(gate.present(Document(start)), edits, text)
    assert updated & gate.present(Document(text)) == gate.present(Document(text))


@pytest.mark.parametrize(
    "each", [each for each in CATALOGUE if each.line_local], ids=lambda each: each.name
)
@given(text=anything)
def test_splitting_does_not_matter_to_line_local_filters(each: Filter, text: str):
    pipeline = Pipeline([each])
    assert pipeline.clean(text) == "\n".join(map(pipeline.clean, text.split("\n")))


@every_preset
@given(text=anything)
def test_undo_gives_the_input_back(name: str, text: str):
    result = preset(name).run(text)
    assert result.undo() == text
    assert apply(text, result.edits) == result.text
    assert undo(result.text, result.edits) == text


@every_preset
@given(text=anything)
def test_replaying_the_trail_gives_the_same_text(name: str, text: str):
    result = preset(name).run(text)
    replayed = text
    for each in result.trail:
        replayed = apply(replayed, each.edits)
    assert replayed == result.text == preset(name).clean(text)


@every_preset
@given(text=anything)
def test_a_preset_is_idempotent(name: str, text: str):
    once = preset(name).clean(text)
    assert preset(name).clean(once) == once


@every_preset
@given(order=st.randoms(use_true_random=False))
def test_a_preset_does_not_depend_on_the_order_in_which_it_is_named(name: str, order: Random):
    names = list(PRESETS[name])
    order.shuffle(names)
    assert Pipeline(()).with_(*names) == preset(name)


@every_preset
@given(text=anything)
def test_an_untouched_text_is_the_same_object(name: str, text: str):
    result = preset(name).run(text)
    assert result.changed == (result.text != text)
    if not result.trail:
        assert result.text is text


@every_preset
@given(text=anything)
def test_changes_lie_within_the_input(name: str, text: str):
    for change in preset(name).run(text).changes():
        assert 0 <= change.start <= change.end <= len(text)


@every_preset
@given(text=anything)
def test_offsets_agree_with_the_edits(name: str, text: str):
    result = preset(name).run(text)
    replaced = [range(edit.start, edit.end) for edit in result.edits]
    for position, character in enumerate(text):
        if not any(position in span for span in replaced):
            assert result.text[result.to_output(position)] == character
            assert result.to_input(result.to_output(position)) == position


@every_preset
def test_a_pipeline_pickles(name: str):
    assert pickle.loads(pickle.dumps(preset(name))) == preset(name)


@every_preset
@pytest.mark.parametrize(
    "piece", ["a", "é", "\x00", " ", "\n", "&amp;", "Ã", "漢", "?", "(", "<p>"]
)
def test_ten_megabytes_of_one_piece_are_no_trouble(name: str, piece: str):
    preset(name).run(piece * (1_000_000 // len(piece)))


@given(text=anything)
def test_compose_is_doing_one_after_the_other(text: str):
    first = preset("repair").run(text).edits
    middle = apply(text, first)
    flipped = Pipeline(["trailing_space", "line_breaks"]).run(middle[::-1])
    second = [
        edit._replace(start=len(middle) - edit.end, end=len(middle) - edit.start,
                      old=edit.old[::-1], new=edit.new[::-1])
        for edit in reversed(flipped.edits)
    ]  # fmt: skip
    assert apply(text, compose(first, second)) == apply(middle, second)
