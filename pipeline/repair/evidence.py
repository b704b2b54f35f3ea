"""What speaks for one word having been exchanged by a machine, and how much.

Two questions, because a word of another edition looks like the original of a
paraphrase: was it our word that was exchanged, and is the sibling's word the
author's, or did an editor choose it for that edition? What the two pages show
elsewhere and what else happened in the sentence is counted, clipped, and weighs
for each question what the rule says (log odds of a logistic model, fitted on pages
other than those the figures in docs/repair.md are reported on).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .changes import Change
from .compare import Partner
from .usage import Usage

ALIKE = 75.0  # sentences as alike as this speak neither for nor against
Weights = Mapping[str, float]


def answered(weights: Weights, counts: Mapping[str, float]) -> bool:
    """Whether the evidence reaches what is ``enough``.

    >>> answered({"enough": 3.0, "again": 2.0, "known": -3.0}, {"again": 2, "known": 0, "gain": 0.5})
    True
    """
    return sum(weights.get(name, 0.0) * count for name, count in counts.items()) >= weights["enough"]


def evidence(usage: Usage, partner: Partner, change: Change, words: Sequence[Change]) -> dict[str, float]:
    """What is seen of the exchange of one word; ``words`` are all single exchanges of its sentence."""
    others = [c for c in words if (c.start, c.end) != (change.start, change.end)]
    company = {c.theirs for c in others if sure(usage, c)} - {change.theirs}
    doubts = sum(usage.known(c.ours) or bool(usage.edited(c)) for c in others)
    return {
        "again": min(usage.repeated(change), 5),  # the same exchange in other sentences
        "shared": min(usage.shared(change), 3),  # other strangers stand for the sibling's word elsewhere
        "kept": min(usage.kept(change), 3),  # the sibling's word stands on our page too
        "company": min(len(company), 3),  # exchanges in this sentence that are sure by themselves
        "gain": max(-2.0, min(change.gain, 3.0)),  # powers of ten that the sibling's word is the more usual one
        "alike": partner.pair.ratio - ALIKE,
        "known": usage.known(change.ours),  # the sibling uses our word itself
        "against": min(usage.contested(change), 2),  # our word stands for another word elsewhere
        "doubt": min(doubts, 3),  # other changes of this sentence that look like an editor's
    }


def sure(usage: Usage, change: Change) -> bool:
    """Whether the pages show by themselves that a machine exchanged a word: then nobody reworded its sentence."""
    if usage.known(change.ours) or usage.edited(change) or change.gain <= 0:
        return False
    seen = usage.repeated(change)
    return usage.contested(change) <= seen // 2 and bool(seen or usage.kept(change) or usage.shared(change))
