"""A small invented world: two substances of a class, three conditions, two events, four pages, one of them a copy."""

from __future__ import annotations

from collections import namedtuple
from pathlib import Path

from pipeline.compile import expand, row_faults, table_faults, to_frame
from pipeline.records import Candidate, Document, Entry, Evidence, Faults, Name, Page, Repair, Vocabulary
from pipeline.store import read_yaml
from pipeline.tabulate import Inputs

ROOT = Path(__file__).parents[2] / "schemas"
PACKAGE = read_yaml(ROOT / "package.yaml")
ENUMERATIONS = read_yaml(ROOT / "enumerations.yaml")
DECLARED = {table: read_yaml(ROOT / "tables" / f"{table}.yaml") for table in PACKAGE["tables"]}
SCHEMAS = expand(DECLARED, ENUMERATIONS)

VOCABULARY = Vocabulary(
    entries=(
        Entry("agent", "zed", "zed", "", "class", "interleukin", "made_up"),
        Entry("agent", "zed-one", "zed one", "zed", "substance", "interleukin", "made_up"),
        Entry("agent", "zed-two", "zed two", "zed", "substance", "interleukin", "made_up"),
        Entry("agent", "zed-form", "zed one with a tail", "zed-one", "substance", "interleukin", "made_up"),
        Entry("agent", "hum", "hum", "", "endogenous_cytokine", "interleukin", "made_up"),
        Entry("agent", "hem", "hem", "", "endogenous_cytokine", "interleukin", "made_up"),
        Entry("condition", "lumps", "lumps", "", "", "cancer", "made_up"),
        Entry("condition", "skin-lumps", "lumps of the skin", "lumps", "", "cancer", "made_up"),
        Entry("condition", "gout", "gout", "", "", "immune_disorder", "made_up"),
        Entry("condition", "hives", "hives", "", "", "immune_disorder", "made_up"),
        Entry("event", "ache", "ache", "", "", "general", "made_up"),
        Entry("event", "back-ache", "ache of the back", "ache", "", "general", "made_up"),
    ),
    names=(Name("agent", "zed-one", "Zedora", "brand", source="made_up"), Name("event", "ache", "ache", "lay")),
)
FACTS = [
    ("zedora-skin-lumps-fda", "zed-one", "skin-lumps", "FDA", "approved", "complete"),
    ("zedora-hives-ema", "zed-one", "hives", "EMA", "discontinued", "partial"),
    ("zedora-lumps-ema", "zed-one", "lumps", "EMA", "withdrawn", "partial"),
    ("zetwo-lumps-fda", "zed-two", "lumps", "FDA", "approved", "partial"),
]
LABEL_FACTS = [
    {
        "label_fact_id": key, "product": "Zedora", "agent_id": agent, "condition_id": condition, "qualifiers": "",
        "authority": authority, "jurisdiction": "US", "status": status, "first_approved": "1999",
        "is_marketed": "true" if agent == "zed-one" else "",
        "completeness": completeness, "citation_kind": "label", "citation": "the label",
    }
    for key, agent, condition, authority, status, completeness in FACTS
]  # fmt: skip
Pair = namedtuple("Pair", "source_id other_source_id kind containment direction why")
LINEAGE = [Pair("copy", "first", next(iter(ENUMERATIONS["lineage_kind"])), 0.8, "unclear", "the same words")]
PAGES = ("copy", "first", "other", "silent")


def source(source_id: str) -> dict[str, str]:
    return {
        "source_id": source_id, "edition": "undated", "file": f"raw/pages/{source_id}.txt", "publisher": "",
        "title": "T", "publisher_basis": "none named", "url": "", "kind": "blog_article", "role": "claims",
        "reviewed_on": "2024", "retrieved_on": "", "language": "en", "rights": "theirs", "sha256": "0" * 64, "note": "",
    }  # fmt: skip


def stated(source_id: str, quote: str, agent: str, relation: str, object: str, start: int = 0, **more) -> Evidence:
    """Evidence of any kind of claim; ``more`` goes to the candidate, ``repairs`` and ``heading`` to the evidence."""
    repairs, heading = more.pop("repairs", ()), more.pop("heading", ())
    kinds = {"treats": "condition", "not_used": "condition", "under_study": "condition", "adverse_event": "event"}
    kinds |= {"is_a": "agent", "subtype": "agent"}
    object_type = more.pop("object_type", kinds.get(relation, "name"))
    types = {"condition": "indication", "event": "adverse_event", "agent": "agent_fact", "name": "agent_fact"}
    candidate = Candidate(
        types.get(object_type, "administration"), agent, relation, object, object_type, start, start + len(quote),
        more.pop("rule", "r1"), **more,
    )  # fmt: skip
    return Evidence(source_id, candidate, quote, "", repairs, heading)


def pages_of(evidence, repairs=(), mentions=()) -> list[Page]:
    """Pages that hold this evidence; ``repairs`` and ``mentions`` are (source_id, record) pairs."""
    made = []
    for name in PAGES:
        mine = tuple(one for one in evidence if one.source_id == name)
        all_repairs = dict.fromkeys([*(r for s, r in repairs if s == name), *(r for one in mine for r in one.repairs)])
        found = tuple(m for s, m in mentions if s == name)
        made.append(Page(Document(name, "text/plain", "utf-8", "x" * 999), tuple(all_repairs), found, mine))
    return made


def inputs(kept=(), aside=(), pages=None, **more) -> Inputs:
    """Inputs around this evidence; other parts of the world stay as they are unless given."""
    world = {
        "schemas": SCHEMAS, "enumerations": ENUMERATIONS, "vocabulary": VOCABULARY, "lineage": LINEAGE,
        "sources": [source(name) for name in PAGES], "label_facts": LABEL_FACTS,
        "identifiers": [
            {"entry_type": "agent", "entry_id": "zed-one", "predicate": "exact", "identifier": "UNII:1",
             "justification": "semapv:ManualMappingCuration", "source": "made_up"}
        ],
        "precision": PRECISION,
        "prefixes": [
            {"prefix": "UNII", "pattern": r"\d", "uri_prefix": "https://example.org/", "name": "Unique ingredient",
             "terms": "public domain"}
        ],
    }  # fmt: skip
    pages = pages_of([*kept, *aside]) if pages is None else pages
    return Inputs(pages=pages, kept=tuple(kept), aside=tuple(aside), **{**world, **more})


_typed: dict[tuple[str, str], tuple] = {}  # (table, its rows) -> the typed table, its faults


def held(tables: dict) -> dict:
    """The tables, held to their schemas as compile.frames holds them.

    Most tables are the same in most worlds: what a table says by itself is judged once for all worlds that have it,
    what it says of others every time.
    """
    frames, faults = {}, []
    for name, schema in SCHEMAS.items():
        rows = list(tables.get(name, ()))
        seen = (name, repr(rows))
        if seen not in _typed:
            frame = to_frame(rows, schema)
            _typed[seen] = (frame, row_faults(frame, schema))
        frames[name] = _typed[seen][0]
        faults += _typed[seen][1]
    if faults := faults + table_faults(frames, SCHEMAS):
        raise Faults(faults)
    return tables


PRECISION = [
    {"scope": scope, "name": name, "split": "held_back", "pages": "b9", "n_judged": "90", "n_right": "81",
     "precision_share": "0.9", "precision_low": "0.82", "precision_high": "0.95"}
    for scope, names in {
        "tier": ("supported", "stated", "unsettled"), "rule": ("r1",),
        "relation": ("treats", "under_study", "not_used", "adverse_event"),
    }.items()
    for name in names
]  # fmt: skip
WAITING = Repair(4, 8, "what", "that", "spun_phrase", "r", "review")
APPLIED = Repair(4, 8, "what", "that", "spun_phrase", "r", "auto")
FLAG = Repair(0, 9, "gout", "", "factual_error", "d1", "flag")
