"""The pictures of the explorer in docs/: ``python -m tests.site.pictures`` takes them anew from data_out/site/."""

from __future__ import annotations

import base64
import shutil
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "data_out" / "site" / "index.html"
SIZE = {"width": 1360, "height": 860, "deviceScaleFactor": 1, "mobile": False}
OPEN_MENDED = """const isMended = claim => claim.evidence[0].quote !== claim.evidence[0].repaired_quote;
const mended = CLAIMS.filter(claim => isMended(claim) && claim.sources.length > 1)
  .sort(by(claim => -claim.repairs.length, claim => claim.id));
location.hash = `/claims?wording=repaired&claim=${mended[0].id}`;"""
OPEN_AGENT = """const types = claims => new Set(claims.map(claim => claim.claim_type)).size;
const labelled = id => TABLES.label_facts.some(row => row.agent_id === id);
const full = [...CLAIMS_OF].sort(
  by(([, claims]) => -types(claims), ([id]) => !labelled(id), ([, claims]) => -claims.length));
location.hash = `/agent/${full[0][0]}`;"""
PICTURES = {"explorer-evidence": OPEN_MENDED, "explorer-agent": OPEN_AGENT}


def main() -> None:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"):
        options.add_argument(argument)
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", SIZE)
    for name, script in PICTURES.items():
        driver.get(f"{PAGE.as_uri()}#/claims")
        driver.execute_script(script)
        time.sleep(1)  # the drawer slides in
        taken = driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "webp", "quality": 88})
        (ROOT / "docs" / "pictures" / f"{name}.webp").write_bytes(base64.b64decode(taken["data"]))
    driver.quit()


if __name__ == "__main__":
    main()
