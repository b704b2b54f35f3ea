"""What stands above what in the vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.records import ENTRY_TYPES, Vocabulary


@dataclass(frozen=True, slots=True)
class Trees:
    """Every entry of the vocabulary with itself and its ancestors, by type; and the level of each agent."""

    above: Mapping[str, Mapping[str, tuple[str, ...]]]
    level: Mapping[str, str]

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> Trees:
        up = {type: {e.id: e.parent for e in vocabulary.entries if e.type == type} for type in ENTRY_TYPES}
        above = {type: {id: _chain(id, parents) for id in parents} for type, parents in up.items()}
        return cls(above, {e.id: e.level for e in vocabulary.entries if e.type == "agent"})

    def wider(self, type: str, id: str) -> tuple[str, ...]:
        """The entry itself and all that is above it; what is no entry stands alone."""
        return self.above.get(type, {}).get(id, (id,))

    def in_line(self, one: str, other: str) -> bool:
        """Whether one of two agents is the other or stands above it."""
        return one in self.wider("agent", other) or other in self.wider("agent", one)


def _chain(id: str, up: Mapping[str, str]) -> tuple[str, ...]:
    chain = [id]
    while (id := up.get(id, "")) and id not in chain:
        chain.append(id)
    return tuple(chain)
