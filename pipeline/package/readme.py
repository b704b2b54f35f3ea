"""README.md of the published folder: first what a reader must not miss, then every file, table and column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from pipeline.compile import to_markdown
from pipeline.package.descriptor import DATABASE
from pipeline.package.site import SITE
from pipeline.package.views import VIEWS

WARNING = """> **Read this first.** `indications` also holds **denied** and **studied** uses, and `adverse_events` also
> holds denied harms. Filter by `polarity` and `relation`, or take the views `uses` and `harms` of
> `{database}`. What is not in a table is unknown, not absent: see the view `coverage` and the gaps in `repairs`.
>
> These tables say what public web pages say. They are **not medical advice** and must not guide treatment.
>
> Known error rate: {error_rate}"""

EXTRA = {
    SITE: "the explorer: open it in a browser, from the disk or a web host; it needs nothing else and calls nobody",
    "scores.json": "how good the extraction is on annotated pages, by table: true and false positives, misses",
}

LOAD = """## Load it

```python
import pandas as pd
pd.read_parquet("tables/claims_flat.parquet")            # types included

import polars as pl
pl.read_parquet("tables/claims_flat.parquet")

import duckdb
duckdb.sql("from 'tables/claims_flat.parquet'")

import sqlite3
pd.read_sql("select * from uses", sqlite3.connect("{database}"))
```

CSV files are UTF-8 with LF line ends; an empty cell means unknown or none. Read them with
`pd.read_csv(path, keep_default_na=False, na_values=[""])`, so that a name like "NA" stays a name.
`claims_flat.csv` is the one to open in a spreadsheet. Verify a download with `sha256sum -c SHA256SUMS`."""


def readme_bytes(
    frames: Mapping[str, pd.DataFrame],
    schemas: Mapping[str, dict],
    package: Mapping,
    error_rate: str,
    extra: Iterable[str] = (),
) -> bytes:
    """The whole README with the data dictionary, made from the declarations; ``extra`` names further files."""
    parts = [
        f"# {package['title']}",
        WARNING.format(database=DATABASE, error_rate=error_rate),
        f"Version {package['version']}. " + package["description"].strip(),
        _files(frames, schemas, extra),
        LOAD.format(database=DATABASE),
        _views(),
        "# Data dictionary",
        "Columns stand in this order in every format. Keys are made from content and survive re-runs and re-ordering; "
        "lists are sorted and joined by `|`.",
        *(to_markdown(schema).rstrip() for schema in schemas.values()),
        _values(frames["enumerations"]),
        _licence(package),
    ]
    return ("\n\n".join(parts) + "\n").encode("utf-8")


def _files(frames: Mapping[str, pd.DataFrame], schemas: Mapping[str, dict], extra: Iterable[str]) -> str:
    rows = ["## Files", "", "| file | rows | holds |", "|---|---:|---|"]
    for name, schema in schemas.items():
        files = f"`tables/{name}.csv`, `.parquet`"
        rows.append(f"| {files} | {len(frames[name])} | {_cell(schema['description'])} |")
    rows.append(f"| `{DATABASE}` | | all tables with keys, indexes and the views below |")
    rows.append("| `datapackage.json` | | descriptor (Data Package v2): types, keys, hash and size of each file |")
    rows.append("| `quality_report.md` | | what was checked on exactly these files, and the result |")
    rows += [f"| `{name}` | | {text} |" for name, text in EXTRA.items() if name in extra]
    rows.append("| `SHA256SUMS` | | hashes of all files but itself |")
    return "\n".join(rows)


def _views() -> str:
    rows = [f"## Views of {DATABASE}", "", "| view | holds |", "|---|---|"]
    return "\n".join(rows + [f"| `{view.name}` | {_cell(view.description)} |" for view in VIEWS])


def _values(enumerations: pd.DataFrame) -> str:
    rows = ["## Values of the closed lists", "", "| list | value | meaning |", "|---|---|---|"]
    ordered = enumerations.sort_values(["enumeration", "rank"], kind="stable")
    columns = (ordered[name] for name in ("enumeration", "value", "meaning"))
    return "\n".join(rows + [f"| {e} | `{_cell(v)}` | {_cell(m)} |" for e, v, m in zip(*columns, strict=True)])


def _licence(package: Mapping) -> str:
    lines = ["## Licence", ""]
    lines += [f"- [{licence['name']}]({licence['path']}): {licence['title']}" for licence in package["licenses"]]
    return "\n".join(lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
