"""The terms of search spam are found alike by both ways."""

from hypothesis import example, given
from hypothesis import strategies as st
from strategies import anything

from cleantext.filters.spam_lines import _any, _cores, _cores_in_python, _found, _table

TERMS = [form for _, _, _, *forms in _table() for form in forms]
CORE = [form for weight, _, _, *forms in _table() if weight == "core" for form in forms]
texts = st.one_of(
    anything,
    st.lists(
        st.one_of(
            st.sampled_from(TERMS),
            st.sampled_from(CORE).map(lambda term: term[:-1]),
            st.sampled_from(["\n", "\n\n", ",", "的", "av", "\U00020000", " "]),
        ),
        max_size=12,
    ).map("".join),
)


@given(text=texts)
@example(text="久久久久\n人妻\n\n国产")
@example(text="人妻人\n妻")
def test_core_terms_are_found_on_the_same_lines(text: str):
    found, expected = list(_cores(text)), list(_cores_in_python(text))
    assert {text.count("\n", 0, at) for at in found} == {text.count("\n", 0, at) for at in expected}
    assert found == sorted(found)


@given(text=texts)
@example(text="久久久久精品一区二区三区")
def test_the_longest_terms_of_a_line_are_found(text: str):
    assert _found(text) == _any().findall(text)


def test_each_core_term_is_found_by_itself():
    assert CORE
    for term in CORE:
        text = f"的\n的{term}\n{term[:-1]}\n的"
        assert {text.count("\n", 0, at) for at in _cores(text)} == {1}
