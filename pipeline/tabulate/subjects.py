"""Which statements are laid side by side: of one subject, of one that a denial covers, of a class and its member."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, product

from pipeline.tabulate.claims import Statement
from pipeline.tabulate.trees import Trees

Pair = tuple[Statement, Statement]
NAMING = ("brand_of", "synonym")
FORM_OF = "is_a"
DENIED_USES = ("not_used",)
ENDS = ("withdrawn", "discontinued", "not_approved")


def same_subject(stated: Iterable[Statement]) -> Iterator[list[Statement]]:
    """The statements of each claim type, agent and object, where there are two or more."""
    yield from (theirs for theirs in _by_subject(stated).values() if len(theirs) > 1)


def covered(stated: Iterable[Statement], trees: Trees) -> Iterator[Pair]:
    """What is affirmed, and each denial that stands at a higher level of agent, condition or event."""
    stated = list(stated)
    denials = _by_subject(one for one in stated if _denies(one))
    for one in stated if denials else ():
        claim_type, agent, thing = one.key("claim_type", "agent_id", "object")
        kind = str(one.content["object_type"])
        things = (thing,) if kind == "agent" else trees.wider(kind, str(thing))
        for subject in product(trees.wider("agent", str(agent)), things):
            if subject != (agent, thing):
                yield from ((one, denial) for denial in denials.get((claim_type, *subject), ()))


def levels(stated: Iterable[Statement], trees: Trees) -> Iterator[Pair]:
    """Statements of one harm by an agent and by a class above it."""
    by_subject = _by_subject(one for one in stated if one.content["claim_type"] == "adverse_event")
    for (claim_type, agent, thing), theirs in by_subject.items():
        for above in trees.wider("agent", agent)[1:]:
            yield from product(theirs, by_subject.get((claim_type, above, thing), ()))


def one_name(stated: Iterable[Statement], trees: Trees) -> Iterator[Pair]:
    """Statements that give one name to two agents, or make one substance a form of two different cytokines."""
    named: dict[tuple, list[Statement]] = defaultdict(list)
    for one in stated:
        relation, agent, thing, polarity = one.key("relation", "agent_id", "object", "polarity")
        if polarity == "affirmed" and relation in NAMING:
            named["name", thing].append(one)
        elif polarity == "affirmed" and relation == FORM_OF and trees.level.get(str(thing)) == "endogenous_cytokine":
            named["form", agent].append(one)
    for (what, _), theirs in named.items():
        column = "agent_id" if what == "name" else "object"
        for one, other in combinations(theirs, 2):
            if not trees.in_line(str(one.content[column]), str(other.content[column])):
                yield one, other


def _denies(one: Statement) -> bool:
    content = one.content
    return content["polarity"] == "negated" or content["relation"] in DENIED_USES or content.get("approval") in ENDS


def _by_subject(stated: Iterable[Statement]) -> dict[tuple, list[Statement]]:
    by_subject: dict[tuple, list[Statement]] = defaultdict(list)
    for one in stated:
        by_subject[one.key("claim_type", "agent_id", "object")].append(one)
    return by_subject
