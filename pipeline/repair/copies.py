"""Pages of common origin: which pages are copies of one another, and how much.

The measure is containment: shared three-word shingles divided by those of the
smaller page, because pages differ in length. On few pages it is counted exactly;
on many, datasketch proposes the pairs and the count decides. One page beside many
is looked up in an index of their shingles, so that it costs the same whatever they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, combinations

from .align import Unit, pairs
from .words import WORD, key

SIZE = 3
SHARED = 0.15  # copies measured 0.26 to 0.58, unrelated pages at most 0.07
ALIKE = 0.20  # or this share of sentences found again; unrelated pages at most 3 of 60
LEAST = 100  # runs of three words; a note of a few sentences shares up to 11 with a page of its subject: stock phrases
CLOSER = 0.07  # pages that share less have addresses and stock phrases in common; they are not laid side by side
FEW = 200  # pages that are compared pair by pair
Shingle = tuple[str, ...]


@lru_cache(maxsize=512)
def shingles(text: str) -> frozenset[Shingle]:
    """The runs of three words of a text."""
    keys = [word for word in map(key, WORD.findall(text)) if word[0].isalnum()]
    return frozenset(zip(*(keys[k:] for k in range(SIZE))))


def containment(one: frozenset, other: frozenset) -> float:
    """The share of the smaller set that is in the other.

    >>> containment(shingles("it helps cells grow and divide"), shingles("IL helps cells grow and divide more quickly"))
    0.75
    """
    return len(one & other) / max(min(len(one), len(other)), 1)


def likeness(one: frozenset, other: frozenset) -> float:
    """Containment as it speaks for a common origin: a page counts as one of ``LEAST`` runs or more.

    >>> note, page = map(shingles, ("it is approved to treat kidney cancer", "IL is approved to treat kidney cancer"))
    >>> containment(note, page), likeness(note, page) < SHARED
    (0.8, True)
    """
    return _weighed(len(one & other), one, other)


def _weighed(shared: int, one: frozenset, other: frozenset) -> float:
    return shared / max(min(len(one), len(other)), LEAST)


def nearby(text: str, others: tuple[str, ...]) -> Iterator[tuple[int, float]]:
    """Which of the other texts are worth a closer look, by number, and their likeness.

    >>> page = " ".join(f"word{n} of{n}" for n in range(60))
    >>> list(nearby(f"{page} goes on", ("another page", page)))
    [(1, 1.0)]
    """
    own, index = shingles(text), _index(others)
    shared = Counter(chain.from_iterable(index[run] for run in own if run in index))
    for number, count in sorted(shared.items()):
        alike = _weighed(count, own, shingles(others[number]))
        if alike >= CLOSER:
            yield number, alike


@lru_cache(maxsize=8)  # the same pages stand beside every page of a run
def _index(texts: tuple[str, ...]) -> Mapping[Shingle, list[int]]:
    """The numbers of the texts that hold each run of three words."""
    holders: dict[Shingle, list[int]] = {}
    for number, text in enumerate(texts):
        for run in shingles(text):
            holders.setdefault(run, []).append(number)
    return holders


def copied(ours: Sequence[Unit], theirs: Sequence[Unit], shared: float) -> bool:
    """Whether two pages are copies: by containment, or by sentences found again in other words."""
    if shared >= SHARED:
        return True
    long = [unit for unit in ours if len(unit.words) >= 8]
    alike = sum(pair.ratio >= 70 and pair.length >= 8 for pair in pairs(long, theirs))
    return alike >= 3 and alike >= ALIKE * len(long)


def candidates(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The pairs of texts worth a closer look: all of few; of many those that share shingles, and enough of them.

    At so low a threshold sketches propose more than half of all pairs; the count, which is cheap, leaves out most.
    """
    if len(texts) <= FEW:
        yield from combinations(range(len(texts)), 2)
        return
    sets = [shingles(text) for text in texts]
    proposed = sorted({tuple(sorted(pair)) for pair in _sketched(sets)})
    yield from (pair for pair in proposed if likeness(sets[pair[0]], sets[pair[1]]) >= CLOSER)


def _sketched(sets: Sequence[frozenset]) -> Iterable[tuple[int, int]]:
    from datasketch import MinHash, MinHashLSHEnsemble  # only a corpus needs it

    def sketch(set_: frozenset) -> MinHash:
        hashed = MinHash(num_perm=128, seed=1)
        hashed.update_batch([" ".join(s).encode() for s in sorted(set_)])
        return hashed

    sketches = [(k, sketch(s), len(s)) for k, s in enumerate(sets) if s]
    index = MinHashLSHEnsemble(threshold=SHARED, num_perm=128, num_part=8)
    index.index(sketches)
    for k, hashed, size in sketches:
        yield from ((k, other) for other in index.query(hashed, size) if other != k)
