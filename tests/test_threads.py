"""One pipeline, many threads: the same results, from the first call on."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from test_corpus import stored

from cleantext.presets import preset

#: Run in a process of its own, where no table has been read and nothing is remembered yet.
COLD = """
import sys
from concurrent.futures import ThreadPoolExecutor
from cleantext.presets import preset

texts = sys.stdin.read().split("\\0")
clean = preset("clean").clean
with ThreadPoolExecutor(8) as pool:
    many = [list(pool.map(clean, texts)) for _ in range(2)]
alone = list(map(clean, texts))
assert many == [alone, alone]
"""


def texts() -> list[str]:
    found = [case.get("before", case.get("text", "")) for _, case in stored("wild", "synthetic")]
    return [text.encode("utf-8", "replace").decode().replace("\0", "") for text in found][::3]


def test_eight_threads_from_the_first_call_on():
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", COLD],
        input="\0".join(texts()).encode(),
        capture_output=True,
        check=False,
        cwd=Path(__file__).parents[1],
    )
    assert done.returncode == 0, done.stderr.decode()


def test_eight_threads_share_a_pipeline():
    found = preset("clean")
    alone = [found.run(text).text for text in texts()]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda text: found.run(text).text, texts())) == alone
