"""One draw: for every entry that the gold marks on the pages, another of its type and level, and how it is written.

Kept as they are: the two roots (cytokines at large, cancer at large), partner treatments (terms, no entries), side
effects at large, and entries that some page names in words the vocabulary does not hold (a corrupted or twisted name
has no counterpart). Substances with a brand go to substances with a brand. A condition or event and its parent on one
page, a substance and the cytokine it is a version of, go to such a pair again: a kind in brackets after its genus stays
one.
"""

import random
from collections import Counter, defaultdict

from tests.metamorphic.names import dress, same

TYPES = ("agent", "condition", "event")
UMBRELLA = 12  # kinds below one entry
BLOCKER = "antagonist"  # family of what acts against a cytokine: no drug of ours, so no drug becomes one


class Vocabulary:
    """Entries by type and id with parent and level, and the blockers, from the rows of curation/vocab."""

    def __init__(self, tables):
        self.parent, self.level, self.preferred, self.blockers = {}, {}, {}, set()
        for type in TYPES:
            for row in tables[type]:
                entry = type, row[f"{type}_id"]
                self.parent[entry] = type, row[f"parent_{type}_id"]
                self.level[entry] = row["level"] if type == "agent" else row.get("kind", "")
                self.preferred[entry] = row["preferred_name"]
                if row.get("family") == BLOCKER:
                    self.blockers.add(entry)

    def ancestors(self, entry):
        chain = []
        while (entry := self.parent.get(entry, (None, ""))) in self.parent and entry not in chain:
            chain.append(entry)
        return chain


def surfaces(mentions, slugs):
    """Entry -> page -> the words the page uses for it, from the gold's mentions."""
    found = defaultdict(lambda: defaultdict(set))
    for row in mentions:
        if row["type"] in TYPES and (row["type"], row["entity"]) in slugs.ids:
            found[row["type"], slugs.id(row["entity"], row["type"])][row["document"]].add(row["quote"])
    return found


class Draw:
    """``entry`` says what an entry becomes, ``name`` how a surface of it is then written."""

    def __init__(self, seed, found, vocabulary, names):
        self.rng = random.Random(seed)
        self.names = names
        self.words = {entry: sorted(set().union(*pages.values())) for entry, pages in found.items()}
        self.fixed = {entry for entry in found if self._stays(entry, vocabulary)}
        free = sorted(set(found) - self.fixed)
        options = {entry: self._options(entry, vocabulary) for entry in free}
        pairs = _pairs(free, found, vocabulary)
        self.entry = self._assign(free, options, pairs, vocabulary) | {entry: entry for entry in self.fixed}
        self.chosen = {}
        for entry in free:
            for surface in self.words[entry]:
                key = entry, same(surface)
                if key not in self.chosen:
                    self.chosen[key] = names.choose(self.entry[entry], surface, entry, self.rng)
        self.numbers = dict(zip(range(2, 13), self._shuffled(range(2, 13)), strict=True))

    def written(self, entry, surface):
        """How ``surface`` reads after the draw."""
        name = self.chosen.get((entry, same(surface)))
        if name is None or self.entry[entry] == entry:
            return surface
        mark = surface[len(surface.rstrip("®™")) :]
        return dress(name, surface, entry[0]) + mark

    def _stays(self, entry, vocabulary):
        unknown = any(same(surface) not in self.names.known[entry] for surface in self.words[entry])
        cue = any("side effect" in surface.casefold() for surface in self.words[entry])
        return unknown or cue or entry not in vocabulary.parent or entry[1] in ("cytokine", "cancer")

    def _options(self, entry, vocabulary):
        """Entries of the same type and level that have a name for every place; itself when there is none."""
        peers = [
            other
            for other, level in vocabulary.level.items()
            if other[0] == entry[0] and level == vocabulary.level[entry] and other not in self.fixed and other != entry
            if entry[0] != "agent" or other in vocabulary.parent and vocabulary.parent[other][1]
            if (other in vocabulary.blockers) == (entry in vocabulary.blockers)
            if all(self.names.choose(other, surface, entry, self.rng) for surface in self.words[entry])
        ]
        self.rng.shuffle(peers)
        return peers + [entry]

    def _shuffled(self, numbers):
        """The numbers in another order, none in its own place."""
        numbers = list(numbers)
        while True:
            other = numbers[:]
            self.rng.shuffle(other)
            if all(a != b for a, b in zip(numbers, other, strict=True)):
                return other

    def _assign(self, free, options, pairs, vocabulary):
        """The paired by trial, each after its parents; the others by matching, so that none goes without."""

        def depth(entry):
            return len(list(vocabulary.ancestors(entry)))

        families = sorted(((parent, child) for child, parent in pairs), key=lambda family: (depth(family[0]), family))
        paired = list(dict.fromkeys(entry for family in families for entry in family))
        rest = [entry for entry in free if entry not in paired]

        def fitting(at, taken):
            if at == len(paired):
                yield taken
                return
            parents = [taken[parent] for child, parent in pairs if child == paired[at]]
            for other in options[paired[at]]:
                if other not in taken.values() and all(parent in vocabulary.ancestors(other) for parent in parents):
                    yield from fitting(at + 1, taken | {paired[at]: other})

        for taken in fitting(0, {}):
            whole = matched(rest, options, taken)
            if whole:
                return whole
        raise ValueError("no draw fits: relax the pairs or give the vocabulary more names")


def matched(entries, options, taken):
    """Give each entry one of its options, none twice, beside what is ``taken``; None if there is no way (Kuhn)."""
    owner = {other: entry for entry, other in taken.items()}

    def place(entry, seen):
        for other in options[entry]:
            if other not in seen and owner.get(other) not in taken:
                seen.add(other)
                if other not in owner or place(owner[other], seen):
                    owner[other] = entry
                    return True
        return False

    if all(place(entry, set()) for entry in entries):
        return {entry: other for other, entry in owner.items()}
    return None


def _pairs(free, found, vocabulary):
    """Children and parents that stand on one page and must stay child and parent.

    Not below an umbrella of many kinds ("solid tumor"): to keep such a family together no other would be wide enough.
    """
    pairs = []
    kinds = Counter(vocabulary.parent.values())
    for child in free:
        parent = vocabulary.parent[child]
        together = kinds[parent] <= UMBRELLA and parent in free and set(found[child]) & set(found[parent])
        version = vocabulary.level[child] == "substance" and vocabulary.level.get(parent) == "endogenous_cytokine"
        if together and (child[0] != "agent" or version):
            pairs.append((child, parent))
    return pairs
