"""Check every regular expression that cleantext compiles for super-linear backtracking.

    pip install regexploit
    python tests/fuzz/expressions.py

The expressions are those that the corpus makes the filters, the decoder and `extract` compile, so that those put
together at run time are among them. A finding is a starting point: whether a text can be built that takes long
is what `endurance.py` tells.
"""

from __future__ import annotations

import re
import sys
from contextlib import suppress

import inputs

try:
    from regexploit.ast.sre import SreOpParser
    from regexploit.redos import find
except ImportError:
    sys.exit("this needs regexploit: pip install regexploit")

compiled: dict[tuple[str, int], None] = {}
_compile = re._compile  # type: ignore[attr-defined]


def _noted(pattern: object, flags: int) -> object:
    found = _compile(pattern, flags)
    frame = sys._getframe(1)
    while frame.f_back and frame.f_globals["__name__"] == "re":
        frame = frame.f_back
    if isinstance(found.pattern, str) and frame.f_globals["__name__"].startswith("cleantext"):
        compiled[found.pattern, int(flags)] = None
    return found


def _possessive(parser: SreOpParser, data: tuple[int, int, object]) -> object:
    # That it never gives back makes it safer, so the ordinary one is the worst case.
    return parser.from_MAX_REPEAT(data)


def main() -> int:
    """Collect and check; return 1 when an expression may take more than linear time."""
    re._compile = _noted  # type: ignore[attr-defined]
    import cleantext
    import cleantext.decoding
    from cleantext import Document
    from cleantext.filters import CATALOGUE

    for text in [*inputs.texts(), *inputs.pages()]:
        for each in CATALOGUE:
            list(each.find(Document(text)))
    for page in inputs.pages():
        cleantext.extract(page, to="markdown")
    for data in inputs.data():
        with suppress(cleantext.decoding.BinaryData):
            cleantext.decode(data)
    re._compile = _compile  # type: ignore[attr-defined]
    SreOpParser.from_POSSESSIVE_REPEAT = _possessive
    SreOpParser.from_ATOMIC_GROUP = lambda self, data: self.from_SUBPATTERN((None, 0, 0, data))
    own = [(pattern, flags) for pattern, flags in compiled if len(pattern) < 20_000]
    doubtful = 0
    for pattern, flags in own:
        try:
            parsed = SreOpParser().parse_sre(pattern, flags)
            found = [each for each in find(parsed) if each.starriness > 2]
        except Exception as error:
            print(f"cannot be judged ({error}): {pattern[:100]!r}")
            continue
        for each in found:
            doubtful += 1
            print(f"starriness {each.starriness}: {pattern[:200]!r}\n  {each}"[:600])
    print(f"{len(own)} expressions, {doubtful} findings")
    return 1 if doubtful else 0


if __name__ == "__main__":
    sys.exit(main())
