"""HTML to text, and blocks that say what the markup said."""

from cleantext.markup.blocks import flatten
from cleantext.markup.parse import events, is_plain

__all__ = ["events", "flatten", "is_plain"]
