"""The real gold scored against itself, and what one changed row does to the score."""

import json

import pytest
from rich.console import Console

from pipeline.evaluate import as_json, as_tables, evaluate
from pipeline.evaluate.facts import KEYS, predicted
from pipeline.evaluate.gold import gold_facts
from pipeline.evaluate.match import required


@pytest.fixture(scope="module")
def marked(gold, slug_map):
    """The gold's mentions as predictions; partners as terms of their own kind, as the machine gives them."""
    rows = []
    for row in gold["mentions"]:
        partner = row["type"] == "agent" and slug_map.has(row["entity"], "partner")
        kind = "partner" if partner else row["type"]
        said = {"file": row["document"], "start": int(row["start"]), "end": int(row["end"]), "words": row["quote"]}
        rows.append(said | {"type": kind, "id": row["entity"]})
    return rows


@pytest.fixture(scope="module")
def own(perfect, gold, slug_map, marked):
    return evaluate(perfect, gold, slug_map, marked)


def test_the_gold_against_itself_is_perfect(own):
    for table in (*KEYS, "mentions"):
        assert own.table(table).f1 == 1 and own.table(table).tp > 20, table
    assert own.accuracy() == 1
    assert not own.trap_hits and not own.misses and not own.false_alarms and not own.wrong_attributes


def test_every_claim_table_has_attributes_or_none_by_rule(own):
    assert {table for table, _ in own.attributes} == {"indications", "adverse_events"}


def test_without_its_optional_rows_the_gold_is_still_perfect(gold, slug_map, perfect):
    optional = {
        (table, row["document"], int(row["start"]), int(row["end"]))
        for table in KEYS
        for row in gold[table]
        if row["certain"] == "optional"
    }
    facts, _ = predicted(perfect)
    sure = [
        row
        for row, fact in zip(perfect, facts, strict=True)
        if (fact.table, fact.document, fact.start, fact.end) not in optional
    ]
    scores = evaluate(sure, gold, slug_map)
    assert len(sure) < len(perfect)
    assert scores.total.p == 1


def single_row_keys(gold, slug_map):
    """Keys of one certain row whose neighbours cannot stand in for them."""
    groups = {}
    for fact in gold_facts(gold, slug_map):
        groups.setdefault((fact.table, fact.document, fact.key), []).append(fact)
    return {at for at, rows in groups.items() if len(rows) == 1 and required(rows) and not rows[0].lenient}


def test_a_dropped_row_is_one_miss(gold, slug_map, perfect, own):
    alone = single_row_keys(gold, slug_map)
    facts, _ = predicted(perfect)
    seen = set()
    for at, fact in enumerate(facts):
        place = fact.table, fact.document, fact.key
        if place in alone and fact.table not in seen and fact.table != "administration":
            seen.add(fact.table)
            scores = evaluate(perfect[:at] + perfect[at + 1 :], gold, slug_map)
            assert (scores.total.tp, scores.total.fp, scores.total.fn) == (own.total.tp - 1, 0, 1)
            assert [(f.table, f.document, f.key) for f in scores.misses] == [place]
            assert scores.accuracy() == 1
    assert seen == {"indications", "adverse_events", "agent_facts"}


def test_an_added_row_is_one_false_alarm(gold, slug_map, perfect, own):
    added = next(row for row in perfect if row["relation"] == "adverse_event") | {"object": "no-such-event"}
    scores = evaluate([*perfect, added], gold, slug_map)
    assert (scores.total.tp, scores.total.fp, scores.total.fn) == (own.total.tp, 1, 0)
    assert scores.accuracy() == 1


def test_a_wrong_attribute_moves_that_attribute_alone(gold, slug_map, perfect, own):
    at = next(n for n, row in enumerate(perfect) if row.get("frequency") == "rare")
    changed = [*perfect[:at], perfect[at] | {"frequency": "common"}, *perfect[at + 1 :]]
    scores = evaluate(changed, gold, slug_map)
    assert scores.total == own.total
    differing = {name for name in own.attributes if own.attributes[name] != scores.attributes[name]}
    assert differing == {("adverse_events", "frequency")}
    equal, compared = own.attributes["adverse_events", "frequency"]
    assert scores.attributes["adverse_events", "frequency"] == (equal - 1, compared)


def test_a_statement_moved_into_a_trap_is_found(gold, slug_map, perfect):
    trap = next(row for row in gold["not_claims"] if row["table"] == "any" and row["certain"] == "yes")
    span = {"file": trap["document"], "start": int(trap["start"]), "end": int(trap["end"])}
    assert len(evaluate([*perfect, perfect[0] | span], gold, slug_map).trap_hits) == 1


def test_every_slug_of_the_gold_is_mapped_or_says_why_not(gold, slug_map):
    gold_facts(gold, slug_map)  # raises Faults that name what is missing
    entities = {(row["type"], row["entity"]) for row in gold["mentions"]}
    kinds = {"agent": ("agent", "partner"), "schedule": ("schedule", "dose_context")}
    for type, entity in sorted(entities):
        slug_map.id(entity, *kinds.get(type, (type,)))
    for row in gold["administration"]:
        slug_map.id(row["value"], row["fact_type"])


def test_no_row_of_the_slug_map_is_idle(gold, slug_map):
    cells = set()
    for rows in (gold[table] for table in (*KEYS, "mentions")):
        for row in rows:
            for name, cell in row.items():
                if name not in ("quote", "comment", "repair_note", "document"):
                    cells.update(cell.split("|"))
    assert not sorted({slug for _, slug in slug_map.ids} - cells)


def test_ids_of_the_slug_map_stand_in_the_vocabularies(slug_map):
    from tests.evaluate.conftest import GOLD, rows_of

    vocab = GOLD.parents[1] / "curation" / "vocab"
    known = {
        (type, row[f"{type}_id"]) for type in ("agent", "condition", "event") for row in rows_of(vocab / f"{type}s.csv")
    }
    known |= {(row["kind"], row["value"]) for row in rows_of(vocab / "terms.csv")}
    known |= {("name", row["name"]) for row in rows_of(vocab / "names.csv")}
    known |= {("general", id) for type, id in known if type == "condition"}
    entries = {at: id for at, id in slug_map.ids.items() if id and at[0] != "qualifier"}
    assert not [at for at, id in entries.items() if (at[0], id) not in known]


def test_scores_are_plain_data_and_tables(own):
    data = json.loads(json.dumps(as_json({"machine": own})))
    run = data["runs"]["machine"]
    assert run["tables"]["total"]["f1"] == 1 and run["n_trap_hits"] == 0
    assert run["sources"].keys() == {page for _, page in own.counts}
    console = Console(width=160, record=True, file=open("/dev/null", "w"))
    console.print(as_tables({"machine": own, "with decisions": own}))
    text = console.export_text()
    assert "with decisions" in text and "indications" in text and "expert" in text
