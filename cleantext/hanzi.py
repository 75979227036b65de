"""What is known of single Chinese characters: variants, readings, and old character sets."""

from __future__ import annotations

from functools import cache

from cleantext.tables import read

#: The blocks of ideographs that any charset in use before Unicode could write, as the inside of a
#: character class: the unified ideographs, and 〇.
HAN = "\u4e00-\u9fff\u3007"

#: A syllable of Pinyin as dictionaries write it, with its tone, as a regular expression.
PINYIN = "[a-zāáǎàēéěèêīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿ]{1,6}"
#: The letters that only stand in a syllable with its tone.
TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"


@cache
def variants() -> dict[str, str]:
    """Return the simplified form of each traditional character that has one.

    >>> variants()["漢"], variants().get("中")
    ('汉', None)

    Source: OpenCC, see the table's header.
    """
    traditional, simplified = read("han_variants.txt").decode().split()
    return dict(zip(traditional, simplified, strict=True))


@cache
def first_readings() -> dict[str, str]:
    """Return the first listed reading of each character that has one.

    >>> first_readings()["六"], first_readings().get("a")
    ('liù', None)

    Source: pypinyin, see the table's header.
    """
    found = {}
    for line in read("pinyin.txt").decode().splitlines():
        reading, chars = line.split("\t")
        found.update(dict.fromkeys(chars, reading))
    return found


def readings() -> frozenset[str]:
    """Return every syllable of Pinyin that is the first listed reading of a character.

    >>> "wǎng" in readings(), "wang" in readings()
    (True, False)
    """
    return frozenset(first_readings().values())


def first_reading(char: str) -> str:
    """Return the first listed reading of a character in Pinyin, or nothing if it has none.

    >>> first_reading("六"), first_reading("a")
    ('liù', '')

    Source: pypinyin, see the table's header.
    """
    return first_readings().get(char, "")


def in_gb2312(char: str) -> bool:
    """Return whether GB 2312, the charset of simplified Chinese, has a character.

    >>> in_gb2312("网"), in_gb2312("網")
    (True, False)
    """
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
