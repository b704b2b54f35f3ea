"""Rules that no single table can hold: what a rule is, what it looks at, how all of them are run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from pipeline.compile import broken, links
from pipeline.compile.tables import kind_of
from pipeline.records import Fault

SHOWN = 20  # faults listed per rule; the rest is counted


@dataclass(frozen=True)
class World:
    """What the rules look at: the published tables, and what they were made from."""

    frames: Mapping[str, pd.DataFrame]
    schemas: Mapping[str, dict]
    texts: Mapping[str, str]  # source_id -> text layer
    found: Mapping[str, int]  # source_id -> number of candidates that the machine found
    limits: Mapping[str, float]  # of quotations: max_characters, max_share

    def rows(self, table: str, *columns: str) -> Iterator[tuple]:
        """The rows of a table as tuples of these columns, None for unknown."""
        return zip(*(_plain(self.frames[table][column]) for column in columns), strict=True)


def _plain(values: pd.Series) -> list:
    known = values.notna().tolist()
    return [value if here else None for value, here in zip(values.tolist(), known, strict=True)]


class Offence(NamedTuple):
    """A row that breaks a rule: its key, and what is wrong with it."""

    key: str
    problem: str


@dataclass(frozen=True)
class Rule:
    """A rule between tables. ``find`` yields the offences among the rows of ``table``."""

    name: str
    table: str
    meaning: str
    remedy: str
    find: Callable[[World], Iterable[Offence]]


@dataclass(frozen=True)
class Verdict:
    """What became of one rule; ``checked`` counts rows, or declared keys for the rules from the schemas."""

    rule: Rule
    checked: int
    offences: tuple[Offence, ...]

    def faults(self) -> list[Fault]:
        """The offences as faults; beyond the first ones only their number."""
        rule = self.rule
        shown = [Fault(rule.name, f"{rule.table} {o.key}", o.problem, rule.remedy) for o in self.offences[:SHOWN]]
        if rest := len(self.offences) - SHOWN:
            shown += [Fault(rule.name, rule.table, f"{rest} more rows like these", rule.remedy)] if rest > 0 else []
        return shown


def judge(world: World, rules: Iterable[Rule]) -> list[Verdict]:
    """The verdict on every rule, those that the schemas declare first."""
    verdicts = _declared(world)
    for rule in rules:
        verdicts.append(Verdict(rule, len(world.frames[rule.table]), tuple(rule.find(world))))
    return verdicts


def _declared(world: World) -> list[Verdict]:
    """Foreign keys of every kind, parts and needs: found by compile, one rule per kind."""
    declared: dict[str, int] = {}
    for schema in world.schemas.values():
        for link in links(schema):
            declared[kind_of(link)] = declared.get(kind_of(link), 0) + 1
        declared["part"] = declared.get("part", 0) + len(schema.get("x_parts", {}).get("tables", ()))
        declared["need"] = declared.get("need", 0) + len(schema.get("x_needs", ()))
    found = broken(world.frames, world.schemas)
    verdicts = []
    for kind in sorted(set(declared) | set(found["kind"])):
        mine = found[found["kind"] == kind]
        lines = zip(mine["table"].tolist(), mine["key"].tolist(), mine["rule"].tolist(), strict=True)
        offences = tuple(Offence(f"{table} {key}", f"breaks {rule}") for table, key, rule in lines)
        meaning = f"every declared {kind.replace('_', ' ')} holds"
        rule = Rule(kind, "tables", meaning, "add the missing row or mend the key", lambda world: ())
        verdicts.append(Verdict(rule, declared.get(kind, 0), offences))
    return verdicts
