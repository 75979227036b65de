"""Presets: named tuples of filters.

`repair` mends characters and never removes a word. `clean` does all that and removes what a
reader of the text was never meant to read. The others are taste, to be asked for. Filters always
run in the catalogue's order.
"""

from __future__ import annotations

from functools import cache

from cleantext.names import UnknownFilter, unknown
from cleantext.pipeline import Pipeline

#: What a byte or a code point broke, mended. What a commit hook runs.
REPAIR = (
    "wrong_charset",
    "mojibake",
    "lossy_text",
    "html_entities",
    "surrogates",
    "c1_controls",
    "terminal_escapes",
    "overstrikes",
    "control_chars",
    "noncharacters",
    "line_breaks",
    "unicode_form",
    "tag_characters",
    "variation_selectors",
    "bidi_controls",
    "joiners",
    "zero_width",
    "soft_hyphens",
    "odd_spaces",
    "latin_ligatures",
    "presentation_forms",
    "odd_hyphens",
    "shifted_bytes",
    "pinyin_glosses",
    "folded_width",
    "trailing_space",
    "blank_runs",
    "mixed_scripts",
    "zalgo",
    "private_use",
    "ambiguous_forms",
    "hidden_payload",
)

#: The default: repair, and the removal of injected spam and of page chrome.
CLEAN = (
    *REPAIR,
    "hidden_text",
    "main_content",
    "injected_markup",
    "spam_lines",
    "spam_phrases",
    "page_chrome",
    "hidden_instructions",
)

#: Only what no program and no reader can have a use for; what a database needs to take the text.
MINIMAL = (
    "surrogates",
    "c1_controls",
    "terminal_escapes",
    "overstrikes",
    "control_chars",
    "noncharacters",
    "line_breaks",
    "unicode_form",
)

#: Repair, and the quotation marks of an English publisher; other locales by `for_locale`.
TYPOGRAPHIC = (*REPAIR, "typographic_quotes")

#: Repair, and the punctuation of the keyboard. Letters stay; the filter `ascii` transliterates. What
#: `folded_width` widens, `fullwidth` would fold again.
ASCII = (
    *(name for name in REPAIR if name != "folded_width"),
    *("curly_quotes", "dashes", "ellipses", "fullwidth"),
)

#: Repair, and the widths and marks of Chinese and Japanese publishers.
CJK = (*REPAIR, "fullwidth_letters", "halfwidth_kana", "cjk_punctuation", "cjk_spacing")

#: Repair, and what the Moses punctuation normaliser does right.
MOSES = (*REPAIR, "curly_quotes", "dashes", "ellipses")

PRESETS = {
    "clean": CLEAN,
    "repair": REPAIR,
    "minimal": MINIMAL,
    "typographic": TYPOGRAPHIC,
    "ascii": ASCII,
    "cjk": CJK,
    "moses": MOSES,
}


@cache
def preset(name: str) -> Pipeline:
    """Return the pipeline of a preset.

    >>> preset("repair").clean("sound text") == "sound text"
    True

    Raises UnknownFilter when no preset has this name.
    """
    if name not in PRESETS:
        raise UnknownFilter(unknown("preset", name, PRESETS))
    return Pipeline(()).with_(*PRESETS[name])
