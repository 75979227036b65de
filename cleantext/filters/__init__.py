"""The catalogue: every filter, in the order in which they run."""

from cleantext.filter import Filter
from cleantext.filters.ambiguous_forms import FILTER as AMBIGUOUS_FORMS
from cleantext.filters.ascii import FILTER as ASCII
from cleantext.filters.bidi_controls import FILTER as BIDI_CONTROLS
from cleantext.filters.blank_runs import FILTER as BLANK_RUNS
from cleantext.filters.c1_controls import FILTER as C1_CONTROLS
from cleantext.filters.cjk_punctuation import FILTER as CJK_PUNCTUATION
from cleantext.filters.cjk_spacing import FILTER as CJK_SPACING
from cleantext.filters.compatibility_ideographs import FILTER as COMPATIBILITY_IDEOGRAPHS
from cleantext.filters.control_chars import FILTER as CONTROL_CHARS
from cleantext.filters.curly_quotes import FILTER as CURLY_QUOTES
from cleantext.filters.dashes import FILTER as DASHES
from cleantext.filters.digraph_letters import FILTER as DIGRAPH_LETTERS
from cleantext.filters.ellipses import FILTER as ELLIPSES
from cleantext.filters.folded_width import FILTER as FOLDED_WIDTH
from cleantext.filters.fullwidth import FILTER as FULLWIDTH
from cleantext.filters.fullwidth_letters import FILTER as FULLWIDTH_LETTERS
from cleantext.filters.halfwidth_kana import FILTER as HALFWIDTH_KANA
from cleantext.filters.hidden_payload import FILTER as HIDDEN_PAYLOAD
from cleantext.filters.hidden_text import FILTER as HIDDEN_TEXT
from cleantext.filters.html_entities import FILTER as HTML_ENTITIES
from cleantext.filters.injected_markup import FILTER as INJECTED_MARKUP
from cleantext.filters.joiners import FILTER as JOINERS
from cleantext.filters.latin_ligatures import FILTER as LATIN_LIGATURES
from cleantext.filters.line_breaks import FILTER as LINE_BREAKS
from cleantext.filters.line_hyphens import FILTER as LINE_HYPHENS
from cleantext.filters.lossy_text import FILTER as LOSSY_TEXT
from cleantext.filters.mixed_scripts import FILTER as MIXED_SCRIPTS
from cleantext.filters.mojibake import FILTER as MOJIBAKE
from cleantext.filters.noncharacters import FILTER as NONCHARACTERS
from cleantext.filters.odd_hyphens import FILTER as ODD_HYPHENS
from cleantext.filters.odd_spaces import FILTER as ODD_SPACES
from cleantext.filters.overstrikes import FILTER as OVERSTRIKES
from cleantext.filters.page_chrome import FILTER as PAGE_CHROME
from cleantext.filters.persian_letters import FILTER as PERSIAN_LETTERS
from cleantext.filters.pinyin_glosses import FILTER as PINYIN_GLOSSES
from cleantext.filters.presentation_forms import FILTER as PRESENTATION_FORMS
from cleantext.filters.private_use import FILTER as PRIVATE_USE
from cleantext.filters.repeated_marks import FILTER as REPEATED_MARKS
from cleantext.filters.romanian_letters import FILTER as ROMANIAN_LETTERS
from cleantext.filters.shifted_bytes import FILTER as SHIFTED_BYTES
from cleantext.filters.soft_hyphens import FILTER as SOFT_HYPHENS
from cleantext.filters.spam_lines import FILTER as SPAM_LINES
from cleantext.filters.surrogates import FILTER as SURROGATES
from cleantext.filters.tag_characters import FILTER as TAG_CHARACTERS
from cleantext.filters.terminal_escapes import FILTER as TERMINAL_ESCAPES
from cleantext.filters.trailing_space import FILTER as TRAILING_SPACE
from cleantext.filters.typographic_quotes import FILTER as TYPOGRAPHIC_QUOTES
from cleantext.filters.unicode_form import FILTER as UNICODE_FORM
from cleantext.filters.variation_selectors import FILTER as VARIATION_SELECTORS
from cleantext.filters.wrong_charset import FILTER as WRONG_CHARSET
from cleantext.filters.zalgo import FILTER as ZALGO
from cleantext.filters.zero_width import FILTER as ZERO_WIDTH

#: Bytes first, then characters, then what needs sound characters to be judged, then taste, white
#: space last; the filters that only report look at what is left.
CATALOGUE: tuple[Filter, ...] = (
    WRONG_CHARSET,
    MOJIBAKE,
    LOSSY_TEXT,
    HTML_ENTITIES,
    SURROGATES,
    C1_CONTROLS,
    TERMINAL_ESCAPES,
    OVERSTRIKES,
    CONTROL_CHARS,
    NONCHARACTERS,
    LINE_BREAKS,
    UNICODE_FORM,
    TAG_CHARACTERS,
    VARIATION_SELECTORS,
    BIDI_CONTROLS,
    JOINERS,
    ZERO_WIDTH,
    SOFT_HYPHENS,
    ODD_SPACES,
    LATIN_LIGATURES,
    PRESENTATION_FORMS,
    ODD_HYPHENS,
    SHIFTED_BYTES,
    PINYIN_GLOSSES,
    FOLDED_WIDTH,
    INJECTED_MARKUP,
    HIDDEN_TEXT,
    SPAM_LINES,
    PAGE_CHROME,
    CURLY_QUOTES,
    TYPOGRAPHIC_QUOTES,
    DASHES,
    ELLIPSES,
    COMPATIBILITY_IDEOGRAPHS,
    DIGRAPH_LETTERS,
    PERSIAN_LETTERS,
    ROMANIAN_LETTERS,
    FULLWIDTH,
    FULLWIDTH_LETTERS,
    HALFWIDTH_KANA,
    CJK_PUNCTUATION,
    CJK_SPACING,
    REPEATED_MARKS,
    LINE_HYPHENS,
    ASCII,
    TRAILING_SPACE,
    BLANK_RUNS,
    MIXED_SCRIPTS,
    ZALGO,
    PRIVATE_USE,
    AMBIGUOUS_FORMS,
    HIDDEN_PAYLOAD,
)

BY_NAME: dict[str, Filter] = {each.name: each for each in CATALOGUE}
