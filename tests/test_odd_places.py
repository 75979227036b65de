"""What the compiled loop finds odd in a text is what its twin does."""

from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import anything

from cleantext import Document, odd_lines, odd_places, scan
from cleantext.triples import Told

LINES = [
    "sound, though it is naïve", "žluťoučký kůň", "męme", "pøíliš", "na pewno, będę", "cafÃ© dÃ©jÃ\xa0", "",
    "æ", "voilæ, æ bient“t", "Nú þegar æ fleiri", "йНМЯЮКРХМЦНБНЕ ЮЦЕМРЯРБН", "Привет, мир", "ÐŸÑ€Ð¸Ð²ÐµÑ‚",
    "日本語は美しい, Ann", "动は谭の", "疾奎h組", "中国人 is", "한글", "Ελληνικά", "μηνιν αειδε", "ภาษาไทย", "ÀÇÑ", "¼½¾",
    "Það er ýmislegt að gerast", "w„hrend", "\U0001f600é", "é",
]  # fmt: skip
texts = st.one_of(
    anything, st.lists(st.sampled_from(LINES), max_size=12).map("\n".join), st.text(max_size=40)
)
long_texts = st.builds(
    lambda some, each, text: some * each + text, texts, st.integers(1, 60), texts
)


def rows(text: str) -> tuple[list[odd_lines.Odd], bool]:
    found = odd_lines.odd_lines(Document(text))
    return list(found), found.glimpses is None


@given(st.one_of(texts, long_texts))
@example("cafÃ© " * 300)
@example("naïve žluťoučký kůň, Ã " * 100)
@example("日本語は美しい\n疾奎h組, Ñ\n" * 30)
@example("ÀÇÑ " + "日本語" * 500)
@example("y\xfdmislegt \xfe\n" * 300 + "adaylýk")
def test_both_ways_find_the_same(text: str):
    told, mostly = rows(text), odd_lines.mostly_odd(text)
    with (
        patch.object(odd_lines, "odd_places", lambda *_: None),
        patch.object(odd_lines, "is_mostly_odd", lambda *_: None),
    ):
        assert (rows(text), odd_lines.mostly_odd(text)) == (told, mostly)


@pytest.mark.skipif(scan.COMPILED is None, reason="not compiled")
@given(texts)
def test_what_does_not_fit_in_the_table_is_left_to_the_twin(text: str):
    expected = rows(text)
    with patch.object(odd_places, "_told", lambda: Told(8)):
        assert rows(text) == expected


def test_no_thread_reads_what_another_is_adding_to():
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(odd_places._told).result()
    assert odd_places._told() is odd_places._told() is not other


@pytest.mark.skipif(scan.COMPILED is None, reason="not compiled")
def test_tables_of_another_size_are_refused():
    search = odd_lines.search_for("é")
    told = Told(8)
    limits = False, "", "", 998, 24
    for tables in [
        (search.members[:-1], search.known, told.slots, told.kinds),
        (search.members, search.known[:-1], told.slots, told.kinds),
        (search.members, search.known, told.slots, told.kinds[:-1]),
        (search.members, search.known, told.slots[:-1], told.kinds),
    ]:
        with pytest.raises((TypeError, ValueError)):
            scan.COMPILED.odd("é", *tables, *limits)  # type: ignore[union-attr]
