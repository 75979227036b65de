"""The report of a run as one page to look at: no script is needed to read it, nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any
from unicodedata import category, name

from cleantext.report import Counts, Sample, Tally

#: Filters whose edits take away what a reader was never meant to read.
DROPPING = ("injected_markup", "hidden_text", "spam_lines", "page_chrome")
#: How many of the commonest edits of a filter are listed.
_TOP = 12
_BAR, _LABEL, _VALUE = 200, 165, 75  # widths in a chart, in its own units

_STYLE = """
:root { color-scheme: light dark; --ink: #1d2129; --dim: #5a6270; --paper: #fbfbfa; --card: #fff;
  --line: #dfe1e5; --bar: #3b6fb6; --del: #ffdcd9; --del-ink: #8a1109; --ins: #d4f2d7;
  --ins-ink: #0d5c1c; --link: #1a5fb4; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e6ea; --dim: #a2a9b5; --paper: #15171b;
  --card: #1d2025; --line: #363b44; --bar: #6f9fe0; --del: #5b2320; --del-ink: #ffc9c4;
  --ins: #1e4727; --ins-ink: #c3f0cb; --link: #8ab4f8; } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 62rem; padding: 1rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif }
h1 { font-size: 1.6rem; margin: .5rem 0 } h2 { font-size: 1.25rem; margin: 2.2rem 0 .6rem }
h3 { font-size: 1rem; margin: 1.1rem 0 .4rem } p { margin: .4rem 0 } .dim { color: var(--dim) }
a { color: var(--link) } code, pre, .text { font-family: ui-monospace, monospace; font-size: .9rem }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(7.2rem, 1fr)); gap: .7rem }
.tile, section.filter, .sample, figure { background: var(--card); border: 1px solid var(--line);
  border-radius: .5rem; padding: .6rem .8rem; margin: 0 }
.tile b { display: block; font-size: 1.25rem; line-height: 1.3; overflow-wrap: anywhere } .tile span { color: var(--dim) }
.charts { display: grid; grid-template-columns: 1fr 1fr; gap: .8rem; margin: .8rem 0;
  align-items: start } figcaption { font-weight: 600; margin-bottom: .4rem }
svg { width: 100%; height: auto; display: block } svg text { fill: var(--ink); font-size: 13px }
svg .value { fill: var(--dim) } svg rect { fill: var(--bar) }
.wide { overflow-x: auto } table { border-collapse: collapse; width: 100% }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top }
th { color: var(--dim); font-weight: 600 } .n { text-align: right; font-variant-numeric: tabular-nums }
section.filter { margin: 1rem 0; scroll-margin-top: 1rem } section.filter h2 { margin: 0 0 .2rem }
.sample { margin: .7rem 0; padding: .5rem .7rem }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: .8rem }
.gone { padding-left: 1.2rem; max-height: 16rem; overflow-y: auto }
.text { white-space: pre-wrap; overflow-wrap: anywhere; margin: .2rem 0 }
del, ins { text-decoration: none; border-radius: .2rem; padding: 0 .15em }
del { background: var(--del); color: var(--del-ink) } ins { background: var(--ins); color: var(--ins-ink) }
del:empty::before, ins:empty::before { content: "\\2205"; opacity: .6 }
.by { font: .7rem system-ui, sans-serif; color: var(--dim); border: 1px solid var(--line);
  border-radius: .6rem; padding: 0 .4em; margin-left: .15em; white-space: nowrap }
.u { font-size: .75em; border: 1px dotted currentColor; border-radius: .2rem; padding: 0 .15em }
#search { display: none; width: 100%; font: inherit; padding: .5rem .7rem; color: inherit;
  background: var(--card); border: 1px solid var(--line); border-radius: .5rem }
.scripted #search { display: block } [hidden] { display: none !important }
@media (max-width: 40rem) { .sides, .charts { grid-template-columns: 1fr } body { padding: .7rem }
  svg text { font-size: 15px } }
"""

_SCRIPT = """
document.documentElement.classList.add("scripted");
document.getElementById("search").addEventListener("input", event => {
  const words = event.target.value.toLowerCase().split(/\\s+/).filter(Boolean);
  for (const each of document.querySelectorAll("[data-find]")) {
    const text = (each.dataset.find + " " + each.textContent).toLowerCase();
    each.hidden = !words.every(word => text.includes(word));
  }
});
"""


def page(tally: Tally, facts: dict[str, Any]) -> str:
    """Return the page of a tally; `facts` is what the JSON report says of the run besides.

    >>> "<h1>" in page(Tally(), {"version": "1", "pipeline": [], "failed": [], "passed_over": []})
    True
    """
    acted = sorted(
        ((key, each) for key, each in tally.filters.items() if each.edits or each.reported),
        key=lambda item: (-item[1].edits, -item[1].reported, item[0]),
    )
    return "".join(
        (
            "<!doctype html>\n<html lang=en><head><meta charset=utf-8>\n"
            "<meta name=viewport content='width=device-width, initial-scale=1'>\n"
            f"<title>cleantext report</title>\n<style>{_STYLE}</style></head>\n<body>\n",
            *_head(tally, facts),
            *_charts(tally, acted),
            *_overview(acted),
            *_dropped(tally),
            "<h2 id=filters>Filter by filter</h2>\n"
            "<input id=search type=search aria-label='Search filters, edits and samples' "
            "placeholder='Search filters, edits and samples'>\n",
            *(part for key, each in acted for part in _section(key, each, tally, facts)),
            "" if acted else "<p>No filter found anything.</p>\n",
            *_troubles(tally, facts),
            *_pipeline(facts),
            f"<script>{_SCRIPT}</script>\n</body></html>\n",
        )
    )


def _head(tally: Tally, facts: dict[str, Any]) -> Iterator[str]:
    yield f"<header><h1>What cleantext did</h1>\n<p class=dim>cleantext {escape(facts['version'])}"
    if facts.get("fingerprint"):
        yield f", pipeline <code>{escape(facts['fingerprint'][:12])}</code>"
    if facts.get("shards"):
        yield f", {facts['shards']:,} shards"
    yield "</p></header>\n<div class=tiles>\n"
    share = f" ({tally.touched / tally.documents:.1%})" if tally.documents else ""
    for value, label in (
        (f"{tally.documents:,}", "documents"),
        (f"{tally.touched:,}{share}", "changed"),
        (f"{tally.total_edits():,}", "edits"),
        (f"{tally.characters:,}", "characters in"),
        (f"{tally.characters_out:,}", "characters out"),
        (f"{tally.quarantined:,}", "in quarantine"),
        (f"{tally.seconds:,.1f} s", "of work"),
    ):
        yield f"<div class=tile><b>{value}</b><span>{label}</span></div>\n"
    yield "</div>\n"
    more = [
        f"{count:,} records {words}"
        for count, words in (
            (tally.without_text, "without text were kept as they are"),
            (tally.left_out, "were left out"),
        )
        if count
    ]
    if more:
        yield f"<p class=dim>{'; '.join(more)}.</p>\n"


def _charts(tally: Tally, acted: Sequence[tuple[str, Counts]]) -> Iterator[str]:
    edited = [(key, each) for key, each in acted if each.edits]
    widest = sorted(edited, key=lambda item: (-item[1].documents, item[0]))
    yield "<div class=charts>\n"
    yield _chart("Edits by filter", [(key, float(e.edits), f"{e.edits:,}") for key, e in edited])
    yield _chart(
        "Documents that a filter touched",
        [(key, float(e.documents), f"{e.documents:,}") for key, e in widest],
    )
    slow = sorted(tally.filters.items(), key=lambda item: (-item[1].seconds, item[0]))[:15]
    yield _chart(
        "Seconds by filter", [(k, e.seconds, f"{e.seconds:.2f} s") for k, e in slow if e.seconds]
    )
    charsets = tally.charsets.most_common(15)
    yield _chart("Charsets found", [(key, float(n), f"{n:,}") for key, n in charsets])
    yield "</div>\n"


def _chart(title: str, rows: Sequence[tuple[str, float, str]]) -> str:
    """Horizontal bars, as SVG."""
    if not rows:
        return ""
    most = max(value for _, value, _ in rows) or 1
    step = 26
    bars = []
    for index, (label, value, words) in enumerate(rows):
        y = index * step
        width = max(1.0, _BAR * value / most)
        bars.append(
            f"<text x={_LABEL - 8} y={y + 17} text-anchor=end>{escape(label)}</text>"
            f"<rect x={_LABEL} y={y + 4} width={width:.1f} height=18 rx=3></rect>"
            f"<text class=value x={_LABEL + width + 6:.1f} y={y + 17}>{escape(words)}</text>"
        )
    height = len(rows) * step
    return (
        f"<figure><figcaption>{escape(title)}</figcaption><svg role=img "
        f"aria-label='{escape(title)}' viewBox='0 0 {_LABEL + _BAR + _VALUE} {height}'>"
        f"{''.join(bars)}</svg></figure>\n"
    )


def _overview(acted: Sequence[tuple[str, Counts]]) -> Iterator[str]:
    if not acted:
        return
    yield (
        "<h2>Counts</h2>\n<div class=wide><table><thead><tr><th>filter<th class=n>documents"
        "<th class=n>edits<th class=n>characters removed<th class=n>added<th class=n>only reported"
        "<th class=n>seconds</thead><tbody>\n"
    )
    for key, each in acted:
        numbers = (each.documents, each.edits, each.removed, each.added, each.reported)
        cells = "".join(f"<td class=n>{number:,}" for number in numbers)
        yield f"<tr><td><a href='#{key}'>{escape(key)}</a>{cells}<td class=n>{each.seconds:.2f}\n"
    yield "</tbody></table></div>\n"


def _dropped(tally: Tally) -> Iterator[str]:
    """The stretches that were taken out as spam and chrome, from the samples."""
    items = []
    for key in DROPPING:
        for sample in tally.samples.get(key, []):
            gone = {
                f"<li><del title='{escape(note, quote=True)}'>{_shown(old.strip())}</del>": None
                for old, new, by, note in sample.pieces
                if by == key and len(old) > len(new)
            }
            if gone:
                items.append(
                    f"<div class=sample><p class=dim><a href='#{key}'>{key}</a> in "
                    f"<code>{_shown(sample.key)}</code></p>"
                    f"<ul class='text gone' dir=auto>{''.join(gone)}</ul></div>\n"
                )
    if items:
        yield "<h2 id=dropped>Spam and chrome that was dropped</h2>\n"
        yield from items


def _section(key: str, each: Counts, tally: Tally, facts: dict[str, Any]) -> Iterator[str]:
    summary = facts.get("summaries", {}).get(key, "")
    yield f"<section class=filter id='{key}' data-find='{key}'>\n<h2>{escape(key)}</h2>\n"
    if summary:
        yield f"<p>{escape(summary)}</p>\n"
    words = [f"{each.edits:,} edits in {each.documents:,} documents"] if each.edits else []
    words += [f"{each.reported:,} findings reported, not changed"] if each.reported else []
    yield f"<p class=dim>{'; '.join(words)}</p>\n"
    common = [(o, n, c) for (by, o, n), c in tally.edits.most_common() if by == key][:_TOP]
    if common:
        yield "<h3>Commonest edits</h3>\n<div class=wide><table><tbody>\n"
        for old, new, count in common:
            yield (
                f"<tr><td class=n>{count:,}<td class=text><del>{_shown(old)}</del>"
                f"<td class=text><ins>{_shown(new)}</ins>\n"
            )
        yield "</tbody></table></div>\n"
    samples = tally.samples.get(key, [])
    if samples:
        yield "<h3>Samples</h3>\n"
    for sample in samples:
        yield _sample(sample)
    yield "</section>\n"


def _sample(sample: Sample) -> str:
    before, after = [], []
    following = [by for _, _, by, _ in sample.pieces[1:]] + [""]
    for (old, new, by, note), next_by in zip(sample.pieces, following, strict=True):
        if not by:
            before.append(_shown(old))
            after.append(_shown(new))
            continue
        title = escape(f"{by}: {note}" if note else by, quote=True)
        before.append(f"<del title='{title}'>{_shown(old)}</del>")
        if new:
            after.append(f"<ins title='{title}'>{_shown(new)}</ins>")
        if next_by != by:  # one name for a run of edits
            before.append(f"<span class=by>{escape(by)}</span>")
    return (
        f"<div class=sample data-find=''><p class=dim><code>{_shown(sample.key)}</code></p>"
        "<div class=sides>"
        f"<div><span class=dim>before</span><div class=text dir=auto>{''.join(before)}</div></div>"
        f"<div><span class=dim>after</span><div class=text dir=auto>{''.join(after)}</div></div>"
        "</div></div>\n"
    )


def _troubles(tally: Tally, facts: dict[str, Any]) -> Iterator[str]:
    rows = [(f"{count:,}", reason) for reason, count in tally.reasons.most_common()]
    if rows:
        yield "<h2>In quarantine</h2>\n" + _table(("records", "reason"), rows)
    rows = [(each["shard"], each["reason"]) for each in facts["failed"]]
    if rows:
        yield "<h2>Could not be done</h2>\n" + _table(("input", "reason"), rows)
    rows = [(each["path"], each["reason"]) for each in facts["passed_over"][:50]]
    if rows:
        yield "<h2>Passed over</h2>\n" + _table(("file", "reason"), rows)


def _pipeline(facts: dict[str, Any]) -> Iterator[str]:
    names = [
        f"<code>{escape(each['name'])}</code>"
        + ("" if each["level"] == "fix" else f" ({escape(each['level'])})")
        for each in facts["pipeline"]
    ]
    if names:
        yield f"<h2>The pipeline</h2>\n<p>{', '.join(names)}</p>\n"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    heads = "".join(f"<th>{escape(each)}" for each in head)
    body = "".join("<tr>" + "".join(f"<td>{_shown(cell)}" for cell in row) + "\n" for row in rows)
    return f"<div class=wide><table><thead><tr>{heads}</thead><tbody>{body}</tbody></table></div>\n"


def _shown(text: str) -> str:
    """The text as HTML; what a reader cannot see is its code point, or its name to point at."""
    return "".join(_character(each) for each in text)


def _character(character: str) -> str:
    if character == "\n" or character == " " or character == "\t":
        return character
    kind = category(character)
    if kind[0] == "C" or kind in ("Zl", "Zp", "Zs"):
        title = escape(name(character, "no name"), quote=True)
        return f"<span class=u title='{title}'>U+{ord(character):04X}</span>"
    return escape(character, quote=True)
