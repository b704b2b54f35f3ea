"""Text decoded with the wrong table: bytes of another encoding read as Latin-1."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.records import Repair

from .rules import Rule, Scene

HIGH = re.compile("[\u0080-\u00ff]{2,}")
MARKS = frozenset("‘’“”—–…·、。《》")


def wrong_table(scene: Scene, rule: Rule) -> Iterator[Repair]:
    """Runs that are GBK read as Latin-1; only on pages with at least two runs that decode to punctuation."""
    decoded = []
    for run in HIGH.finditer(scene.text):
        try:
            decoded.append((run, run.group().encode("latin-1").decode("gbk")))
        except UnicodeDecodeError:
            continue
    if sum(set(after) <= MARKS for _, after in decoded) < 2:
        return
    for run, after in decoded:
        if set(after) <= MARKS or len(run.group()) >= 4 and all("\u4e00" <= c <= "\u9fff" for c in after):
            yield rule.mark(scene.text, run.start(), run.end(), after, "bytes decode as gbk")
