"""What pairs of bytes cost is the same in C and in Python."""

from random import Random

import pytest

from cleantext.decoding import counts, model
from cleantext.decoding.rows import Source

pytestmark = pytest.mark.skipif(counts.COMPILED is None, reason="the extension was not compiled")


@pytest.mark.parametrize("scorer", [model.single_byte(), model.ebcdic()])
def test_both_ways_are_the_same(scorer: model.Scorer):
    some = Random(1).sample(range(0x10000), 3000)
    compiled = [*map(scorer.rows.row, some)]
    assert {len(each) for each in compiled} == {scorer.rows.lanes}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counts, "COMPILED", None)
        assert [*map(scorer.rows.row, some)] == compiled


def test_wrong_tables_are_refused():
    assert counts.COMPILED
    row, source = counts.COMPILED.row, model.ebcdic().rows.sources[0]
    lanes, costs = len(source.pick), source.costs
    pair = 0x8182  # two letters
    assert len(row(pair, lanes, (source,))) == lanes
    wrong: list[object] = [
        source._replace(first=b""),
        source._replace(second=b"short"),
        source._replace(pick=b"\xff" * lanes),
        source._replace(first=b"\x00\x80" * 256),
        *(source._replace(costs=costs._replace(**{name: b""})) for name in costs._fields[2:]),
        source._replace(costs=costs._replace(size=-1)),
        source._replace(costs=costs._replace(width=1 << 20)),
        source[:3],
        Source(*source[:3], costs[:3]),  # type: ignore[arg-type]
        None,
    ]
    for each in wrong:
        with pytest.raises(ValueError, match="row"):
            row(pair, lanes, (each,))
    for many in (lanes - 1, lanes + 1):
        with pytest.raises(ValueError, match="row"):
            row(pair, many, (source,))
