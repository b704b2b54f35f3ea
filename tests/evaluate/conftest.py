"""A small gold of one page, written out here, and the real one with its rows turned into predictions."""

import csv
from pathlib import Path

import pytest

from pipeline.evaluate import SlugMap

GOLD = Path(__file__).parents[1] / "gold"
TABLES = ("indications", "adverse_events", "administration", "agent_facts", "mentions", "not_claims")
COLUMNS = {
    "indications": "agent condition relation approval regulator qualifiers combination_with",
    "adverse_events": "agent event parent_event frequency severity",
    "administration": "agent fact_type value",
    "agent_facts": "subject predicate object negated",
    "mentions": "type entity",
    "not_claims": "table reason",
}
PLAIN = {"approval": "not_stated", "frequency": "not_stated", "severity": "not_stated", "negated": "no"}


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.fixture(scope="session")
def slugs():
    """Invented slugs: a plural, an equal pair, one without counterpart."""
    rows = """agent drugs drug|agent drug-one drug-1|agent drug-two drug-2|partner rays radiation|condition ills ill
    condition ill-b b-ill|condition ill-beta b-ill|condition cancers cancer|general cancers cancer|event ache ache
    event pain pain|event rash rash|route vein intravenous|route skin subcutaneous|qualifier late advanced
    qualifier alone single_agent"""
    made = [dict(zip(("type", "slug", "id"), part.split(), strict=True)) for part in rows.replace("\n", "|").split("|")]
    made.append({"type": "thing", "slug": "proteins", "id": "", "note": "a definition"})
    return SlugMap.of(made)


@pytest.fixture(scope="session")
def row():
    """row(table, cells, start, end, certain, uncertain_field): a gold row; cells in the order of COLUMNS."""

    def make(table, cells, start=0, end=10, certain="yes", uncertain_field=""):
        names = COLUMNS[table].split()
        values = {name: PLAIN.get(name, "") for name in names} | dict(zip(names, cells.split(), strict=False))
        span = {"document": "p.txt", "start": str(start), "end": str(end), "quote": "q" * (end - start)}
        return span | values | {"certain": certain, "uncertain_field": uncertain_field}

    return make


@pytest.fixture(scope="session")
def say():
    """say(relation, agent, object, start, end, **more): a prediction as extract prints it."""

    def make(relation, agent, object, start=0, end=10, **more):
        fixed = {"file": "some/where/p.txt", "quote": "q", "polarity": "affirmed", "certainty": "stated"}
        return fixed | {"relation": relation, "agent": agent, "object": object, "start": start, "end": end} | more

    return make


@pytest.fixture(scope="session")
def gold():
    return {table: rows_of(GOLD / f"{table}.csv") for table in TABLES}


@pytest.fixture(scope="session")
def slug_map():
    return SlugMap.of(rows_of(GOLD / "slug_map.csv"))


@pytest.fixture(scope="session")
def perfect(gold, slug_map):
    """Every gold row as the prediction it asks for."""
    return [prediction(table, row, slug_map) for table in TABLES[:4] for row in gold[table] if sayable(row)]


def sayable(row):
    """What the gold denies, and the producing cells that no relation of ours can say, are not predicted."""
    return row.get("negated") != "yes" and row.get("predicate") != "produced_by"


def prediction(table, row, slug_map):
    """One gold row -> one prediction that says the same, in the project's ids."""
    said = {"file": row["document"], "start": int(row["start"]), "end": int(row["end"]), "quote": row["quote"]}
    cells = {
        name: [slug for slug in row.get(name, "").split("|") if slug] for name in ("qualifiers", "combination_with")
    }
    if table == "agent_facts":
        return said | _agent_fact(row, slug_map)
    said["agent"] = slug_map.id(row["agent"], "agent")
    if table == "indications":
        partners = [slug_map.id(slug, "agent", "partner") for slug in cells["combination_with"]]
        return said | {
            "relation": row["relation"],
            "object": slug_map.id(row["condition"], "condition"),
            "approval": row["approval"],
            "regulator": row["regulator"],
            "qualifiers": [slug_map.id(slug, "qualifier") for slug in cells["qualifiers"]],
            "partners": partners,
        }
    if table == "adverse_events":
        group = slug_map.id(row["parent_event"], "event") if row["parent_event"] else ""
        event = slug_map.id(row["event"], "event")
        stated = {name: row[name] for name in ("frequency", "severity")}
        return said | {"relation": "adverse_event", "object": event, "group": group} | stated
    kind, value = row["fact_type"], row["value"]
    value = slug_map.id(value, kind) if kind in ("route", "setting") else value
    return said | {"relation": kind, "object": value}


def _agent_fact(row, slug_map):
    target = slug_map.id(row["object"], "agent", "partner", "thing")
    if row["predicate"] in ("brand_of", "synonym"):
        return {"relation": row["predicate"], "agent": target, "object": slug_map.name(row["subject"])}
    subject = slug_map.id(row["subject"], "agent", "partner", "thing")
    return {"relation": row["predicate"], "agent": subject, "object": target}
