"""The recipes of docs/corpora.md do what they say, each with the engine that it is for."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import samples

PAGE = (Path(__file__).parents[2] / "docs" / "corpora.md").read_text("utf-8")
RECIPES = dict(re.findall(r"^### (.+?)\n\n```python\n(.*?)```", PAGE, re.M | re.S))
MODULES = {
    "Ray Data": "ray.data", "PySpark": "pyspark", "Dask": "dask.dataframe", "Hugging Face datasets": "datasets", "Polars": "polars", "DuckDB": "duckdb",
}  # fmt: skip
_SPARK = """
from pyspark.sql import SparkSession
spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1").getOrCreate()
"""


@pytest.mark.parametrize("name", RECIPES)
def test_recipe(name, tmp_path):
    _needs(MODULES[name])
    source, target = tmp_path / "a.parquet", tmp_path / "out.parquet"
    source.write_bytes(samples.parquet(22))
    code = f"source, target = {str(source)!r}, {str(target)!r}\n"
    if name == "PySpark":
        code += _SPARK
    if name == "Ray Data":
        code += "import ray\nray.init(num_cpus=1, include_dashboard=False, log_to_driver=False)\n"
    code += RECIPES[name]
    environment = {
        **os.environ,
        "HF_HUB_OFFLINE": "1",
        "HF_HOME": str(tmp_path),
        "PYSPARK_PYTHON": sys.executable,
        "RAY_DATA_DISABLE_PROGRESS_BARS": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        cwd=tmp_path,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    rows = sorted(pq.read_table(target).to_pylist(), key=lambda row: row["n"])
    assert [row["text"] for row in rows] == [
        None if i % 11 == 10 else samples.CLEANED[i % 5] for i in range(22)
    ]
    assert [row["id"] for row in rows] == [f"doc{i}" for i in range(22)]


def _needs(module: str) -> None:
    """Skip where an engine is absent; it is not imported here, for the sake of this process."""
    from importlib.util import find_spec
    from shutil import which

    if find_spec(module.split(".", maxsplit=1)[0]) is None:
        pytest.skip(f"needs {module}")
    if module == "ray.data" and find_spec("pandas") is None:
        pytest.skip("needs pandas")
    if module == "pyspark" and not which("java"):
        pytest.skip("needs java")


def test_every_engine_has_a_recipe():
    assert set(RECIPES) == set(MODULES)
