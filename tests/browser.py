"""A real browser, driven through the WebDriver protocol (w3.org/TR/webdriver2) without a library."""

import base64
import json
import shutil
import subprocess
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest

_FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--allow-file-access-from-files",
]  # fmt: skip


class Browser:
    """Debian's chromium, or a skipped test where there is none."""

    def __init__(self, folder: Path, *flags: str) -> None:
        driver, program = shutil.which("chromedriver"), shutil.which("chromium")
        if not (driver and program):
            pytest.skip("needs chromium and chromedriver")
        self._driver = subprocess.Popen(
            [driver, "--port=0", f"--log-path={folder}/log"], stdout=subprocess.PIPE, text=True
        )
        assert self._driver.stdout
        for line in self._driver.stdout:
            if "started successfully on port" in line:
                self._base = f"http://127.0.0.1:{line.rstrip().rstrip('.').rsplit(' ', 1)[1]}"
                break
        options = {
            "binary": program,
            "args": [*_FLAGS, f"--user-data-dir={folder}/profile", *flags],
        }
        wanted = {"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}}
        self._session = f"/session/{self._ask('POST', '/session', wanted)['sessionId']}"

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, *error: object) -> None:
        try:
            self._ask("DELETE", self._session)
        finally:
            self._driver.terminate()
            self._driver.wait()
            self._driver.stdout.close()

    def _ask(self, method: str, path: str, body: object = None) -> Any:
        data = None if method != "POST" else json.dumps(body or {}).encode()
        request = urllib.request.Request(self._base + path, data, method=method)
        request.add_header("Content-Type", "application/json")
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=60) as answer:
            return json.load(answer)["value"]

    def open(self, url: str) -> None:
        self._ask("POST", f"{self._session}/url", {"url": url})

    def resize(self, width: int, height: int) -> None:
        self._ask("POST", f"{self._session}/window/rect", {"width": width, "height": height})
        time.sleep(0.1)

    def run(self, script: str, *arguments: object) -> Any:
        """Run a script in the page and return what it returns."""
        return self._ask(
            "POST", f"{self._session}/execute/sync", {"script": script, "args": arguments}
        )

    def command(self, name: str, **parameters: object) -> Any:
        """A command of the browser's own protocol."""
        path = f"{self._session}/goog/cdp/execute"
        return self._ask("POST", path, {"cmd": name, "params": parameters})

    def screenshot(self, path: Path) -> bytes:
        data = base64.b64decode(self._ask("GET", f"{self._session}/screenshot"))
        path.write_bytes(data)
        return data
