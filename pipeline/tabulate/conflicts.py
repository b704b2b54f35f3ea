"""Claims that disagree. Each kind is one small test on two statements; `subjects` says which two are laid side by side.

Two statements of one agent and one object can contradict each other; so can a denial and what it covers: who says that
no cytokine is used against any cancer denies that one of them is used against one of them. The other way round there is
no contradiction. How often a harm is said to occur may truly differ between a class and its members: such a difference
is shown, with the scope across_levels, and disputes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations

from pipeline.tabulate.claims import Statement
from pipeline.tabulate.ids import Minter
from pipeline.tabulate.settled import Settled
from pipeline.tabulate.subjects import covered, levels, one_name, same_subject
from pipeline.tabulate.trees import Trees

Row = dict[str, object]
Test = Callable[[Statement, Statement], bool]
GRANTED = ("approved", "label_indication")
ENDED = ("withdrawn", "discontinued", "not_approved")  # "under study" may be another stage or line: no contradiction
KIND_OF = ("is_a", "subtype")
USED = ("treats", "manages_side_effect_of_treatment")
SAME_FREQUENCY = {"less_common": "uncommon"}
VAGUE = ("not_stated", "not_known")
SINGLE, COMBINED = "single_agent", "combination_unspecified"
SAME, ACROSS = "same_subject", "across_levels"


def conflict_rows(
    stated: Iterable[Statement], groups: Mapping[str, str], trees: Trees, settled: Settled, minter: Minter
) -> list[Row]:
    """One row per kind and pair of statements that disagree; hypothetical statements disagree with nothing."""
    certain = sorted((s for s in stated if s.content["certainty"] != "hypothetical"), key=lambda s: s.claim_id)
    found: dict[tuple[str, str, str], Row] = {}
    for kind, scope, one, other in _disagreements(certain, trees):
        low, high = sorted((one, other), key=lambda s: s.claim_id)
        origins = {groups.get(source, source) for source in low.sources | high.sources}
        row: Row = {"kind": kind, "claim_id": low.claim_id, "other_claim_id": high.claim_id}
        row |= {"scope": scope, "is_independent": len(origins) > 1, **settled.of(kind, low, high)}
        row["conflict_id"] = minter.mint("conflict_id", row, "conflicts")
        found.setdefault((kind, low.claim_id, high.claim_id), row)
    return list(found.values())


def disputed(conflicts: Iterable[Row]) -> set[object]:
    """The claims that a contradiction speaks against: open ones on both sides, settled ones where a person said so."""
    against: set[object] = set()
    for row in conflicts:
        if row["scope"] == SAME and row["verdict"] != "both_hold":
            sides = {row["claim_id"], row["other_claim_id"]}
            against |= sides - {row["favoured_claim_id"]}
    return against


def _disagreements(stated: list[Statement], trees: Trees) -> Iterator[tuple[str, str, Statement, Statement]]:
    for theirs in same_subject(stated):
        tests = {**TESTS, "regimen": _regimen_test(theirs)}
        for one, other in combinations(theirs, 2):
            for kind, test in tests.items():
                if test(one, other) or test(other, one):
                    yield kind, SAME, one, other
    for one, denial in covered(stated, trees):
        for kind in COVERING:
            if TESTS[kind](one, denial):
                yield kind, SAME, one, denial
    for one, other in levels(stated, trees):
        if _differing_words(one, other) and _affirmed(one, other):
            yield "frequency", ACROSS, one, other
    for one, other in one_name(stated, trees):
        yield "entity", SAME, one, other


def _affirmed(*both: Statement) -> bool:
    return all(one.content["polarity"] == "affirmed" for one in both)


def _opposed(one: Statement, denial: Statement) -> bool:
    said = (one.content["polarity"], denial.content["polarity"])
    return said == ("affirmed", "negated") and _within(one, denial)


def _within(one: Statement, denial: Statement) -> bool:
    """Whether the denial speaks of all that the other does: one of early disease says nothing of other stages."""
    return _listed(denial, "qualifiers") <= _listed(one, "qualifiers") and _listed(denial, "partners") <= _listed(
        one, "partners"
    )


def _listed(one: Statement, column: str) -> set[str]:
    return set(str(one.content.get(column) or "").split("|")) - {""}


def _polarity(one: Statement, denial: Statement) -> bool:
    return _opposed(one, denial) and one.key("relation") == denial.key("relation") and not _is_kind_of(one)


def _kind_of(one: Statement, denial: Statement) -> bool:
    return _opposed(one, denial) and _is_kind_of(one) and _is_kind_of(denial)


def _is_kind_of(one: Statement) -> bool:
    return one.content["relation"] in KIND_OF


def _approval(one: Statement, ended: Statement) -> bool:
    """Granted here and ended or refused there; two regulators may decide differently without any contradiction."""
    regulators = {one.content.get("regulator"), ended.content.get("regulator")} - {None}
    differ = one.content.get("approval") in GRANTED and ended.content.get("approval") in ENDED
    return differ and len(regulators) < 2 and _affirmed(one, ended) and _within(one, ended)


def _relation(one: Statement, denial: Statement) -> bool:
    """The relation not_used denies by itself, whatever polarity it was read with."""
    used = one.content["relation"] in USED and denial.content["relation"] == "not_used"
    return used and _affirmed(one) and _within(one, denial)


def _frequency(one: Statement, other: Statement) -> bool:
    """Different words for how often, said of the same thing: same severity, limits, partners and arm."""
    same = ("severity", "qualifiers", "partners", "arm")
    return _differing_words(one, other) and _affirmed(one, other) and one.key(*same) == other.key(*same)


def _differing_words(one: Statement, other: Statement) -> bool:
    said = [SAME_FREQUENCY.get(s.content.get("frequency"), s.content.get("frequency")) for s in (one, other)]
    return said[0] != said[1] and not any(word is None or word in VAGUE for word in said)


def _regimen_test(theirs: Iterable[Statement]) -> Test:
    """One source knows the use as a single agent only, the other in combination only."""
    known: dict[str, set[str]] = defaultdict(set)
    for one in theirs:
        known["alone"] |= one.sources if _is_alone(one) else set()
        known["combined"] |= one.sources if _is_combined(one) else set()

    def test(one: Statement, other: Statement) -> bool:
        if not (_affirmed(one, other) and _is_alone(one) and _is_combined(other)):
            return False
        only = one.sources - known["combined"] and other.sources - known["alone"]
        return one.key("relation") == other.key("relation") and bool(only)

    return test


def _is_alone(one: Statement) -> bool:
    return SINGLE in _listed(one, "qualifiers")


def _is_combined(one: Statement) -> bool:
    return bool(one.content.get("partners")) or COMBINED in _listed(one, "qualifiers")


TESTS: dict[str, Test] = {
    "polarity": _polarity,
    "kind_of": _kind_of,
    "approval": _approval,
    "relation": _relation,
    "frequency": _frequency,
}
COVERING = ("polarity", "kind_of", "approval", "relation")  # what a denial at a higher level contradicts
