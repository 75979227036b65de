"""What declarations of CSS, and an element's own attributes, say about whether a reader sees it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from cleantext.markup.elements import split

Declarations = Mapping[str, str]

#: Properties that can hide, or show again; the others of a rule are not kept.
TELLING = frozenset(
    split(
        "display visibility opacity position left right top bottom inset text-indent clip clip-path "
        "transform scale zoom font-size font height max-height width max-width overflow overflow-x "
        "overflow-y color background background-color background-image background-clip "
        "-webkit-background-clip -webkit-text-fill-color filter content-visibility margin margin-left "
        "margin-top letter-spacing transition animation will-change"
    )
)
#: Those that give a text or its background a colour.
_PAINTING = frozenset(
    split(
        "color background background-color background-image background-clip -webkit-background-clip "
        "-webkit-text-fill-color"
    )
)
#: From here on a distance is beyond any screen, in pixels.
FAR = 900.0
#: Text of no more than so many pixels cannot be read.
TINY = 1.0

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ESCAPE = re.compile(r"\\([0-9a-f]{1,6})[ \t\n]?")
_LENGTH = re.compile(r"([-+]?(?:\d+\.?\d*|\.\d+))(px|r?em|ex|ch|pt|%|vw|vh|in|cm|mm)?")
_PIXELS = {
    "": 1.0, "px": 1.0, "em": 16.0, "rem": 16.0, "ex": 8.0, "ch": 8.0, "pt": 1.33, "%": 10.0, "vw": 12.8,
    "vh": 7.2, "in": 96.0, "cm": 37.8, "mm": 3.78,
}  # fmt: skip
_CALL = re.compile(r"([a-z0-9]+)\(([^()]*)\)")
_COLOURS = {
    "white": "ffffff", "black": "000000", "red": "ff0000", "lime": "00ff00", "blue": "0000ff",
    "gray": "808080", "grey": "808080", "silver": "c0c0c0", "navy": "000080", "green": "008000",
    "yellow": "ffff00", "maroon": "800000", "purple": "800080", "teal": "008080", "olive": "808000",
    "aqua": "00ffff", "fuchsia": "ff00ff", "snow": "fffafa", "ivory": "fffff0",
    "whitesmoke": "f5f5f5", "lightgray": "d3d3d3", "lightgrey": "d3d3d3", "orange": "ffa500",
}  # fmt: skip


@lru_cache(maxsize=1 << 13)
def declarations(body: str) -> Declarations:
    """Return what a list of declarations says of the properties that can hide, in lower case.

    A later declaration wins over an earlier one, and `!important` over both; it stays at the value.

    >>> declarations("color:RED; DISPLAY : None !important; display:block /* x */; margin:0 auto")
    {'color': 'red', 'display': 'none!', 'margin': '0 auto'}
    """
    body = body.lower()
    if "\\" in body:
        body = _ESCAPE.sub(lambda match: _character(int(match[1], 16)), body)
    if "/*" in body:
        body = _COMMENT.sub("", body)
    found: dict[str, str] = {}
    for declaration in body.split(";"):
        name, colon, value = declaration.partition(":")
        name = name.strip()
        if colon and name in TELLING:
            value, mark, _ = value.partition("!")
            if mark or not found.get(name, "").endswith("!"):
                found[name] = value.strip() + mark
    return found


def _character(code: int) -> str:
    return chr(code) if 0 < code < 0xD800 else "\ufffd"


@lru_cache(maxsize=1 << 12)
def pixels(value: str) -> float | None:
    """Return a length in pixels, as on a usual screen; None when it is none.

    >>> pixels("-10em"), pixels("0"), pixels("auto")
    (-160.0, 0.0, None)
    """
    match = _LENGTH.fullmatch(value)
    return float(match[1]) * _PIXELS[match[2] or ""] if match else None


@lru_cache(maxsize=1 << 12)
def colour(value: str) -> str:
    """Return a colour as six hexadecimal digits, `transparent`, or nothing when it is not known.

    >>> colour("#FFF".lower()), colour("rgb(255, 255,255)"), colour("rgba(0,0,0,0)")
    ('ffffff', 'ffffff', 'transparent')
    """
    value = value.strip()
    if value in _COLOURS:
        return _COLOURS[value]
    if value.startswith("#"):
        digits = value[1:]
        if len(digits) in (3, 4):
            digits = "".join(digit * 2 for digit in digits)
        if len(digits) == 8 and digits.endswith("00"):
            return "transparent"
        return digits[:6] if len(digits) in (6, 8) else ""
    if value == "transparent":
        return value
    match = re.fullmatch(r"rgba?\(([^()]*)\)", value)
    if match:
        parts = re.split(r"[\s,/]+", match[1].strip())
        if len(parts) == 4 and pixels(parts[3]) == 0:
            return "transparent"
        try:
            return "".join(f"{min(255, max(0, int(float(part)))):02x}" for part in parts[:3])
        except (ValueError, OverflowError):
            return ""
    return ""


def _shown(given: Declarations, name: str) -> str:
    values = _UNSHOWN[name]
    return f"{name}:{values[0]}" if given[name] in values else ""


_UNSHOWN = {
    "display": ("none",),
    "visibility": ("hidden", "collapse"),
    "content-visibility": ("hidden",),
}


def _faint(given: Declarations, name: str) -> str:
    value = given[name]
    opacity = pixels(value) if name == "opacity" else None
    clear = name == "filter" and "opacity(0" in value.replace("opacity(0.", "")
    return "opacity:0" if clear or (opacity is not None and opacity <= 0.05) else ""


def _drawn_away(given: Declarations, name: str) -> str:
    length = pixels(given[name])
    most = -FAR if name == "text-indent" else -16
    return f"{name}:{given[name]}" if length is not None and length <= most else ""


def _off_screen(given: Declarations, name: str) -> str:
    if given.get("position", "relative") == "static":
        return ""
    length = pixels(given[name].partition(" ")[0])
    if length is not None and (length <= -FAR or (length >= 4 * FAR and name != "bottom")):
        return f"off-screen, {name}:{given[name]}"
    return ""


def _pushed(given: Declarations, name: str) -> str:
    if any((pixels(part) or 0) <= -FAR for part in given[name].split()):
        return f"off-screen, {name}:{given[name]}"
    return ""


def _clipped(given: Declarations, name: str) -> str:
    return "clip" if _clips(given[name]) else ""


def _moved(given: Declarations, name: str) -> str:
    gone = pixels(given[name]) == 0 if name == "scale" else _transforms(given[name])
    return "transform" if gone else ""


def _zoomed(given: Declarations, name: str) -> str:
    return "zoom:0" if pixels(given[name]) == 0 else ""


def _tiny(given: Declarations, name: str) -> str:
    size = given[name]
    if name == "font":
        size = "" if given.get("font-size") else size.partition("/")[0].rpartition(" ")[2]
    length = pixels(size)
    return "font-size:0" if length is not None and length <= TINY else ""


def _squeezed(given: Declarations, name: str) -> str:
    overflow = [given[each] for each in ("overflow", "overflow-x", "overflow-y") if each in given]
    length = pixels(given[name])
    if length is None or "visible" in " ".join(overflow):
        return ""
    # What overflows nothing tells of is cut off by a fold, which has no height.
    gone = length <= TINY if any(overflow) else length == 0 and name == "max-height"
    return f"{name}:0" if gone else ""


#: What can hide, in the order in which it is looked for, and what tells whether it does.
_WAYS: dict[str, Callable[[Declarations, str], str]] = {
    **dict.fromkeys(_UNSHOWN, _shown),
    **dict.fromkeys(("opacity", "filter"), _faint),
    **dict.fromkeys(("text-indent", "letter-spacing"), _drawn_away),
    **dict.fromkeys(("left", "right", "top", "bottom", "inset"), _off_screen),
    **dict.fromkeys(("margin-left", "margin-top", "margin"), _pushed),
    **dict.fromkeys(("clip", "clip-path"), _clipped),
    **dict.fromkeys(("transform", "scale"), _moved),
    "zoom": _zoomed,
    **dict.fromkeys(("font-size", "font"), _tiny),
    **dict.fromkeys(("max-height", "height", "max-width", "width"), _squeezed),
}
_ORDER = {name: place for place, name in enumerate(_WAYS)}


def how(given: Declarations) -> str:
    """Return how some declarations hide an element, or nothing when they do not.

    >>> how({"position": "absolute", "left": "-9999px"}), how({"left": "-20px"})
    ('off-screen, left:-9999px', '')
    >>> how({"transform": "scale(0)"}), how({"max-height": "0", "overflow": "hidden"})
    ('transform', 'max-height:0')

    Source: CSS Display 3, CSS 2.2 (visibility, overflow, clip), CSS Masking 1, CSS Transforms 2.
    """
    if _WAYS.keys().isdisjoint(given):
        return ""
    given = {name: value.removesuffix("!") for name, value in given.items()}
    found = [name for name in given if name in _WAYS]
    if len(found) > 1:
        found.sort(key=_ORDER.__getitem__)
    for name in found:
        way = _WAYS[name](given, name)
        if way:
            return way
    return ""


def _clips(value: str) -> bool:
    match = _CALL.search(value)
    if not match:
        return False
    name, inside = match.groups()
    lengths = [pixels(part) for part in re.split(r"[\s,]+", inside.strip()) if part != "round"]
    if name == "rect" and len(lengths) == 4 and None not in lengths:
        top, right, bottom, left = (length or 0 for length in lengths)
        return right - left <= TINY or bottom - top <= TINY
    if name == "inset":
        return bool(re.match(r"(?:[5-9]\d|\d{3,})(?:\.\d+)?%", inside.strip()))
    if name in ("circle", "ellipse"):
        return bool(lengths) and lengths[0] == 0
    if name == "polygon":
        return all(length == 0 for length in lengths)
    return False


def _transforms(value: str) -> bool:
    for name, inside in _CALL.findall(value):
        parts = [part for part in re.split(r"[\s,]+", inside.strip()) if part]
        lengths = [pixels(part) for part in parts]
        if name.startswith("scale") and name != "scalez" and 0.0 in lengths[:2]:
            return True
        if name == "matrix" and len(lengths) > 3 and lengths[0] == lengths[3] == 0.0:
            return lengths[1] == lengths[2] == 0.0
        if name.startswith("translate") and any(
            abs(length or 0) > FAR and not part.endswith("%")
            for part, length in zip(parts, lengths, strict=True)
        ):
            return True
        if name in ("rotatex", "rotatey") and parts and parts[0] in ("90deg", "-90deg", "270deg"):
            return True
    return False


def paint(given: Declarations) -> tuple[str, str]:
    """Return the colour of text and of its background as far as declarations say; `?` if unclear.

    >>> paint({"color": "#fff", "background": "white"}), paint({"background": "url(x.png)"})
    (('ffffff', 'ffffff'), ('', '?'))
    """
    if _PAINTING.isdisjoint(given):
        return "", ""
    text = colour(given.get("color", "").removesuffix("!")) or ("?" if "color" in given else "")
    fill = given.get("-webkit-text-fill-color")
    if fill:
        text = colour(fill.removesuffix("!")) or text
    back = ""
    for name in ("background", "background-color", "background-image"):
        value = given.get(name, "").removesuffix("!")
        if not value or value in ("none", "inherit", "initial", "unset"):
            continue
        found = [colour(part) for part in _COLOUR.findall(value)]
        back = "?" if "url(" in value or "gradient" in value else next(filter(None, found), "?")
        if back == "transparent":
            back = ""
    if "text" in given.get("background-clip", "") + given.get("-webkit-background-clip", ""):
        back = "?"
    return text, back


_COLOUR = re.compile(r"rgba?\([^()]*\)|#[0-9a-f]+|[a-z]+")


def hiding(tag: str, attributes: Mapping[str, str | None]) -> str:
    """Return how an element hides by what it is, styles apart; nothing when it does not.

    >>> hiding("p", {"hidden": None}), hiding("dialog", {}), hiding("dialog", {"open": ""})
    ('hidden', 'closed dialog', '')
    >>> hiding("marquee", {"height": "0"}), hiding("p", {"class": "hidden"})
    ('height 0', '')

    Source: the HTML Standard, of which `hidden=until-found` is a fold that a reader can open.
    """
    if "hidden" in attributes and (attributes["hidden"] or "").strip().lower() != "until-found":
        return "hidden"
    if tag not in HIDING:
        return ""
    if tag == "dialog" and "open" not in attributes:
        return "closed dialog"
    if tag == "noscript":
        return "noscript"
    if tag == "font" and (attributes.get("size") or "").strip() == "0":
        return "size 0"
    if tag in _SIZED and attributes:
        for name in ("height", "width"):
            length = pixels((attributes.get(name) or "").strip().lower())
            if length is not None and length <= (9 if tag == "marquee" else TINY):
                return f"{name} {attributes[name]}"
    return ""


#: Elements whose size attributes count.
_SIZED = frozenset(("marquee", "font", "layer"))
#: Elements that can hide without any attribute.
HIDING = frozenset(("dialog", "noscript", "marquee", "font", "layer"))


def presented(attributes: Mapping[str, str | None]) -> Mapping[str, str]:
    """Return the declarations that attributes of old stand for."""
    return {
        name: (attributes[old] or "").strip().lower()
        for old, name in (("color", "color"), ("bgcolor", "background-color"))
        if old in attributes
    }


def shows(way: str, given: Mapping[str, str], painted: tuple[str, str]) -> bool:
    """Return whether an element shows itself in something that is hidden in this way."""
    if way == "visibility:hidden":
        return given.get("visibility", "").removesuffix("!") == "visible"
    if way == "font-size:0":
        return ("font-size" in given or "font" in given) and not how(given)
    return bool(painted[0]) and painted[0] != painted[1] and painted[0] != "transparent"
