"""The claims of the battery: how they are written, and whether found ones are what they say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from pipeline.records import Candidate

USES = ("treats", "manages_side_effect_of_treatment")
CHECKED = ("indication", "adverse_event")  # the claim types of which nothing unexpected may be found


@dataclass(frozen=True)
class Claim:
    """``agent relation object [key=value ...]``; ``|`` separates alternatives, ``*`` and ``?`` are wildcards.

    >>> Claim.of("filgrastim event fever|chills frequency=common").keys
    (('frequency', 'common'),)
    """

    agent: str
    relation: str
    object: str
    keys: tuple[tuple[str, str], ...] = ()
    written: str = ""

    @classmethod
    def of(cls, written: str) -> Claim:
        agent, relation, thing, *keys = written.split()
        return cls(agent, relation, thing, tuple(tuple(key.split("=", 1)) for key in keys), written)

    def says(self, found: Candidate) -> bool:
        """Whether a found claim is this one."""
        return (
            _like(self.agent, found.agent)
            and _like(self.object, found.object)
            and any(_related(word, found) for word in self.relation.split("|"))
            and all(_like(value, _attribute(found, key)) for key, value in self.keys)
        )


def _like(pattern: str, value: str) -> bool:
    return any(fnmatchcase(value, one) for one in pattern.split("|"))


def _attribute(found: Candidate, key: str) -> str:
    value = getattr(found, key) if hasattr(found, key) else dict(found.details).get(key, "")
    try:
        return f"{float(value):g}"
    except (TypeError, ValueError):
        return str(value)


def _related(word: str, found: Candidate) -> bool:
    """Whether a found claim stands in the relation that a word of the battery means."""
    affirmed, used = found.polarity == "affirmed", found.relation in USES
    if word == "use":
        return used and affirmed
    if word == "study":
        return found.relation == "under_study"
    if word == "not":
        return found.relation == "not_used" or used and (not affirmed or found.approval == "not_approved")
    if word == "gone":
        return used and found.approval in ("withdrawn", "discontinued")
    if word in ("event", "no_event"):
        return found.relation == "adverse_event" and affirmed == (word == "event")
    if word == "any":
        return found.claim_type in CHECKED
    return found.relation == word and (affirmed or not used)


def problems(case: Mapping[str, Sequence[str]], candidates: Iterable[Candidate]) -> list[str]:
    """What is wrong with the claims found in a case: missed, forbidden and unexpected ones, in words."""
    found = [c for c in candidates if c.outcome == "published" and c.certainty != "hypothetical"]
    expected, allowed, forbidden = (
        [Claim.of(written) for written in case.get(name, ())] for name in ("expect", "allow", "forbid")
    )
    missed = [f"missed: {claim.written}" for claim in expected if not any(map(claim.says, found))]
    trapped = {one: claim for one in found for claim in forbidden if claim.says(one)}
    known = expected + allowed
    strange = [
        one for one in found if one.claim_type in CHECKED and one not in trapped and not any(c.says(one) for c in known)
    ]
    return [
        *missed,
        *(f"forbidden: {claim.written}, found {_shown(one)}" for one, claim in trapped.items()),
        *(f"unexpected: {_shown(one)}" for one in strange),
    ]


def _shown(one: Candidate) -> str:
    stated = [
        f"{name}={getattr(one, name)}"
        for name, usual in (("polarity", "affirmed"), ("approval", "not_stated"), ("frequency", "not_stated"))
        if getattr(one, name) != usual
    ]
    return " ".join([one.agent, one.relation, one.object, *stated, f"({one.rule})"])
