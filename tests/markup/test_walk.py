"""The compiled loops over a page, and their twins in Python."""

from array import array
from struct import pack

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import anything, markup

from cleantext import edit
from cleantext.decoding import Decoded, decode
from cleantext.edit import Edit
from cleantext.markup import content, flatten
from cleantext.markup.elements import COMPILED, Names, all_hint_bits
from cleantext.markup.features import features
from cleantext.markup.flow import flow
from cleantext.markup.head import read_head
from cleantext.markup.parse import (
    DEEPEST,
    _few_attributes,
    harmless,
    is_plain,
    may_be_hostile,
    shallow,
    utf8,
)
from cleantext.markup.veils import asked, veils
from cleantext.markup.walk import COLUMNS, PLACE, STOP, TAG, TEXT, contexts, follow, read
from cleantext.presets import preset

needs_both = pytest.mark.skipif(not COMPILED, reason="there is no compiled way here")

#: What a reader of serialized pages could stumble over, and what the twins could count differently.
rich = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *(
                    "<p>",
                    "</p>",
                    "<div>",
                    "</div>",
                    "<b>",
                    "</b>",
                    "<span>",
                    "</span>",
                    "text ",
                    "a",
                ),
                *(
                    " ",
                    "\n",
                    "\t",
                    "\r\n",
                    "\r",
                    "\x0b",
                    "\f",
                    "&nbsp;",
                    "&amp;nbsp;",
                    "&lt;b>",
                    "\xa0",
                ),
                *(
                    "<br>",
                    "<br><br>",
                    "<img alt='>'>",
                    "<input>",
                    "<wbr>",
                    "<hr>",
                    "<col>",
                    "<embed>",
                ),
                *(
                    "<table><tr><td>",
                    "<td>",
                    "</table>",
                    "<ul><li>",
                    "<li>",
                    "</ul>",
                    "<pre>\n",
                    "</pre>",
                ),
                *("<ruby>漢<rt>kan", "<rp>(</rp>", "</ruby>", "<select><option>", "</select>"),
                *(
                    "<xmp><p>&amp;",
                    "</xmp>",
                    "<plaintext>",
                    "</plaintext>",
                    "<iframe><b>",
                    "</iframe>",
                ),
                *(
                    "<script>",
                    "<!--<script>",
                    "</script>",
                    "-->",
                    "<!--",
                    "<!---->",
                    "<!-->",
                    "<?x?>",
                ),
                *(
                    "<style>.x{display:none}.y .x{display:block}#z{font-size:0}</style>",
                    "<style>",
                    "</style>",
                ),
                *("<svg>", "</svg>", "<svg><style></svg>", "<math><mi>", "</math>", "<template>"),
                *(
                    "</template>",
                    "<object>",
                    "</object>",
                    "<noscript>",
                    "</noscript>",
                    "<title>a&lt;b",
                ),
                *("</title>", "<meta name=description content='a&quot;b'>", "<base>", "<frameset>"),
                *(
                    "<div hidden>",
                    "<i class=x>",
                    "<div class='y z'>",
                    "<p id=z>",
                    "<p style='opacity:0'>",
                ),
                *(
                    "<a href=x>",
                    "<a href='#z'>",
                    "</a>",
                    "<a class=nav>",
                    "<p ID=q role=tab>",
                    "<p =a='b'>",
                ),
                *(
                    '<p a="b" c=\'"&amp;nbsp;\'>',
                    "<b itemprop=author>",
                    "<p aria-hidden=true>",
                    "<textarea>",
                ),
                *(
                    "<font color=white>",
                    "<div bgcolor=white>",
                    "<button onclick=\"f('z')\">",
                    "</textarea>",
                ),
                *(
                    "<p class=''>",
                    "<p class='' id=''>",
                    "<x-y:z>",
                    "</x-y:z>",
                    "<P Class=Article-Body>",
                ),
            ]
        ),
        st.text(max_size=4),
    ),
    max_size=30,
).map("".join)


@needs_both
@given(html=st.one_of(rich, markup, anything))
def test_both_ways_to_read_a_page_agree(html: str):
    one, other = read(html), read(html, compiled=False)
    rows, others = (
        np.frombuffer(tree.nodes, np.int32).reshape(-1, COLUMNS).copy() for tree in (one, other)
    )
    for each in (rows, others):
        each[:, [PLACE, STOP]] = 0
        each[each[:, TAG] >= TEXT, TAG] = TEXT
    assert rows.tolist() == others.tolist()
    assert one.names == other.names
    assert one.controls == other.controls
    for node in range(len(rows)):
        given_here, there = one.attributes(node), other.attributes(node)
        assert given_here == {name: value or "" for name, value in there.items()}
    head, further = read_head(one.head), read_head(other.head)
    assert head == further
    telling = bytearray(number % 3 == 1 for number in range(len(one.names)))
    assert asked(one, telling) == asked(one, telling, compiled=False)
    assert list(one.contexts) == contexts(one.nodes, compiled=False)
    hiding, veiled = veils(one, head)
    others_hiding, others_veiled = veils(other, further)
    assert veiled == others_veiled
    assert [veil.how for veil in hiding] == [veil.how for veil in others_hiding]
    found, twin = flow(one, veiled), flow(other, veiled)
    assert found.text == twin.text
    for values, twins in zip(found[1:], twin[1:], strict=True):
        assert values.tolist() == twins.tolist()


@needs_both
@given(
    html=st.one_of(rich, markup), first=st.integers(0), second=st.integers(0), edited=st.booleans()
)
def test_both_ways_to_take_blocks_out_agree(html: str, first: int, second: int, edited: bool):
    document = flatten(html)
    count = document.page.count
    for chosen in (first, second):
        numbers = [number for number in range(count) if chosen >> number % 60 & 1]
        one, other = (document.without(numbers, compiled) for compiled in (None, False))
        assert one.text == other.text
        assert (one is document) == (other is document)
        assert one.places(range(count)) == other.places(range(count))
        assert list(map(tuple, one.blocks)) == list(map(tuple, other.blocks))
        document = document.without(numbers)
        if edited and document.text:
            document = document.edited([Edit(0, 1, document.text[0], "new")])


@needs_both
@pytest.mark.parametrize(
    ("numbers", "gaps"),
    [([2], b""), ([-1], b""), ([1, 0], b""), (["0"], b""), ([0], pack("qq", 0, -100))],
)
def test_what_are_no_blocks_is_not_taken_out(numbers: list[object], gaps: bytes):
    document = flatten("<p>One<p>Another")
    evidence = document.page.evidence
    columns = len(evidence) // document.page.count
    with pytest.raises((ValueError, TypeError)):
        edit.COMPILED.take_out(document.text, evidence, columns, numbers, gaps)


@given(html=st.one_of(rich, markup, rich.map(lambda html: TITLED + html + TITLED)))
def test_where_nobody_asks_for_edits_a_page_becomes_the_same(html: str):
    document = flatten(html)
    pipeline = preset("clean")
    assert pipeline.clean(document) == pipeline.run(document).text
    assert list(document.page.dropped) == list(document.page.chrome)


#: What a page says of itself, some of which stands in its blocks.
TITLED = (
    "<title>The old bridge of the town</title><meta name=description content='The old bridge of the town"
    " is open again, and so is the road.'><h1>The old bridge of the town</h1><p>The old bridge of the town"
    " is open again, and so is the road.</p>"
)


@needs_both
@given(html=st.one_of(rich, markup, rich.map(lambda html: TITLED + html + TITLED)))
def test_both_ways_to_judge_blocks_agree(html: str):
    page = flatten(html + "<p>Text.").page
    assume(page.count)
    nets = content.model()
    for one, other in zip(
        content.look(nets, page), content.look(nets, page, compiled=False), strict=True
    ):
        np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("compiled", [pytest.param(True, marks=needs_both), False])
@given(html=rich)
def test_several_nets_are_each_heard_once(compiled: bool, html: str):
    page = flatten(html + "<p>Text.").page
    assume(page.count)
    net, *_ = content.model()
    weights, biases = net.layers["out"]
    other = content.Net.of(net.layers | {"out": (-weights, biases + 1)}, net.words, net.known)
    alone = [content.look((each,), page, compiled) for each in (net, other, net)]
    for found, *each in zip(content.look((net, other, net), page, compiled), *alone, strict=True):
        np.testing.assert_allclose(found, np.mean(each, axis=0), rtol=1e-6, atol=1e-6)


@needs_both
@given(html=rich.map(lambda html: TITLED + html + TITLED), seed=st.integers(0, 1 << 30))
def test_no_number_of_a_block_differs(html: str, seed: int):
    # A net of chance, with heavy weights for what comes in, shows what a trained one may not mind.
    page = flatten(html).page
    net, *_ = content.model()
    random = np.random.default_rng(seed)
    layers = {
        name: (weights * random.normal(0, 2, weights.shape), biases)
        for name, (weights, biases) in net.layers.items()
    }
    inputs = layers["into"][0].shape
    layers["into"] = random.normal(0, 1, inputs), np.full(inputs[1], 40.0)
    said = np.unique(features(page).words)
    known = said[random.random(len(said)) < 0.7]
    heavy = content.Net.of(
        layers, array("I", known.tolist()), random.normal(0, 2, (len(known), content.WORD_WIDTH))
    )
    scores, twins = (np.array(content.look((heavy,), page, way)[0]) for way in (True, False))
    np.testing.assert_allclose(scores, twins, rtol=1e-3, atol=1e-3 * np.abs(twins).max())


SAID = st.lists(
    st.one_of(st.sampled_from(("Read", "more", "İ", "ÀB", "中文", "×", "x1y", "a" * 70)), anything),
    max_size=12,
)


@needs_both
@given(blocks=st.lists(SAID.map(" ".join), min_size=1, max_size=6))
def test_both_ways_hear_the_same_words(blocks: list[str]):
    # Each word that a block opens with adds a number of its own, and no other does.
    page = flatten("".join(f"<p>{block}</p><h2>{block}</h2>" for block in blocks)).page
    assume(page.count)
    net, *_ = content.model()
    page_features = features(page)
    said = np.unique(page_features.words)
    layers = {
        name: (np.zeros_like(weights), np.zeros_like(biases))
        for name, (weights, biases) in net.layers.items()
    }
    layers["said"] = np.eye(*layers["said"][0].shape), layers["said"][1]
    layers["out"] = np.arange(net.width)[:, None] + 1.0, layers["out"][1]
    known = (np.arange(len(said)) % 97 + 1)[:, None] * np.ones(content.WORD_WIDTH)
    hears = content.Net.of(layers, array("I", said.tolist()), known)
    scores, twins = (content.look((hears,), page, way)[0] for way in (True, False))
    assert scores == twins
    assert sum(page_features.said) == 0 or max(scores) > 0


@needs_both
@given(
    likely=st.lists(
        st.tuples(st.one_of(st.just(0.5), st.floats(0, 1)), st.integers(0, 9), st.booleans()),
        min_size=1,
    )
)
def test_both_ways_to_find_the_border_agree(likely: list[tuple[float, int, bool]]):
    shown = [number for number, (_, _, seen) in enumerate(likely) if seen] or [0]
    judged = content.Judgement([p for p, _, _ in likely], [words for _, words, _ in likely], {})
    assert content.border(judged, shown) == content.border(judged, shown, compiled=False)


@needs_both
def test_a_border_of_no_blocks_is_refused():
    for content_, words, shown in (([0.5], [1], []), ([0.5], [], [0]), ([0.5], [1], [1])):
        with pytest.raises(ValueError, match="no such blocks"):
            COMPILED.border(content_, words, shown)
    with pytest.raises(TypeError):
        COMPILED.border([None], [1], [0])


@needs_both
@given(
    text=st.text(alphabet=st.sampled_from("ab<é\xff\u0100’中\ud800\udfff\uffff😀\x80\u07ff\u0800"))
)
def test_both_ways_to_write_utf8_agree(text: str):
    for each in (text, f"sound {text} prose of a page", f"sound prose of a page {text}"):
        assert utf8(each) == utf8(each, compiled=False)


@needs_both
@given(
    data=st.one_of(
        st.binary(),
        st.text().map(lambda text: text.encode("utf-8", "surrogatepass")),
        st.tuples(st.text(min_size=1), st.integers(0, 60), st.binary(max_size=2)).map(
            lambda cut: (page := cut[0].encode("utf-8", "replace"))[: cut[1]] + cut[2] + page
        ),
    )
)
def test_both_ways_to_tell_what_needs_no_decoding_agree(data: bytes):
    data = b"<p>" + data
    assert is_plain(data) == is_plain(data, compiled=False)
    if is_plain(data):
        assert decode(data) == Decoded(data.decode(), "utf-8", True)


name = st.one_of(
    st.none(),
    st.text(),
    st.from_regex("[a-zA-Z _-]{0,40}"),
    st.sampled_from(
        ["nav", "NavBar", "articlebody", "adsbygoogle", "\u212aart", "N\u0130av", "x" * 299]
    ),
)


@needs_both
@given(names=st.lists(st.tuples(st.just("p"), name, name, name, name)))
def test_both_ways_to_tell_hints_agree(names: list[Names]):
    assert all_hint_bits(names) == all_hint_bits(names, compiled=False)


@needs_both
@given(html=st.one_of(rich, markup, st.lists(st.sampled_from(["<i>", "</i>", "<B x>", "</b", "<p>", "<", ">"]), max_size=40).map("".join)))  # fmt: skip
def test_what_is_harmless_one_way_is_harmless_the_other(html: str):
    page = html.replace("\0", "").encode("utf-8", "replace")
    if not may_be_hostile(page):
        assert _few_attributes(page.decode()) == page.decode()
        assert shallow(page.decode()).encode() == page == harmless(page)


@pytest.mark.parametrize(
    ("html", "hostile"),
    [
        ("<i>" * DEEPEST, False),
        ("<i>" * (DEEPEST + 1), True),
        ("<i></i>" * 5000, False),
        ("<i></b>" * 4001, True),
        ("<p>" * 5000, False),
        (f"<p {'x ' * 4100}>", True),
        (f"<p {'x ' * 4100}", True),
        (f"<p a='{'x ' * 4100}'>", False),
        (f"<p>{'x ' * 4100}", False),
        ("<" * 9000, False),
    ],
)
def test_what_is_hostile(html: str, hostile: bool):
    if COMPILED:
        assert may_be_hostile(html.encode()) is hostile
    assert may_be_hostile(html.encode(), compiled=False) >= hostile


def test_a_tree_knows_its_elements():
    tree = follow(
        [("div", {"id": "x"}), ("p", {"class": "y"}), "text", None, None],
    )
    assert [each.tag for each in tree.element(1).lineage()] == ["p", "div"]
    assert tree.element(1).attributes == {"class": "y"}


@needs_both
def test_broken_tables_are_refused():
    tree = read("<p>text")
    with pytest.raises(ValueError, match="size"):
        COMPILED.build(tree.source, tree.nodes, b"", b"", b"", bytes(0x10000))
    count = len(tree.nodes) // (4 * COLUMNS)
    with pytest.raises(ValueError, match="no nodes"):
        COMPILED.build(b"", tree.nodes, bytes(4 * count), bytes(80), bytes(10), bytes(0x10000))
    with pytest.raises(ValueError, match="no nodes"):
        COMPILED.asked(tree.source, tree.nodes, bytearray(), 1, bool)
    with pytest.raises(ValueError, match="no nodes"):
        COMPILED.contexts(b"\7" * len(tree.nodes))
    with pytest.raises(IndexError):
        COMPILED.attributes(b"<p>", 9)
    with pytest.raises(ValueError, match="too long"):
        COMPILED.vocabulary({"x" * 99: 1})
    with pytest.raises(TypeError):
        COMPILED.hints(["x"], COMPILED.vocabulary({}), 9)
    with pytest.raises(TypeError):
        COMPILED.met([("p",)], {}, 9)
    with pytest.raises(TypeError):
        COMPILED.likely([None], 2.0)
    with pytest.raises(TypeError):
        COMPILED.does(b"")


@needs_both
def test_tables_that_do_not_belong_together_are_refused(monkeypatch: pytest.MonkeyPatch):
    page = flatten("<ul><li>One<li>Two</ul><p>Three").page
    net, *_ = content.model()
    content.look((net,), page)
    with pytest.raises(ValueError, match="no net"):
        content.look((content.Net(net.inputs, net.width, net.numbers[1:]),), page)
    monkeypatch.setattr(net, "table", net.table[:24])
    with pytest.raises(ValueError, match="no net"):
        content.look((net,), page)
    monkeypatch.undo()
    for wrong in (page.containers[:3], memoryview(bytes(8 * 60)).cast("q")):
        monkeypatch.setattr(page, "containers", wrong)
        with pytest.raises(ValueError, match="container"):
            content.look((net,), page)
    monkeypatch.setattr(page, "evidence", page.evidence[:0])
    with pytest.raises(ValueError, match="size"):
        content.look((net,), page)
