"""Generated tables, and how they are read.

Every file here was written by a script in `training/`, which its first lines name together with
source, version and licence; `make tables` proves that they are current. Nothing here is edited by
hand.
"""

import os
import zlib


def read(name: str) -> bytes:
    """Return the contents of a table: what follows its header, decompressed.

    >>> read("pinyin.txt").decode().splitlines()[0][:1]
    'a'
    """
    with open(os.path.join(os.path.dirname(__file__), name), "rb") as file:
        _, _, contents = file.read().partition(b"\n\n")
    return zlib.decompress(contents) if name.endswith(".bin") else contents
