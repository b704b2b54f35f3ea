"""Declare: what people wrote in curation/, raw/sources.csv and schemas/, read into records or refused.

``load`` gives the records or raises every fault at once; ``lint`` gives the faults; ``fix`` mends what needs no
judgement.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.records import Decision, Fault, Faults, Vocabulary

from . import parse
from .files import TABLES
from .fix import add_row, fix, set_rows
from .links import link_faults
from .pages import decision_faults, dormant, page_faults
from .read import Raw, read_all
from .rules import Trial, rule_faults
from .shape import shape_faults

__all__ = ["TABLES", "Declarations", "add_row", "fix", "lint", "load", "notices", "set_rows"]


@dataclass(frozen=True)
class Declarations:
    """Everything declared. Rows without a record of their own are dicts in the order of their file."""

    vocabulary: Vocabulary
    rules: Mapping[str, tuple[dict, ...]]  # step (file name without .yaml) -> its rules, in the order of the file
    decisions: tuple[Decision, ...]
    identifiers: tuple[dict[str, str], ...]
    prefixes: tuple[dict[str, str], ...]
    label_facts: tuple[dict[str, str], ...]
    precision: tuple[dict[str, str], ...]  # measured, not judged: written by a script beside the pages it reads
    sources: tuple[dict[str, str], ...]
    schemas: Mapping[str, dict]  # table -> its declaration
    package: Mapping[str, Any]
    enumerations: Mapping[str, Mapping[str, str]]
    notices: tuple[str, ...] = ()  # decisions that sleep because their page is not there


def load(root: Path | str = ".", pages: bool = True) -> Declarations:
    """The declarations below ``root``; raises :class:`Faults` with all faults of all files.

    ``pages``: whether the pages of raw/ must be there and unchanged, as a curated release needs; reading other
    pages (``extract``) does not.
    """
    raw = read_all(root)
    faults = list(_faults(raw, {}, pages))
    if faults:
        raise Faults(faults)
    return _declarations(raw)


def lint(root: Path | str = ".", trials: Mapping[str, Trial] | None = None) -> list[Fault]:
    """All faults below ``root``, in the order of the files; ``trials`` as in :func:`.rules.rule_faults`."""
    return list(_faults(read_all(root), trials or {}, True))


def notices(root: Path | str = ".") -> tuple[str, ...]:
    """What a person should know and need not mend: decisions whose page is not there."""
    return dormant(read_all(root))


def _faults(raw: Raw, trials: Mapping[str, Trial], pages: bool) -> Iterator[Fault]:
    yield from raw.faults
    yield from shape_faults(raw)
    yield from link_faults(raw)
    if pages:
        yield from page_faults(raw)
    yield from decision_faults(raw)
    yield from rule_faults(raw, trials)


def _declarations(raw: Raw) -> Declarations:
    plain = {name: tuple(dict(row) for row in rows) for name, rows in raw.tables.items()}
    return Declarations(
        vocabulary=parse.vocabulary(plain),
        rules={step: tuple(rules) for step, rules in raw.rules.items()},
        decisions=parse.decisions(plain["decisions"]),
        identifiers=plain["identifiers"],
        prefixes=plain["prefixes"],
        label_facts=plain["label_facts"],
        precision=plain["precision"],
        sources=plain["sources"],
        schemas=raw.schemas,
        package=raw.package,
        enumerations=raw.enumerations,
        notices=dormant(raw),
    )
