"""Which of two copies was paraphrased: decided by evidence, never by the difference itself.

Three witnesses may speak, each for "ours", "theirs" or not at all:
the publisher (one side's wording is vouched for, the other's is not), the
spinner's signatures (stock phrases that no author writes), and the vote of
fluency (on which side the words that differ are the less usual company for
their neighbours; leftovers, words that a machine exchanged here and forgot
there, help a weak vote). Nothing is mended unless a witness of the text itself,
signature or vote, names our side and no witness names the other.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from .changes import Change
from .held import held
from .words import FUNCTION, words

CLIP = 2.0  # one odd word must not decide alone
VOTERS = 5  # fewer different substitutions are no vote
CLEAR = (
    2.0  # standard errors; on the measured pairs 2.4 to 3.7 for spun against clean, at most 0.8 between two of a kind
)
HINT, SUM = 1.2, 2.2  # a weaker vote counts when half the standing of the leftovers brings it here
SIGNED = 2  # signatures more than the other side has


@dataclass(frozen=True, slots=True)
class Signature:
    """A stock phrase of spinners; ``only``: words in small letters, one of which it cannot do without, for speed."""

    pattern: re.Pattern[str]
    only: tuple[str, ...]

    @classmethod
    def of(cls, pattern: str, only: tuple[str, ...]) -> Signature:
        """From a rule's settings."""
        return cls(re.compile(pattern, re.IGNORECASE), only)


@dataclass(frozen=True, slots=True)
class Verdict:
    """``spun`` is ours, theirs or unclear; ``why`` names the witnesses."""

    spun: str
    why: str


@dataclass(frozen=True, slots=True)
class Testimony:
    """What speaks for our side having been paraphrased (positive) or the sibling's (negative)."""

    publisher: int  # 1: only the sibling's publisher is known
    signed: int  # our signatures less the sibling's
    fluency: float  # standard errors
    leftover: float  # standard errors
    voters: int


def verdict(said: Testimony) -> Verdict:
    """The direction between us and one sibling.

    >>> verdict(Testimony(0, 0, 2.7, 0.0, 16)).spun, verdict(Testimony(-1, 0, 2.7, 0.0, 16)).spun
    ('ours', 'unclear')
    """
    both = said.fluency + said.leftover / 2
    fluency = (_clear(said.fluency, both)) - (_clear(-said.fluency, -both))
    signature = (said.signed >= SIGNED) - (said.signed <= -SIGNED)
    voices = (said.publisher, signature, fluency)
    if max(signature, fluency) > 0 and min(voices) >= 0:
        spun = "ours"
    elif max(voices) <= 0 and min(voices) < 0:
        spun = "theirs"
    else:
        spun = "unclear"
    heard = f"publisher {said.publisher:+d}, signatures {said.signed:+d}, fluency {said.fluency:+.1f}"
    return Verdict(spun, f"{heard}, leftovers {said.leftover:+.1f} ({said.voters} substitutions)")


def _clear(fluency: float, both: float) -> bool:
    return fluency >= CLEAR or fluency >= HINT and both >= SUM


def testify(changes: Sequence[Change], ours: str, theirs: str, signed: int, publisher: int) -> Testimony:
    """The testimony of the changes between our text and a sibling's."""
    voters = {(c.ours, c.theirs): c for c in changes if _votes(c)}
    gains = [max(-CLIP, min(CLIP, c.gain)) for c in voters.values()]
    fluency = _standing(gains) if len(gains) >= VOTERS else 0.0
    mine, other = ({w.key for w in words(text)} for text in (ours, theirs))
    left = [_leftover(c, mine, other) for c in voters.values()]
    return Testimony(publisher, signed, fluency, _standing([v for v in left if v]), len(gains))


def _standing(values: Sequence[float]) -> float:
    spread = math.sqrt(sum(v * v for v in values))
    return sum(values) / spread if spread else 0.0


def _leftover(change: Change, mine: set[str], other: set[str]) -> int:
    """1 where our words are strangers to the sibling while its words still stand on our page; -1 the other way."""
    ours = [w for w in change.ours if w not in change.theirs and w not in FUNCTION]
    theirs = [w for w in change.theirs if w not in change.ours and w not in FUNCTION]
    if not ours or not theirs:
        return 0
    return (not any(w in other for w in ours)) - (not any(w in mine for w in theirs))


def _votes(change: Change) -> bool:
    if change.idle or max(len(change.ours), len(change.theirs)) > 4:
        return False
    return all(w[0].isalnum() for w in (*change.ours, *change.theirs))


def signed(text: str, signatures: Sequence[Signature]) -> list[Signature]:
    """The stock phrases of spinners that stand in a text.

    >>> phrase = Signature.of("square measure", ("measure",))
    >>> [len(signed(text, [phrase])) for text in ("They Square Measure safe.", "measured squarely", "")]
    [1, 0, 0]
    """
    near = held(text.casefold(), tuple(word for s in signatures for word in s.only))
    return [s for s in signatures if not near.isdisjoint(s.only) and s.pattern.search(text)]
