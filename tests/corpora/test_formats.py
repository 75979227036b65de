"""Every format in and out, compressed or not: what is not text stays byte for byte."""

import io
import json
from itertools import pairwise

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import samples
from samples import CLEAN, CLEANED, DAMAGED, SOUND

from cleantext.corpora import CorpusError, Settings, run
from cleantext.corpora.lines import blocks
from cleantext.presets import preset

PACKED = ["", ".gz", ".zst", ".bz2", ".xz"]


def done(tmp_path, name, data, **options):
    """Run over one file; return the outputs and the outcome."""
    source = tmp_path / "in" / name
    source.parent.mkdir(exist_ok=True)
    source.write_bytes(data)
    named = {
        key: options.pop(key) for key in ("form", "shard_size", "max_errors") if key in options
    }
    settings = Settings(preset("repair"), str(tmp_path / "out"), **options)
    outcome = run([str(source)], settings, **named)
    assert not outcome.failed, outcome.failed
    assert samples.temporaries(tmp_path / "out") == []
    return samples.files(tmp_path / "out"), outcome


@pytest.mark.parametrize("suffix", PACKED)
def test_jsonl_changes_the_text_alone(tmp_path, suffix):
    data = samples.jsonl(50)
    found, outcome = done(tmp_path, f"a.jsonl{suffix}", samples.pack(data, suffix))
    new = samples.unpack(found[f"a.jsonl{suffix}"], suffix).split(b"\n")
    for index, (before, after) in enumerate(zip(data.split(b"\n")[:-1], new, strict=False)):
        text = CLEANED[index % 5]
        old = json.dumps(samples.TEXTS[index % 5], ensure_ascii=index % 2 == 0).encode()
        assert after == before.replace(old, json.dumps(text, ensure_ascii=index % 2 == 0).encode())
    assert (outcome.tally.documents, outcome.tally.touched) == (50, 10)
    assert outcome.tally.filters["zero_width"].edits == 10


def test_clean_jsonl_is_copied(tmp_path):
    data = samples.jsonl(50).replace(b"\n", b"\r\n") + b"\n\n  \n"
    data = data.replace(json.dumps(DAMAGED).encode(), b'"x"').replace(
        json.dumps(DAMAGED, ensure_ascii=False).encode(), b'"x"'
    )
    data += b'{"text": "no line feed at the end"}'
    assert done(tmp_path, "a.jsonl", data)[0] == {"a.jsonl": data}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('{"text": "' + DAMAGED + '", "v": NaN}', '{"text": "' + CLEAN + '", "v": NaN}'),
        (r'{"text": "half \ud83d", "n": 1}', r'{"text": "half \ufffd", "n": 1}'),
        ('{"te\\u0078t": "in\u200bvisible"}', '{"te\\u0078t": "invisible"}'),
        ('{"text": "a", "text": "in\u200bvisible"}', '{"text": "a", "text": "invisible"}'),
        ('{"meta": {"text": "in\u200bvisible"}, "text": "in\u200bvisible"}', '{"meta": {"text": "in\u200bvisible"}, "text": "invisible"}'),
        ('{"text": "tab\there in\u200bvisible"}', '{"text": "tab\\there invisible"}'),
        ('{"text": null}', '{"text": null}'),
        ('{"text": 7}', '{"text": 7}'),
        ('{"body": "in\u200bvisible"}', '{"body": "in\u200bvisible"}'),
    ],
)  # fmt: skip
def test_odd_lines(tmp_path, line, expected):
    data = '{"text": "first"}\n' + line + "\n"
    found, outcome = done(tmp_path, "a.jsonl", data.encode("utf-8", "surrogatepass"))
    assert found["a.jsonl"].decode() == '{"text": "first"}\n' + expected + "\n"
    assert outcome.tally.quarantined == 0


def test_a_text_in_a_legacy_charset_becomes_utf_8(tmp_path):
    text = "Die Straße nach Köln ist schön, und die Brücke über den Fluß auch."
    line = f'{{"text": "{text}", "n": 1.50}}\n'
    found, outcome = done(tmp_path, "a.jsonl", line.encode("cp1252"))
    assert found["a.jsonl"].decode() == line
    assert sum(outcome.tally.charsets.values()) == 1


def test_a_byte_order_mark_stays(tmp_path):
    data = b'\xef\xbb\xbf{"text": "in\xe2\x80\x8bvisible"}\n{"text": "x"}\n'
    assert done(tmp_path, "a.jsonl", data)[0]["a.jsonl"] == data.replace(b"\xe2\x80\x8b", b"")


def test_unreadable_records_go_to_the_quarantine_and_nothing_is_lost(tmp_path):
    good, bad = (
        samples.jsonl(30).splitlines(keepends=True),
        [b'{"text": broken}\n', b"[1]\n", b'{"text": "\xc3("\n'],
    )
    lines = [*good[:10], bad[0], *good[10:25], bad[1], *good[25:], bad[2]]
    found, outcome = done(tmp_path, "a.jsonl", b"".join(lines), shard_size=500)
    kept = b"".join(found.values())
    assert kept.count(b"\n") == 30
    assert (outcome.tally.documents, outcome.tally.quarantined) == (30, 3)
    notes = [
        json.loads(line)
        for path in sorted((tmp_path / "out/_cleantext/quarantine").iterdir())
        for line in path.read_text().splitlines()
    ]
    records = [
        n["record"].encode()
        if "record" in n
        else __import__("base64").b64decode(n["record_base64"])
        for n in notes
    ]
    assert [record + b"\n" for record in records] == bad
    assert [note["line"] for note in notes] == [11, 27, 33]
    assert all(note["reason"] for note in notes)


def test_a_line_too_long_for_memory_goes_by_without_being_held(tmp_path):
    long = b'{"text": "' + b"x" * 5_000_000 + b'"}\n'
    data = b'{"text": "one"}\n' + long + b'{"text": "two"}\n'
    found, outcome = done(tmp_path, "a.jsonl", data, max_record=2_000_000)
    assert found["a.jsonl"] == b'{"text": "one"}\n{"text": "two"}\n'
    quarantine = tmp_path / "out/_cleantext/quarantine"
    (note,) = [json.loads(line) for line in (quarantine / "a.jsonl.jsonl").read_text().splitlines()]
    assert (note["line"], note["bytes"]) == (2, len(long))
    assert (quarantine / note["file"]).read_bytes() == long
    assert outcome.tally.quarantined == 1


@pytest.mark.parametrize("longest", [3, 8, 1000])
@pytest.mark.parametrize("parts", [1, 2, 3, 7, 50])
def test_any_division_into_byte_ranges_gives_every_line_once(parts, longest):
    data = b"".join(b"x" * (n * 7 % 23) + b"\n" for n in range(40)) + b"the end"
    bounds = [len(data) * i // parts for i in range(parts + 1)]
    found = []
    for start, end in pairwise(bounds):
        found += [b.data for b in blocks(io.BytesIO(data), start, end, longest)]
    assert b"".join(found) == data


@pytest.mark.parametrize("shard_size", [300, 1000, 10_000])
def test_the_parts_of_a_file_are_the_file(tmp_path, shard_size):
    data = samples.jsonl(60)
    whole, _ = done(tmp_path, "a.jsonl", data)
    (tmp_path / "parts").mkdir()
    parts, _ = done(tmp_path / "parts", "a.jsonl", data, shard_size=shard_size)
    assert b"".join(parts[name] for name in sorted(parts)) == whole["a.jsonl"]
    assert (len(parts) > 1) == (shard_size < len(data) / 1.5)


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
def test_parquet_keeps_everything_else(tmp_path, suffix):
    data = samples.parquet(40)
    found, outcome = done(tmp_path, f"a.parquet{suffix}", samples.pack(data, suffix))
    old = pq.ParquetFile(io.BytesIO(data))
    new = pq.ParquetFile(io.BytesIO(samples.unpack(found[f"a.parquet{suffix}"], suffix)))
    assert new.schema_arrow.equals(old.schema_arrow, check_metadata=True)
    assert _layout(new) == _layout(old)
    before, after = old.read(), new.read()
    assert after.drop_columns("text").equals(before.drop_columns("text"))
    expected = [None if i % 11 == 10 else CLEANED[i % 5] for i in range(40)]
    assert after["text"].to_pylist() == expected
    assert (outcome.tally.documents, outcome.tally.without_text) == (37, 3)


def _layout(file):
    groups = [file.metadata.row_group(i) for i in range(file.metadata.num_row_groups)]
    return [
        (
            g.num_rows,
            [(g.column(c).compression, g.column(c).is_stats_set) for c in range(g.num_columns)],
        )
        for g in groups
    ]


def test_parquet_is_divided_by_row_group(tmp_path):
    data = samples.parquet(2000, rows=100)
    found, _ = done(tmp_path, "a.parquet", data, shard_size=len(data) // 4)
    tables = [pq.read_table(io.BytesIO(found[name])) for name in sorted(found)]
    assert len(tables) > 2
    joined = pa.concat_tables(tables)
    assert joined["id"].to_pylist() == [f"doc{i}" for i in range(2000)]


@pytest.mark.parametrize("kind", ["dictionary", "large", "view", "stream"])
def test_arrow_of_every_kind(tmp_path, kind):
    texts = pa.array(samples.TEXTS * 4)
    texts = {
        "dictionary": texts.dictionary_encode,
        "large": lambda: texts.cast(pa.large_string()),
        "view": lambda: texts.cast(pa.string_view()),
        "stream": lambda: texts,
    }[kind]()
    made = pa.table({"text": texts, "n": range(20)})
    sink = io.BytesIO()
    new = pa.ipc.new_stream if kind == "stream" else pa.ipc.new_file
    with new(sink, made.schema) as writer:
        writer.write_table(made)
    found, outcome = done(tmp_path, "a.arrow", sink.getvalue())
    opened = pa.ipc.open_stream if kind == "stream" else pa.ipc.open_file
    after = opened(io.BytesIO(found["a.arrow"])).read_all()
    assert after.schema == made.schema
    assert after["text"].to_pylist() == CLEANED * 4
    assert outcome.tally.documents == 20


def test_arrow_keeps_its_compression(tmp_path):
    data = samples.arrow(40)
    found, _ = done(tmp_path, "a.feather", data)
    assert b"\x28\xb5\x2f\xfd" in found["a.feather"]
    assert pa.ipc.open_file(io.BytesIO(found["a.feather"])).num_record_batches == 5


@pytest.mark.parametrize("by", [",", "\t", ";"])
def test_delimited_files_change_in_the_text_alone(tmp_path, by):
    data = samples.delimited(20, by)
    found, outcome = done(tmp_path, "a.tsv" if by == "\t" else "a.csv", data)
    (after,) = found.values()
    assert after.decode() == data.decode().replace(DAMAGED, CLEAN)
    assert (outcome.tally.documents, outcome.tally.touched) == (20, 4)


def test_a_row_that_does_not_fit_goes_to_the_quarantine(tmp_path):
    data = b'id,text\n1,"in\xe2\x80\x8bvisible"\n2,too,many\n3,caf\xc3\xa9\n'
    found, outcome = done(tmp_path, "a.csv", data)
    assert found["a.csv"] == b'id,text\n1,"invisible"\n3,caf\xc3\xa9\n'
    assert outcome.tally.quarantined == 1


def test_text_and_html(tmp_path):
    latin = "Die Straße nach Köln ist schön, und die Brücke über den Fluß auch.\r\n".encode(
        "cp1252"
    )
    assert done(tmp_path, "a.txt", latin)[0]["a.txt"] == latin.decode("cp1252").encode()
    page = b"<html><head><meta charset=utf-8></head><body><p>One caf\xc3\x83\xc2\xa9.</p></body></html>"
    (tmp_path / "b").mkdir()
    assert done(tmp_path / "b", "a.html", page)[0]["a.html.txt"].decode().strip() == "One café."


def test_each_line_a_document(tmp_path):
    data = f"{DAMAGED}\r\n\n{SOUND}\nStraße\n".encode() + "Brücke über den Fluß".encode("cp1252")
    found, outcome = done(tmp_path, "a.txt", data, form="lines", shard_size=30)
    joined = b"".join(found[name] for name in sorted(found)).decode()
    assert joined == f"{CLEAN}\r\n\n{SOUND}\nStraße\nBrücke über den Fluß"
    assert outcome.tally.documents == 5


@pytest.mark.parametrize("suffix", ["", ".gz"])
def test_warc_becomes_json_lines(tmp_path, suffix):
    russian = "Привет, мир. Это страница на русском языке, и она совершенно здорова."
    data = samples.warc(
        [
            (
                "http://a.example/1",
                "text/html; charset=windows-1251",
                f"<p>{russian}</p>".encode("cp1251"),
            ),
            ("http://a.example/2", "text/plain", DAMAGED.encode()),
            ("http://a.example/3", "image/png", b"\x89PNG\r\n\x1a\n\x00\x00"),
        ]
    )
    found, outcome = done(tmp_path, f"a.warc{suffix}", samples.pack(data, suffix))
    lines = samples.unpack(found[f"a.jsonl{suffix}"], suffix).decode().splitlines()
    records = [json.loads(line) for line in lines]
    assert [r["text"].strip() for r in records] == [russian, CLEAN]
    assert records[0] | {"text": ""} == {
        "id": "<urn:uuid:0>", "url": "http://a.example/1", "text": "", "date": "2024-01-01T00:00:00Z", "charset": "cp1251",
    }  # fmt: skip
    assert (outcome.tally.documents, outcome.tally.left_out) == (2, 1)


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.parquet", "a.arrow"])
@pytest.mark.parametrize("to", ["jsonl", "parquet"])
def test_from_one_format_to_another(tmp_path, name, to):
    data = {
        "a.jsonl": samples.jsonl, "a.csv": samples.delimited, "a.parquet": samples.parquet, "a.arrow": samples.arrow,
    }[name](10)  # fmt: skip
    found, outcome = done(tmp_path, name, data, to=to)
    (made,) = found
    assert outcome.tally.documents == 10
    if name == made:
        return
    if to == "jsonl":
        rows = [json.loads(line) for line in found[made].decode().splitlines()]
        assert "1.5" in str(rows[0]["n"]) or rows[0]["n"] == 0
    else:
        rows = pq.read_table(io.BytesIO(found[made])).to_pylist()
    assert [row["text"] for row in rows] == CLEANED * 2
    assert [row["id"] for row in rows] == [f"doc{i}" for i in range(10)]


def test_many_texts_become_the_rows_of_one_file(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number:02}.txt").write_text(DAMAGED)
    run(
        [str(folder)], Settings(preset("repair"), str(tmp_path / "out"), to="jsonl"), shard_size=100
    )
    rows = [
        json.loads(line)
        for data in samples.files(tmp_path / "out").values()
        for line in data.decode().splitlines()
    ]
    assert len(rows) == 30
    assert {row["text"] for row in rows} == {CLEAN}


def test_the_wrong_column_is_said_at_once(tmp_path):
    with pytest.raises(CorpusError, match="did you mean 'text'"):
        done(tmp_path, "a.jsonl", samples.jsonl(3), text="txet")
    with pytest.raises(CorpusError, match="there are id, text, n"):
        done(tmp_path, "a.csv", samples.delimited(3), text="body")
    assert not (tmp_path / "out").exists()


def test_formats_without_a_name(tmp_path):
    for name, data in [
        ("one", samples.jsonl(5)),
        ("two", samples.parquet(5)),
        ("three", samples.pack(samples.jsonl(5), ".gz")),
    ]:
        (tmp_path / name).mkdir()
        found, outcome = done(tmp_path / name, "data", data)
        assert (list(found), outcome.tally.documents) == (["data"], 5)


def test_only_some_documents(tmp_path):
    data = samples.jsonl(200)
    found, outcome = done(tmp_path, "a.jsonl", data, limit=30, shard_size=2000)
    assert outcome.tally.documents == 30
    assert b"".join(found[name] for name in sorted(found)).count(b"\n") == 30
    shares = []
    for number, size in enumerate((1 << 20, 1 << 20)):
        (tmp_path / f"{number}").mkdir()
        found, outcome = done(tmp_path / f"{number}", "a.jsonl", data, sample=0.3, shard_size=size)
        shares.append(outcome.tally.documents)
        assert outcome.tally.documents + outcome.tally.left_out == 200
    assert 30 < shares[0] < 90
    (tmp_path / "p").mkdir()
    found, outcome = done(tmp_path / "p", "a.parquet", samples.parquet(100), limit=25)
    assert outcome.tally.documents == 25


def test_wide_files_are_refused_with_advice(tmp_path):
    with pytest.raises(CorpusError, match="iconv"):
        done(tmp_path, "a.csv", samples.delimited(3).decode().encode("utf-16"))
