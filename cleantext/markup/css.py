"""What an element's own attributes say about whether a reader sees it."""

from __future__ import annotations

import re
from collections.abc import Mapping

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_PRIORITY = re.compile(r"!\s*important\s*$")
#: Declarations that take an element and all that it holds from a reader's sight.
_HIDING = {("display", "none"), ("visibility", "hidden"), ("visibility", "collapse")}


def hiding(attributes: Mapping[str, str | None]) -> str:
    """Return how an element is hidden by its attributes, or nothing when it is not.

    >>> hiding({"style": "color:red; DISPLAY : None !important"})
    'display:none'
    >>> hiding({"hidden": None}), hiding({"style": "display:block"}), hiding({"class": "hidden"})
    ('hidden', '', '')

    Source: CSS Display 3, CSS 2.2 11.2, and the `hidden` attribute of the HTML Standard, of which
    `until-found` is a fold that a reader can open.
    """
    if "hidden" in attributes and (attributes["hidden"] or "").lower() != "until-found":
        return "hidden"
    style = attributes.get("style")
    if not style:
        return ""
    declared: dict[str, tuple[bool, str]] = {}
    for declaration in _COMMENT.sub("", style).lower().split(";"):
        name, _, value = declaration.partition(":")
        value, important = _PRIORITY.subn("", value)
        name = name.strip()
        if not declared.get(name, (False, ""))[0] or important:
            declared[name] = bool(important), value.strip()
    for name, (_, value) in declared.items():
        if (name, value) in _HIDING:
            return f"{name}:{value}"
    return ""
