"""What waits for a person: repairs that were asked about, contradictions, approvals that no label bears out.

Each item says how much harm a wrong answer does, shows the words around, and offers the decisions that would settle it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline import declare, store
from pipeline.cli.live import live
from pipeline.records import Decision, Fault, Page, Repair
from pipeline.repair import queue

AROUND = 90  # characters shown on both sides
GRANTED = ("approved", "label_indication")
GRAVE = {"polarity": 3, "kind_of": 2, "approval": 3, "relation": 3, "frequency": 1, "regimen": 2, "entity": 3}
Row = Mapping[str, Any]
Tables = Mapping[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer: the key to type, what it means, and the decision that it makes (reason and day open)."""

    key: str
    meaning: str
    decision: Decision


@dataclass(frozen=True, slots=True)
class Item:
    """One question. ``harm`` 0-3 as in Repair; ``n_claims`` is how many claims the answer touches."""

    harm: int
    n_claims: int
    source_id: str
    at: int
    question: str
    words: str
    why: str
    choices: tuple[Choice, ...]


def items(root: Path) -> list[Item]:
    """The queue, the most harmful first, as pages, decisions and vocabularies stand now."""
    declared = declare.load(root)
    now = live(declared, root)
    found = [item for page in now.pages for item in _of_page(page)]
    found += [*_conflicts(now.tables), *_approvals(now.tables)]
    taken = {decision.decision_id for decision in declared.decisions}
    return [_named(item, taken) for item in sorted(found, key=_order)]


def _order(item: Item) -> tuple:
    return (-item.harm, -item.n_claims, item.source_id, item.at, item.question)


def _of_page(page: Page) -> Iterator[Item]:
    text, source = page.document.text, page.document.name
    for repair in queue(page.repairs):
        n_claims = sum(repair in one.repairs for one in page.evidence)
        question = f"Does {_shown(repair.before)} mean {_shown(repair.after)}? ({repair.kind})"
        words = around(text, repair.start, repair.end)
        choices = tuple(_readings(text, source, repair))
        yield Item(repair.harm, n_claims, source, repair.start, question, words, repair.basis, choices)


def _readings(text: str, source: str, repair: Repair) -> Iterator[Choice]:
    """The repair as it was asked, or the words as they stand; nothing where no passage names the place."""
    within = passage(text, repair.start, repair.end)
    if within is None:
        return
    same = Decision("", "repair", source, repair.before, "" if within == repair.before else within, repair.kind)
    yield Choice("y", f"yes, read {_shown(repair.after)}", replace(same, replacement=repair.after))
    yield Choice("n", f"no, {_shown(repair.before)} stands", replace(same, replacement=repair.before))


def passage(text: str, start: int, end: int) -> str | None:
    """The shortest words around a place, on its line, that stand once on the page and hold the place's words once.

    >>> passage("pain; a heartbeat, pain, and", 19, 23)
    'pain,'
    """
    words = text[start:end]
    if not words.strip() or words != words.strip() or "\n" in words:
        return None
    low = text.rfind("\n", 0, start) + 1
    high = (text.find("\n", end) + 1 or len(text) + 1) - 1
    lefts = [start, *(low + m.start() for m in reversed(list(re.finditer(r"\S+", text[low:start]))))]
    rights = [end, *(end + m.end() for m in re.finditer(r"\S+", text[end:high]))]
    for left, right in sorted(((a, b) for a in lefts for b in rights), key=lambda p: (p[1] - p[0], p[0])):
        found = text[left:right]
        if text.count(found) == 1 and found.count(words) == 1 and found == " ".join(found.split(" ")).strip():
            return found
    return None


def around(text: str, start: int, end: int) -> str:
    """The words around a place with the place marked, on one line.

    >>> around("a b c", 2, 3)
    'a [[b]] c'
    """
    marked = f"{text[max(start - AROUND, 0) : start]}[[{text[start:end]}]]{text[end : end + AROUND]}"
    return " ".join(marked.split())


def _conflicts(tables: Tables) -> Iterator[Item]:
    """One question for all that a denial contradicts: the decision names the denial, and settles them together."""
    claims = {row["claim_id"]: row for row in tables["claims"]}
    asked: dict[tuple, list[tuple[Row, Row, Row]]] = {}
    for row in tables["conflicts"]:
        if row["scope"] == "same_subject" and row["verdict"] == "open":
            one, other = claims[row["claim_id"]], claims[row["other_claim_id"]]
            one, other = sorted((one, other), key=lambda c: (c["relation"] != "not_used", c["polarity"] != "negated"))
            asked.setdefault((row["kind"], one["claim_id"]), []).append((row, one, other))
    for rows in asked.values():
        yield _conflict(*rows[0], len(rows), tables["evidence"])


def _conflict(row: Row, one: Row, other: Row, n_rows: int, evidence: Iterable[Row]) -> Item:
    sides = [next(e for e in evidence if e["claim_id"] == claim["claim_id"]) for claim in (one, other)]
    told = [f"{side['source_id']}: “{' '.join(side['quote'].split())}”" for side in sides]
    first, expected = sides[0], max(sides[0]["quote"].split("\n"), key=len)
    base = Decision("", "resolve", first["source_id"], expected, kind=row["kind"], claim=claim_of(one))
    choices = (
        Choice("1", "the first is right", replace(base, replacement="holds")),
        Choice("2", "the second is right", replace(base, replacement="yields")),
        Choice("b", "both hold", replace(base, replacement="both_hold")),
    )
    why = "from independent origins" if row["is_independent"] else "from one origin"
    question = f"Which holds? ({row['kind']}) {claim_of(one)} / {claim_of(other)}"
    place = (first["source_id"], int(first["start"]))
    return Item(GRAVE[row["kind"]], n_rows + 1, *place, question, " | ".join(told), why, choices)


def _approvals(tables: Tables) -> Iterator[Item]:
    """A page says approved, and labels that we hold completely do not name the use."""
    for row in tables["indications"]:
        granted = row["approval"] in GRANTED and row["polarity"] == "affirmed"
        if granted and row["label_check"] == "not_on_label" and not row["is_suspected_source_error"]:
            yield _approval(row, next(e for e in tables["evidence"] if e["claim_id"] == row["claim_id"]))


def _approval(row: Row, said: Row) -> Item:
    claim = f"{row['agent_id']} {row['relation']} {row['condition_id']}"
    why = f"labels looked at: {row['label_authority']}; if the page is right, add the label to label_facts.csv"
    wrong = Decision("", "flag", said["source_id"], said["quote"], kind="factual_error", claim=claim)
    choice = Choice("w", "the page is wrong: keep the claim and mark it as suspected", wrong)
    words, question = " ".join(said["quote"].split()), f"Approved, and on no label: {claim}"
    return Item(2, 1, said["source_id"], int(said["start"]), question, words, why, (choice,))


def claim_of(row: Row) -> str:
    """How a decision names a claim."""
    return f"{row['agent_id']} {row['relation']} {row['object']}"


def _named(item: Item, taken: set[str]) -> Item:
    """The item with ids for its decisions, made of page and words, none of them taken."""
    choices = []
    for choice in item.choices:
        words = re.sub(r"[^a-z0-9]+", "-", (choice.decision.claim or choice.decision.expected).lower()).strip("-")
        base = f"{item.source_id}.{words[:40].strip('-') or 'words'}"
        numbered = (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3)))
        id = next(name for name in numbered if name not in taken)
        choices.append(replace(choice, decision=replace(choice.decision, decision_id=id)))
    return replace(item, choices=tuple(choices))


def _shown(words: str) -> str:
    return f"“{' '.join(words.split())}”" if words.strip() else "nothing"


def record(root: Path, decision: Decision) -> None:
    """Add one decision to curation/decisions.csv, in its place; a Fault if its id is taken."""
    path = root / declare.TABLES["decisions"].path
    rows = store.read_csv_rows(path)
    if any(row["decision_id"] == decision.decision_id for row in rows):
        raise Fault("duplicate", str(path), f"{decision.decision_id} is there already", "change that row instead")
    declare.add_row(root, "decisions", {name: getattr(decision, name) for name in declare.TABLES["decisions"].columns})
