"""Examples of rules are tests: a rule whose example no longer holds stops the build. One file per step with rules."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.records import Fault, Faults

REMEDY = "mend the rule, or the example if it was wrong"


def refuse(step: str, problems: Iterable[tuple[str, str]]) -> None:
    """Raise Faults for every (rule id, what went wrong) of a step's rules."""
    found = [
        Fault("rule_example", f"curation/rules/{step}.yaml#{id}", f"rule {id}: {problem}", REMEDY)
        for id, problem in problems
    ]
    if found:
        raise Faults(found)
