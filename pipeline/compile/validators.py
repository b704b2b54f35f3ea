"""Which validator holds which kind of constraint. A test corrupts one cell per kind and holds each to its word."""

from __future__ import annotations

VALIDATORS = {
    "reader": "compile.parse_csv, when a published CSV file is read back",
    "rows": "pandera, between the stages",
    "tables": "compile.broken, between the stages and again on what is published",
    "expectations": "great-expectations, on what is published",
    "package": "Frictionless, on the published package",
    "parquet": "pyarrow, when the Parquet file is written",
    "database": "SQLite, when the published database is filled",
}

KINDS: dict[str, tuple[str, ...]] = {
    "column_set": ("reader", "rows", "expectations", "package"),
    "column_order": ("reader", "rows", "expectations", "package"),
    "type": ("reader", "rows", "package", "parquet", "database"),
    "required": ("rows", "expectations", "package", "parquet", "database"),
    "primary_key": ("rows", "expectations", "package", "database"),
    "composite_primary_key": ("rows", "expectations", "package", "database"),
    "unique_key": ("rows", "expectations", "database"),
    "enum": ("rows", "expectations", "package", "database"),
    "pattern": ("rows", "expectations", "package"),
    "minimum": ("rows", "expectations", "package", "database"),
    "maximum": ("rows", "expectations", "package", "database"),
    "min_length": ("rows", "expectations", "package", "database"),
    "max_length": ("rows", "expectations", "package", "database"),
    "ordered": ("rows", "expectations", "database"),
    "list_form": ("reader", "rows"),
    "foreign_key": ("tables", "expectations", "package", "database"),
    "composite_foreign_key": ("tables", "package", "database"),
    "conditional_foreign_key": ("tables", "expectations"),
    "list_foreign_key": ("tables", "expectations"),
    "part": ("tables", "expectations"),
    "need": ("tables", "expectations"),
}
