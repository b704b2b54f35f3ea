"""How the pages as a whole use the words of a change.

One sentence cannot say whether a sibling's other word is what the paraphraser
replaced or what an editor chose for a later edition. The rest of the two pages
can: a machine exchanges the same words again and again, leaves some of them
standing, and its own words are strangers to the sibling.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .changes import Change
from .compare import Partner
from .words import FUNCTION, words


@dataclass(frozen=True)
class Usage:
    """Counts over our page, the siblings and all their changes."""

    ours: Counter[str]
    theirs: Counter[str]
    exchanged: Counter[tuple[tuple[str, ...], tuple[str, ...]]]
    replaced: Counter[tuple[str, ...]]

    @classmethod
    def of(cls, text: str, partners: Sequence[Partner]) -> Usage:
        """The usage of our text and of the siblings that it was compared with."""
        texts = {p.comparison.sibling.text for p in partners}
        seen = [c for p in partners for c in p.changes]
        theirs = Counter(w.key for t in sorted(texts) for w in words(t))
        exchanged = Counter((c.ours, c.theirs) for c in seen)
        return cls(Counter(w.key for w in words(text)), theirs, exchanged, Counter(c.ours for c in seen))

    def repeated(self, change: Change) -> int:
        """At how many other places the same words were exchanged."""
        return self.exchanged[change.ours, change.theirs] - 1

    def contested(self, change: Change) -> int:
        """At how many places our words stand for other words."""
        return self.replaced[change.ours] - self.exchanged[change.ours, change.theirs]

    def stranger(self, change: Change) -> bool:
        """Whether the sibling nowhere uses the words that it does not have here, function words aside."""
        gone = [w for w in change.ours if w not in change.theirs]
        return bool(gone) and not any(self.theirs[w] for w in gone if not function([w]) or function(gone))

    def native(self, change: Change) -> bool:
        """Whether an editor may have replaced our words: the sibling has them elsewhere, we nowhere have its own."""
        known = not function(change.ours) and not self.stranger(change)
        return known and not all(self.ours[w] for w in change.theirs)

    def in_use(self, change: Change) -> bool:
        """Whether the sibling's words stand elsewhere: on our page, where the machine forgot them, or there."""
        return all(self.ours[w] for w in change.theirs) or all(self.theirs[w] > 1 for w in change.theirs)


def function(keys: Iterable[str]) -> bool:
    """Whether there are only function words, which stand everywhere and so witness to nothing."""
    return all(w in FUNCTION or not w[0].isalnum() for w in keys)
