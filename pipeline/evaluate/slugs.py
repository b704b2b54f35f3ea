"""The committed table that leads from the gold's slugs to the project's ids.

People review it; it is never made from the vocabulary under test. A row with an
empty id says, in its note, why the slug has no counterpart; facts that need such
a slug can never be met, and are required or not by the rule of their table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.records import Fault, Faults

UNMAPPED = "unmapped:"  # marks a slug without id inside a key: no prediction equals it


@dataclass(frozen=True, slots=True)
class SlugMap:
    """Gold slugs by type.

    >>> slugs = SlugMap.of([{"type": "agent", "slug": "x_s", "id": "x", "note": ""}])
    >>> slugs.id("x_s", "agent", "partner"), slugs.has("x_s", "partner")
    ('x', False)
    """

    ids: Mapping[tuple[str, str], str]

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, str]]) -> SlugMap:
        """Read rows of type, slug, id, note; raises Faults for doubled rows and for rows without id and reason."""
        ids: dict[tuple[str, str], str] = {}
        faults = []
        for line, row in enumerate(rows, 2):
            key = row["type"], row["slug"]
            if key in ids:
                faults.append(Fault("slug_double", f"slug_map row {line}", f"{key} stands twice", "keep one row"))
            if not row["id"] and not row.get("note"):
                faults.append(Fault("slug_no_reason", f"slug_map row {line}", f"{key} has no id", "say why in note"))
            ids[key] = row["id"]
        if faults:
            raise Faults(faults)
        return cls(ids)

    def has(self, slug: str, *types: str) -> bool:
        """True if the slug has an id as one of these types."""
        return any(self.ids.get((type, slug)) for type in types)

    def all(self, type: str) -> frozenset[str]:
        """The ids of all slugs of a type."""
        return frozenset(id for (kind, _), id in self.ids.items() if kind == type and id)

    def id(self, slug: str, *types: str) -> str:
        """The id of a slug, looked up as each type in turn; raises Fault for a slug that no row names."""
        known = [type for type in types if (type, slug) in self.ids]
        if not known:
            raise Fault(
                "gold_slug_unmapped",
                f"slug_map {'/'.join(types)}",
                f"the gold uses {slug!r} and no row names it",
                "add a row to tests/gold/slug_map.csv: the project's id, or an empty id and the reason",
            )
        return next((self.ids[type, slug] for type in known if self.ids[type, slug]), UNMAPPED + slug)

    def name(self, spelling: str) -> str:
        """A name as the vocabulary spells it, folded; a spelling that no row names stands for itself."""
        return fold(self.ids.get(("name", spelling)) or spelling)


def fold(name: str) -> str:
    """Spellings that count as one name: case, spaces, hyphens, signs and a plural s are ignored.

    >>> fold("IL-2") == fold("il 2s")
    True
    """
    bare = "".join(char for char in name.casefold() if char.isalnum())
    return bare[:-1] if len(bare) > 2 and bare.endswith("s") else bare
