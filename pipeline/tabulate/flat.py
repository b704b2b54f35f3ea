"""claims_flat: one row per piece of evidence with names spelled out, joined from the other tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Row = dict[str, object]


def flat_rows(tables: Mapping[str, list[Row]], schemas: Mapping[str, Mapping]) -> list[Row]:
    """The joined rows; a column that several tables have comes from the one named last."""
    columns = [field["name"] for field in schemas["claims_flat"]["fields"]]
    claims = _by("claim_id", tables["claims"])
    parts = schemas["claims"]["x_parts"]["tables"].values()
    details = {key: row for table in parts for key, row in _by("claim_id", tables[table]).items()}
    sources = _by("source_id", tables["sources"])
    agents = _by("agent_id", tables["agents"])
    names = _names(tables)
    rows = []
    for found in tables["evidence"]:
        claim, detail = claims[found["claim_id"]], details[found["claim_id"]]
        row = {**sources[found["source_id"]], **detail, **claim, **found}
        agent = agents.get(claim["agent_id"], {})
        row |= {"agent_name": agent.get("preferred_name"), "agent_level": agent.get("level")}
        row["object_name"] = names.get((claim["object_type"], claim["object"]), claim["object"])
        row["group_name"] = names.get(("event", detail.get("group_event_id")))
        rows.append({column: row.get(column) for column in columns})
    return rows


def _by(key: str, rows: Iterable[Row]) -> dict[object, Row]:
    return {row[key]: row for row in rows}


def _names(tables: Mapping[str, list[Row]]) -> dict[tuple[object, object], object]:
    kinds = {"agent": "agents", "condition": "conditions", "event": "events"}
    return {(kind, row[f"{kind}_id"]): row["preferred_name"] for kind, table in kinds.items() for row in tables[table]}
