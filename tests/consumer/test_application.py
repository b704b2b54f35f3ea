"""A program as a stranger wrote it against 1.0.0, and does not want to touch again before 2.0.0.

It names columns and values as that release published them. A red test here is a break for every such program: announce
it with a new MAJOR, or do not make it.
"""

import sqlite3

import cytokine_therapy as data
import pytest


@pytest.fixture(scope="module")
def database():
    connection = sqlite3.connect(f"file:{data.path()}/cytokine_therapy.sqlite?mode=ro", uri=True)
    yield connection
    connection.close()


def test_a_drug_page_lists_harms_with_their_words(database):
    rows = database.execute(
        """
        select h.agent_name, h.event_name, h.frequency, h.severity, e.quote, s.url, s.publisher
        from harms h join evidence e using (claim_id) join sources s using (source_id)
        where h.certainty <> 'hypothetical' and e.stance = 'supports'
        """
    ).fetchall()
    assert rows and all(quote for *_, quote, _, _ in rows)
    assert {row[2] for row in rows} - {"not_stated"} and {row[3] for row in rows} & {"severe", "serious"}


def test_a_class_gathers_the_claims_of_its_members(database):
    rows = database.execute(
        """
        select a.ancestor_agent_id, count(distinct h.claim_id)
        from harms h join agent_ancestors a using (agent_id) where a.distance > 0 group by 1
        """
    ).fetchall()
    assert rows


def test_a_filter_takes_affirmed_uses_that_two_origins_state():
    uses, claims = data.load("indications"), data.load("claims").set_index("claim_id")
    affirmed = uses[(uses.polarity == "affirmed") & uses.relation.isin(["treats", "manages_side_effect_of_treatment"])]
    counts = affirmed.claim_id.map(claims.n_independent_sources)
    assert (counts >= 1).all() and (counts >= 2).any()
    assert set(affirmed.approval) <= {
        "approved", "label_indication", "discontinued", "withdrawn", "not_approved", "under_study", "not_stated"
    }  # fmt: skip


def test_a_spreadsheet_shows_name_relation_and_words():
    flat = data.flat()
    shown = flat[["agent_name", "relation", "object_name", "polarity", "approval", "quote", "publisher", "url"]]
    assert len(shown) == flat.evidence_id.nunique()
    assert shown[["agent_name", "relation", "object_name", "polarity", "quote"]].notna().all(axis=None)
    assert (flat.end > flat.start).all() and flat.n_sources.dtype == "Int64" and flat.has_conflict.dtype == "boolean"


def test_identifiers_join_other_datasets():
    found = data.load("identifiers")
    exact = found[(found.predicate == "exact") & (found.entry_type == "agent")]
    assert {"UNII", "NCIT", "CHEMBL"} <= set(exact.prefix)
    assert set(exact.entry_id) <= set(data.load("agents").agent_id)
