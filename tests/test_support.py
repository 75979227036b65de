"""What speaks for lines that were read anew: the same is believed whether what is plain is told at once or line by line."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleantext import scan, support
from cleantext.support import Reread, supported

compiled = pytest.mark.skipif(scan.COMPILED is None, reason="the extension was not compiled")
WORDS = ["Привет", "МИР", "от", "członków\xa0ąę", "się", "abcdęf", "А·Б·В·Г", "А-Б-В", "λόγος", "příliš", "naïve", "Äpfel", "ÀàÉéÈè", "—", "│", "┤ ├", "«да»", "2", "a", "®", "²", "\xa0"]  # fmt: skip
words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
charsets = st.sampled_from([("cp1251", "latin-1"), ("cp866", "cp1251"), ("cp1253", "cp1252"), ("cp1250", "cp1252"), ("iso8859-2", "cp1252")])  # fmt: skip


@st.composite
def rereads(draw: st.DrawFn) -> tuple[str, list[Reread]]:
    """A text, and some of its lines with what they are before they were misread."""
    written, read = draw(charsets)
    lines, start = [], 0
    for _ in range(draw(st.integers(1, 4))):
        new = draw(words).encode(written, "ignore").decode(written)
        old = new.encode(written).decode(read, "replace")
        # What follows many lines is believed for less.
        for _ in range(draw(st.sampled_from([1, 1, 30]))):
            if old != new:
                lines.append(Reread(start, old, new))
                start += len(old) + 1
    return "\n".join(line.old for line in lines), lines


SAID = "Однажды утром пошёл снег".encode("cp1251").decode("latin-1"), "Однажды утром пошёл снег"


@compiled
@given(rereads())
@example(("\n".join([SAID[0]] * 40), [Reread(25 * n, *SAID) for n in range(40)]))
def test_the_same_is_believed(given: tuple[str, list[Reread]]):
    text, lines = given
    found, whole = supported(text, lines), supported(text, lines, whole=True)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(support.scan, "COMPILED", None)
        assert supported(text, lines) == found
        assert supported(text, lines, whole=True) == whole


def _alike(lines: list[Reread], first: int, company: str) -> int:
    assert scan.COMPILED is not None
    found: int = scan.COMPILED.alike(lines, scan.COMPILED.of_letters(lines), first, company)
    return found


@compiled
@given(rereads())
def test_what_is_plain_is_so(given: tuple[str, list[Reread]]):
    text, lines = given
    assert scan.COMPILED is not None
    for line, plain in zip(lines, scan.COMPILED.of_letters(lines), strict=True):
        if plain:
            assert support._sign(text, line.edits()) == ""
    for number, line in enumerate(lines):
        if _alike(lines, number, line.old):
            assert not support._is_list(line.old)


@compiled
def test_lines_are_alike_in_a_row():
    lines = [Reread(25 * number, *SAID) for number in range(3)]
    assert _alike(lines, 0, SAID[0]) == 3
    assert _alike(lines, 1, SAID[0]) == 2
    assert _alike(lines, 0, SAID[0][:4]) == 0
    listed = Reread(75, *(f"{said} A·B·C·D" for said in SAID))
    assert _alike([*lines, listed], 0, listed.old + listed.new) == 3


@compiled
@given(rereads(), st.text(st.sampled_from("àÀéÉÏðèâåò\xa0³±"), max_size=3))
@example(("", [Reread(0, "Ñðâíèòå", "Срвните")]), "")
def test_what_brings_words_is_told_only_of_lines_that_do(
    given: tuple[str, list[Reread]], elsewhere: str
):
    _, lines = given
    assert scan.COMPILED is not None
    plain = scan.COMPILED.of_letters(lines)
    for line, told in zip(lines, scan.COMPILED.brings(lines, plain, elsewhere), strict=True):
        if told:
            assert support._brings_words(line, line.edits())
            assert not support._is_known(set(elsewhere), line.edits())


@compiled
def test_words_are_brought_in():
    said = [
        "Однажды утром пошёл снег",
        "Τότε ήρθε η άνοιξη, και ένα πλοίο",
        "בבוקר אחד ירד שלג על העיר",
    ]
    charset = ["cp1251", "cp1253", "cp1255"]
    lines = [
        Reread(0, new.encode(each).decode("latin-1"), new)
        for new, each in zip(said, charset, strict=True)
    ]
    listed = Reread(0, *(f"{text} A·B·C·D" for text in lines[0][1:]))
    none = [Reread(0, "ÀÁÂ", "АБВ"), Reread(0, "Ïð, èâ", "Пр, ив"), listed]
    assert scan.COMPILED is not None
    found = scan.COMPILED.brings([*lines, *none], bytes([1] * 6), "")
    assert list(found) == [1, 1, 1, 0, 0, 0]
    with pytest.raises(ValueError, match="lines"):
        scan.COMPILED.brings(lines, b"", "")
