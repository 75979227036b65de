"""What one look rules out sells nothing, and sound prose is ruled out."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from test_outliers import HOST
from test_unlisted import SPAM, STORIES

from cleantext import Document, offers, scan, wares
from cleantext.filters.spam_phrases import find
from cleantext.selling import may_sell

compiled = pytest.mark.skipif(scan.COMPILED is None, reason="the extension was not compiled")

SOUND = """
The bank gives no credit to a mill.
Die Bank gab dem M\u00fcller im Herbst keinen Kredit mehr, weil das Wasser fehlte.
\u0411\u0430\u043d\u043a \u043d\u0435 \u0434\u0430\u043b \u043a\u0440\u0435\u0434\u0438\u0442 \u043c\u0435\u043b\u044c\u043d\u0438\u043a\u0443.
\u03a3\u03c4\u03b7\u03bd \u03a3\u03c0\u03ac\u03c1\u03c4\u03b7 \u03ad\u03b2\u03c1\u03b5\u03c7\u03b5 \u03cc\u03bb\u03b7 \u03c4\u03b7\u03bd \u03b5\u03b2\u03b4\u03bf\u03bc\u03ac\u03b4\u03b1.
\u0130stanbul'da ya\u011fmur ya\u011fd\u0131, \u0130zmir'de de\u011fil.
Who pays for it? The town does.
He bought a casino at the coast, and sold it in autumn.
O banco n\u00e3o deu cr\u00e9dito ao moinho, disse o dono da casa de apostas.
Did he buy pills online? He did.
In the U.S. a research paper was printed again, in order to mend its sums.
3.5 million euros, i.e. a fifth of the sum; see www.example.com.
""".strip().split("\n")
#: Things that are offered, and an address beside one.
DOUBTFUL = """
You can buy cheap viagra in the mill, said the miller.
Of viagra we know nothing, says mill.com.
""".strip().split("\n")
said = st.one_of(
    st.sampled_from([*SPAM, *STORIES, *SOUND, *DOUBTFUL]),
    st.lists(st.sampled_from(wares.lexicon().phrases), min_size=1, max_size=5).map(" ".join),
    st.lists(st.sampled_from(offers.phrases().phrases), min_size=1, max_size=5).map(" ".join),
    st.text(max_size=20),
)
changes = st.sampled_from(
    [
        str,
        str.upper,
        str.title,
        lambda text: f"\u201c{text}\u201d",
        lambda text: text.rstrip(".") + "?",
    ]
)
sentences = st.builds(lambda change, text: change(text), changes, said)
joined = st.sampled_from([" ", "\n", ". ", " - ", ", ", ""])
texts = st.builds(lambda mark, parts: mark.join(parts), joined, st.lists(sentences, max_size=9))


@given(text=texts, host=st.sampled_from(["", *(" ".join([each] * 12) for each in SOUND)]))
@example(text="Get it now? Buy cheap pills online.", host=SOUND[0] * 9)
@example(text="x" * 4100 + " buy cheap viagra online, order now", host=SOUND[0] * 9)
def test_what_is_ruled_out_sells_nothing(text: str, host: str):
    text = f"{host}\n{text}\n{host}"
    assert may_sell(text) or not find(Document(text))


#: Text in scripts of which no run has a letter, and blocks of it are passed over.
QUIET = [
    "\u03a3\u03c4\u03b7\u03bd \u03c0\u03cc\u03bb\u03b7, 1969: ",
    "\u0917\u093e\u0901\u0935 \u092e\u0947\u0902 \u20b9 45 \u0964 ",
    "\u10e1\u10dd\u10e4\u10d4\u10da\u10d8 (1\u20132)? ",
]


@pytest.mark.parametrize("host", QUIET)
@given(spam=st.sampled_from(SPAM), place=st.integers(0, 700), gap=st.sampled_from(["\n", ". ", ""]))
def test_spam_is_heard_wherever_it_stands_in_other_scripts(
    host: str, spam: str, place: int, gap: str
):
    text = (host * 60)[:700]
    text = f"{text[:place]}{gap}{spam}{gap}{text[place:]}"
    assert may_sell(text) or not find(Document(text))


@pytest.mark.parametrize("spam", SPAM)
def test_spam_is_not_ruled_out(spam: str):
    assert may_sell(HOST.format(spam))


@compiled
def test_sound_prose_is_ruled_out():
    assert [each for each in SOUND if may_sell(f"{each} It rained all week.")] == []
    assert [each for each in DOUBTFUL if not may_sell(f"{each} It rained all week.")] == []


@compiled
def test_a_loud_story_is_ruled_out_and_a_loud_pitch_is_not():
    story = "He ordered a fake passport online and was arrested at the airport."
    pitch = "Instant cash advance up to $5000, bad credit accepted, no fax."
    text = f"{story} {'It rained all week. ' * 40}"
    assert not may_sell(text)
    assert may_sell(f"{text}{pitch}")
    # More such sentences than are noted are asked further.
    assert may_sell("\n".join(f"{story} {number}" for number in range(40)) + text)


@compiled
def test_a_long_text_is_ruled_out_like_a_short_one():
    rest = "It rains. The bank gives no credit to a mill. " * 2000
    assert not may_sell(rest)
    assert may_sell(rest + SPAM[0])


@compiled
def test_what_is_no_listener_is_refused():
    assert scan.COMPILED is not None
    with pytest.raises(TypeError, match="listener"):
        scan.COMPILED.sells("a mill", b"")
    with pytest.raises(TypeError, match="listener"):
        scan.COMPILED.sells("a mill")
