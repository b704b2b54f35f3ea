"""Each scoring rule of tests/gold/README.md on a gold of a few rows."""

import pytest

from pipeline.evaluate import evaluate
from pipeline.evaluate.quantities import quantities
from pipeline.evaluate.scores import Count, wilson
from pipeline.evaluate.slugs import SlugMap
from pipeline.records import Faults


def counts(scores, table):
    count = scores.table(table)
    return count.tp, count.fp, count.fn


def test_the_unit_is_the_key_once_per_page(row, say, slugs):
    gold = {"adverse_events": [row("adverse_events", "drugs ache"), row("adverse_events", "drugs ache", 20, 30)]}
    scores = evaluate([say("adverse_event", "drug", "ache"), say("adverse_event", "drug", "pain")], gold, slugs)
    assert counts(scores, "adverse_events") == (1, 1, 0)
    assert [finding.key for finding in scores.false_alarms] == [("drug", "pain")]


def test_an_optional_key_is_neither_missed_nor_wrong(row, say, slugs):
    gold = {"adverse_events": [row("adverse_events", "drugs ache", certain="optional")]}
    assert counts(evaluate([], gold, slugs), "adverse_events") == (0, 0, 0)
    scores = evaluate([say("adverse_event", "drug", "ache")], gold, slugs)
    assert counts(scores, "adverse_events") == (0, 0, 0)
    assert scores.unscored == {"optional": 1}


def test_one_row_that_counts_makes_a_key_required(row, slugs):
    gold = {
        "adverse_events": [row("adverse_events", "drugs ache", certain="optional"), row("adverse_events", "drugs ache")]
    }
    assert counts(evaluate([], gold, slugs), "adverse_events") == (0, 0, 1)


def test_equal_pairs_and_plurals_meet_in_the_slug_map(row, say, slugs):
    gold = {"indications": [row("indications", "drugs ill-b treats"), row("indications", "drugs ill-beta treats")]}
    scores = evaluate([say("treats", "drug", "b-ill")], gold, slugs)
    assert counts(scores, "indications") == (1, 0, 0)


def test_use_in_autoimmune_disease_counts_as_treats(row, say, slugs):
    gold = {"indications": [row("indications", "drugs ills used_in_autoimmune")]}
    assert counts(evaluate([say("treats", "drug", "ill")], gold, slugs), "indications") == (1, 0, 0)


def test_subtype_counts_as_is_a_but_mimics_does_not(row, say, slugs):
    gold = {"agent_facts": [row("agent_facts", "drug-one subtype drugs")]}
    assert counts(evaluate([say("is_a", "drug-1", "drug")], gold, slugs), "agent_facts") == (1, 0, 0)
    assert counts(evaluate([say("mimics", "drug-1", "drug")], gold, slugs), "agent_facts") == (0, 1, 1)


def test_a_lenient_part_of_the_key_is_not_compared_once(row, say, slugs):
    gold = {"adverse_events": [row("adverse_events", "drugs ache", certain="no", uncertain_field="event")]}
    one = say("adverse_event", "drug", "rash")
    assert counts(evaluate([one], gold, slugs), "adverse_events") == (1, 0, 0)
    assert counts(evaluate([one, say("adverse_event", "drug", "pain")], gold, slugs), "adverse_events") == (1, 1, 0)
    assert counts(evaluate([say("adverse_event", "drug-1", "rash")], gold, slugs), "adverse_events") == (0, 1, 1)


def test_a_lenient_hit_needs_the_place(row, say, slugs):
    gold = {"adverse_events": [row("adverse_events", "drugs ache", certain="no", uncertain_field="event")]}
    scores = evaluate([say("adverse_event", "drug", "rash", 50, 60)], gold, slugs)
    assert counts(scores, "adverse_events") == (0, 1, 1)


def test_a_certain_row_of_the_key_ends_the_leniency(row, say, slugs):
    lenient = row("adverse_events", "drugs ache", certain="no", uncertain_field="event")
    gold = {"adverse_events": [lenient, row("adverse_events", "drugs ache", 20, 30)]}
    assert counts(evaluate([say("adverse_event", "drug", "rash")], gold, slugs), "adverse_events") == (0, 1, 1)


@pytest.mark.parametrize(
    "words, met",
    [("3-times-per-week", True), ("three times a week", True), ("twice a week", False), ("three times a day", False)],
)
def test_schedules_agree_by_numbers_and_units_not_words(row, say, slugs, words, met):
    gold = {"administration": [row("administration", "drugs schedule 3-times-per-week")]}
    scores = evaluate([say("schedule", "drug", words, 5, 8)], gold, slugs)
    assert counts(scores, "administration") == ((1, 0, 0) if met else (0, 1, 1))


def test_free_wording_needs_agent_type_and_place(row, say, slugs):
    gold = {"administration": [row("administration", "drugs monitoring close-monitoring")]}
    for said, want in (
        (say("monitoring", "drug", "watched"), (1, 0, 0)),
        (say("monitoring", "drug-1", "watched"), (0, 1, 1)),
        (say("dose_context", "drug", "watched"), (0, 1, 1)),
        (say("monitoring", "drug", "watched", 10, 20), (0, 1, 1)),
    ):
        assert counts(evaluate([said], gold, slugs), "administration") == want


def test_the_agent_of_a_free_row_may_be_lenient(row, say, slugs):
    gold = {"administration": [row("administration", "drugs monitoring watch", certain="no", uncertain_field="agent")]}
    assert counts(evaluate([say("monitoring", "drug-1", "watched")], gold, slugs), "administration") == (1, 0, 0)


def test_routes_are_compared_by_value(row, say, slugs):
    gold = {"administration": [row("administration", "drugs route vein")]}
    assert counts(evaluate([say("route", "drug", "intravenous", 50, 60)], gold, slugs), "administration") == (1, 0, 0)
    assert counts(evaluate([say("route", "drug", "subcutaneous")], gold, slugs), "administration") == (0, 1, 1)


def test_agent_facts_are_required_between_agents_only(row, say, slugs):
    cells = ("drug-one is_a proteins", "rays is_a drugs", "drug-one produced_by drugs")
    gold = {"agent_facts": [row("agent_facts", one) for one in cells]}
    assert counts(evaluate([], gold, slugs), "agent_facts") == (0, 0, 0)
    scores = evaluate([say("is_a", "radiation", "drug"), say("is_a", "drug-1", "drug")], gold, slugs)
    assert counts(scores, "agent_facts") == (0, 1, 0)


def test_names_are_compared_folded_and_the_substance_by_id(row, say, slugs):
    gold = {"agent_facts": [row("agent_facts", "Brand-A brand_of drug-one"), row("agent_facts", "DRs synonym drugs")]}
    said = [say("brand_of", "drug-1", "BRAND A®"), say("synonym", "drug", "dr")]
    assert counts(evaluate(said, gold, slugs), "agent_facts") == (2, 0, 0)
    assert counts(evaluate([say("brand_of", "drug-2", "Brand A")], gold, slugs), "agent_facts") == (0, 1, 2)
    assert counts(evaluate([say("synonym", "drug-1", "Brand A")], gold, slugs), "agent_facts") == (0, 1, 2)


def test_a_name_may_be_spelled_as_the_vocabulary_does(row, say, slugs):
    spelled = SlugMap({**slugs.ids, ("name", "DR-alfa"): "DR alpha"})
    gold = {"agent_facts": [row("agent_facts", "DR-alfa synonym drugs")]}
    assert counts(evaluate([say("synonym", "drug", "DR-alpha")], gold, spelled), "agent_facts") == (1, 0, 0)
    assert counts(evaluate([say("synonym", "drug", "DR-alpha")], gold, slugs), "agent_facts") == (0, 1, 1)


def test_what_the_page_denies_must_not_be_predicted_as_a_fact(row, say, slugs):
    gold = {"agent_facts": [row("agent_facts", "drug-one is_a drugs yes", certain="optional")]}
    scores = evaluate([say("is_a", "drug-1", "drug")], gold, slugs)
    assert counts(scores, "agent_facts") == (0, 1, 0)
    assert len(scores.denied) == 1
    denied = evaluate([say("is_a", "drug-1", "drug", polarity="negated")], gold, slugs)
    assert counts(denied, "agent_facts") == (0, 0, 0) and denied.unscored == {"negated": 1}


def test_a_negated_use_is_scored_as_not_used(row, say, slugs):
    gold = {"indications": [row("indications", "drugs ills not_used")]}
    assert counts(evaluate([say("treats", "drug", "ill", polarity="negated")], gold, slugs), "indications") == (1, 0, 0)
    gold = {"indications": [row("indications", "drugs ills treats")]}
    assert counts(evaluate([say("treats", "drug", "ill", polarity="negated")], gold, slugs), "indications") == (0, 1, 1)


def test_hypothetical_and_set_aside_statements_are_not_scored(row, say, slugs):
    gold = {"adverse_events": [row("adverse_events", "drugs ache")]}
    said = [say("adverse_event", "drug", "rash", certainty="hypothetical")]
    said.append(say("adverse_event", "drug", "rash", outcome="set_aside"))
    scores = evaluate(said, gold, slugs)
    assert counts(scores, "adverse_events") == (0, 0, 1)
    assert scores.unscored == {"hypothetical": 1, "set_aside": 1}


def test_a_study_is_no_treatment(row, say, slugs):
    gold = {"indications": [row("indications", "drugs ills under_study under_study")]}
    assert counts(evaluate([say("treats", "drug", "ill")], gold, slugs), "indications") == (0, 1, 1)


@pytest.mark.parametrize(
    "table, certain, span, hit",
    [
        ("adverse_events", "yes", (5, 15), True),
        ("any", "yes", (5, 15), True),
        ("indications", "yes", (5, 15), False),
        ("adverse_events", "optional", (5, 15), False),
        ("adverse_events", "yes", (4, 15), False),
    ],
)
def test_trap_hits_lie_inside_a_certain_span_of_their_table(row, say, slugs, table, certain, span, hit):
    gold = {"not_claims": [row("not_claims", f"{table} heading", 5, 15, certain)]}
    scores = evaluate([say("adverse_event", "drug", "ache", *span)], gold, slugs)
    assert len(scores.trap_hits) == hit
    assert counts(scores, "adverse_events") == (0, 1, 0)


def test_attributes_are_compared_on_matched_rows(row, say, slugs):
    gold = {"adverse_events": [row("adverse_events", "drugs ache pain rare severe")]}
    right = {"group": "pain", "frequency": "rare", "severity": "serious"}
    assert evaluate([say("adverse_event", "drug", "ache", **right)], gold, slugs).accuracy() == 1
    scores = evaluate([say("adverse_event", "drug", "ache", **right | {"frequency": "common"})], gold, slugs)
    assert scores.accuracy("adverse_events") == pytest.approx(2 / 3)
    assert scores.wrong_attributes[0].note == "frequency: wanted rare, found common"
    assert not evaluate([], gold, slugs).attributes


def test_a_lenient_attribute_is_not_compared(row, say, slugs):
    gold = {"adverse_events": [row("adverse_events", "drugs ache pain", certain="no", uncertain_field="parent_event")]}
    scores = evaluate([say("adverse_event", "drug", "ache")], gold, slugs)
    assert scores.accuracy() == 1 and ("adverse_events", "parent_event") not in scores.attributes


def test_rows_of_one_key_are_paired_by_place_then_by_attributes(row, say, slugs):
    alone = row("indications", "drugs ills treats")
    alone["qualifiers"] = "alone"
    mixed = row("indications", "drugs ills treats")
    mixed["combination_with"] = "rays"
    gold = {"indications": [alone, mixed]}
    said = [
        say("treats", "drug", "ill", partners=["radiation"]),
        say("treats", "drug", "ill", qualifiers=["single_agent"]),
    ]
    assert evaluate(said, gold, slugs).accuracy() == 1
    scores = evaluate(said[:1], gold, slugs)
    assert counts(scores, "indications") == (1, 0, 0)
    assert scores.accuracy() == 0.5  # the row left over misses all four of its attributes


def test_a_predicted_row_left_over_counts_too_unless_an_optional_row_takes_it(row, say, slugs):
    gold = {"adverse_events": [row("adverse_events", "drugs ache")]}
    said = [say("adverse_event", "drug", "ache"), say("adverse_event", "drug", "ache", 50, 60)]
    assert evaluate(said, gold, slugs).accuracy() == 0.5
    gold["adverse_events"].append(row("adverse_events", "drugs ache", 50, 60, certain="optional"))
    assert evaluate(said, gold, slugs).accuracy() == 1


def test_qualifiers_that_the_gold_has_no_word_for_are_not_compared(row, say, slugs):
    gold = {"indications": [row("indications", "drugs ills treats")]}
    assert evaluate([say("treats", "drug", "ill", qualifiers=["adults"])], gold, slugs).accuracy() == 1
    assert evaluate([say("treats", "drug", "ill", qualifiers=["advanced"])], gold, slugs).accuracy() == 0.75


def mention(start, end, type="agent", id="drug", **more):
    return {"file": "p.txt", "start": start, "end": end, "type": type, "id": id, **more}


def test_mentions_agree_by_span_and_type_and_marks_are_ignored(row, slugs):
    marked = row("mentions", "agent drugs", 0, 5) | {"quote": "Drug®"}
    gold = {"mentions": [marked, row("mentions", "event ache", 10, 14)]}
    for said, want in (
        ([mention(0, 5), mention(10, 14, "event", "ache")], (2, 0, 0)),
        ([mention(0, 4), mention(10, 14, "event", "ache")], (2, 0, 0)),
        ([mention(0, 4), mention(10, 14, "condition", "ill")], (1, 1, 1)),
        ([mention(0, 3, words="Dru"), mention(10, 14, "event", "ache")], (1, 1, 1)),
        ([mention(0, 4), mention(10, 14, "event", "ache"), mention(20, 23, "cue_give", "give")], (2, 0, 0)),
    ):
        assert counts(evaluate([], gold, slugs, said), "mentions") == want


def test_the_general_disease_and_partners_are_left_out_on_both_sides(row, slugs):
    gold = {"mentions": [row("mentions", "condition cancers", 0, 7), row("mentions", "agent rays", 10, 14)]}
    assert counts(evaluate([], gold, slugs, []), "mentions") == (0, 0, 0)
    said = [mention(0, 7, "condition", "cancer"), mention(30, 36, "condition", "cancer")]
    said += [mention(10, 14, "partner", "radiation"), mention(10, 14), mention(40, 44, "agent", "radiation")]
    assert counts(evaluate([], gold, slugs, said), "mentions") == (0, 0, 0)


def test_a_page_outside_the_gold_is_not_scored(row, say, slugs):
    gold = {"adverse_events": [row("adverse_events", "drugs ache")]}
    scores = evaluate([say("adverse_event", "drug", "rash", file="other.txt")], gold, slugs)
    assert counts(scores, "adverse_events") == (0, 0, 1) and scores.unscored == {"page_not_in_gold": 1}


def test_slugs_that_no_row_names_are_reported_all_at_once(row, slugs):
    gold = {"adverse_events": [row("adverse_events", "nobody ache"), row("adverse_events", "drugs nothing")]}
    with pytest.raises(Faults) as caught:
        evaluate([], gold, slugs)
    assert {fault.code for fault in caught.value.faults} == {"gold_slug_unmapped"} and len(caught.value.faults) == 2


def test_a_gold_of_another_shape_is_refused_with_every_fault(row, slugs):
    bad_span = row("adverse_events", "drugs ache") | {"start": "10", "end": "x"}
    unsure = row("adverse_events", "drugs ache", certain="maybe")
    with pytest.raises(Faults) as caught:
        evaluate([], {"adverse_events": [bad_span, unsure], "mentions": [{"document": "p"}]}, slugs)
    assert [fault.code for fault in caught.value.faults] == ["gold_span", "gold_certain", "gold_columns"]


def test_a_slug_map_says_why_and_says_it_once():
    rows = [{"type": "agent", "slug": "a", "id": "", "note": ""}, {"type": "agent", "slug": "a", "id": "b", "note": ""}]
    with pytest.raises(Faults) as caught:
        SlugMap.of(rows)
    assert [fault.code for fault in caught.value.faults] == ["slug_no_reason", "slug_double"]


def test_intervals_hold_the_share_and_shrink():
    assert Count(3, 1, 2).p == 0.75 and Count(3, 1, 2).r == 0.6
    for trials in (1, 10, 1000):
        low, high = wilson(trials // 2, trials)
        assert 0 <= low <= trials // 2 / trials <= high <= 1
    assert wilson(500, 1000)[1] - wilson(500, 1000)[0] < wilson(5, 10)[1] - wilson(5, 10)[0]
    low, high = Count(3, 1, 2).intervals["f1"]
    assert low < Count(3, 1, 2).f1 < high


def test_ordinals_are_words_and_number_words_are_numbers():
    assert quantities("second treatment course") == (frozenset(), frozenset())
    assert quantities("seven-week rest") == quantities("7 weeks of rest")
    assert quantities("7 days") != quantities("7 weeks")
