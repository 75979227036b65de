from array import array
from collections.abc import Callable

def read(
    page: bytes, tags: dict[str, int], /
) -> tuple[
    bytes,
    list[tuple[str, str | None, str | None, str | None, str | None]],
    list[tuple[str, dict[str, str | None]] | str | None],
    list[tuple[str, str]],
]: ...
def asked(
    page: bytes, nodes: bytes, telling: bytearray, ruled: int, tame: Callable[[str], bool], /
) -> bytes: ...
def attributes(page: bytes, place: int, /) -> dict[str, str | None]: ...
def build(
    page: bytes, nodes: bytes, veils: bytes, hints: bytes, named: bytes, kinds: bytes, /
) -> tuple[str, bytes, bytes, bytes, bytes]: ...
def contexts(nodes: bytes, /) -> bytes: ...
def hints(
    names: list[tuple[str, str | None, str | None, str | None, str | None]],
    vocabulary: dict[str, int],
    most: int,
    /,
) -> tuple[bytes, bytes]: ...
def does(script: str, /) -> int: ...
def likely(scores: list[float], temperature: float, /) -> list[float]: ...
def met(
    names: list[tuple[str, str | None, str | None, str | None, str | None]],
    written: dict[str, list[tuple[str, str]]],
    most: int,
    /,
) -> bytes: ...
def rules(
    style: bytes, written: dict[str, list[tuple[str, str]]], shown: Callable[[str], bool], /
) -> None: ...
def hostile(
    page: bytes, flat: frozenset[str], deepest: int, longest: int, most: int, /
) -> bool: ...
def judge(
    text: str,
    evidence: array[int],
    containers: array[int],
    told: tuple[str, str, str],
    veils: bytes,
    signs: array[float],
    known: tuple[int, ...],
    numbers: array[float],
    /,
) -> tuple[list[float], list[float]]: ...
