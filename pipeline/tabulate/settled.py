"""What people said of conflicts: a verdict on one side in a decision, or a suspicion that the page is wrong there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.records import Decision, Evidence, Fault
from pipeline.tabulate.claims import Statement

ACTION = "resolve"
HOLDS, YIELDS, BOTH = "holds", "yields", "both_hold"
VERDICTS = (HOLDS, YIELDS, BOTH)  # what a decision says of the side that it names
OPEN = {"verdict": "open", "favoured_claim_id": None, "resolution": None}
LOOK = "look at the page again: mend the decision or remove it"


@dataclass(frozen=True, slots=True)
class Settled:
    """The decisions on conflicts by kind and claim, and the reason of each suspicion by claim."""

    decided: Mapping[tuple[str, str], Decision]
    suspected: Mapping[str, str]

    def of(self, kind: str, one: Statement, other: Statement) -> dict[str, object]:
        """The columns verdict, favoured_claim_id and resolution of a conflict; a decision goes before a suspicion.

        Raises Fault if people decided on both sides, and not the same.
        """
        sides = (one.claim_id, other.claim_id)
        verdicts = {}
        for mine, theirs in (sides, sides[::-1]):
            if decision := self.decided.get((kind, mine)):
                verdicts[{HOLDS: mine, YIELDS: theirs, BOTH: None}[decision.replacement]] = decision
        if len(verdicts) > 1:
            raise _both_ways(*verdicts.values())
        for favoured, decision in verdicts.items():
            verdict = BOTH if favoured is None else "one_holds"
            return {"verdict": verdict, "favoured_claim_id": favoured, "resolution": decision.reason}
        doubted = [side for side in sides if side in self.suspected]
        if len(doubted) == 1:
            (favoured,) = set(sides) - set(doubted)
            return {"verdict": "one_holds", "favoured_claim_id": favoured, "resolution": self.suspected[doubted[0]]}
        return dict(OPEN)


def settled(
    stated: Iterable[Statement], decisions: Iterable[Decision], marked: Iterable[tuple[str, Evidence]],
    sources: Iterable[str],
) -> tuple[Settled, list[Fault]]:  # fmt: skip
    """What is settled, and a fault for each decision whose page is there and says nothing of the kind any more."""
    stated, there, decisions = list(stated), set(sources), list(decisions)
    decided: dict[tuple[str, str], Decision] = {}
    faults = []
    for decision in sorted(decisions, key=lambda d: d.decision_id):
        if decision.action == ACTION and decision.source_id in there:
            where = f"curation/decisions.csv#{decision.decision_id}"
            meant = [one.claim_id for one in stated if _means(decision, one)]
            if not meant:
                problem = f"no claim {decision.claim!r} there with {decision.expected!r}"
                faults.append(Fault("decision_void", where, problem, LOOK))
            for claim_id in meant:
                earlier = decided.setdefault((decision.kind, claim_id), decision)
                if earlier.replacement != decision.replacement:
                    faults.append(_both_ways(earlier, decision))
    doubt = set(marked)
    wholly = [one for one in stated if all((one.claim_id, evidence) in doubt for evidence in one.evidence)]
    return Settled(decided, {one.claim_id: _reason(one, decisions) for one in wholly}), faults


def _both_ways(one: Decision, two: Decision) -> Fault:
    first, second = sorted((one.decision_id, two.decision_id))
    problem = f"{first}, {second} settle one conflict both ways"
    return Fault("decisions_contradict", f"curation/decisions.csv#{second}", problem, LOOK)


def _means(decision: Decision, one: Statement) -> bool:
    agent, relation, thing = one.key("agent_id", "relation", "object")
    same = decision.claim == f"{agent} {relation} {thing}"
    return same and any(e.source_id == decision.source_id and decision.expected in e.quote for e in one.evidence)


def _reason(one: Statement, decisions: Iterable[Decision]) -> str:
    """Why a person suspects the claim, in the words of the decisions that do."""
    reasons = {decision.decision_id: decision.reason for decision in decisions}
    flags = {repair.rule for evidence in one.evidence for repair in evidence.repairs if repair.status == "flag"}
    return "; ".join(reasons[flag] for flag in sorted(flags) if flag in reasons) or "suspected error of the source"
