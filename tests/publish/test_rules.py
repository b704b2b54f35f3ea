"""Each rule between tables objects to what it is there for, names the row, and to nothing in a sound package."""

import pytest

from pipeline.check import RULES
from pipeline.check.counts import endings
from pipeline.check.rules import SHOWN, World, judge
from pipeline.check.words import shares


def world(sample) -> World:
    return World(sample.frames, sample.schemas, sample.texts, sample.found, sample.package["x_quote_limits"])


def broken(sample) -> dict[str, list[str]]:
    return {v.rule.name: [o.key for o in v.offences] for v in judge(world(sample), RULES) if v.offences}


def put(table, row, **cells):
    """A change of cells in the row whose first column, or another named like column=value, fits."""

    def change(sample):
        frame = sample.frames[table]
        at = frame.index[frame[row[0]] == row[1]][0] if isinstance(row, tuple) else frame.index[row]
        for column, value in cells.items():
            frame.loc[at, column] = value

    return change


def drop(table, at):
    def change(sample):
        sample.frames[table] = sample.frames[table].drop(index=at).reset_index(drop=True)

    return change


def text(page, value):
    def change(sample):
        sample.texts[page] = value(sample.texts[page])

    return change


def found(page, n):
    def change(sample):
        sample.found[page] = n

    return change


def limit(**limits):
    def change(sample):
        sample.package = {**sample.package, "x_quote_limits": {**sample.package["x_quote_limits"], **limits}}

    return change


def no_text(sample):
    del sample.texts["page-two"]


def same_pair(sample):
    sample.frames["claims"]["pair_id"] = sample.frames["claims"]["pair_id"][0]


def run_away(sample):
    """A page of 1,000 characters from which a rule read 160 claims."""
    import pandas as pd

    sample.frames["evidence"] = pd.concat([sample.frames["evidence"]] * 20, ignore_index=True)


CASES = [
    ("candidates_add_up", found("page-one", 10)),
    ("candidates_add_up", drop("set_aside", 0)),
    ("candidates_add_up", found("nowhere", 1)),
    ("n_evidence_counted", put("claims", ("object", "gout"), n_evidence=2)),
    ("n_sources_counted", put("claims", ("object", "pox"), n_sources=1)),
    ("n_sources_counted", put("claims", ("object", "pox"), n_independent_sources=1)),
    ("n_sources_counted", put("sources", ("source_id", "page-two"), independence_group="page-one")),
    ("has_conflict_agrees", put("claims", ("object", "gout"), has_conflict=True)),
    ("has_conflict_agrees", drop("conflicts", 0)),
    ("pairs_group_content", same_pair),
    ("suspicion_agrees", put("evidence", ("quote", "abcine treats mumps"), is_suspected_source_error=True)),
    ("tier_reasons_agree", put("claims", ("object", "pox"), tier_reasons="label_agrees|on_label|one_origin")),
    ("tier_reasons_agree", put("claims", ("object", "pox"), tier_reasons="on_label|several_origins|wishful")),
    ("tier_agrees", put("claims", ("object", "pox"), tier="stated")),
    ("tier_agrees", put("precision", ("name", "supported"), n_judged=19)),
    ("evidence_words_in_place", put("evidence", ("quote", "Abcine is a zedkine"), start=0)),
    ("evidence_words_in_place", put("evidence", ("quote", "Abcine treats pox"), quote="Abcine treats gox")),
    ("evidence_words_in_place", no_text),
    ("evidence_words_in_place", text("page-two", lambda t: t.replace("(", "\r\n(", 1))),
    ("set_aside_words_in_place", put("set_aside", 0, quote="feven")),
    ("repairs_words_in_place", put("repairs", ("kind", "spun_phrase"), before='"wiped"')),
    ("claims_flat_words_in_place", put("claims_flat", 0, end=5000)),
    ("text_hashes", text("page-old", lambda t: t + "x")),
    ("text_hashes", put("sources", ("source_id", "page-one"), text_sha256="0" * 64)),
    ("context_spans_in_text", put("evidence", ("agent_from", "previous"), context_spans="0-99999")),
    ("quotations_short", limit(max_characters=20)),
    ("quotation_share", limit(max_share=0.1)),
    ("rows_per_page", run_away),
    ("flat_agrees", put("claims_flat", 0, quote="Abcine")),
    ("flat_agrees", put("claims_flat", ("quote", "abcine treats mumps"), tier="stated")),
    ("flat_agrees", put("claims_flat", 0, publisher="Nobody")),
    ("flat_agrees", put("indications", ("condition_id", "pox"), approval="withdrawn")),
    ("flat_complete", drop("claims_flat", 0)),
    ("stance_agrees", put("evidence", ("stance", "refutes"), stance="supports")),
    ("evidence_from_claims_pages", put("sources", ("source_id", "page-two"), role="reference")),
    ("superseded_agrees", put("sources", ("source_id", "page-old"), standing="current")),
    ("identifiers_well_formed", put("identifiers", ("prefix", "NCIT"), identifier="HP:C123")),
    ("identifiers_well_formed", put("identifiers", ("prefix", "NCIT"), identifier="NCIT:123")),
    ("no_circles", put("agents", ("agent_id", "zedkine"), parent_agent_id="abcine")),
    ("no_circles", put("conditions", ("condition_id", "pox"), parent_condition_id="pox")),
]


def test_a_sound_package_breaks_no_rule(sample):
    assert broken(sample) == {}


@pytest.mark.parametrize(("rule", "change"), CASES, ids=[f"{rule}-{n}" for n, (rule, _) in enumerate(CASES)])
def test_each_rule_objects(sample, rule, change):
    change(sample)
    assert rule in broken(sample)


def test_every_rule_has_a_case():
    assert {rule for rule, _ in CASES} == {rule.name for rule in RULES}


def test_faults_name_the_row_and_the_remedy_and_count_the_rest(sample):
    sample.frames["evidence"]["start"] += 1
    verdict = next(v for v in judge(world(sample), RULES) if v.rule.name == "evidence_words_in_place")
    fault = verdict.faults()[0]
    key = sample.frames["evidence"]["evidence_id"][0]
    assert fault.where == f"evidence {key}" and fault.remedy and "reads" in fault.problem
    many = type(verdict)(verdict.rule, 99, verdict.offences * SHOWN)
    assert len(many.faults()) == SHOWN + 1
    assert many.faults()[-1].problem.startswith(f"{len(many.offences) - SHOWN} more")


def test_shares_count_what_is_covered_once(sample):
    row = next(row for row in shares(world(sample)) if row["source"] == "page-one")
    page = sample.texts["page-one"]
    covered = set()
    for frame in (sample.frames["evidence"], sample.frames["set_aside"], sample.frames["repairs"]):
        for source, start, end in zip(frame["source_id"], frame["start"], frame["end"], strict=True):
            covered |= set(range(start, end)) if source == "page-one" else set()
    assert row["quoted"] == len(covered) and row["share"] == round(len(covered) / len(page), 4)


def test_endings_are_counted_per_source_and_outcome(sample):
    sample.frames["set_aside"]["outcome"] = "ignored"
    assert [row for row in endings(world(sample)) if row["source"] == "page-one"] == [
        {"source": "page-one", "found": 9, "published": 8, "ignored": 1, "rejected": 0, "set_aside": 0}
    ]
