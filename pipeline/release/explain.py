"""Why a row changed: which of the inputs that differ between two packages can account for it.

Tables that show an input say so (``x_origin`` in their declaration: which input, and of which rows if not of all). A
changed row of such a table accounts for itself, and for every changed row that refers to it, to what it belongs to, or
to the same place on a page, directly or by way of other changed rows. What nothing accounts for comes from code or from
curation that leaves no row. Where several inputs can account for a change all of them are named: these are grounds,
not proofs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from pipeline.compile import Link, links
from pipeline.release.change import Change
from pipeline.release.contents import INPUTS, Contents, key_of

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
    """For each changed row the inputs from which a chain of changed rows leads to it."""
    near: dict[Node, set[Node]] = defaultdict(set)
    origins: dict[str, set[Node]] = defaultdict(set)
    for node, other in _places(changed, old, new):
        near[node].add(other)
        near[other].add(node)
    for node in changed:
        targets = {target for side in (old, new) for target in _targets(node, side)}
        for target in targets:
            near[node].add(target)
            near[target].add(node)
        if origin := _origin(node, new) or _origin(node, old):
            same = {target for target in targets if (_origin(target, new) or _origin(target, old)) == origin}
            origins[origin] |= {node} | same  # the entry that a changed name belongs to counts as touched
    found: dict[Node, set[str]] = defaultdict(set)
    for origin, seeds in origins.items():
        for node in _spread(seeds, near, changed):
            found[node].add(origin)
    return found


def _origin(node: Node, side: Contents) -> str:
    """The input that a row shows, if it shows one."""
    row = _row(node, side)
    told = side.schemas[node[0]].get("x_origin") if row else None
    return told["input"] if told and all(row[c] == v for c, v in told.get("when", {}).items()) else ""


def _row(node: Node, side: Contents) -> Mapping[str, str] | None:
    return side.rows.get(node[0], {}).get(node[1])


def _places(changed: set[Node], old: Contents, new: Contents) -> Iterator[tuple[Node, Node]]:
    """Pairs of changed rows that speak of overlapping words of one page."""
    spans = sorted({span for node in changed for side in (old, new) for span in _span(node, side)})
    page, end, last = "", 0.0, None
    for here, start, stop, node in spans:
        if last and here == page and start < end and node != last:
            yield last, node
        if here != page or stop > end:
            page, end, last = here, stop, node


def _span(node: Node, side: Contents) -> Iterator[tuple[str, float, float, Node]]:
    """Where a row's words stand: its page, and the columns that its table declares as an ordered pair."""
    row, schema = _row(node, side), side.schemas.get(node[0], {})
    if row and schema.get("x_ordered"):
        low, high = schema["x_ordered"][0]
        pages = [link.fields[0] for link in links(schema) if _shows_sources(side.schemas[link.target])]
        if pages and row[low] and row[high]:
            yield row[pages[0]], float(row[low]), float(row[high]), node


def _shows_sources(schema: Mapping) -> bool:
    return schema.get("x_origin", {}).get("input") == "source"


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
    row = _row(node, side)
    for link in links(side.schemas[node[0]]) if row else ():
        if all(row[column] == value for column, value in link.when):
            yield from _followed(link, row, side.schemas[link.target]["primaryKey"])


def _followed(link: Link, row: Mapping[str, str], primary: list[str]) -> Iterator[Node]:
    """The rows that one key leads to; a key of more columns than the primary one still leads to one row."""
    values = dict(zip(link.target_fields, (row[column] for column in link.fields), strict=True))
    if set(primary) <= set(values) and all(values.values()):
        items = values[primary[0]].split("|") if link.is_list else [key_of(values[part] for part in primary)]
        yield from ((link.target, item) for item in items)
