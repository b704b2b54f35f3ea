"""The five pages beside the inventory of their defects; the figures stand in docs/repair.md."""

from collections import Counter

import pytest

from pipeline.repair.measure import measure
from pipeline.repair.spelling import variants


@pytest.fixture(scope="module", params=[False, True], ids=["machine alone", "with decisions"])
def measured(request, inventory, workshop):
    found = {
        name: measure(d.text, inventory.defects[name], inventory.repair(workshop, name, request.param), d.blocks)
        for name, d in inventory.documents.items()
    }
    return request.param, found


def fates(measured, kind):
    return Counter(f.fate for m in measured[1].values() for f in m.fates if f.defect.kind == kind)


def test_no_repair_is_wrong(measured):
    assert {name: m.wrong for name, m in measured[1].items() if m.wrong} == {}


def test_nothing_is_found_outside_the_inventory(measured):
    assert {name: m.outside for name, m in measured[1].items() if m.outside} == {}


FLOORS = {  # kind: (found by the machine alone, found with decisions) of all rows
    "mojibake": (10, 10),
    "name_swap": (5, 5),
    "obfuscation": (2, 2),
    "glued_text": (75, 75),
    "lost_list": (11, 13),
    "lost_link": (4, 4),
    "boilerplate": (23, 23),
    "spun_phrase": (23, 26),
    "factual_error": (0, 12),
    "lost_character": (0, 3),
}


@pytest.mark.parametrize("kind", FLOORS)
def test_as_much_is_found_as_the_documentation_says(measured, kind):
    seen = fates(measured, kind)
    assert seen.total() - seen["missed"] >= FLOORS[kind][measured[0]], seen


def test_what_is_mended_reads_as_the_inventory_says(measured):
    mended = Counter(f.defect.kind for m in measured[1].values() for f in m.fates if f.mended)
    assert mended["mojibake"] == 10 and mended["glued_text"] >= 74
    assert mended["spun_phrase"] >= (15 if measured[0] else 4)


def test_the_fate_of_each_defect_that_changes_facts(measured):
    """Spun phrases are repaired or queued, losses gaps, source errors flagged; spellings are looked up."""
    decided, found = measured
    facts = [f for m in found.values() for f in m.fates if f.defect.affects_facts]
    assert Counter(f.defect.kind for f in facts) == {
        "spun_phrase": 12, "spelling_variant": 7, "lost_list": 4, "factual_error": 3, "lost_character": 2
    }  # fmt: skip
    if decided:
        assert all(f.fate in ("auto", "approved") and f.mended for f in facts if f.defect.kind == "spun_phrase")
        assert {f.fate for f in facts if f.defect.kind == "lost_list"} == {"gap"}
        assert {f.fate for f in facts if f.defect.kind == "factual_error"} == {"flag"}
    assert not any(f.mended for f in facts if f.defect.kind == "factual_error")


def test_spellings_that_change_facts_share_a_key_and_keep_their_letters(inventory):
    for name, document in inventory.documents.items():
        spelled = {(start, end): key for start, end, _, key in variants(document.text)}
        for defect in inventory.defects[name]:
            if defect.kind == "spelling_variant" and defect.affects_facts:
                assert spelled[defect.start, defect.end] == defect.after


def test_inverted_meaning_is_caught(inventory, workshop):
    """Never read as it stands: asked with the highest harm by the machine alone, settled by decisions."""
    name = "zenonco-side-effects"
    text = inventory.documents[name].text
    at = text.index("together with drug")
    alone = [r for r in inventory.repair(workshop, name, False) if r.start <= at < r.end]
    assert [(r.status, r.harm) for r in alone] == [("review", 3)]
    settled = {r.before: r for r in inventory.repair(workshop, name, True)}
    assert settled["quite one sort"].after == "more than one type"
    assert settled["~520 kDa"].status == "flag"
