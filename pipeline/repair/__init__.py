"""repair: an overlay of repairs, gaps and flags over a text that never changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from pipeline.records import Decision, Document, Repair, View, Vocabulary

from .boilerplate import repeated_titles, site_lines
from .encoding import doubled, letters_for_ideographs, planted_names, wrong_table
from .examples import tried
from .layout import broken_sentences, glued_words
from .lineage import Lineage, lineages
from .losses import lost_headings, lost_links, lost_lists, lost_reference_heading
from .overlay import merge, queue
from .rules import Detector, Rule, Scene, Sibling, matches
from .settle import settled
from .spun import signature_patterns, spinner_marks, spun_phrases

__all__ = ["DETECTORS", "Lineage", "Rule", "Scene", "Sibling", "compiled", "lineage", "queue", "repair", "tried"]

DETECTORS: dict[str, Detector] = {
    detect.__name__: detect
    for detect in (
        *(wrong_table, planted_names, doubled, letters_for_ideographs),
        *(broken_sentences, glued_words, lost_lists, lost_headings, lost_links, lost_reference_heading),
        *(repeated_titles, site_lines, spinner_marks, spun_phrases),
    )
}
COMPARING = frozenset({"spun_phrases"})  # these look at siblings, after everything else was mended on both sides


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
    rules = compiled(rules)
    scene = Scene(document, tuple(siblings), vocabulary, publisher_known, signature_patterns(rules))
    found = [r for rule in rules if rule.apply not in COMPARING for r in _run(scene, rule)]
    if siblings:
        found += _compared(scene, rules, merge((), found))
    return merge(settled(document, decisions), found)


def lineage(pages: Sequence[Sibling], rules: Iterable[Mapping[str, Any] | Rule]) -> tuple[Lineage, ...]:
    """The pairs of pages of common origin, each page given as a Sibling; the order of the pages does not matter."""
    rules = compiled(rules)
    mended = [replace(page, text=_mended(page.text, rules)) for page in pages]
    return tuple(lineages(mended, signature_patterns(rules)))


def compiled(rules: Iterable[Mapping[str, Any] | Rule]) -> tuple[Rule, ...]:
    """Rules ready to use; a caller with many pages does this once."""
    return tuple(rule if isinstance(rule, Rule) else Rule.of(rule) for rule in rules)


def _run(scene: Scene, rule: Rule) -> Iterable[Repair]:
    if not scene.has(rule):
        return ()
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
    return View.of(
        text, merge((), [r for rule in rules if rule.apply not in COMPARING for r in _run(scene, rule)])
    ).text
