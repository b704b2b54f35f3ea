"""Great-expectations: one suite per table and one for the rules between tables. Imported only when the gate runs."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from pipeline.check.rules import Verdict
from pipeline.compile import to_expectations
from pipeline.records import Fault

BETWEEN = "between_tables"
SHOWN = 5
Frames = Mapping[str, pd.DataFrame]
Schemas = Mapping[str, dict]


def run(frames: Frames, schemas: Schemas, verdicts: Iterable[Verdict]) -> tuple[list[dict], list[Fault]]:
    """Hold every table to its suite. Returns a summary per suite, and a fault per expectation that is not met."""
    gx, context = quiet_context()
    whole = context.data_sources.add_pandas("tables").add_dataframe_asset("table")  # one for all: each is written down
    whole = whole.add_batch_definition_whole_dataframe("all")
    summaries, faults = [], []
    for name, frame, expectations in suites(frames, schemas, verdicts):
        batch = whole.get_batch({"dataframe": frame})
        missed = _missed(gx, batch, name, expectations)
        faults += [_fault(r, name, frame, schemas) for r in missed]
        summaries.append(_summary(name, frame, len(expectations), missed))
    return summaries, faults


def _missed(gx, batch, name: str, expectations: list) -> list[dict]:
    """The results of the expectations that are not met, each with what was unexpected.

    That costs as much again, so it is asked only of them: their place in the list comes back with the result.
    """
    for at, one in enumerate(expectations):
        one.meta = {"at": at}
    suite = gx.ExpectationSuite(name=name, expectations=expectations)
    results = batch.validate(suite, result_format="BOOLEAN_ONLY").results
    at = sorted(r.expectation_config.meta["at"] for r in results if not r.success)
    if not at:
        return []
    suite = gx.ExpectationSuite(name=name, expectations=[expectations[n] for n in at])
    results = batch.validate(suite, result_format="COMPLETE").to_json_dict()["results"]
    return [r for r in results if not r["success"]]


def quiet_context():
    """great-expectations and a context that lives in memory, sends nothing and draws no progress bars."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations as gx  # eight seconds: nothing else in the project imports it

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    return gx, context


def suites(frames: Frames, schemas: Schemas, verdicts: Iterable[Verdict]) -> Iterator[tuple[str, pd.DataFrame, list]]:
    """(name, table, expectations) of every suite, made one at a time.

    No suite sees two tables. The rules between them are judged before, and the last suite expects of a table
    with one column per rule that each counts no offence.
    """
    import great_expectations.expectations as gxe

    for name, schema in schemas.items():
        yield name, frames[name], to_expectations(schema)
    verdicts = list(verdicts)
    none = {"min_value": 0, "max_value": 0}
    notes = {v.rule.name: f"{v.rule.table}: {v.rule.meaning}" for v in verdicts}
    counted = pd.DataFrame([{verdict.rule.name: len(verdict.offences) for verdict in verdicts}])
    yield BETWEEN, counted, [gxe.ExpectColumnValuesToBeBetween(column=n, notes=t, **none) for n, t in notes.items()]


def _summary(name: str, frame: pd.DataFrame, all_of: int, missed: list[dict]) -> dict:
    rows = len(frame) if name != BETWEEN else ""
    failed = [f"{_column(r)}: {r['expectation_config']['type']}" for r in missed]
    return {"table": name, "rows": rows, "expectations": all_of, "met": all_of - len(missed), "failed": failed}


def _column(result: dict) -> str:
    limits = result["expectation_config"]["kwargs"]
    columns = limits.get("column") or limits.get("column_list") or [limits.get("column_A"), limits.get("column_B")]
    return columns if isinstance(columns, str) else ", ".join(map(str, columns))


def _fault(result: dict, table: str, frame: pd.DataFrame, schemas: Schemas) -> Fault:
    kind, found = result["expectation_config"]["type"], result.get("result", {})
    problem = f"{found.get('unexpected_count', 'an')} x {kind}"
    if values := found.get("partial_unexpected_list", [])[:SHOWN]:
        problem += f": {', '.join(map(repr, values))}"
    if table in schemas and (keys := _keys(result, frame, schemas[table])):
        problem += f" in {'; '.join(keys)}"
    if errors := [e for e in _exceptions(result.get("exception_info", {})) if e]:
        problem += f" ({errors[0][:200]})"
    return Fault("expectation", f"{table}.{_column(result)}", problem, f"see the rules of {table} in schemas/tables")


def _keys(result: dict, frame: pd.DataFrame, schema: dict) -> list[str]:
    """The keys of the first rows at fault, where the result names rows."""
    rows = result.get("result", {}).get("unexpected_index_list") or []
    at = [row for row in rows if isinstance(row, int) and row in frame.index][:SHOWN]
    key = [column for column in schema["primaryKey"] if column in frame]
    return [" ".join(str(frame.at[row, column]) for column in key) for row in at]


def _exceptions(info: dict) -> list[str]:
    """The messages in a result's exception info, which is nested by metric or not."""
    if "exception_message" in info:
        return [info["exception_message"] or ""]
    return [message for inner in info.values() if isinstance(inner, dict) for message in _exceptions(inner)]
