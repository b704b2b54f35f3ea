"""README.md of the published folder: first what a reader must not miss, then every file, table and column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from pipeline.compile import to_markdown
from pipeline.package.descriptor import DATABASE
from pipeline.package.manifest import entry_of
from pipeline.package.views import VIEWS

WARNING = """> **Read this first.** `indications` also holds **denied** and **studied** uses, and `adverse_events` also
> holds denied harms. Filter by `polarity` and `relation`, or take the views `uses` and `harms` of
> `{database}`. What is not in a table is unknown, not absent: see the view `agent_coverage` and the gaps in `repairs`.
>
> These tables say what public web pages say. They are **not medical advice** and must not guide treatment.
>
> Known error rate: {error_rate}"""

# Each block is run by tests/release/test_readers.py in the unpacked zip and must print the number of rows.
LOAD = """## Load it

From the folder of this file. `claims_flat` has one row per piece of evidence with names spelled out; any other table is
loaded the same way.

```python
# loader: pip install ".[pandas]" in the repository, at the tag of a release
import cytokine_therapy
claims = cytokine_therapy.load("claims_flat")
print(len(claims))
```

```python
# pandas
import pandas as pd
claims = pd.read_parquet("tables/claims_flat.parquet")
print(len(claims))
```

```python
# polars
import polars as pl
claims = pl.read_parquet("tables/claims_flat.parquet")
print(claims.height)
```

```python
# duckdb
import duckdb
print(duckdb.sql("select count(*) from 'tables/claims_flat.parquet'").fetchall()[0][0])
```

```python
# sqlite; the views uses and harms are the safe way in
import sqlite3
database = sqlite3.connect("{database}")
print(database.execute("select count(*) from claims_flat").fetchone()[0])
```

```r
# base R
claims <- read.csv("tables/claims_flat.csv", na.strings = "", encoding = "UTF-8")
cat(nrow(claims), "\\n")
```

```python
# frictionless
from frictionless import Package
print(len(Package("datapackage.json").get_resource("claims_flat").read_rows()))
```

CSV files are UTF-8 with LF line ends; an empty cell means unknown or none. Read them with
`pd.read_csv(path, keep_default_na=False, na_values=[""])`, so that a name like "NA" stays a name.
`claims_flat.csv` is the one to open in a spreadsheet: no cell begins like a formula. Verify a download with
`sha256sum -c SHA256SUMS`."""


def readme_bytes(
    frames: Mapping[str, pd.DataFrame],
    schemas: Mapping[str, dict],
    package: Mapping,
    error_rate: str,
    files: Iterable[str] = (),
) -> bytes:
    """The whole README with the data dictionary, made from the declarations; ``files`` names all of the package."""
    parts = [
        f"# {package['title']}",
        WARNING.format(database=DATABASE, error_rate=error_rate),
        f"Version {package['version']}. " + package["description"].strip(),
        _files(frames, schemas, package, files),
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


def _files(
    frames: Mapping[str, pd.DataFrame], schemas: Mapping[str, dict], package: Mapping, names: Iterable[str]
) -> str:
    rows = ["## Files", "", "| file | rows | holds |", "|---|---:|---|"]
    for name, schema in schemas.items():
        files = f"`tables/{name}.csv`, `.parquet`"
        rows.append(f"| {files} | {len(frames[name])} | {_cell(schema['description'])} |")
    there = {id(entry_of(name, package)) for name in names}
    others = [entry for entry in package["x_files"] if "holds" in entry and id(entry) in there]
    rows += [f"| `{entry['file']}` | | {_cell(entry['holds'])} |" for entry in others]
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
