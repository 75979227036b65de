"""Pages on which something is hidden, in twenty-five ways, and six on which it is only folded."""

from __future__ import annotations

#: A word that stands in what is hidden, and nowhere else.
SECRET = "quibblewort"

_PROSE = (
    f"Visitors of the {SECRET} workshop learn to bake bread with rye and spelt, and take home a "
    "loaf of their own, together with a little book of recipes that the bakers have collected."
)
_LINKS = " ".join(
    f'<a href="http://{SECRET}-{n}.example-{n}.net/">{SECRET} best offers {n}</a>' for n in range(8)
)
_ARTICLE = [
    "The council met on Tuesday evening and decided, after a long debate, to repair the old bridge "
    "before winter. Engineers had warned that two of its piers were losing stones.",
    "The work will cost about four million and take until November, said the mayor, who had walked "
    "across the bridge to school as a child. Traffic will be led over the upper road.",
    "Some of the neighbours had asked for a new bridge instead, wide enough for two lanes. The "
    "council found that the valley would lose more than it could win by that.",
    "The bridge was built in 1786 by masons from the south. Their marks can still be seen on the "
    "arch at low water, and children of the village know the story of each of them.",
    "A meeting for everybody who lives nearby will be held in the school next month, where the plans "
    "are shown and questions are answered by the engineers.",
]
_STYLE = "<style>body{{font:16px serif;background:#fff}} p{{margin:1em 0}} {}</style>"


def page(inside: str, rule: str = "", script: str = "", body: str = "") -> str:
    """Return a page of an article with something in its middle."""
    first, second, *rest = (f"<p>{paragraph}</p>" for paragraph in _ARTICLE)
    return (
        f"<!doctype html><html lang=en><head><title>The old bridge</title>{_STYLE.format(rule)}</head>"
        f"<body{body}><header><nav><a href=/>Home</a> <a href=/news>News</a></nav></header>"
        f"<main><article><h1>The old bridge</h1>{first}{second}{inside}{''.join(rest)}</article></main>"
        f"<footer><p>The Valley Post, 1 Mill Lane</p></footer>{script}</body></html>"
    )


def _pages(before: str, after: str = "</div>", **rest: str) -> dict[str, str]:
    """The page with prose, and the page with links, between two stretches of markup."""
    return {
        what: page(before + hidden + after, **rest)
        for what, hidden in (("prose", f"<p>{_PROSE}</p>"), ("links", _LINKS))
    }


def _styled(style: str) -> dict[str, str]:
    return _pages(f'<div style="{style}">')


_BY_ID = "<script>document.getElementById('k3').style.display='none';</script>"
#: Pages by the way in which something is hidden on them: with prose, and with links.
WAYS = {
    "display: none": _styled("display:none"),
    "shouted, important": _styled("DISPLAY : NONE !important"),
    "visibility: hidden": _styled("visibility:hidden"),
    "hidden": _pages("<div hidden>"),
    "template": _pages("<template>", "</template>"),
    "opacity: 0": _styled("opacity:0"),
    "text-indent": _styled("text-indent:-9999px"),
    "off-screen, absolute": _styled("position:absolute;left:-9999px"),
    "off-screen, margin": _styled("margin-left:-5000px"),
    "off-screen, top": _styled("position:fixed;top:-200em"),
    "clip": _styled("position:absolute;clip:rect(0,0,0,0)"),
    "clip-path": _styled("clip-path:inset(100%)"),
    "scale(0)": _styled("transform:scale(0)"),
    "translate": _styled("transform:translateX(-10000px)"),
    "font-size: 0": _styled("font-size:0"),
    "max-height: 0": _styled("max-height:0;overflow:hidden"),
    "height and width": _styled("height:0;width:0;overflow:hidden"),
    "colour of its background": _styled("color:#ffffff"),
    "transparent": _styled("color:rgba(0,0,0,0)"),
    "rule by class": _pages('<div class="zq-1">', rule=".zq-1{display:none}"),
    "rule by id": _pages('<div id="zq2">', rule="@media screen{#zq2{position:absolute;left:-9999px}}"),
    "rule within another": _pages(
        '<div class="a1"><div>', "</div></div>", rule="article .a1 > div{font-size:0}"
    ),
    "script": _pages('<div id="k3">', script=_BY_ID),
    "closed dialog": _pages("<dialog>", "</dialog>"),
    "marquee of no size": _pages('<marquee height="1" width="1">', "</marquee>"),
    "textarea": _pages("<textarea>", "</textarea>"),
    "comment": _pages("<!--", "-->"),
    "noembed": _pages("<noembed>", "</noembed>"),
}  # fmt: skip

_P = f"<p>{_PROSE}</p>"
#: Pages on which something is folded that a reader can open, or that comes into sight.
LAWFUL = {
    "details": page(f"<details><summary>More</summary>{_P}</details>"),
    "accordion": page(
        '<h3><button aria-expanded="false" aria-controls="s1">Baking</button></h3>'
        f'<div id="s1" role="region" style="display:none">{_P}</div>'
    ),
    "tabs": page(
        '<div role="tablist"><button role="tab" aria-controls="t1">One</button></div>'
        f'<div role="tabpanel" id="t1" hidden>{_P}</div>'
    ),
    "fade-in": page(f'<div class="fade-in" style="opacity:0;transition:opacity 1s">{_P}</div>'),
    "noscript": page(f"<noscript>{_P}</noscript>"),
    "read more": page(
        f'<span id="dots">…</span><div id="more" style="display:none">{_P}</div>'
        "<button onclick=\"toggle('more')\">Read more</button>"
    ),
}
