"""What the named character references of HTML stand for."""

from __future__ import annotations

from functools import cache


@cache
def references() -> dict[str, str]:
    """Return the characters of each name, as the HTML Standard has them: with the semicolon, where it needs one.

    >>> references()["eacute"], "hellip" in references(), references()["hellip;"]
    ('é', False, '…')
    """
    # The package first, for it imports its part: of two threads that began at either end each would wait for
    # the other.
    import html  # noqa: F401
    from html.entities import html5

    return html5
