"""The label check: what regulators' labels say of an agent and a condition, as far as our facts go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.records import Vocabulary

Fact = Mapping[str, str]
OWN = {"same": "on_label", "narrower": "narrower_on_label", "wider": "broader_on_label"}  # in order of precedence


@dataclass(frozen=True, slots=True)
class Labels:
    """Approved uses by agent, the trees above agents and conditions, and the agents whose facts are complete."""

    facts: Mapping[str, tuple[Fact, ...]]
    conditions: Mapping[str, tuple[str, ...]]  # condition -> itself and its ancestors
    members: Mapping[str, tuple[str, ...]]  # agent -> the labelled agents below it
    complete: frozenset[str]

    @classmethod
    def of(cls, vocabulary: Vocabulary, label_facts: Iterable[Fact]) -> Labels:
        """From the vocabulary and the curated rows of label_facts; uses that are not approved now do not count."""
        facts: dict[str, list[Fact]] = defaultdict(list)
        partial: dict[tuple[str, str], set[str]] = defaultdict(set)
        for row in sorted(label_facts, key=lambda row: row["label_fact_id"]):
            partial[row["agent_id"], row["authority"]].add(row["completeness"])
            if row["status"] == "approved":
                facts[row["agent_id"]].append(row)
        members: dict[str, list[str]] = defaultdict(list)
        for agent in sorted(facts):
            for above in vocabulary.parents("agent", agent):
                members[above].append(agent)
        ids = [entry.id for entry in vocabulary.entries if entry.type == "condition"]
        chains = {id: (id, *vocabulary.parents("condition", id)) for id in ids}
        complete = frozenset(agent for (agent, _), said in partial.items() if said == {"complete"})
        return cls({k: tuple(v) for k, v in facts.items()}, chains, {k: tuple(v) for k, v in members.items()}, complete)

    def check(self, agent: str, condition: str) -> tuple[str, tuple[str, ...]]:
        """The value of label_check and the keys of the facts it rests on, sorted.

        The label's own limits (stage, line, age) are not compared: the value speaks of agent and condition only.
        """
        own = self._by_distance(self.facts.get(agent, ()), condition)
        for distance, value in OWN.items():
            if own[distance]:
                return value, own[distance]
        below = [fact for member in self.members.get(agent, ()) for fact in self.facts[member]]
        theirs = self._by_distance(below, condition)
        if found := tuple(sorted(key for keys in theirs.values() for key in keys)):
            return "member_on_label", found
        return ("not_on_label" if agent in self.complete else "no_label_facts"), ()

    def _by_distance(self, facts: Iterable[Fact], condition: str) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {"same": [], "narrower": [], "wider": []}
        for fact in facts:
            labelled = fact["condition_id"]
            if labelled == condition:
                found["same"].append(fact["label_fact_id"])
            elif condition in self.conditions.get(labelled, ()):
                found["narrower"].append(fact["label_fact_id"])
            elif labelled in self.conditions.get(condition, ()):
                found["wider"].append(fact["label_fact_id"])
        return {distance: tuple(keys) for distance, keys in found.items()}
