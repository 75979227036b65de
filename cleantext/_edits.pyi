from collections.abc import Sequence
from typing import TypeVar

E = TypeVar("E", bound=tuple[int, int, str, str, str])

def apply(text: str, edits: Sequence[tuple[int, int, str, str, str]], /) -> str | None: ...
def paired(edit: type[E], start: int, old: str, new: str, note: str, /) -> list[E]: ...
