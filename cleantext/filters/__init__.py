"""The catalogue: every filter, in the order in which they run."""

from cleantext.filter import Filter
from cleantext.filters.control_chars import FILTER as CONTROL_CHARS
from cleantext.filters.folded_width import FILTER as FOLDED_WIDTH
from cleantext.filters.hidden_text import FILTER as HIDDEN_TEXT
from cleantext.filters.html_entities import FILTER as HTML_ENTITIES
from cleantext.filters.injected_markup import FILTER as INJECTED_MARKUP
from cleantext.filters.line_breaks import FILTER as LINE_BREAKS
from cleantext.filters.mojibake import FILTER as MOJIBAKE
from cleantext.filters.page_chrome import FILTER as PAGE_CHROME
from cleantext.filters.pinyin_glosses import FILTER as PINYIN_GLOSSES
from cleantext.filters.shifted_bytes import FILTER as SHIFTED_BYTES
from cleantext.filters.spam_lines import FILTER as SPAM_LINES
from cleantext.filters.trailing_space import FILTER as TRAILING_SPACE
from cleantext.filters.unicode_form import FILTER as UNICODE_FORM
from cleantext.filters.zero_width import FILTER as ZERO_WIDTH

#: Bytes first, then characters, then what needs sound characters to be judged, white space last.
CATALOGUE: tuple[Filter, ...] = (
    MOJIBAKE,
    HTML_ENTITIES,
    CONTROL_CHARS,
    LINE_BREAKS,
    UNICODE_FORM,
    ZERO_WIDTH,
    SHIFTED_BYTES,
    PINYIN_GLOSSES,
    FOLDED_WIDTH,
    INJECTED_MARKUP,
    HIDDEN_TEXT,
    SPAM_LINES,
    PAGE_CHROME,
    TRAILING_SPACE,
)

BY_NAME: dict[str, Filter] = {each.name: each for each in CATALOGUE}
