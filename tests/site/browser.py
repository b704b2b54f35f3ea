"""Chromium without a window, as the tests and the makers of figures and pictures use it."""

from __future__ import annotations

import shutil

NEEDED = ("chromium", "chromedriver")


def absent() -> list[str]:
    """The programs that a browser needs and that are not on this machine."""
    return [name for name in NEEDED if not shutil.which(name)]


def chromium():
    """A started browser that keeps logs of its console and of its requests; call ``quit`` on it."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))


def resize(driver, width: int, height: int, mobile: bool = False) -> None:
    """Give the page a size, as a phone's where ``mobile``."""
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
