"""What speaks for one word having been exchanged by a machine, and how much.

A word of another edition looks like the original of a paraphrase. What tells them
apart is what the two pages show elsewhere, and what else happened in the sentence:
each kind of evidence is counted, clipped, and weighs what the rule says. The
weights are those of a logistic model, fitted on pages other than those the
figures are reported on (docs/repair.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .changes import Change
from .compare import Partner
from .usage import Usage

RATIO = 75.0  # sentences as alike as this speak neither for nor against


@dataclass(frozen=True, slots=True)
class Evidence:
    """The weight of each kind of evidence, and how much is enough."""

    again: float = 1.5  # the same exchange in another sentence (up to 5)
    shared: float = 0.75  # another stranger stands for the sibling's word elsewhere (up to 3)
    kept: float = 0.75  # the sibling's word stands on our page too (up to 3 times)
    company: float = 1.25  # another exchange in this sentence that is sure by itself (up to 3)
    gain: float = 0.75  # per power of ten that the sibling's word is the more usual one (-2 to 3)
    ratio: float = 0.075  # per point that the sentences are more alike than 75
    known: float = -2.5  # the sibling uses our word itself
    against: float = -2.0  # our word stands for another word elsewhere (up to 2)
    doubt: float = -0.75  # another change of this sentence looks like an editor's (up to 3)
    enough: float = 4.0

    def weight(self, usage: Usage, partner: Partner, change: Change, words: Sequence[Change]) -> float:
        """How much speaks for the exchange of one word; ``words`` are all single exchanges of the sentence."""
        others = [c for c in words if (c.start, c.end) != (change.start, change.end)]
        company = {c.theirs for c in others if sure(usage, c)} - {change.theirs}
        doubts = sum(usage.known(c.ours) or bool(usage.edited(c)) for c in others)
        return (
            self.again * min(usage.repeated(change), 5)
            + self.shared * min(usage.shared(change), 3)
            + self.kept * min(usage.kept(change), 3)
            + self.company * min(len(company), 3)
            + self.gain * max(-2.0, min(change.gain, 3.0))
            + self.ratio * (partner.pair.ratio - RATIO)
            + self.known * usage.known(change.ours)
            + self.against * min(usage.contested(change), 2)
            + self.doubt * min(doubts, 3)
        )


def sure(usage: Usage, change: Change) -> bool:
    """Whether the pages show by themselves that a machine exchanged a word: then nobody reworded its sentence."""
    if usage.known(change.ours) or usage.edited(change) or change.gain <= 0:
        return False
    seen = usage.repeated(change)
    return usage.contested(change) <= seen // 2 and bool(seen or usage.kept(change) or usage.shared(change))
