"""What is said twice must agree: flat rows, stances, parents, standings, identifiers and their prefixes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.check.rules import Offence, Rule, World
from pipeline.compile import links

FLAT = "claims_flat"
BASES = (("evidence", "evidence_id"), ("claims", "claim_id"), ("sources", "source_id"))  # the first that has a column
TYPED = ("indications", "adverse_events", "administration", "agent_facts")


def _copies(world: World) -> Iterator[Offence]:
    """Each column of the flat table equals the column of that name in the table it is taken from."""
    mine = set(world.frames[FLAT].columns)
    for table, key in (*BASES, *((table, "claim_id") for table in TYPED)):
        shared = [c for c in world.frames[table].columns if c in mine and c != key]
        if table not in TYPED:
            mine -= set(shared)
        there = {row[0]: row[1:] for row in world.rows(table, key, *shared)}
        for flat, id, *cells in world.rows(FLAT, "evidence_id", key, *shared):
            if id in there and tuple(cells) != there[id]:
                column = next(c for c, a, b in zip(shared, cells, there[id], strict=True) if a != b)
                yield Offence(flat, f"{column} differs from {table} {id}")


def _one_flat_row(world: World) -> Iterator[Offence]:
    flat = {id for (id,) in world.rows(FLAT, "evidence_id")}
    for (id,) in world.rows("evidence", "evidence_id"):
        if id not in flat:
            yield Offence(id, f"has no row in {FLAT}")


def _stances(world: World) -> Iterator[Offence]:
    polarity = dict(world.rows("claims", "claim_id", "polarity"))
    for id, claim, stance in world.rows("evidence", "evidence_id", "claim_id", "stance"):
        if claim in polarity and (stance == "refutes") != (polarity[claim] == "negated"):
            yield Offence(id, f"stance {stance} for a claim that is {polarity[claim]}")


def _pages_of_claims(world: World) -> Iterator[Offence]:
    role = dict(world.rows("sources", "source_id", "role"))
    for id, source in world.rows("evidence", "evidence_id", "source_id"):
        if role.get(source, "claims") != "claims":
            yield Offence(id, f"{source} serves as a {role[source]} only")


def _superseded(world: World) -> Iterator[Offence]:
    for source, standing, by in world.rows("sources", "source_id", "standing", "superseded_by"):
        if (standing == "superseded") != (by is not None) or by == source:
            yield Offence(source, f"standing {standing}, superseded_by {by}")


def _prefixes(world: World) -> Iterator[Offence]:
    patterns = dict(world.rows("identifier_prefixes", "prefix", "pattern"))
    for id, curie, prefix in world.rows("identifiers", "identifier_id", "identifier", "prefix"):
        named, _, local = curie.partition(":")
        if named != prefix:
            yield Offence(id, f"{curie} does not have the prefix {prefix}")
        elif prefix in patterns and not re.fullmatch(patterns[prefix], local):
            yield Offence(id, f"{local} is not what {prefix} identifiers look like ({patterns[prefix]})")


def _circles(world: World) -> Iterator[Offence]:
    """A row that is its own ancestor, in any table whose key refers to itself (parents, successors)."""
    for table, schema in world.schemas.items():
        for link in links(schema):
            if link.target == table and len(link.fields) == 1 and not link.is_list:
                up = dict(world.rows(table, *link.target_fields, *link.fields))
                for start in up:
                    seen, at = set(), up[start]
                    while at is not None and at != start and at not in seen:
                        seen.add(at)
                        at = up.get(at)
                    if at == start:
                        yield Offence(f"({table}) {start}", f"is its own ancestor by {link.fields[0]}")


DERIVED = "this is a fault of the tabulate stage, not of the data: run it again, then mend it"
RULES = (
    Rule("flat_agrees", FLAT, "every cell equals that of the table it is taken from", DERIVED, _copies),
    Rule("flat_complete", "evidence", "every piece of evidence has its flat row", DERIVED, _one_flat_row),
    Rule("stance_agrees", "evidence", "evidence of a negated claim refutes, any other supports", DERIVED, _stances),
    Rule("evidence_from_claims_pages", "evidence", "evidence comes from pages that are read for claims",
         "set role to claims in raw/sources.csv", _pages_of_claims),
    Rule("superseded_agrees", "sources", "a superseded capture, and no other, names what replaced it",
         "say in raw/sources.csv which edition is the newest", _superseded),
    Rule("identifiers_well_formed", "identifiers", "an identifier has its prefix and the form of that prefix",
         "correct curation/vocab/identifiers.csv or prefixes.csv", _prefixes),
    Rule("no_circles", "agents", "no row of any table is its own ancestor",
         "correct the parent in curation/vocab", _circles),
)  # fmt: skip
