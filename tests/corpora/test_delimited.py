"""Rows and fields, beside the csv module of Python."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.corpora.cleaner import Unfit
from cleantext.corpora.delimited import delimiter, fields, quoted, rows, value

_CELLS = st.text(st.sampled_from('ab",;\n\t \u00e9'), max_size=6)


@given(
    st.lists(st.lists(_CELLS, min_size=1, max_size=4), max_size=5),
    st.sampled_from(",;\t"),
    st.sampled_from(["\n", "\r\n"]),
)
def test_fields_are_those_of_the_csv_module(table, by, end):
    out = io.StringIO()
    csv.writer(out, delimiter=by, lineterminator=end).writerows(table)
    data = out.getvalue().encode()
    found = []
    joined = b""
    for _, row in rows(io.BytesIO(data), 10_000):
        joined += row
        found.append([value(row[a:b]).decode() for a, b in fields(row, by.encode())])
    assert joined == data
    assert found == table


@given(_CELLS, _CELLS, st.booleans())
def test_a_field_can_be_put_back(old, new, marks):
    was = b'"%b"' % old.replace('"', '""').encode() if marks else b"x"
    made = quoted(new.encode(), b",", was)
    row = b"1," + made + b",2\n"
    spans = fields(row, b",")
    assert [value(row[a:b]).decode() for a, b in spans] == ["1", new, "2"]


def test_a_mark_that_is_never_closed():
    with pytest.raises(Unfit, match="line 2"):
        list(rows(io.BytesIO(b'a,b\n1,"x\n' + b"y\n" * 200_000), 1 << 20))


@pytest.mark.parametrize(
    ("header", "by"), [(b"a,b;c,d", b","), (b"text", b","), (b'"a,b";c', b";"), (b"a|b", b"|")]
)
def test_the_delimiter_is_that_of_the_first_row(header, by):
    assert delimiter(header, "csv") == by
