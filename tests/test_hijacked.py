"""The main job: a hijacked page, and pages damaged forwards by a simulator of its rewriter."""

import re
from pathlib import Path
from random import Random

import pytest
from rewriter import Rewriter, random_rewriter

import cleantext
from cleantext.hanzi import in_gb2312

CORPUS = Path(__file__).parents[1] / "corpus"
PAGE = (CORPUS / "pages/hijacked.html.txt").read_bytes()
ARTICLE = (CORPUS / "pages/hijacked.expected.txt").read_text("utf-8")


def test_the_page_is_restored_character_for_character():
    assert cleantext.clean(PAGE) == ARTICLE


def test_each_removal_names_its_filter_and_says_why():
    changes = list(cleantext.explain(PAGE).changes())
    assert all(change.note for change in changes)
    removed = {change.filter for change in changes if len(change.old) > 30}
    assert removed == {"injected_markup", "page_chrome", "spam_lines"}
    notes = {change.note for change in changes if change.filter == "page_chrome"}
    assert notes == {"breadcrumb", "time and source", "editor", "copyright notice"}


def test_the_page_can_be_given_back():
    result = cleantext.explain(PAGE)
    assert result.undo() == PAGE.decode("utf-8")


def test_repair_removes_no_word():
    result = cleantext.explain(PAGE, preset="repair")
    assert "国产精品" in result.text
    assert "（責編：李文治）" in result.text


@pytest.mark.parametrize(
    "sound", ["六(lù)安", "饕餮(tāo tiè)", "你(nǐ)好(hǎo)，我(wǒ)是(shì)老(lǎo)师(shī)。"]
)
def test_readings_that_a_writer_gave_stay(sound: str):
    assert cleantext.clean(sound) == sound
    assert cleantext.clean(f"{ARTICLE}\n{sound}\n") == f"{ARTICLE}\n{sound}\n"


@pytest.mark.parametrize(
    ("text", "glossed", "marks", "damaged"),
    [
        ("領域實現更多", "驅現", "", "領域?qū)崿F(xiàn)更多"),
        ("中勇擔當作貢", "聯當", "", "中勇?lián)\ue2fd?dāng)作貢"),
        ("力量。科技部黨組", "", "？", "力量??萍疾奎h組"),
        ("小學校“大班額”", "", "！", "小學?!按蟀囝~”"),
    ],
)
def test_the_simulator_does_what_was_seen(text: str, glossed: str, marks: str, damaged: str):
    rewriter = Rewriter(frozenset(glossed), marks, cuts=False, folds=True, swallows=True)
    assert rewriter.damage(text) == damaged


def sentences() -> list[str]:
    """Sound sentences that GBK can write, in both scripts of Chinese."""
    texts = [
        ARTICLE,
        *((CORPUS / f"clean/zh-{s}.txt").read_text("utf-8") for s in ("Hans", "Hant")),
    ]
    found = []
    for text in texts:
        for sentence in re.findall(r"[^。！？\n]{8,}[。！？][”」]?", text):
            try:
                sentence.strip().encode("gbk")
            except UnicodeEncodeError:
                continue
            found.append(sentence.strip())
    return found


def test_what_the_rewriter_does_is_undone():
    """Over 2,000 sentences on pages of twenty, each page damaged by a rewriter of its own."""
    sound = sentences()
    random = Random(2024)
    restored = total = 0
    while total < 2000:
        rewriter = random_rewriter(random, "".join(sound))
        page = random.choices(sound, k=20)
        cleaned = cleantext.clean("\n".join(map(rewriter.damage, page))).split("\n")
        assert len(cleaned) == len(page)
        for sentence, came_out in zip(page, cleaned, strict=True):
            total += 1
            restored += came_out == sentence
    assert restored / total > 0.9


def test_sound_sentences_are_left_alone():
    for sentence in sentences():
        assert cleantext.clean(sentence) == sentence


def test_glossed_characters_are_what_simplified_chinese_lacks():
    glossed = set(re.findall(r"([一-鿿])\([a-z]*[āáǎàēéěèīíǐìōóǒòūúǔùǜ][a-z]*\)", PAGE.decode()))
    assert len(glossed) > 50
    assert not any(map(in_gb2312, glossed))
