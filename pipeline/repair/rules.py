"""Repair rules as data: what one is, and what it marks on a text.

A rule of ``curation/rules/repair.yaml`` either holds a ``pattern`` (and, when it
rewrites, a ``replace`` template) or names one of the detectors by ``apply``, with
its ``settings``. The part of a match that is repaired is the group ``spot`` where
the pattern has one, so that a pattern may look around without touching.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ftfy import bad_codecs

from pipeline.records import Document, Fault, Repair, Vocabulary

from .direction import Signature
from .held import held

bad_codecs.ok()  # registers sloppy-windows-1252: Windows-1252 as browsers read it
STATUSES = ("auto", "review", "gap", "flag")


@dataclass(frozen=True, slots=True)
class Sibling:
    """A page that may share its origin with the one under repair.

    ``name`` is a source_id or an address, ``publisher_known`` says that somebody vouches for its wording (a review
    or editorial line), ``role`` is claims (in the dataset), reference (stored, repairs only) or ephemeral (given on
    the command line, never stored).
    """

    name: str
    text: str
    publisher_known: bool = False
    role: str = "claims"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; ``settings`` are the few numbers and word lists a detector takes from the curator."""

    id: str
    kind: str
    status: str
    pattern: re.Pattern[str] | None = None
    replace: str = ""
    apply: str = ""
    confidence: str = "high"
    basis: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    only: tuple[str, ...] = ()  # tried only on a text that holds one of these words ...
    shapes: tuple[str, ...] = ()  # ... or one of these shapes (see Scene.shape)

    def __hash__(self) -> int:
        return hash(self.id)  # the rules are part of a key for every page, and no two share an id

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Rule:
        """A rule from its YAML form; raises Fault when it could never work."""
        where = f"curation/rules/repair.yaml#{row.get('id', '?')}"
        if row.get("status") not in STATUSES:
            raise Fault("rule_invalid", where, f"status is {row.get('status')!r}", f"use one of {', '.join(STATUSES)}")
        if bool(row.get("pattern")) == bool(row.get("apply")):
            raise Fault("rule_invalid", where, "needs either a pattern or an apply", "give exactly one of the two")
        try:
            pattern = re.compile(row["pattern"], re.MULTILINE) if row.get("pattern") else None
        except re.error as error:
            raise Fault("rule_invalid", where, f"the pattern does not compile: {error}", "mend the pattern") from error
        return cls(
            row["id"], row["kind"], row["status"], pattern, row.get("replace", ""), row.get("apply", ""),
            row.get("confidence", "high"), row.get("basis", ""), row.get("settings", {}),
            tuple(row.get("only", ())), tuple(row.get("shapes", ())),
        )  # fmt: skip

    def mark(self, text: str, start: int, end: int, after: str = "", basis: str = "", **other: str) -> Repair:
        """A repair of this rule at a span of ``text``."""
        fields = {"kind": self.kind, "status": self.status, "confidence": self.confidence} | other
        basis, harm = basis or self.basis or "the text itself", 3 if fields["status"] == "review" else 0
        return Repair(start, end, text[start:end], after, rule=self.id, basis=basis, harm=harm, **fields)


# Bytes of Windows-1252 -> what sort of character they are: letter, capital, digit, h for anything above ASCII.
SORTS = bytes(
    ord("a")
    if 97 <= b <= 122
    else ord("A")
    if 65 <= b <= 90
    else ord("0")
    if 48 <= b <= 57
    else ord("h")
    if b > 127
    else b
    for b in range(256)
)


@dataclass(frozen=True)
class Scene:
    """What a detector may look at."""

    document: Document
    siblings: Sequence[Sibling] = ()
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    publisher_known: bool = False
    signatures: tuple[Signature, ...] = ()

    @property
    def text(self) -> str:
        return self.document.text

    @cached_property
    def shape(self) -> str:
        """The text as sorts of characters; a search for a shape is a hundred times cheaper than a pattern.

        >>> Scene(Document("p", "", "", "It ends.Naïve 5")).shape
        'Aa aaaa.Aahaa 0'
        """
        return self.text.encode("sloppy-windows-1252", "replace").translate(SORTS).decode("ascii")

    def awake(self, rules: Iterable[Rule]) -> list[Rule]:
        """The rules in order, but for those that cannot do without something the text does not hold."""
        rules = list(rules)
        words = held(self.text, tuple(words for rule in rules for words in rule.only))
        shapes = held(self.shape, tuple(shape for rule in rules for shape in rule.shapes))
        return [
            rule
            for rule in rules
            if not (rule.only or rule.shapes) or not (words.isdisjoint(rule.only) and shapes.isdisjoint(rule.shapes))
        ]

    def lines(self, rule: Rule) -> Iterator[tuple[int, int]]:
        """The lines that hold what the rule cannot do without; the whole text for a rule that says nothing of it."""
        if not rule.only and not rule.shapes:
            yield 0, len(self.text)
            return
        done = -1
        for at in sorted({*_hits(self.text, rule.only), *_hits(self.shape, rule.shapes)}):
            if at >= done:
                start, stop = self.text.rfind("\n", 0, at) + 1, self.text.find("\n", at + 1)
                done = len(self.text) if stop < 0 else stop
                yield start, done


def _hits(text: str, sought: tuple[str, ...]) -> Iterator[int]:
    for words in sought:
        at = text.find(words)
        while at >= 0:
            yield at
            at = text.find(words, at + 1)


Detector = Callable[[Scene, Rule], Iterable[Repair]]


def matches(scene: Scene, rule: Rule) -> Iterator[Repair]:
    """The repairs of a rule that is a pattern.

    >>> rule = Rule.of({"id": "stop", "kind": "glued_text", "status": "auto", "pattern": r"^(?P<spot>\\.)(?=[A-Z])"})
    >>> [(r.start, r.before, r.after) for r in matches(Scene(Document("p", "", "", "One.\\n.Two")), rule)]
    [(5, '.', '')]
    """
    marked = "spot" in rule.pattern.groupindex
    for low, high in scene.lines(rule):
        for found in rule.pattern.finditer(scene.text, low, high):
            start, end = found.span("spot" if marked and found["spot"] is not None else 0)
            yield rule.mark(scene.text, start, end, found.expand(rule.replace))
