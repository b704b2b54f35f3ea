"""The gold tables -> facts in the project's ids, with what is required, optional, denied or lenient."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.evaluate.facts import FREE, KEYS, Fact, equal
from pipeline.evaluate.slugs import SlugMap
from pipeline.records import Fault, Faults

Row = Mapping[str, str]
Tables = Mapping[str, Sequence[Row]]
NAMING = ("brand_of", "synonym")  # the subject is a spelling, the object an entry


def gold_facts(tables: Tables, slugs: SlugMap) -> list[Fact]:
    """All claim rows of the gold as facts; raises Faults that name every slug without a row in the map."""
    makers = {"indications": _use, "adverse_events": _harm, "administration": _giving, "agent_facts": _agent_fact}
    facts: list[Fact] = []
    faults: list[Fault] = []
    for table, make in makers.items():
        for row in tables.get(table, ()):
            try:
                facts.append(make(row, slugs))
            except Fault as fault:
                faults.append(fault)
    if faults:
        raise Faults({str(fault): fault for fault in faults}.values())
    return facts


def documents(tables: Tables) -> list[str]:
    """The pages that the gold covers, in order; a page without any claim counts too."""
    return sorted({row["document"] for rows in tables.values() for row in rows})


def barred_spans(tables: Tables) -> Iterator[tuple[str, str, int, int, str]]:
    """The certain spans of not_claims: document, table (or any), start, end, reason."""
    for row in tables.get("not_claims", ()):
        if row["certain"] == "yes":
            yield row["document"], row["table"], int(row["start"]), int(row["end"]), row["reason"]


def _fact(table: str, row: Row, key: tuple[str, ...], standing: str = "", **more) -> Fact:
    return Fact(
        table,
        row["document"],
        key,
        int(row["start"]),
        int(row["end"]),
        row["quote"],
        standing or ("optional" if row["certain"] == "optional" else "required"),
        row["uncertain_field"] if row["certain"] == "no" else "",
        **more,
    )


def _cells(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def _ids(cell: str, slugs: SlugMap, *types: str) -> frozenset[str]:
    return frozenset(slugs.id(slug, *types) for slug in _cells(cell))


def _use(row: Row, slugs: SlugMap) -> Fact:
    key = slugs.id(row["agent"], "agent"), slugs.id(row["condition"], "condition"), equal(row["relation"])
    attributes = {
        "approval": row["approval"],
        "regulator": row["regulator"].casefold(),
        "qualifiers": _ids(row["qualifiers"], slugs, "qualifier"),
        "combination_with": _ids(row["combination_with"], slugs, "agent", "partner"),
    }
    return _fact("indications", row, key, attributes=attributes)


def _harm(row: Row, slugs: SlugMap) -> Fact:
    key = slugs.id(row["agent"], "agent"), slugs.id(row["event"], "event")
    attributes = {
        "parent_event": slugs.id(row["parent_event"], "event") if row["parent_event"] else "",
        "frequency": row["frequency"],
        "severity": equal(row["severity"]),
    }
    return _fact("adverse_events", row, key, attributes=attributes)


def _giving(row: Row, slugs: SlugMap) -> Fact:
    kind, value = row["fact_type"], row["value"]
    key = slugs.id(row["agent"], "agent"), kind, value if kind in FREE else slugs.id(value, kind)
    return _fact("administration", row, key, words=(value,) if kind in FREE else ())


def _agent_fact(row: Row, slugs: SlugMap) -> Fact:
    """Required only where both ends are agents of the vocabulary: a name counts as an end that is one."""
    predicate = equal(row["predicate"])
    naming = predicate in NAMING
    subject = slugs.name(row["subject"]) if naming else slugs.id(row["subject"], "agent", "partner", "thing")
    target = slugs.id(row["object"], "agent", "partner", "thing")
    both = slugs.has(row["object"], "agent") and (naming or slugs.has(row["subject"], "agent"))
    scored = both and predicate != "produced_by"
    standing = "denied" if row["negated"] == "yes" else "" if scored else "optional"
    return _fact("agent_facts", row, (subject, predicate, target), standing)


def lenient_in_key(rows: Iterable[Fact]) -> bool:
    """True if every row of a key that counts leaves a part of the key open; one certain row closes it."""
    counted = [row for row in rows if row.standing == "required"]
    return bool(counted) and all(row.lenient in KEYS[row.table] for row in counted)
