"""Claims that disagree. Each kind is one small test on two statements of one agent and one object."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import combinations

from pipeline.tabulate.claims import Statement
from pipeline.tabulate.ids import Minter

Test = Callable[[Statement, Statement], bool]
GRANTED = ("approved", "label_indication")
ENDED = ("withdrawn", "discontinued", "not_approved")  # "under study" may be another stage or line: no contradiction
KIND_OF = ("is_a", "subtype")
USED = ("treats", "manages_side_effect_of_treatment")
SAME_FREQUENCY = {"less_common": "uncommon"}
VAGUE = ("not_stated", "not_known")
SINGLE, COMBINED = "single_agent", "combination_unspecified"


def conflict_rows(
    stated: Iterable[Statement], groups: Mapping[str, str], minter: Minter
) -> list[dict[str, object]]:
    """One row per kind and pair of statements that disagree; hypothetical statements disagree with nothing."""
    by_subject: dict[tuple, list[Statement]] = defaultdict(list)
    for one in stated:
        if one.content["certainty"] != "hypothetical":
            by_subject[one.key("claim_type", "agent_id", "object")].append(one)
    rows = []
    for theirs in by_subject.values():
        regimen = _regimen_test(theirs)
        for one, other in combinations(sorted(theirs, key=lambda s: s.claim_id), 2):
            for kind, test in {**TESTS, "regimen": regimen}.items():
                if test(one, other) or test(other, one):
                    rows.append(_row(kind, one, other, groups, minter))
    return rows


def _row(kind: str, one: Statement, other: Statement, groups: Mapping[str, str], minter: Minter) -> dict[str, object]:
    origins = [{groups.get(source, source) for source in s.sources} for s in (one, other)]
    is_independent = len(origins[0] | origins[1]) > 1
    row: dict[str, object] = {"kind": kind, "claim_id": one.claim_id, "other_claim_id": other.claim_id}
    return {**row, "is_independent": is_independent, "conflict_id": minter.mint("conflict_id", row, "conflicts")}


def _affirmed(*both: Statement) -> bool:
    return all(one.content["polarity"] == "affirmed" for one in both)


def _polarity(one: Statement, other: Statement) -> bool:
    opposed = one.content["polarity"] == "affirmed" and other.content["polarity"] == "negated"
    return opposed and one.key("relation") == other.key("relation") and one.content["relation"] not in KIND_OF


def _kind_of(one: Statement, other: Statement) -> bool:
    opposed = one.content["polarity"] == "affirmed" and other.content["polarity"] == "negated"
    return opposed and one.content["relation"] in KIND_OF and other.content["relation"] in KIND_OF


def _approval(one: Statement, other: Statement) -> bool:
    return _affirmed(one, other) and one.content.get("approval") in GRANTED and other.content.get("approval") in ENDED


def _relation(one: Statement, other: Statement) -> bool:
    return _affirmed(one, other) and one.content["relation"] in USED and other.content["relation"] == "not_used"


def _frequency(one: Statement, other: Statement) -> bool:
    """Different words for how often, said of the same thing: same severity, limits, partners and arm."""
    said = [SAME_FREQUENCY.get(s.content.get("frequency"), s.content.get("frequency")) for s in (one, other)]
    same = ("severity", "qualifiers", "partners", "arm")
    differ = said[0] != said[1] and not any(word is None or word in VAGUE for word in said)
    return differ and _affirmed(one, other) and one.key(*same) == other.key(*same)


def _regimen_test(theirs: Iterable[Statement]) -> Test:
    """One source knows the use as a single agent only, the other in combination only."""
    alone: set[str] = set()
    combined: set[str] = set()
    for one in theirs:
        alone |= one.sources if _is_alone(one) else set()
        combined |= one.sources if _is_combined(one) else set()

    def test(one: Statement, other: Statement) -> bool:
        if not (_affirmed(one, other) and _is_alone(one) and _is_combined(other)):
            return False
        return one.key("relation") == other.key("relation") and bool(one.sources - combined and other.sources - alone)

    return test


def _is_alone(one: Statement) -> bool:
    return SINGLE in str(one.content.get("qualifiers")).split("|")


def _is_combined(one: Statement) -> bool:
    return bool(one.content.get("partners")) or COMBINED in str(one.content.get("qualifiers")).split("|")


TESTS: dict[str, Test] = {
    "polarity": _polarity,
    "kind_of": _kind_of,
    "approval": _approval,
    "relation": _relation,
    "frequency": _frequency,
}
