"""A headless Chromium, driven through its own ChromeDriver: for what a page does when somebody opens it.

Selenium (extra ``browser``) speaks the standard WebDriver protocol and, where that has no words, DevTools; it is
given the system's driver, so it never looks for one to download. The browser sees no network.
"""

from __future__ import annotations

import base64
import os
import shutil
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Any, Self

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ARGUMENTS = (
    "--headless=new",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
_PATIENCE = 120


def missing() -> str | None:
    """What is not there to drive a browser with; ``None`` if all is."""
    if find_spec("selenium") is None:
        return "selenium is not installed: pip install 'provenance-check[browser]'"
    if _browser() is None:
        return "no Chromium: apt-get install chromium"
    if shutil.which("chromedriver") is None:
        return "no chromedriver: apt-get install chromium-driver"
    return None


def _browser() -> str | None:
    return next((found for name in _BROWSERS if (found := shutil.which(name))), None)


class Chromium:
    """One window; a context manager."""

    def __init__(self, width: int = 1280, height: int = 1000) -> None:
        self._size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}

    def __enter__(self) -> Self:
        from selenium.webdriver import Chrome, ChromeOptions
        from selenium.webdriver.chrome.service import Service

        options = ChromeOptions()
        options.binary_location = str(_browser())
        for argument in (*_ARGUMENTS, *(["--no-sandbox"] if _root() else [])):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver: Any = Chrome(service=Service(str(shutil.which("chromedriver"))), options=options)
        self.driver.set_page_load_timeout(_PATIENCE)
        self.driver.set_script_timeout(_PATIENCE)
        self.tell("Emulation.setDeviceMetricsOverride", **self._size)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.driver.quit()

    def tell(self, command: str, **parameters: Any) -> Any:
        """A command of the DevTools protocol."""
        return self.driver.execute_cdp_cmd(command, parameters)

    def open(self, page: Path, fragment: str = "", *, scripts: bool = True, dark: bool = False) -> None:
        """Load a file afresh; returns when it is loaded."""
        self.tell("Emulation.setScriptExecutionDisabled", value=not scripts)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.tell("Emulation.setEmulatedMedia", features=[scheme])
        self.driver.get("about:blank")
        self.errors()
        self.driver.get(page.resolve().as_uri() + fragment)

    def run(self, script: str, *arguments: Any) -> Any:
        """What a function body in JavaScript returns; with scripts of pages off too."""
        return self.driver.execute_script(script, *arguments)

    def measured(self, name: str) -> float:
        """Milliseconds of the last measure of that name (User Timing)."""
        return float(self.run("return performance.getEntriesByName(arguments[0], 'measure').at(-1).duration", name))

    def errors(self) -> list[str]:
        """What the console said since the last time, errors of loading and of the content policy included."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def screenshot(self, path: Path) -> None:
        """The window as it is now, as PNG."""
        path.write_bytes(base64.b64decode(self.tell("Page.captureScreenshot")["data"]))

    def pdf(self) -> bytes:
        """The page as it is printed."""
        told = self.tell("Page.printToPDF", preferCSSPageSize=True, transferMode="ReturnAsBase64")
        return base64.b64decode(told["data"])


def _root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
