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
def asked(nodes: bytes, telling: bytes | bytearray, /) -> bytes: ...
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
def features(
    text: str,
    evidence: memoryview,
    containers: memoryview,
    told: tuple[str, str, str],
    veils: bytes,
    signs: bytes,
    known: tuple[int, ...],
    /,
) -> tuple[bytes, bytes, bytes]: ...
def forward(
    rows: bytes, bounds: bytes, places: bytes, numbers: array[float], inputs: int, /
) -> tuple[bytes, list[float]]: ...
def rules(
    style: bytes, written: dict[str, list[tuple[str, str]]], shown: Callable[[str], bool], /
) -> None: ...
def hostile(
    page: bytes, flat: frozenset[str], deepest: int, longest: int, most: int, /
) -> bool: ...
