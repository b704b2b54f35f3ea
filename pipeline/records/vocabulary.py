"""Vocabulary: entries, their names, terms, and what people decided."""

from __future__ import annotations

from dataclasses import dataclass

ENTRY_TYPES = ("agent", "condition", "event")


@dataclass(frozen=True, slots=True)
class Entry:
    """An agent, condition or event of the vocabulary."""

    type: str  # agent | condition | event
    id: str
    name: str
    parent: str = ""
    level: str = ""  # agents: class | endogenous_cytokine | substance
    group: str = ""  # agents: family; conditions: kind; events: body system
    source: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """One name of one entry. ``match``: any_case, exact_case or needs_context."""

    type: str
    id: str
    name: str
    kind: str  # INN | brand | abbreviation | synonym | lay | spelling
    match: str = "any_case"
    context: str = ""  # for needs_context: words, separated by |, one of which must stand in the sentence
    source: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A route, setting, unit, partner treatment or cue word.

    ``kind`` says which list it belongs to (route, setting, partner, cue_treat ...),
    ``value`` the canonical value it stands for, ``term`` the words on a page.
    """

    kind: str
    value: str
    term: str
    match: str = "any_case"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person settled, one line of curation/decisions.csv.

    ``action`` repair | flag: the words ``expected`` (inside the passage ``within``,
    which must be unique on the page; empty: ``expected`` is itself unique) read
    ``replacement`` / are kept but suspected. ``action`` accept | reject | amend:
    the candidate ``claim`` ("agent relation object") whose quote holds ``expected``;
    amend sets ``replacement`` ("field=value"). ``action`` resolve: the conflict of ``kind`` in which that claim is one
    side; ``replacement`` says of it holds, yields or both_hold.
    """

    decision_id: str
    action: str
    source_id: str
    expected: str
    within: str = ""
    kind: str = ""
    replacement: str = ""
    claim: str = ""
    curator: str = ""
    decided_on: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    entries: tuple[Entry, ...] = ()
    names: tuple[Name, ...] = ()
    terms: tuple[Term, ...] = ()

    def parents(self, type: str, id: str) -> tuple[str, ...]:
        """The ancestors of an entry, nearest first."""
        up = {e.id: e.parent for e in self.entries if e.type == type}
        chain: list[str] = []
        while (id := up.get(id, "")) and id not in chain:
            chain.append(id)
        return tuple(chain)
