"""docs/validators.md: which validator holds which kind of constraint, written from the tables in the code."""

from __future__ import annotations

from pipeline.check import RULES
from pipeline.compile import KINDS, VALIDATORS

INTRO = """# Who checks what

Written by `python -c "from pipeline.check.table import markdown; print(markdown(), end='')" > docs/validators.md`;
a test holds this page to the code, and holds each validator to its word: it corrupts one cell or row of a small valid
package per kind of constraint and every validator with a mark in that row must object. Every kind has two or more.
"""

MEANINGS = {
    "column_set": "exactly the declared columns",
    "column_order": "in the declared order",
    "type": "values of the declared type",
    "required": "no gap in a required column",
    "primary_key": "a key once",
    "composite_primary_key": "a key of several columns once",
    "unique_key": "another declared key once",
    "enum": "a value of the closed list",
    "pattern": "text of the declared form",
    "minimum": "not less than the least value",
    "maximum": "not more than the greatest value",
    "min_length": "not shorter than declared",
    "max_length": "not longer than declared",
    "ordered": "of two columns, the lesser first",
    "list_form": "items sorted, each once",
    "foreign_key": "the row referred to exists",
    "composite_foreign_key": "so does a row with all these columns",
    "conditional_foreign_key": "so does a row in the table that another column names",
    "list_foreign_key": "so does a row for each item of a list",
    "part": "a claim has exactly one row in the table of its type",
    "need": "a claim has evidence",
}


def markdown() -> str:
    """The whole page."""
    used = [name for name in VALIDATORS if any(name in held_by for held_by in KINDS.values())]
    lines = [INTRO, "| validator | what it is, and when it runs |", "|---|---|"]
    lines += [f"| {name} | {VALIDATORS[name]} |" for name in used]
    lines += ["", "## Kinds of constraint that the schemas declare", ""]
    lines += ["| kind | meaning | " + " | ".join(used) + " |", "|---|---|" + ":-:|" * len(used)]
    for kind, held_by in KINDS.items():
        marks = " | ".join("x" if name in held_by else "" for name in used)
        lines.append(f"| {kind} | {MEANINGS[kind]} | {marks} |")
    lines += ["", "## Rules between tables, and between tables and pages", "", BETWEEN, ""]
    lines += ["| rule | table | what must hold |", "|---|---|---|"]
    lines += [f"| {rule.name} | {rule.table} | {rule.meaning} |" for rule in RULES]
    return "\n".join([*lines, "", FOLDER])


BETWEEN = """No schema can hold these. Functions find the rows that break them (`pipeline/check`); great-expectations
expects none of any rule in its suite `between_tables`, and the release stops otherwise. A test breaks each of them."""

FOLDER = """## The folder as it is published

Before the folder takes the place of the old one, these hold of the files as written: `SHA256SUMS` names every file with
its hash; the CSV files are read back strictly; each Parquet file equals its CSV file in Arrow, types and descriptions
included; each SQLite table equals its CSV file, `integrity_check` is ok, `foreign_key_check` is empty and every view
answers; `datapackage.json` is valid for Frictionless, hashes and sizes included; no file holds a code of MedDRA or
SNOMED CT; every byte is the one that the suites saw.
"""
