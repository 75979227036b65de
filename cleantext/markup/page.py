"""A page as a whole: what its markup said about every block, and what is decided from it."""

from __future__ import annotations

Evidence = tuple[int, ...]


class Page:
    """What is known of a page, as it came in."""

    def __init__(self, text, evidence, containers, hidden, title="", description="", data=""):
        self.text = text
        self.evidence = evidence
        self.containers = containers
        self.hidden = hidden
        self.title = title
        self.description = description
        self.data = data
