"""Gold rows and predictions brought to one form, so that they can be compared.

What becomes of predictions that are no plain positive statements:

- *hypothetical* ones are not published and are not scored;
- a *negated* use (``treats`` and its kin) says what the gold calls ``not_used`` and is scored as that;
- other *negated* ones are not scored: the gold lists hardly any denial, so they could be neither right nor wrong.
  They never count as the positive fact. What the gold denies and a prediction affirms is a false alarm, named apart;
- *under study* and *not used* are relations of their own and have to be right as such;
- what is *set aside* is not scored. All of these are counted in ``Scores.unscored``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from pipeline.evaluate.slugs import fold

KEYS = {
    "indications": ("agent", "condition", "relation"),
    "adverse_events": ("agent", "event"),
    "administration": ("agent", "fact_type", "value"),
    "agent_facts": ("subject", "predicate", "object"),
}
ATTRIBUTES = {
    "indications": ("approval", "regulator", "qualifiers", "combination_with"),
    "adverse_events": ("parent_event", "frequency", "severity"),
    "administration": (),
    "agent_facts": (),
}
TABLE_OF = {
    "treats": "indications",
    "manages_side_effect_of_treatment": "indications",
    "under_study": "indications",
    "not_used": "indications",
    "used_in_autoimmune": "indications",
    "adverse_event": "adverse_events",
    "route": "administration",
    "setting": "administration",
    "schedule": "administration",
    "dose_context": "administration",
    "monitoring": "administration",
    "is_a": "agent_facts",
    "subtype": "agent_facts",
    "brand_of": "agent_facts",
    "synonym": "agent_facts",
    "mimics": "agent_facts",
}
FREE = ("schedule", "dose_context", "monitoring")  # worded freely: compared by place, schedules also by numbers
EQUAL = {"used_in_autoimmune": "treats", "subtype": "is_a", "severe": "serious"}


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement of one page at one place, in the project's ids.

    ``standing`` (of gold rows): required, optional, or denied (must not be predicted as a positive fact).
    ``lenient`` names the field that is not compared. ``words`` is the wording of a schedule.
    """

    table: str
    document: str
    key: tuple[str, ...]
    start: int
    end: int
    quote: str = ""
    standing: str = "required"
    lenient: str = ""
    attributes: Mapping[str, object] = field(default_factory=dict)
    words: tuple[str, ...] = ()

    @property
    def lenient_part(self) -> int | None:
        """The position in the key that is not compared, if any."""
        names = KEYS[self.table]
        return names.index(self.lenient) if self.lenient in names else None

    def overlaps(self, other: Fact) -> bool:
        return self.start < other.end and other.start < self.end


def equal(value: str) -> str:
    """The one word for words that count as equal.

    >>> equal("subtype"), equal("severe"), equal("treats")
    ('is_a', 'serious', 'treats')
    """
    return EQUAL.get(value, value)


def predicted(predictions: Iterable[Mapping]) -> tuple[list[Fact], dict[str, int]]:
    """Predictions as ``extract`` prints them -> facts to score, and how many were left out, by reason."""
    facts, unscored = [], {}
    for row in predictions:
        reason = left_out(row)
        if reason:
            unscored[reason] = unscored.get(reason, 0) + 1
        else:
            facts.append(from_prediction(row))
    return facts, unscored


def left_out(row: Mapping) -> str:
    """Why a prediction is not scored; empty if it is.

    >>> left_out({"relation": "adverse_event", "polarity": "negated"})
    'negated'
    """
    table = TABLE_OF.get(row["relation"])
    if table is None:
        return "relation_unknown"
    if (row.get("outcome") or "published") != "published":
        return "set_aside"
    if row.get("certainty") == "hypothetical":
        return "hypothetical"
    return "negated" if row.get("polarity") == "negated" and table != "indications" else ""


def from_prediction(row: Mapping) -> Fact:
    """One printed object -> one fact. Brands and synonyms are keyed by their folded spelling."""
    relation = equal(row["relation"])
    table = TABLE_OF[relation]
    agent, target = row["agent"], row["object"]
    if table == "indications":
        key = agent, target, "not_used" if row.get("polarity") == "negated" else relation
    elif table == "adverse_events":
        key = agent, target
    elif table == "administration":
        key = agent, relation, target
    else:
        key = (fold(target), relation, agent) if relation in ("brand_of", "synonym") else (agent, relation, target)
    details = dict(row.get("details") or {})
    return Fact(
        table,
        PurePath(row["file"]).name,
        key,
        int(row["start"]),
        int(row["end"]),
        row.get("quote", ""),
        attributes=_attributes(row, table),
        words=tuple(filter(None, (target, details.get("words")))) if relation in FREE else (),
    )


def _attributes(row: Mapping, table: str) -> dict[str, object]:
    if table == "indications":
        return {
            "approval": row.get("approval") or "not_stated",
            "regulator": (row.get("regulator") or "").casefold(),
            "qualifiers": frozenset(row.get("qualifiers") or ()),
            "combination_with": frozenset(row.get("partners") or ()),
        }
    if table == "adverse_events":
        return {
            "parent_event": row.get("group") or "",
            "frequency": row.get("frequency") or "not_stated",
            "severity": equal(row.get("severity") or "not_stated"),
        }
    return {}
