"""Which gold facts were found, which were missed, which predictions are false.

The unit is the key, once per document: rows of one key are one fact. A prediction that meets only an optional key is
dropped. A key whose every row leaves one part open ("lenient") is also met, once, by a prediction that agrees on the
other parts and whose evidence overlaps the gold quote (place is asked for, lest a false alarm elsewhere pass as hit).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.evaluate.facts import FREE, Fact
from pipeline.evaluate.gold import lenient_in_key
from pipeline.evaluate.quantities import quantities

Key = tuple[str, ...]


@dataclass(slots=True)
class Matched:
    """One table of one document: gold rows and predictions of the keys met, keys missed, predictions false."""

    hits: dict[Key, tuple[list[Fact], list[Fact]]] = field(default_factory=dict)
    missed: dict[Key, list[Fact]] = field(default_factory=dict)
    false: dict[Key, list[Fact]] = field(default_factory=dict)
    dropped: int = 0
    denied: list[Fact] = field(default_factory=list)  # false alarms that the page denies in so many words


def match(gold: Sequence[Fact], predictions: Sequence[Fact]) -> Matched:
    """Compare the facts of one table and one document."""
    free, keyed = _split(gold)
    free_predicted, keyed_predicted = _split(predictions)
    outcome = _match_keys(keyed, keyed_predicted)
    _match_free(free, free_predicted, outcome)
    return outcome


def by_key(facts: Iterable[Fact]) -> dict[Key, list[Fact]]:
    """Facts grouped by key, in order of first appearance."""
    groups: dict[Key, list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[fact.key].append(fact)
    return dict(groups)


def required(rows: Iterable[Fact]) -> bool:
    """A key is required if any of its rows is."""
    return any(row.standing == "required" for row in rows)


def _split(facts: Iterable[Fact]) -> tuple[list[Fact], list[Fact]]:
    free, keyed = [], []
    for fact in facts:
        (free if fact.table == "administration" and fact.key[1] in FREE else keyed).append(fact)
    return free, keyed


def _match_keys(gold: Sequence[Fact], predictions: Sequence[Fact]) -> Matched:
    outcome = Matched()
    left = by_key(predictions)
    denied = {fact.key for fact in gold if fact.standing == "denied"}
    wanted = by_key(fact for fact in gold if fact.standing != "denied")
    missing = []
    for key, rows in wanted.items():
        if key in left and required(rows):
            outcome.hits[key] = rows, left.pop(key)
        elif key in left:
            outcome.dropped += len(left.pop(key))
        elif required(rows):
            missing.append((key, rows))
    for key, rows in missing:
        stand_in = next((other for other, found in left.items() if _stands_in(rows, found)), None)
        if stand_in is None:
            outcome.missed[key] = rows
        else:
            outcome.hits[key] = rows, left.pop(stand_in)
    outcome.false.update(left)
    outcome.denied += [fact for key, found in left.items() if key in denied for fact in found]
    return outcome


def _stands_in(rows: Sequence[Fact], found: Sequence[Fact]) -> bool:
    """True if a prediction agrees with a lenient row on all parts of the key but the open one, at its place."""
    return lenient_in_key(rows) and any(
        row.lenient_part is not None and row.overlaps(fact) and _agree(row, fact) for row in rows for fact in found
    )


def _agree(row: Fact, fact: Fact) -> bool:
    open_part = row.lenient_part
    return all(a == b for at, (a, b) in enumerate(zip(row.key, fact.key, strict=True)) if at != open_part)


def _match_free(gold: Sequence[Fact], predictions: Sequence[Fact], outcome: Matched) -> None:
    """Freely worded facts: found if type, agent and place agree, schedules also by numbers and units."""
    met: set[int] = set()
    for key, rows in by_key(gold).items():
        found = [at for at, fact in enumerate(predictions) if any(_same_free(row, fact) for row in rows)]
        met.update(found)
        if not required(rows):
            outcome.dropped += len(found)
        elif found:
            outcome.hits[key] = rows, [predictions[at] for at in found]
        else:
            outcome.missed[key] = rows
    for at, fact in enumerate(predictions):
        if at not in met:  # two places are two free facts: nothing but the place tells them apart
            outcome.false.setdefault((*fact.key, str(fact.start)), []).append(fact)


def _same_free(row: Fact, fact: Fact) -> bool:
    (agent, kind, _), (other_agent, other_kind, _) = row.key, fact.key
    if kind != other_kind or not row.overlaps(fact) or (agent != other_agent and row.lenient != "agent"):
        return False
    wanted = quantities(" ".join(row.words))
    return kind != "schedule" or any(quantities(words) == wanted for words in fact.words)
