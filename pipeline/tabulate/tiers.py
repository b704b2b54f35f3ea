"""How far a pair is to be believed: first the reasons, each a code that is published, then the tier that they make.

The order is simple on purpose. A pair that is contradicted, by pages or by labels, or suspected is unsettled. One
that two independent origins state is supported. What is left rests on one origin, and is unsettled unless the rule
that read it is proven and the agent's name stands by: that a label names a use does not show that the page does. A
use that a label names is supported then, one of which no label speaks is unsettled. A use that only a label since
given up named is stated, and so is a harm, a route, a study, since no label need name these. How often each tier is
right was measured on pages that no rule was tuned on (`precision`); what those pages do not judge has the tier
unmeasured.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from pipeline.records import APPLIED
from pipeline.tabulate.claims import Statement
from pipeline.tabulate.labels import BORNE_OUT, FORMER

ENOUGH = 20  # judged rows; with fewer, nothing is published of a tier and nothing believed of a rule
PROVEN = 0.8  # the lower end of the interval of a rule's precision
AGAINST = frozenset({"contradicted", "label_disagrees", "suspected_source_error", "superseded_only"})
WEAK = frozenset({"agent_carried", "label_silent", "rule_unproven"})
CARRIED = ("previous", "subject")  # where the agent was taken from: sentences that do not name it, and no head above
USED = ("treats", "manages_side_effect_of_treatment")
NAMED = frozenset({"on_label", "narrower_on_label"})  # what a denial goes against
GRANTED = ("approved", "label_indication")
UNSETTLED, STATED, SUPPORTED, UNMEASURED = "unsettled", "stated", "supported", "unmeasured"


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured: rules that are proven, relations that held-back pages judge, tiers with enough rows."""

    rules: frozenset[str] = frozenset()
    relations: frozenset[str] = frozenset()
    tiers: frozenset[str] = frozenset({SUPPORTED, STATED, UNSETTLED})

    @classmethod
    def of(cls, precision: Iterable[Mapping[str, object]]) -> Measured:
        """From the rows of the table `precision`."""
        rows = list(precision)
        rules = {str(r["name"]) for r in rows if r["scope"] == "rule" and is_enough(r) and _low(r) >= PROVEN}
        relations = {str(r["name"]) for r in rows if r["scope"] == "relation"}
        judged = Counter()
        for row in rows:
            judged[str(row["name"])] += _judged(row) if row["scope"] == "tier" else 0
        tiers = {name for name, n in judged.items() if n >= ENOUGH}
        return cls(frozenset(rules), frozenset(relations), frozenset(tiers))


def is_enough(row: Mapping[str, object]) -> bool:
    """Whether a measurement rests on enough judged rows to be told."""
    return _judged(row) >= ENOUGH


def _judged(row: Mapping[str, object]) -> int:
    return int(str(row["n_judged"]))


def _low(row: Mapping[str, object]) -> float:
    return float(str(row["precision_low"]))


def tier(relation: str, reasons: Collection[str], measured: Measured) -> str:
    """The tier that these reasons make.

    >>> said = Measured(relations=frozenset({"treats", "adverse_event"}))
    >>> tier("treats", {"one_origin", "label_silent", "rule_proven"}, said)
    'unsettled'
    >>> tier("adverse_event", {"one_origin", "rule_proven"}, said)
    'stated'
    >>> tier("treats", {"label_agrees", "rule_proven"}, said)
    'supported'
    >>> tier("treats", {"label_agrees", "contradicted"}, said), tier("is_a", {"several_origins"}, said)
    ('unsettled', 'unmeasured')
    """
    made = _made(reasons)
    return made if relation in measured.relations and made in measured.tiers else UNMEASURED


def _made(reasons: Collection[str]) -> str:
    if AGAINST & set(reasons):
        return UNSETTLED
    if "several_origins" in reasons:
        return SUPPORTED
    if WEAK & set(reasons):
        return UNSETTLED
    return SUPPORTED if "label_agrees" in reasons else STATED


def reading(theirs: Iterable[Statement], measured: Measured) -> set[str]:
    """How the pair was read, by its best evidence: words as they stood, a proven rule, the agent's name beside."""
    evidence = [found for one in theirs for found in one.evidence]
    clean = any(all(repair.status not in APPLIED for repair in one.repairs) for one in evidence)
    proven = any(one.candidate.rule in measured.rules for one in evidence)
    carried = all(one.candidate.agent_from in CARRIED for one in evidence)
    reasons = {"verbatim" if clean else "repaired", "rule_proven" if proven else "rule_unproven"}
    return reasons | ({"agent_carried"} if carried else set())


def against_labels(theirs: Iterable[Statement], checks: Mapping[str, str]) -> set[str]:
    """The label checks of the pair's claims and what follows from them for what the pages say.

    A label that names the use agrees with a page that affirms it and not with one that denies it; one that no longer
    stands does neither. A use under study need be on no label.
    """
    claims = [one for one in theirs if one.claim_id in checks]
    found = {checks[one.claim_id] for one in claims}
    if not claims:
        return found
    relation, polarity = claims[0].key("relation", "polarity")
    if relation in USED and polarity == "affirmed":
        if found & set(BORNE_OUT):
            found.add("label_agrees")
        elif FORMER not in found:
            found.add("label_silent")
    elif (relation == "not_used" or polarity == "negated") and found & NAMED:
        found.add("label_disagrees")
    granted = any(one.content.get("approval") in GRANTED for one in claims)
    return found | ({"approval_not_on_label"} if granted and "not_on_label" in found else set())
