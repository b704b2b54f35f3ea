"""Counts that must add up: candidates, evidence, sources, independent sources, conflicts, tiers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from pipeline.check.rules import Offence, Rule, World

ENOUGH = 20  # judged rows that a tier must rest on
AGAINST = {"contradicted", "label_disagrees", "suspected_source_error", "superseded_only"}
WEAK = {"agent_carried", "label_silent", "rule_unproven"}
CONTENT = ("claim_type", "agent_id", "relation", "object_type", "object", "polarity")


def endings(world: World) -> list[dict]:
    """Per source: candidates found, and how many of them ended as evidence or set aside under which outcome."""
    published = Counter(source for (source,) in world.rows("evidence", "source_id"))
    aside = Counter(world.rows("set_aside", "source_id", "outcome"))
    outcomes = sorted({outcome for _, outcome in aside} | {"set_aside", "rejected", "ignored"})
    every = {source for (source,) in world.rows("sources", "source_id")} | set(world.found)
    return [
        {"source": s, "found": world.found.get(s, 0), "published": published[s]} | {o: aside[s, o] for o in outcomes}
        for s in sorted(every | set(published) | {source for source, _ in aside})
    ]


def _candidates(world: World) -> Iterator[Offence]:
    for row in endings(world):
        ended = sum(n for column, n in row.items() if column not in ("source", "found"))
        if ended != row["found"]:
            yield Offence(row["source"], f"{row['found']} candidates were found and {ended} ended somewhere")


def _n_evidence(world: World) -> Iterator[Offence]:
    counted = Counter(claim for (claim,) in world.rows("evidence", "claim_id"))
    for claim, n in world.rows("claims", "claim_id", "n_evidence"):
        if n != counted[claim]:
            yield Offence(claim, f"n_evidence is {n}; it has {counted[claim]} rows of evidence")


def _sources_of_pairs(world: World, group: bool) -> dict[str, set]:
    pair_of = dict(world.rows("claims", "claim_id", "pair_id"))
    group_of = dict(world.rows("sources", "source_id", "independence_group"))
    found = defaultdict(set)
    for claim, source in world.rows("evidence", "claim_id", "source_id"):
        found[pair_of.get(claim)].add(group_of.get(source) if group else source)
    return found


def _n_sources(world: World) -> Iterator[Offence]:
    for column, group in (("n_sources", False), ("n_independent_sources", True)):
        counted = _sources_of_pairs(world, group)
        for claim, pair, n in world.rows("claims", "claim_id", "pair_id", column):
            if n != len(counted[pair]):
                yield Offence(claim, f"{column} is {n}; the pair has {len(counted[pair])}")


def _has_conflict(world: World) -> Iterator[Offence]:
    pair_of = dict(world.rows("claims", "claim_id", "pair_id"))
    disputed = {pair_of.get(c) for both in world.rows("conflicts", "claim_id", "other_claim_id") for c in both}
    for claim, pair, has in world.rows("claims", "claim_id", "pair_id", "has_conflict"):
        if has != (pair in disputed):
            yield Offence(claim, f"has_conflict is {has}, the table conflicts says otherwise")


def _pairs(world: World) -> Iterator[Offence]:
    content_of, pair_of = {}, {}
    for claim, pair, *content in world.rows("claims", "claim_id", "pair_id", *CONTENT):
        same = content_of.setdefault(pair, content) == content and pair_of.setdefault(tuple(content), pair) == pair
        if not same:
            yield Offence(claim, f"pair {pair} does not stand for exactly one {', '.join(CONTENT)}")


def _suspected(world: World) -> Iterator[Offence]:
    unmarked = {c for c, is_marked in world.rows("evidence", "claim_id", "is_suspected_source_error") if not is_marked}
    for claim, is_suspected in world.rows("claims", "claim_id", "is_suspected_source_error"):
        if is_suspected == (claim in unmarked):
            yield Offence(claim, f"is_suspected_source_error is {is_suspected}, its evidence says otherwise")


def _reasons(world: World) -> Iterator[Offence]:
    """Each reason is a listed one, and those that other columns show are there exactly when these say so."""
    known = {value for name, value in world.rows("enumerations", "enumeration", "value") if name == "tier_reason"}
    unmarked = {pair for pair, marked in world.rows("claims", "pair_id", "is_suspected_source_error") if not marked}
    checks = defaultdict(set)
    for claim, check in world.rows("indications", "claim_id", "label_check"):
        checks[claim].add(check)
    for claim, pair, told, n, conflict in world.rows(
        "claims", "claim_id", "pair_id", "tier_reasons", "n_independent_sources", "has_conflict"
    ):
        reasons = set(told.split("|"))
        shown = {"several_origins": n > 1, "one_origin": n < 2, "suspected_source_error": pair not in unmarked}
        shown |= dict.fromkeys(checks[claim], True)
        wrong = sorted(reasons - known) + [reason for reason, due in shown.items() if due != (reason in reasons)]
        if wrong or conflict != bool(reasons & {"contradicted", "difference_noted"}):
            yield Offence(claim, f"tier_reasons {told}, which the other columns do not bear out ({', '.join(wrong)})")


def _tier(world: World) -> Iterator[Offence]:
    """The order in which reasons make a tier; a tier that too few judged rows bear out is never told."""
    counted = Counter()
    for scope, name, n in world.rows("precision", "scope", "name", "n_judged"):
        counted[name] += n if scope == "tier" else 0
    for claim, tier, told in world.rows("claims", "claim_id", "tier", "tier_reasons"):
        reasons = set(told.split("|"))
        if reasons & AGAINST:
            due = "unsettled"
        elif "several_origins" in reasons:
            due = "supported"
        elif reasons & WEAK:
            due = "unsettled"
        else:
            due = "supported" if "label_agrees" in reasons else "stated"
        if tier not in (due, "unmeasured") or tier != "unmeasured" and counted[tier] < ENOUGH:
            yield Offence(claim, f"tier {tier}, where {told} and {counted[due]} judged rows make it {due}")


AGAIN = "this is a fault of the tabulate stage, not of the data: run it again, then mend it"
RULES = (
    Rule("candidates_add_up", "sources", "every candidate found on a page is published, rejected, set aside or ignored",
         AGAIN, _candidates),
    Rule("n_evidence_counted", "claims", "n_evidence is the number of its rows of evidence", AGAIN, _n_evidence),
    Rule("n_sources_counted", "claims", "n_sources and n_independent_sources are those of its pair", AGAIN, _n_sources),
    Rule("has_conflict_agrees", "claims", "has_conflict says whether the table conflicts names its pair", AGAIN,
         _has_conflict),
    Rule("pairs_group_content", "claims", "a pair stands for one content and a content for one pair", AGAIN, _pairs),
    Rule("suspicion_agrees", "claims", "a claim is suspected exactly when all of its evidence is", AGAIN, _suspected),
    Rule("tier_reasons_agree", "claims", "the reasons of a tier say what counts, checks, conflicts and suspicions say",
         AGAIN, _reasons),
    Rule("tier_agrees", "claims", "a tier is what its reasons make, and rests on 20 judged rows or more",
         "python -m tests.forms.trust --write, and look at curation/precision.csv", _tier),
)  # fmt: skip
