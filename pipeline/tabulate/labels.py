"""The label check: what regulators' labels say of an agent and a condition, as far as our facts go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.records import Vocabulary
from pipeline.tabulate.trees import Trees

Fact = Mapping[str, str]
OWN = {"same": "on_label", "narrower": "narrower_on_label", "wider": "broader_on_label"}  # in order of precedence
BORNE_OUT = (*OWN.values(), "parent_on_label", "member_on_label")  # a label, ours or a relative's, names the use
FORMER = "formerly_on_label"
MARKETED = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Checked:
    """One answer: ``authorities`` are those whose labels were looked at, ``facts`` the keys that the value rests on."""

    value: str
    facts: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()
    is_marketed: bool | None = None

    @property
    def columns(self) -> dict[str, object]:
        """The columns of `indications`."""
        return {
            "label_check": self.value,
            "label_fact_ids": "|".join(self.facts) or None,
            "label_authority": "|".join(self.authorities) or None,
            "is_marketed": self.is_marketed,
        }


@dataclass(frozen=True, slots=True)
class Labels:
    """Facts by agent, the trees above agents and conditions, and which facts are complete."""

    facts: Mapping[str, tuple[Fact, ...]]
    trees: Trees
    members: Mapping[str, tuple[str, ...]]  # agent -> the agents below it of which there are facts
    complete: Mapping[str, tuple[str, ...]]  # agent -> the authorities whose labels on it we hold completely

    @classmethod
    def of(cls, vocabulary: Vocabulary, label_facts: Iterable[Fact]) -> Labels:
        """From the vocabulary and the curated rows of label_facts."""
        trees = Trees.of(vocabulary)
        facts: dict[str, list[Fact]] = defaultdict(list)
        said: dict[tuple[str, str], set[str]] = defaultdict(set)
        for row in sorted(label_facts, key=lambda row: row["label_fact_id"]):
            facts[row["agent_id"]].append(row)
            said[row["agent_id"], row["authority"]].add(row["completeness"])
        members: dict[str, list[str]] = defaultdict(list)
        complete: dict[str, list[str]] = defaultdict(list)
        for agent in sorted(facts):
            for above in trees.wider("agent", agent)[1:]:
                members[above].append(agent)
        for (agent, authority), completeness in sorted(said.items()):
            if completeness == {"complete"}:
                complete[agent].append(authority)
        return cls(_frozen(facts), trees, _frozen(members), _frozen(complete))

    def check(self, agent: str, condition: str) -> Checked:
        """What labels say: the agent's own first, then those of the substance it is a form of, then of its members.

        Only approvals that stand bear a use out; failing these, a label of which the holder gave up the product still
        tells that the use was approved once. The label's own limits (stage, line, age) are not compared: the value
        speaks of agent and condition only.
        """
        own = self.facts.get(agent, ())
        near = _by_distance(_standing(own), condition, self.trees)
        for distance, value in OWN.items():
            if near[distance]:
                return _rests_on(value, near[distance])
        forms = [above for above in self.trees.wider("agent", agent)[1:] if self.trees.level.get(above) == "substance"]
        for value, relatives in (("parent_on_label", forms), ("member_on_label", self.members.get(agent, ()))):
            theirs = [fact for relative in relatives for fact in self.facts.get(relative, ())]
            if found := _touching(_standing(theirs), condition, self.trees):
                return _rests_on(value, found)
            own = (*own, *theirs)
        if former := _touching(_given_up(own), condition, self.trees):
            return _rests_on(FORMER, former)
        if agent in self.complete:
            return Checked("not_on_label", (), self.complete[agent], _marketed(self.facts[agent]))
        return Checked("no_label_facts", (), _authorities(own), _marketed(own))


def _by_distance(facts: Iterable[Fact], condition: str, trees: Trees) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = {"same": [], "narrower": [], "wider": []}
    for fact in facts:
        labelled = fact["condition_id"]
        if labelled == condition:
            found["same"].append(fact)
        elif condition in trees.wider("condition", labelled):
            found["narrower"].append(fact)
        elif labelled in trees.wider("condition", condition):
            found["wider"].append(fact)
    return found


def _touching(facts: Iterable[Fact], condition: str, trees: Trees) -> list[Fact]:
    return [fact for near in _by_distance(facts, condition, trees).values() for fact in near]


def _standing(facts: Iterable[Fact]) -> list[Fact]:
    return [fact for fact in facts if fact["status"] == "approved"]


def _given_up(facts: Iterable[Fact]) -> list[Fact]:
    return [fact for fact in facts if fact["status"] == "discontinued"]


def _rests_on(value: str, facts: Iterable[Fact]) -> Checked:
    facts = list(facts)
    return Checked(value, tuple(sorted(f["label_fact_id"] for f in facts)), _authorities(facts), _marketed(facts))


def _authorities(facts: Iterable[Fact]) -> tuple[str, ...]:
    return tuple(sorted({fact["authority"] for fact in facts}))


def _marketed(facts: Iterable[Fact]) -> bool | None:
    """Whether any of the products is on the market; None when none is known to be and of some it is not known.

    >>> _marketed([{"is_marketed": "false"}, {"is_marketed": ""}]), _marketed([{"is_marketed": "false"}])
    (None, False)
    """
    said = {MARKETED.get(fact["is_marketed"]) for fact in facts}
    return True if True in said else None if None in said or not said else False


def _frozen(lists: Mapping[str, list]) -> dict[str, tuple]:
    return {key: tuple(values) for key, values in lists.items()}
