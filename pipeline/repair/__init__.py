"""repair: an overlay of repairs, gaps and flags over a text that never changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

from pipeline.records import APPLIED, Decision, Document, Fault, Repair, View, Vocabulary

from .boilerplate import repeated_titles, site_lines
from .encoding import c1_controls, doubled, letters_for_ideographs, planted_names, wrong_table
from .examples import tried
from .layout import broken_sentences, divided_words, glued_words
from .lineage import Lineage, lineages
from .losses import lost_headings, lost_links, lost_lists, lost_reference_heading
from .overlay import merge, queue
from .rules import Detector, Rule, Scene, Sibling, matches
from .settle import settled
from .spun import signatures_of, spinner_marks, spun_phrases

__all__ = [
    "DETECTORS", "Findings", "Lineage", "Rule", "Scene", "Sibling", "compiled", "lineage", "on_text", "queue",
    "repair", "tried",
]  # fmt: skip

DETECTORS: dict[str, Detector] = {
    detect.__name__: detect
    for detect in (
        *(wrong_table, planted_names, doubled, c1_controls, letters_for_ideographs),
        *(broken_sentences, divided_words, glued_words, lost_lists, lost_headings, lost_links, lost_reference_heading),
        *(repeated_titles, site_lines, spinner_marks, spun_phrases),
    )
}
COMPARING = frozenset({"spun_phrases"})  # these look at siblings, after everything else was mended on both sides
OUTLINED = frozenset({"lost_lists", "lost_headings", "lost_links", "lost_reference_heading", "repeated_titles"})
"""These look at blocks, and mark: what they find changes no words."""


@dataclass(frozen=True)
class Findings:
    """What was found on a page's text alone, which is all that changes words; its blocks may add gaps and flags."""

    settled: tuple[Repair, ...]
    found: tuple[Repair, ...]
    rules: tuple[Rule, ...]

    @cached_property
    def repairs(self) -> tuple[Repair, ...]:
        """In text order; applied repairs never overlap."""
        return merge(self.settled, self.found)

    def with_blocks(self, document: Document) -> tuple[Repair, ...]:
        """The same with what the blocks of the document show."""
        scene = Scene(document)
        return merge(self.settled, [*self.found, *_marks(scene, self.rules)])


def repair(
    document: Document,
    siblings: Sequence[Sibling] = (),
    rules: Iterable[Mapping[str, Any] | Rule] = (),
    vocabulary: Vocabulary = Vocabulary(),  # noqa: B008 (frozen)
    decisions: Iterable[Decision] = (),
    publisher_known: bool = False,
) -> tuple[Repair, ...]:
    """Everything found on a document, in text order; applied repairs never overlap.

    ``rules`` are the rows of curation/rules/repair.yaml in their order. Raises Faults for void decisions.
    """
    return on_text(document, siblings, rules, vocabulary, decisions, publisher_known).with_blocks(document)


def on_text(
    document: Document,
    siblings: Sequence[Sibling],
    rules: Iterable[Mapping[str, Any] | Rule],
    vocabulary: Vocabulary,
    decisions: Iterable[Decision],
    publisher_known: bool,
) -> Findings:
    """The first half of :func:`repair`, for a document whose blocks nobody has asked for yet."""
    rules = compiled(rules)
    scene = Scene(document, tuple(siblings), vocabulary, publisher_known, signatures_of(rules))
    found = _on_text(scene, rules)
    if siblings:
        found += _compared(scene, rules, merge((), found))
    return Findings(tuple(settled(document, decisions)), tuple(found), rules)


def lineage(pages: Sequence[Sibling], rules: Iterable[Mapping[str, Any] | Rule]) -> tuple[Lineage, ...]:
    """The pairs of pages of common origin, each page given as a Sibling; the order of the pages does not matter."""
    rules = compiled(rules)
    mended = [replace(page, text=_mended(page.text, rules)) for page in pages]
    return tuple(lineages(mended, signatures_of(rules)))


def compiled(rules: Iterable[Mapping[str, Any] | Rule]) -> tuple[Rule, ...]:
    """Rules ready to use; a caller with many pages does this once. Raises Fault for a rule that could never work."""
    made = tuple(rule if isinstance(rule, Rule) else Rule.of(rule) for rule in rules)
    for rule in made:
        if rule.apply in OUTLINED and rule.status in APPLIED:
            where, problem = f"curation/rules/repair.yaml#{rule.id}", f"{rule.apply} marks, it has no words to put in"
            raise Fault("rule_invalid", where, problem, "use status gap, flag or review")
    return made


def _on_text(scene: Scene, rules: Iterable[Rule]) -> list[Repair]:
    own = (rule for rule in rules if rule.apply not in COMPARING | OUTLINED)
    return [r for rule in scene.awake(own) for r in _run(scene, rule)]


def _marks(scene: Scene, rules: Iterable[Rule]) -> Iterator[Repair]:
    return (r for rule in scene.awake(rule for rule in rules if rule.apply in OUTLINED) for r in _run(scene, rule))


def _run(scene: Scene, rule: Rule) -> Iterable[Repair]:
    return matches(scene, rule) if rule.pattern else DETECTORS[rule.apply](scene, rule)


def _compared(scene: Scene, rules: tuple[Rule, ...], found: Sequence[Repair]) -> Iterator[Repair]:
    """What siblings show, looked for in the mended texts and carried back to the stored one."""
    view = View.of(scene.text, found)
    siblings = [replace(s, text=_mended(s.text, rules)) for s in scene.siblings]
    seen = replace(scene, document=replace(scene.document, text=view.text, blocks=()), siblings=siblings)
    for rule in rules:
        if rule.apply in COMPARING:
            for repair in DETECTORS[rule.apply](seen, rule):
                start, end = view.to_stored(repair.start, repair.end)
                yield replace(repair, start=start, end=end, before=scene.text[start:end])


@lru_cache(maxsize=512)  # a sibling is mended once, however many pages it is laid beside
def _mended(text: str, rules: tuple[Rule, ...]) -> str:
    scene = Scene(Document("", "text/plain", "utf-8", text))
    return View.of(text, merge((), _on_text(scene, rules))).text
