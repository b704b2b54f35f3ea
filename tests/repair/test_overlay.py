"""The overlay: nothing overlaps, everything can be undone, offsets lead both ways."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.records import APPLIED, Repair, View
from pipeline.repair.overlay import merge, overlap

TEXT = "It must be wiped out of the hospital, and it must be done."
STATUSES = ("auto", "auto", "auto", "review", "gap", "flag")


@st.composite
def findings(draw, statuses=STATUSES):
    def one():
        start = draw(st.integers(0, len(TEXT)))
        end = draw(st.integers(start, min(start + 12, len(TEXT))))
        status = draw(st.sampled_from(statuses))
        return Repair(start, end, TEXT[start:end], draw(st.text("ab c", max_size=5)), "k", f"r{start}", status)

    return [one() for _ in range(draw(st.integers(0, 12)))]


@given(findings(("approved",)), findings())
def test_applied_repairs_never_overlap(settled, found):
    settled = [r for k, r in enumerate(settled) if not any(overlap(r, other) for other in settled[:k])]
    applied = [r for r in merge(settled, found) if r.status in APPLIED]
    assert not any(overlap(a, b) for k, a in enumerate(applied) for b in applied[:k])
    assert {r for r in settled if r.after != r.before} <= set(applied)


@given(findings())
def test_undoing_all_repairs_gives_the_stored_text_back(found):
    view = View.of(TEXT, merge((), found))
    undone, moved = view.text, 0
    for repair in view.repairs:
        start = repair.start
        assert view.text[start + moved : start + moved + len(repair.after)] == repair.after
        undone = undone[:start] + repair.before + undone[start + len(repair.after) :]
        moved += len(repair.after) - len(repair.before)
    assert undone == TEXT


@given(findings(), st.data())
def test_offsets_lead_back_to_the_stored_words(found, data):
    view = View.of(TEXT, merge((), found))
    if not view.text:
        return
    start = data.draw(st.integers(0, len(view.text) - 1))
    end = data.draw(st.integers(start + 1, len(view.text)))
    low, high = view.to_stored(start, end)
    assert 0 <= low <= high <= len(TEXT)
    inside = View.of(TEXT[low:high], [r for r in _moved(view.repairs, low) if 0 <= r.start and r.end <= high - low])
    assert view.text[start:end] in inside.text


def _moved(repairs, by):
    return [Repair(r.start - by, r.end - by, r.before, r.after, r.kind, r.rule, r.status) for r in repairs]


def test_what_people_settled_removes_what_the_rules_found_there():
    found = [Repair(11, 20, "wiped out", "removed", "k", "r", "auto"), Repair(11, 16, "wiped", "x", "k", "r", "review")]
    settled = [Repair(11, 27, "wiped out of the", "done in a", "k", "d", "approved")]
    assert merge(settled, found) == tuple(settled)


def test_read_as_it_stands_leaves_no_repair_and_no_record():
    found = [
        Repair(11, 20, "wiped out", "removed", "k", "r", "auto"),
        Repair(11, 20, "wiped out", "x", "k", "q", "review"),
    ]
    assert merge([Repair(11, 20, "wiped out", "wiped out", "k", "d", "approved")], found) == ()


def test_a_phrase_supersedes_the_space_inside_it_but_not_a_neighbour():
    space, phrase = (
        Repair(7, 8, " ", "_", "k", "space", "auto"),
        Repair(3, 10, "must be", "can be", "k", "phrase", "auto"),
    )
    assert merge((), [space, phrase]) == (phrase,)
    half = Repair(7, 14, " be wip", "x", "k", "half", "auto")
    assert merge((), [phrase, half]) == (phrase,)
