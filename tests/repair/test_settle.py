"""Decisions on words: obeyed at exactly one place, and loud when that place is gone."""

import pytest

from pipeline.records import Decision, Faults

PAGE = "An abnormal heartbeat, pain, and other problems. There is pain in the arm.\n\nThe types are known."


def settle(workshop, *decisions):
    return workshop.repair(PAGE, decisions=decisions)


def decision(action="repair", expected="pain", within="heartbeat, pain,", replacement="chest pain", kind="spun_phrase"):
    return Decision(
        "page.one", action, "page", expected, within, kind, replacement, "", "maintainers", "2026-11-22", "so"
    )


def test_a_repair_is_made_where_the_passage_stands_and_nowhere_else(workshop):
    [repair] = settle(workshop, decision())
    assert (repair.status, repair.rule, PAGE[repair.start : repair.end]) == ("approved", "page.one", "pain")
    assert repair.start == PAGE.index("pain")


def test_a_flag_keeps_the_words(workshop):
    [flag] = settle(workshop, decision("flag", replacement="", kind="factual_error"))
    assert flag.status == "flag" and workshop.view(PAGE, decisions=[decision("flag")]) == PAGE


def test_a_flag_of_a_loss_is_a_gap_behind_the_words(workshop):
    [gap] = settle(workshop, decision("flag", "known.", "", "", "lost_list"))
    assert gap.status == "gap" and gap.start == gap.end == len(PAGE)


def test_a_decision_on_another_page_is_left_alone(workshop):
    other = Decision("other.one", "repair", "other", "pain", "", "spun_phrase", "chest pain")
    assert settle(workshop, other) == ()


def test_two_decisions_that_read_the_same_words_otherwise_are_a_fault(workshop):
    other = Decision("page.two", "repair", "page", "pain, and", "", "spun_phrase", "ache, and")
    with pytest.raises(Faults, match="page.one, page.two mend the same words"):
        settle(workshop, decision(), other)


def test_all_void_decisions_are_told_at_once(workshop):
    gone = Decision("page.gone", "repair", "page", "wiped out", "", "spun_phrase", "done")
    twice = Decision("page.twice", "repair", "page", "pain", "", "spun_phrase", "chest pain")
    with pytest.raises(Faults) as raised:
        settle(workshop, gone, decision(), twice)
    assert [fault.code for fault in raised.value.faults] == ["decision_void"] * 2
    assert "page.gone" in str(raised.value) and "2 times" in str(raised.value)
