"""Characters with their neighbours are numbered, and words with them found, alike by both ways."""

from hypothesis import example, given
from hypothesis import strategies as st
from strategies import anything

from cleantext.anchored import Triples
from cleantext.doubts import _TOGETHER, doubtful, doubtful_in_python

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
