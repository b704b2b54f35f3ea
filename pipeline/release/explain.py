"""Why a row changed: which of the inputs that differ between two packages can account for it.

Tables that repeat an input say so (``x_origin`` in their declaration: ``source`` or ``vocabulary``). A changed row of
such a table accounts for itself, and for every changed row that refers to it, or to what it belongs to, directly or
by way of other changed rows. What nothing accounts for comes from code or curation. Where several inputs can account
for a change all of them are named: no single one is claimed without a ground.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from pipeline.compile import Link, links
from pipeline.release.change import Change
from pipeline.release.contents import INPUTS, Contents

Node = tuple[str, str]  # a table and a key
ROWS = ("row_added", "row_retired", "cell_changed")
DECLARED = "code"  # tables, columns, views and lists are declared beside the code
OTHERS = ("curation", "code")  # what leaves no trace in a table of its own


def explain(changes: list[Change], old: Contents, new: Contents) -> list[Change]:
    """The changes with their causes: names of inputs, joined by ``|``; ``unknown`` if no input differs."""
    differing = [name for name in INPUTS if old.inputs.get(name, "old") != new.inputs.get(name, "new")]
    reached = _reached({(c.table, c.key) for c in changes if c.what in ROWS}, old, new)
    made = []
    for change in changes:
        if change.what not in ROWS:
            made.append(replace(change, cause=DECLARED))
            continue
        found = reached.get((change.table, change.key), set(OTHERS)) & set(differing)
        causes = [name for name in differing if name in (found or differing)]
        made.append(replace(change, cause="|".join(causes) or "unknown"))
    return made


def _reached(changed: set[Node], old: Contents, new: Contents) -> dict[Node, set[str]]:
    """For each changed row the origins from which a chain of changed rows leads to it."""
    near: dict[Node, set[Node]] = defaultdict(set)
    origins: dict[str, set[Node]] = defaultdict(set)
    home = {table: schema["x_origin"] for table, schema in new.schemas.items() if "x_origin" in schema}
    for node in changed:
        targets = {target for side in (old, new) for target in _targets(node, side)}
        for target in targets:
            near[node].add(target)
            near[target].add(node)
        if node[0] in home:  # the entry that a changed name belongs to counts as touched
            same = {target for target in targets if home.get(target[0]) == home[node[0]]}
            origins[home[node[0]]] |= {node} | same
    found: dict[Node, set[str]] = defaultdict(set)
    for origin, seeds in origins.items():
        for node in _spread(seeds, near, changed):
            found[node].add(origin)
    return found


def _spread(seeds: set[Node], near: Mapping[Node, set[Node]], changed: set[Node]) -> set[Node]:
    """What can be reached from the seeds by way of changed rows."""
    seen, waiting = set(seeds), list(seeds)
    while waiting:
        fresh = (near.get(waiting.pop(), set()) & changed) - seen
        seen |= fresh
        waiting += fresh
    return seen


def _targets(node: Node, side: Contents) -> Iterator[Node]:
    """The rows that a row refers to, by keys of every kind."""
    table, key = node
    row = side.rows.get(table, {}).get(tuple(key.split("|")))
    for link in links(side.schemas[table]) if row else ():
        if all(row[column] == value for column, value in link.when):
            yield from _followed(link, row, side.schemas[link.target]["primaryKey"])


def _followed(link: Link, row: Mapping[str, str], primary: list[str]) -> Iterator[Node]:
    """The rows that one key leads to; a key of more columns than the primary one still leads to one row."""
    values = dict(zip(link.target_fields, (row[column] for column in link.fields), strict=True))
    if set(primary) <= set(values) and all(values.values()):
        items = values[primary[0]].split("|") if link.is_list else ["|".join(values[part] for part in primary)]
        yield from ((link.target, item) for item in items)
