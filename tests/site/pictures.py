"""The pictures of the explorer in docs/: ``python -m tests.site.pictures`` takes them anew from data_out/site/."""

from __future__ import annotations

import base64
import time
from pathlib import Path

from tests.site.browser import chromium, resize

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "data_out" / "site" / "index.html"
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
    driver = chromium()
    resize(driver, 1360, 860)
    for name, script in PICTURES.items():
        driver.get(f"{PAGE.as_uri()}#/claims")
        driver.execute_script(script)
        time.sleep(1)  # the drawer slides in
        taken = driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "webp", "quality": 88})
        (ROOT / "docs" / "pictures" / f"{name}.webp").write_bytes(base64.b64decode(taken["data"]))
    driver.quit()


if __name__ == "__main__":
    main()
