"""How the pages as a whole use the words of a change.

One sentence cannot say whether a sibling's other word is what the paraphraser
replaced or what an editor chose for a later edition. The rest of the two pages
can: a machine exchanges the same words again and again, several of its words
for one of the author's, leaves some of them standing, and its own words are
strangers to the sibling. An editor's word turns up where the author's own word
still stood. Sentences that stand several times on the sibling count once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .changes import Change
from .compare import Partner
from .words import FUNCTION, words

Keys = tuple[str, ...]
Places = Mapping[tuple[Keys, Keys], frozenset[str]]  # an exchange: the sibling's sentences that show it


@dataclass(frozen=True)
class Usage:
    """Counts over our page, the siblings and all their changes."""

    ours: Counter[str]
    theirs: Counter[str]
    stems: frozenset[str]  # of the sibling's words: who writes "tumors" knows "tumor"
    exchanged: Places
    alone: frozenset[tuple[Keys, Keys]]  # exchanges that stood between equal neighbours
    replaced: Mapping[Keys, frozenset[Keys]]  # our words: what stands for them there
    replacing: Mapping[Keys, frozenset[Keys]]  # the sibling's words: what stands for them here

    @classmethod
    def of(cls, text: str, partners: Sequence[Partner]) -> Usage:
        """The usage of our text and of the siblings that it was compared with."""
        texts = {p.comparison.sibling.text for p in partners}
        theirs = Counter(w.key for t in sorted(texts) for w in words(t))
        seen = [c for p in partners for c in p.changes if not c.idle]
        exchanged: dict[tuple[Keys, Keys], set[str]] = {}
        for change in (part for c in seen for part in c.by_word()):
            exchanged.setdefault((change.ours, change.theirs), set()).add(change.pair.theirs.line)
        return cls(
            Counter(w.key for w in words(text)),
            theirs,
            frozenset(w.rstrip("s") for w in theirs),
            {pair: frozenset(lines) for pair, lines in exchanged.items()},
            frozenset((c.ours, c.theirs) for c in seen),
            _grouped(exchanged),
            _grouped((b, a) for a, b in exchanged),
        )

    def repeated(self, change: Change) -> int:
        """In how many other sentences the same words were exchanged."""
        return self._elsewhere(change, [(change.ours, change.theirs)])

    def contested(self, change: Change) -> int:
        """In how many other sentences our words stand for other words."""
        others = self.replaced.get(change.ours, frozenset()) - {change.theirs}
        return self._elsewhere(change, [(change.ours, theirs) for theirs in others])

    def shared(self, change: Change) -> int:
        """In how many other sentences the sibling's words stand for yet other strangers: a machine varies its words."""
        others = self.replacing.get(change.theirs, frozenset()) - {change.ours}
        return self._elsewhere(change, [(ours, change.theirs) for ours in others if not self.known(ours)])

    def edited(self, change: Change) -> int:
        """In how many other sentences the sibling's words stand for words that it knows: an editor's work."""
        others = self.replacing.get(change.theirs, frozenset())
        return self._elsewhere(change, [(ours, change.theirs) for ours in others if self.known(ours)])

    def _elsewhere(self, change: Change, pairs: Iterable[tuple[Keys, Keys]]) -> int:
        lines = frozenset().union(*(self.exchanged.get(pair, frozenset()) for pair in pairs))
        return len(lines - {change.pair.theirs.line})

    def kept(self, change: Change) -> int:
        """How often the sibling's words stand on our page, where the machine forgot them."""
        return min((self.ours[w] for w in change.theirs if w not in change.ours), default=0)

    def known(self, ours: Keys) -> bool:
        """Whether the sibling uses our words itself, function words aside."""
        return any(w.rstrip("s") in self.stems for w in ours if w not in FUNCTION)

    def stranger(self, change: Change) -> bool:
        """Whether the sibling nowhere uses the words that it does not have here, function words aside."""
        gone = [w for w in change.ours if w not in change.theirs]
        telling = gone if function(gone) else [w for w in gone if not function([w])]
        return bool(gone) and not any(w.rstrip("s") in self.stems for w in telling)

    def native(self, change: Change) -> bool:
        """Whether an editor may have replaced our words: the sibling has them elsewhere, we nowhere have its own."""
        known = not function(change.ours) and not self.stranger(change)
        return known and not all(self.ours[w] for w in change.theirs)

    def in_use(self, change: Change) -> bool:
        """Whether the sibling's words stand elsewhere: on our page, where the machine forgot them, or there."""
        return all(self.ours[w] for w in change.theirs) or all(self.theirs[w] > 1 for w in change.theirs)


def _grouped(pairs: Iterable[tuple[Keys, Keys]]) -> dict[Keys, frozenset[Keys]]:
    found: dict[Keys, set[Keys]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
    return {one: frozenset(others) for one, others in found.items()}


def function(keys: Iterable[str]) -> bool:
    """Whether there are only function words, which stand everywhere and so witness to nothing."""
    return all(w in FUNCTION or not w[0].isalnum() for w in keys)
