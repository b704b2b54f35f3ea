"""What tabulate is given: everything loaded, nothing opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from pipeline.records import Decision, Evidence, Page, Vocabulary


class Lineage(Protocol):
    """Two captures of common origin, as the repair step measures it."""

    source_id: str
    other_source_id: str
    kind: str
    containment: float
    direction: str
    why: str


@dataclass(frozen=True, slots=True)
class Inputs:
    """``schemas`` are expanded; from ``identifiers`` on, and ``sources``, these are curated rows."""

    schemas: Mapping[str, Mapping]
    enumerations: Mapping[str, Mapping[str, str]]
    vocabulary: Vocabulary
    sources: Sequence[Mapping[str, str]]
    pages: Sequence[Page] = ()
    kept: Sequence[Evidence] = ()
    aside: Sequence[Evidence] = ()
    decisions: Sequence[Decision] = ()
    lineage: Sequence[Lineage] = ()
    identifiers: Sequence[Mapping[str, str]] = ()
    prefixes: Sequence[Mapping[str, str]] = ()
    label_facts: Sequence[Mapping[str, str]] = ()
    precision: Sequence[Mapping[str, str]] = ()
