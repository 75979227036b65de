"""HTML to text, and blocks that say what the markup said."""

from cleantext.markup.blocks import flatten, is_page
from cleantext.markup.parse import events

__all__ = ["events", "flatten", "is_page"]
