"""What was lost on the way to us: marked as gaps, so that unknown is never read as none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.records import Repair

from .rules import Rule, Scene

LINE = re.compile(r"[^\n]+")
BULLET = re.compile(r"\s*(?:[•▪◦‣·*–—-]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s")
SENTENCE_END = re.compile(r"[.!?][\"”’)\]]*$")


def lost_lists(scene: Scene, rule: Rule) -> Iterator[Repair]:
    """A line that announces a list (settings: ``lead``) and is followed by running text, another lead or nothing."""
    lead = re.compile(rule.settings["lead"], re.IGNORECASE)
    lines = [line for line in LINE.finditer(scene.text) if line.group().strip()]
    for line, after in zip(lines, [*lines[1:], None], strict=True):
        words = line.group().rstrip()
        if words.endswith(":") and lead.search(words) and not _starts_list(after.group() if after else ""):
            spot = line.start() + len(words)
            yield rule.mark(scene.text, spot, spot)


def _starts_list(line: str) -> bool:
    """Whether a line can be the first item of a list: a bullet, or a short line that is no sentence and no lead."""
    words = line.strip()
    if BULLET.match(line):
        return True
    return bool(words) and not SENTENCE_END.search(words) and not words.endswith(":")
