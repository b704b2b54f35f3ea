"""Statements: equal content is one claim, however many places state it; each fills one row of its kind's table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from pipeline.records import Candidate, Evidence, Fault, Faults
from pipeline.tabulate.ids import Minter
from pipeline.tabulate.labels import Labels

Row = dict[str, object]
NOT_STATED = (None, "", "not_stated")
ALIASES = {"condition": "condition_id", "event": "event_id", "agent": "object_agent_id"}
PREFIXED = ("count", "unit", "per", "duration")  # details of a schedule
NUMBERS = {"integer": int, "number": float}


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim with all that states it."""

    claim_id: str
    pair_id: str
    table: str
    content: Row
    evidence: tuple[Evidence, ...]

    @property
    def sources(self) -> frozenset[str]:
        return frozenset(one.source_id for one in self.evidence)

    def key(self, *columns: str) -> tuple:
        """Some of the content, missing columns as None."""
        return tuple(self.content.get(column) for column in columns)


def statements(
    kept: Iterable[Evidence], schemas: Mapping[str, Mapping], minter: Minter
) -> tuple[list[Statement], list[Fault]]:
    """Evidence grouped into statements, by claim_id; and a fault for all that no column can hold."""
    parts = schemas["claims"]["x_parts"]["tables"]
    grouped: dict[str, list[Evidence]] = defaultdict(list)
    contents: dict[str, Row] = {}
    faults: list[Fault] = []
    for one in kept:
        try:
            row = content(one.candidate, schemas)
        except Faults as found:
            faults += found.faults
            continue
        claim_id = minter.mint("claim_id", row, "claims", parts[one.candidate.claim_type])
        grouped[claim_id].append(one)
        contents[claim_id] = row
    made = []
    for claim_id, row in sorted(contents.items()):
        pair_id = minter.mint("pair_id", row, "claims")
        found = tuple(sorted(grouped[claim_id], key=_place))
        made.append(Statement(claim_id, pair_id, parts[row["claim_type"]], row, found))
    return made, list({str(fault): fault for fault in faults}.values())


def content(candidate: Candidate, schemas: Mapping[str, Mapping]) -> Row:
    """All that a candidate states, under the names and types of the published columns.

    Raises Faults when it states something that neither claims nor the table of its kind has a column for.
    """
    row = _stated(candidate)
    table = schemas["claims"]["x_parts"]["tables"].get(candidate.claim_type)
    fields = {field["name"]: field for name in ("claims", table) if name for field in schemas[name]["fields"]}
    lost = sorted(key for key, value in row.items() if key not in fields and value not in NOT_STATED)
    if lost or not table:
        where = f"{candidate.rule}: {candidate.agent} {candidate.relation} {candidate.object}"
        problem = f"no column of {table} holds {', '.join(lost)}" if table else f"no table for {candidate.claim_type}"
        raise Faults([Fault("column_missing", where, problem, "declare the column in schemas/ or mend the rule")])
    row |= _aliases(candidate, fields)
    return {key: _typed(fields[key], value) for key, value in row.items() if key in fields}


def type_rows(
    stated: Iterable[Statement],
    schemas: Mapping[str, Mapping],
    labels: Labels,
    marked: Collection[tuple[str, Evidence]],
) -> dict[str, list[Row]]:
    """The rows of the tables of claim kinds, one per statement."""
    tables: dict[str, list[Row]] = {table: [] for table in schemas["claims"]["x_parts"]["tables"].values()}
    for one in stated:
        columns = {field["name"] for field in schemas[one.table]["fields"]}
        row: Row = {"claim_id": one.claim_id, **one.content}
        row["is_suspected_source_error"] = all((one.claim_id, evidence) in marked for evidence in one.evidence)
        if "label_check" in columns:
            row |= labels.check(str(row["agent_id"]), str(row["condition_id"])).columns
        tables[one.table].append({key: value for key, value in row.items() if key in columns})
    return tables


def _stated(candidate: Candidate) -> Row:
    details = {(f"schedule_{key}" if key in PREFIXED else key): value for key, value in candidate.details}
    return {
        "claim_type": candidate.claim_type,
        "agent_id": candidate.agent,
        "relation": candidate.relation,
        "object_type": candidate.object_type,
        "object": candidate.object,
        "polarity": candidate.polarity,
        "certainty": candidate.certainty,
        "approval": candidate.approval,
        "regulator": candidate.regulator,
        "frequency": candidate.frequency,
        "severity": candidate.severity,
        "group_event_id": candidate.group,
        "qualifiers": "|".join(sorted(set(candidate.qualifiers))),
        "partners": "|".join(sorted(set(candidate.partners))),
        "partner_logic": candidate.partner_logic,
        **details,
    }


def _aliases(candidate: Candidate, fields: Mapping[str, Mapping]) -> Row:
    """The object again, under the name that the table of its kind gives it."""
    names = {ALIASES.get(candidate.object_type, "value"), "value"} & set(fields)
    return {name: candidate.object for name in names}


def _typed(field: Mapping, value: object) -> object:
    if value in (None, ""):
        return None
    try:
        return NUMBERS.get(field["type"], lambda same: same)(value)
    except (TypeError, ValueError):
        where, problem = str(field["name"]), f"{value!r} is no {field['type']}"
        raise Faults([Fault("value_type", where, problem, "mend the rule that read it")]) from None


def _place(one: Evidence) -> tuple:
    c = one.candidate
    return (one.source_id, c.start, c.end, c.rule, c.agent_from, c.contexts, one.quote)
