"""The shape a gold folder must have before anything is scored against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.records import Fault, Faults

COMMON = ("document", "start", "end", "quote", "certain")
COLUMNS = {
    "indications": "agent condition relation approval regulator qualifiers combination_with uncertain_field",
    "adverse_events": "agent event parent_event frequency severity uncertain_field",
    "administration": "agent fact_type value uncertain_field",
    "agent_facts": "subject predicate object negated uncertain_field",
    "mentions": "type entity",
    "not_claims": "table reason",
}
CERTAIN = ("yes", "no", "optional")


def check_shape(tables: Mapping[str, Sequence[Mapping[str, str]]]) -> None:
    """Raise Faults that list every missing column, bad offset and unknown word of certainty.

    >>> check_shape({"mentions": [{"document": "p", "start": "4"}]})  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    pipeline.records.faults.Faults: mentions.csv: no column certain, end, entity, quote, type [gold_columns]; ...
    """
    faults = [fault for table, rows in tables.items() for fault in _table_faults(table, rows)]
    if faults:
        raise Faults(faults)


def _table_faults(table: str, rows: Sequence[Mapping[str, str]]) -> Iterator[Fault]:
    if not rows:
        return
    missing = sorted({*COMMON, *COLUMNS.get(table, "").split()} - rows[0].keys())
    if missing:
        yield Fault("gold_columns", f"{table}.csv", f"no column {', '.join(missing)}", "add what is missing")
        return
    for line, row in enumerate(rows, 2):
        if not (row["start"].isdigit() and row["end"].isdigit() and int(row["start"]) < int(row["end"])):
            span = f"{row['start']!r} to {row['end']!r} is no span"
            yield Fault("gold_span", f"{table}.csv row {line}", span, "count code points of the page, end exclusive")
        if row["certain"] not in CERTAIN:
            problem = f"certain is {row['certain']!r}"
            yield Fault("gold_certain", f"{table}.csv row {line}", problem, f"write one of {', '.join(CERTAIN)}")
