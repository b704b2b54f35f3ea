"""Expected claims of a page against found ones: what is right, missed and wrong, by group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.records import Candidate

USES = ("treats", "manages_side_effect_of_treatment")
CONDITION, EVENT, GIVEN = "agent-condition", "agent-event", "administration"
GROUPS = (CONDITION, EVENT, GIVEN)
Fact = tuple[str, str, str]  # class, agent, object


def group_of(kind: str) -> str:
    """The group of a class of claims; empty for what is not scored here."""
    if kind in ("use", "study", "no_use"):
        return CONDITION
    if kind in ("event", "no_event"):
        return EVENT
    return GIVEN if kind in ("route", "setting") else ""


def class_of(relation: str, polarity: str) -> str:
    """What a relation comes to, with its polarity.

    >>> class_of("treats", "affirmed"), class_of("treats", "negated"), class_of("adverse_event", "negated")
    ('use', 'no_use', 'no_event')
    """
    if relation == "adverse_event":
        return "event" if polarity == "affirmed" else "no_event"
    if relation in USES:
        return "use" if polarity == "affirmed" else "no_use"
    return {"under_study": "study", "not_used": "no_use"}.get(relation, relation)


@dataclass(frozen=True)
class Tally:
    """Counts of one page and group; tallies can be added."""

    right: int = 0  # expected claims that were found
    missed: int = 0
    wrong: int = 0  # found claims that nobody expected

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.missed + other.missed, self.wrong + other.wrong)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        both = 2 * self.right + self.missed + self.wrong
        return 2 * self.right / both if both else 1.0


@dataclass
class Result:
    """One page: tallies by group, what was missed and wrong, and attributes compared on what was matched."""

    tallies: dict[str, Tally]
    missed: list[Fact]
    wrong: list[Fact]
    attributes: list[tuple[str, Fact, str, str]] = field(default_factory=list)  # name, fact, expected, found


def found_in(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The claims that count: published and not hypothetical."""
    return [c for c in candidates if c.outcome == "published" and c.certainty != "hypothetical"]


def fact(claim: Candidate) -> Fact:
    return class_of(claim.relation, claim.polarity), claim.agent, claim.object


def fits(row: Mapping[str, str], said: Fact) -> bool:
    """Whether a row of the expected claims is what was said; alternatives are separated by ``|``."""
    kind, agent, thing = said
    if class_of(row["relation"], row["polarity"]) != kind:
        return False
    return agent in row["agent"].split("|") and thing in row["object"].split("|")


def score(rows: Sequence[Mapping[str, str]], candidates: Iterable[Candidate]) -> Result:
    """Compare the expected rows of a page with what was found on it."""
    claims = [c for c in found_in(candidates) if group_of(fact(c)[0])]
    said = {fact(c) for c in claims}
    required = [row for row in rows if row["optional"] == "no"]
    met = [row for row in required if any(fits(row, one) for one in said)]
    missed = [_as_fact(row) for row in required if row not in met]
    wrong = sorted(one for one in said if not any(fits(row, one) for row in rows))
    tallies = {
        group: Tally(
            sum(group_of(_as_fact(row)[0]) == group for row in met),
            sum(group_of(one[0]) == group for one in missed),
            sum(group_of(one[0]) == group for one in wrong),
        )
        for group in GROUPS
    }
    return Result(tallies, missed, wrong, list(_attributes(met, claims)))


def _as_fact(row: Mapping[str, str]) -> Fact:
    return class_of(row["relation"], row["polarity"]), row["agent"], row["object"]


def _attributes(met: Sequence[Mapping[str, str]], claims: Sequence[Candidate]) -> Iterable[tuple[str, Fact, str, str]]:
    """Each expected attribute beside the found one: the first that fits, else what was found first."""
    for row in met:
        for name in ("approval", "frequency", "severity"):
            if row[name]:
                found = [getattr(claim, name) for claim in claims if fits(row, fact(claim))]
                good = [value for value in found if value in row[name].split("|")]
                yield name, _as_fact(row), row[name], (good or found)[0]
