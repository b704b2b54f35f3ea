"""A small valid package, made of invented pages and the real schemas. What a test breaks, it breaks in a copy."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from pipeline import compile, store

ROOT = Path(__file__).parents[2]
FILLER = "The weather was mild and nobody had anything to say about it. " * 12

PAGES = {
    "page-one": "Abcine treats pox and gout. Abcine does not treat mumps. Many people get a fever of the flu kind, in "
    "10 to 20 of 100. It must be wiped out by mouth, twice a day. Abcine is a zedkine, sold as Abcix. It may cause: "
    + FILLER,
    "page-two": "(Abcine) was approved for pox. Some say that abcine treats mumps. " + FILLER,
    "page-old": "Abcine treats pox and gout, they said. " + FILLER,
}


def key(prefix: str, *parts: object) -> str:
    return f"{prefix}-{hashlib.sha1('|'.join(map(str, parts)).encode()).hexdigest()[:12]}"


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def span(page: str, quote: str) -> dict:
    start = PAGES[page].index(quote)
    return {"source_id": page, "start": start, "end": start + len(quote), "quote": quote}


def claim(claim_type: str, relation: str, object_type: str, object: str, polarity: str = "affirmed", **counts) -> dict:
    content = (claim_type, "abcine", relation, object_type, object, polarity)
    row = {"claim_id": key("clm", *content), "pair_id": key("pair", *content), "claim_type": claim_type}
    row |= {"agent_id": "abcine", "relation": relation, "object_type": object_type, "object": object}
    row |= {"polarity": polarity, "certainty": "stated", "n_evidence": 1, "n_sources": 1, "n_independent_sources": 1}
    row |= {"has_conflict": False, "is_suspected_source_error": False, "tier": "stated"}
    return row | {"tier_reasons": "one_origin|rule_proven|verbatim"} | counts


POX = claim("indication", "treats", "condition", "pox", n_evidence=2, n_sources=2, n_independent_sources=2,
            tier="supported", tier_reasons="label_agrees|on_label|several_origins")  # fmt: skip
GOUT = claim("indication", "treats", "condition", "gout", is_suspected_source_error=True,
             tier="unsettled", tier_reasons="label_silent|no_label_facts|one_origin|suspected_source_error",
             )  # fmt: skip
DISPUTED = {"has_conflict": True, "tier": "unsettled", "tier_reasons": "contradicted|no_label_facts|one_origin"}
NO_MUMPS = claim("indication", "treats", "condition", "mumps", "negated", **DISPUTED)
MUMPS = claim("indication", "treats", "condition", "mumps", **DISPUTED)
FEVER = claim("adverse_event", "adverse_event", "event", "fever")
ORAL = claim("administration", "route", "route", "oral")
TWICE = claim("administration", "schedule", "schedule", "2 per day")
KIND = claim("agent_fact", "is_a", "agent", "zedkine")
BRAND = claim("agent_fact", "brand_of", "name", "Abcix")
CLAIMS = [POX, GOUT, NO_MUMPS, MUMPS, FEVER, ORAL, TWICE, KIND, BRAND]

SPUN = {"repair_id": key("rep", "spun"), "source_id": "page-one", "kind": "spun_phrase", "occurrence": 1,
        "start": PAGES["page-one"].index("wiped out"), "before": '"wiped out"', "after": '"given"', "status": "auto",
        "rule_id": "spun", "basis": "page-two", "confidence": "high"}  # fmt: skip
SPUN["end"] = SPUN["start"] + len("wiped out")
GAP = SPUN | {"repair_id": key("rep", "gap"), "kind": "lost_list", "before": '""', "after": '""', "status": "gap",
              "start": PAGES["page-one"].index(FILLER), "end": PAGES["page-one"].index(FILLER)}  # fmt: skip

SAID = [
    (POX, "page-one", "Abcine treats pox"),
    (POX, "page-two", "(Abcine) was approved for pox"),
    (GOUT, "page-one", "Abcine treats pox and gout"),
    (NO_MUMPS, "page-one", "Abcine does not treat mumps"),
    (MUMPS, "page-two", "abcine treats mumps"),
    (FEVER, "page-one", "Many people get a fever of the flu kind, in 10 to 20 of 100"),
    (ORAL, "page-one", "It must be wiped out by mouth"),
    (TWICE, "page-one", "It must be wiped out by mouth, twice a day"),
    (KIND, "page-one", "Abcine is a zedkine"),
    (BRAND, "page-one", "Abcine is a zedkine, sold as Abcix"),
]


def evidence(claim: dict, page: str, quote: str) -> dict:
    row = {"evidence_id": key("evd", claim["claim_id"], page, quote), "claim_id": claim["claim_id"], "occurrence": 1}
    row |= span(page, quote) | {"repaired_quote": quote.replace("wiped out", "given"), "rule_id": "r"}
    row |= {"stance": "supports"}
    row |= {"agent_from": "sentence", "is_suspected_source_error": claim["is_suspected_source_error"]}
    if claim["polarity"] == "negated":
        row["stance"] = "refutes"
    if "wiped out" in quote:
        row |= {"repair_ids": SPUN["repair_id"], "agent_from": "previous", "context_spans": "0-6"}
    return row


def source(source_id: str, **more) -> dict:
    text = PAGES[source_id]
    row = {"source_id": source_id, "edition": "undated", "publisher_basis": "none named", "page_title": "On abcine"}
    row |= {"kind": "blog_article", "role": "claims", "standing": "current", "independence_group": source_id}
    row |= {"language": "en", "rights": "none stated", "media_type": "text/plain", "encoding": "utf-8"}
    return row | {"characters": len(text), "file_sha256": sha(text), "text_sha256": sha(text)} | more


def typed(claim: dict, *columns: str, **more) -> dict:
    return {name: claim[name] for name in ("claim_id", "agent_id", "polarity", "certainty", *columns)} | more


def indication(claim: dict, **more) -> dict:
    row = typed(claim, "relation", "is_suspected_source_error", condition_id=claim["object"], approval="not_stated")
    return row | {"label_check": "no_label_facts"} | more


def flat(row: dict, names: dict) -> dict:
    of = next(c for c in CLAIMS if c["claim_id"] == row["claim_id"])
    page = next(s for s in SOURCES if s["source_id"] == row["source_id"])
    shared = {k: v for k, v in (of | page | row).items() if k in names["claims_flat"]}
    typed_row = next((r for t in TYPED for r in TYPED[t] if r["claim_id"] == row["claim_id"]), {})
    shared |= {k: v for k, v in typed_row.items() if k in names["claims_flat"]}
    return shared | {"agent_name": "abcine", "agent_level": "substance", "object_name": of["object"]}


SOURCES = [
    source("page-one", publisher="One", url="https://example.org/one", reviewed_on="2024-05-06"),
    source("page-two", publisher="Two", retrieved_on="2024-07-08"),
    source("page-old", standing="superseded", superseded_by="page-one", role="reference"),
]
TYPED = {
    "indications": [
        indication(POX, approval="approved", regulator="FDA", qualifiers="adults|first_line", label_check="on_label",
                   label_fact_ids="abcix-pox-fda"),  # fmt: skip
        indication(GOUT, partners="rest|water", partner_logic="any_of"),
        indication(NO_MUMPS),
        indication(MUMPS),
    ],
    "adverse_events": [
        typed(FEVER, event_id="fever", group_event_id="flu", frequency="common", severity="not_stated", pct_low=10,
              pct_high=20, n=12, total=120)  # fmt: skip
    ],
    "administration": [
        typed(ORAL, "relation", value="oral"),
        typed(TWICE, "relation", value="2 per day", words="twice a day", schedule_count=2,
              schedule_unit="time", schedule_per="day"),  # fmt: skip
    ],
    "agent_facts": [
        typed(KIND, "relation", "object", object_agent_id="zedkine"),
        typed(BRAND, "relation", "object"),
    ],
}


def entry(type: str, id: str, parent: str | None = None, **more) -> dict:
    return {f"{type}_id": id, f"parent_{type}_id": parent, "preferred_name": id, "entry_source": "invented"} | more


def name(type: str, id: str, name: str, kind: str = "synonym") -> dict:
    row = {"name_id": key("nam", type, id, name), "entry_type": type, "entry_id": id, "name": name, "kind": kind}
    return row | {"match": "any_case", "name_source": "invented"}


def mapping(type: str, id: str, curie: str, predicate: str = "exact") -> dict:
    row = {"identifier_id": key("map", type, id, curie), "entry_type": type, "entry_id": id, "identifier": curie}
    row |= {"predicate": predicate, "prefix": curie.split(":")[0], "mapping_source": "invented"}
    return row | {"justification": "semapv:ManualMappingCuration"}


@dataclass
class Sample:
    """Everything that the package and the gate are given."""

    schemas: dict
    package: dict
    frames: dict[str, pd.DataFrame]
    texts: dict[str, str]
    found: dict[str, int]


def rows(schemas: dict, enumerations: dict) -> dict[str, list[dict]]:
    said = [evidence(*one) for one in SAID]
    conflict = sorted((MUMPS["claim_id"], NO_MUMPS["claim_id"]))
    aside = {"set_aside_id": key("asd", 1), "outcome": "set_aside", "reason": "repair_awaits_review", "occurrence": 1}
    aside |= {k: FEVER[k] for k in ("claim_type", "relation", "object_type", "object", "polarity", "certainty")}
    aside |= span("page-one", "fever") | {"rule_id": "r", "repair_ids": SPUN["repair_id"]}
    return TYPED | {
        "agents": [
            entry("agent", "abcine", "zedkine", level="substance", family=next(iter(enumerations["agent_family"]))),
            entry("agent", "zedkine", level="class", family=next(iter(enumerations["agent_family"]))),
        ],
        "conditions": [
            entry("condition", id, parent, kind=next(iter(enumerations["condition_kind"])))
            for id, parent in (("pox", None), ("gout", None), ("mumps", "pox"))
        ],
        "events": [
            entry("event", id, parent, body_system=next(iter(enumerations["body_system"])))
            for id, parent in (("flu", None), ("fever", "flu"))
        ],
        "names": [
            name("agent", "abcine", "abcine", "INN"),
            name("condition", "pox", "NA"),
            name("event", "fever", "a,\"b\""),
        ],
        "identifiers": [
            mapping("agent", "abcine", "UNII:ABCDE12345"),
            mapping("condition", "pox", "NCIT:C123"),
            mapping("event", "fever", "HP:0001945", "close"),
        ],
        "identifier_prefixes": [
            {"prefix": p, "pattern": r, "rights": "free"}
            for p, r in (("UNII", "[A-Z0-9]{10}"), ("NCIT", r"C\d+"), ("HP", r"\d{7}"))
        ],
        "sources": SOURCES,
        "source_lineage": [
            {"lineage_id": key("lin", 1), "source_id": "page-one", "other_source_id": "page-old", "kind": "edition",
             "containment_share": 0.5, "direction": "unclear", "why": "same words"}  # fmt: skip
        ],
        "claims": CLAIMS,
        "evidence": said,
        "repairs": [SPUN, GAP],
        "label_facts": [
            {"label_fact_id": "abcix-pox-fda", "product": "Abcix", "agent_id": "abcine", "condition_id": "pox",
             "authority": "FDA", "jurisdiction": "US", "status": "approved", "first_approved": "1998-05-01",
             "is_marketed": True, "citation_kind": "label", "citation": "label of 1998",
             "completeness": next(iter(enumerations["label_completeness"]))}  # fmt: skip
        ],
        "conflicts": [
            {"conflict_id": key("cfl", *conflict), "kind": "polarity", "claim_id": conflict[0],
             "other_claim_id": conflict[1], "scope": "same_subject", "is_independent": True,
             "verdict": "open"}  # fmt: skip
        ],
        "precision": [
            {"scope": "tier", "name": tier, "split": "held_back", "pages": "b9", "n_judged": 40, "n_right": 38}
            for tier in ("supported", "stated", "unsettled")
        ],
        "set_aside": [aside],
        "enumerations": [
            {"enumeration": e, "value": v, "rank": rank, "meaning": meaning}
            for e, values in enumerations.items()
            for rank, (v, meaning) in enumerate(values.items(), 1)
        ],
        "claims_flat": [flat(row, {n: compile.declaration.names(s) for n, s in schemas.items()}) for row in said],
    }  # fmt: skip


def fit(row: dict, schema: dict) -> dict:
    """The row with the declared columns: required ones that it lacks get the example or the first listed value."""
    fitted = {}
    for field in schema["fields"]:
        limits = compile.constraints(schema, field)
        spare = limits.get("enum", [field.get("example", "any")])[0] if limits.get("required") else None
        fitted[field["name"]] = row.get(field["name"], spare)
    return fitted


def build() -> Sample:
    package = store.read_yaml(ROOT / "schemas" / "package.yaml")
    enumerations = store.read_yaml(ROOT / "schemas" / "enumerations.yaml")
    declared = {t: store.read_yaml(ROOT / "schemas" / "tables" / f"{t}.yaml") for t in package["tables"]}
    schemas = compile.expand(declared, enumerations)
    made = rows(schemas, enumerations)
    frames = compile.frames({name: [fit(row, schemas[name]) for row in made[name]] for name in schemas}, schemas)
    found = {"page-one": 9, "page-two": 2, "page-old": 0}
    return Sample(schemas, package, frames, dict(PAGES), found)


@pytest.fixture(scope="session")
def whole_sample() -> Sample:
    return build()


@pytest.fixture
def sample(whole_sample) -> Sample:
    """A copy to break."""
    frames = {name: frame.copy() for name, frame in whole_sample.frames.items()}
    return Sample(whole_sample.schemas, whole_sample.package, frames, dict(PAGES), dict(whole_sample.found))
