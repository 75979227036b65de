"""What a page says about itself: styles, scripts that hide, titles and descriptions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from cleantext.markup.elements import COMPILED, split
from cleantext.markup.parse import Event

#: Of scripts so many characters are looked at for what they hide.
LONGEST = 1 << 19

_ELEMENT = r"""(?:getElementById\(\s*|querySelector\(\s*|\$\(\s*|jQuery\(\s*)["']#?([\w-]{1,80})["']\s*\)"""
_STYLED = re.compile(
    _ELEMENT + r"""\s*(?:\.style\.(?P<property>\w{1,20})\s*=\s*["'](?P<value>[^"']{0,40})["']"""
    r"""|\.(?P<call>hide|remove|css|setAttribute)\(\s*(?P<given>[^)]{0,120})\)"""
    r"""|\.hidden\s*=\s*(?P<flag>true|!0)|\.style\.cssText\s*=\s*["'](?P<text>[^"']{0,200})["'])"""
)
_CHOSEN = re.compile(_ELEMENT)
_NAMED = re.compile(r"([A-Za-z_$][\w$]{0,30})\s*=\s*(?:document\.)?\Z")
_HIDES = re.compile(
    r"none|hidden|-\d{3,}(?:px|em)|^0(?:px)?$|opacity\W{1,4}0(?!\.)|absolute|fixed", re.IGNORECASE
)
_WRITTEN = re.compile(r"<style[^>]{0,100}>(.{0,4000}?)<\\?/style", re.IGNORECASE | re.DOTALL)


class Head(NamedTuple):
    """What stands in `style`, `script`, `meta`, `title` and `link` of a page."""

    styles: list[str]
    scripted: dict[str, str]
    """The ids of elements that a script hides as soon as it runs, or a program put in, and how."""
    titles: list[str]
    """`title` and og:title, as far as they are there."""
    metas: dict[str, str]
    """`content` of each `meta`, by its name or property in lower case; the first of a name."""
    links: dict[str, str]
    """`href` of each `link`, by its `rel`; the first of a kind."""
    data: list[str]
    """The texts of JSON-LD."""
    language: str

    @property
    def title(self) -> str:
        """The title without runs of white space; og:title, if there is one."""
        title = self.metas.get("og:title") or (self.titles[0] if self.titles else "")
        return " ".join(title.split())

    @property
    def description(self) -> str:
        """The description that a page gives of itself, or nothing."""
        found = self.metas.get("description") or self.metas.get("og:description") or ""
        return " ".join(found.split())


def read_head(tape: list[Event]) -> Head:
    """Return what the events of a page say of it, wherever in the page that stands."""
    styles: list[str] = []
    scripts: list[str] = []
    titles: list[str] = []
    data: list[str] = []
    metas: dict[str, str] = {}
    links: dict[str, str] = {}
    language = ""
    for place, event in enumerate(tape):
        if type(event) is not tuple or event[0] not in _TELLING:
            continue
        tag, attributes = event
        following = tape[place + 1]
        content = following if type(following) is str else ""
        if tag == "meta":
            name = (
                attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
            )
            name = name or attributes.get("http-equiv")
            value = attributes.get("content")
            if name and value:
                metas.setdefault(name.strip().lower(), value)
        elif tag == "script":
            kind = (attributes.get("type") or "").lower()
            if "ld+json" in kind:
                data.append(content)
            elif content and "json" not in kind:
                scripts.append(content)
        elif tag == "style":
            if "print" not in (attributes.get("media") or ""):
                styles.append(content)
        elif tag == "title":
            titles.append(content)
        elif tag == "link":
            if attributes.get("rel") and attributes.get("href"):
                links.setdefault((attributes["rel"] or "").lower(), attributes["href"] or "")
        elif tag == "html":
            language = attributes.get("lang") or attributes.get("xml:lang") or ""
    scripted, written = _scripted(scripts)
    return Head(styles + written, scripted, titles, metas, links, data, language)


_TELLING = frozenset(("meta", "script", "style", "title", "link", "html"))


#: What a script may do, and the words by which it does; native/pages_scripts.c has the same.
CHANGES, CHOOSES, WRITES = 1, 2, 4
_CALLS = {
    CHANGES: (".style", ".hide(", ".hidden", ".css(", ".remove("),
    CHOOSES: ("getElementById", "querySelector", "$(", "jQuery("),
    WRITES: ("<style",),
}


def does(script: str, compiled: bool | None = None) -> int:
    """Return by its words what a script may do, as bits; `compiled` asks for one way to tell or the other.

    >>> does("$('#menu').hide()") == CHANGES | CHOOSES, does("let hidden = 5")
    (True, 0)
    """
    if COMPILED and compiled is not False:
        found: int = COMPILED.does(script)
        return found
    return sum(bit for bit, words in _CALLS.items() if any(word in script for word in words))


def _scripted(scripts: list[str]) -> tuple[dict[str, str], list[str]]:
    """The ids that scripts hide, and the styles that they write."""
    hidden: dict[str, str] = {}
    shown = set()
    written = []
    left = LONGEST
    for script in scripts:
        code = script[: min(left, 1 << 16)]
        left -= len(code)
        may = does(code)
        if may & WRITES:
            written += _WRITTEN.findall(code)
        if not (may & CHANGES and may & CHOOSES):
            continue
        for name, identity in islice(_named(code), 50):
            follow = re.compile(r"\b" + re.escape(name) + r"(?=\s*\.(?:style|hid|css|remove|set))")
            code = follow.sub(f"getElementById('{identity}')", code, count=20)
        for match in _STYLED.finditer(code):
            identity = match[1]
            if match["call"] == "css" or match["call"] == "setAttribute":
                value = match["given"]
            elif match["call"] or match["flag"]:
                value = "none"
            else:
                value = match["value"] or match["text"] or ""
            if match["property"] and match["property"] not in _HIDING_PROPERTIES:
                continue
            if _HIDES.search(value):
                hidden.setdefault(identity, "script")
            else:
                shown.add(identity)
    # What a script both hides and shows is a fold.
    return {each: way for each, way in hidden.items() if each not in shown}, written


def _named(code: str) -> Iterator[tuple[str, str]]:
    """Yield what names a script gives to elements, each with the id of its element."""
    for chosen in _CHOSEN.finditer(code):
        named = _NAMED.search(code[max(0, chosen.start() - 80) : chosen.start()])
        if named:
            yield named[1], chosen[1]


_HIDING_PROPERTIES = frozenset(
    split("display visibility opacity position left top height width fontSize textIndent cssText")
)
