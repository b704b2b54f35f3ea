"""The files that people write: where each stands, its columns, its key, its closed lists.

The meaning of published columns is in ``schemas/``; this says only what a curated
file must look like so that it can be read. Rows are kept in the order of the key,
which makes a merge or a review show what changed and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from pipeline.records import Decision

PAGES = "raw/pages"
RULES = "curation/rules"
SCHEMAS = "schemas"
FIX = "python -m pipeline lint --fix"


@dataclass(frozen=True, slots=True)
class Table:
    """One curated CSV file. ``enums`` names the list in schemas/enumerations.yaml that a column's values come from."""

    path: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    required: tuple[str, ...] = ()
    enums: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[str, ...] = ()  # columns that hold several values, separated by |, kept in alphabetical order


def _table(
    path: str, columns: str, key: str, required: str = "", enums: Mapping[str, str] | None = None, parts: str = ""
) -> Table:
    return Table(
        path,
        tuple(columns.split()),
        tuple(key.split()),
        tuple(f"{key} {required}".split()),
        enums or {},
        tuple(parts.split()),
    )


TABLES: dict[str, Table] = {
    "sources": _table(
        "raw/sources.csv",
        "source_id edition file publisher publisher_basis title url kind role superseded_by withdrawn_on reviewed_on"
        " retrieved_on language rights sha256 note",
        "source_id",
        "edition file publisher_basis kind role language rights sha256",
        {"kind": "source_kind", "role": "source_role"},
    ),
    "agents": _table(
        "curation/vocab/agents.csv",
        "agent_id preferred_name level family parent_agent_id source",
        "agent_id",
        "preferred_name level family source",
        {"level": "agent_level", "family": "agent_family"},
    ),
    "conditions": _table(
        "curation/vocab/conditions.csv",
        "condition_id preferred_name kind parent_condition_id source",
        "condition_id",
        "preferred_name kind source",
        {"kind": "condition_kind"},
    ),
    "events": _table(
        "curation/vocab/events.csv",
        "event_id preferred_name body_system parent_event_id source",
        "event_id",
        "preferred_name body_system source",
        {"body_system": "body_system"},
    ),
    "names": _table(
        "curation/vocab/names.csv",
        "entry_type entry_id name kind match context source",
        "entry_type entry_id name",
        "kind match source",
        {"entry_type": "entry_type", "kind": "name_kind", "match": "name_match"},
    ),
    "terms": _table(
        "curation/vocab/terms.csv",
        "kind value term match note",
        "kind value term",
        "match",
        {"match": "name_match"},
    ),
    "identifiers": _table(
        "curation/vocab/identifiers.csv",
        "entry_type entry_id predicate identifier justification source",
        "entry_type entry_id identifier",
        "predicate justification source",
        {"entry_type": "entry_type", "predicate": "mapping_predicate"},
    ),
    "prefixes": _table(
        "curation/vocab/prefixes.csv",
        "prefix pattern name uri_prefix terms",
        "prefix",
        "pattern name uri_prefix terms",
    ),
    "label_facts": _table(
        "curation/vocab/label_facts.csv",
        "label_fact_id product agent_id condition_id qualifiers authority jurisdiction status first_approved"
        " is_marketed marketed_as_of marketed_citation completeness citation_kind citation",
        "label_fact_id",
        "product agent_id condition_id authority jurisdiction status completeness citation_kind citation",
        {"status": "label_status", "completeness": "label_completeness", "citation_kind": "citation_kind"},
        "qualifiers",
    ),
    "precision": _table(
        "curation/precision.csv",
        "scope name split pages n_judged n_right precision_share precision_low precision_high",
        "scope name pages",
        "split n_judged n_right precision_share precision_low precision_high",
        {"scope": "precision_scope", "split": "precision_split"},
    ),
    "decisions": _table(
        "curation/decisions.csv",
        " ".join(f.name for f in fields(Decision)),
        "decision_id",
        "action source_id expected curator decided_on reason",
    ),
}

# entry type -> the table of its entries, and that table's columns for id, parent and group
ENTRIES = {
    "agent": ("agents", "agent_id", "parent_agent_id", "family"),
    "condition": ("conditions", "condition_id", "parent_condition_id", "kind"),
    "event": ("events", "event_id", "parent_event_id", "body_system"),
}
