"""What relating needs of the vocabulary, prepared once: entries, their ancestors, the grammar of schedules."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.records import Entry, Vocabulary

from .schedules import Grammar

Key = tuple[str, str]  # type, id


@dataclass(frozen=True, slots=True)
class Ground:
    """Look-ups of the vocabulary that do not change from page to page."""

    entries: dict[Key, Entry]
    ancestors: dict[Key, tuple[str, ...]]  # nearest first
    shared: dict[str, frozenset[str]]  # event -> conditions that share a name with it
    lay: frozenset[Key]  # event, lay name of it (folded): what a medical term in a bracket puts better
    given: frozenset[str]  # agents that belong to a family; a lone class or a blocker is named, never given
    formless: frozenset[str]  # cytokines of the body of which no drug is known: given in experiments at most
    grammar: Grammar

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> Ground:
        """Prepare a vocabulary.

        >>> Ground.of(Vocabulary((Entry("agent", "a", "A"), Entry("agent", "b", "B", "a")))).is_below("agent", "b", "a")
        True
        """
        entries = {(e.type, e.id): e for e in vocabulary.entries}
        ancestors = {key: _chain(entries, key) for key in entries}
        lay = frozenset((n.id, _bare(n.name)) for n in vocabulary.names if n.type == "event" and n.kind == "lay")
        given, formless = _given(entries), _formless(entries, ancestors)
        return cls(entries, ancestors, _shared(vocabulary), lay, given, formless, Grammar.of(vocabulary.terms))

    def is_below(self, type: str, low: str, high: str) -> bool:
        """True when entry ``low`` is a descendant of ``high``."""
        return high in self.ancestors.get((type, low), ())

    def is_lay(self, id: str, words: str) -> bool:
        """True when an event is called by an everyday name: "nose bleed", and not "epistaxis"."""
        return (id, _bare(words)) in self.lay


def _bare(name: str) -> str:
    return name.casefold().rstrip("s")


def _chain(entries: dict[Key, Entry], key: Key) -> tuple[str, ...]:
    type, chain, up = key[0], [], entries[key].parent
    while up and up not in chain:
        chain.append(up)
        up = entries[type, up].parent if (type, up) in entries else ""
    return tuple(chain)


def _shared(vocabulary: Vocabulary) -> dict[str, frozenset[str]]:
    conditions: dict[str, set[str]] = {}
    for name in vocabulary.names:
        if name.type == "condition":
            conditions.setdefault(name.name.casefold(), set()).add(name.id)
    shared: dict[str, frozenset[str]] = {}
    for name in vocabulary.names:
        if name.type == "event" and (ids := conditions.get(name.name.casefold())):
            shared[name.id] = shared.get(name.id, frozenset()) | ids
    return shared


BLOCKER = "antagonist"  # family of what acts against a cytokine: named in facts, never given as one


def _given(entries: dict[Key, Entry]) -> frozenset[str]:
    agents = [e for e in entries.values() if e.type == "agent"]
    heads = {e.parent for e in agents}
    return frozenset(e.id for e in agents if (e.parent or e.id in heads) and e.group != BLOCKER)


def _formless(entries: dict[Key, Entry], ancestors: dict[Key, tuple[str, ...]]) -> frozenset[str]:
    made = {up for key, entry in entries.items() if entry.level == "substance" for up in ancestors[key]}
    return frozenset(e.id for e in entries.values() if e.level == "endogenous_cytokine" and e.id not in made)
