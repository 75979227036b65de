"""HTML to text and blocks."""

from cleantext.markup.parse import flatten, is_page

__all__ = ["flatten", "is_page"]
