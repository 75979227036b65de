"""The catalogue: every filter by name, in the order in which they run.

A filter's module is imported when a pipeline first asks for it, so that a preset of a few filters
starts fast. `CATALOGUE` is all of them, `BY_NAME` the same by name.
"""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from cleantext.filter import Filter

if TYPE_CHECKING:
    CATALOGUE: tuple[Filter, ...]
    BY_NAME: dict[str, Filter]

#: What a page's markup settles, which needs no sound characters and leaves less to look at. Then
#: bytes first, then characters, then what needs sound characters to be judged, then taste; white
#: space after what leaves gaps, and the reports on what came out.
NAMES: tuple[str, ...] = (
    "hidden_text",
    "main_content",
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
    "injected_markup",
    "spam_lines",
    "spam_phrases",
    "page_chrome",
    "repeated_lines",
    "curly_quotes",
    "typographic_quotes",
    "dashes",
    "ellipses",
    "compatibility_ideographs",
    "digraph_letters",
    "persian_letters",
    "romanian_letters",
    "fullwidth",
    "fullwidth_letters",
    "halfwidth_kana",
    "cjk_punctuation",
    "cjk_spacing",
    "repeated_marks",
    "line_hyphens",
    "ascii",
    "trailing_space",
    "blank_runs",
    "mixed_scripts",
    "zalgo",
    "private_use",
    "ambiguous_forms",
    "hidden_payload",
    "hidden_instructions",
)


@cache
def load(name: str) -> Filter:
    """Return the filter of a name in `NAMES`.

    >>> load("zero_width").name
    'zero_width'
    """
    found: Filter = import_module(f"cleantext.filters.{name}").FILTER
    return found


@cache
def foreign() -> dict[str, Callable[[], Filter]]:
    """Return the filters of other installed packages, by name, each to be loaded by a call.

    A package offers one by an entry point of the group `cleantext.filters`. A name of the catalogue
    stays the catalogue's.
    """
    from importlib.metadata import EntryPoint, entry_points

    def loader(point: EntryPoint) -> Callable[[], Filter]:
        def loaded() -> Filter:
            found = point.load()
            if not isinstance(found, Filter):
                raise TypeError(f"the entry point {point.name} ({point.value}) is no Filter")
            return found._replace(name=point.name)

        return loaded

    points = entry_points(group="cleantext.filters")
    return {point.name: loader(point) for point in points if point.name not in NAMES}


@cache
def _all() -> tuple[Filter, ...]:
    return tuple(map(load, NAMES))


def __getattr__(name: str) -> object:
    if name == "CATALOGUE":
        return _all()
    if name == "BY_NAME":
        return dict(zip(NAMES, _all(), strict=True))
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
