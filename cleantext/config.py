"""Configuration: `cleantext.toml`, or `[tool.cleantext]` in `pyproject.toml`.

The nearest such file counts, looked for from a folder upwards. Keys that do not exist are
refused, with the one that comes near.

>>> found = parse('preset = ["repair"]\\n[[overrides]]\\nfiles = ["old/**"]\\nignore = ["mojibake"]', "x")
>>> found.rules.preset, found.rules_for("old/a.txt").ignore, found.rules_for("new/a.txt").ignore
(('repair',), ('mojibake',), ())
"""

from __future__ import annotations

import os
import re
from functools import cache
from typing import Any, NamedTuple

from cleantext.names import unknown
from cleantext.pipeline import Pipeline

FILE, PYPROJECT, IGNORE_FILE = "cleantext.toml", "pyproject.toml", ".cleantextignore"


class ConfigError(ValueError):
    """A configuration that makes no sense; the message names the file and what is wrong."""


class Rules(NamedTuple):
    """Which filters run: those of `preset` or `select`, without `ignore`, at `levels`."""

    preset: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    levels: tuple[tuple[str, str], ...] = ()

    def over(self, below: Rules) -> Rules:
        """Return these rules, with what they do not say taken from those below.

        >>> Rules(ignore=("a",)).over(Rules(preset=("repair",), ignore=("b",)))
        Rules(preset=('repair',), select=(), ignore=('b', 'a'), levels=())
        """
        chosen = self.preset or self.select
        return Rules(
            self.preset if chosen else below.preset,
            self.select if chosen else below.select,
            (*below.ignore, *self.ignore),
            (*below.levels, *self.levels),
        )

    def pipeline(self) -> Pipeline:
        """Return the pipeline that the rules make; the default is the preset `clean`.

        Raises UnknownFilter, and ValueError for a level that does not exist.
        """
        return _pipeline(self)


@cache
def _pipeline(rules: Rules) -> Pipeline:
    from cleantext.presets import preset

    made = Pipeline(()).with_(*rules.select)
    if not rules.select:
        for name in rules.preset or ("clean",):
            made = made.with_(*preset(name).filters)
    if rules.levels:
        from cleantext.serial import level

        for name, value in rules.levels:
            made = made.at(level(value), name)
    return made.without(*rules.ignore)


class Config(NamedTuple):
    """What a configuration file says. `folder` is what its globs are relative to."""

    path: str = ""
    folder: str = ""
    rules: Rules = Rules()
    overrides: tuple[tuple[tuple[str, ...], Rules], ...] = ()
    exclude: tuple[str, ...] = ()
    encoding: str | None = None
    columns: tuple[str, ...] = ()

    def rules_for(self, path: str) -> Rules:
        """Return the rules for a file: those of every override that it falls under, the last first."""
        rules = self.rules
        if self.overrides:
            inside = relative(path, self.folder)
            for globs, own in self.overrides:
                if any(matches(inside, glob) for glob in globs):
                    rules = own.over(rules)
        return rules

    def excludes(self, path: str) -> bool:
        """Return whether a file is excluded."""
        return bool(self.exclude) and any(
            matches(relative(path, self.folder), glob) for glob in self.exclude
        )


_RULES = ("preset", "select", "ignore", "levels")
_KEYS = (*_RULES, "overrides", "exclude", "encoding", "text-columns")


def find(folder: str) -> Config:
    """Return the configuration that is in force in a folder, an empty one if there is none.

    Raises ConfigError.
    """
    place = os.path.abspath(folder)
    ignored: tuple[str, ...] = ()
    ignored_at = ""
    while True:
        if not ignored and (data := _read(os.path.join(place, IGNORE_FILE))) is not None:
            ignored, ignored_at = _globs(data.decode("utf-8", "replace")), place
        data = _read(os.path.join(place, FILE))
        if data is not None:
            return _with(parse(_text(data, place, FILE), os.path.join(place, FILE)), ignored)
        data = _read(os.path.join(place, PYPROJECT))
        if data is not None and b"tool.cleantext" in data:
            path = os.path.join(place, PYPROJECT)
            found = _loaded(_text(data, place, PYPROJECT), path).get("tool", {}).get("cleantext")
            if found is not None:
                return _with(_config(found, path, "tool.cleantext."), ignored)
        above = os.path.dirname(place)
        if above == place:
            return Config(folder=ignored_at, exclude=ignored)
        place = above


def load(path: str) -> Config:
    """Return the configuration in a file. Raises ConfigError."""
    data = _read(path)
    if data is None:
        raise ConfigError(f"{path}: cannot be read")
    text = _text(data, "", path)
    if os.path.basename(path) == PYPROJECT:
        found = _loaded(text, path).get("tool", {}).get("cleantext", {})
        return _config(found, path, "tool.cleantext.")
    return parse(text, path)


def parse(text: str, path: str) -> Config:
    """Return the configuration that a TOML text holds; `path` is what messages call it."""
    return _config(_loaded(text, path), path, "")


def _read(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return None


def _text(data: bytes, place: str, name: str) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise ConfigError(f"{os.path.join(place, name)}: is not UTF-8") from error


def _loaded(text: str, path: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: {error}") from error


def _with(config: Config, ignored: tuple[str, ...]) -> Config:
    return config._replace(exclude=(*config.exclude, *ignored)) if ignored else config


def _globs(text: str) -> tuple[str, ...]:
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


def _config(found: dict[str, Any], path: str, prefix: str) -> Config:
    _check(found, _KEYS, path, prefix)
    overrides = []
    for number, table in enumerate(found.get("overrides", []), 1):
        where = f"{prefix}overrides[{number}]."
        if not isinstance(table, dict):
            raise ConfigError(f"{path}: {where[:-1]} is no table")
        _check(table, ("files", *_RULES), path, where)
        overrides.append((_strings(table, "files", path, where), _rules(table, path, where)))
    encoding = found.get("encoding")
    if encoding is not None:
        from cleantext.decoding.declared import codec

        if not isinstance(encoding, str) or codec(encoding) is None:
            raise ConfigError(f"{path}: {prefix}encoding: no encoding is named {encoding!r}")
    return Config(
        path,
        os.path.dirname(os.path.abspath(path)),
        _rules(found, path, prefix),
        tuple(overrides),
        _strings(found, "exclude", path, prefix),
        encoding,
        _strings(found, "text-columns", path, prefix),
    )


def _check(found: dict[str, Any], known: tuple[str, ...], path: str, prefix: str) -> None:
    for key in found:
        if key not in known:
            raise ConfigError(f"{path}: {prefix}{key}: {unknown('key', key, known)}")


def _rules(found: dict[str, Any], path: str, prefix: str) -> Rules:
    levels = found.get("levels", {})
    if not isinstance(levels, dict) or not all(isinstance(v, str) for v in levels.values()):
        raise ConfigError(f"{path}: {prefix}levels is a table of filter = level")
    rules = Rules(
        _strings(found, "preset", path, prefix),
        _strings(found, "select", path, prefix),
        _strings(found, "ignore", path, prefix),
        tuple(levels.items()),
    )
    if rules.preset and rules.select:
        raise ConfigError(f"{path}: {prefix}select names the filters itself: leave out preset")
    try:
        rules.pipeline()
    except ValueError as error:
        raise ConfigError(f"{path}: {prefix.rstrip('.') or 'filters'}: {error}") from error
    return rules


def _strings(found: dict[str, Any], key: str, path: str, prefix: str) -> tuple[str, ...]:
    """A list of strings, for which one string may stand."""
    value = found.get(key, [])
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ConfigError(f"{path}: {prefix}{key} is a list of strings")
    return tuple(value)


def relative(path: str, folder: str) -> str:
    """Return a path as seen from a folder, with `/` between its parts."""
    return os.path.relpath(os.path.abspath(path), folder or None).replace(os.sep, "/")


def matches(path: str, glob: str) -> bool:
    """Return whether a path falls under a glob, which means what it means to git.

    A glob without a slash matches a name at any depth, one that ends with a slash all that is in
    a folder; `**` matches any number of folders.

    >>> matches("a/b/c.txt", "*.txt"), matches("a/b/c.txt", "a/*.txt"), matches("a/b/c.txt", "a/**")
    (True, False, True)
    >>> matches("vendor/x/y.md", "vendor/"), matches("my/vendor.md", "vendor/")
    (True, False)
    """
    return bool(_compiled(glob).fullmatch(path))


@cache
def _compiled(glob: str) -> re.Pattern[str]:
    anchored = "/" in glob.rstrip("/")
    glob = glob.removeprefix("/")
    pattern = "" if anchored else "(?:.*/)?"
    folder = glob.endswith("/")
    for piece in re.findall(r"\*\*/|\*\*|\*|\?|\[[^\]]+\]|.", glob.rstrip("/"), re.S):
        pattern += {
            "**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]",
        }.get(piece) or (f"[{'^' if piece[1] in '!^' else ''}{piece[1:-1].lstrip('!^')}]" if piece[0] == "[" and len(piece) > 2 else re.escape(piece))  # fmt: skip
    return re.compile(pattern + ("/.*" if folder else "(?:/.*)?"), re.S)
