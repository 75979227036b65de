"""HTML to text, and blocks that say what the markup said."""

from cleantext.markup.blocks import flatten, is_page
from cleantext.markup.parse import events, is_plain

__all__ = ["events", "flatten", "is_page", "is_plain"]
