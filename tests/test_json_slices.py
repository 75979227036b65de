"""The bytes of a value in a JSON object, whatever else the object holds."""

import json

from hypothesis import given
from hypothesis import strategies as st

from cleantext.json_slices import replace, slices, text_of

_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=8,
)
_OBJECTS = st.dictionaries(st.text(max_size=5), _VALUES, max_size=5)


@given(_OBJECTS, st.booleans(), st.sampled_from([None, 1]), st.text(max_size=5))
def test_each_value_is_found_and_can_be_changed_alone(found, escapes, indent, new):
    line = json.dumps(found, ensure_ascii=escapes, indent=indent).encode("utf-8", "surrogatepass")
    places = slices(line)
    if escapes:
        assert [each.key for each in places] == list(found)
    for place, value in zip(places, found.values(), strict=True):
        assert json.loads(line[place.start : place.end].decode("utf-8", "surrogatepass")) == value
        assert place.is_text == isinstance(value, str)
        if place.is_text:
            changed = replace(line, place, new)
            assert changed.startswith(line[: place.start])
            assert changed.endswith(line[place.end :])
            assert json.loads(changed.decode("utf-8", "surrogatepass"))[place.key] == new


def test_the_escapes_of_a_line_are_kept():
    line = rb'{"a":"\u00e9","b":"plain"}'
    assert replace(line, slices(line)[0], "\u00e8") == rb'{"a":"\u00e8","b":"plain"}'
    assert text_of(line, slices(line)[0]) == "\u00e9"
    raw = '{"a":"\u00e9"}'.encode()
    assert replace(raw, slices(raw)[0], "\u00e8") == '{"a":"\u00e8"}'.encode()
