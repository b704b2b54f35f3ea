"""Which pages share their wording, and which of two was made from the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.records import Document

from .compare import Comparison, compare_all
from .copies import candidates, containment, shingles
from .direction import Signature
from .rules import Scene, Sibling

SAME = 0.9  # containment above which two pages are the same words
DIRECTIONS = {"ours": "copy_of_other", "theirs": "origin_of_other", "unclear": "unclear"}


@dataclass(frozen=True, slots=True)
class Lineage:
    """Two pages of common origin; ``direction`` is told of the page named first: the copy where that is known."""

    source_id: str
    other_source_id: str
    kind: str  # verbatim | spun | edition
    containment: float
    direction: str  # copy_of_other | origin_of_other | unclear
    why: str


def lineages(pages: Sequence[Sibling], signatures: Sequence[Signature]) -> Iterator[Lineage]:
    """The pairs of pages of common origin, by name; ``signatures`` are those of spinners."""
    ordered = sorted(pages, key=lambda page: (page.name, page.text))
    for one, other in candidates([page.text for page in ordered]):
        ours, theirs = ordered[one], ordered[other]
        if ours.text == theirs.text:
            yield Lineage(ours.name, theirs.name, "verbatim", 1.0, "unclear", "the two texts are the same")
            continue
        scene = Scene(
            Document(ours.name, "text/plain", "utf-8", ours.text), (theirs,), publisher_known=ours.publisher_known
        )
        for comparison in compare_all(scene, signatures):
            yield _told(ours, theirs, comparison)


def _told(ours: Sibling, theirs: Sibling, comparison: Comparison) -> Lineage:
    share = round(containment(shingles(ours.text), shingles(theirs.text)), 4)
    spun = comparison.verdict.spun
    kind = "verbatim" if share >= SAME else "spun" if spun != "unclear" else "edition"
    alike = sum(pair.ratio >= 70 and pair.length >= 8 for pair in comparison.pairs)
    measured = f"{share:.0%} of the smaller page's runs of three words are shared, {alike} sentences alike"
    why = f"{measured}; seen from {ours.name}: {comparison.verdict.why}"
    if spun == "theirs":
        ours, theirs, spun = theirs, ours, "ours"
    return Lineage(ours.name, theirs.name, kind, share, DIRECTIONS[spun], why)
