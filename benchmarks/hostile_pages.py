"""Pages that were built to cost: each grows with its size."""

from __future__ import annotations

from collections.abc import Callable

_PROSE = "The council met on Tuesday evening and decided to repair the old bridge before winter. "


def hostile() -> dict[str, Callable[[int], bytes]]:
    """Return makers of hostile pages, by name; each is given a size."""

    def page(body: str, head: str = "") -> bytes:
        return f"<!doctype html><head>{head}</head><body><p>{_PROSE}{body}".encode()

    return {
        "nesting, 50,000 deep": lambda n: page("<div>" * 50_000 * n + "deep"),
        "nesting of inline elements": lambda n: page("<b><i>" * 25_000 * n + "deep"),
        "a million attributes": lambda n: page("<p " + " ".join(f"a{i}=1" for i in range(500_000 * n)) + ">x"),
        "megabytes in one attribute": lambda n: page(f"<p style='{'color:red;' * 400_000 * n}'>x"),
        "rules of CSS": lambda n: page("<p class=a>x" * 2000, f"<style>{'.a .b{display:none}' * 20_000 * n}</style>"),
        "open braces of CSS": lambda n: page("x", f"<style>{'@media{' * 200_000 * n}</style>"),
        "open comments of CSS": lambda n: page("x", f"<style>{'/*' * 500_000 * n}</style>"),
        "selectors of CSS": lambda n: page("<p class=a>x" * 2000, f"<style>{'.b ' * 100_000 * n}.a{{display:none}}</style>"),
        "hidden blocks": lambda n: page("<p hidden>x" * 50_000 * n),
        "a description of hidden parts": lambda n: page(
            "".join(f"<div id=x{i} hidden>{_PROSE}{i}</div>" for i in range(5_000 * n)),
            f"<meta name=description content='{_PROSE * 5_000 * n}'>",
        ),
        "NULs": lambda n: page("\0" * 3_000_000 * n),
        "a long line": lambda n: page("x" * 5_000_000 * n),
        "unclosed tags": lambda n: page("<" * 1_000_000 * n),
        "cells": lambda n: page("<table>" + "<tr><td>x<td>y" * 40_000 * n),
        "end tags that end nothing": lambda n: page("<i></b></b>" * 40_000 * n),
        "formatting that is never closed": lambda n: page("<a href=x><b><p>" * 2_000 * n),
    }  # fmt: skip
