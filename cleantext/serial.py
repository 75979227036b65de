"""A pipeline as a digest and as TOML."""

from __future__ import annotations

import json
from functools import partial
from hashlib import blake2b
from types import CodeType
from typing import TYPE_CHECKING

from cleantext.filter import Filter, Level

if TYPE_CHECKING:
    from cleantext.pipeline import Pipeline


def fingerprint(pipeline: Pipeline) -> str:
    """Return a digest of the version, and of name, level and code of every filter."""
    from cleantext import __version__
    from cleantext.filters import NAMES

    digest = blake2b(__version__.encode(), digest_size=16)
    for each in pipeline.filters:
        digest.update(f"\n{each.name} {each.level.value} ".encode())
        if not (each.name in NAMES and _is_ours(each)):
            digest.update(repr(_code(each.find)).encode())
            digest.update(repr(each.swaps or "").encode())
            digest.update(repr(_code(each.mends)).encode() if each.mends else b"")
    return digest.hexdigest()


def _is_ours(each: Filter) -> bool:
    return getattr(each.find, "__module__", "").startswith("cleantext.")


def _code(value: object) -> object:
    """What a function does, as far as it can be told: its code and what it holds, or its name."""
    if isinstance(value, partial):
        held = [*value.args, *sorted(value.keywords.items())]
        return _code(value.func), [_code(each) for each in held]
    code = getattr(value, "__code__", None)
    if code is not None:
        cells = getattr(value, "__closure__", None) or ()
        return _digest_of(code), [_code(cell.cell_contents) for cell in cells]
    name = getattr(value, "__qualname__", None)
    if name is not None:
        return f"{getattr(value, '__module__', None)}.{name}"
    # What shows its address is not the same in every process.
    return type(value).__qualname__ if " at 0x" in repr(value) else repr(value)


def _digest_of(code: CodeType) -> tuple[object, ...]:
    constants = tuple(
        _digest_of(each) if isinstance(each, CodeType) else repr(each)
        for each in code.co_consts
        if not isinstance(each, frozenset)  # its order is not the same in every process
    )
    return code.co_code, code.co_names, constants


def to_toml(pipeline: Pipeline) -> str:
    """Return the names of the filters, and the levels that are not a filter's own."""
    from cleantext.names import named

    names, levels = [], []
    for each in pipeline.filters:
        own = named(each.name)
        names.append(each.name)
        if own.level is not each.level:
            levels.append(f"{json.dumps(each.name)} = {json.dumps(each.level.value)}")
    lines = ["filters = [", *(f"    {json.dumps(name)}," for name in names), "]"]
    if levels:
        lines += ["", "[levels]", *levels]
    return "\n".join(lines) + "\n"


def from_toml(text: str) -> Pipeline:
    """Return the pipeline that `to_toml` wrote."""
    import tomllib

    from cleantext.names import unknown
    from cleantext.pipeline import Pipeline

    found = tomllib.loads(text)
    for key in found:
        if key not in ("filters", "levels"):
            raise ValueError(unknown("key", key, ["filters", "levels"]))
    names, levels = found.get("filters", []), found.get("levels", {})
    if not isinstance(names, list) or not isinstance(levels, dict):
        raise ValueError("filters is a list of names, and levels a table of name = level")
    pipeline = Pipeline(names)
    for name, value in levels.items():
        pipeline = pipeline.at(level(value), name)
    return pipeline


def level(value: object) -> Level:
    """Return the level of a name. Raises ValueError when there is none."""
    from cleantext.names import unknown

    known = [each.value for each in Level]
    if value not in known:
        raise ValueError(unknown("level", str(value), known))
    return Level(value)
