"""Characters with their neighbours are numbered, and words with them found, alike by both ways."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import anything

from cleantext import scan
from cleantext.contexts import IDEOGRAPH, KINDS
from cleantext.doubts import _TOGETHER, doubtful, doubtful_in_python
from cleantext.ideographs import EASTERN, ONE_OF_MANY
from cleantext.triples import Numbered, Triples

THREES = ["été", " é ", "\né\n", "rès", "aèa"]
texts = st.one_of(
    anything, st.text(st.sampled_from("aé è\nr"), max_size=40), st.lists(st.sampled_from(THREES)).map("".join)
)  # fmt: skip
WORDS = [
    "męme",
    "même",
    "adaylýk",
    "cz³owiek",
    "w„hrend",
    "č",
    "à",
    "č-č",
    "męme’męme",
    "\x1a",
    "½",
    "漢",
    "\U0001f600é",
]
misread = st.lists(st.sampled_from([*WORDS, "de", "", ",", "é"]), max_size=8).map(" ".join)


def triples(known: list[str]) -> Triples:
    found = Triples("éè", 8)
    found.pass_over(known)
    return found


@given(text=texts, known=st.lists(st.sampled_from(THREES), max_size=3), most=st.integers(0, 9))
@example(text="été", known=[], most=1)
def test_what_is_numbered_is_what_stands_there(text: str, known: list[str], most: int):
    found = triples(known).numbered(text, most)
    places = triples(known).places(text, most + 1)
    if found is None:
        assert len(places) > most
        return
    assert found.places == places
    threes = [text[place - 1 : place + 2] for place in places]
    assert found.threes == list(dict.fromkeys(threes))
    for wanted in ({"été"}, set(threes[:2]), set()):
        assert list(found.flags(wanted)) == [three in wanted for three in threes]


@given(text=st.text("aßÿ÷ é\n中文疾奎한글\U00020000", max_size=40), most=st.integers(0, 40))
@example(text="疾文奎a疾奎中", most=9)
@example(text="中文中文中文", most=0)
def test_ideographs_are_put_aside_where_nothing_is_odd_about_one(text: str, most: int):
    def numbered() -> Numbered | None:
        return Triples(f"éè{EASTERN}").numbered(text, most, ONE_OF_MANY)

    found = numbered()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scan, "COMPILED", None)
        expected = numbered()
    if found is None or expected is None:
        assert found == expected
        return
    assert found._replace(aside="") == expected._replace(aside="")
    assert sorted(found.aside) == sorted(expected.aside)
    every = Triples(f"éè{EASTERN}").groups(text)
    aside = [three for three in every if three not in found.threes]
    assert sorted(three[1] for three in aside) == sorted(found.aside)
    assert all(KINDS[three] == IDEOGRAPH for three in aside)


def test_a_set_of_another_size_is_refused():
    class Short:
        rare = b"short"

        def holds(self, three: str) -> bool:
            raise NotImplementedError

    if scan.COMPILED is not None:
        with pytest.raises(ValueError, match="size"):
            Triples(EASTERN).numbered("是中文", 9, Short())


def test_more_than_can_be_numbered_are_left_to_others():
    chars = "".join(map(chr, range(0x4E00, 0x4E00 + 5000)))
    assert Triples("一-鿿").numbered(chars, len(chars)) is None
    few = Triples("一-鿿").numbered(chars[:4000], len(chars))
    assert few is not None
    assert len(few.threes) == 3998


@given(text=texts, known=st.lists(st.sampled_from(THREES), max_size=3))
@example(text="é  é", known=[])
@example(text="été rès", known=["\nét"])
def test_words_are_found_as_lines_of_their_own(text: str, known: list[str]):
    found = triples(known)
    alone = [word for word in text.split(" ") if found.groups(f"\n{word}\n")]
    assert found.words(text) == alone


@given(text=st.one_of(misread, anything), data=st.data())
def test_both_ways_to_doubt_words_agree(text: str, data: st.DataObject):
    places = data.draw(st.lists(st.integers(0, len(text)), max_size=9))
    # The second time it is known.
    assert doubtful(text, places) == doubtful_in_python(text, places) == doubtful(text, places)
    assert len(_TOGETHER.around(text, places)) == len(places)
