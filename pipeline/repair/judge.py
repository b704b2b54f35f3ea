"""Whether a change is mended, asked about, or left as another edition's wording."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from pipeline.records import Repair

from .changes import Change
from .compare import Partner
from .evidence import Weights, answered, evidence
from .guards import HARD, Guards
from .rules import Rule
from .usage import Usage, function


@dataclass(frozen=True, slots=True)
class Limits:
    """The numbers of the rule; curation/rules/repair.yaml says where they come from."""

    ratio: float = 75.0  # auto: how alike the two sentences are ...
    close: float = 85.0  # auto, for several words that were exchanged nowhere else
    same: float = 0.6  # ... or what share of their words is the same
    whole: float = 0.85  # auto, for a word put in: what share of our words the partner must have
    words: int = 8  # auto: length of the sentence; headings are shorter
    gain: float = 0.3  # auto: how much more usual the sibling's wording is
    drift: float = -1.0  # a change that makes our wording worse by so much shows another edition
    ask: float = -1.0  # review: below this the sibling has only other words, not better ones
    worse: float = -0.5  # auto, for one word: below this nothing shows that it was ours that was exchanged


@dataclass(frozen=True)
class Opinion:
    """What is held of one change: the guards it touches, the term it completes, and whether it may be mended."""

    change: Change
    guards: tuple[str, ...]
    term: str
    auto: bool


@dataclass(frozen=True)
class Judge:
    """Weighs the changes of a sentence together."""

    rule: Rule
    guards: Guards
    limits: Limits
    ours_exchanged: Weights
    theirs_original: Weights
    usage: Usage

    @classmethod
    def of(cls, rule: Rule, guards: Guards, usage: Usage) -> Judge:
        """The judge that a rule's settings describe."""
        weights = rule.settings["evidence"]
        limits = Limits(**rule.settings.get("limits", {}))
        return cls(rule, guards, limits, weights["ours_exchanged"], weights["theirs_original"], usage)

    def opinions(self, text: str, partner: Partner) -> list[Opinion]:
        """An opinion on each change of a sentence that is worth one.

        Several words exchanged in a row are judged together, and word by word where that mends some of them.
        """
        unit = text[partner.pair.ours.start : partner.pair.ours.end]
        whole = [c for change in partner.changes if not change.idle for c in self._parts(unit, change)]
        words, found = [word for change in whole for word in change.by_word()], []
        for change in whole:
            opinion = self._opinion(partner, change, unit, whole, words)
            parts = [self._opinion(partner, c, unit, whole, words) for c in change.by_word() if c is not change]
            found += parts if not opinion.auto and any(part.auto for part in parts) else [opinion]
        return [o for o in found if "anaphora" not in o.guards or HARD & set(o.guards)]

    def _parts(self, unit: str, change: Change) -> tuple[Change, ...]:
        """A guarded change whose last words are an exchange of their own elsewhere ("is often | wont"), in two."""
        count = len(change.ours)
        if count == len(change.theirs) > 1 and not change.long and self.guards.names_of(change, unit):
            for kept in range(1, count):
                if (change.ours[-kept:], change.theirs[-kept:]) in self.usage.alone:
                    return change.part(0, count - kept), change.part(count - kept, count)
        return (change,)

    def _opinion(
        self, partner: Partner, change: Change, unit: str, whole: Sequence[Change], words: Sequence[Change]
    ) -> Opinion:
        tripped, at = tuple(self.guards.names_of(change, unit)), (change.step[1], change.step[2])
        term = self.guards.completes(change, [w.key for w in partner.pair.ours.words], at)
        barred = tripped or change.long or partner.rival or partner.comparison.verdict.spun != "ours"
        if barred or not self._alike(partner):
            return Opinion(change, tripped, term, False)
        completed = bool(term) and self._completed(partner, change)
        if len(change.ours) == len(change.theirs) == 1:
            exchanged = self._word_exchanged(partner, change, words)
        else:
            exchanged = self._exchanged(partner, change, [c for c in whole if c is not change])
        return Opinion(change, tripped, term, completed or exchanged)

    def _word_exchanged(self, partner: Partner, change: Change, words: Sequence[Change]) -> bool:
        """Whether a machine exchanged one word, and the sibling has the author's."""
        if change.gain < self.limits.worse or function(change.ours) or function(change.theirs):
            return False  # function words stand everywhere: counting them shows nothing
        seen = evidence(self.usage, partner, change, words)
        return answered(self.ours_exchanged, seen) and answered(self.theirs_original, seen)

    def _exchanged(self, partner: Partner, change: Change, others: Sequence[Change]) -> bool:
        """Whether a machine exchanged these several words: better ones replaced by strangers, and the rest agrees.

        The rest agrees when nothing in the sentence points to another edition, and the same exchange stands
        elsewhere too, or the sibling's words are in use elsewhere.
        """
        if not (change.ours and change.theirs) or change.gain < self.limits.gain or not self.usage.stranger(change):
            return False
        if self.usage.contested(change):
            return False
        drifted = any(self._drifts(c) for c in others if c.ours and c.theirs and not c.long)
        if self.usage.repeated(change) and not drifted:
            return True
        if drifted or _uneven(change) or function(change.theirs) or partner.pair.ratio < self.limits.close:
            return False  # two sentences on different things may differ so
        return self.usage.in_use(change)

    def _drifts(self, change: Change) -> bool:
        """Whether a change speaks for another edition: our words are not the worse, or the sibling has them.

        What was exchanged elsewhere too is the machine's doing, whatever it looks like here.
        """
        return not self.usage.repeated(change) and (change.gain < self.limits.gain or self.usage.native(change))

    def _completed(self, partner: Partner, change: Change) -> bool:
        """A term is completed where its first word is missing, or where strangers stand in its place."""
        if change.gain <= self.limits.drift:
            return False
        if change.ours:
            better = change.gain >= self.limits.gain and self.usage.stranger(change) and not _uneven(change)
            return better and not self.usage.contested(change)
        return partner.pair.same >= self.limits.whole

    def _alike(self, partner: Partner) -> bool:
        pair = partner.pair
        return pair.length >= self.limits.words and (pair.ratio >= self.limits.ratio or pair.same >= self.limits.same)

    def repairs(self, text: str, partner: Partner) -> list[tuple[Change, Repair]]:
        """The repairs and questions of one sentence, each with the change it carries out."""
        held = self.opinions(text, partner)
        return [(o.change, self._record(text, partner, o)) for o in held if o.auto or self._worth_asking(o)]

    def _worth_asking(self, opinion: Opinion) -> bool:
        """Whether the sibling has better words, and not only other ones; hard guards are always worth it."""
        change = opinion.change
        if HARD & set(opinion.guards):
            return not change.long
        if change.long:
            return False
        if change.ours and change.theirs:
            return change.gain != 0 and (bool(opinion.term) or change.gain >= self.limits.ask)
        return bool(opinion.term) or max(len(change.ours), len(change.theirs)) <= 2 and change.gain >= self.limits.ask

    def _record(self, text: str, partner: Partner, held: Opinion) -> Repair:
        change, status = held.change, "auto" if held.auto else "review"
        confidence = "high" if held.auto else "medium" if change.gain > 0 else "low"
        said = basis(partner, change, held.guards, held.term)
        found = self.rule.mark(text, change.start, change.end, change.after, said, status=status, confidence=confidence)
        return found if held.auto else replace(found, harm=self._harm(held))

    def _harm(self, held: Opinion) -> int:
        """How much a wrong reading could change a claim, see :class:`pipeline.records.Repair`."""
        if {*HARD, "name", "bracket"} & set(held.guards):
            return 3
        if self.guards.entities & {*held.change.ours, *held.change.theirs}:
            return 2
        return 1 if held.guards else 0


def _uneven(change: Change) -> bool:
    """Much more or much less is said on one side: an editor's work."""
    return abs(len(change.ours) - len(change.theirs)) > 1


def basis(partner: Partner, change: Change, guards: Sequence[str] = (), term: str = "") -> str:
    """What a repair rests on; of a text that is not kept only the words of the substitution are said."""
    sibling = partner.comparison.sibling
    if sibling.role == "ephemeral":
        digest = sha256(sibling.text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        said = [f"{sibling.name} (sha256 {digest}, not kept): “{change.after.strip()}”"]
    else:
        said = [f"{sibling.name}: “{' '.join(filter(None, (change.left, change.after.strip(), change.right)))}”"]
    said.append(f"ratio {partner.pair.ratio:.0f}, gain {change.gain:+.1f}")
    if term:
        said.append(f"completes the term “{term}”")
    if guards:
        said.append("guards: " + ", ".join(guards))
    if partner.comparison.verdict.spun == "unclear":
        said.append("direction unclear: " + partner.comparison.verdict.why)
    return "; ".join(said)
