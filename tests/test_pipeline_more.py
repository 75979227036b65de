"""Pipelines in columns, processes, files and other packages."""

import asyncio
import pickle
from importlib.metadata import EntryPoint

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import damaged

from cleantext import Level, Pipeline, UnknownFilter
from cleantext.filter import Filter, from_function
from cleantext.presets import PRESETS, preset

REPAIR = preset("repair")
MOST = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def test_untouched_columns_keep_their_buffers():
    batch = pa.record_batch({"text": ["sound", None, "also sound"], "n": [1, 2, 3]})
    assert REPAIR.arrow_batch(batch) is batch
    table = pa.table({"text": pa.chunked_array([["sound"], ["in\u200bvisible", None]])})
    cleaned = REPAIR.arrow_batch(table, "text")
    assert cleaned["text"].to_pylist() == ["sound", "invisible", None]
    before, after = (each["text"].chunk(0).buffers()[2].address for each in (table, cleaned))
    assert before == after


@given(
    st.lists(st.one_of(st.none(), damaged, MOST), max_size=12),
    st.integers(0, 3),
    st.sampled_from([pa.string(), pa.large_string(), pa.string_view()]),
)
def test_a_column_is_cleaned_as_its_texts_are(texts, offset, kind):
    texts = [text if text is None else text.encode("utf-8", "replace").decode() for text in texts]
    array = pa.array(["x"] * offset + texts, kind).slice(offset)
    batch = pa.record_batch({"a": array})
    found = REPAIR.arrow_batch(batch, "a")
    assert found.schema == batch.schema
    assert found["a"].to_pylist() == [
        text if text is None else REPAIR.clean(text) for text in texts
    ]


def test_a_dictionary_stays_one():
    array = pa.array(["in\u200bvisible", "invisible", None, "in\u200bvisible"]).dictionary_encode()
    found = REPAIR.arrow_batch(pa.table({"text": array}))["text"]
    assert found.type == array.type
    assert found.to_pylist() == ["invisible", "invisible", None, "invisible"]


def test_columns_that_cannot_be_cleaned():
    batch = pa.record_batch({"text": ["x"], "n": [1]})
    with pytest.raises(KeyError, match="there are text, n"):
        REPAIR.arrow_batch(batch, "body")
    with pytest.raises(TypeError, match="int64"):
        REPAIR.arrow_batch(batch, "n")


@pytest.mark.parametrize("jobs", [1, 2])
def test_map_keeps_the_order(jobs):
    texts = [f"in\u200bvisible {n}" if n % 3 else f"sound {n}" for n in range(1500)]
    assert list(REPAIR.map(iter(texts), jobs=jobs)) == [REPAIR.clean(text) for text in texts]


def test_map_reads_little_ahead():
    read = []

    def endless():
        while True:
            read.append(1)
            yield "sound"

    texts = REPAIR.map(endless(), jobs=2)
    assert next(texts) == "sound"
    assert len(read) < 5000
    texts.close()
    with pytest.raises(ValueError, match="at least 1"):
        REPAIR.map([], jobs=0)


def test_many_tasks_share_a_pipeline():
    async def work():
        return await asyncio.gather(
            *(asyncio.to_thread(REPAIR.clean, f"cafÃ© {n}") for n in range(50))
        )

    assert asyncio.run(work()) == [f"café {n}" for n in range(50)]


@pytest.mark.parametrize("name", PRESETS)
def test_there_and_back_through_toml_and_pickle(name):
    pipeline = preset(name).at(Level.REPORT, preset(name).filters[0].name)
    assert Pipeline.from_toml(pipeline.to_toml()) == pipeline
    assert pickle.loads(pickle.dumps(pipeline)) == pipeline
    assert pickle.loads(pickle.dumps(pipeline)).fingerprint == pipeline.fingerprint


def test_fingerprints_tell_pipelines_apart():
    base = Pipeline(["zero_width", "mojibake"])
    others = [
        base.without("mojibake"), base.at(Level.REPORT, "mojibake"), Pipeline(["mojibake", "zero_width"]),
        base.with_(from_function(str.upper, "own")), base.with_(from_function(lambda text: text + "a", "own")), base.with_(from_function(lambda text: text + "b", "own")),
    ]  # fmt: skip
    assert len({each.fingerprint for each in (base, *others)}) == 7
    assert base.fingerprint == Pipeline(["zero_width", "mojibake"]).fingerprint


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('filter = ["mojibake"]', "did you mean 'filters'"), ('filters = ["mojibak"]', "did you mean 'mojibake'"),
        ('filters = "x"', "list of names"), ('filters = ["mojibake"]\n[levels]\nmojibake = "fixed"', "did you mean 'fix'"),
    ],
)  # fmt: skip
def test_toml_that_makes_no_sense(text, words):
    with pytest.raises(ValueError, match=words):
        Pipeline.from_toml(text)


def test_filters_of_other_packages(monkeypatch):
    from cleantext import filters

    points = [
        EntryPoint("odd_dots", "test_pipeline_more:OWN", "cleantext.filters"),
        EntryPoint("mojibake", "nowhere:X", "cleantext.filters"),
    ]
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: points)
    filters.foreign.cache_clear()
    try:
        pipeline = Pipeline(["mojibake", "odd_dots"])
        assert pipeline.filters[0] is filters.load("mojibake")
        assert pipeline.clean("a..b") == "a.b"
        assert Pipeline.from_toml(pipeline.to_toml()) == pipeline
        with pytest.raises(UnknownFilter, match="did you mean 'odd_dots'"):
            Pipeline(["odd_dot"])
    finally:
        filters.foreign.cache_clear()


def _dots(text):
    return text.replace("..", ".")


OWN: Filter = from_function(_dots, "odd_dots")
