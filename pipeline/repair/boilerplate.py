"""Lines that belong to the site and not to the page: flagged, never taken out.

Boilerplate removers drop short bullets, and so side effects; a flag cannot.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pipeline.records import Repair

from .copies import SHARED, containment, shingles
from .rules import Rule, Scene

EDGE = 6  # lines at the head and the foot of a page where a site's frame stands
Line = tuple[int, int, str]


def repeated_titles(scene: Scene, rule: Rule) -> Iterator[Repair]:
    """A short line that repeats the line before it: of a heading and its copy the copy, else the second."""
    text = scene.text
    for one, other in zip(scene.document.blocks, scene.document.blocks[1:]):
        length = one.end - one.start
        if length > 120 or length != other.end - other.start or not {one.kind, other.kind} <= {"heading", "paragraph"}:
            continue
        same = text[one.start : one.end].casefold() == text[other.start : other.end].casefold()
        if same and not text[one.end : other.start].strip("#* \n\t"):
            copy = one if one.kind != "heading" and other.kind == "heading" else other
            yield rule.mark(text, copy.start, copy.end)


def site_lines(scene: Scene, rule: Rule) -> Iterator[Repair]:
    """Lines at the head or foot that another page of the same site has there too (settings: ``least`` in common).

    Two copies of one text share such lines for another reason and are left out.
    """
    ours = edges(scene.text) if scene.siblings else ()
    for sibling in sorted(scene.siblings, key=lambda s: (s.name, s.text)):
        theirs = {line for _, _, line in edges(sibling.text)}
        common = [line for line in ours if line[2] in theirs]
        if len({line for _, _, line in common}) < rule.settings["least"]:
            continue
        if containment(*(_body(text, common) for text in (scene.text, sibling.text))) >= SHARED:
            continue
        for start, end, _ in common:
            yield rule.mark(scene.text, start, end, "", f"the same line on {sibling.name}")
        return


def _body(text: str, common: list[Line]) -> frozenset:
    frame = {line for _, _, line in common}
    return shingles("\n".join(line for line in text.splitlines() if " ".join(line.split()) not in frame))


@lru_cache(maxsize=512)  # the same pages stand beside every page of a run
def edges(text: str) -> tuple[Line, ...]:
    """The first and the last lines of a text with words in them: start, end, the words without extra space."""
    lines, at = [], 0
    for line in text.splitlines(keepends=True):
        if not line.isspace():
            lines.append((at, line))
        at += len(line)
    kept = lines if len(lines) <= 2 * EDGE else lines[:EDGE] + lines[-EDGE:]
    return tuple(_stripped(at, line) for at, line in kept)


def _stripped(at: int, line: str) -> Line:
    words = line.strip()
    start = at + len(line) - len(line.lstrip())
    return start, start + len(words), " ".join(words.split())
